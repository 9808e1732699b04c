//! The first page: one list of what waits, the most urgent on top, or what comes next where nothing waits, and below it
//! what changed.

/// What a line of the list says.
mod task_words;
/// The tour of what a role does.
mod tour;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;

use task_words::{act_text, what_text, when_text};

use super::{
    api,
    model::{Coming, ComingKind, CountedRecord, FigureKind, Home, News, OwnFigure, OwnUnit, Task},
    rules,
};
use crate::{
    i18n::tr,
    journal::labels::deed,
    kernel::{ids::UnitCode, points::Points},
    page::{Title, load, loaded_page, moment, moment_of_day, use_session, with_query},
    preferences::TOUR,
    ranking::model::KindMean,
    rectification::model::{Light as LedgerLight, counted},
    ui::{ButtonTone, EmptyState, Figure, Figures, Icon, Light, LightKind, LinkButton, Moment, PageHeader, Sheet},
    unit::standing::standing_facts,
    words,
};

/// What waits for the person who is signed in.
#[component]
pub fn HomePage() -> impl IntoView {
    let home = load(|| (), |()| api::home());
    view! {
        <Title text=tr!(home.title) />
        {loaded_page(home, |home| view! { <Waiting home /> }.into_any())}
    }
}

#[component]
fn Waiting(home: Home) -> impl IntoView {
    let actor = use_session().actor;
    let greeting = tr!(home.who, name = actor.name, role = words::role(actor.role));
    let turn = match home.tasks.first() {
        None => tr!(home.nothing_turn, who = greeting),
        Some(first) => tr!(home.first_turn, who = greeting, what = what_text(first), when = when_text(first)),
    };
    let title = match home.count {
        1 => tr!(home.waiting_one),
        count => tr!(home.waiting, count = count),
    };
    let own = home.own.map(own_unit);
    let columns = if own.is_some() { "cols half" } else { "stack" };
    let changed = home.news.map(|news| changed(news, &home.names, home.since));
    let below = (changed.is_some() || own.is_some()).then(|| view! { <div class=columns>{changed} {own}</div> });
    let figures = (!home.figures.is_empty()).then(|| {
        let figures = home.figures.into_iter().map(own_figure).collect_view();
        view! { <Figures>{figures}</Figures> }
    });
    let more = home.count > rules::total(&rules::waiting_at(&home.tasks));
    let guide = to_guide();
    let tour = tour::tour(home.guide, home.is_first);
    let years = words::unlisted_years(&home.unlisted_years);
    let list = if home.tasks.is_empty() {
        nothing(home.coming, years.unwrap_or_default(), !actor.role.is_administrator(), guide)
    } else {
        let primary = std::iter::once(ButtonTone::Primary).chain(std::iter::repeat(ButtonTone::Secondary));
        let lines = home.tasks.into_iter().zip(primary).map(|(task, tone)| line(task, tone)).collect_view();
        let foot = if more { tr!(home.foot_more) } else { tr!(home.foot) };
        let years = years.map(|years| view! { <p>{years}</p> });
        view! {
            <Sheet flush=true>
                <ol class="todos">{lines}</ol>
                <footer>{foot} {guide} {years}</footer>
            </Sheet>
        }
        .into_any()
    };
    view! {
        <PageHeader title turn />
        <div class="stack">{tour} {list} {below} {figures}</div>
    }
}

/// The way to the tour of what the person's role does here.
fn to_guide() -> AnyView {
    let href = with_query("/", [(TOUR, "0")]);
    view! { <LinkButton href text=tr!(guide.open) tone=ButtonTone::Quiet small=true /> }.into_any()
}

/// Nothing waits: what comes next, and when, with a note on how it is counted. Nothing of an administrator's is `dated`.
fn nothing(coming: Vec<Coming>, note: String, dated: bool, guide: AnyView) -> AnyView {
    let next = dated.then(|| {
        let flush = !coming.is_empty();
        let lines = match flush {
            true => view! { <ol class="todos">{coming.into_iter().map(coming_line).collect_view()}</ol> }.into_any(),
            false => view! { <p class="sm soft">{tr!(home.nothing_coming)}</p> }.into_any(),
        };
        view! {
            <Sheet title=tr!(home.coming) note flush>
                {lines}
            </Sheet>
        }
    });
    view! {
        <EmptyState title=tr!(home.nothing_title) text=tr!(home.nothing_text)>{guide}</EmptyState>
        {next}
    }
    .into_any()
}

