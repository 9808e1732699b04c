//! The lists that can be taken away, each with the columns of its page. Codes stand beside names, so that two workbooks
//! can be joined.

use chrono::{DateTime, NaiveDate, Utc};

use super::workbook::{Cell, List};
use crate::{
    i18n::tr,
    inspection::plan::{
        label as plans,
        model::{PlanPage, VisitRow},
    },
    kernel::{actor::Actor, unit_kind::UnitKind},
    ranking::{
        model::{RankRow, RankingPage, Shown},
        rules::Component,
        words as ranking,
    },
    rectification::{
        label as ledger,
        model::{LedgerFilter, LedgerRow},
    },
    self_check::{
        label as self_check,
        model::{Round, SubmissionLine},
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

/// The register (Art. 5).
pub(super) fn units(units: &[&Unit], search: &str, kind: Option<UnitKind>, taken: &Taken) -> List {
    let heads = vec![
        tr!(unit.code),
        tr!(unit.name),
        tr!(unit.short_name),
        tr!(unit.kind),
        tr!(unit.credit_code),
        tr!(unit.website),
        tr!(unit.phone),
        tr!(unit.head),
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
        ]
    };
    let searched = (!search.is_empty()).then(|| (tr!(ui.search), search.to_owned()));
    let kind = kind.map(|kind| (tr!(unit.kind), words::unit_kind(kind)));
    let given = searched.into_iter().chain(kind).collect();
    list(tr!(unit.list), heads, units.iter().map(line).collect(), given, taken)
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
        tr!(unit.code),
        tr!(self_check.unit),
        tr!(self_check.unit_kind),
        tr!(self_check.state),
        tr!(self_check.due),
        tr!(self_check.time),
        tr!(self_check.submitted_on),
        tr!(self_check.days_late),
        tr!(self_check.returns),
        tr!(self_check.self_score),
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
    let given = state.into_iter().chain(kind).collect();
    list(round.title.to_string(), heads, lines.iter().map(line).collect(), given, taken)
}

/// The visits of a plan (Art. 8, 9).
pub(super) fn visits(page: &PlanPage, taken: &Taken) -> List {
    let heads = vec![
        tr!(inspection.column_date),
        tr!(unit.code),
        tr!(inspection.column_unit),
        tr!(inspection.column_group),
        tr!(inspection.leader),
        tr!(inspection.column_state),
    ];
    let line = |visit: &VisitRow| {
        vec![
            Cell::Day(visit.date),
            Cell::from(&visit.unit),
            Cell::from(&visit.unit_name),
            Cell::from(plans::group(visit.group)),
            Cell::from(&visit.leader),
            Cell::from(plans::visit_state(visit.state)),
        ]
    };
    let title = tr!(document.visits_of, plan = page.plan.title.to_string());
    list(title, heads, page.visits.iter().map(line).collect(), Vec::new(), taken)
}

/// The ledger (Art. 11).
pub(super) fn entries(rows: &[LedgerRow], filter: &LedgerFilter, taken: &Taken) -> List {
    let heads = vec![
        tr!(document.entry),
        tr!(rectification.finding),
        tr!(unit.code),
        tr!(rectification.unit),
        tr!(rectification.area),
        tr!(rectification.severity),
        tr!(rectification.light),
        tr!(document.time),
        tr!(rectification.due),
        tr!(document.closed_on),
        tr!(rectification.state),
        tr!(rectification.whose_turn),
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
        ]
    };
    let lines = rows.iter().map(line).collect();
    list(tr!(rectification.title), heads, lines, ledger_conditions(filter, taken.by), taken)
}

/// The conditions that hold for this person's ledger: a unit's people have their own unit alone, by due date, and what is
/// closed has no light.
fn ledger_conditions(filter: &LedgerFilter, by: &Actor) -> Vec<Condition> {
    let closed = filter.state.map_or(filter.closed, |state| state.is_closed());
    let own = by.role.is_of_unit();
    let view = if closed { tr!(rectification.view_closed) } else { tr!(rectification.view_open) };
    let order = if filter.by_unit && !own { tr!(rectification.unit) } else { tr!(rectification.due) };
    let given = [
        Some((tr!(document.part), view)),
        filter.state.map(|state| (tr!(rectification.state), ledger::state(state))),
        filter.light.filter(|_| !closed).map(|light| (tr!(rectification.light), ledger::light(light))),
        filter.unit.as_ref().filter(|_| !own).map(|unit| (tr!(rectification.unit), unit.to_string())),
        filter.kind.map(|kind| (tr!(rectification.unit_kind), words::unit_kind(kind))),
        filter.area.map(|area| (tr!(rectification.area), words::area(area))),
        filter.severity.map(|severity| (tr!(rectification.severity), ledger::severity(severity))),
        filter.plan.as_ref().map(|plan| (tr!(inspection.column_plan), plan.to_string())),
        filter.season.as_ref().map(|season| (tr!(self_check.season), season.to_string())),
        Some((tr!(document.order), order)),
    ];
    given.into_iter().flatten().collect()
}

/// The places of an edition, as far as the reader sees them, and below them the units that are not ranked (Art. 12).
pub(super) fn places(page: &RankingPage, shown: &Shown, taken: &Taken) -> List {
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
    let lines = shown.rows.iter().map(place).chain(apart).collect();
    let title = tr!(ranking.page_title, season = page.season.to_string());
    let given = vec![
        (tr!(document.edition), shown.edition.to_string()),
        (tr!(rectification.state), ranking::state(page.state)),
        (tr!(document.part), if shown.whole { tr!(document.whole) } else { tr!(document.neighbours) }),
        (tr!(document.fingerprint), shown.fingerprint.clone()),
    ];
    list(title, heads, lines, given, taken)
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
