//! The page of a submission: what each person may do with it now, what it says, and its story.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    super::{
        answers::answers,
        label::{self, left, light, reminded_text, reminded_times, state_badge, step_text},
    },
    fill::{AreaForm, parts},
    hand_over::CheckPart,
    review::review,
    sign::sign,
};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::{
        actor::Role,
        ids::{RoundId, UnitCode},
        unit_kind::Area,
    },
    page::{
        Act, Title, Uploads, form_errors, home_crumb, load, loaded_page, moment, moment_of_day, successes, switched,
        unit_switch, use_session,
    },
    self_check::{
        api::{self, Accept, HandBack, HandOver, ReturnSubmission, Sign},
        model::{Beside, Event, Step, SubmissionLine, SubmissionState, SubmissionView, UnitOfRound},
        rules::{self, LAST_PART, answer},
    },
    ui::{Choice, Crumb, Facts, Moment, Notice, PageHeader, Pager, Sheet, Timeline, TimelineEvent, Tone, field_id},
    unit::standing::visit_facts,
    words,
};

/// The acts of the page, one form each.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub(super) hand_over: Act<HandOver>,
    pub(super) sign: Act<Sign>,
    pub(super) hand_back: Act<HandBack>,
    pub(super) accept: Act<Accept>,
    pub(super) send_back: Act<ReturnSubmission>,
}

impl Acts {
    fn new() -> Self {
        Self {
            hand_over: Act::new(),
            sign: Act::new(),
            hand_back: Act::new(),
            accept: Act::new(),
            send_back: Act::new(),
        }
    }

    /// Grows with every success: only then is the page loaded again, so that a refusal keeps what was typed.
    fn successes(&self) -> Memo<u32> {
        successes([
            self.hand_over.into(),
            self.sign.into(),
            self.hand_back.into(),
            self.accept.into(),
            self.send_back.into(),
        ])
    }
}

/// `/self-check/{round}/{unit}`, with the part of the form in `part` and, in `check`, whether all faults are shown.
#[component]
pub fn SubmissionPage() -> impl IntoView {
    let acts = Acts::new();
    let (successes, uploads) = (acts.successes(), Uploads::provide());
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let of_path = |name: &str| params.with(|params| params.get(name)).unwrap_or_default();
        let of_query = |name: &str| query.with(|query| query.get(name)).unwrap_or_default();
        (of_path("round"), of_path("unit"), of_query("part"), of_query("check"), successes.get(), uploads.done())
    };
    let view = load(asked, |(round, unit, part, check, ..)| async move {
        let round = RoundId::parse(round).map_err(|_| AppError::NotFound)?;
        let unit = UnitCode::parse(unit).map_err(|_| AppError::NotFound)?;
        let place = Place { part, shows_all: !check.is_empty() };
        api::submission(round, unit).await.map(|view| (view, place))
    });
    let of_unit = move |unit: &UnitCode| {
        let round = params.with(|params| params.get("round")).unwrap_or_default();
        address(&round, unit)
    };
    view! {
        {switched(of_unit)}
        {loaded_page(view, move |(view, place)| page(view, &place, acts))}
    }
}

/// What the address says beside the record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Place {
    part: String,
    shows_all: bool,
}

fn page(view: SubmissionView, place: &Place, acts: Acts) -> AnyView {
    let submission = &view.submission;
    let title = tr!(self_check.submission_title, round = view.round.title.clone(), unit = submission.unit_name.clone());
    let beside = beside(&view);
    view! {
        <Title text=title.clone() />
        <PageHeader
            title
            turn=turn(&view)
            crumbs=crumbs(&view)
            crumbs_label=tr!(ui.breadcrumbs)
            badge=state_badge(submission.state)
        />
        {refusals(acts)} {reminded(&view)} {label::unlisted_years(&view.unlisted_years, true)}
        {body(view, place, acts)} {beside}
    }
    .into_any()
}

/// The submissions before and behind this one, for whoever reads them one after the other.
fn beside(view: &SubmissionView) -> Option<AnyView> {
    let Beside { before, after, all } = &view.beside;
    let round = &view.round.round;
    let at = |beside: &UnitOfRound| address(round.as_str(), &beside.unit);
    let name =
        |beside: &Option<UnitOfRound>| beside.as_ref().map(|beside| beside.unit_name.to_string()).unwrap_or_default();
    let (prev, next) = (before.as_ref().map(at), after.as_ref().map(at));
    let prev_text = tr!(self_check.unit_before, unit = name(before));
    let next_text = tr!(self_check.unit_after, unit = name(after));
    let units = all.iter().map(|other| Choice::new(other.unit.to_string(), other.unit_name.to_string()));
    let unit = &view.submission.unit;
    let switch = unit_switch(address(round.as_str(), unit), unit, units.collect());
    (prev.is_some() || next.is_some()).then(|| {
        view! {
            <Pager prev next prev_text next_text label=tr!(self_check.units_beside) />
            {switch}
        }
        .into_any()
    })
}

