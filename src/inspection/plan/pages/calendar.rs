//! The visits of a month as a calendar or by group, or of a week by group. View, periods and conditions stand in the
//! address.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{super::label, conflict_badges};
use crate::{
    i18n::tr,
    inspection::plan::{
        api,
        model::{CalendarFilter, CalendarPage, CalendarView, VisitRow, month_code},
    },
    kernel::{
        actor::Role,
        ids::PlanId,
        permit::{Action, Subject},
    },
    page::{Title, load, loaded_page, may, take_away, unlisted_years, use_session, way_to},
    ui::{
        Beside, ButtonTone, CalendarDay, CalendarEvent, Carry, Chip, Choice, EmptyState, FilterChips, HiddenField,
        LinkButton, MonthCalendar, Notice, PageHeader, SelectField, Sheet, Submit, Tab, Tabs, Tone, alert_line,
    },
    words::month_and_day,
};

/// The calendar.
#[component]
pub fn VisitCalendarPage() -> impl IntoView {
    let role = use_session().actor.role;
    let office = role.is_office();
    let query = use_query_map();
    let asked = move || {
        let given = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        (given("month"), given("week"), given("plan"), given("group"), given("view"))
    };
    let calendar = load(asked, |(month, week, plan, group, view)| api::calendar(month, week, plan, group, view));
    let turn = if office { tr!(inspection.calendar_turn) } else { tr!(inspection.calendar_turn_own) };
    let navigate = use_navigate();
    // What stands against a day is said before anything is saved: so a visit is carried to the page that says it.
    let put = Callback::new(move |address: String| navigate(&address, NavigateOptions::default()));
    let put = (role == Role::EstablishmentOfficer).then_some(put);
    view! {
        <Title text=tr!(inspection.calendar) />
        {loaded_page(calendar.as_table(), move |page| content(page, turn.clone(), put))}
    }
}

fn content(page: CalendarPage, turn: String, put: Option<Callback<String>>) -> AnyView {
    let header = header(&page, turn);
    let missing = unlisted_years(&page.unlisted_years);
    let conflicts = in_conflict(&page);
    let can_carry = put.is_some() && page.visits.iter().any(|visit| visit.movable);
    let help = can_carry.then(|| view! { <p class="sm dim">{tr!(inspection.carry_help)}</p> });
    let (conditions, views) = (conditions(&page), views(&page));
    let shown = match page.filter.view {
        CalendarView::Month => month(&page, put),
        CalendarView::Week | CalendarView::Group => by_group(&page, put),
    };
    view! {
        {header}
        <div class="stack">{missing} {conflicts} {conditions} {views} {help} {shown}</div>
    }
    .into_any()
}

/// The views as tabs, each with the conditions in force.
fn views(page: &CalendarPage) -> AnyView {
    let tab = |view: CalendarView| Tab {
        text: match view {
            CalendarView::Month => tr!(inspection.view_month),
            CalendarView::Week => tr!(inspection.view_week),
            CalendarView::Group => tr!(inspection.view_group),
        },
        href: CalendarFilter { view, ..page.filter.clone() }.address(Some((page.month, page.week))),
        active: page.filter.view == view,
        count: None,
    };
    let tabs: Vec<Tab> = CalendarView::ALL.map(tab).into();
    view! {
        <div class="no-print">
            <Tabs tabs label=tr!(inspection.views) />
        </div>
    }
    .into_any()
}

