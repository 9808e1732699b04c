//! What the states by which the list of people is narrowed are called.

use super::model::AccountState;
use crate::i18n::tr;

/// What a state is called.
#[must_use]
pub fn state(state: AccountState) -> String {
    match state {
        AccountState::Unused => tr!(account.password_due),
        AccountState::Locked => tr!(account.locked),
        AccountState::Disabled => tr!(account.disabled),
    }
}
