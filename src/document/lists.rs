//! The lists that can be taken away, each with the columns of its page. Codes stand beside names, so that two workbooks
//! can be joined.

use chrono::{DateTime, NaiveDate, Utc};

use super::workbook::{Cell, List};
use crate::{
    account::{label as accounts, model::Account, rules::PeopleAsked},
    i18n::tr,
    inspection::{
        model::PlanState,
        plan::{
            label as plans,
            model::{PlanPage, PlanRow, VisitRow},
            store::views::CalendarList,
        },
    },
    journal::{
        labels as journal,
        model::{EntryLine, Filter as Narrowed},
    },
    kernel::{actor::Actor, ids::SeasonId, unit_kind::UnitKind},
    preferences::{self, HiddenColumns, kept},
    ranking::{
        model::{PlaceOrder, RankRow, RankingPage, SeasonLine, Shown},
        round::{arranged, known_grade},
        rules::Component,
        words as ranking,
    },
    rectification::{
        label as ledger,
        model::{LedgerFilter, LedgerOrder, LedgerRow},
    },
    register::{
        label as roster,
        model::{RecusedUnit, RosterPerson},
    },
    self_check::{
        label as self_check,
        model::{Round, RoundLine, SubmissionLine, TaskLine},
        store::{Filter, WantedStanding},
    },
    unit::model::Unit,
    words,
};

/// The most lines of a workbook.
pub(super) const MOST: usize = 20_000;

/// Who takes a list, when, and from which address.
pub(super) struct Taken<'a> {
    pub(super) by: &'a Actor,
    pub(super) at: DateTime<Utc>,
    pub(super) from: String,
}

/// A condition of a list, as a name and a value.
type Condition = (String, String);

/// A head with the column of the page that it belongs to: who leaves that out there leaves it out here. What the page has
/// no column for belongs to the one by which it knows its rows, which always stays.
type Head = (&'static str, String);

/// The heads, and the lines, without what the person leaves out of this list; and what that is, where it is anything.
fn chosen(
    of: preferences::List,
    heads: Vec<Head>,
    lines: Vec<Vec<Cell>>,
) -> (Vec<String>, Vec<Vec<Cell>>, Option<Condition>) {
    let hidden = HiddenColumns::current();
    let shown: Vec<bool> = heads.iter().map(|(column, _)| !hidden.hides(of, column)).collect();
    let heads: Vec<String> = heads.into_iter().map(|(_, head)| head).collect();
    let left_out: Vec<&str> =
        heads.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(head, _)| head.as_str()).collect();
    let said = (!left_out.is_empty()).then(|| (tr!(document.left_out), left_out.join(&tr!(words.list_comma))));
    (kept(heads, &shown), lines.into_iter().map(|line| kept(line, &shown)).collect(), said)
}

/// A list with its first [`MOST`] lines; of one more it is known that there are more.
fn list(title: String, heads: Vec<String>, lines: Vec<Vec<Cell>>, given: Vec<Condition>, taken: &Taken) -> List {
    let more = lines.len() > MOST;
    let lines: Vec<Vec<Cell>> = lines.into_iter().take(MOST).collect();
    let count = match more {
        true => tr!(document.first_lines, count = MOST),
        false => tr!(document.lines, count = lines.len()),
    };
    let conditions = match given.is_empty() {
        true => vec![(tr!(document.conditions), tr!(document.no_conditions))],
        false => given,
    };
    let begins = [(tr!(document.list), title.clone())];
    let ends = [
        (tr!(document.count), count),
        (tr!(document.as_of), words::instant(taken.at)),
        (tr!(document.taken_by), tr!(document.who, name = taken.by.name.clone(), role = words::role(taken.by.role))),
        (tr!(document.address), taken.from.clone()),
    ];
    let about = begins.into_iter().chain(conditions).chain(ends).collect();
    List { title, heads, lines, about, sheets: [tr!(document.sheet_lines), tr!(document.sheet_about)] }
}

/// The words that were searched for, where there are any.
fn searched(search: &str) -> Option<Condition> {
    (!search.is_empty()).then(|| (tr!(ui.search), search.to_owned()))
}

