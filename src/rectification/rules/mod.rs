//! The pure decisions of the ledger: which step leads where and who may take it, terms and lights, and what a command
//! makes of an entry.

mod command;
/// Reading what people typed into the forms of an entry.
pub mod form;
mod steps;
mod term;
mod verifier;

pub use command::{Command, decide, first_day_of_more_time, first_day_on_site, open};
pub use steps::{
    action, allowed, appoints, attaching, is_check, may_close, may_take_out, next, own_turn, permitted, require,
    states_of, steps, turn, turn_now,
};
pub use term::{
    LATEST_DAYS, SOON, addressee, check_due, default_due, ends_of_slip, ends_of_unreported, ends_of_yellow, light,
    report_due, reported_at, slip, standing, term_used, unreported_since,
};
pub use verifier::{candidates, nobody_left, seen_by};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
