//! The demo: a district in which something is already going on, so that a visitor can try every role.
//!
//! Its people are invented and share one password that everybody may know; so it is only ever filled into an empty
//! database, and only by `zeqing demo`, and every page says that it is the demo.

mod people;

pub use people::{PASSWORD, People, people};

use crate::{account::store as accounts, server::AppState, store::Failure};

/// Fills an empty database.
///
/// # Errors
/// When the database refuses something; a later start then finds it half filled and must be given an empty one.
pub async fn fill(state: &AppState) -> Result<(), Failure> {
    for person in people()? {
        let key = format!("demo.account.{}", person.account);
        accounts::create(&state.store, person, "system", &key).await?;
    }
    Ok(())
}