/// The register (Art. 5).
pub(super) fn units(units: &[&Unit], search: &str, kind: Option<UnitKind>, retired: bool, taken: &Taken) -> List {
    let heads = vec![
        ("code", tr!(unit.code)),
        ("name", tr!(unit.name)),
        ("name", tr!(unit.short_name)),
        ("kind", tr!(unit.kind)),
        ("name", tr!(unit.credit_code)),
        ("website", tr!(unit.website)),
        ("phone", tr!(unit.phone)),
        ("name", tr!(unit.head)),
        ("name", tr!(unit.retired_on)),
    ];
    let optional = |text: &Option<String>| text.as_ref().map_or(Cell::Nothing, Cell::from);
    let line = |unit: &&Unit| {
        vec![
            Cell::from(&unit.code),
            Cell::from(&unit.name),
            Cell::from(&unit.short_name),
            Cell::from(words::unit_kind(unit.kind)),
            optional(&unit.credit_code),
            optional(&unit.website),
            optional(&unit.phone),
            optional(&unit.head),
            Cell::day(unit.retired_on),
        ]
    };
    let kind = kind.map(|kind| (tr!(unit.kind), words::unit_kind(kind)));
    let (heads, lines, left_out) = chosen(preferences::List::Units, heads, units.iter().map(line).collect());
    let gone = retired.then(|| (tr!(document.part), tr!(unit.retired)));
    let given = searched(search).into_iter().chain(kind).chain(gone).chain(left_out).collect();
    list(tr!(unit.list), heads, lines, given, taken)
}

/// The submissions of a round (Art. 7).
pub(super) fn submissions(
    round: &Round,
    lines: &[SubmissionLine],
    filter: &Filter,
    today: NaiveDate,
    taken: &Taken,
) -> List {
    let heads = vec![
        ("unit", tr!(unit.code)),
        ("unit", tr!(self_check.unit)),
        ("kind", tr!(self_check.unit_kind)),
        ("state", tr!(self_check.state)),
        ("light", tr!(self_check.due)),
        ("light", tr!(self_check.time)),
        ("submitted_on", tr!(self_check.submitted_on)),
        ("days_late", tr!(self_check.days_late)),
        ("returns", tr!(self_check.returns)),
        ("reminded", tr!(self_check.reminded_times)),
        ("reminded", tr!(self_check.reminded_last)),
        ("self_score", tr!(self_check.self_score)),
    ];
    let line = |line: &SubmissionLine| {
        let (_, time) = self_check::standing(line, today);
        vec![
            Cell::from(&line.unit),
            Cell::from(&line.unit_name),
            Cell::from(words::unit_kind(line.unit_kind)),
            Cell::from(self_check::state_text(line.state)),
            Cell::Day(line.due),
            Cell::from(time),
            Cell::day(line.submitted_on),
            Cell::count(line.submitted_on.map(|_| i64::from(line.days_late))),
            Cell::Count(i64::from(line.returns)),
            Cell::count(line.reminded.map(|reminded| i64::from(reminded.times))),
            Cell::day(line.reminded.map(|reminded| reminded.last)),
            line.self_score.map_or(Cell::Nothing, |score| Cell::Points(score.0)),
        ]
    };
    let state = match filter.standing {
        WantedStanding::Any => None,
        WantedStanding::In(state) => Some(self_check::state_text(state)),
        WantedStanding::Signed(signed) => Some(self_check::signed_text(signed)),
    };
    let state = state.map(|state| (tr!(self_check.state), state));
    let kind = filter.kind.map(|kind| (tr!(self_check.unit_kind), words::unit_kind(kind)));
    let (heads, lines, left_out) = chosen(preferences::List::Submissions, heads, lines.iter().map(line).collect());
    let given = searched(&filter.search).into_iter().chain(state).chain(kind).chain(left_out).collect();
    list(round.title.to_string(), heads, lines, given, taken)
}

