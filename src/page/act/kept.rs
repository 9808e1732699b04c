//! What was typed into a form and not sent, and what becomes of it when the form is drawn again.

use leptos::{html, prelude::*, web_sys::HtmlFormElement};

use super::{Found, typed};
use crate::{i18n::tr, page::CurrentSession, ui::Icon};

/// What a form says otherwise than what is found of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Which of what is kept.
    pub(super) at: usize,
    /// The label of the field.
    pub(super) label: String,
    /// What stands in the form, in words.
    pub(super) now: String,
    /// What was typed, in words.
    pub(super) typed: String,
}

/// What is typed into a form, and where it is kept.
#[derive(Clone, Copy)]
pub struct Typed {
    pub(super) form: NodeRef<html::Form>,
    /// Who types; nobody before the sign-in, and then nothing is kept.
    account: StoredValue<Option<String>>,
    /// What it is about, where that is said neither by the address nor by the form.
    subject: StoredValue<Option<String>>,
    /// Whether it is kept for longer than the window is open.
    lasts: bool,
    /// Where it is kept, once the form has appeared.
    pub(super) name: StoredValue<Option<String>>,
    /// Whether something was typed since the server was told.
    untold: StoredValue<bool>,
    /// Whether the server was told of something and may have it, other than what was drawn.
    unsure: StoredValue<bool>,
    /// Whether the server is told of it before it is sent.
    pub(super) tells: bool,
    pub(super) found: RwSignal<Option<Found>>,
    /// Whether something of what stands in the form is kept.
    is_kept: RwSignal<bool>,
    /// Field by field, as long as nobody has decided.
    differs: RwSignal<Vec<Difference>>,
}

impl Typed {
    /// What is typed into a form that the server is told of before it is sent, again and again. What such a form carries
    /// unseen differs from window to window, so `subject` says what it is about.
    #[must_use]
    pub fn about(subject: String) -> Self {
        Self::new(Some(subject))
    }

    /// As [`Typed::about`], of a form that takes hours to fill in, often where the network is bad: what is typed into it
    /// and did not reach the server is kept also when the window is closed.
    #[must_use]
    pub fn lasting(subject: String) -> Self {
        Self { lasts: true, ..Self::about(subject) }
    }

    /// Where the form is to stand, if it is no [`ActForm`](super::ActForm).
    #[must_use]
    pub fn form(self) -> NodeRef<html::Form> {
        self.form
    }

    /// The server is being told what stands in the form now.
    pub fn telling(self) {
        self.untold.set_value(false);
        self.unsure.set_value(true);
    }

    /// The server has what it was told; this window need not keep it. But what is offered it was not told, nor what was
    /// typed meanwhile.
    pub fn told(self) {
        let is_all = !self.untold.get_value() && self.found.get_untracked().is_none();
        if is_all {
            self.unsure.set_value(false);
            self.with(|form, name| {
                typed::settle(form, name);
                typed::forget(name);
            });
        }
    }

    pub(super) fn new(subject: Option<String>) -> Self {
        let person = use_context::<CurrentSession>();
        let tells = subject.is_some();
        let account = person.map(|CurrentSession(session)| session.with_untracked(|one| one.actor.account.to_string()));
        Self {
            form: NodeRef::new(),
            account: StoredValue::new(account),
            subject: StoredValue::new(subject),
            lasts: false,
            name: StoredValue::new(None),
            untold: StoredValue::new(false),
            unsure: StoredValue::new(false),
            tells,
            found: RwSignal::new(None),
            is_kept: RwSignal::new(false),
            differs: RwSignal::new(Vec::new()),
        }
    }

    /// In the browser: finds what was left of the form, once it is there.
    pub fn appear(self) {
        let (Some(form), Some(account)) = (self.form.get(), self.account.get_value()) else { return };
        typed::forget_others(&account);
        let name = self.subject.with_value(|subject| typed::name(&form, &account, subject.as_deref(), self.lasts));
        typed::take_drawn(&form, &name);
        self.found.set(typed::find(&form, &name));
        self.differs.set(typed::differences(&form, &name));
        self.name.set_value(Some(name));
    }

    fn with(self, then: impl FnOnce(&HtmlFormElement, &str)) {
        if let (Some(form), Some(name)) = (self.form.get_untracked(), self.name.get_value()) {
            then(&form, &name);
        }
    }

    /// Something was typed: it is kept, unless something is offered that would be written over.
    pub fn keep(self) {
        if self.found.get_untracked().is_none() {
            self.untold.set_value(true);
            self.keep_now();
        }
    }

    fn keep_now(self) {
        self.with(|form, name| self.says(typed::keep(form, name, self.unsure.get_value())));
    }

