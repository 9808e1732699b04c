//! What drawings of figures share.

use leptos::prelude::*;

/// The size of the type, in SVG units of about a pixel. A drawing whose width is a whole multiple of it says its width
/// in ems, so that it grows with the type.
pub(super) const EM: i64 = 12;

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

/// The next whole number of ems above a width.
pub(super) const fn whole_ems(width: i64) -> i64 {
    (width / EM + 1) * EM
}

/// How many there are, as a factor of a length.
pub(super) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(0)
}