/// The visits of a plan (Art. 8, 9).
pub(super) fn visits(page: &PlanPage, taken: &Taken) -> List {
    let heads = vec![
        ("date", tr!(inspection.column_date)),
        ("unit", tr!(unit.code)),
        ("unit", tr!(inspection.column_unit)),
        ("group", tr!(inspection.column_group)),
        ("group", tr!(inspection.leader)),
        ("state", tr!(inspection.column_state)),
        ("state", tr!(inspection.column_contested)),
    ];
    let line = |visit: &VisitRow| {
        let contested = visit.contested.then(|| tr!(inspection.visit_contested));
        vec![
            Cell::Day(visit.date),
            Cell::from(&visit.unit),
            Cell::from(&visit.unit_name),
            Cell::from(plans::group(visit.group)),
            Cell::from(&visit.leader),
            Cell::from(plans::visit_state(visit.state)),
            contested.map_or(Cell::Nothing, Cell::from),
        ]
    };
    let title = tr!(document.visits_of, plan = page.plan.title.to_string());
    let (heads, lines, left_out) = chosen(preferences::List::Visits, heads, page.visits.iter().map(line).collect());
    list(title, heads, lines, left_out.into_iter().collect(), taken)
}

/// The visits that the calendar shows, over all plans that it takes (Art. 8, 9). The calendar is no table: no column of it
/// is left out.
pub(super) fn calendar(shown: &CalendarList, taken: &Taken) -> List {
    let heads = vec![
        tr!(inspection.column_date),
        tr!(document.weekday),
        tr!(unit.code),
        tr!(inspection.column_unit),
        tr!(document.plan_number),
        tr!(inspection.column_plan),
        tr!(inspection.column_group),
        tr!(inspection.leader),
        tr!(inspection.members),
        tr!(inspection.column_state),
        tr!(inspection.column_contested),
        tr!(document.conflicts),
    ];
    let line = |visit: &VisitRow| {
        let members = shown.members.get(&visit.visit).map(|names| names.join(&tr!(words.list_comma)));
        let contested = visit.contested.then(|| tr!(inspection.visit_contested));
        let conflicts = plans::clauses(visit.conflicts.iter().map(plans::conflict));
        vec![
            Cell::Day(visit.date),
            Cell::from(plans::weekday(visit.date)),
            Cell::from(&visit.unit),
            Cell::from(&visit.unit_name),
            Cell::from(&visit.plan),
            shown.titles.get(&visit.plan).map_or(Cell::Nothing, Cell::from),
            Cell::from(plans::group(visit.group)),
            Cell::from(&visit.leader),
            members.map_or(Cell::Nothing, Cell::from),
            Cell::from(plans::visit_state(visit.state)),
            contested.map_or(Cell::Nothing, Cell::from),
            Some(conflicts).filter(|said| !said.is_empty()).map_or(Cell::Nothing, Cell::from),
        ]
    };
    let (page, filter) = (&shown.page, &shown.page.filter);
    let (from, to) = page.period();
    let given = [
        Some((tr!(inspection.column_span), tr!(inspection.span, from = from, to = to))),
        filter.plan.as_ref().map(|plan| (tr!(inspection.column_plan), plan.to_string())),
        filter.group.map(|group| (tr!(inspection.column_group), plans::group(group))),
    ];
    let lines = page.shown().map(line).collect();
    list(tr!(inspection.calendar), heads, lines, given.into_iter().flatten().collect(), taken)
}

/// The ledger (Art. 11). A search that did not come to the end of the list says through how many entries it looked.
pub(super) fn entries(rows: &[LedgerRow], looked_through: Option<usize>, filter: &LedgerFilter, taken: &Taken) -> List {
    let heads = vec![
        ("entry", tr!(document.entry)),
        ("entry", tr!(rectification.finding)),
        ("unit", tr!(unit.code)),
        ("unit", tr!(rectification.unit)),
        ("area", tr!(rectification.area)),
        ("severity", tr!(rectification.severity)),
        ("light", tr!(rectification.light)),
        ("light", tr!(document.time)),
        ("due", tr!(rectification.due)),
        ("due", tr!(document.closed_on)),
        ("state", tr!(rectification.state)),
        ("turn", tr!(rectification.whose_turn)),
        ("turn", tr!(self_check.reminded_last)),
    ];
    let line = |row: &LedgerRow| {
        vec![
            Cell::from(&row.entry),
            Cell::from(&row.title),
            Cell::from(&row.unit),
            Cell::from(&row.unit_name),
            Cell::from(words::area(row.area)),
            Cell::from(ledger::severity(row.severity)),
            Cell::from(ledger::light(row.standing.light)),
            Cell::from(ledger::standing(row.standing, row.state)),
            Cell::day(row.due),
            Cell::day(row.closed_on.filter(|_| row.state.is_closed())),
            Cell::from(ledger::state(row.state)),
            Cell::from(ledger::turn(row.turn, row.unit_name.as_str())),
            Cell::day(row.reminded),
        ]
    };
    let (heads, lines, left_out) = chosen(preferences::List::Ledger, heads, rows.iter().map(line).collect());
    let looked_through =
        looked_through.map(|count| (tr!(document.looked_through), tr!(document.first_entries, count = count)));
    let given = ledger_conditions(filter, taken.by).into_iter().chain(looked_through).chain(left_out).collect();
    list(tr!(rectification.title), heads, lines, given, taken)
}

