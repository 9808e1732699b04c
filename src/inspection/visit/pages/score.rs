//! The sheet of one scorer, made for a tablet: an area at a time, the total running along by the very rules of the
//! server. Who has handed in waits; the leader, once nothing comes in any more, makes one score of all sheets.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{calendar_crumb, labels, line, next, review};
use crate::{
    error::AppError,
    i18n::tr,
    inspection::{
        rules::scoring::{Sheet, SheetArea},
        visit::{
            api::{self, Reconcile, SaveSheet, SubmitSheet},
            model::{Line, Saved, ScorePage},
            rules::{self, Running, VisitStep},
        },
    },
    kernel::{actor::Actor, ids::VisitId, points::Points},
    page::{
        Act, ActForm, FormGuard, Title, Typed, Uploads, count_answers, form_errors, form_errors_at, home_crumb, load,
        loaded_page, successes, use_session, when_reached_again,
    },
    ui::{
        Badge, ButtonTone, Crumb, EmptyState, HiddenField, LinkButton, Notice, PageHeader, Progress, Step, StepState,
        Stepper, Submit, Tone,
    },
};

/// Every act of the page.
#[derive(Clone, Copy)]
pub(super) struct ScoreActs {
    pub save: Act<SaveSheet>,
    pub submit: Act<SubmitSheet>,
    pub reconcile: Act<Reconcile>,
}

/// `/visits/{id}/score`
#[component]
pub fn VisitScorePage() -> impl IntoView {
    let actor = use_session().actor;
    let acts = ScoreActs { save: Act::new(), submit: Act::new(), reconcile: Act::new() };
    let (params, query) = (use_params_map(), use_query_map());
    let id = move || params.with(|params| params.get("id")).and_then(|id| VisitId::parse(id).ok());
    let done = successes([acts.save.into(), acts.submit.into(), acts.reconcile.into()]);
    let uploads = Uploads::provide();
    let area = Memo::new(move |_| query.with(|query| query.get("area")).and_then(|area| area.parse::<i64>().ok()));
    // With the area, so that one that is opened again shows what was saved meanwhile.
    let page = load(
        move || (id(), area.get(), done.get(), uploads.done()),
        |(id, area, ..)| async move {
            match id {
                Some(id) => api::score(id).await.map(|page| (page, area)),
                None => Err(AppError::NotFound),
            }
        },
    );
    // This window saves by the first key that it was given, for a saving of one area may still be under way when the
    // next one is loaded.
    let window = StoredValue::new(None::<String>);
    loaded_page(page, move |(mut page, area)| {
        let first = window.with_value(Clone::clone).unwrap_or_else(|| page.window.clone());
        window.set_value(Some(first.clone()));
        page.window = first;
        body(&page, &actor, acts, area)
    })
}

fn body(page: &ScorePage, actor: &Actor, acts: ScoreActs, area: Option<i64>) -> AnyView {
    let visit = &page.visit;
    let title = tr!(visit.score_title, unit = visit.unit_name.to_string());
    // Who is recused by now still reads what they read.
    let acting = rules::acting(actor, page.recused.is_some());
    let content = if rules::may(&acting, visit, VisitStep::Score) {
        sheet(page, acts, area)
    } else if rules::sees_all_sheets(actor, visit) {
        review::view(page, &acting, acts)
    } else {
        waiting(page)
    };
    view! {
        <Title text=title.clone() />
        {header(page, title, actor)}
        {next::recused(visit, page.recused.as_ref())}
        {content}
    }
    .into_any()
}

fn header(page: &ScorePage, title: String, actor: &Actor) -> AnyView {
    let visit = &page.visit;
    let (text, tone) = labels::state(visit.state);
    let badge = view! { <Badge text tone /> }.into_any();
    let crumbs = vec![
        home_crumb(),
        calendar_crumb(&visit.plan, visit.group, visit.date),
        Crumb {
            text: tr!(visit.crumb, unit = visit.unit_name.to_string(), date = visit.date),
            href: Some(format!("/visits/{}", visit.visit)),
        },
        Crumb { text: tr!(visit.score), href: None },
    ];
    let turn = if rules::is_open(visit, VisitStep::Reconcile) && rules::sees_all_sheets(actor, visit) {
        tr!(visit.turn_reconcile)
    } else {
        let count = visit.inspectors.iter().filter(|one| rules::hands_in(visit, one)).count();
        tr!(visit.turn_score, group = visit.group, count = count)
    };
    view! { <PageHeader title turn crumbs badge crumbs_label=tr!(ui.breadcrumbs) /> }.into_any()
}

