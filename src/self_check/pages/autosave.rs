//! Saving while somebody types: a moment after the last letter, and never twice at once. Without a script there is the
//! button.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::{ev, html, prelude::*, web_sys};

use crate::{
    error::AppError,
    i18n::tr,
    kernel::unit_kind::Area,
    page::{Saving, Typed, count_answers, entered, sign_in_address, way_on, when_reached_again},
    self_check::{
        model::{Draft, Saved, SubmissionView},
        typing,
    },
    ui::Icon,
    words,
    words::refusal,
};

/// So long after the last letter a draft is saved.
const PAUSE: Duration = Duration::from_millis(1500);

/// What is known of the saving of one part of the form.
#[derive(Clone, Copy)]
pub(super) struct Autosave {
    save: Saving<Saved>,
    auto: Saving<Saved>,
    /// The last saving of either kind. A refusal after it takes nothing of it back.
    last: Memo<Option<Saved>>,
    /// What is typed, as this browser keeps it until the server has it.
    typed: Typed,
    /// What the page began with.
    first: StoredValue<(u32, u32, Option<DateTime<Utc>>)>,
    /// Runs while something was typed that is not on its way to the server yet.
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Where the button leads that was pressed while a saving was under way.
    held: StoredValue<Option<String>>,
    /// Whether the server was reached again while a saving by itself was under way, which may still fail.
    reached: StoredValue<bool>,
    /// Whether the button that was pressed last leads to another part. Until its page is there this form still stands,
    /// and must not save by itself any more: the other part begins from what the button saved.
    leads_on: StoredValue<bool>,
}

impl Autosave {
    pub(super) fn new(
        save: Saving<Saved>,
        auto: Saving<Saved>,
        view: &SubmissionView,
        draft: &Draft,
        area: Area,
    ) -> Self {
        let subject = format!("{}.{}.{}", draft.round, draft.unit, area.number());
        let last = Memo::new(move |before: Option<&Option<Saved>>| {
            let before = before.cloned().flatten();
            before.into_iter().chain(saved_by(save)).chain(saved_by(auto)).max_by_key(|saved| saved.revision)
        });
        let kept = Self {
            save,
            auto,
            last,
            typed: Typed::lasting(subject),
            first: StoredValue::new((draft.revision, view.submission.version, draft.saved_at)),
            timer: StoredValue::new(None),
            held: StoredValue::new(None),
            reached: StoredValue::new(false),
            leads_on: StoredValue::new(false),
        };
        kept.follow(area);
        kept
    }

    /// In the browser: look for what an earlier visit left behind once the form is there, and forget it when the server
    /// has it.
    fn follow(self, area: Area) {
        count_answers(self.save);
        count_answers(self.auto);
        Effect::new(move || self.typed.appear());
        Effect::new(move |_| {
            // What was typed since the saving began is on its way only when the timer is over.
            if self.last.get().is_some() && self.timer.get_value().is_none() {
                self.typed.told();
            }
        });
        Effect::new(move |_| {
            if !self.auto.pending().get()
                && let Some(next) = self.held.try_update_value(Option::take).flatten()
                && let Some(form) = self.form().get_untracked()
            {
                typing::press(form, next);
            }
        });
        Effect::new(move |_| {
            // A button sends all that stands there, so nothing of it is left for the timer.
            if let Some(next) = self.save.input().with(|form| form.as_deref().map(leads_to)) {
                self.stop();
                self.typed.telling();
                self.leads_on.set_value(!next.is_empty() && next != area.number().to_string());
            }
        });
        Effect::new(move |_| {
            // What a button could not save still stands there, and is tried again.
            if self.save.value().with(|answer| matches!(answer, Some(Err(_)))) {
                self.leads_on.set_value(false);
                self.wait();
            }
        });
        Effect::new(move |_| {
            let failed = self.auto.value().with(|answer| answer.as_ref().is_some_and(is_unreached));
            if self.reached.try_update_value(std::mem::take).unwrap_or_default() && failed {
                self.wait();
            }
        });
        when_reached_again(move || self.retry());
        on_cleanup(move || self.stop());
    }

    /// Where the form is to stand.
    pub(super) fn form(self) -> NodeRef<html::Form> {
        self.typed.form()
    }

    /// The revision from which the next saving starts.
    pub(super) fn revision(self) -> Signal<u32> {
        Signal::derive(move || self.last.get().map_or(self.first.get_value().0, |saved| saved.revision))
    }