/// The page of a unit's submission.
fn address(round: &str, unit: &UnitCode) -> String {
    format!("/self-check/{round}/{unit}")
}

fn crumbs(view: &SubmissionView) -> Vec<Crumb> {
    let office = use_session().actor.role.is_office();
    vec![
        home_crumb(),
        Crumb { text: tr!(self_check.title), href: Some("/self-check".to_owned()) },
        Crumb { text: view.round.title.to_string(), href: office.then(|| format!("/self-check/{}", view.round.round)) },
        Crumb { text: view.submission.unit_name.to_string(), href: None },
    ]
}

fn turn(view: &SubmissionView) -> String {
    let submission = &view.submission;
    let left = left(submission.due, view.today, view.days_left);
    match submission.state {
        SubmissionState::Draft => tr!(self_check.turn_draft, due = submission.due, left = left),
        SubmissionState::AwaitingSignature => tr!(self_check.turn_signature, due = submission.due, left = left),
        SubmissionState::Submitted => tr!(self_check.turn_submitted),
        SubmissionState::Returned => tr!(self_check.turn_returned),
        SubmissionState::Accepted => tr!(self_check.turn_accepted),
    }
}

/// What a form of this page was refused, above everything; a dialog tells it itself.
fn refusals(acts: Acts) -> AnyView {
    view! {
        {form_errors(acts.sign, vec![("declared", tr!(self_check.declaration))])}
        {form_errors(acts.accept, Vec::new())}
        {form_errors(acts.send_back, vec![("general", tr!(self_check.general_remark))])}
    }
    .into_any()
}

/// That the office reminded the unit, until it is answered.
fn reminded(view: &SubmissionView) -> Option<AnyView> {
    let reminded = view.unanswered?;
    let text = tr!(self_check.reminded_notice, times = reminded_times(reminded), last = reminded.last);
    Some(view! { <Notice tone=Tone::Warn><p>{text}</p></Notice> }.into_any())
}

/// What the office said of the whole, until it is handed over again.
fn general_remark(view: &SubmissionView) -> Option<AnyView> {
    let last = view.submission.returns.last()?;
    let answered = view.submission.handed_over.as_ref().is_some_and(|by| by.at > last.signed.at);
    let text = last.general.as_ref().filter(|_| !answered)?.to_string();
    Some(
        view! {
            <Notice tone=Tone::Warn title=tr!(self_check.general_remark)>
                <p>{text}</p>
            </Notice>
        }
        .into_any(),
    )
}

fn body(view: SubmissionView, place: &Place, acts: Acts) -> AnyView {
    let actor = use_session().actor;
    let may = |step| rules::allowed(&actor, &view.submission, step);
    if let Some(draft) = view.draft.clone() {
        let at = rules::part(&place.part).unwrap_or("1").to_owned();
        let area = Area::ALL.into_iter().find(|area| area.number().to_string() == at);
        let steps = parts(&view, &at);
        let (side, general) = (side(&view, area), general_remark(&view));
        let main = match area {
            Some(area) => view! { <AreaForm view area draft shows_all=place.shows_all /> }.into_any(),
            None => view! { <CheckPart view action=acts.hand_over /> }.into_any(),
        };
        return view! { {steps} <div class="cols side mt"><div class="stack">{general}{main}</div>{side}</div> }
            .into_any();
    }
    let side = side(&view, None);
    let main = match (view.readable, may(Step::Return), may(Step::Sign)) {
        (false, _, _) => not_yet(&view),
        (true, true, _) => review(&view, acts),
        (true, false, true) => view! { {sign(&view, acts)} {answers(&view)} }.into_any(),
        (true, false, false) => answers(&view),
    };
    view! { <div class="cols side mt"><div class="stack">{main}</div>{side}</div> }.into_any()
}

/// For the offices while the unit is still at it.
fn not_yet(view: &SubmissionView) -> AnyView {
    let whose = rules::turn(view.submission.state).unwrap_or(Role::UnitClerk);
    let text = tr!(self_check.not_signed_text, role = words::role(whose));
    view! {
        <Notice tone=Tone::Info title=tr!(self_check.not_signed_title)>
            <p>{text}</p>
        </Notice>
    }
    .into_any()
}

