//! From a unit's page to the same page of another unit: a plain form that asks the page itself, which then leads there.
//! So it needs no script, and every unit's page keeps the one address it has.

use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use crate::{
    i18n::tr,
    kernel::ids::UnitCode,
    ui::{ButtonTone, Choice, SelectField, Submit},
};

/// The word of the address by which another unit is asked for.
const TO: &str = "unit";

/// The choice of another unit on the page `here` of a unit; nothing where there is no other.
#[must_use]
pub fn unit_switch(here: String, unit: &UnitCode, units: Vec<Choice>) -> Option<AnyView> {
    let unit = unit.to_string();
    (units.len() > 1).then(|| {
        view! {
            <form class="switch no-print" method="get" action=here>
                <SelectField label=tr!(ui.switch_unit) name=TO options=units value=unit id="switch-unit" />
                <Submit text=tr!(ui.switch_go) tone=ButtonTone::Secondary />
            </form>
        }
        .into_any()
    })
}

/// Leads to the unit that the form of [`unit_switch`] asked for; `address` is that page of a unit.
pub fn switched(address: impl Fn(&UnitCode) -> String + Send + Sync + 'static) -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| UnitCode::parse(query.get(TO)?).ok()));
    let lead = move || asked.get().map(|unit| view! { <Redirect path=address(&unit) /> });
    view! { {lead} }.into_any()
}