    /// The version of the submission: taking a returned one up changes it.
    pub(super) fn version(self) -> Signal<u32> {
        Signal::derive(move || self.last.get().map_or(self.first.get_value().1, |saved| saved.version))
    }

    /// Something was typed: it is kept here at once, and on the server after a pause.
    pub(super) fn typed(self) {
        self.typed.keep();
        self.wait();
    }

    /// Whether a button has saved, and leads away from this part.
    fn is_left_behind(self) -> bool {
        self.leads_on.get_value() && untrack(|| saved_by(self.save)).is_some()
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn wait(self) {
        self.stop();
        let timer = set_timeout_with_handle(move || self.pause(), PAUSE).ok();
        self.timer.set_value(timer);
    }

    /// What did not reach the server is saved by itself once it can be reached; what is under way, once it has failed. After
    /// any other refusal the person decides.
    fn retry(self) {
        if self.auto.pending().get_untracked() {
            self.reached.set_value(true);
        } else if self.auto.value().with_untracked(|answer| answer.as_ref().is_some_and(is_unreached)) {
            self.wait();
        }
    }

    /// A button pressed while a saving is under way waits for its answer, for that brings the revision to start from:
    /// without it the server would take the person for somebody else who came too late.
    pub(super) fn hold(self, press: &ev::MouseEvent) {
        let button = event_target::<web_sys::Element>(press).closest("button[name=next]").ok().flatten();
        let next = button.and_then(|button| button.get_attribute("value"));
        if next.is_some() && self.auto.pending().get_untracked() {
            press.prevent_default();
            self.held.set_value(next);
        }
    }

    fn pause(self) {
        let busy = self.auto.pending().get_untracked() || self.save.pending().get_untracked();
        if busy {
            // The answer brings the revision that this saving has to start from.
            self.wait();
        } else if self.is_left_behind() {
            self.timer.set_value(None);
        } else if let Some(form) = self.form().get_untracked().as_ref().and_then(entered) {
            self.timer.set_value(None);
            self.typed.telling();
            self.auto.dispatch(form);
        }
    }

    /// What an earlier visit left behind, to be taken or thrown away: question by question where somebody else has saved
    /// since.
    pub(super) fn offer(self) -> AnyView {
        self.typed.offer()
    }

    /// When it was saved last.
    fn saved_at(self) -> Option<DateTime<Utc>> {
        self.last.get().map(|saved| saved.at).or(self.first.get_value().2)
    }

    /// Why the last saving by itself failed.
    fn refused(self) -> Option<AppError> {
        self.auto.value().with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().err().cloned()))
    }
}

/// Where the button leads that sent this form; nowhere where none did. The names of all other fields are longer.
fn leads_to(form: &str) -> String {
    let next = form.split('&').find_map(|field| field.strip_prefix("next="));
    next.unwrap_or_default().to_owned()
}

/// What a saving came to, where it was the last thing that was asked and was not refused.
fn saved_by(action: Saving<Saved>) -> Option<Saved> {
    action.value().with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().ok().cloned()))
}

/// Whether a saving did not reach the server.
fn is_unreached(answer: &Result<Saved, AppError>) -> bool {
    matches!(answer, Err(AppError::Unavailable { .. }))
}

/// The line that says whether it is saved.
#[component]
pub(super) fn SavedLine(kept: Autosave) -> impl IntoView {
    let busy = kept.auto.pending();
    let place = sign_in_address();
    let line = move || match (busy.get(), kept.refused(), kept.saved_at()) {
        (true, _, _) => tr!(self_check.saving).into_any(),
        (false, Some(error), _) => not_saved(&error, &place),
        (false, None, Some(at)) => {
            view! { <Icon name="check" />{tr!(self_check.saved, time = words::minute(at))} }.into_any()
        }
        (false, None, None) => tr!(self_check.saves_itself).into_any(),
    };
    view! { <p class="saved" role="status">{line}</p> }
}

fn not_saved(error: &AppError, sign_in: &str) -> AnyView {
    let (title, _) = refusal(error);
    view! {
        <Icon name="alert" />
        {tr!(self_check.not_saved, why = title)}
        {way_on(error, "", sign_in)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_that_sends_a_form_says_where_it_leads() {
        assert_eq!(leads_to("round=1&answers%5BZ1.1%5D%5Bnote%5D=next%3D4&next=2"), "2");
        assert_eq!(leads_to("next=check&round=1"), "check");
        assert_eq!(leads_to("round=1&revision=3"), "");
    }
}
