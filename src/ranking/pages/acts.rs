//! What can be done with an edition, by its state: exactly what the server would accept.

use leptos::prelude::*;

use crate::{
    i18n::tr,
    page::{Act, ActForm, FormGuard, Outcome, ReasonDialog, field_error, form_errors, successes},
    ranking::{
        api::{Adopt, Compute, Correct, Publish, RecordMeeting, SendBack, Table},
        model::{RankingPage as Page, Scope, Step},
        words,
    },
    ui::{ButtonTone, Choice, HiddenField, LinkButton, RadioField, Sheet, Submit, TextArea, TextField},
};

/// The acts of the page, kept outside of what is loaded again.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    compute: Act<Compute>,
    table: Act<Table>,
    send_back: Act<SendBack>,
    record_meeting: Act<RecordMeeting>,
    adopt: Act<Adopt>,
    publish: Act<Publish>,
    correct: Act<Correct>,
    done: Memo<u32>,
}

impl Acts {
    pub(super) fn new() -> Self {
        let (compute, table, adopt) = (Act::new(), Act::new(), Act::new());
        let (send_back, record_meeting) = (Act::new(), Act::new());
        let (publish, correct) = (Act::new(), Act::new());
        let acts: [Outcome; 7] = [
            compute.into(),
            table.into(),
            send_back.into(),
            record_meeting.into(),
            adopt.into(),
            publish.into(),
            correct.into(),
        ];
        let done = successes(acts);
        Self { compute, table, send_back, record_meeting, adopt, publish, correct, done }
    }

    /// Counts what was done. The page is asked for again by it, and not by a refusal: what was typed stays.
    pub(super) fn done(self) -> u32 {
        self.done.get()
    }
}

/// The acts at the head of the page that need nothing but a press, and the way to the workbench.
pub(super) fn header_acts(page: &Page, acts: Acts) -> AnyView {
    let can = |step| page.may.contains(&step);
    let workbench =
        page.shown.as_ref().map_or(page.collected.is_some(), |shown| shown.whole && !shown.story.is_empty());
    let workbench = (workbench && (can(Step::Compute) || page.collected.is_some())).then(|| {
        view! { <LinkButton href=format!("/ranking/{}/workbench", page.season) text=tr!(ranking.workbench) /> }
    });
    let again = page.shown.is_some();
    let compute = can(Step::Compute).then(|| {
        let (text, tone) = match again {
            true => (tr!(ranking.compute_again), ButtonTone::Secondary),
            false => (tr!(ranking.compute), ButtonTone::Primary),
        };
        compute_form(acts.compute, page, text, tone)
    });
    let table = can(Step::Table).then(|| table_form(acts.table, page));
    let adopt = can(Step::Adopt).then(|| adopt_form(acts.adopt, page));
    let back = can(Step::SendBack).then(|| send_back_dialog(acts.send_back, page));
    let correct = can(Step::Correct).then(|| correct_dialog(acts.correct, page));
    view! { {workbench} {back} {correct} {compute} {table} {adopt} }.into_any()
}

/// What every form of the page carries: which season.
fn season(page: &Page) -> AnyView {
    view! { <HiddenField name="season" value=page.season.to_string() /> }.into_any()
}

fn compute_form(action: Act<Compute>, page: &Page, text: String, tone: ButtonTone) -> AnyView {
    let (season, seen) = (season(page), Signal::stored(page.seen));
    view! {
        <ActForm action>
            <FormGuard action seen />
            {season}
            <Submit text tone pending=action.pending() />
            {form_errors(action, Vec::new())}
        </ActForm>
    }
    .into_any()
}

fn table_form(action: Act<Table>, page: &Page) -> AnyView {
    let (season, seen) = (season(page), Signal::stored(page.seen));
    view! {
        <ActForm action>
            <FormGuard action seen />
            {season}
            <Submit text=tr!(ranking.table_it) pending=action.pending() />
            {form_errors(action, Vec::new())}
        </ActForm>
    }
    .into_any()
}

fn adopt_form(action: Act<Adopt>, page: &Page) -> AnyView {
    let (season, seen) = (season(page), Signal::stored(page.seen));
    view! {
        <ActForm action>
            <FormGuard action seen />
            {season}
            <Submit text=tr!(ranking.adopt_it) pending=action.pending() />
            {form_errors(action, Vec::new())}
        </ActForm>
    }
    .into_any()
}