/// The conditions that hold for this person's ledger: a unit's people have their own unit alone, by due date, and what is
/// closed has no light and no slip.
fn ledger_conditions(filter: &LedgerFilter, by: &Actor) -> Vec<Condition> {
    let closed = filter.asks_for_closed();
    let own = by.role.is_of_unit();
    let view = if closed { tr!(rectification.view_closed) } else { tr!(rectification.view_open) };
    let order = match filter.order {
        LedgerOrder::Unit if own => LedgerOrder::Due,
        order => order,
    };
    let given = [
        Some((tr!(document.part), view)),
        filter.state.map(|state| (tr!(rectification.state), ledger::state(state))),
        filter.turn.map(|turn| (tr!(rectification.whose_turn), ledger::turn_of_any(turn))),
        filter.light.filter(|_| !closed).map(|light| (tr!(rectification.light), ledger::light(light))),
        filter.slip.filter(|_| !closed).map(|slip| (tr!(rectification.slip), ledger::slip(slip))),
        filter.without_signing.then(|| (tr!(rectification.whose_turn), tr!(rectification.without_signing))),
        filter.unit.as_ref().filter(|_| !own).map(|unit| (tr!(rectification.unit), unit.to_string())),
        filter.kind.map(|kind| (tr!(rectification.unit_kind), words::unit_kind(kind))),
        filter.area.map(|area| (tr!(rectification.area), words::area(area))),
        filter.severity.map(|severity| (tr!(rectification.severity), ledger::severity(severity))),
        filter.plan.as_ref().map(|plan| (tr!(inspection.column_plan), plan.to_string())),
        filter.season.as_ref().map(|season| (tr!(self_check.season), season.to_string())),
        filter.unreported.then(|| (tr!(rectification.act_report), tr!(rectification.report_due))),
        filter.asks.then(|| (tr!(rectification.whose_turn), tr!(rectification.asks_for_time))),
        filter.closing_week().map(|(monday, _)| (tr!(document.closed_week), monday.to_string())),
        filter.search.clone().map(|search| (tr!(ui.search), search)),
        Some((tr!(document.order), ledger::order(order))),
    ];
    given.into_iter().flatten().collect()
}

/// The plans of a season (Art. 8).
pub(super) fn plans(
    season: &SeasonId,
    rows: &[PlanRow],
    state: Option<PlanState>,
    search: &str,
    taken: &Taken,
) -> List {
    let heads = vec![
        ("plan", tr!(document.entry)),
        ("plan", tr!(inspection.column_plan)),
        ("kind", tr!(inspection.column_kind)),
        ("state", tr!(inspection.column_state)),
        ("span", tr!(document.first_day)),
        ("span", tr!(document.last_day)),
        ("units", tr!(inspection.column_units)),
    ];
    let line = |plan: &PlanRow| {
        vec![
            Cell::from(&plan.plan),
            Cell::from(&plan.title),
            Cell::from(plans::plan_kind(plan.kind)),
            Cell::from(plans::plan_state(plan.state)),
            Cell::Day(plan.from),
            Cell::Day(plan.to),
            Cell::count(plan.units.and_then(|units| i64::try_from(units).ok())),
        ]
    };
    let season = (tr!(self_check.season), season.to_string());
    let state = state.map(|state| (tr!(inspection.column_state), plans::plan_state(state)));
    let (heads, lines, left_out) = chosen(preferences::List::Plans, heads, rows.iter().map(line).collect());
    let given = std::iter::once(season).chain(state).chain(searched(search)).chain(left_out).collect();
    list(tr!(inspection.plans), heads, lines, given, taken)
}

