//! A list with the columns that the person wants.

use leptos::prelude::*;

use super::here;
use crate::{
    i18n::tr,
    preferences::{HiddenColumns, List},
    ui::{Column, ColumnChoice, Row},
};

/// The heads and the rows of this list without what the person leaves out of it, and the fold in which that
/// is chosen. The first column always stays, for the rows are known by it; so does the one named `acts`.
pub fn chosen_columns(list: List, head: Vec<Column>, rows: Vec<Row>) -> (Vec<Column>, Vec<Row>, AnyView) {
    let hidden = HiddenColumns::current();
    let stays = |place: usize, column: &Column| place == 0 || column.key == "acts";
    let shown: Vec<bool> =
        (0..).zip(&head).map(|(place, column)| stays(place, column) || !hidden.hides(list, &column.key)).collect();
    let offered = (0..).zip(&head).zip(&shown).filter(|((place, column), _)| !stays(*place, column));
    let columns = offered.map(|((_, column), shown)| (column.clone(), *shown)).collect();
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

fn kept<T>(cells: Vec<T>, shown: &[bool]) -> Vec<T> {
    cells.into_iter().zip(shown).filter(|(_, shown)| **shown).map(|(cell, _)| cell).collect()
}
