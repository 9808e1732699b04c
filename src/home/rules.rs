//! What stands on the first page and in which order. What waits: what is due first comes first, what has no date comes
//! last, equals keep the order of the regulation in which they were found.

/// Whose turn it is.
pub mod turns;

/// What changed.
mod news;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use news::{Done, day_before, news, news_since, told};

use super::model::{Coming, Home, MOST_COMING, MOST_TASKS, Place, Stage, StageAt, Task, TaskKind, WaitingAt};
use crate::{
    inspection::model::{PlanState, VisitState},
    ranking::model::RankingState,
    rectification::model::Light,
    self_check::model::RoundState,
    unit::model::Standing,
};

/// The page with everything that waits, and without news as yet.
#[must_use]
pub fn page(mut tasks: Vec<Task>, since: NaiveDate) -> Home {
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    let count = total(&waiting_at(&tasks));
    tasks.truncate(MOST_TASKS);
    Home {
        tasks,
        count,
        coming: Vec::new(),
        news: None,
        names: BTreeMap::new(),
        since,
        own: None,
        figures: Vec::new(),
        guide: Vec::new(),
        is_first: false,
        unlisted_years: Vec::new(),
    }
}

/// How much of what waits is found at each place, in the order of the rail.
#[must_use]
pub fn waiting_at(tasks: &[Task]) -> Vec<WaitingAt> {
    let at = |place: Place| {
        let here = || tasks.iter().filter(move |task| place_of(task.kind) == place);
        let count = here().map(|task| records_of(task.kind)).fold(0, u32::saturating_add);
        let overdue = here().any(|task| task.light == Light::Red);
        (count > 0).then_some(WaitingAt { place, count, overdue })
    };
    Place::ALL.into_iter().filter_map(at).collect()
}

/// How many records wait in all.
#[must_use]
pub fn total(waiting: &[WaitingAt]) -> u32 {
    waiting.iter().map(|at| at.count).fold(0, u32::saturating_add)
}

/// How many records of a process there are, and how many of them are done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many there are.
    pub all: u32,
    /// How many are done.
    pub done: u32,
}

impl Progress {
    /// Counts records: of each whether it is done, and how many it stands for.
    fn of(records: impl IntoIterator<Item = (bool, u32)>) -> Self {
        records.into_iter().fold(Self::default(), |sum, (done, count)| Self {
            all: sum.all.saturating_add(count),
            done: sum.done.saturating_add(if done { count } else { 0 }),
        })
    }

    /// How far a process is of which there is so much, and so much done.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self { all: 0, .. } => Stage::NotBegun,
            Self { all, done } if done >= all => Stage::Done,
            Self { .. } => Stage::UnderWay,
        }
    }
}

/// How far the process of each place is.
#[must_use]
pub fn stages(progress: &[(Place, Progress)]) -> Vec<StageAt> {
    progress.iter().map(|(place, progress)| StageAt { place: *place, stage: progress.stage() }).collect()
}

/// The rounds of self-checks that were opened; done when they are closed.
#[must_use]
pub fn of_rounds(rounds: impl IntoIterator<Item = RoundState>) -> Progress {
    let opened = rounds.into_iter().filter(|state| state.is_opened());
    Progress::of(opened.map(|state| (state == RoundState::Closed, 1)))
}

/// The plans that were not given up; done when they are closed.
#[must_use]
pub fn of_plans(plans: impl IntoIterator<Item = PlanState>) -> Progress {
    let kept = plans.into_iter().filter(|state| *state != PlanState::Cancelled);
    Progress::of(kept.map(|state| (state == PlanState::Closed, 1)))
}

/// Visits, so many in each state; done when their score is final.
#[must_use]
pub fn of_visits(visits: impl IntoIterator<Item = (VisitState, u32)>) -> Progress {
    Progress::of(visits.into_iter().map(|(state, count)| (state >= VisitState::Locked, count)))
}

/// The newest edition of a ranking that the reader may know of; done when it is published.
#[must_use]
pub fn of_ranking(newest: Option<RankingState>) -> Progress {
    let is_done = |state: RankingState| matches!(state, RankingState::Published | RankingState::Corrected);
    Progress::of(newest.map(|state| (is_done(state), 1)))
}

