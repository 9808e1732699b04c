//! Waiting for an answer, and the two answers.

use std::sync::Arc;

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};

use super::{ON_SERVER, once::Once};

/// What the content that is waited for looks like, roughly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outline {
    /// Text beside facts.
    #[default]
    Record,
    /// Lines of a table.
    Table,
    /// Fields under each other.
    Form,
    /// Figures, and drawings under them.
    Board,
}

impl Outline {
    const fn class(self) -> &'static str {
        match self {
            Self::Record => "skel",
            Self::Table => "skel as-table",
            Self::Form => "skel as-form",
            Self::Board => "skel as-board",
        }
    }
}

/// What stands in the place of content that is not there yet; the words are read out. It is as high as the window, so that
/// what follows the content does not jump when that comes. Its parts are the same for each outline; the style sheet lays
/// them out.
#[component]
pub fn Skeleton(#[prop(into)] text: String, #[prop(optional)] outline: Outline) -> impl IntoView {
    view! {
        <div class=outline.class() role="status">
            <span class="vh">{text}</span>
            <i class="big"></i>
            <i class="w2"></i>
            <div>
                <i></i>
                <i></i>
                <i></i>
                <i></i>
                <i></i>
                <i></i>
                <i></i>
                <i></i>
            </div>
        </div>
    }
}

/// Renders a resource: a skeleton of this outline at first, then what `draw` makes of the answer. While it is asked again,
/// for example after an action, the old content stays, and stays alive: what it is made of goes only when the new content
/// stands in its place, for until then an answer that comes late still reaches it. On the server the page waits for the
/// answer, and the content is made exactly once ([`Once`]), so it may hold resources of its own.
pub fn loaded<T, Ser>(
    resource: Resource<T, Ser>,
    loading: impl Into<String>,
    outline: Outline,
    draw: Arc<dyn Fn(T) -> AnyView + Send + Sync>,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    Ser: Send + Sync + 'static,
{
    let loading = loading.into();
    loaded_after(resource, Box::new(move || view! { <Skeleton text=loading outline /> }.into_any()), draw)
}

/// As [`loaded`], with something else than a skeleton in its place at first.
pub fn loaded_after<T, Ser>(
    resource: Resource<T, Ser>,
    fallback: Box<dyn FnOnce() -> AnyView + Send>,
    draw: Arc<dyn Fn(T) -> AnyView + Send + Sync>,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    Ser: Send + Sync + 'static,
{
    let around = Owner::current().unwrap_or_default();
    let answer = move || {
        let (draw, around) = (Arc::clone(&draw), around.clone());
        Suspend::new(async move {
            let answered = resource.await;
            let owner = around.child();
            let content = owner.with(|| draw(answered));
            Once(OwnedView::new_with_owner(content, owner).into_any())
        })
    };
    // Only a browser asks again, and a closure would be called for each look at what is pending.
    if ON_SERVER {
        return view! { <Transition fallback>{answer()}</Transition> }.into_any();
    }
    view! { <Transition fallback>{answer}</Transition> }.into_any()
}
