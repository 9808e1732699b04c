//! Who must act, the ledger by light, this week's visits, and the places.

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;

use super::{
    MUST_ACT, WEEK, act_link, before,
    entries::{findings, length},
    ledger,
};
use crate::{
    dashboard::model::{BoardPage as Page, BoardRank, BoardRanking, Lights, MustAct, WeekVisit},
    i18n::tr,
    inspection::model::VisitState,
    kernel::{permit::Action, points::Points},
    page::moment_of_day,
    ranking::{model::place_address, words as ranking_words},
    ui::{Badge, ChartWords, Column, Donut, DonutPart, Icon, Light, LightKind, Row, Sheet, Table, Tone, given},
    words::{month_and_day, units, working_days},
};

/// So many places are shown; the ranking has the others.
const PLACES: usize = 20;

/// The column beside the heat map.
pub(super) fn beside(page: &Page) -> AnyView {
    view! { {must_act(page)} {before::fell(page)} {lights(page)} {week(page)} }.into_any()
}

/// Every unit that a figure counts is named; past some lines the list scrolls by itself.
fn must_act(page: &Page) -> AnyView {
    let more = view! { <a href=ledger(page, "light=red")>{tr!(dashboard.all)}</a> }.into_any();
    let units = page.board.must_act.iter().map(|unit| must_act_line(page, unit));
    let list = match page.board.must_act.is_empty() {
        true => view! { <p class="sm soft body">{tr!(dashboard.nobody_must_act)}</p> }.into_any(),
        false => view! { <ul class="who-acts">{units.collect_view()}</ul> }.into_any(),
    };
    view! {
        <Sheet title=tr!(dashboard.must_act) actions=more flush=true id=MUST_ACT>
            {list}
        </Sheet>
    }
    .into_any()
}

fn must_act_line(page: &Page, unit: &MustAct) -> AnyView {
    let text = tr!(dashboard.must_act_line, count = unit.overdue, days = working_days(unit.longest));
    view! {
        <li>
            <div>
                <a href=ledger(page, &format!("light=red&unit={}", unit.unit))>{unit.name.clone()}</a>
                <span class="dim sm">{text}</span>
            </div>
            <Light light=LightKind::Red text=tr!(dashboard.overdue_mark, count = unit.overdue) />
        </li>
    }
    .into_any()
}

/// What is not closed, by light, each leading to exactly those entries.
pub(super) fn light_parts(page: &Page) -> Vec<DonutPart> {
    let Lights { red, yellow, green, grey } = page.board.lights;
    let part = |light, name: &str, text: String, count: usize| DonutPart {
        text,
        light,
        value: length(count),
        value_text: findings(count),
        href: Some(ledger(page, &format!("light={name}"))),
    };
    vec![
        part(LightKind::Red, "red", tr!(dashboard.light_red), red),
        part(LightKind::Yellow, "yellow", tr!(dashboard.light_yellow), yellow),
        part(LightKind::Green, "green", tr!(dashboard.light_green), green),
        part(LightKind::Grey, "grey", tr!(dashboard.light_grey), grey),
    ]
}

fn lights(page: &Page) -> AnyView {
    let (parts, whole_href) = (light_parts(page), Some(ledger(page, "")));
    let words = ChartWords {
        title: tr!(dashboard.by_light_question),
        desc: tr!(dashboard.by_light_desc),
        source: tr!(dashboard.ledger_as_of, date = page.today),
        table_text: tr!(ui.show_data_table),
    };
    view! {
        <Sheet title=tr!(dashboard.by_light) article=tr!(ui.article_11)>
            <Donut
                words
                parts
                whole_text=tr!(dashboard.not_closed)
                whole_href
                corner=tr!(dashboard.light)
                value_text=tr!(dashboard.not_closed)
            />
        </Sheet>
    }
    .into_any()
}

fn week(page: &Page) -> AnyView {
    let note = units(page.board.week.len());
    let more = view! { <a href="/calendar">{tr!(dashboard.calendar)}</a> }.into_any();
    let visits = page.board.week.iter().map(week_line);
    let list = match page.board.week.is_empty() {
        true => {
            let act = act_link(Action::ManagePlan, "/plans".to_owned(), tr!(dashboard.to_plans));
            view! { <p class="sm soft body">{tr!(dashboard.week_empty)} " " {act}</p> }.into_any()
        }
        false => view! { <ul class="week">{visits.collect_view()}</ul> }.into_any(),
    };
    view! {
        <Sheet title=tr!(dashboard.week) note actions=more flush=true id=WEEK>
            {list}
        </Sheet>
    }
    .into_any()
}

