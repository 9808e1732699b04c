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

/// Which words of such widths are written under their places on a line of this length: none over an end, and none that
/// touches one before it.
pub(super) fn written(places: &[i64], widths: &[i64], length: i64) -> Vec<bool> {
    let mut free = 0;
    let fits = |(place, width): (&i64, &i64)| {
        let (from, to) = (place - width / 2, place + width / 2);
        let fits = from >= free && to <= length;
        if fits {
            free = to + 4;
        }
        fits
    };
    places.iter().zip(widths).map(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_where_they_touch_no_others_and_no_end() {
        assert_eq!(written(&[0, 228, 304, 342], &[7, 14, 14, 14], 380), [false, true, true, true]);
        assert_eq!(written(&[0, 300, 310, 378], &[7, 14, 14, 14], 380), [false, true, false, false]);
    }
}
