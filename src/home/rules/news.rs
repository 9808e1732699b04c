//! What changed: out of the commands that were carried out, what a person is told of, the newest first.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Deserialize;

use super::super::model::{MOST_NAMED, MOST_NEWS, News};
use crate::kernel::{
    actor::{Actor, Role},
    calendar::WorkCalendar,
    ids::{UnitCode, VisitId},
};

/// The working day before this one, so that on a Monday one reads of Friday.
#[must_use]
pub fn day_before(calendar: &WorkCalendar, today: NaiveDate) -> NaiveDate {
    let before = today.iter_days().rev().skip(1).take(31).find(|day| calendar.is_working(*day));
    before.or_else(|| today.pred_opt()).unwrap_or(today)
}

/// So many days are the news long at most, for somebody who comes seldom.
const MOST_DAYS_OF_NEWS: u64 = 14;

/// The day since which news is told: that of the visit before this one, and the working day before where that is earlier.
#[must_use]
pub fn news_since(calendar: &WorkCalendar, today: NaiveDate, visit_before: Option<NaiveDate>) -> NaiveDate {
    let usual = day_before(calendar, today);
    let longest = today - Days::new(MOST_DAYS_OF_NEWS);
    visit_before.map_or(usual, |day| day.max(longest).min(usual))
}

/// A command that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Done {
    /// When.
    pub at: DateTime<Utc>,
    /// By which account.
    pub actor: String,
    /// The name under which the journal keeps it.
    pub action: String,
    /// The records that it changed, each as its table, a colon and its id.
    pub records: Vec<String>,
}

/// Whose news it is.
enum Reader<'a> {
    /// The unit's own people.
    Unit(&'a UnitCode),
    /// An inspector, by the visits of their groups.
    Group(&'a BTreeSet<VisitId>),
    /// Whoever sees the whole district.
    Office,
}

/// A unit is reminded of several entries by one notice.
const REMIND: &str = "rectification.remind";

/// What a unit's people are told of their unit's records. Not what the group does among itself before it speaks
/// (Art. 9, 10).
const FOR_UNIT: [&str; 31] = [
    "self_check.remind",
    "self_check.hand_over",
    "self_check.hand_back",
    "self_check.sign",
    "self_check.accept",
    "self_check.return",
    "plan.send_notices",
    "visit.receive",
    "visit.oral_feedback",
    "visit.acknowledge",
    "visit.written_feedback",
    "rectification.order",
    REMIND,
    "rectification.receive",
    "rectification.prepare_plan",
    "rectification.sign_plan",
    "rectification.approve_plan",
    "rectification.return_plan",
    "rectification.report",
    "rectification.ask_extension",
    "rectification.grant_extension",
    "rectification.refuse_extension",
    "rectification.prepare_closure",
    "rectification.hand_back",
    "rectification.sign_closure",
    "rectification.accept_materials",
    "rectification.return_closure",
    "rectification.verify",
    "rectification.fail_verification",
    "rectification.close",
    "rectification.reopen",
];

/// What an inspector is told of the visits of their groups. Not who has handed in a sheet: each scores for themselves.
const FOR_GROUP: [&str; 19] = [
    "plan.draw",
    "plan.redraw",
    "plan.cancel",
    "plan.arrange_visit",
    "plan.substitute",
    "plan.send_notices",
    "visit.receive",
    "visit.start",
    "visit.appoint_leader",
    "visit.close_entry",
    "visit.reconcile",
    "visit.oral_feedback",
    "visit.acknowledge",
    "visit.lock",
    "visit.written_feedback",
    "rectification.sign_plan",
    "rectification.accept_materials",
    "rectification.close",
    "rectification.reopen",
];

/// What the offices are told: what moves a record from one hand to the next.
const FOR_OFFICE: [&str; 35] = [
    "self_check.open_round",
    "self_check.sign",
    "self_check.accept",
    "self_check.return",
    "plan.draft",
    "plan.approve",
    "plan.return",
    "plan.draw",
    "plan.redraw",
    "plan.send_notices",
    "plan.extend",
    "plan.report",
    "plan.close",
    "plan.cancel",
    "visit.receive",
    "visit.acknowledge",
    "visit.lock",
    "visit.written_feedback",
    "rectification.order",
    "rectification.sign_plan",
    "rectification.approve_plan",
    "rectification.ask_extension",
    "rectification.grant_extension",
    "rectification.sign_closure",
    "rectification.accept_materials",
    "rectification.verify",
    "rectification.fail_verification",
    "rectification.close",
    "rectification.reopen",
    "ranking.compute",
    "ranking.table",
    "ranking.send_back",
    "ranking.adopt",
    "ranking.publish",
    "ranking.correct",
];

/// The actions that a person is told of; none for an administrator, who sees no records.
#[must_use]
pub fn told(actor: &Actor) -> Vec<&'static str> {
    match actor.role {
        Role::UnitClerk | Role::UnitHead => FOR_UNIT.to_vec(),
        Role::Inspector => FOR_GROUP.to_vec(),
        Role::ReformLeader | Role::EstablishmentOfficer | Role::LegalOfficer => FOR_OFFICE.to_vec(),
        Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin => Vec::new(),
    }
}