/// The self-check rounds (Art. 7).
pub(super) fn rounds(lines: &[RoundLine], today: NaiveDate, taken: &Taken) -> List {
    let heads = vec![
        ("round", tr!(document.entry)),
        ("round", tr!(self_check.round)),
        ("state", tr!(self_check.state)),
        ("kinds", tr!(self_check.unit_kinds)),
        ("due", tr!(self_check.due)),
        ("due", tr!(self_check.time)),
        ("submitted", tr!(inspection.column_units)),
        ("submitted", tr!(self_check.has_submitted)),
        ("late", tr!(self_check.late_units)),
        ("missing", tr!(self_check.missing_units)),
        ("review", tr!(self_check.to_review)),
    ];
    let line = |line: &RoundLine| {
        let (round, tally) = (&line.round, line.tally);
        let time = match (round.due, line.days_left) {
            (Some(due), Some(days)) if tally.missing > 0 => Cell::from(self_check::left(due, today, days)),
            (Some(_), _) => Cell::Nothing,
            (None, _) => Cell::from(self_check::term(round.working_days)),
        };
        let count = |count: u32| Cell::Count(i64::from(count));
        vec![
            Cell::from(&round.round),
            Cell::from(&round.title),
            Cell::from(self_check::round_text(round.state)),
            Cell::from(self_check::kinds(&round.unit_kinds)),
            Cell::day(round.due),
            time,
            count(tally.units),
            count(tally.units - tally.missing.min(tally.units)),
            count(tally.late),
            count(tally.missing),
            count(tally.submitted),
        ]
    };
    let (heads, lines, left_out) = chosen(preferences::List::Rounds, heads, lines.iter().map(line).collect());
    list(tr!(self_check.rounds), heads, lines, left_out.into_iter().collect(), taken)
}

/// The self-checks of the person's own unit (Art. 7).
pub(super) fn tasks(tasks: &[TaskLine], today: NaiveDate, taken: &Taken) -> List {
    let heads = vec![
        ("round", tr!(document.entry)),
        ("round", tr!(self_check.round)),
        ("state", tr!(self_check.state)),
        ("turn", tr!(self_check.whose_turn)),
        ("due", tr!(self_check.due)),
        ("light", tr!(self_check.time)),
        ("returns", tr!(self_check.returns)),
        ("self_score", tr!(self_check.self_score)),
    ];
    let line = |task: &TaskLine| {
        let line = &task.submission;
        let (_, time) = self_check::standing(line, today);
        vec![
            Cell::from(&line.round),
            Cell::from(&task.title),
            Cell::from(self_check::state_text(line.state)),
            Cell::from(self_check::whose_turn(line.state)),
            Cell::Day(line.due),
            Cell::from(time),
            Cell::Count(i64::from(line.returns)),
            line.self_score.map_or(Cell::Nothing, |score| Cell::Points(score.0)),
        ]
    };
    let (heads, lines, left_out) = chosen(preferences::List::Tasks, heads, tasks.iter().map(line).collect());
    list(tr!(self_check.tasks), heads, lines, left_out.into_iter().collect(), taken)
}

/// The accounts.
pub(super) fn people(accounts: &[Account], asked: &PeopleAsked<'_>, taken: &Taken) -> List {
    let heads = vec![
        ("account", tr!(account.account)),
        ("name", tr!(account.name)),
        ("role", tr!(account.role)),
        ("unit", tr!(account.unit_code)),
        ("unit", tr!(account.inspector_number)),
        ("state", tr!(account.state)),
    ];
    let line = |account: &Account| {
        vec![
            Cell::from(&account.account),
            Cell::from(&account.name),
            Cell::from(words::role(account.role)),
            account.unit.as_ref().map_or(Cell::Nothing, Cell::from),
            account.inspector.as_ref().map_or(Cell::Nothing, Cell::from),
            Cell::from(words::account_state(account.disabled, account.must_change_password)),
        ]
    };
    let (heads, lines, left_out) = chosen(preferences::List::People, heads, accounts.iter().map(line).collect());
    let conditions = [
        asked.state.map(|state| (tr!(account.state), accounts::state(state))),
        asked.role.map(|role| (tr!(account.role), words::role(role))),
        searched(asked.search),
        left_out,
    ];
    list(tr!(account.people), heads, lines, conditions.into_iter().flatten().collect(), taken)
}

