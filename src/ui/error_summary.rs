//! What is to be mended, on top of the form.

use leptos::{html, prelude::*};

use super::{Icon, field_id};

/// The errors of a form, each a link to its field. It takes the focus when it appears, so that nobody misses it;
/// without errors it is not there. The first of each pair is the field's name, or its id if it starts with `f-`, or the
/// address of its place on the page if it starts with `#`, or an address if the field is on another step of the page and
/// it starts with `?`.
#[component]
pub fn ErrorSummary(#[prop(into)] title: String, errors: Vec<(String, String)>) -> impl IntoView {
    let place = NodeRef::<html::Section>::new();
    Effect::new(move || {
        if let Some(section) = place.get() {
            // A place that cannot take the focus is no harm: the summary is an alert and is read anyway.
            let _ = section.focus();
        }
    });
    let links = |errors: Vec<(String, String)>| {
        let links = errors.into_iter().map(|(field, sentence)| {
            let (href, here) = match field.as_bytes().first() {
                Some(b'?') => (field, false),
                Some(b'#') => (field, true),
                _ if field.starts_with("f-") => (format!("#{field}"), true),
                _ => (format!("#{}", field_id(&field)), true),
            };
            // The router would take a link within the page and not move the focus; `external` leaves it to the browser.
            view! {
                <li>
                    <a href=href rel=here.then_some("external")>
                        {sentence}
                    </a>
                </li>
            }
        });
        links.collect_view()
    };
    (!errors.is_empty()).then(|| {
        view! {
            <section class="error-summary" role="alert" tabindex="-1" autofocus=true node_ref=place aria-label=title>
                <h2><Icon name="alert" />{title.clone()}</h2>
                <ul>{links(errors)}</ul>
            </section>
        }
    })
}
