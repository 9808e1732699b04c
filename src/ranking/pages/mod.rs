//! The pages of the ranking.

/// The list of seasons.
mod seasons;

/// An edition: places, those listed apart, how to check it.
mod edition;

/// What can be done with an edition, by its state.
mod acts;

/// The tables of places.
mod table;

/// The places beside those of the season before.
mod moves;

/// One's own scores against the grades.
mod own;

/// Other weights, tried beside those in force.
mod workbench;

pub use edition::RankingPage;
pub use seasons::SeasonsPage;
pub use workbench::WorkbenchPage;

use crate::{i18n::tr, ui::Crumb};

/// The way to a page of the ranking; the last step is the page itself.
fn crumbs(steps: Vec<(String, Option<String>)>) -> Vec<Crumb> {
    let home = (tr!(ui.home), Some("/".to_owned()));
    std::iter::once(home).chain(steps).map(|(text, href)| Crumb { text, href }).collect()
}