fn coming_line(coming: Coming) -> AnyView {
    let what = match coming.kind {
        ComingKind::RoundDue => tr!(home.coming_round),
        ComingKind::Visit => tr!(home.coming_visit),
        ComingKind::EntryDue => tr!(home.coming_entry),
        ComingKind::PlanBegins => tr!(home.coming_plan_begins),
        ComingKind::PlanEnds => tr!(home.coming_plan_ends),
    };
    let when = match coming.days_left {
        0 => tr!(home.coming_today),
        days => tr!(home.coming_in, days = words::working_days(days)),
    };
    view! {
        <li class="todo">
            <div class="when">
                <b>{when}</b>
                <Moment when=moment_of_day(coming.day) dense=true />
            </div>
            <div class="what">
                <a href=coming.href>{tr!(home.line, what = what, subject = coming.subject)}</a>
            </div>
        </li>
    }
    .into_any()
}

/// A figure, red where something is overdue.
fn own_figure(figure: OwnFigure) -> AnyView {
    let label = match figure.kind {
        FigureKind::Submitted => tr!(home.figure_submitted),
        FigureKind::VisitsLocked => tr!(home.figure_locked),
        FigureKind::EntriesOpen => tr!(home.figure_open),
        FigureKind::EntriesOverdue => tr!(home.figure_overdue),
        FigureKind::AccountsUnused => tr!(home.figure_unused),
        FigureKind::AccountsLocked => tr!(home.figure_locked_out),
        FigureKind::PolicySet => tr!(home.figure_policy),
        FigureKind::JournalToday => tr!(home.figure_journal),
        FigureKind::DaysSealed => tr!(home.figure_sealed),
    };
    let of = match (figure.kind, figure.of) {
        (_, None) => String::new(),
        (FigureKind::Submitted, Some(of)) => tr!(home.of_units, count = of),
        (FigureKind::VisitsLocked, Some(of)) => tr!(home.of_visits, count = of),
        (FigureKind::EntriesOpen, Some(of)) => tr!(home.of_all_entries, count = counted(of)),
        (FigureKind::EntriesOverdue, Some(of)) => tr!(home.of_entries, count = counted(of)),
        (
            FigureKind::AccountsUnused
            | FigureKind::AccountsLocked
            | FigureKind::PolicySet
            | FigureKind::JournalToday
            | FigureKind::DaysSealed,
            Some(of),
        ) => of.to_string(),
    };
    let stop = figure.kind == FigureKind::EntriesOverdue && figure.value > 0;
    let value = match figure.kind {
        FigureKind::EntriesOpen | FigureKind::EntriesOverdue => counted(figure.value),
        FigureKind::PolicySet | FigureKind::DaysSealed => {
            figure.day.map_or_else(|| tr!(home.never), |day| day.to_string())
        }
        FigureKind::Submitted
        | FigureKind::VisitsLocked
        | FigureKind::AccountsUnused
        | FigureKind::AccountsLocked
        | FigureKind::JournalToday => figure.value.to_string(),
    };
    let note = match figure.kind {
        FigureKind::PolicySet if figure.value == 1 => tr!(home.times_set_one),
        FigureKind::PolicySet if figure.value > 0 => tr!(home.times_set, count = figure.value),
        FigureKind::PolicySet => tr!(home.defaults_hold),
        FigureKind::DaysSealed if figure.value == 1 => tr!(home.days_sealed_one),
        FigureKind::DaysSealed => tr!(home.days_sealed, count = figure.value),
        FigureKind::Submitted
        | FigureKind::VisitsLocked
        | FigureKind::EntriesOpen
        | FigureKind::EntriesOverdue
        | FigureKind::AccountsUnused
        | FigureKind::AccountsLocked
        | FigureKind::JournalToday => String::new(),
    };
    let records = counted_records(figure.records);
    view! { <Figure label value denominator=of note href=figure.href stop>{records}</Figure> }.into_any()
}