/// What changed for a person, out of the commands of some days, the newest first; none for an administrator. What they
/// did themselves is no news. `visits` are those of an inspector's groups.
#[must_use]
pub fn news(actor: &Actor, visits: &BTreeSet<VisitId>, done: &[Done]) -> Option<Vec<News>> {
    let told = told(actor);
    let reader = match (actor.role, &actor.unit) {
        (Role::UnitClerk | Role::UnitHead, unit) => Reader::Unit(unit.as_ref()?),
        (Role::Inspector, _) => Reader::Group(visits),
        _ if told.is_empty() => return None,
        _ => Reader::Office,
    };
    let mut news: Vec<News> = Vec::new();
    for done in done {
        if done.actor == actor.account.as_str() || !told.contains(&done.action.as_str()) {
            continue;
        }
        let mut seen = done.records.iter().filter_map(|record| read(record)).filter(|record| reader.sees(record));
        let Some(first) = seen.next() else { continue };
        // A command on a plan changes its visits too: that is one thing that was done. One on several visits or entries
        // is one on each of them.
        let others = seen.filter(|record| record.list() == first.list() && first.unit().is_some());
        for record in std::iter::once(first).chain(others) {
            tell(&mut news, done, &record, &reader);
        }
    }
    news.sort_by_key(|line| std::cmp::Reverse(line.at));
    news.truncate(MOST_NEWS);
    for line in &mut news {
        line.further = line.units.len().saturating_sub(MOST_NAMED);
        line.units.truncate(MOST_NAMED);
    }
    Some(news)
}

fn tell(news: &mut Vec<News>, done: &Done, record: &Record<'_>, reader: &Reader<'_>) {
    let page = record.page();
    let unit = record.unit().filter(|_| reader.names_units()).and_then(|unit| UnitCode::parse(unit).ok());
    let same = |line: &&mut News| {
        line.action == done.action && (reader.sums_up() || done.action == REMIND || line.href == page)
    };
    match news.iter_mut().find(same) {
        Some(line) => {
            line.count += 1;
            line.at = line.at.max(done.at);
            if line.href != page {
                line.href = record.list().to_owned();
            }
            if let Some(unit) = unit.filter(|unit| !line.units.contains(unit)) {
                line.units.push(unit);
            }
        }
        None => news.push(News {
            action: done.action.clone(),
            at: done.at,
            count: 1,
            units: Vec::from_iter(unit),
            further: 0,
            href: page,
        }),
    }
}