/// Handed in, or not of the group: what is awaited, and from whom.
fn waiting(page: &ScorePage) -> AnyView {
    let handed_in = page.own.as_ref().is_some_and(|own| own.submitted);
    let (title, text) = if handed_in {
        (tr!(visit.waiting_handed_in), tr!(visit.waiting_handed_in_text))
    } else {
        (tr!(visit.waiting), tr!(visit.waiting_text))
    };
    let href = format!("/visits/{}", page.visit.visit);
    view! {
        <EmptyState title text>
            <LinkButton href text=tr!(visit.to_record) />
        </EmptyState>
        {page.own.as_ref().map(|own| review::own_sheet(page, own))}
    }
    .into_any()
}

/// What the scorer's page knows while it is open.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is typed, by indicator.
    pub lines: RwSignal<BTreeMap<String, Line>>,
    /// The page as it came.
    pub page: StoredValue<ScorePage>,
    /// The saving by itself, after each change of a field.
    pub auto: Action<SaveSheet, Result<Saved, AppError>>,
    /// Whether something changed since the last saving was sent.
    pub dirty: StoredValue<bool>,
    /// Whether the server was reached again while a saving was under way, which may still fail.
    pub reached: StoredValue<bool>,
    /// What is typed, as this window keeps it until it is saved.
    pub typed: Typed,
    /// The faults of the last handing in.
    pub submit: Act<SubmitSheet>,
    /// Which area is shown.
    pub area: i64,
}

impl Desk {
    /// The revision that the next saving names: that of the last answer, else the one the page came with.
    fn revision(self) -> u32 {
        let answered =
            self.auto.value().with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().ok().copied()));
        answered.map_or_else(|| self.page.with_value(|page| page.draft.revision), |saved| saved.revision)
    }

    /// Saves after a change: at once, or when the saving that is under way is done.
    fn changed(self) {
        self.dirty.set_value(true);
        if !self.auto.pending().get_untracked() {
            self.save();
        }
    }

    /// Saves what changed while the last saving was under way. After a refusal the person decides, unless the server was
    /// not reached; see [`Self::retry`].
    fn catch_up(self) {
        let succeeded = self.auto.value().with(|answer| answer.as_ref().is_some_and(Result::is_ok));
        let was_reached = self.reached.try_update_value(std::mem::take).unwrap_or_default();
        match (succeeded, self.dirty.get_value()) {
            (true, true) => self.save(),
            (true, false) => self.typed.told(),
            (false, _) if was_reached && self.is_unreached() => self.save(),
            (false, _) => {}
        }
    }

    /// Saves what did not reach the server, once it can be reached; what is under way, once it has failed.
    fn retry(self) {
        if self.auto.pending().get_untracked() {
            self.reached.set_value(true);
        } else if self.is_unreached() {
            self.save();
        }
    }

    /// Whether the last saving did not reach the server.
    fn is_unreached(self) -> bool {
        self.auto.value().with_untracked(|answer| matches!(answer, Some(Err(AppError::Unavailable { .. }))))
    }

    /// Saves the lines of the area that is shown.
    fn save(self) {
        self.dirty.set_value(false);
        self.typed.telling();
        let lines = self.page.with_value(|page| {
            let codes = page.sheet.areas.iter().filter(|area| area.id == self.area).flat_map(|area| &area.indicators);
            let line = |code: &String| self.lines.with_untracked(|lines| lines.get(code).cloned());
            codes.filter_map(|one| Some((one.code.clone(), line(&one.code)?))).collect()
        });
        let (visit, window) = self.page.with_value(|page| (page.id().clone(), page.window.clone()));
        let seen = untrack(|| self.revision());
        self.auto.dispatch(SaveSheet { visit, seen, window, lines, next: String::new() });
    }

    fn running(self) -> Running {
        self.page.with_value(|page| {
            self.lines.with(|lines| rules::running(&page.sheet, &rules::entries_of(&page.sheet, lines)))
        })
    }
}