/// What a figure counts, one by one, folded.
fn counted_records(records: Vec<CountedRecord>) -> Option<AnyView> {
    let lines = records.iter().map(|record| {
        let text = tr!(home.line, what = record.name.clone(), subject = record.day);
        view! {
            <li>
                <a href=record.href.clone()>{text}</a>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!records.is_empty()).then(|| {
        view! {
            <details class="acc">
                <summary>{tr!(home.figure_records)}</summary>
                <ul class="flat-list">{lines}</ul>
            </details>
        }
        .into_any()
    })
}

/// How the person's unit stands, as on the unit's page.
fn own_unit(own: OwnUnit) -> AnyView {
    let actions = view! { <a href=format!("/units/{}", own.unit)>{tr!(home.to_own_unit)}</a> }.into_any();
    let facts = standing_facts(&own.unit, own.standing, own.entries);
    let compared = own.compared.map(compared);
    view! { <Sheet title=tr!(home.own_unit) actions>{compared} {facts}</Sheet> }.into_any()
}

/// What the unit scored when it was inspected, beside the mean of its kind: as the ranking says that was published to it.
fn compared(beside: KindMean) -> AnyView {
    let label = tr!(home.own_total, season = beside.season.to_string());
    let (mean, by) = (Points(beside.mean), Points((beside.own - beside.mean).abs()));
    let units = words::units(beside.units);
    let note = match beside.own.cmp(&beside.mean) {
        std::cmp::Ordering::Greater => tr!(home.above_mean, units = units, mean = mean, by = by),
        std::cmp::Ordering::Less => tr!(home.below_mean, units = units, mean = mean, by = by),
        std::cmp::Ordering::Equal => tr!(home.at_mean, units = units, mean = mean),
    };
    let (value, href) = (Points(beside.own).to_string(), Some(format!("/ranking/{}", beside.season)));
    view! {
        <Figures>
            <Figure label value note href />
        </Figures>
    }
    .into_any()
}

/// What others did to the person's records since a day.
fn changed(news: Vec<News>, names: &BTreeMap<UnitCode, String>, since: NaiveDate) -> AnyView {
    let lines = if news.is_empty() {
        view! { <p class="sm soft">{tr!(home.no_news)}</p> }.into_any()
    } else {
        let lines = news.into_iter().map(|line| news_line(line, names)).collect_view();
        view! { <ol class="feed">{lines}</ol> }.into_any()
    };
    view! { <Sheet title=tr!(home.news) note=tr!(home.news_since, day = since)>{lines}</Sheet> }.into_any()
}

fn news_line(news: News, names: &BTreeMap<UnitCode, String>) -> AnyView {
    let done = deed(&news.action);
    let done = if news.count > 1 { tr!(home.news_count, what = done, count = news.count) } else { done };
    let units: Vec<String> = news.units.iter().filter_map(|unit| names.get(unit).cloned()).collect();
    let units = units.join(&tr!(words.list_comma));
    let units = if news.further > 0 { tr!(home.and_further, units = units, count = news.further) } else { units };
    let text = if units.is_empty() { done } else { tr!(home.line, what = units, subject = done) };
    view! {
        <li>
            <Icon name=icon(&news.action) />
            <a href=news.href>{text}</a>
            <Moment when=moment(news.at) />
        </li>
    }
    .into_any()
}

/// The picture of the process that an action belongs to, as on the rail.
fn icon(action: &str) -> &'static str {
    match action.split('.').next() {
        Some("self_check") => "selfcheck",
        Some("plan" | "visit") => "visit",
        Some("rectification") => "ledger",
        Some("ranking") => "rank",
        _ => "history",
    }
}

fn line(task: Task, tone: ButtonTone) -> AnyView {
    let (class, light) = match task.light {
        LedgerLight::Red => ("todo r", LightKind::Red),
        LedgerLight::Yellow => ("todo y", LightKind::Yellow),
        LedgerLight::Green => ("todo g", LightKind::Green),
        LedgerLight::Grey => ("todo", LightKind::Grey),
    };
    let when = when_text(&task);
    let due = task.due.map(|due| view! { <Moment when=moment_of_day(due) dense=true /> });
    let what = what_text(&task);
    let title =
        if task.subject.is_empty() { what.clone() } else { tr!(home.line, what = what, subject = task.subject) };
    let unit = task.unit.map(|unit| view! { <p>{unit}</p> });
    let reminded = task.reminded.map(|day| view! { <p>{tr!(home.reminded, day = day)}</p> });
    view! {
        <li class=class>
            <div class="when">
                <Light light text=when />
                {due}
            </div>
            <div class="what">
                <a href=task.href.clone()>{title}</a>
                {unit} {reminded}
            </div>
            <LinkButton href=task.href text=act_text(task.kind) tone />
        </li>
    }
    .into_any()
}
