//! The words for what is found.

use super::model::Kind;
use crate::i18n::tr;

/// The heading over what was found of a kind.
#[must_use]
pub fn kind_title(kind: Kind) -> String {
    match kind {
        Kind::Page => tr!(search.pages),
        Kind::Unit => tr!(search.units),
        Kind::Round => tr!(search.rounds),
        Kind::Plan => tr!(search.plans),
        Kind::Visit => tr!(search.visits),
        Kind::Entry => tr!(search.entries),
        Kind::Inspector => tr!(search.inspectors),
        Kind::Person => tr!(search.people),
    }
}
