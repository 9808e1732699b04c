//! What the pages show, put together from what is kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{
    Arrangement, DayBook, Register, booked_days, load, visit, visits::changes_group, visits::conflicts, visits_between,
    visits_of_inspector, visits_of_plan, visits_of_unit,
};
use crate::{
    error::AppError,
    inspection::{
        model::{Group, Plan, PlanState, Visit},
        plan::{
            model::{
                ArrangePage, CalendarFilter, CalendarPage, Conflict, DraftPage, DrawPage, GroupChoice, GroupView,
                NamedUnit, NoticePage, PLANS_A_PAGE, Person, PlanList, PlanOrder, PlanPage, PlanRow, VisitOrder,
                VisitRow, weeks_of,
            },
            rules::{
                self, Step, allowed,
                check::{taking_part, uncheckable},
                conflict::against,
                recused::Recusals,
                schedule::{Span, VisitDay, free_days},
            },
        },
        standard,
    },
    kernel::{
        actor::Actor,
        calendar::{ListedDay, WorkCalendar, week_of},
        ids::{InspectorId, PlanId, SeasonId, UnitCode, VisitId},
        listing,
        permit::{self, Action, Reach, Subject},
        season,
        text::Title,
        unit_kind::UnitKind,
    },
    self_check, server,
    store::{Failure, Store},
    unit::{self, model::Unit},
    working_day,
};

/// How many free days are offered for a group.
const OFFERED_DAYS: usize = 10;

/// The calendar as a list: what it shows, and what a list says of it besides.
pub struct CalendarList {
    /// What the calendar shows.
    pub page: CalendarPage,
    /// The names of the groups of its visits, each without its leader.
    pub members: BTreeMap<VisitId, Vec<String>>,
    /// The titles of the plans of its visits.
    pub titles: BTreeMap<PlanId, Title>,
}

/// Who acts on a plan, once they may: the actor and the plan.
///
/// # Errors
/// [`AppError::SignIn`], [`AppError::NotPermitted`], [`AppError::NotFound`], or a failure of the database.
pub async fn acting(action: Action, plan: &PlanId) -> Result<(Actor, Plan), Failure> {
    let actor = server::actor().await?;
    permit::check(&actor, action, Subject::DISTRICT)?;
    let plan = load(&server::store(), plan).await?.ok_or(AppError::NotFound)?;
    Ok((actor, plan))
}

/// The season that is under way on this day, which is meant where none is named.
///
/// # Errors
/// When the database cannot be read.
pub async fn season_under_way(store: &Store, today: NaiveDate) -> Result<SeasonId, Failure> {
    let of_rounds = self_check::store::unfinished_seasons(store).await?;
    let of_plans = super::unfinished_seasons(store).await?;
    Ok(season::under_way(of_rounds.into_iter().chain(of_plans), today))
}

/// The seasons of this year and the last that have plans, newest first, under whatever name.
///
/// # Errors
/// When the database cannot be read.
pub async fn recent_seasons(store: &Store, today: NaiveDate) -> Result<Vec<SeasonId>, Failure> {
    let mut recent = super::seasons(store).await?;
    recent.retain(|season| season::is_recent(season, today));
    Ok(recent)
}

/// The plans of a season in a state, or in all, that a search finds, in an order.
///
/// # Errors
/// When the database cannot be read.
pub async fn plans_found(
    store: &Store,
    season: &SeasonId,
    state: Option<PlanState>,
    search: &str,
    order: PlanOrder,
) -> Result<Vec<PlanRow>, Failure> {
    let mut plans = super::rows(store, season).await?;
    plans.retain(|plan| state.is_none_or(|state| plan.state == state) && rules::is_found(plan, search));
    plans.sort_by_cached_key(|plan| rules::place(plan, order));
    Ok(plans)
}

