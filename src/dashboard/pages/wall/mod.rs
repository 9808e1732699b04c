//! The board for a room: the same figures in big type, in the dark and without the frame, on one screen.
//!
//! It asks for its figures anew by itself, and the old ones stay until the new ones are there. That must not keep a
//! session alive in a room where nobody is: so what it asks by itself says so, and does not count as something that the
//! person did. Half an hour after the last act of a person the session ends as any other. The figures then stay as they
//! were, as on every page that was left open, and the page says since when, and where to sign in; it does not ask again
//! until it is looked at again. Whoever opens the page, or presses the button that asks at once, is somebody who is
//! there, and keeps the session. A session of its own for the screen, which would not end, was decided against: the
//! names and scores of units would then stand in a room for whoever comes by, without anybody who answers for it.
//!
//! Nothing on it moves or alternates.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

use std::time::Duration;

use leptos::{ev, prelude::*, task::spawn_local};

#[cfg(not(feature = "ssr"))]
use browser::{fill_or_leave, is_filled, is_hidden, may_fill};
#[cfg(feature = "ssr")]
use nowhere::{fill_or_leave, is_filled, is_hidden, may_fill};

use super::{
    Asked, Place, address, asked, figures,
    lists::{change, light_parts, week_line, weekday},
    losses::{area_text, scored_in},
};
use crate::{
    dashboard::{
        api,
        model::{AreaLine, BoardPage as Page, BoardRank, BoardRanking},
        rules::{movers, weakest},
    },
    error::AppError,
    i18n::tr,
    page::{Title, load, loaded_page, sign_in_address},
    ranking::words as ranking_words,
    ui::{Badge, DonutPart, Light, LightKind, LinkButton, Sheet, Tone},
    words::{area, instant, minute, unit_kind, units, unlisted_years},
};

/// So often the figures are asked for anew.
const EVERY: Duration = Duration::from_secs(300);

/// What a question says that the page asks by itself.
const UNATTENDED: Option<bool> = Some(true);

/// So many of this week's visits are named, and of the places that changed: what fits on a screen.
const VISITS: usize = 8;
const PLACES: usize = 8;

/// The board for a room.
#[component]
pub fn WallPage() -> impl IntoView {
    let asked = asked();
    let board = load(move || asked.get(), |(season, kind)| api::board(season, kind, None));
    view! {
        <Title text=tr!(dashboard.wall) />
        {loaded_page(board, move |page| view! { <Wall page asked /> }.into_any())}
    }
}

/// Whether the figures are renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Renewal {
    /// They are.
    Running,
    /// The last question was not answered; it is asked again.
    Failing,
    /// The person is not signed in any more, or may not see them any more.
    Ended,
}

/// The figures as they were answered last.
#[derive(Clone, Copy)]
struct Kept {
    page: RwSignal<Page>,
    renewal: RwSignal<Renewal>,
    /// What the address asks for.
    asked: Memo<Asked>,
    /// How often it was asked: an answer that a later question has overtaken is not shown.
    questions: StoredValue<u32>,
}

impl Kept {
    /// In the browser: asks again and again as long as the page is seen, and at once when it is seen again or the
    /// network is back.
    fn follow(self) {
        Effect::new(move |_| {
            let again = move || {
                if !is_hidden() && self.renewal.get_untracked() != Renewal::Ended {
                    self.ask(UNATTENDED);
                }
            };
            let seen = move |_| {
                if !is_hidden() {
                    self.ask(UNATTENDED);
                }
            };
            let turns = set_interval_with_handle(again, EVERY).ok();
            let seen = window_event_listener(ev::visibilitychange, seen);
            let lost = window_event_listener(ev::offline, move |_| {
                if self.renewal.get_untracked() == Renewal::Running {
                    self.renewal.set(Renewal::Failing);
                }
            });
            let back = window_event_listener(ev::online, move |_| self.ask(UNATTENDED));
            on_cleanup(move || {
                if let Some(turns) = turns {
                    turns.clear();
                }
                seen.remove();
                lost.remove();
                back.remove();
            });
        });
    }

    fn ask(self, unattended: Option<bool>) {
        let (season, kind) = self.asked.get_untracked();
        let question = self.questions.try_update_value(|questions| {
            *questions += 1;
            *questions
        });
        spawn_local(async move {
            let answered = api::board(season, kind, unattended).await;
            // The page may have been left since.
            if self.questions.try_get_value() != question {
                return;
            }
            let renewal = match answered {
                Ok(page) => {
                    self.page.try_set(page);
                    Renewal::Running
                }
                Err(AppError::SignIn | AppError::NotPermitted) => Renewal::Ended,
                Err(_) => Renewal::Failing,
            };
            self.renewal.try_set(renewal);
        });
    }
}

