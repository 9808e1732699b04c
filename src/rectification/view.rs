//! What the pages of the ledger are shown, put together from the entries, the files, the register and the calendar.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    model::{
        Entry, EntryPage, EntryState, FileName, LOOKED_THROUGH, LedgerFilter, LedgerOrder, LedgerPage, LedgerRow,
        MOST_COUNTED, OrderPage, OrderRow, Step, Turn,
    },
    reminder::{self, model::EntryReminder},
    rules,
    store::{self, Listed},
};
use crate::{
    evidence::{model::Evidence, store as evidence},
    inspection::{
        model::Severity,
        plan::{
            model::{Person, RecusalLine},
            store as plans,
        },
    },
    journal::chain::chain_day,
    kernel::{
        actor::Actor,
        calendar::WorkCalendar,
        ids::{EntryId, UnitCode, VisitId},
        listing,
        permit::{self, Action, Subject},
        text::Title,
    },
    store::{Failure, Store},
    unit::store as units,
    working_day::store::calendar,
};

/// Lines of a page of the ledger.
const PAGE: usize = 50;

/// Through so many the search of a workbook looks.
const WHOLE_LOOKED_THROUGH: usize = 50_000;

/// Entries that are ordered at once.
const ORDERS: usize = 100;

/// Visits whose findings are to be ordered, on a page.
const VISITS_SHOWN: usize = 20;

/// A page of the ledger as this person sees it.
///
/// # Errors
/// [`AppError::NotPermitted`] for a role that reads no entries, or a failure of the database.
pub async fn ledger_page(
    store: &Store,
    actor: &Actor,
    filter: &LedgerFilter,
    today: NaiveDate,
) -> Result<LedgerPage, Failure> {
    let scope = store::scope(actor)?;
    let calendar = calendar(store).await?;
    let vacant = store::vacant(store, today).await?;
    let bounds = store::Bounds::of(&calendar, today).with_vacant(&vacant);
    let own = of_own_turn(store, actor, &scope, today).await?;
    let shown = if asks_for_own_turn(actor, filter) { &own } else { &scope };
    let Part { listed, count, next, looked_through } = part(store, shown, filter, bounds).await?;
    let names = unit_names(store, &scope, &listed).await?;
    let reminders = reminder::store::of_entries(store, listed.iter().map(|row| &row.entry)).await?;
    let last = reminder::rules::last_of(reminders);
    Ok(LedgerPage {
        count,
        lights: store::lights(store, &scope, bounds).await?,
        mine: mine(store, actor, &own, bounds).await?,
        unlisted_years: unlisted_years(&calendar, &listed, today),
        rows: listed.into_iter().map(|row| line(row, &names, &calendar, &last, bounds)).collect(),
        next,
        looked_through,
        today,
        may_order: permit::allows(actor, Action::OrderRectification, Subject::DISTRICT),
        units: if scope == store::Scope::District { choices(names) } else { Vec::new() },
    })
}

/// The years of which no holidays are known, between today and the due dates that still run.
fn unlisted_years(calendar: &WorkCalendar, listed: &[Listed], today: NaiveDate) -> Vec<i32> {
    calendar.unlisted_around(today, listed.iter().filter(|row| !row.state.is_closed()).filter_map(|row| row.due))
}

/// Whose entries wait for this person's own turn, of those that they see: an inspector does not go on with those of units
/// from which they are recused by now (Art. 14).
async fn of_own_turn(
    store: &Store,
    actor: &Actor,
    scope: &store::Scope,
    today: NaiveDate,
) -> Result<store::Scope, Failure> {
    let store::Scope::Group(inspector) = scope else { return Ok(scope.clone()) };
    let recusals = plans::recusals_of(store, actor, today).await?;
    let units: BTreeSet<UnitCode> = recusals.of_inspector(inspector).into_iter().map(|line| line.unit).collect();
    Ok(store::Scope::Unrecused(inspector.clone(), units.into_iter().collect()))
}

/// Whether a list is of what waits for this person's own turn.
fn asks_for_own_turn(actor: &Actor, filter: &LedgerFilter) -> bool {
    filter.turn.is_some() && filter.turn == rules::own_turn(actor.role)
}

/// The turn that is this person's, and how many of these entries wait for it.
async fn mine(
    store: &Store,
    actor: &Actor,
    scope: &store::Scope,
    bounds: store::Bounds<'_>,
) -> Result<Option<(Turn, u32)>, Failure> {
    let Some(turn) = rules::own_turn(actor.role) else { return Ok(None) };
    let waiting = LedgerFilter { turn: Some(turn), ..LedgerFilter::default() };
    Ok(Some((turn, store::count(store, scope, &waiting, bounds).await?)))
}

