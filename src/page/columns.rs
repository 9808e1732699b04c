//! A list with the columns that the person wants.

use leptos::prelude::*;

use super::here;
use crate::{
    i18n::tr,
    preferences::{HiddenColumns, List, kept},
    ui::{Column, ColumnChoice, Row},
};

/// The heads and the rows of this list without what the person leaves out of it, and the fold in which that
/// is chosen. The column by which the rows are known always stays, and so does the one named `acts`.
pub fn chosen_columns(list: List, head: Vec<Column>, rows: Vec<Row>) -> (Vec<Column>, Vec<Row>, AnyView) {
    let hidden = HiddenColumns::current();
    let stays = |column: &Column| column.key == list.known_by() || column.key == "acts";
    let shown: Vec<bool> = head.iter().map(|column| stays(column) || !hidden.hides(list, &column.key)).collect();
    let offered = head.iter().zip(&shown).filter(|(column, _)| !stays(column));
    let columns = offered.map(|(column, shown)| (column.clone(), *shown)).collect();
    let choice = view! {
        <ColumnChoice
            text=tr!(ui.columns)
            legend=tr!(ui.columns_shown)
            submit=tr!(ui.show_columns)
            action="/preferences"
            return_to=here()
            list=list.code()
            columns
        />
    };
    let rows = rows.into_iter().map(|row| Row { cells: kept(row.cells, &shown), ..row }).collect();
    (kept(head, &shown), rows, choice.into_any())
}
