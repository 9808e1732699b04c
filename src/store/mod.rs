//! The way into SurrealDB: connecting, migrating, and the one function that writes facts.
//!
//! Every change of a fact goes through [`transact`], which keeps the change, its journal entry, the summaries it
//! touches and its outbox row in one transaction. No other code of the project writes a fact; what is none, such as a
//! draft, is kept by [`keep`]. No other code knows the texts of the database's errors. Rows are JSON documents on both
//! sides: a model is stored exactly as it is journalled, so what the chain vouches for is what the table holds.

/// Beginning a command, or finding that it was carried out before.
mod begin;
/// Opening the database that the configuration names.
mod connect;
/// The hash function of the journal.
mod hash;
/// Drafts and what else no journal keeps.
mod keep;
/// Bringing a data directory of any released schema up to date.
mod migrate;
/// From where a request came.
mod origin;
/// The one write path of facts.
mod transact;

/// Asking once more without indexes.
#[cfg(debug_assertions)]
mod compared;

/// Reading records as models.
mod read;

/// Reading a whole table.
mod walk;

/// What went wrong, told apart by who can do something about it.
mod failure;

/// One command on several records.
mod several;

/// Whether the database answers.
mod ready;

/// The whole database as lines, out and in again.
pub mod backup;

pub use begin::{begin, changed_before, done_before};
#[cfg(debug_assertions)]
pub use compared::{compare_without_indexes, compared};
pub use connect::{DATABASE, Database, NAMESPACE, OpenError, Store, StoreAddress};
pub use failure::Failure;
pub use keep::{keep, put};
pub use migrate::{MigrateError, migrate};
pub use origin::asked_from;
pub(crate) use origin::current as asking_address;
pub use read::{StoreError, load, load_several, select};
pub use ready::check;
pub use several::{Progress, Several};
pub(crate) use transact::without_nulls;
pub use transact::{Change, Commit, Merge, Outcome, TransactError, transact};
pub use walk::Walk;

/// An empty database for the tests of every process.
#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests;