/// The lines of a page, of how many it is a part, and where it goes on.
struct Part {
    listed: Vec<Listed>,
    count: u32,
    next: Option<String>,
    looked_through: Option<u32>,
}

async fn part(
    store: &Store,
    scope: &store::Scope,
    filter: &LedgerFilter,
    bounds: store::Bounds<'_>,
) -> Result<Part, Failure> {
    let order = scope.order(filter);
    let Some(search) = filter.search.as_deref() else {
        let mut listed = store::page(store, scope, filter, bounds, PAGE + 1).await?;
        let next = cut(&mut listed, order);
        let count = store::count(store, scope, filter, bounds).await?;
        return Ok(Part { listed, count, next, looked_through: None });
    };
    let names = called(store).await?;
    let is_found = |line: &Listed| is_found(line, &names, search);
    let first = LedgerFilter { after: None, ..filter.clone() };
    let (counted, most) = (MOST_COUNTED as usize, LOOKED_THROUGH as usize);
    let (all, behind) = store::search(store, scope, &first, bounds, counted, most, is_found).await?;
    let count = u32::try_from(all.len()).unwrap_or(MOST_COUNTED);
    // Where as many are found as are counted, the search ended with the last of them.
    let looked_through = (behind.is_some() && count < MOST_COUNTED).then_some(LOOKED_THROUGH);
    let (mut listed, behind) = match filter.after {
        None => (all, behind),
        Some(_) => store::search(store, scope, filter, bounds, PAGE + 1, most, is_found).await?,
    };
    let next = cut(&mut listed, order).or(behind);
    Ok(Part { listed, count, next, looked_through })
}

/// Leaves the lines of one page; the place behind them, where there were more.
fn cut(listed: &mut Vec<Listed>, order: LedgerOrder) -> Option<String> {
    let more = listed.len() > PAGE;
    listed.truncate(PAGE);
    listed.last().filter(|_| more).map(|last| last.place(order).to_owned())
}

/// What each unit is called and was called.
async fn called(store: &Store) -> Result<BTreeMap<UnitCode, String>, Failure> {
    let (units, former) = (units::all(store).await?, units::former_names(store).await?);
    let now = units.into_iter().flat_map(|unit| [(unit.code.clone(), unit.name), (unit.code, unit.short_name)]);
    let before = former.into_iter().map(|former| (former.unit, former.name));
    let mut called: BTreeMap<UnitCode, String> = BTreeMap::new();
    for (code, name) in now.chain(before) {
        let names = called.entry(code).or_default();
        names.push('\n');
        names.push_str(name.as_str());
    }
    Ok(called)
}

/// Whether every word of a search stands in the entry's number, in what was found, or in what its unit is or was called.
fn is_found(line: &Listed, names: &BTreeMap<UnitCode, String>, search: &str) -> bool {
    let texts =
        [line.entry.as_str(), line.title.as_str(), line.detail.as_str(), line.unit.as_str(), line.unit_name.as_str()];
    listing::holds(texts.into_iter().chain(names.get(&line.unit).map(String::as_str)), search)
}

/// The first `most` lines for which the conditions hold, in the order that they ask for: all pages of [`ledger_page`]
/// in one. Beside them through how many entries a search has looked without coming to their end.
///
/// # Errors
/// As [`ledger_page`].
pub(crate) async fn ledger_rows(
    store: &Store,
    actor: &Actor,
    filter: &LedgerFilter,
    today: NaiveDate,
    most: usize,
) -> Result<(Vec<LedgerRow>, Option<usize>), Failure> {
    let mut scope = store::scope(actor)?;
    if asks_for_own_turn(actor, filter) {
        scope = of_own_turn(store, actor, &scope, today).await?;
    }
    let calendar = calendar(store).await?;
    let filter = LedgerFilter { after: None, ..filter.clone() };
    let vacant = store::vacant(store, today).await?;
    let bounds = store::Bounds::of(&calendar, today).with_vacant(&vacant);
    let (listed, behind) = match filter.search.as_deref() {
        None => (store::page(store, &scope, &filter, bounds, most).await?, None),
        Some(search) => {
            let names = called(store).await?;
            let is_found = |line: &Listed| is_found(line, &names, search);
            store::search(store, &scope, &filter, bounds, most, WHOLE_LOOKED_THROUGH, is_found).await?
        }
    };
    let looked_through = behind.filter(|_| listed.len() < most).map(|_| WHOLE_LOOKED_THROUGH);
    let names = unit_names(store, &scope, &listed).await?;
    // Not all who ask for every line say anything of reminders.
    let last = BTreeMap::new();
    let rows = listed.into_iter().map(|row| line(row, &names, &calendar, &last, bounds)).collect();
    Ok((rows, looked_through))
}