fn send_back_dialog(action: Act<SendBack>, page: &Page) -> AnyView {
    let season = season(page);
    view! {
        <ReasonDialog
            action
            seen=page.seen
            id="send-back"
            title=tr!(ranking.send_back_title)
            act=tr!(ranking.send_back)
            label=tr!(ranking.because)
            name="because"
            help=tr!(ranking.send_back_help)
        >
            {season}
        </ReasonDialog>
    }
    .into_any()
}

fn correct_dialog(action: Act<Correct>, page: &Page) -> AnyView {
    let season = season(page);
    view! {
        <ReasonDialog
            action
            seen=page.seen
            id="correct"
            title=tr!(ranking.correct_title)
            act=tr!(ranking.correct)
            label=tr!(ranking.because)
            name="because"
            help=tr!(ranking.correct_help)
        >
            {season}
        </ReasonDialog>
    }
    .into_any()
}

/// The one sheet that holds the next step, where it needs more than a press.
pub(super) fn next_act(page: &Page, acts: Acts) -> Option<AnyView> {
    let recorded = page.shown.as_ref().is_some_and(|shown| shown.meeting.is_some());
    if page.may.contains(&Step::RecordMeeting) {
        // A recorded meeting can be recorded anew until it is acted on, but that is no longer the next step.
        return Some(match recorded {
            false => meeting_sheet(acts.record_meeting, page),
            true => view! {
                <details class="acc">
                    <summary>{tr!(ranking.meeting_again)}</summary>
                    {meeting_sheet(acts.record_meeting, page)}
                </details>
            }
            .into_any(),
        });
    }
    page.may.contains(&Step::Publish).then(|| publish_sheet(acts.publish, page))
}

fn meeting_sheet(action: Act<RecordMeeting>, page: &Page) -> AnyView {
    let fields = meeting_fields(action, page);
    let (season, seen) = (season(page), Signal::stored(page.seen));
    let labels = vec![
        ("held_on", tr!(ranking.meeting_day)),
        ("attendees", tr!(ranking.meeting_attendees)),
        ("minutes", tr!(ranking.meeting_minutes)),
        ("decision", tr!(ranking.meeting_decision)),
    ];
    view! {
        <Sheet title=tr!(ranking.record_meeting) note=tr!(ranking.record_meeting_note) article=tr!(ui.article_12) class="next">
            <ActForm action class="stack" says_kept=true>
                <FormGuard action seen />
                {season}
                {form_errors(action, labels)}
                {fields}
                <Submit text=tr!(ranking.record_meeting) pending=action.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}

fn meeting_fields(action: Act<RecordMeeting>, page: &Page) -> AnyView {
    let before = page.shown.as_ref().and_then(|shown| shown.meeting.clone());
    let (day, attendees, minutes, decision) = before.map_or_else(Default::default, |meeting| {
        (
            meeting.held_on.to_string(),
            meeting.attendees.to_string(),
            meeting.minutes.to_string(),
            meeting.decision.to_string(),
        )
    });
    view! {
        <TextField
            label=tr!(ranking.meeting_day)
            name="held_on"
            kind="date"
            value=day
            required=true
            error=field_error(action, "held_on")
        />
        <TextArea
            label=tr!(ranking.meeting_attendees)
            name="attendees"
            rows=2
            value=attendees
            help=tr!(ranking.meeting_attendees_help)
            required=true
            maxlength=2000
            error=field_error(action, "attendees")
        />
        <TextArea
            label=tr!(ranking.meeting_minutes)
            name="minutes"
            rows=8
            value=minutes
            required=true
            maxlength=20_000
            error=field_error(action, "minutes")
        />
        <TextArea
            label=tr!(ranking.meeting_decision)
            name="decision"
            rows=3
            value=decision
            required=true
            maxlength=2000
            error=field_error(action, "decision")
        />
    }
    .into_any()
}

fn publish_sheet(action: Act<Publish>, page: &Page) -> AnyView {
    let (season, seen) = (season(page), Signal::stored(page.seen));
    let options = Scope::ALL.map(|scope| Choice::new(scope.code(), words::scope_in_full(scope))).to_vec();
    let value = Scope::default().code();
    view! {
        <Sheet title=tr!(ranking.publish_title) note=tr!(ranking.publish_note) article=tr!(ui.article_12) class="next">
            <ActForm action class="stack">
                <FormGuard action seen />
                {season}
                {form_errors(action, vec![("scope", tr!(ranking.scope))])}
                <RadioField
                    label=tr!(ranking.scope)
                    name="scope"
                    options
                    value
                    required=true
                    error=field_error(action, "scope")
                />
                <Submit text=tr!(ranking.publish_it) pending=action.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}
