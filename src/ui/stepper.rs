//! The steps of a piece of work.

use leptos::prelude::*;

use super::given;

/// Where a step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    Done,
    Current,
    #[default]
    Todo,
    /// Done, but something in it must be mended.
    Faulty,
}

/// One step, and the address of its page where it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    pub text: String,
    pub state: StepState,
    pub href: Option<String>,
}

/// The steps in order. The current one is said to assistive technology, not only drawn.
#[component]
pub fn Stepper(
    steps: Vec<Step>,
    #[prop(optional, into)] label: String,
    /// A date or a count under each step, in the order of the steps; an empty one shows nothing.
    #[prop(optional)]
    notes: Vec<String>,
) -> impl IntoView {
    let notes = notes.into_iter().chain(std::iter::repeat(String::new()));
    let steps = steps.into_iter().zip(notes).map(|(step, note)| {
        let class = match step.state {
            StepState::Done => Some("done"),
            StepState::Faulty => Some("bad"),
            StepState::Current | StepState::Todo => None,
        };
        let current = (step.state == StepState::Current).then_some("step");
        let text = match step.href {
            Some(href) => view! { <a href=href>{step.text}</a> }.into_any(),
            None => step.text.into_any(),
        };
        let note = given(note).map(|note| view! { <small>{note}</small> });
        view! { <li class=class aria-current=current>{text}{note}</li> }
    });
    view! { <ol class="steps fold" aria-label=given(label)>{steps.collect_view()}</ol> }
}
