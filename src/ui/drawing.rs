//! What drawings of figures share.

use leptos::prelude::*;

/// A part of a drawing, a link where it leads somewhere; a name says to those who do not see the drawing what the part
/// itself does not. The link stands in a group that is written with it: one that is written alone is made as a link of
/// HTML where the browser makes it, and is not drawn.
pub(super) fn part(class: Option<&'static str>, href: Option<String>, name: Option<String>, body: AnyView) -> AnyView {
    match href {
        Some(href) => view! { <g class=class><a href=href aria-label=name>{body}</a></g> }.into_any(),
        None => view! { <g class=class>{body}</g> }.into_any(),
    }
}

/// About how wide a text is at 12 px: a Chinese character is as wide as high, a Latin one a little over half.
pub(super) fn text_width(text: &str) -> i64 {
    text.chars().map(|c| if c.is_ascii() { 7 } else { 12 }).sum()
}
