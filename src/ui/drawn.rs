//! What only the server draws, so that no browser carries the code for it: what comes with a new page alone, and does
//! nothing by itself.

use leptos::prelude::*;

use super::ON_SERVER;

/// This view as the server draws it. The browser leaves it as it stands, and where it draws the page by itself it has
/// nothing to show here.
pub fn drawn_by_server(draw: impl FnOnce() -> AnyView) -> AnyView {
    let html = if ON_SERVER { draw().to_html() } else { String::new() };
    view! { <div class="drawn" inner_html=html></div> }.into_any()
}