#[component]
fn Wall(page: Page, asked: Memo<Asked>) -> impl IntoView {
    let back = address(page.season.as_str(), page.kind, "");
    let kept = Kept {
        page: RwSignal::new(page),
        renewal: RwSignal::new(Renewal::Running),
        asked,
        questions: StoredValue::new(0),
    };
    kept.follow();
    let (head, content) = (move || kept.page.with(head), move || kept.page.with(content));
    view! {
        <div class="wall" data-theme="dark">
            <header class="wall-top">{head} <div class="wall-acts">{acts(kept, back)}</div></header>
            <main id="main" tabindex="-1">
                {content}
            </main>
            {foot(kept)}
        </div>
    }
}

/// Whose figures these are, and of which day.
fn head(page: &Page) -> AnyView {
    let title = tr!(dashboard.wall_title, district = page.district.clone(), season = page.season.to_string());
    let kind = page.kind.map_or_else(|| tr!(dashboard.all_kinds), unit_kind);
    let day = match (page.is_working, page.holiday.clone()) {
        (true, None) => tr!(dashboard.wall_working),
        (true, Some(name)) => tr!(dashboard.wall_make_up, name = name),
        (false, None) => tr!(dashboard.wall_day_off),
        (false, Some(name)) => tr!(dashboard.wall_holiday, name = name),
    };
    view! {
        <h1>{title}</h1>
        <span class="soft">{kind}</span>
        <p class="wall-day">
            <time datetime=page.today.to_string()>{page.today.to_string()}</time>
            <span>{weekday(page.today)}</span>
            <span class="soft">{day}</span>
        </p>
    }
    .into_any()
}

/// What one can do here. Two of the three need a script, and are not there without one.
fn acts(kept: Kept, back: String) -> AnyView {
    let (is_alive, fills, filled) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        is_alive.set(true);
        fills.set(may_fill());
        let changed = window_event_listener(ev::fullscreenchange, move |_| filled.set(is_filled()));
        on_cleanup(move || changed.remove());
    });
    let fill = move || if filled.get() { tr!(dashboard.wall_leave_full) } else { tr!(dashboard.wall_full) };
    view! {
        <button type="button" class="btn small" hidden=move || !is_alive.get() on:click=move |_| kept.ask(None)>
            {tr!(dashboard.wall_renew)}
        </button>
        <button type="button" class="btn small" hidden=move || !fills.get() on:click=|_| fill_or_leave()>
            {fill}
        </button>
        <LinkButton href=back text=tr!(dashboard.wall_back) small=true />
    }
    .into_any()
}

fn content(page: &Page) -> AnyView {
    let (headline, figures) = (figures::headline(page), figures::figures(page, Place::Wall));
    let cells = (areas(page), lights(page), places(page), week(page));
    view! {
        <p class="wall-say">{headline}</p>
        {figures}
        <div class="wall-cells">{cells}</div>
    }
    .into_any()
}

/// The areas with the share of points that was reached in each.
fn areas(page: &Page) -> AnyView {
    let weak = weakest(&page.board.areas);
    let lines = page.board.areas.iter().map(|line| area_line(page, line, weak == Some(line.area)));
    let list = match page.board.heat.is_empty() {
        true => view! { <p class="soft">{tr!(dashboard.heat_empty)}</p> }.into_any(),
        false => view! { <ul class="wall-areas">{lines.collect_view()}</ul> }.into_any(),
    };
    view! { <Sheet title=tr!(dashboard.areas_question) class="wall-cell">{list}</Sheet> }.into_any()
}

fn area_line(page: &Page, line: &AreaLine, is_weakest: bool) -> AnyView {
    let (name, label) = (area(line.area), area(line.area));
    let mark = is_weakest.then(|| view! { <Badge tone=Tone::Warn text=tr!(dashboard.wall_weakest) /> });
    let reached = match line.units {
        0 => area_text(line).into_any(),
        _ => view! { <a href=scored_in(page, line.area)>{area_text(line)}</a> }.into_any(),
    };
    let bar = line.rate.map(|rate| view! { <progress value=rate.to_string() max="10000" aria-label=label></progress> });
    view! {
        <li>
            <span>{name} " " {mark}</span>
            <b>{reached}</b>
            {bar}
        </li>
    }
    .into_any()
}