/// The page of [`plans_found`] behind a place of the order.
///
/// # Errors
/// When the database cannot be read.
pub async fn plan_list(
    store: &Store,
    season: SeasonId,
    state: Option<PlanState>,
    search: &str,
    order: PlanOrder,
    after: &str,
) -> Result<PlanList, Failure> {
    let plans = plans_found(store, &season, state, search, order).await?;
    let mut seasons: BTreeSet<SeasonId> = super::seasons(store).await?.into_iter().collect();
    seasons.insert(season.clone());
    let seasons = seasons.into_iter().rev().collect();
    let found = plans.len();
    let listing::Page { rows: plans, prev, next } =
        listing::page(plans, |plan| rules::place(plan, order), after, PLANS_A_PAGE);
    Ok(PlanList { season, seasons, state, plans, found, prev, next })
}

/// What the form of a draft needs.
///
/// # Errors
/// [`AppError::NotAllowedNow`] for a plan that is no draft any more, or when the database cannot be read.
pub async fn draft_page(store: &Store, plan: Option<Plan>, today: NaiveDate) -> Result<DraftPage, Failure> {
    if plan.as_ref().is_some_and(|plan| !allowed(plan, Step::Edit)) {
        return Err(AppError::NotAllowedNow.into());
    }
    let standard = standard::store::latest(store).await?.map(|standard| (standard.title, standard.edition));
    let counts = counts(store).await?;
    let counts = UnitKind::ALL.map(|kind| (kind, counts.get(&kind).copied().unwrap_or_default()));
    let season = season_under_way(store, today).await?;
    Ok(DraftPage { plan, counts: counts.to_vec(), standard, season, today })
}

/// The numbers of inspected units by kind.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(store: &Store) -> Result<BTreeMap<UnitKind, usize>, Failure> {
    let mut counts = BTreeMap::new();
    for unit in unit::store::all(store).await?.into_iter().filter(Unit::is_active) {
        *counts.entry(unit.kind).or_default() += 1;
    }
    Ok(counts)
}

/// A plan's page, the visits in this order.
///
/// # Errors
/// When the database cannot be read.
pub async fn plan_page(store: &Store, plan: Plan, order: VisitOrder, today: NaiveDate) -> Result<PlanPage, Failure> {
    let register = Register::read(store).await?;
    let visits = visits_of_plan(store, &plan.plan).await?;
    let taken = DayBook::of(store, &plan, &visits).await?.days();
    let recusals = register.recusals(today);
    let roster = taking_part(&plan, &register.units);
    let takes_part = |code: &UnitCode| roster.iter().any(|unit| unit.code == code.as_str());
    let groups = plan.groups.iter().map(|group| GroupView {
        number: group.number,
        leader: person(&register, &group.leader),
        members: group.members.iter().map(|one| person(&register, one)).collect(),
        recusals: recusals.lines_of(group).into_iter().filter(|line| takes_part(&line.unit)).collect(),
    });
    let grouped = |one: &InspectorId| plan.groups.iter().any(|group| group.everybody().contains(one));
    let free = register.roster.iter().filter(|one| one.is_active() && !grouped(&one.inspector));
    let count = |kind: UnitKind| (kind, roster.iter().filter(|unit| unit.stratum == kind.code()).count());
    let blocked = if plan.groups.is_empty() { Vec::new() } else { uncheckable(&plan.groups, &roster, &recusals) };
    let waiting = rules::waiting_units(&plan, &visits);
    let known = Known {
        register: &register,
        recusals: &recusals,
        spans: BTreeMap::from([(plan.plan.clone(), (plan.from, plan.to))]),
        taken,
    };
    let mut visit_rows = rows(&register, &visits, Some(&known));
    visit_rows.sort_by_cached_key(|row| rules::visit_place(row, order));
    Ok(PlanPage {
        groups: groups.collect(),
        free_people: free.map(|one| person(&register, &one.inspector)).collect(),
        eligible: plan.unit_kinds.iter().copied().map(count).collect(),
        uncheckable: blocked.iter().filter_map(|code| named(&register, code)).collect(),
        visits: visit_rows,
        waiting: waiting.iter().filter_map(|code| named(&register, code)).collect(),
        names: names(&register),
        may_redraw: rules::may_redraw(&plan, &visits),
        may_report: rules::may_report(&plan, &visits),
        unanswered: rules::unanswered(&visits),
        working_days_left: register.calendar.working_days_between(today, plan.to),
        unlisted_years: unlisted_years(&register.calendar, &plan, today),
        later_ends: rules::later_ends(&plan, today),
        is_overrun: rules::is_overrun(&plan, &visits, today),
        noticed: rules::course::noticed(&visits),
        today,
        plan,
    })
}

