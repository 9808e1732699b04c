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

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{error::AppError, i18n::tr, ui::Crumb};

/// The way to a page below the ledger; the ledger itself where `last` is `None`.
fn crumbs(last: Option<String>) -> Vec<Crumb> {
    let home = Crumb { text: tr!(ui.home), href: Some("/".to_owned()) };
    let ledger = Crumb { text: tr!(rectification.title), href: last.is_some().then(|| "/ledger".to_owned()) };
    let last = last.map(|text| Crumb { text, href: None });
    [Some(home), Some(ledger), last].into_iter().flatten().collect()
}

/// The sentence about years for which no holidays are published yet; nothing where there are none.
fn unlisted(years: &[i32]) -> Option<String> {
    let listed: Vec<String> = years.iter().map(ToString::to_string).collect();
    (!listed.is_empty()).then(|| tr!(rectification.years_without_table, years = listed.join(&tr!(words.list_comma))))
}

/// Counts how often an action was carried out. A page loads itself again for that and not for a refusal, so that what
/// was typed stays.
fn successes<S>(action: ServerAction<S>) -> Memo<u32>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let answer = action.value();
    Memo::new(move |before: Option<&u32>| {
        let succeeded = answer.with(|answer| answer.as_ref().is_some_and(Result::is_ok));
        before.copied().unwrap_or_default() + u32::from(succeeded)
    })
}