    /// It is said whether something is kept; what is said already is not said again. The form may have gone.
    fn says(self, kept: bool) {
        if self.is_kept.try_get_untracked().is_some_and(|said| said != kept) {
            self.is_kept.try_set(kept);
        }
    }

    /// What was sent is done: it is kept no more, nor what is typed before the form is drawn anew.
    pub(super) fn done(self, name: &str) {
        typed::forget(name);
        self.name.try_set_value(None);
        self.says(false);
    }

    /// Whoever sends the form has decided for what stands in it.
    pub(super) fn send(self) {
        self.found.set(None);
        self.keep_now();
        self.with(|_, name| typed::mark(name, true));
    }

    /// While the offer stands, what the restored controls tell is not kept; then all of it is, once.
    fn put_back(self) {
        let undecided: Vec<usize> = self.differs.with_untracked(|differs| differs.iter().map(|one| one.at).collect());
        let is_whole = undecided.is_empty() || self.found.get_untracked() == Some(Found::Unsent);
        self.with(|form, name| match is_whole {
            true => typed::restore(form, name),
            false => undecided.into_iter().for_each(|at| typed::restore_one(form, name, at)),
        });
        self.found.set(None);
        self.keep_now();
    }

    /// Decides one field, for what was typed or for what stands there. After the last, what stands in the form is kept.
    fn decide(self, at: usize, for_typed: bool) {
        // The button goes with its row, so the field takes the focus either way.
        self.with(|form, name| match for_typed {
            true => typed::restore_one(form, name, at),
            false => typed::focus_one(form, name, at),
        });
        self.differs.update(|differs| differs.retain(|one| one.at != at));
        if self.differs.with_untracked(Vec::is_empty) {
            self.found.set(None);
            self.keep_now();
        }
    }

    fn discard(self) {
        self.found.set(None);
        self.with(|_, name| typed::forget(name));
        self.keep_now();
        self.with(|form, _| typed::focus(form));
    }

    /// The line under a long form that says that what is typed is kept. Its place is always there, so that nothing moves
    /// as it is said.
    pub(super) fn line(self) -> AnyView {
        let line = move || self.is_kept.get().then(|| view! { <Icon name="check" />{tr!(ui.kept_here)} });
        view! {
            <p class="saved" role="status">
                {line}
            </p>
        }
        .into_any()
    }

    /// The place where what is found is offered. It is always there, so that it is read out when something is.
    pub fn offer(self) -> AnyView {
        view! {
            <div class="kept" role="status">
                {move || self.found.get().map(|found| note(self, found))}
            </div>
        }
        .into_any()
    }
}

/// The sentence for what is found, with the ways to go on: all of it, field by field where the record has changed, or
/// nothing. What the server is told of again and again is saved, not sent.
fn note(typed: Typed, found: Found) -> AnyView {
    let text = match (found, typed.tells) {
        (Found::Unsent, false) => tr!(ui.kept_unsent),
        (Found::Unsent, true) => tr!(ui.kept_unsaved),
        (Found::Overtaken, false) => tr!(ui.kept_overtaken),
        (Found::Overtaken, true) => tr!(ui.kept_unsaved_overtaken),
        (Found::Unanswered, _) => tr!(ui.kept_unanswered),
    };
    view! {
        <div class="note warn">
            <Icon name="alert" />
            <div>
                <p>{text}</p>
                {move || differences(typed, found)}
                <div class="acts">
                    <button type="button" class="btn small" on:click=move |_| typed.put_back()>
                        {tr!(ui.kept_put_back)}
                    </button>
                    <button type="button" class="btn quiet small" on:click=move |_| typed.discard()>
                        {tr!(ui.kept_discard)}
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// What was typed beside what stands in the form now, each to be decided.
fn differences(typed: Typed, found: Found) -> Option<AnyView> {
    if found == Found::Unsent || typed.differs.with(Vec::is_empty) {
        return None;
    }
    let rows = typed.differs.get().into_iter().map(|Difference { at, label, now, typed: was }| {
        let (mine, theirs) = (tr!(ui.kept_take_typed, label = label.clone()), tr!(ui.kept_take_now, label = label.clone()));
        view! {
            <li>
                <b>{label}</b>
                <dl>
                    <dt>{tr!(ui.kept_now)}</dt>
                    <dd>{now}</dd>
                    <dt>{tr!(ui.kept_typed)}</dt>
                    <dd>{was}</dd>
                </dl>
                <div class="acts">
                    <button type="button" class="btn small" aria-label=mine on:click=move |_| typed.decide(at, true)>
                        {tr!(ui.kept_mine)}
                    </button>
                    <button type="button" class="btn quiet small" aria-label=theirs on:click=move |_| typed.decide(at, false)>
                        {tr!(ui.kept_theirs)}
                    </button>
                </div>
            </li>
        }
    });
    Some(view! { <ul class="differs">{rows.collect_view()}</ul> }.into_any())
}