/// The years of which no holidays are known, of those in which a plan that is under way still has days.
fn unlisted_years(calendar: &WorkCalendar, plan: &Plan, today: NaiveDate) -> Vec<i32> {
    match plan.state {
        PlanState::Draft | PlanState::Approved | PlanState::Drawn | PlanState::Running => {
            calendar.unlisted_years(today, plan.to)
        }
        PlanState::Reported | PlanState::Closed | PlanState::Cancelled => Vec::new(),
    }
}

fn person(register: &Register, inspector: &InspectorId) -> Person {
    let known = register.roster.iter().find(|one| one.inspector == *inspector);
    Person {
        inspector: inspector.clone(),
        name: known.map_or_else(
            || crate::kernel::text::Title::parse(inspector.as_str()).expect("an id is a short text"),
            |one| one.name.clone(),
        ),
        speciality: known.and_then(|one| one.speciality.clone()),
        may_lead: known.is_some_and(|one| one.may_lead),
    }
}

fn named(register: &Register, code: &UnitCode) -> Option<NamedUnit> {
    let unit = register.unit(code)?;
    Some(NamedUnit { code: unit.code.clone(), name: unit.short_name.clone(), kind: unit.kind })
}

fn names(register: &Register) -> BTreeMap<String, String> {
    register.units.iter().map(|unit| (unit.code.to_string(), unit.short_name.to_string())).collect()
}

/// What is known of all plans when it is looked for what stands against a visit by now.
struct Known<'a> {
    /// Units, roster and working days.
    register: &'a Register,
    /// Who is recused from what.
    recusals: &'a Recusals,
    /// The first and the last day of each plan whose visits are looked at.
    spans: BTreeMap<PlanId, (NaiveDate, NaiveDate)>,
    /// The booked days on which they are.
    taken: Vec<VisitDay>,
}