/// The roster of inspectors, with the units from which each is recused (Art. 14).
pub(super) fn inspectors(people: &[RosterPerson], search: &str, retired: bool, taken: &Taken) -> List {
    let heads = vec![
        ("name", tr!(account.inspector_number)),
        ("name", tr!(templates.person)),
        ("workplace", tr!(templates.workplace)),
        ("workplace", tr!(templates.speciality)),
        ("leads", tr!(templates.may_lead)),
        ("recused", tr!(templates.recused_from)),
        ("name", tr!(templates.left_roster_on)),
    ];
    let recused = |unit: &RecusedUnit| tr!(document.recused, unit = unit.name.clone(), ground = roster::ground(unit));
    let line = |person: &RosterPerson| {
        let inspector = &person.inspector;
        let workplace = inspector.current_unit.clone().unwrap_or_else(|| tr!(templates.retired));
        let units: Vec<String> = person.recused.iter().map(recused).collect();
        vec![
            Cell::from(&inspector.inspector),
            Cell::from(&inspector.name),
            Cell::from(workplace),
            inspector.speciality.as_ref().map_or(Cell::Nothing, Cell::from),
            Cell::from(roster::duty(inspector.may_lead)),
            Cell::from(if units.is_empty() { tr!(templates.not_recused) } else { units.join("\n") }),
            Cell::day(inspector.retired_on),
        ]
    };
    let (heads, lines, left_out) = chosen(preferences::List::Roster, heads, people.iter().map(line).collect());
    let gone = retired.then(|| (tr!(templates.roster_use), tr!(templates.left_roster)));
    let given = searched(search).into_iter().chain(gone).chain(left_out).collect();
    list(tr!(document.roster), heads, lines, given, taken)
}

/// The journal (Art. 4): who did what, when, to what and why. Hashes are in the export that can be verified.
pub(super) fn journal_entries(lines: &[EntryLine], filter: &Narrowed, taken: &Taken) -> List {
    let heads = vec![
        ("at", tr!(journal.at)),
        ("action", tr!(journal.action)),
        ("record", tr!(journal.kind)),
        ("record", tr!(journal.record)),
        ("record", tr!(journal.record_number)),
        ("seq", tr!(journal.seq)),
        ("actor", tr!(journal.actor)),
        ("actor", tr!(account.account)),
        ("actor", tr!(account.role)),
        ("reason", tr!(journal.reason)),
    ];
    let line = |line: &EntryLine| {
        let (kind, id) = journal::record(&line.record);
        let who = line.who.as_ref();
        vec![
            Cell::from(journal::instant(&line.at)),
            Cell::from(journal::deed(&line.action)),
            kind.map_or(Cell::Nothing, Cell::from),
            line.name.as_ref().map_or(Cell::Nothing, Cell::from),
            Cell::from(id),
            Cell::count(i64::try_from(line.seq).ok()),
            who.map_or(Cell::Nothing, |who| Cell::from(&who.name)),
            Cell::from(&line.actor),
            who.map_or(Cell::Nothing, |who| Cell::from(words::role(who.role))),
            line.reason.as_ref().map_or(Cell::Nothing, Cell::from),
        ]
    };
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let given = [
        said(&filter.record).map(|record| (tr!(journal.record), record)),
        said(&filter.actor).map(|account| (tr!(journal.actor), account)),
        said(&filter.action).map(|action| (tr!(journal.action), journal::deed(&action))),
        said(&filter.kind).map(|kind| (tr!(journal.kind), journal::kind(&kind).unwrap_or(kind))),
        filter.day.map(|day| (tr!(journal.first_day), day.to_string())),
        filter.until.map(|day| (tr!(journal.until), day.to_string())),
    ];
    let (heads, lines, left_out) = chosen(preferences::List::Journal, heads, lines.iter().map(line).collect());
    let given = given.into_iter().flatten().chain(left_out).collect();
    list(tr!(journal.title), heads, lines, given, taken)
}

