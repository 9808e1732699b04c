//! The ledger, one entry, and the order for several.

/// One entry.
mod entry;
/// The forms of an entry's steps.
mod forms;
/// The list.
mod ledger;
/// The order for several.
mod order;
/// The story of an entry.
mod story;

pub use entry::EntryPage;
pub use ledger::LedgerPage;
pub use order::OrderPage;

use crate::{i18n::tr, page::home_crumb, ui::Crumb};

/// The way to a page below the ledger; the ledger itself where `last` is `None`.
fn crumbs(last: Option<String>) -> Vec<Crumb> {
    let ledger = Crumb { text: tr!(rectification.title), href: last.is_some().then(|| "/ledger".to_owned()) };
    let last = last.map(|text| Crumb { text, href: None });
    [Some(home_crumb()), Some(ledger), last].into_iter().flatten().collect()
}