impl Reader<'_> {
    fn sees(&self, record: &Record<'_>) -> bool {
        match self {
            Self::Office => true,
            Self::Unit(unit) => record.unit() == Some(unit.as_str()),
            Self::Group(visits) => {
                record.visit().and_then(|visit| VisitId::parse(visit).ok()).is_some_and(|visit| visits.contains(&visit))
            }
        }
    }

    /// Whether the same done to several records is one line.
    fn sums_up(&self) -> bool {
        matches!(self, Self::Office)
    }

    fn names_units(&self) -> bool {
        !matches!(self, Self::Unit(_))
    }
}

/// A record that has a page.
#[derive(Clone, Copy)]
enum Record<'a> {
    Round(&'a str),
    Submission { round: &'a str, unit: &'a str },
    Plan(&'a str),
    Visit(&'a str),
    Entry { id: &'a str, visit: &'a str },
    Ranking { season: &'a str },
}

/// A round and a plan have no dot in their ids; a unit's code may have some.
fn read(record: &str) -> Option<Record<'_>> {
    let (table, id) = record.split_once(':')?;
    match table {
        "check_round" => Some(Record::Round(id)),
        "submission" => submission(id),
        // It begins with its day.
        "reminder" => id.split_once('.').and_then(|(_, about)| submission(about)),
        "plan" => Some(Record::Plan(id)),
        "visit" => Some(Record::Visit(id)),
        // It begins with its day.
        "entry_reminder" => entry(id.split_once('.')?.1),
        "ledger_entry" => entry(id),
        "ranking" => id.rsplit_once('.').map(|(season, _)| Record::Ranking { season }),
        _ => None,
    }
}

fn entry(id: &str) -> Option<Record<'_>> {
    id.rsplit_once('.').map(|(visit, _)| Record::Entry { id, visit })
}

fn submission(id: &str) -> Option<Record<'_>> {
    id.split_once('.').map(|(round, unit)| Record::Submission { round, unit })
}

