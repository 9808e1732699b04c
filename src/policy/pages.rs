//! The page of the security administrator: what the district has set, and who may do what.

use leptos::prelude::*;

use super::{
    api::{self, SetRecusal},
    model::{Permission, Policy},
    rules::MOST_YEARS,
};
use crate::{
    i18n::tr,
    page::{Act, ActForm, FormGuard, Title, field_error, form_errors, load, loaded_page, successes, way_to},
    ui::{ButtonTone, Column, PageHeader, Row, Sheet, Submit, Table, TextArea, TextField},
    words,
};

/// What is set for the district, and the permission table.
#[component]
pub fn PolicyPage() -> impl IntoView {
    let set = Act::<SetRecusal>::new();
    let done = successes([set.into()]);
    let policy = load(move || done.get(), |_| api::policy());
    view! {
        <Title text=tr!(policy.title) />
        <PageHeader
            title=tr!(policy.title)
            turn=tr!(policy.turn)
            crumbs=way_to(tr!(policy.title))
            crumbs_label=tr!(ui.breadcrumbs)
        />
        {loaded_page(
            policy.below_head(),
            move |page| {
                view! { <div class="stack">{recusal(set, &page.policy)} {permissions(page.permissions)}</div> }.into_any()
            },
        )}
    }
}

fn recusal(action: Act<SetRecusal>, policy: &Policy) -> AnyView {
    let now = match policy.former_unit_years {
        None => tr!(policy.recused_for_ever),
        Some(years) => tr!(policy.recused_for_years, years = words::years(years)),
    };
    let years = policy.former_unit_years.map(|years| years.to_string()).unwrap_or_default();
    let labels = vec![("years", tr!(policy.years)), ("reason", tr!(policy.reason))];
    let version = Signal::stored(policy.version);
    view! {
        <Sheet title=tr!(policy.recusal) note=now article=tr!(policy.article_14)>
            <ActForm action class="stack">
                <FormGuard action seen=version />
                {form_errors(action, labels)}
                <TextField
                    label=tr!(policy.years)
                    name="years"
                    kind="number"
                    min="1"
                    max=MOST_YEARS.to_string()
                    value=years
                    help=tr!(policy.years_help)
                    error=field_error(action, "years")
                />
                <TextArea label=tr!(policy.reason) name="reason" error=field_error(action, "reason") required=true />
                <Submit text=tr!(policy.save) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}

fn permissions(permissions: Vec<Permission>) -> AnyView {
    let head = vec![Column::new("act", tr!(policy.act)), Column::new("roles", tr!(policy.who)).wide()];
    let rows = permissions.into_iter().map(|permission| {
        let roles = permission.roles.into_iter().map(|(role, reach)| {
            view! { <li>{role} " " <span class="sm dim">{reach}</span></li> }
        });
        let roles = view! { <ul>{roles.collect_view()}</ul> };
        Row::new(vec![permission.act.into_any(), roles.into_any()])
    });
    let rows: Vec<Row> = rows.collect();
    view! {
        <Sheet title=tr!(policy.permissions) note=tr!(policy.permissions_note) flush=true>
            <Table caption=tr!(policy.permissions) head rows />
        </Sheet>
    }
    .into_any()
}