fn side(view: &SubmissionView, area: Option<Area>) -> AnyView {
    let about = area.map(|area| {
        view! {
            <Sheet title=tr!(self_check.about_title) article=tr!(self_check.article_6)>
                <p class="sm soft">{label::about(area)}</p>
            </Sheet>
        }
    });
    let (facts, events) = (facts(view), story(view));
    view! {
        <aside class="stack" aria-label=tr!(self_check.side)>
            {facts} {about}
            <Sheet title=tr!(self_check.story)>
                <Timeline events label=tr!(self_check.story) />
            </Sheet>
        </aside>
    }
    .into_any()
}

fn facts(view: &SubmissionView) -> AnyView {
    let submission = &view.submission;
    let line = SubmissionLine {
        round: submission.round.clone(),
        unit: submission.unit.clone(),
        unit_name: submission.unit_name.clone(),
        unit_kind: submission.unit_kind,
        state: submission.state,
        due: submission.due,
        submitted_on: submission.submitted_on,
        days_late: submission.days_late,
        returns: u32::try_from(submission.returns.len()).unwrap_or(u32::MAX),
        returned_at: submission.returns.last().map(|last| last.signed.at),
        self_score: submission.self_score.as_ref().map(|score| score.total),
        days_left: view.days_left,
        reminded: view.reminded,
    };
    let mut rows = vec![
        (tr!(self_check.due), view! { <Moment when=moment_of_day(submission.due) /> }.into_any()),
        (tr!(self_check.time), light(&line, view.today)),
        (tr!(self_check.returns), line.returns.to_string().into_any()),
    ];
    rows.extend(line.reminded.map(|reminded| (tr!(self_check.reminded), reminded_text(reminded).into_any())));
    let on = |day| view! { <Moment when=moment_of_day(day) /> }.into_any();
    rows.extend(submission.submitted_on.map(|day| (tr!(self_check.submitted_on), on(day))));
    rows.extend(line.self_score.map(|score| (tr!(self_check.self_score), score.to_string().into_any())));
    rows.extend(view.visit.as_ref().map(|visit| (tr!(unit.visit), visit_facts(visit))));
    let last = |rows: &mut Vec<(String, AnyView)>, label: String, name: Option<String>| {
        rows.extend(name.map(|name| (label, name.into_any())));
    };
    last(&mut rows, tr!(self_check.filled_by), submission.handed_over.as_ref().map(|by| by.name.clone()));
    last(&mut rows, tr!(self_check.signed_by), submission.signed.as_ref().map(|by| by.name.clone()));
    view! {
        <Sheet title=tr!(self_check.facts)>
            <Facts rows />
            <details class="acc">
                <summary>{tr!(self_check.how_to_check)}</summary>
                <p class="sm soft">{tr!(self_check.check_late)}</p>
                <p class="sm soft">{tr!(self_check.check_score)}</p>
            </details>
        </Sheet>
    }
    .into_any()
}

/// The newest act on top.
fn story(view: &SubmissionView) -> Vec<TimelineEvent> {
    let returned = view.submission.story.iter().rfind(|event| event.step == Step::Return);
    let is_last_return = |event: &Event| returned.is_some_and(|returned| std::ptr::eq(returned, event));
    let events = view.submission.story.iter().rev().map(|event| TimelineEvent {
        title: step_text(event.step),
        who: event.signed.name.clone(),
        when: moment(event.signed.at),
        note: event.note.as_ref().map(ToString::to_string).unwrap_or_default(),
        tone: match event.step {
            Step::HandBack | Step::Return => Tone::Warn,
            Step::Accept => Tone::Good,
            Step::Open | Step::Edit | Step::HandOver | Step::Sign => Tone::Neutral,
        },
        href: if is_last_return(event) { first_remark(view) } else { None },
    });
    events.collect()
}

/// The first question of which the office said something when it returned the submission last, as long as its form is
/// open.
fn first_remark(view: &SubmissionView) -> Option<String> {
    let last = view.submission.returns.last().filter(|_| view.draft.is_some())?;
    let asked = view.form.questions.iter().find(|asked| last.remarks.contains_key(&asked.code))?;
    let part = part_address(view, &asked.area.number().to_string());
    Some(format!("{part}#{}", field_id(&answer::value_field(&asked.code))))
}

/// The address of a part of the form.
pub(super) fn part_address(view: &SubmissionView, part: &str) -> String {
    format!("/self-check/{}/{}?part={part}", view.round.round, view.submission.unit)
}

/// The part after an area.
pub(super) fn part_after(area: Area) -> String {
    let next = Area::ALL.into_iter().find(|next| next.number() == area.number() + 1);
    next.map_or_else(|| LAST_PART.to_owned(), |next| next.number().to_string())
}