/// What is not closed, by light.
fn lights(page: &Page) -> AnyView {
    let parts = light_parts(page);
    let all: i64 = parts.iter().map(|part| part.value).sum();
    let line = |part: DonutPart| {
        view! {
            <li>
                <Light light=part.light text=part.text />
                <a href=part.href>{part.value_text}</a>
            </li>
        }
    };
    let lines = parts.into_iter().map(line).collect_view();
    let note = format!("{} {all}", tr!(dashboard.not_closed));
    view! {
        <Sheet title=tr!(dashboard.by_light) note class="wall-cell">
            <ul class="wall-lights">{lines}</ul>
        </Sheet>
    }
    .into_any()
}

/// The places that changed most, or why there are none.
fn places(page: &Page) -> AnyView {
    let published = page.ranking.as_ref().and_then(|ranking| Some((ranking, movers(ranking, PLACES)?)));
    let content = match published {
        Some((ranking, places)) => moved(page, ranking, places),
        None => view! { <p class="soft">{tr!(dashboard.wall_movers_unpublished)}</p> }.into_any(),
    };
    view! { <Sheet title=tr!(dashboard.wall_movers) class="wall-cell">{content}</Sheet> }.into_any()
}

fn moved(page: &Page, ranking: &BoardRanking, places: Vec<&BoardRank>) -> AnyView {
    let state = ranking_words::state(ranking.state);
    let Some(season) = &ranking.compared_with else {
        return view! { <p class="soft">{tr!(dashboard.ranking_note_first, state = state)}</p> }.into_any();
    };
    if places.is_empty() {
        return view! { <p class="soft">{tr!(dashboard.wall_movers_none, season = season.to_string())}</p> }.into_any();
    }
    let line = |place: &BoardRank| {
        view! {
            <li>
                <b>{place.rank}</b>
                <a href=format!("/units/{}", place.code)>{place.name.clone()}</a>
                {change(page, place)}
            </li>
        }
    };
    let lines = places.into_iter().map(line).collect_view();
    view! {
        <p class="sm soft">{tr!(dashboard.ranking_note, state = state, season = season.to_string())}</p>
        <ol class="wall-places">{lines}</ol>
    }
    .into_any()
}

fn week(page: &Page) -> AnyView {
    let visits = &page.board.week;
    let note = units(visits.len());
    let rest = visits.len().saturating_sub(VISITS);
    let rest = (rest > 0).then(|| {
        let text = tr!(dashboard.wall_more_visits, units = units(rest));
        view! {
            <p class="sm soft">
                <a href="/calendar">{text}</a>
            </p>
        }
    });
    let list = match visits.is_empty() {
        true => view! { <p class="soft">{tr!(dashboard.week_empty)}</p> }.into_any(),
        false => view! { <ul class="week">{visits.iter().take(VISITS).map(week_line).collect_view()}</ul> }.into_any(),
    };
    view! { <Sheet title=tr!(dashboard.week) note class="wall-cell">{list} {rest}</Sheet> }.into_any()
}

/// As of when the figures are, and why there are no newer ones. With the day, where it may be another one meanwhile.
fn foot(kept: Kept) -> AnyView {
    let sign_in = sign_in_address();
    let since = move || {
        let at = kept.page.with(|page| page.at);
        let time = if kept.renewal.get() == Renewal::Running { minute(at) } else { instant(at) };
        tr!(dashboard.wall_as_of, time = time)
    };
    let years = move || kept.page.with(|page| unlisted_years(&page.board.unlisted_years));
    let note = move || match kept.renewal.get() {
        Renewal::Running => None,
        Renewal::Failing => Some(told(tr!(dashboard.wall_failing), None)),
        Renewal::Ended => Some(told(tr!(dashboard.wall_ended), Some(sign_in.clone()))),
    };
    view! {
        <footer class="wall-foot">
            <span>{since}</span>
            <span>{years}</span>
            <div role="status">{note}</div>
        </footer>
    }
    .into_any()
}

/// Said without an icon, which a page without a network could not fetch.
fn told(text: String, sign_in: Option<String>) -> AnyView {
    let way = sign_in.map(|href| view! { <a href=href>{tr!(ui.to_sign_in)}</a> });
    view! {
        <Light light=LightKind::Yellow text />
        {way}
    }
    .into_any()
}