/// A visit with its day and how far it is.
pub(super) fn week_line(visit: &WeekVisit) -> AnyView {
    let group = tr!(dashboard.group, number = visit.group);
    let when = moment_of_day(visit.date);
    view! {
        <li>
            <time datetime=when.datetime title=given(when.hint)>
                <b>{month_and_day(visit.date)}</b>
                <span>{weekday(visit.date)}</span>
            </time>
            <div>
                <a href=format!("/visits/{}", visit.visit)>{visit.name.clone()}</a>
                <span class="dim sm">{group}</span>
            </div>
            <Badge tone=visit_tone(visit.state) text=visit_state(visit.state) />
        </li>
    }
    .into_any()
}

/// The name of the day.
pub(super) fn weekday(date: NaiveDate) -> String {
    match date.weekday() {
        Weekday::Mon => tr!(dashboard.monday),
        Weekday::Tue => tr!(dashboard.tuesday),
        Weekday::Wed => tr!(dashboard.wednesday),
        Weekday::Thu => tr!(dashboard.thursday),
        Weekday::Fri => tr!(dashboard.friday),
        Weekday::Sat => tr!(dashboard.saturday),
        Weekday::Sun => tr!(dashboard.sunday),
    }
}

fn visit_state(state: VisitState) -> String {
    match state {
        VisitState::Scheduled => tr!(dashboard.visit_scheduled),
        VisitState::Notified => tr!(dashboard.visit_notified),
        VisitState::Received => tr!(dashboard.visit_received),
        VisitState::OnSite => tr!(dashboard.visit_on_site),
        VisitState::FedBack => tr!(dashboard.visit_fed_back),
        VisitState::Scored => tr!(dashboard.visit_scored),
        VisitState::Locked => tr!(dashboard.visit_locked),
        VisitState::Answered => tr!(dashboard.visit_answered),
    }
}

const fn visit_tone(state: VisitState) -> Tone {
    match state {
        VisitState::Scheduled | VisitState::Notified => Tone::Neutral,
        VisitState::OnSite | VisitState::FedBack | VisitState::Scored => Tone::Info,
        VisitState::Received | VisitState::Locked | VisitState::Answered => Tone::Good,
    }
}

/// The places with their change, or why there are none.
pub(super) fn places(page: &Page) -> AnyView {
    let href = format!("/ranking/{}", page.season);
    match &page.ranking {
        Some(ranking) => ranking_sheet(page, ranking, href),
        None => {
            let act = act_link(Action::ManageRanking, href, tr!(dashboard.to_ranking));
            view! {
                <Sheet title=tr!(dashboard.ranking) article=tr!(ui.article_12)>
                    <p class="sm soft">{tr!(dashboard.ranking_empty)} " " {act}</p>
                </Sheet>
            }
            .into_any()
        }
    }
}

fn ranking_sheet(page: &Page, ranking: &BoardRanking, href: String) -> AnyView {
    let state = ranking_words::state(ranking.state);
    let note = match &ranking.compared_with {
        Some(season) => tr!(dashboard.ranking_note, state = state, season = season.to_string()),
        None => tr!(dashboard.ranking_note_first, state = state),
    };
    let more = view! {
        <a href=href>
            {tr!(dashboard.ranking_all, count = ranking.ranked)}
            <Icon name="right" />
        </a>
    };
    let more = more.into_any();
    let head = vec![
        Column::numeric("rank", tr!(dashboard.rank)),
        Column::new("unit", tr!(dashboard.unit)),
        Column::numeric("total", tr!(dashboard.total)),
        Column::new("change", tr!(dashboard.change)),
    ];
    let rows: Vec<Row> = ranking.rows.iter().take(PLACES).map(|place| place_row(page, place)).collect();
    view! {
        <Sheet title=tr!(dashboard.ranking) note article=tr!(ui.article_12) actions=more flush=true>
            <Table caption=tr!(dashboard.ranking) head rows empty=tr!(dashboard.ranking_none_of_kind) tight=true scroll=true />
        </Sheet>
    }
    .into_any()
}

/// How a place changed, by sign and words; it opens the place in the ranking.
pub(super) fn change(page: &Page, place: &BoardRank) -> AnyView {
    let (class, text) = match place.change {
        None => return view! { <span class="dim">{tr!(dashboard.none)}</span> }.into_any(),
        Some(0) => ("delta flat", tr!(dashboard.unmoved)),
        Some(places @ 1..) => ("delta up", tr!(dashboard.up, places = places)),
        Some(places) => ("delta down", tr!(dashboard.down, places = -places)),
    };
    let href = place_address(&page.season, &place.code);
    view! {
        <a class=class href=href>
            {text}
        </a>
    }
    .into_any()
}

fn place_row(page: &Page, place: &BoardRank) -> Row {
    let unit = view! { <a href=format!("/units/{}", place.code)>{place.name.clone()}</a> };
    let total = Points(place.total).to_string();
    let total = view! { <a href=place_address(&page.season, &place.code)>{total}</a> };
    Row::new(vec![place.rank.to_string().into_any(), unit.into_any(), total.into_any(), change(page, place)])
}