/// What a unit has in a season: its self-checks, done when they are signed, the visits to it, done when their score is
/// final, and its entries of the ledger, done when they are closed.
#[must_use]
pub fn of_unit(standing: &Standing) -> [(Place, Progress); 3] {
    let checks = standing.self_checks.values().map(|check| (check.submitted_on.is_some(), 1));
    let visits = standing.visits.values().filter(|visit| !visit.withdrawn);
    let visits = visits.map(|visit| (visit.total.is_some(), 1));
    let entries = standing.entries.values().map(|entry| (entry.closed_on.is_some(), 1));
    [
        (Place::SelfCheck, Progress::of(checks)),
        (Place::Calendar, Progress::of(visits)),
        (Place::Ledger, Progress::of(entries)),
    ]
}

/// Whether there is anything of a unit in a season.
#[must_use]
pub fn has_anything(standing: &Standing) -> bool {
    of_unit(standing).iter().any(|(_, progress)| progress.all > 0)
}

/// Of how many records a line speaks that no other line counts.
const fn records_of(kind: TaskKind) -> u32 {
    match kind {
        TaskKind::ReviewSubmissions(count)
        | TaskKind::SendNotices(count)
        | TaskKind::OrderFindings(count)
        | TaskKind::ReviewPlans(count)
        | TaskKind::ReviewClosures(count)
        | TaskKind::OrderAgain(count)
        | TaskKind::OrderEntries(count)
        | TaskKind::AnswerExtensions(count)
        | TaskKind::PressOverdue(count)
        | TaskKind::PressLongOverdue(count) => count,
        TaskKind::FillSubmission
        | TaskKind::MendSubmission
        | TaskKind::SignSubmission
        | TaskKind::ApprovePlan
        | TaskKind::AdvancePlan
        | TaskKind::Visit(_)
        | TaskKind::Rectify
        | TaskKind::SignPlan
        | TaskKind::SignClosure
        | TaskKind::VerifyClosure
        | TaskKind::Ranking(_)
        | TaskKind::CreatePeople
        | TaskKind::MendBelonging
        | TaskKind::ImportRegister
        | TaskKind::PrepareRound
        | TaskKind::OpenRound
        | TaskKind::CloseRound
        | TaskKind::MendPlan
        | TaskKind::ReportPlan
        | TaskKind::ClosePlan
        | TaskKind::CloseEntry
        | TaskKind::ExtendPlan
        | TaskKind::AppointVerifier
        | TaskKind::MindDue => 1,
        // Those have lines of their own, by which they are counted.
        TaskKind::ReportProgress(_) => 0,
    }
}

/// The place whose records a line speaks of.
const fn place_of(kind: TaskKind) -> Place {
    match kind {
        TaskKind::FillSubmission
        | TaskKind::MendSubmission
        | TaskKind::SignSubmission
        | TaskKind::ReviewSubmissions(_)
        | TaskKind::PrepareRound
        | TaskKind::OpenRound
        | TaskKind::CloseRound => Place::SelfCheck,
        TaskKind::ApprovePlan
        | TaskKind::AdvancePlan
        | TaskKind::SendNotices(_)
        | TaskKind::MendPlan
        | TaskKind::ReportPlan
        | TaskKind::ClosePlan
        | TaskKind::ExtendPlan => Place::Plans,
        TaskKind::Visit(_) => Place::Calendar,
        TaskKind::OrderFindings(_)
        | TaskKind::ReviewPlans(_)
        | TaskKind::ReviewClosures(_)
        | TaskKind::OrderAgain(_)
        | TaskKind::OrderEntries(_)
        | TaskKind::AnswerExtensions(_)
        | TaskKind::CloseEntry
        | TaskKind::AppointVerifier
        | TaskKind::Rectify
        | TaskKind::SignPlan
        | TaskKind::SignClosure
        | TaskKind::VerifyClosure
        | TaskKind::MindDue
        | TaskKind::PressOverdue(_)
        | TaskKind::PressLongOverdue(_)
        | TaskKind::ReportProgress(_) => Place::Ledger,
        TaskKind::Ranking(_) => Place::Ranking,
        TaskKind::ImportRegister => Place::Templates,
        TaskKind::CreatePeople | TaskKind::MendBelonging => Place::People,
    }
}