/// The rankings of the seasons (Art. 12); a place of their own have only a unit's people.
pub(super) fn seasons(lines: &[SeasonLine], of_unit: bool, taken: &Taken) -> List {
    let heads = [
        Some(("season", tr!(ranking.season))),
        Some(("state", tr!(ranking.state))),
        Some(("ranked", tr!(ranking.ranked))),
        Some(("ranked", tr!(inspection.column_units))),
        of_unit.then(|| ("own", tr!(ranking.own_rank))),
        Some(("scope", tr!(ranking.scope))),
        Some(("published", tr!(ranking.published_at))),
    ];
    let heads = heads.into_iter().flatten().collect();
    let count = |count: usize| Cell::count(i64::try_from(count).ok());
    let line = |line: &SeasonLine| {
        let is_computed = line.edition > 0;
        let published = line.published.as_ref();
        let cells = [
            Some(Cell::from(&line.season)),
            Some(Cell::from(ranking::state(line.state))),
            Some(if is_computed { count(line.ranked) } else { Cell::Nothing }),
            Some(if is_computed { count(line.units) } else { Cell::Nothing }),
            of_unit.then(|| Cell::count(line.own_rank)),
            Some(published.map_or(Cell::Nothing, |published| Cell::from(ranking::scope(published.scope)))),
            Some(published.map_or(Cell::Nothing, |published| Cell::from(words::instant(published.signed.at)))),
        ];
        cells.into_iter().flatten().collect::<Vec<Cell>>()
    };
    let (heads, lines, left_out) = chosen(preferences::List::Rankings, heads, lines.iter().map(line).collect());
    list(tr!(ranking.seasons_caption), heads, lines, left_out.into_iter().collect(), taken)
}

/// The places of an edition, as far as the reader sees them and as they are arranged, and below them the units that are
/// not ranked (Art. 12).
pub(super) fn places(
    page: &RankingPage,
    shown: &Shown,
    (kind, grade, order): (Option<UnitKind>, &str, PlaceOrder),
    taken: &Taken,
) -> List {
    let components = Component::ALL.map(ranking::component);
    let heads: Vec<String> =
        [tr!(ranking.rank), tr!(unit.code), tr!(ranking.unit), tr!(unit.kind), tr!(ranking.in_kind)]
            .into_iter()
            .chain(components)
            .chain([
                tr!(ranking.total),
                tr!(ranking.grade),
                tr!(ranking.change),
                tr!(document.best),
                tr!(document.worst),
            ])
            .chain([tr!(document.remark)])
            .collect();
    let apart = shown.not_ranked.iter().map(|row| {
        let mut line = vec![Cell::Nothing; heads.len()];
        line[1] = Cell::from(&row.code);
        line[2] = Cell::from(&row.name);
        let remark = tr!(document.apart, why = ranking::missing(&row.missing));
        *line.last_mut().expect("the remark is the last of the heads") = Cell::from(remark);
        line
    });
    let grade = known_grade(&shown.rule, grade);
    let rows = arranged(shown.rows.clone(), kind, grade, order);
    let lines = rows.iter().map(place).chain(apart).collect();
    let title = tr!(ranking.page_title, season = page.season.to_string());
    let kind = kind.map(|kind| (tr!(unit.kind), words::unit_kind(kind)));
    let grade = grade.map(|grade| (tr!(ranking.grade), ranking::grade(grade)));
    let given = [
        (tr!(document.edition), shown.edition.to_string()),
        (tr!(rectification.state), ranking::state(page.state)),
        (tr!(document.part), if shown.whole { tr!(document.whole) } else { tr!(document.neighbours) }),
        (tr!(document.fingerprint), shown.fingerprint.clone()),
        (tr!(document.order), ranking::place_order(order)),
    ];
    list(title, heads, lines, given.into_iter().chain(kind).chain(grade).collect(), taken)
}

fn place(row: &RankRow) -> Vec<Cell> {
    let first = [
        Cell::Count(row.rank),
        Cell::from(&row.code),
        Cell::from(&row.name),
        row.kind.map_or(Cell::Nothing, |kind| Cell::from(words::unit_kind(kind))),
        Cell::Count(row.rank_in_kind),
    ];
    let component = |at: usize| match row.components.as_ref().map(|scores| scores.get(at).copied().flatten()) {
        Some(Some(score)) => Cell::Points(score),
        Some(None) => Cell::from(tr!(ranking.absent)),
        None => Cell::from(tr!(ranking.not_shown)),
    };
    let last = [
        Cell::Points(row.total),
        Cell::from(ranking::grade(&row.grade)),
        Cell::count(row.change),
        Cell::count(row.band.map(|(low, _)| low)),
        Cell::count(row.band.map(|(_, high)| high)),
        Cell::Nothing,
    ];
    first.into_iter().chain((0..Component::ALL.len()).map(component)).chain(last).collect()
}
