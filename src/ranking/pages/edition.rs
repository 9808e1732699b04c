//! An edition: places, those listed apart, how to check it, and what is to be done.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    acts::{Acts, header_acts, next_act},
    asked::{Asked, figures, narrowing},
    crumbs, moves, own, table,
};
use crate::{
    i18n::tr,
    kernel::{listing::ListOrder, unit_kind::UnitKind},
    page::{Title, load, loaded_page, moment, moment_of_day, moment_text, take_away, unit_link},
    ranking::{
        api,
        model::{
            Collected, Meeting, PlaceOrder, RankingEvent, RankingPage as Page, RankingState, Shown, Step, StoryLine,
        },
        round::{arranged, known_grade, short},
        rules::Component,
        words,
    },
    ui::{
        Badge, EmptyState, Facts, Icon, LinkButton, Moment, Notice, PageHeader, Progress, Sheet, Step as Stage,
        StepState, Stepper, Tab, Tabs, Timeline, TimelineEvent, Tone,
    },
};

/// The place in the page of what the special meeting decided.
const MEETING: &str = "meeting";

/// The place in the page of the units that are not ranked.
pub(super) const APART: &str = "apart";

/// A season's ranking; `?edition=` names an older edition, `kind`, `grade` and `sort` which places it lists and in
/// which order.
#[component]
pub fn RankingPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let season = Memo::new(move |_| params.read().get("season").unwrap_or_default());
    let asked = Memo::new(move |_| {
        let query = query.read();
        Asked {
            edition: query.get("edition").and_then(|number| number.parse().ok()),
            kind: query.get("kind").and_then(|kind| UnitKind::from_code(&kind)),
            grade: query.get("grade").unwrap_or_default(),
            order: PlaceOrder::from_code(&query.get("sort").unwrap_or_default()),
        }
    });
    let acts = Acts::new();
    let page = load(
        move || (season.get(), asked.get(), acts.done()),
        |(season, asked, _)| async move { api::page(season, asked.edition).await.map(|page| (page, asked)) },
    );
    view! {
        <Title text=tr!(ranking.title) />
        {loaded_page(page, move |(page, asked)| view! { <Edition page asked acts /> }.into_any())}
    }
}

#[component]
fn Edition(page: Page, asked: Asked, acts: Acts) -> impl IntoView {
    let season = page.season.to_string();
    let title = tr!(ranking.page_title, season = season.clone());
    let way = crumbs(vec![
        (tr!(ranking.title), Some("/ranking".to_owned())),
        (tr!(ranking.season_title, season = season), None),
    ]);
    let badge = view! { <Badge tone=words::state_tone(page.state) text=words::state(page.state) /> }.into_any();
    let heads = header_acts(&page, acts);
    let content = match &page.shown {
        Some(shown) => whole_or_part(&page, shown, &asked),
        None => nothing_yet(&page),
    };
    view! {
        <PageHeader title turn=turn(&page) crumbs=way crumbs_label=tr!(ui.breadcrumbs) badge>
            {heads}
        </PageHeader>
        {editions(&page)}
        <div class="sheet steps-sheet no-print">{stages(&page)}</div>
        <div class="stack mt">{next_act(&page, acts)} {content}</div>
    }
}

/// Whose turn it is.
fn turn(page: &Page) -> String {
    let scope = page.shown.as_ref().and_then(|shown| shown.published.as_ref()).map(|it| words::scope(it.scope));
    match page.state {
        RankingState::Collecting => match page.collected {
            Some(Collected { units, inspected, .. }) if inspected >= units => tr!(ranking.turn_collecting_all),
            Some(Collected { units, inspected, .. }) => {
                tr!(ranking.turn_collecting, left = crate::words::units(units - inspected.min(units)))
            }
            None => String::new(),
        },
        RankingState::Computed => tr!(ranking.turn_computed),
        RankingState::Tabled => tr!(ranking.turn_tabled),
        RankingState::Adopted => tr!(ranking.turn_adopted),
        RankingState::Published => tr!(ranking.turn_published, scope = scope.unwrap_or_default()),
        RankingState::Corrected => tr!(ranking.turn_corrected),
    }
}

/// Links to the editions, where there is more than one.
fn editions(page: &Page) -> Option<AnyView> {
    if page.editions.len() < 2 {
        return None;
    }
    let shown = page.shown.as_ref().map_or(0, |shown| shown.edition);
    let tabs = page.editions.iter().map(|(number, state)| Tab {
        text: tr!(ranking.edition_tab, edition = *number, state = words::state(*state)),
        href: format!("/ranking/{}?edition={number}", page.season),
        active: *number == shown,
        count: None,
    });
    Some(view! { <Tabs tabs=tabs.collect() label=tr!(ranking.editions) /> }.into_any())
}