/// The soonest of what comes next; equals keep the order of the regulation in which they were found.
#[must_use]
pub fn soonest(mut coming: Vec<Coming>) -> Vec<Coming> {
    coming.sort_by_key(|next| next.day);
    coming.truncate(MOST_COMING);
    coming
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        home::model::ComingKind,
        inspection::visit::rules::VisitStep,
        kernel::ids::{RoundId, SeasonId, VisitId},
        unit::model::{EntryPart, SelfCheckPart, VisitPart},
    };

    fn task(subject: &str, due: Option<NaiveDate>) -> Task {
        Task {
            kind: TaskKind::Rectify,
            subject: subject.to_owned(),
            unit: None,
            reminded: None,
            due,
            days_left: None,
            light: Light::Grey,
            href: String::new(),
        }
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn what_is_due_first_comes_first_and_what_has_no_date_last() {
        let tasks = vec![task("a", None), task("b", Some(day(25))), task("c", Some(day(23))), task("d", Some(day(25)))];
        let order: Vec<String> = page(tasks, day(23)).tasks.into_iter().map(|task| task.subject).collect();
        assert_eq!(order, ["c", "b", "d", "a"]);
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let tasks = (0..60).map(|_| task("a", None)).collect();
        let home = page(tasks, day(23));
        assert_eq!((home.tasks.len(), home.count), (MOST_TASKS, 60));
    }

    fn lines(lines: &[(TaskKind, Light)]) -> Vec<Task> {
        lines.iter().map(|(kind, light)| Task { kind: *kind, light: *light, ..task("a", None) }).collect()
    }

    #[test]
    fn a_place_counts_the_records_of_its_lines_and_tells_whether_one_is_overdue() {
        let tasks = lines(&[
            (TaskKind::ReviewClosures(3), Light::Grey),
            (TaskKind::ReviewSubmissions(2), Light::Grey),
            (TaskKind::Visit(VisitStep::Answer), Light::Red),
            (TaskKind::Visit(VisitStep::GiveFeedback), Light::Green),
            (TaskKind::OrderAgain(1), Light::Yellow),
            (TaskKind::PressOverdue(5), Light::Grey),
            (TaskKind::ReportProgress(4), Light::Grey),
        ]);
        let at = |place, count, overdue| WaitingAt { place, count, overdue };
        let expected = [at(Place::SelfCheck, 2, false), at(Place::Calendar, 2, true), at(Place::Ledger, 9, false)];
        assert_eq!(waiting_at(&tasks), expected);
    }

    #[test]
    fn nothing_waits_at_a_place_without_a_line() {
        assert!(waiting_at(&[]).is_empty());
        assert_eq!(total(&[]), 0);
    }

    #[test]
    fn the_page_and_the_places_count_the_same() {
        let both = [(TaskKind::SendNotices(7), Light::Grey), (TaskKind::ApprovePlan, Light::Grey)];
        let many: Vec<Task> = (0..40).flat_map(|_| lines(&both)).collect();
        let waiting = waiting_at(&many);
        assert_eq!(waiting, [WaitingAt { place: Place::Plans, count: 320, overdue: false }]);
        assert_eq!(page(many, day(23)).count, total(&waiting));
    }

    #[test]
    fn a_line_is_counted_where_its_record_is_listed() {
        let places = [
            (TaskKind::FillSubmission, "/self-check"),
            (TaskKind::OpenRound, "/self-check"),
            (TaskKind::CloseRound, "/self-check"),
            (TaskKind::MendPlan, "/plans"),
            (TaskKind::ReportPlan, "/plans"),
            (TaskKind::ClosePlan, "/plans"),
            (TaskKind::OrderEntries(2), "/ledger"),
            (TaskKind::AnswerExtensions(2), "/ledger"),
            (TaskKind::CloseEntry, "/ledger"),
            (TaskKind::AppointVerifier, "/ledger"),
            (TaskKind::MindDue, "/ledger"),
            (TaskKind::PressOverdue(2), "/ledger"),
            (TaskKind::PressLongOverdue(2), "/ledger"),
            (TaskKind::ReportProgress(2), "/ledger"),
            (TaskKind::AdvancePlan, "/plans"),
            (TaskKind::Visit(VisitStep::Score), "/calendar"),
            (TaskKind::Rectify, "/ledger"),
            (TaskKind::Ranking(RankingState::Tabled), "/ranking"),
            (TaskKind::ImportRegister, "/templates"),
            (TaskKind::CreatePeople, "/admin/people"),
        ];
        for (kind, href) in places {
            assert_eq!(place_of(kind).href(), href, "{kind:?}");
        }
    }

    #[test]
    fn nothing_is_not_begun_all_is_done_and_what_is_between_is_under_way() {
        let stage = |all, done| Progress { all, done }.stage();
        assert_eq!(stage(0, 0), Stage::NotBegun);
        assert_eq!([stage(3, 0), stage(3, 2)], [Stage::UnderWay; 2]);
        assert_eq!(stage(3, 3), Stage::Done);
        let progress = [(Place::Plans, Progress { all: 1, done: 1 }), (Place::Ledger, Progress::default())];
        let at = |place, stage| StageAt { place, stage };
        assert_eq!(stages(&progress), [at(Place::Plans, Stage::Done), at(Place::Ledger, Stage::NotBegun)]);
    }

    #[test]
    fn a_draft_of_a_round_and_a_plan_that_was_given_up_count_as_neither() {
        use PlanState as P;
        use RoundState as R;
        assert_eq!(of_rounds([R::Draft, R::Discarded]), Progress::default());
        assert_eq!(of_rounds([R::Draft, R::Closed, R::Open]), Progress { all: 2, done: 1 });
        assert_eq!(of_plans([P::Cancelled]), Progress::default());
        assert_eq!(of_plans([P::Cancelled, P::Closed]).stage(), Stage::Done);
        assert_eq!(of_plans([P::Draft, P::Reported, P::Closed]), Progress { all: 3, done: 1 });
    }

    #[test]
    fn a_visit_is_done_with_its_final_score_and_a_ranking_with_its_publication() {
        use VisitState as V;
        let visits = [(V::Scheduled, 4), (V::Scored, 1), (V::Locked, 2), (V::Answered, 3)];
        assert_eq!(of_visits(visits), Progress { all: 10, done: 5 });
        assert_eq!(of_ranking(None).stage(), Stage::NotBegun);
        assert_eq!(of_ranking(Some(RankingState::Adopted)).stage(), Stage::UnderWay);
        assert_eq!(of_ranking(Some(RankingState::Published)).stage(), Stage::Done);
        assert_eq!(of_ranking(Some(RankingState::Corrected)).stage(), Stage::Done);
    }

    #[test]
    fn a_unit_goes_by_its_own_records() {
        let visit = |id: &str, total, withdrawn| VisitPart {
            visit: VisitId::parse(id).unwrap(),
            date: day(20),
            total,
            withdrawn,
            findings: 0,
            announced: true,
        };
        let check = SelfCheckPart {
            round: RoundId::parse("2026-01").unwrap(),
            due: Some(day(20)),
            submitted_on: Some(day(19)),
            days_late: 0,
            returns: 0,
        };
        let visits = [visit("P-1.A", Some(9000), false), visit("P-2.A", None, true), visit("P-3.A", None, false)];
        let entries = [("1", Some(day(24))), ("2", None)].map(|(id, closed_on)| {
            let entry = EntryPart { due: Some(day(25)), closed_on };
            (id.to_owned(), entry)
        });
        let standing = Standing {
            season: SeasonId::parse("2026").unwrap(),
            self_checks: BTreeMap::from([(check.round.clone(), check)]),
            visits: visits.into_iter().map(|visit| (visit.visit.clone(), visit)).collect(),
            entries: BTreeMap::from(entries),
        };
        let expected = [
            (Place::SelfCheck, Progress { all: 1, done: 1 }),
            (Place::Calendar, Progress { all: 2, done: 1 }),
            (Place::Ledger, Progress { all: 2, done: 1 }),
        ];
        assert_eq!(of_unit(&standing), expected);
        assert!(has_anything(&standing));
        let empty = BTreeMap::from([(VisitId::parse("P-2.A").unwrap(), visit("P-2.A", None, true))]);
        let nothing = Standing { self_checks: BTreeMap::new(), visits: empty, entries: BTreeMap::new(), ..standing };
        assert!(!has_anything(&nothing));
    }

    #[test]
    fn the_soonest_comes_first_and_no_more_than_fits() {
        let next = |on, subject: &str| Coming {
            kind: ComingKind::Visit,
            subject: subject.to_owned(),
            day: day(on),
            days_left: 0,
            href: String::new(),
        };
        let found = vec![next(27, "a"), next(25, "b"), next(25, "c"), next(24, "d"), next(30, "e"), next(26, "f")];
        let order: Vec<String> = soonest(found).into_iter().map(|next| next.subject).collect();
        assert_eq!(order, ["d", "b", "c", "f", "a"]);
    }
}
