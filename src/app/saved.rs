//! What a person comes back to: in the rail, the addresses that they have given names, and the way to name this one.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    account::{
        api::SaveView,
        model::Session,
        views::{SavedViews, ViewName},
    },
    i18n::tr,
    page::{Act, BriefForm, FormGuard, field_error, form_errors_at, use_session_refresh, without_refusal},
    ui::{ButtonTone, Icon, RailGroup, RailItem, Submit, TextField},
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

/// The form that gives the page that is open a name.
pub(super) fn form(current: Signal<Session>, place: Signal<String>) -> AnyView {
    let action = Act::<SaveView>::new();
    let refresh = use_session_refresh();
    Effect::new(move |_| {
        if action.value().with(|answer| matches!(answer, Some(Ok(())))) {
            refresh();
        }
    });
    let seen = Signal::derive(move || current.with(|session| session.saved.version));
    let errors = form_errors_at(action, |_| (NAME.to_owned(), Some(tr!(ui.view_name))));
    // Without a script it would be told where nobody sees it.
    let refused = action.value().with_untracked(Option::is_some);
    view! {
        <details class="acc rail-save" open=refused>
            <summary>
                <Icon name="bookmark" />
                {tr!(ui.save_view)}
            </summary>
            <BriefForm action class="stack">
                <FormGuard action seen />
                <input type="hidden" name="address" value=move || without_refusal(&place.get()) />
                {errors}
                <TextField
                    label=tr!(ui.view_name)
                    name="name"
                    id=NAME
                    help=tr!(ui.view_name_help)
                    maxlength=ViewName::MOST
                    required=true
                    error=field_error(action, "name")
                />
                <Submit text=tr!(ui.save_view_act) tone=ButtonTone::Secondary small=true pending=action.pending() />
            </BriefForm>
        </details>
    }
    .into_any()
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