/// These lines, each with the day of its reminder, as [`ledger_page`] shows it.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn with_reminders(store: &Store, rows: Vec<LedgerRow>) -> Result<Vec<LedgerRow>, Failure> {
    let reminders = reminder::store::of_entries(store, rows.iter().map(|row| &row.entry)).await?;
    let last = reminder::rules::last_of(reminders);
    let reminded = |row: &LedgerRow| reminder::rules::unanswered(last.get(&row.entry), row.version);
    Ok(rows.into_iter().map(|row| LedgerRow { reminded: reminded(&row), ..row }).collect())
}

fn choices(names: BTreeMap<UnitCode, Title>) -> Vec<(UnitCode, String)> {
    names.into_iter().map(|(code, name)| (code, name.to_string())).collect()
}

/// What the ledger calls the units: their short names, for the long ones begin alike. All of the district, for whoever
/// can choose among them; otherwise those of these lines.
async fn unit_names(
    store: &Store,
    scope: &store::Scope,
    listed: &[Listed],
) -> Result<BTreeMap<UnitCode, Title>, Failure> {
    let mut units = Vec::new();
    if *scope == store::Scope::District {
        units = units::all(store).await?;
    } else {
        for code in listed.iter().map(|row| &row.unit).collect::<BTreeSet<_>>() {
            units.extend(units::load(store, code).await?);
        }
    }
    Ok(units.into_iter().map(|unit| (unit.code, unit.short_name)).collect())
}

/// One entry as this person sees it.
///
/// # Errors
/// When the database cannot be read.
pub async fn entry_page(store: &Store, actor: &Actor, entry: Entry, today: NaiveDate) -> Result<EntryPage, Failure> {
    let calendar = calendar(store).await?;
    let begins = entry.order.as_ref().map_or(today, |order| chain_day(order.signed.at));
    let default = rules::default_due(&calendar, today, entry.severity);
    let recused = recused(store, actor, &entry, today).await?;
    let is_kept = recused.is_some() && rules::is_check(rules::attaching(actor, &entry));
    let vacancy = store::vacancy(store, &entry, today).await?;
    let vacant = vacancy.as_ref().is_some_and(|vacancy| vacancy.is_open);
    let mut allowed = rules::allowed(actor, &entry, today, recused.is_some());
    let appoints = vacancy.is_some() && rules::appoints(actor, &entry, today);
    if appoints {
        // Whoever was appointed goes on, unless they are replaced.
        let place = if vacant { 0 } else { allowed.len() };
        allowed.insert(place, Step::AppointVerifier);
    }
    let verifiers = vacancy.filter(|_| appoints).map(|vacancy| vacancy.people).unwrap_or_default();
    Ok(EntryPage {
        allowed,
        turn: rules::turn_now(entry.state, entry.extension.is_some(), vacant),
        standing: rules::standing(&calendar, entry.due, entry.state, today),
        today,
        term: rules::term_used(&calendar, &entry, begins, today),
        default_due: default.date,
        default_days: entry.severity.default_term(),
        unlisted_years: calendar.unlisted_years(begins, entry.due.unwrap_or(default.date)),
        reminders: reminder::store::of_entries(store, [&entry.entry]).await?,
        files: files(store, &entry).await?,
        record: proving_record(store, actor, &entry).await?,
        recused,
        vacant,
        verifiers: verifiers.into_iter().map(Person::from).collect(),
        takes_out: !is_kept && rules::may_take_out(actor, &entry),
        entry: rules::seen_by(actor, entry),
    })
}

/// Why this person is kept from the entry by now, as long as its group has anything to do with it.
async fn recused(
    store: &Store,
    actor: &Actor,
    entry: &Entry,
    today: NaiveDate,
) -> Result<Option<RecusalLine>, Failure> {
    if !rules::steps(entry.state).iter().any(|(step, _)| rules::is_check(*step)) {
        return Ok(None);
    }
    plans::recusal(store, actor, &entry.unit, today).await
}