fn sheet(page: &ScorePage, acts: ScoreActs, area: Option<i64>) -> AnyView {
    let shown = page.sheet.areas.iter().find(|one| Some(one.id) == area).or(page.sheet.areas.first());
    let Some(shown) = shown.cloned() else {
        return view! { <EmptyState title=tr!(visit.no_sheet) text=tr!(visit.no_sheet_text) /> }.into_any();
    };
    let desk = Desk {
        lines: RwSignal::new(page.draft.lines.clone()),
        page: StoredValue::new(page.clone()),
        auto: Action::new(|sheet: &SaveSheet| {
            let SaveSheet { visit, seen, window, lines, next } = sheet.clone();
            api::save_sheet(visit, seen, window, lines, next)
        }),
        dirty: StoredValue::new(false),
        reached: StoredValue::new(false),
        typed: Typed::about(format!("{}.{}", page.visit.visit, shown.id)),
        submit: acts.submit,
        area: shown.id,
    };
    Effect::new(move || desk.catch_up());
    when_reached_again(move || desk.retry());
    count_answers(desk.auto);
    let running = Memo::new(move |_| desk.running());
    let after = page.sheet.areas.iter().skip_while(|one| one.id != shown.id).nth(1).map(|one| one.id);
    view! {
        <crate::ui::Sheet class="steps-sheet">
            {move || areas_stepper(&running.get(), desk.area)}
        </crate::ui::Sheet>
        <div class="score-cols mt">
            <div class="stack">
                {form_errors(acts.save, Vec::new())} {form_errors(desk.auto, Vec::new())} {submit_errors(desk)}
                {area_form(page, &shown, acts, desk, after, running)}
            </div>
            <aside class="stack sticky" aria-label=tr!(visit.running)>
                {totals(desk, running)} {hand_in(page, acts, running)} {saved_line(page, desk)}
            </aside>
        </div>
        {line::upload_targets(page, &shown)}
    }
    .into_any()
}

/// The areas as steps; every one can be opened at any time.
fn areas_stepper(running: &Running, shown: i64) -> AnyView {
    let steps = running.areas.iter().map(|area| {
        let state = if area.id == shown {
            StepState::Current
        } else if area.done == area.count {
            StepState::Done
        } else {
            StepState::Todo
        };
        Step { text: labels::area(area.id), state, href: Some(format!("?area={}", area.id)) }
    });
    let notes = running.areas.iter().map(|area| tr!(visit.note_of, done = area.done, of = area.count));
    let (steps, notes) = (steps.collect::<Vec<_>>(), notes.collect::<Vec<_>>());
    view! { <Stepper steps notes label=tr!(visit.areas) /> }.into_any()
}

fn area_form(
    page: &ScorePage,
    shown: &SheetArea,
    acts: ScoreActs,
    desk: Desk,
    after: Option<i64>,
    running: Memo<Running>,
) -> AnyView {
    let action = acts.save;
    let (id, window) = (page.visit.visit.to_string(), page.window.clone());
    let (bar, heading) = (bar(page, after, acts, running), labels::area(shown.id));
    let count = labels::indicators(shown.indicators.len());
    let lines = shown.indicators.iter().map(|indicator| line::view(page, indicator, desk)).collect::<Vec<_>>();
    let next = after.unwrap_or(shown.id).to_string();
    view! {
        <ActForm action typed=desk.typed>
            <HiddenField name="visit" value=id />
            <HiddenField name="window" value=window />
            <HiddenField name="next" value=next />
            <input type="hidden" name="seen" value=move || desk.revision().to_string() />
            <div
                on:input=move |typed| line::note(desk, &typed)
                on:change=move |_| desk.changed()
            >
                <crate::ui::Sheet title=heading note=count article=tr!(visit.article_6) flush=true>
                    {lines}
                </crate::ui::Sheet>
            </div>
            {bar}
        </ActForm>
    }
    .into_any()
}