/// The way from collecting to publication.
fn stages(page: &Page) -> AnyView {
    let reached = match page.state {
        RankingState::Collecting => 0,
        RankingState::Computed => 1,
        RankingState::Tabled => 2,
        RankingState::Adopted => 3,
        RankingState::Published | RankingState::Corrected => 4,
    };
    let texts = [
        tr!(ranking.stage_collect),
        tr!(ranking.stage_compute),
        tr!(ranking.stage_table),
        tr!(ranking.stage_adopt),
        tr!(ranking.stage_publish),
    ];
    let finished = matches!(page.state, RankingState::Published | RankingState::Corrected);
    let stage = |(at, text): (usize, String)| {
        let state = match at.cmp(&reached) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal if finished => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Todo,
        };
        Stage { text, state, href: None }
    };
    let steps = texts.into_iter().enumerate().map(stage).collect();
    view! { <Stepper steps label=tr!(ranking.stages) /> }.into_any()
}

/// How far the scores are collected, before there is anything to see.
fn nothing_yet(page: &Page) -> AnyView {
    let empty = view! { <EmptyState title=tr!(ranking.empty_title) text=tr!(ranking.empty_text) /> };
    view! { {page.collected.map(collected_sheet)} {empty} }.into_any()
}

fn collected_sheet(collected: Collected) -> AnyView {
    let line = move |name: String, count: usize| {
        let (count, all) =
            (i64::try_from(count).unwrap_or(i64::MAX), i64::try_from(collected.units).unwrap_or(i64::MAX));
        let of = crate::words::units(collected.units);
        let label = tr!(ranking.collected_line, name = name, count = count, all = of);
        view! { <Progress value=count max=all label /> }
    };
    view! {
        <Sheet title=tr!(ranking.collected_title) note=tr!(ranking.collected_note)>
            <div class="stack">
                {line(tr!(ranking.component_inspection), collected.inspected)}
                {line(tr!(ranking.component_self_check), collected.submitted)}
            </div>
        </Sheet>
    }
    .into_any()
}

fn whole_or_part(page: &Page, shown: &Shown, asked: &Asked) -> AnyView {
    let note = if shown.whole { tr!(ranking.places_note) } else { tr!(ranking.places_note_part) };
    let compared = shown.compared_with.as_ref().map(|season| {
        view! { <p class="xs dim">{tr!(ranking.compared_with, season = season.to_string())}</p> }
    });
    let grade = known_grade(&shown.rule, &asked.grade);
    let rows = arranged(shown.rows.clone(), asked.kind, grade, asked.order);
    let places = match (shown.rows.is_empty(), rows.is_empty()) {
        (true, _) => view! { <p class="sm soft">{tr!(ranking.no_places)}</p> }.into_any(),
        (false, true) => {
            let text = grade.map_or_else(|| tr!(ranking.no_places_of_kind), |_| tr!(ranking.no_places_chosen));
            view! { <p class="sm soft">{text}</p> }.into_any()
        }
        (false, false) => table::ranks(shown, &rows, asked.order == PlaceOrder::Rank),
    };
    let narrowing = (shown.whole && !shown.rows.is_empty()).then(|| narrowing(page, shown, asked));
    let actions = take_away(&asked.href(&page.season), &format!("ranking/{}/{}/places", page.season, shown.edition));
    let legend = (shown.whole && !shown.rows.is_empty()).then(legend);
    view! {
        {replaced(shown)}
        {page.collected.filter(|_| page.may.contains(&Step::Compute)).map(collected_sheet)}
        {shown.whole.then(|| figures(page, shown, asked))}
        <Sheet title=tr!(ranking.places) note article=tr!(ui.article_12) flush=true actions>
            {narrowing}
            {places}
            <footer>{legend} {compared}</footer>
        </Sheet>
        {own::sheet(page, shown)}
        {below(page, shown)}
        {shown.meeting.as_ref().map(meeting)}
        {story(shown)}
    }
    .into_any()
}

/// Who moved, where there is a season to compare with; those that are not ranked; how to check it.
fn below(page: &Page, shown: &Shown) -> AnyView {
    let (apart, how_to_check) = (apart(shown), how_to_check(page, shown));
    match moves::sheet(page, shown) {
        Some(moves) => {
            view! { <div class="cols half mt">{moves} <div class="stack">{apart} {how_to_check}</div></div> }.into_any()
        }
        None => view! { <div class="cols half mt">{apart} {how_to_check}</div> }.into_any(),
    }
}

/// That a newer edition replaces this one, and why.
fn replaced(shown: &Shown) -> Option<AnyView> {
    shown.corrected.as_ref().map(|corrected| {
        let text = tr!(
            ranking.replaced_text,
            date = moment_text(corrected.signed.at),
            because = corrected.because.to_string()
        );
        view! {
            <Notice tone=Tone::Warn title=tr!(ranking.replaced_title)>
                <p>{text}</p>
            </Notice>
        }
        .into_any()
    })
}

fn legend() -> AnyView {
    view! {
        <ul class="legend">
            <li>
                <svg viewBox="0 0 14 12" aria-hidden="true">
                    <path class="s-ink w3" d="M7 0v12" />
                </svg>
                {tr!(ranking.legend_rank)}
            </li>
            <li>
                <svg viewBox="0 0 14 12" aria-hidden="true">
                    <rect class="f-main2" y="2" width="14" height="8" rx="2" />
                </svg>
                {tr!(ranking.legend_band)}
            </li>
        </ul>
    }
    .into_any()
}

