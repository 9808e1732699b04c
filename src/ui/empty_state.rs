//! What will appear here, and who makes it appear.

use leptos::prelude::*;

/// An empty page or list. The children are the one act that helps. `h2` because it stands where content would, unless
/// it is all that the page has.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    /// It stands in the place of the page, whose `h1` it has.
    #[prop(optional)]
    is_head: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let title = if is_head { view! { <h1>{title}</h1> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() };
    view! {
        <div class="empty">
            <svg class="pic" viewBox="0 0 72 56" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">
                <path d="M12 14h40v36H12z" />
                <path d="M20 14V6h40v36h-8" />
                <path d="M20 24h24M20 32h24M20 40h12" />
            </svg>
            {title}
            <p>{text}</p>
            {children.map(|children| view! { <div class="acts">{children()}</div> })}
        </div>
    }
}