/// The bar at the foot: the running total, the notes, and the one act.
fn bar(page: &ScorePage, after: Option<i64>, acts: ScoreActs, running: Memo<Running>) -> AnyView {
    let id = page.visit.visit.to_string();
    let text = after.map_or_else(|| tr!(visit.save), |area| tr!(visit.next_area, area = labels::area(area)));
    view! {
        <div class="tab-bar">
            <div class="run-mini">
                <b>{move || Points(running.get().earned).to_string()}</b>
                <span class="dim sm">
                    {move || running.with(|sum| tr!(visit.done_of, done = sum.done, of = sum.count))}
                </span>
            </div>
            <LinkButton href=format!("/visits/{id}#finding-form") text=tr!(visit.note_finding) icon="flag" />
            <LinkButton href=format!("/visits/{id}#practice-form") text=tr!(visit.note_practice) icon="star" />
            <Submit text tone=ButtonTone::Primary icon="right" pending=acts.save.pending() />
        </div>
    }
    .into_any()
}

/// What is scored so far, by area. It is no result yet: nothing is scaled or rounded.
fn totals(desk: Desk, running: Memo<Running>) -> AnyView {
    let areas = move || {
        let areas = running.with(|sum| sum.areas.clone()).into_iter().map(|area| {
            let is_shown = area.id == desk.area;
            view! {
                <li class=is_shown.then_some("on")>
                    <a href=format!("?area={}", area.id) aria-current=is_shown.then_some("true")>
                        {labels::area(area.id)}
                    </a>
                    <span class="dim">{tr!(visit.note_of, done = area.done, of = area.count)}</span>
                    <span class="num">
                        <b>{Points(area.earned).to_string()}</b>
                        {(area.max > 0).then(|| format!(" / {}", Points(area.max)))}
                    </span>
                </li>
            }
        });
        areas.collect_view()
    };
    let big = move || {
        let sum = running.get();
        view! {
            <p class="big-n">
                {Points(sum.earned).to_string()} <small>{tr!(visit.of_scored, of = Points(sum.of))}</small>
            </p>
            <Progress
                value=i64::try_from(sum.done).unwrap_or(i64::MAX)
                max=i64::try_from(sum.count).unwrap_or(i64::MAX)
                label=tr!(visit.done_of, done = sum.done, of = sum.count)
            />
        }
    };
    view! {
        <section class="sheet run" aria-label=tr!(visit.running)>
            <header>
                <h2>{tr!(visit.running)}</h2>
            </header>
            <div class="body">
                {big} <p class="sm dim">{tr!(visit.running_note)}</p>
                <ul class="areas">{areas}</ul>
            </div>
        </section>
    }
    .into_any()
}

/// Handing in: it cannot be taken back, so the button says so, and what is missing is counted before.
fn hand_in(page: &ScorePage, acts: ScoreActs, running: Memo<Running>) -> AnyView {
    let action = acts.submit;
    let id = page.visit.visit.to_string();
    let left = move || running.with(|sum| sum.count - sum.done);
    let note = move || match left() {
        0 => tr!(visit.hand_in_ready),
        left => tr!(visit.hand_in_missing, count = labels::indicators(left)),
    };
    view! {
        <crate::ui::Sheet title=tr!(visit.hand_in)>
            <p class="sm soft">{note}</p>
            <ActForm action class="stack">
                <FormGuard action />
                <HiddenField name="visit" value=id />
                <Submit text=tr!(visit.act_hand_in) tone=ButtonTone::Secondary pending=action.pending() />
            </ActForm>
        </crate::ui::Sheet>
    }
    .into_any()
}

/// What stops the sheet from being handed in, each a link to its line, wherever the line is.
fn submit_errors(desk: Desk) -> AnyView {
    form_errors_at(desk.submit, move |field| {
        let (link, label) = desk.page.with_value(|page| line::place(&page.sheet, field));
        (link, Some(label))
    })
}

fn saved_line(page: &ScorePage, desk: Desk) -> AnyView {
    let at_first = page.draft.saved_at;
    let saved = move || {
        let answered =
            desk.auto.value().with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().ok().copied()));
        match answered.map(|saved| saved.at).or(at_first) {
            Some(at) => tr!(visit.saved_at, at = crate::words::minute(at)),
            None => tr!(visit.not_saved),
        }
    };
    view! {
        <Notice tone=Tone::Neutral>
            <p>{tr!(visit.blind_note)} " " <b>{saved}</b></p>
        </Notice>
    }
    .into_any()
}

/// The sheet's area with this number.
pub(super) fn area_of(sheet: &Sheet, code: &str) -> Option<i64> {
    rules::indicators(sheet).find(|(_, indicator)| indicator.code == code).map(|(area, _)| area)
}