/// The number of the step record that proves the finding. The records are the visit's group's and the offices' alone.
async fn proving_record(store: &Store, actor: &Actor, entry: &Entry) -> Result<Option<u32>, Failure> {
    if actor.role.is_of_unit() || !entry.opens_visit(actor) {
        return Ok(None);
    }
    let findings = plans::visit(store, &entry.visit).await?.map(|visit| visit.findings).unwrap_or_default();
    Ok(findings.into_iter().find(|finding| finding.number == entry.number).and_then(|finding| finding.record))
}

/// The files of the entry and of its finding. The finding's belong to the visit and are looked up one by one.
async fn files(store: &Store, entry: &Entry) -> Result<Vec<FileName>, Failure> {
    let mut files = evidence::of_record(store, &store::record(&entry.entry)).await?;
    for id in &entry.evidence {
        files.extend(evidence::load(store, id).await?);
    }
    let name = |file: Evidence| FileName { evidence: file.evidence, name: file.name.to_string(), bytes: file.size };
    Ok(files.into_iter().map(name).collect())
}

/// What can be put into the ledger and ordered, of one visit or of all.
///
/// # Errors
/// When the database cannot be read.
pub async fn order_page(store: &Store, visit: Option<VisitId>, today: NaiveDate) -> Result<OrderPage, Failure> {
    let calendar = calendar(store).await?;
    let mut entries = match &visit {
        Some(visit) => store::of_visit(store, visit).await?,
        None => store::with_state(store, EntryState::Reopened, ORDERS).await?,
    };
    if visit.is_none() {
        entries.extend(store::with_state(store, EntryState::Opened, ORDERS).await?);
    }
    entries.retain(|entry| rules::next(entry.state, Step::Order).is_some());
    entries.truncate(ORDERS);
    let last = rules::default_due(&calendar, today, Severity::Serious).date;
    let row = |entry: Entry| OrderRow {
        default_days: entry.severity.default_term(),
        default_due: rules::default_due(&calendar, today, entry.severity).date,
        entry: entry.entry,
        seen: entry.version,
        unit_name: entry.unit_name,
        title: entry.title,
        area: entry.area,
        severity: entry.severity,
    };
    let mut visits = match &visit {
        Some(_) => Vec::new(),
        None => store::waiting_visits(store, store::MOST_OPENED).await?,
    };
    let waiting = u32::try_from(visits.len()).unwrap_or(u32::MAX);
    visits.truncate(VISITS_SHOWN);
    Ok(OrderPage {
        visits,
        waiting,
        rows: entries.into_iter().map(row).collect(),
        today,
        unlisted_years: calendar.unlisted_years(today, last),
        visit,
    })
}

/// The entries that were ticked, each with the version that was seen and with its due date: the one that is given, or
/// that of its default term.
///
/// # Errors
/// [`AppError::NotFound`] for the first that is missing, or a failure of the database.
pub async fn orders(
    store: &Store,
    actor: &Actor,
    ticked: &[(EntryId, u32)],
    due: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Vec<(Entry, u32, NaiveDate)>, Failure> {
    let calendar = calendar(store).await?;
    let mut orders = Vec::with_capacity(ticked.len());
    for (entry, seen) in ticked {
        let entry = store::load_for(store, actor, entry).await?;
        let due = due.unwrap_or_else(|| rules::default_due(&calendar, today, entry.severity).date);
        orders.push((entry, *seen, due));
    }
    Ok(orders)
}

/// A line as it is shown today.
fn line(
    row: Listed,
    names: &BTreeMap<UnitCode, Title>,
    calendar: &WorkCalendar,
    last: &BTreeMap<EntryId, EntryReminder>,
    bounds: store::Bounds<'_>,
) -> LedgerRow {
    let today = bounds.today;
    let standing = rules::standing(calendar, row.due, row.state, today);
    let last = last.get(&row.entry);
    let last_day = last.map(|last| last.day);
    let turn = rules::turn_now(row.state, row.asks_for_time(), bounds.is_vacant(&row.entry));
    LedgerRow {
        entry: row.entry,
        title: row.title,
        unit_name: names.get(&row.unit).cloned().unwrap_or(row.unit_name),
        unit: row.unit,
        area: row.area,
        severity: row.severity,
        state: row.state,
        due: row.due,
        closed_on: row.closed_on,
        standing,
        turn,
        reminded: reminder::rules::unanswered(last, row.version),
        may_be_reminded: reminder::rules::require(row.state, last_day, calendar, today).is_ok(),
        version: row.version,
    }
}