/// The visits of the month's weeks, whichever view shows them, that cannot take place as they are arranged, with what
/// stands against each and the way to where it is moved.
fn in_conflict(page: &CalendarPage) -> Option<AnyView> {
    let visits: Vec<&VisitRow> = page.visits.iter().filter(|visit| !visit.conflicts.is_empty()).collect();
    if visits.is_empty() {
        return None;
    }
    let moves = may(Action::ManagePlan, Subject::DISTRICT);
    let title = match visits.len() {
        1 => tr!(inspection.in_conflict_one),
        count => tr!(inspection.in_conflict, count = count),
    };
    let lines = visits.into_iter().map(|visit| {
        let (text, badges) = (event_text(visit), conflict_badges(visit));
        let change = moves.then(|| {
            let href = arranging(visit);
            view! { <LinkButton href text=tr!(inspection.change) tone=ButtonTone::Secondary small=true /> }
        });
        view! {
            <li class="rowf">
                <span class="nw">{visit.date.to_string()}</span>
                " "
                {text}
                " "
                {badges}
                {change}
            </li>
        }
    });
    let lines = lines.collect_view();
    Some(
        view! {
            <Notice tone=Tone::Stop title>
                <p>{tr!(inspection.in_conflict_text)}</p>
                <ul>{lines}</ul>
            </Notice>
        }
        .into_any(),
    )
}

/// The buttons lead through the time that the view shows.
fn header(page: &CalendarPage, turn: String) -> AnyView {
    let filter = &page.filter;
    let of_month = |first: NaiveDate| filter.address(Some((first, first)));
    // A week that begins in one month and ends in the next belongs to the month of its Thursday.
    let of_week = |monday: NaiveDate| filter.address(Some((monday + Days::new(3), monday)));
    let (before, after) = match filter.view {
        CalendarView::Month | CalendarView::Group => {
            (of_month(page.month - Months::new(1)), of_month(page.month + Months::new(1)))
        }
        CalendarView::Week => (of_week(page.week - Days::new(7)), of_week(page.week + Days::new(7))),
    };
    let (earlier, this, later) = match filter.view {
        CalendarView::Month | CalendarView::Group => {
            (tr!(inspection.earlier_month), tr!(inspection.this_month), tr!(inspection.later_month))
        }
        CalendarView::Week => (tr!(inspection.earlier_week), tr!(inspection.this_week), tr!(inspection.later_week)),
    };
    let now = filter.address(None);
    let crumbs = way_to(tr!(inspection.calendar));
    view! {
        <PageHeader title=tr!(inspection.calendar) turn crumbs crumbs_label=tr!(ui.breadcrumbs)>
            <LinkButton href=before text=earlier icon="left" />
            <LinkButton href=now text=this />
            <LinkButton href=after text=later icon="right" />
        </PageHeader>
    }
    .into_any()
}

/// The conditions in force as chips that take themselves away, and a form to choose, where there is something to choose.
fn conditions(page: &CalendarPage) -> AnyView {
    let filter = &page.filter;
    if filter.is_empty() && page.offered.len() < 2 {
        return ().into_any();
    }
    let without = |text: String, filter: CalendarFilter| Chip {
        text,
        href: filter.address(Some((page.month, page.week))),
        active: true,
        count: None,
    };
    let given = [
        filter.plan.as_ref().map(|plan| without(plan.to_string(), CalendarFilter { plan: None, ..filter.clone() })),
        filter.group.map(|group| without(label::group(group), CalendarFilter { group: None, ..filter.clone() })),
    ];
    let chips: Vec<Chip> = given.into_iter().flatten().collect();
    // Paper has no use for a choice, only for what was chosen.
    let class = if chips.is_empty() { "no-print" } else { "" };
    let in_force = (!chips.is_empty()).then(|| {
        view! {
            <div class="tools">
                <FilterChips chips label=tr!(ui.filters) />
            </div>
        }
    });
    let form = form(page);
    view! {
        <Sheet class=class flush=true>
            {in_force}
            <details class="acc">
                <summary>{tr!(inspection.choose_conditions)}</summary>
                {form}
            </details>
        </Sheet>
    }
    .into_any()
}

