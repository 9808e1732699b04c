//! What is to be mended, on top of the form.

use leptos::{html, prelude::*};

use super::{Icon, field_id};

/// The errors of a form, each a link to its field. It takes the focus when it appears, so that nobody misses it;
/// without errors it is not there. The first of each pair is the field's name, or its id if it starts with `f-`.
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
            let id = if field.starts_with("f-") { field } else { field_id(&field) };
            // The router would take the link and not move the focus; `external` leaves it to the browser.
            view! { <li><a href=format!("#{id}") rel="external">{sentence}</a></li> }
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
