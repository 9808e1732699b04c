//! The pages of the ranking.

/// The list of seasons.
mod seasons;

/// An edition: places, those listed apart, how to check it.
mod edition;

/// What the address of an edition asks for.
mod asked;

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

use crate::{page::home_crumb, ui::Crumb};

/// The way to a page of the ranking; the last step is the page itself.
fn crumbs(steps: Vec<(String, Option<String>)>) -> Vec<Crumb> {
    std::iter::once(home_crumb()).chain(steps.into_iter().map(|(text, href)| Crumb { text, href })).collect()
}