impl<'a> Known<'a> {
    /// Of the visits between two days.
    async fn between(
        store: &Store,
        register: &'a Register,
        recusals: &'a Recusals,
        visits: &[Visit],
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<Self, Failure> {
        let movable = visits.iter().filter(|visit| rules::may_move(visit));
        let seasons: BTreeSet<&SeasonId> = movable.map(|visit| &visit.season).collect();
        let mut spans = BTreeMap::new();
        for season in seasons {
            let plans = super::rows(store, season).await?;
            spans.extend(plans.into_iter().map(|plan| (plan.plan, (plan.from, plan.to))));
        }
        Ok(Self { register, recusals, spans, taken: booked_days(store, from, to).await? })
    }

    /// What stands against a visit. One that cannot be moved any more is as it is.
    fn against(&self, visit: &Visit) -> Vec<Conflict> {
        let span = self.spans.get(&visit.plan).filter(|_| rules::may_move(visit));
        let conflicts = span.map(|(from, to)| {
            let span = Span { from: *from, to: *to, calendar: &self.register.calendar, today: *from };
            against(&super::booking(visit), visit.date, span, self.recusals, &self.taken)
        });
        conflicts.unwrap_or_default()
    }
}

/// The visits that take place, by day, with what stands against them where that is known.
fn rows(register: &Register, visits: &[Visit], known: Option<&Known<'_>>) -> Vec<VisitRow> {
    let held = visits.iter().filter(|visit| visit.withdrawn.is_none());
    held.map(|visit| row(register, visit, known)).collect()
}

fn row(register: &Register, visit: &Visit, known: Option<&Known<'_>>) -> VisitRow {
    VisitRow {
        visit: visit.visit.clone(),
        version: visit.version,
        plan: visit.plan.clone(),
        unit: visit.unit.clone(),
        unit_name: named(register, &visit.unit).map_or_else(|| visit.unit_name.clone(), |unit| unit.name),
        group: visit.group,
        leader: register.name(&visit.leader),
        date: visit.date,
        state: visit.state,
        movable: rules::may_move(visit),
        noticed: visit.notice.is_some(),
        contested: visit.is_contested(),
        conflicts: known.map(|known| known.against(visit)).unwrap_or_default(),
    }
}

/// The draw's page. The secret is not among what it is made of until the record shows it.
///
/// # Errors
/// When the database cannot be read.
pub async fn draw_page(store: &Store, actor: &Actor, plan: Plan, district: String) -> Result<DrawPage, Failure> {
    let register = Register::read(store).await?;
    let roster = taking_part(&plan, &register.units);
    let strata = plan.unit_kinds.iter().map(|kind| {
        let units = roster.iter().filter(|unit| unit.stratum == kind.code()).count();
        let wanted = plan.sizes.get(kind.code()).map_or(0, |size| rules::wanted(*size, units));
        (*kind, units, wanted)
    });
    let manages = permit::allows(actor, Action::ManagePlan, Subject::DISTRICT);
    Ok(DrawPage {
        version: plan.version,
        state: plan.state,
        district,
        strata: strata.collect(),
        names: names(&register),
        may_prepare: manages && allowed(&plan, Step::Prepare),
        may_run: manages && allowed(&plan, Step::Draw),
        may_withdraw: manages && allowed(&plan, Step::Withdraw),
        plan: plan.plan,
        title: plan.title,
        commitment: plan.commitment,
        prepared: plan.prepared,
        record: plan.draw,
        run: plan.run,
        earlier: plan.earlier_draws,
    })
}

/// The page on which a unit gets its day and group.
///
/// # Errors
/// [`AppError::NotFound`] for a unit that was not chosen, or when the database cannot be read.
pub async fn arrange_page(
    store: &Store,
    plan: Plan,
    code: UnitCode,
    group: Option<i64>,
    date: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<ArrangePage, Failure> {
    if !rules::chosen_units(&plan).contains(&code) {
        return Err(AppError::NotFound.into());
    }
    let register = Register::read(store).await?;
    let visits = visits_of_plan(store, &plan.plan).await?;
    let taken = booked_days(store, plan.from, plan.to).await?;
    let before = visits.iter().find(|visit| visit.unit == code && visit.withdrawn.is_none());
    let recusals = register.recusals(today);
    let choice = |group| group_choice(&register, &recusals, &plan, group, &code, &taken, today);
    let groups: Vec<GroupChoice> = plan.groups.iter().map(choice).collect();
    let group = group.or_else(|| before.map(|visit| visit.group)).or_else(|| rules::group_of(&plan, &code));
    let date = date.or_else(|| before.map(|visit| visit.date));
    let unit = register.unit(&code).ok_or(AppError::NotFound)?;
    let wanted = group.zip(date).map(|(group, date)| Arrangement { unit: code.clone(), group, date, reason: None });
    let faults = wanted.as_ref().map(|wanted| conflicts(&plan, &register, &taken, wanted, today));
    let movable = before.is_none_or(rules::may_move);
    // Of a visit that lies outside the plan it is enough to know that it does.
    let spans = BTreeMap::from([(plan.plan.clone(), (plan.from, plan.to))]);
    let known = Known { register: &register, recusals: &recusals, spans, taken };
    let substitute = rules::next_substitute(&plan, &code, |code| register.inspects(code));
    let substitute = substitute.and_then(|code| named(&register, &code));
    Ok(ArrangePage {
        version: before.map_or(plan.version, |visit| visit.version),
        plan_version: plan.version,
        span: (plan.from, plan.to),
        unit: NamedUnit { code: unit.code.clone(), name: unit.name.clone(), kind: unit.kind },
        visit: before.map(|visit| row(&register, visit, Some(&known))),
        groups,
        asked: (group, date),
        faults: faults.unwrap_or_default(),
        needs_reason: wanted.as_ref().is_some_and(|wanted| changes_group(&plan, before, wanted)),
        replaces_notice: before.is_some_and(|visit| visit.notice.is_some()),
        may_arrange: movable && allowed(&plan, Step::Arrange),
        may_substitute: movable && allowed(&plan, Step::Substitute),
        substitute,
        plan: plan.plan,
        title: plan.title,
    })
}

fn group_choice(
    register: &Register,
    recusals: &Recusals,
    plan: &Plan,
    group: &Group,
    code: &UnitCode,
    taken: &[VisitDay],
    today: NaiveDate,
) -> GroupChoice {
    let free = register.unit(code).map(|unit| {
        let wish = super::booking(&super::draw::new_visit(plan, unit, group));
        free_days(&wish, register.span(plan, today), taken, OFFERED_DAYS)
    });
    GroupChoice {
        number: group.number,
        leader: register.name(&group.leader),
        recusals: recusals.between(&group.everybody(), code),
        free: free.unwrap_or_default(),
    }
}

/// The calendar of a month, with the visits that this person may see and the conditions take.
///
/// # Errors
/// [`AppError::NotPermitted`], or when the database cannot be read.
pub async fn calendar_page(
    store: &Store,
    actor: &Actor,
    period: (Option<NaiveDate>, Option<NaiveDate>),
    filter: CalendarFilter,
    today: NaiveDate,
) -> Result<CalendarPage, Failure> {
    Ok(calendar(store, actor, period, filter, today).await?.0)
}

/// The same with the people of each group and the titles of the plans.
///
/// # Errors
/// [`AppError::NotPermitted`], or when the database cannot be read.
pub async fn calendar_list(
    store: &Store,
    actor: &Actor,
    period: (Option<NaiveDate>, Option<NaiveDate>),
    filter: CalendarFilter,
    today: NaiveDate,
) -> Result<CalendarList, Failure> {
    let (page, mut visits, register) = calendar(store, actor, period, filter, today).await?;
    let shown: BTreeSet<&VisitId> = page.shown().map(|visit| &visit.visit).collect();
    visits.retain(|visit| shown.contains(&visit.visit));
    let seasons: BTreeSet<&SeasonId> = visits.iter().map(|visit| &visit.season).collect();
    let mut titles = BTreeMap::new();
    for season in seasons {
        let plans = super::rows(store, season).await?;
        titles.extend(plans.into_iter().map(|plan| (plan.plan, plan.title)));
    }
    let members = |visit: &Visit| {
        let others = visit.inspectors.iter().filter(|one| **one != visit.leader);
        (visit.visit.clone(), others.map(|one| register.name(one)).collect::<Vec<_>>())
    };
    let members = visits.iter().map(members).collect();
    Ok(CalendarList { page, members, titles })
}

/// What the calendar shows, with the visits that this person may see as they are kept, and with what names them.
async fn calendar(
    store: &Store,
    actor: &Actor,
    (month, week): (Option<NaiveDate>, Option<NaiveDate>),
    filter: CalendarFilter,
    today: NaiveDate,
) -> Result<(CalendarPage, Vec<Visit>, Register), Failure> {
    let first = month.unwrap_or(today).with_day(1).unwrap_or(today);
    let (from, to) = weeks_of(first);
    let within = |date: &NaiveDate| (from..=to).contains(date);
    let week = week.filter(within).or_else(|| Some(today).filter(within)).unwrap_or(first);
    let kept = visits_for(store, actor, from, to).await?;
    let register = Register::read(store).await?;
    // Other people's visits, and who is recused, are told to nobody who may not read all of them.
    let reads_all = permit::reach(actor.role, Action::ReadVisit) == Reach::District;
    let recusals = reads_all.then(|| register.recusals(today));
    let known = match &recusals {
        Some(recusals) => Some(Known::between(store, &register, recusals, &kept, (from, to)).await?),
        None => None,
    };
    let mut visits = rows(&register, &kept, known.as_ref());
    visits.retain(|visit| within(&visit.date));
    let offered: BTreeSet<_> = visits.iter().map(|visit| (visit.plan.clone(), visit.group)).collect();
    visits.retain(|visit| filter.takes(visit));
    let (listed, unlisted_years) = listed(&working_day::store::calendar(store).await?, from, to);
    let page = CalendarPage {
        today,
        month: first,
        week: week_of(week).0,
        filter,
        offered: offered.into_iter().collect(),
        visits,
        listed,
        unlisted_years,
    };
    Ok((page, kept, register))
}

/// The visits that this person may see: those of the district within these days, or all of an inspector or a unit.
///
/// # Errors
/// [`AppError::NotPermitted`], or a failure of the database.
pub async fn visits_for(store: &Store, actor: &Actor, from: NaiveDate, to: NaiveDate) -> Result<Vec<Visit>, Failure> {
    match permit::reach(actor.role, Action::ReadVisit) {
        Reach::Nothing => Err(AppError::NotPermitted.into()),
        Reach::District => visits_between(store, from, to).await,
        Reach::AssignedVisits | Reach::LedVisits => match &actor.inspector {
            Some(inspector) => visits_of_inspector(store, inspector).await,
            None => Ok(Vec::new()),
        },
        // A unit learns of its visit by the written notice, not by looking for it (Art. 9 (2)).
        Reach::OwnUnit => match &actor.unit {
            Some(unit) => {
                let visits = visits_of_unit(store, unit).await?;
                Ok(visits.into_iter().filter(|visit| visit.notice.is_some()).collect())
            }
            None => Ok(Vec::new()),
        },
    }
}

fn listed(calendar: &WorkCalendar, from: NaiveDate, to: NaiveDate) -> (Vec<ListedDay>, Vec<i32>) {
    let days = from.iter_days().take_while(|day| *day <= to).filter_map(|date| {
        let name = calendar.day_name(date)?.to_owned();
        Some(ListedDay { date, name, off: !calendar.is_working(date) })
    });
    let known: Vec<i32> = calendar.years().collect();
    let mut shown = vec![from.year(), to.year()];
    shown.dedup();
    (days.collect(), shown.into_iter().filter(|year| !known.contains(year)).collect())
}

/// A written notice as a document: the one with this number, or the one that holds.
///
/// # Errors
/// [`AppError::NotFound`] for a visit that is not this person's, or a number that there is not, or when the database
/// cannot be read.
pub async fn notice_page(
    store: &Store,
    actor: &Actor,
    id: &VisitId,
    number: Option<u32>,
    district: String,
) -> Result<NoticePage, Failure> {
    let visit = visit(store, id).await?.ok_or(AppError::NotFound)?;
    let subject = Subject { unit: Some(&visit.unit), inspectors: &visit.inspectors, leader: Some(&visit.leader) };
    permit::check(actor, Action::ReadVisit, subject)?;
    let all: Vec<_> = visit.earlier_notices.iter().chain(&visit.notice).cloned().collect();
    if actor.role.is_of_unit() && all.is_empty() {
        return Err(AppError::NotFound.into());
    }
    let notice = match number {
        Some(number) => Some(all.iter().find(|one| one.number == number).cloned().ok_or(AppError::NotFound)?),
        None => visit.notice.clone().or_else(|| all.last().cloned()),
    };
    let plan = load(store, &visit.plan).await?.ok_or(AppError::NotFound)?;
    let register = Register::read(store).await?;
    let replaced = notice.as_ref().is_some_and(|one| visit.notice.as_ref().map(|held| held.number) != Some(one.number));
    let people = notice.iter().flat_map(|notice| &notice.inspectors).map(|one| register.name(one)).collect();
    Ok(NoticePage {
        district,
        people,
        replaced,
        numbers: all.iter().map(|one| one.number).collect(),
        receipt: visit.receipt.clone().filter(|_| !replaced),
        notice,
        plan: plan.plan,
        title: plan.title,
        basis: plan.basis,
        scope: plan.scope,
        areas: plan.areas,
        procedure: plan.procedure,
        unit_name: visit.unit_name,
        group: visit.group,
        date: visit.date,
        visit: visit.visit,
        withdrawn: visit.withdrawn,
    })
}