impl<'a> Record<'a> {
    fn visit(self) -> Option<&'a str> {
        match self {
            Self::Visit(visit) | Self::Entry { visit, .. } => Some(visit),
            Self::Round(_) | Self::Submission { .. } | Self::Plan(_) | Self::Ranking { .. } => None,
        }
    }

    fn unit(self) -> Option<&'a str> {
        match self {
            Self::Submission { unit, .. } => Some(unit),
            Self::Visit(visit) | Self::Entry { visit, .. } => visit.split_once('.').map(|(_, unit)| unit),
            Self::Round(_) | Self::Plan(_) | Self::Ranking { .. } => None,
        }
    }

    fn page(self) -> String {
        match self {
            Self::Round(round) => format!("/self-check/{round}"),
            Self::Submission { round, unit } => format!("/self-check/{round}/{unit}"),
            Self::Plan(plan) => format!("/plans/{plan}"),
            Self::Visit(visit) => format!("/visits/{visit}"),
            Self::Entry { id, .. } => format!("/ledger/{id}"),
            Self::Ranking { season } => format!("/ranking/{season}"),
        }
    }

    fn list(self) -> &'static str {
        match self {
            Self::Round(_) | Self::Submission { .. } => "/self-check",
            Self::Plan(_) => "/plans",
            Self::Visit(_) => "/calendar",
            Self::Entry { .. } => "/ledger",
            Self::Ranking { .. } => "/ranking",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{
        calendar::{ListedDay, YearTable},
        ids::AccountId,
    };

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn on_a_monday_one_reads_of_friday_and_after_a_holiday_of_the_day_before_it() {
        let calendar = WorkCalendar::new(Vec::new()).unwrap();
        assert_eq!(day_before(&calendar, day(23)), day(20));
        assert_eq!(day_before(&calendar, day(24)), day(23));
        let off = |on| ListedDay { date: day(on), name: "节日".to_owned(), off: true };
        let table = YearTable { year: 2026, days: vec![off(23), off(24)] };
        let calendar = WorkCalendar::new(vec![table]).unwrap();
        assert_eq!(day_before(&calendar, day(25)), day(20));
    }

    #[test]
    fn news_is_told_since_the_visit_before_but_no_shorter_than_a_working_day_and_no_longer_than_a_fortnight() {
        let calendar = WorkCalendar::new(Vec::new()).unwrap();
        let since = |visit_before| news_since(&calendar, day(24), visit_before);
        assert_eq!(since(None), day(23));
        assert_eq!(since(Some(day(24))), day(23));
        assert_eq!(since(Some(day(18))), day(18));
        assert_eq!(since(Some(day(2))), day(10));
    }

    fn person(role: Role, unit: Option<&str>) -> Actor {
        Actor {
            account: AccountId::parse("me").unwrap(),
            name: "某人".to_owned(),
            role,
            unit: unit.map(|unit| UnitCode::parse(unit).unwrap()),
            inspector: None,
        }
    }

    fn done(minute: u32, actor: &str, action: &str, records: &[&str]) -> Done {
        Done {
            at: day(24).and_hms_opt(9, minute, 0).unwrap().and_utc(),
            actor: actor.to_owned(),
            action: action.to_owned(),
            records: records.iter().map(|record| (*record).to_owned()).collect(),
        }
    }

    /// Of each line the action, how often, the units named in it, and where it leads.
    type Told = (String, usize, Vec<String>, String);

    fn read_by(actor: &Actor, visits: &[&str], log: &[Done]) -> Vec<Told> {
        let visits = visits.iter().map(|visit| VisitId::parse(visit).unwrap()).collect();
        let news = news(actor, &visits, log).unwrap().into_iter();
        let told = news.map(|line| {
            let units = line.units.iter().map(ToString::to_string).collect();
            (line.action, line.count, units, line.href)
        });
        told.collect()
    }

    fn line(action: &str, count: usize, units: &[&str], href: &str) -> Told {
        (action.to_owned(), count, units.iter().map(ToString::to_string).collect(), href.to_owned())
    }

    fn log() -> Vec<Done> {
        vec![
            done(1, "officer", "self_check.return", &["submission:2026-1.A"]),
            done(2, "officer", "self_check.return", &["submission:2026-1.B"]),
            done(3, "officer", "plan.send_notices", &["plan:P-2026-01", "visit:P-2026-01.A", "visit:P-2026-01.B"]),
            done(4, "i1", "visit.submit_sheet", &["visit:P-2026-01.A"]),
            done(5, "i1", "visit.reconcile", &["visit:P-2026-01.A"]),
            done(6, "i1", "visit.lock", &["visit:P-2026-01.B"]),
            done(7, "head", "rectification.sign_closure", &["ledger_entry:P-2026-01.A.01"]),
            done(8, "me", "rectification.prepare_plan", &["ledger_entry:P-2026-01.A.02"]),
            done(9, "officer", "account.create", &["account:x"]),
            done(10, "officer", "ranking.compute", &["ranking:2026.2"]),
            done(11, "leader", "ranking.publish", &["ranking:2026.1"]),
        ]
    }

    #[test]
    fn a_unit_is_told_of_its_own_records_and_not_of_what_the_group_does_among_itself() {
        assert_eq!(
            read_by(&person(Role::UnitClerk, Some("A")), &[], &log()),
            [
                line("rectification.sign_closure", 1, &[], "/ledger/P-2026-01.A.01"),
                line("plan.send_notices", 1, &[], "/visits/P-2026-01.A"),
                line("self_check.return", 1, &[], "/self-check/2026-1/A"),
            ]
        );
        assert!(read_by(&person(Role::UnitHead, Some("C")), &[], &log()).is_empty());
    }

    #[test]
    fn an_inspector_is_told_of_the_visits_of_their_groups() {
        let inspector = person(Role::Inspector, None);
        assert_eq!(
            read_by(&inspector, &["P-2026-01.B"], &log()),
            [
                line("visit.lock", 1, &["B"], "/visits/P-2026-01.B"),
                line("plan.send_notices", 1, &["B"], "/visits/P-2026-01.B"),
            ]
        );
        assert!(read_by(&inspector, &[], &log()).is_empty());
    }

    #[test]
    fn an_office_is_told_of_the_same_in_one_line() {
        assert_eq!(
            read_by(&person(Role::LegalOfficer, None), &[], &log()),
            [
                line("ranking.publish", 1, &[], "/ranking/2026"),
                line("ranking.compute", 1, &[], "/ranking/2026"),
                line("rectification.sign_closure", 1, &["A"], "/ledger/P-2026-01.A.01"),
                line("visit.lock", 1, &["B"], "/visits/P-2026-01.B"),
                line("plan.send_notices", 1, &[], "/plans/P-2026-01"),
                line("self_check.return", 2, &["A", "B"], "/self-check"),
            ]
        );
    }

    #[test]
    fn a_line_of_many_units_names_the_first_two_and_counts_the_others_once() {
        let received = |at: u32, unit: &str| done(at, "clerk", "visit.receive", &[&format!("visit:P-2026-01.{unit}")]);
        let log = [received(1, "C"), received(2, "A"), received(3, "C"), received(4, "B"), received(5, "D")];
        let news = news(&person(Role::EstablishmentOfficer, None), &BTreeSet::new(), &log).unwrap();
        assert_eq!(news.len(), 1, "the same is one line: {news:?}");
        let units: Vec<String> = news[0].units.iter().map(ToString::to_string).collect();
        assert_eq!(units, ["C", "A"]);
        assert_eq!((news[0].further, news[0].count), (2, 5));
    }

    #[test]
    fn an_administrator_is_told_nothing() {
        for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
            assert_eq!(news(&person(role, None), &BTreeSet::new(), &log()), None);
        }
    }

    #[test]
    fn what_one_did_oneself_is_no_news_and_no_more_than_fits_is_told() {
        let mine: Vec<Done> =
            (0..30).map(|at| done(at, "me", "visit.lock", &[&format!("visit:P-2026-01.{at}")])).collect();
        let office = person(Role::EstablishmentOfficer, None);
        assert!(read_by(&office, &[], &mine).is_empty());
        let visits: Vec<String> = (0..30).map(|at| format!("P-2026-01.{at}")).collect();
        let visits: Vec<&str> = visits.iter().map(String::as_str).collect();
        let others: Vec<Done> = mine.into_iter().map(|done| Done { actor: "i1".to_owned(), ..done }).collect();
        let told = read_by(&person(Role::Inspector, None), &visits, &others);
        assert_eq!(told.len(), MOST_NEWS);
        assert_eq!(told[0].3, "/visits/P-2026-01.29");
    }

    #[test]
    fn what_is_done_to_several_records_at_once_is_told_of_each() {
        let entries = ["ledger_entry:P-2026-01.A.1.01", "ledger_entry:P-2026-01.A.1.02", "ledger_entry:P-2026-01.B.01"];
        let log = [done(1, "officer", "rectification.order", &entries)];
        assert_eq!(
            read_by(&person(Role::UnitClerk, Some("A.1")), &[], &log),
            [
                line("rectification.order", 1, &[], "/ledger/P-2026-01.A.1.01"),
                line("rectification.order", 1, &[], "/ledger/P-2026-01.A.1.02"),
            ]
        );
        assert_eq!(
            read_by(&person(Role::ReformLeader, None), &[], &log),
            [line("rectification.order", 3, &["A.1", "B"], "/ledger")]
        );
        assert!(read_by(&person(Role::UnitClerk, Some("1")), &[], &log).is_empty());
    }

    #[test]
    fn everything_that_is_told_has_words() {
        for action in FOR_UNIT.iter().chain(&FOR_GROUP).chain(&FOR_OFFICE) {
            assert!(crate::journal::labels::DEEDS.iter().any(|(name, _)| name == action), "{action} has no words");
        }
    }
}
