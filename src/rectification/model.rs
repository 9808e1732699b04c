//! An entry of the ledger, as it is stored and as it crosses the wire, and what its pages show.

/// How far an entry is.
mod state;

/// What can be done with it.
mod step;

/// The entry itself.
mod entry;

/// Where it stands in time, and whose turn it is.
mod standing;

/// The list of entries.
mod ledger;

/// The page of one entry.
mod entry_page;

/// The page on which several are ordered.
mod order_page;

pub use entry::{ClosureRequest, Entry, EntryStanding, Event, Extension, Order, RectificationPlan, Verifier};
pub use entry_page::{EntryPage, FileName};
pub use ledger::{
    LOOKED_THROUGH, LedgerFilter, LedgerOrder, LedgerPage, LedgerRow, LightCounts, MOST_COUNTED, counted,
};
pub use order_page::{OrderPage, OrderRow, WaitingVisit};
pub use standing::{Light, Slip, Standing, Turn};
pub use state::EntryState;
pub use step::Step;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::model::Severity;

    #[test]
    fn stored_words_are_those_of_serde() {
        for state in EntryState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
        for step in Step::ALL {
            assert_eq!(serde_json::to_value(step).unwrap(), step.code());
            assert_eq!(step.action_name(), format!("rectification.{}", step.code()));
        }
        for light in Light::ALL {
            assert_eq!(serde_json::to_value(light).unwrap(), light.code());
        }
        for turn in Turn::ALL {
            assert_eq!(serde_json::to_value(turn).unwrap(), turn.code());
        }
        for severity in Severity::ALL {
            assert_eq!(serde_json::to_value(severity).unwrap(), severity.code());
        }
    }
}
