//! Choosing which columns of a list are shown.

use leptos::prelude::*;

use super::{Icon, table::Column};

/// A fold with a tick for each column but the first, by which rows are known. It is sent as a plain form: `list`, a
/// `column` for each that is offered, `shown` for each that is ticked, and `return_to`.
#[component]
pub fn ColumnChoice(
    #[prop(into)] text: String,
    /// What is said of the ticks to whoever does not see them.
    #[prop(into)]
    legend: String,
    #[prop(into)] submit: String,
    /// Where the form is sent.
    action: &'static str,
    /// The page to come back to.
    #[prop(into)]
    return_to: String,
    /// The name of the list.
    list: &'static str,
    /// The columns that are offered, each with whether it is shown.
    columns: Vec<(Column, bool)>,
) -> impl IntoView {
    let ticks = columns.into_iter().map(|(column, shown)| {
        view! {
            <label>
                <input type="hidden" name="column" value=column.key.clone() />
                <input type="checkbox" name="shown" value=column.key checked=shown />
                {column.text}
            </label>
        }
    });
    let ticks = ticks.collect_view();
    view! {
        <details class="col-choice no-print">
            <summary class="btn small">
                <Icon name="columns" />
                {text}
                <Icon name="down" />
            </summary>
            <form method="post" action=action>
                <input type="hidden" name="list" value=list />
                <input type="hidden" name="return_to" value=return_to />
                <fieldset>
                    <legend class="vh">{legend}</legend>
                    <div class="pick bare">{ticks}</div>
                </fieldset>
                <button type="submit" class="btn small">
                    {submit}
                </button>
            </form>
        </details>
    }
}