/// The units that are not ranked, each with the reason; never counted as zero.
fn apart(shown: &Shown) -> AnyView {
    let lines = shown.not_ranked.iter().map(|row| {
        view! {
            <li>
                {unit_link(&row.code, &row.name)}
                <span class="dim">{words::missing(&row.missing)}</span>
            </li>
        }
    });
    let list = match shown.not_ranked.is_empty() {
        true => view! { <p class="sm soft">{tr!(ranking.apart_none)}</p> }.into_any(),
        false => view! {
            <p class="sm soft">{tr!(ranking.apart_note)}</p>
            <ul class="flat-list">{lines.collect_view()}</ul>
        }
        .into_any(),
    };
    view! { <Sheet title=tr!(ranking.apart) article=tr!(ui.article_12) id=APART>{list}</Sheet> }.into_any()
}

/// The fingerprint, the files to take away, and the rule in words.
fn how_to_check(page: &Page, shown: &Shown) -> AnyView {
    let (first, second) = shown.fingerprint.split_at(shown.fingerprint.len() / 2);
    let (first, second) = (first.to_owned(), second.to_owned());
    let files = shown.whole.then(|| files(page, shown.edition));
    let rule = rule_facts(shown);
    view! {
        <Sheet title=tr!(ranking.how_to_check)>
            <p class="sm soft">{tr!(ranking.fingerprint_note)}</p>
            <p class="code xs hash">{first}<br />{second}</p>
            {files}
            <details class="acc on-paper">
                <summary>
                    <Icon name="right" />
                    {tr!(ranking.rule_title)}
                </summary>
                {rule}
            </details>
        </Sheet>
    }
    .into_any()
}

/// The files by which anybody computes the ranking again.
fn files(page: &Page, edition: u32) -> AnyView {
    let file = |name: &str| format!("/downloads/ranking/{}/{edition}/{name}", page.season);
    let (inputs, rule, result) = (file("inputs.json"), file("rule.json"), file("result.json"));
    view! {
        <p class="acts">
            <LinkButton href=inputs text=tr!(ranking.take_inputs) icon="download" small=true external=true />
            <LinkButton href=rule text=tr!(ranking.take_rule) icon="download" small=true external=true />
            <LinkButton href=result text=tr!(ranking.take_result) icon="download" small=true external=true />
        </p>
        <p class="sm soft">{tr!(ranking.recompute)}</p>
        <p class="code xs">"zeqing ranking compute --inputs inputs.json --rule rule.json --json"</p>
    }
    .into_any()
}

fn rule_facts(shown: &Shown) -> AnyView {
    let rule = &shown.rule;
    let weight = |component: Component| {
        let value = tr!(ranking.percent, percent = short(rule.weights.of(component)));
        (words::component(component), value.into_any())
    };
    let mut rows: Vec<(String, AnyView)> = Component::ALL.into_iter().map(weight).collect();
    rows.push((tr!(ranking.required), words::required(rule).into_any()));
    rows.push((tr!(ranking.rule_version), rule.version.to_string().into_any()));
    rows.push((tr!(ranking.as_of), shown.as_of.to_string().into_any()));
    if let Some(because) = &shown.rule_because {
        rows.push((tr!(ranking.rule_because), because.to_string().into_any()));
    }
    view! {
        <Facts rows />
        <p class="sm soft">{tr!(ranking.rule_words)}</p>
    }
    .into_any()
}

fn meeting(meeting: &Meeting) -> AnyView {
    let rows = vec![
        (tr!(ranking.meeting_day), view! { <Moment when=moment_of_day(meeting.held_on) /> }.into_any()),
        (tr!(ranking.meeting_attendees), meeting.attendees.to_string().into_any()),
        (tr!(ranking.meeting_minutes), view! { <span class="pre">{meeting.minutes.to_string()}</span> }.into_any()),
        (tr!(ranking.meeting_decision), meeting.decision.to_string().into_any()),
    ];
    view! {
        <Sheet title=tr!(ranking.meeting) article=tr!(ui.article_12) id=MEETING>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

fn story(shown: &Shown) -> Option<AnyView> {
    // The page shows the meeting as it was recorded last.
    let recorded = shown.story.iter().rfind(|line| line.event == RankingEvent::Met);
    let is_of_meeting = |line: &StoryLine| {
        let is_recorded = recorded.is_some_and(|recorded| std::ptr::eq(recorded, line));
        shown.meeting.is_some() && (is_recorded || line.event == RankingEvent::Adopted)
    };
    let event = |line: &StoryLine| TimelineEvent {
        title: words::event(line.event),
        who: line.signed.name.clone(),
        when: moment(line.signed.at),
        note: line.note.clone().unwrap_or_default(),
        tone: Tone::Neutral,
        href: is_of_meeting(line).then(|| format!("#{MEETING}")),
    };
    let events: Vec<TimelineEvent> = shown.story.iter().rev().map(event).collect();
    (!events.is_empty()).then(|| {
        view! {
            <Sheet title=tr!(ranking.story)>
                <Timeline events label=tr!(ranking.story) />
            </Sheet>
        }
        .into_any()
    })
}