/// Only what the person sees in these weeks is offered, and what the address asks for already.
fn form(page: &CalendarPage) -> AnyView {
    let filter = &page.filter;
    let any = || Choice::new("", tr!(inspection.any));
    let plans: BTreeSet<&PlanId> = page.offered.iter().map(|(plan, _)| plan).chain(&filter.plan).collect();
    let plans = plans.into_iter().map(|plan| Choice::new(plan.as_str(), plan.to_string()));
    let plans: Vec<Choice> = std::iter::once(any()).chain(plans).collect();
    let groups: BTreeSet<i64> = page.offered.iter().map(|(_, group)| *group).chain(filter.group).collect();
    let groups = groups.into_iter().map(|group| Choice::new(group.to_string(), label::group(group)));
    let groups: Vec<Choice> = std::iter::once(any()).chain(groups).collect();
    let plan = filter.plan.as_ref().map(ToString::to_string).unwrap_or_default();
    let group = filter.group.map(|group| group.to_string()).unwrap_or_default();
    let (month, week) = (month_code(page.month), page.week.to_string());
    let view = filter.view.code();
    let all = everything(page);
    view! {
        <form method="get" action="/calendar" class="body stack">
            <HiddenField name="month" value=month />
            <HiddenField name="week" value=week />
            <HiddenField name="view" value=view />
            <div class="cols half">
                <SelectField label=tr!(inspection.column_plan) name="plan" options=plans value=plan />
                <SelectField label=tr!(inspection.field_group) name="group" options=groups value=group />
            </div>
            <div class="acts">
                <Submit text=tr!(inspection.show_these) tone=ButtonTone::Secondary />
                <a class="sm" href=all>
                    {tr!(inspection.clear_conditions)}
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// The address of these weeks in this view without a condition.
fn everything(page: &CalendarPage) -> String {
    let all = CalendarFilter { view: page.filter.view, ..CalendarFilter::default() };
    all.address(Some((page.month, page.week)))
}

/// The link by which the visits that the view shows are taken away, where there are any.
fn taking(page: &CalendarPage) -> AnyView {
    page.shown().next().map(|_| take_away(&page.address(), "calendar")).into_any()
}

/// Whether offices work on the day, and what the table says of it.
fn day_fact(page: &CalendarPage, date: NaiveDate) -> (bool, String) {
    let weekend = date.weekday().num_days_from_monday() > 4;
    match page.listed.iter().find(|day| day.date == date) {
        Some(day) if day.off => (true, day.name.clone()),
        Some(day) => (false, tr!(inspection.makeup_day, name = day.name.clone())),
        None => (weekend, String::new()),
    }
}

fn month(page: &CalendarPage, put: Option<Callback<String>>) -> AnyView {
    let (mut start, last) = page.period();
    let mut weeks = Vec::new();
    while start <= last {
        weeks.push(start.iter_days().take(7).map(|date| calendar_day(page, date)).collect::<Vec<_>>());
        start = start + Days::new(7);
    }
    let title = month_title(page);
    let none = page.visits.is_empty().then(|| match page.filter.is_empty() {
        true => tr!(inspection.month_empty),
        false => tr!(inspection.month_none_of_these),
    });
    let (note, weekdays, actions) = (none.unwrap_or_default(), label::weekdays(), taking(page));
    view! {
        <Sheet title=title.clone() note article=tr!(inspection.article_8) flush=true actions>
            <MonthCalendar title weekdays weeks put />
        </Sheet>
    }
    .into_any()
}

fn month_title(page: &CalendarPage) -> String {
    let (year, month, code) = (page.month.year(), page.month.month(), month_code(page.month));
    tr!(inspection.month_title, year = year, month = month, code = code)
}

fn calendar_day(page: &CalendarPage, date: NaiveDate) -> CalendarDay {
    let (off, note) = day_fact(page, date);
    let events = page.visits.iter().filter(|visit| visit.date == date).map(|visit| CalendarEvent {
        text: event_text(visit),
        href: format!("/visits/{}", visit.visit),
        tone: if visit.conflicts.is_empty() { label::visit_tone(visit.state) } else { Tone::Stop },
        alert: label::clauses(visit.conflicts.iter().map(label::conflict)),
        carried_to: visit.movable.then(|| format!("{}?group={}&date=", arranging(visit), visit.group)),
    });
    CalendarDay {
        date: date.to_string(),
        number: date.day(),
        outside: date.month() != page.month.month(),
        today: date == page.today,
        off,
        note,
        events: events.collect(),
    }
}

/// The page on which the visit is moved.
fn arranging(visit: &VisitRow) -> String {
    format!("/plans/{}/units/{}", visit.plan, visit.unit)
}

fn event_text(visit: &VisitRow) -> String {
    let unit = visit.unit_name.to_string();
    tr!(inspection.event, unit = unit, group = visit.group, state = label::visit_state(visit.state))
}

/// The days of the view on which something happens; of a week those that are worked too.
fn shown_days(page: &CalendarPage) -> Vec<NaiveDate> {
    let busy = |date: &NaiveDate| page.visits.iter().any(|visit| visit.date == *date);
    if page.filter.view == CalendarView::Group {
        let days: BTreeSet<NaiveDate> = page.shown().map(|visit| visit.date).collect();
        return days.into_iter().collect();
    }
    let days = page.week.iter_days().take(7);
    days.filter(|date| date.weekday().num_days_from_monday() < 5 || !day_fact(page, *date).0 || busy(date)).collect()
}

/// What the days are of that stand beside each other.
fn days_title(page: &CalendarPage) -> String {
    match page.filter.view {
        CalendarView::Group => tr!(inspection.groups_title, month = month_title(page)),
        CalendarView::Month | CalendarView::Week => tr!(inspection.week_title, from = page.week),
    }
}

/// A lane for each group that has a visit on one of the days.
fn by_group(page: &CalendarPage, put: Option<Callback<String>>) -> AnyView {
    let days = shown_days(page);
    let mut lanes: BTreeMap<(String, i64, String), Vec<&VisitRow>> = BTreeMap::new();
    for visit in page.shown() {
        let lane = (visit.plan.to_string(), visit.group, visit.leader.clone());
        lanes.entry(lane).or_default().push(visit);
    }
    let content = if lanes.is_empty() { nothing(page) } else { lanes_table(page, &days, lanes, Carry::new(put)) };
    let actions = taking(page);
    view! {
        <Sheet title=days_title(page) article=tr!(inspection.article_8) flush=true actions>
            {content}
        </Sheet>
    }
    .into_any()
}

/// A week or a month without a visit, or without one that the conditions take.
fn nothing(page: &CalendarPage) -> AnyView {
    let of_month = page.filter.view == CalendarView::Group;
    if page.filter.is_empty() {
        let title = if of_month { tr!(inspection.month_none) } else { tr!(inspection.week_empty) };
        let act = may(Action::ManagePlan, Subject::DISTRICT)
            .then(|| view! { <LinkButton href="/plans" text=tr!(inspection.to_plans) /> });
        return view! { <EmptyState title text=tr!(inspection.week_empty_text)>{act}</EmptyState> }.into_any();
    }
    let all = everything(page);
    let (title, text) = match of_month {
        true => (tr!(inspection.month_none_of_these), tr!(inspection.month_none_of_these_text)),
        false => (tr!(inspection.week_none_of_these), tr!(inspection.week_none_of_these_text)),
    };
    view! {
        <EmptyState title text>
            <LinkButton href=all text=tr!(inspection.clear_conditions) />
        </EmptyState>
    }
    .into_any()
}

fn lanes_table(
    page: &CalendarPage,
    days: &[NaiveDate],
    lanes: BTreeMap<(String, i64, String), Vec<&VisitRow>>,
    carry: Carry,
) -> AnyView {
    let head = days.iter().map(|date| {
        let name = label::weekday(*date);
        let today = (*date == page.today).then(|| tr!(inspection.today));
        let note = day_fact(page, *date).1;
        let class = today.is_some().then_some("today");
        view! {
            <th scope="col" class=class>
                <b>{month_and_day(*date)}</b>
                " " {name} " " {today} " " {note}
            </th>
        }
    });
    let head = head.collect_view();
    // The group above or below is one of the same plan.
    let groups: Vec<(String, i64)> = lanes.keys().map(|(plan, group, _)| (plan.clone(), *group)).collect();
    let near = |at: Option<usize>, plan: &str| {
        at.and_then(|at| groups.get(at)).filter(|(of, _)| of == plan).map(|(_, group)| *group)
    };
    let rows = lanes.into_iter().enumerate().map(|(at, ((plan, group, leader), visits))| {
        let around = (near(at.checked_sub(1), &plan), near(Some(at + 1), &plan));
        lane(page, days, (plan, group, leader), around, &visits, carry)
    });
    let rows = rows.collect::<Vec<_>>();
    let title = days_title(page);
    let region = title.clone();
    let class = if page.filter.view == CalendarView::Group { "lanes many" } else { "lanes" };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=region>
            <table class=class>
                <caption class="vh">{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(inspection.column_group)}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn lane(
    page: &CalendarPage,
    days: &[NaiveDate],
    (plan, group, leader): (String, i64, String),
    (above, below): (Option<i64>, Option<i64>),
    visits: &[&VisitRow],
    carry: Carry,
) -> AnyView {
    let cells = days.iter().enumerate().map(|(at, date)| {
        let today = if *date == page.today { "today" } else { "" };
        let day = |at: Option<usize>| at.and_then(|at| days.get(at)).map(|day| place(group, *day));
        let beside = Beside {
            left: day(at.checked_sub(1)),
            right: day(Some(at + 1)),
            above: above.map(|group| place(group, *date)),
            below: below.map(|group| place(group, *date)),
        };
        let here = visits.iter().filter(|visit| visit.date == *date).map(|visit| bar(visit, &beside, carry));
        let here = here.collect::<Vec<_>>();
        // A group is one of its plan.
        let place = place(group, *date);
        let (held, put_down) = (carry.held(plan.clone(), place.clone()), carry.put_down(plan.clone(), place.clone()));
        let is_over = carry.is_over(plan.clone(), place);
        let class = move || if is_over() { format!("{today} over") } else { today.to_owned() };
        view! { <td class=class on:dragover=held on:drop=put_down>{here}</td> }
    });
    let cells = cells.collect_view();
    view! {
        <tr>
            <th scope="row">{tr!(inspection.lane, plan = plan, group = group)} <span class="sub">{leader}</span></th>
            {cells}
        </tr>
    }
    .into_any()
}

/// A group's day, as the page that moves a visit is asked about it.
fn place(group: i64, date: NaiveDate) -> String {
    format!("group={group}&date={date}")
}

fn bar(visit: &VisitRow, beside: &Beside, carry: Carry) -> AnyView {
    let alert = label::clauses(visit.conflicts.iter().map(label::conflict));
    let class = match label::visit_tone(visit.state) {
        Tone::Warn | Tone::Neutral | Tone::Stop => "visit draft",
        Tone::Good => "visit ok",
        Tone::Info => "visit",
    };
    let class = if alert.is_empty() { class } else { "visit bad" };
    let href = format!("/visits/{}", visit.visit);
    let from = place(visit.group, visit.date);
    let carried_to = visit.movable.then(|| format!("{}?", arranging(visit)));
    let keys = carry.keys(carried_to.as_ref());
    let pushed = carry.pushed(carried_to.clone(), beside.clone());
    let taken = carry.taken(visit.plan.to_string(), from, carried_to);
    view! {
        <a
            class=class
            href=href
            aria-keyshortcuts=keys
            on:dragstart=taken
            on:dragend=carry.ended()
            on:keydown=pushed
        >
            <b>{visit.unit_name.to_string()}</b>
            <span>{label::visit_state(visit.state)}</span>
            {alert_line(alert)}
        </a>
    }
    .into_any()
}
