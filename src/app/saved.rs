//! What a person comes back to: in the rail, the addresses that they have given names, and the way to name this one.

use leptos::{prelude::*, server::ServerActionError, server_fn::ServerFn};
use leptos_router::hooks::use_location;

use crate::{
    account::{
        api::SaveView,
        model::Session,
        views::{SavedViews, ViewName},
    },
    i18n::tr,
    page::{Act, form_errors_at, form_key, without_refusal},
    ui::{Icon, RailGroup, RailItem, drawn_by_server},
};

/// The id of the field for the name; a page may have a field of that name too.
const NAME: &str = "f-view-name";

/// Path and query of the page that is open.
pub(super) fn place() -> Signal<String> {
    let location = use_location();
    Signal::derive(move || {
        let query = location.search.get();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", location.pathname.get(), query.trim_start_matches('?'))
    })
}

/// What was saved as a group of the rail; none where nothing is.
pub(super) fn group(saved: &SavedViews, place: &str) -> Option<RailGroup> {
    let items = saved.views.iter().map(|view| RailItem {
        text: view.name.to_string(),
        href: view.address.clone(),
        active: view.address == place,
        icon: "bookmark",
        ..RailItem::default()
    });
    let items: Vec<RailItem> = items.collect();
    (!items.is_empty()).then(|| RailGroup { title: tr!(ui.saved_views), season: false, items })
}

/// The form that gives the page that is open a name. The browser sends it by itself, as the other forms of the frame: it is
/// seldom sent, and what sends a form from within a page and tells of its faults would be in every first page for it.
pub(super) fn form(current: Signal<Session>, place: Signal<String>) -> AnyView {
    let refused = use_context::<ServerActionError>().is_some_and(|refused| refused.path() == SaveView::PATH);
    let errors = refused.then(|| drawn_by_server(errors));
    let seen = move || current.with(|session| session.saved.version).to_string();
    let help = format!("{NAME}-help");
    view! {
        // Closed, the fold would tell of a refusal where nobody sees it.
        <details class="acc rail-save" open=refused>
            <summary>
                <Icon name="bookmark" />
                {tr!(ui.save_view)}
            </summary>
            <form method="post" action=SaveView::PATH class="stack">
                {errors} {form_key(None)} <input type="hidden" name="seen" value=seen />
                <input type="hidden" name="address" value=move || without_refusal(&place.get()) />
                <div class="field">
                    <label for=NAME>{tr!(ui.view_name)}</label>
                    <span class="hint" id=help.clone()>
                        {tr!(ui.view_name_help)}
                    </span>
                    // The server says in the page's language that it is missing; a browser says it in its own.
                    <input
                        class="in"
                        id=NAME
                        type="text"
                        name="name"
                        maxlength=ViewName::MOST.to_string()
                        aria-required="true"
                        aria-describedby=help
                    />
                </div>
                <button type="submit" class="btn small">
                    {tr!(ui.save_view_act)}
                </button>
            </form>
        </details>
    }
    .into_any()
}

/// What the name was refused for.
fn errors() -> AnyView {
    form_errors_at(Act::<SaveView>::new(), |_| (NAME.to_owned(), Some(tr!(ui.view_name))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::views::parse_view;

    #[test]
    fn what_was_saved_stands_in_the_rail_and_the_open_one_is_marked() {
        assert_eq!(group(&SavedViews::default(), "/ledger"), None);
        let view = |name, address| parse_view(name, address).unwrap();
        let saved =
            SavedViews { views: vec![view("逾期", "/ledger?light=red"), view("台账", "/ledger")], version: 2 };
        let items = group(&saved, "/ledger?light=red").unwrap().items;
        let shown: Vec<_> = items.iter().map(|item| (item.text.as_str(), item.href.as_str(), item.active)).collect();
        assert_eq!(shown, [("逾期", "/ledger?light=red", true), ("台账", "/ledger", false)]);
    }
}
