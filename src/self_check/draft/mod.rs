//! What a unit has filled in and not yet handed over. It is kept so that nothing typed is lost, and it is no fact: the
//! journal knows nothing of it.

/// Drafts and their files in the database.
pub mod store;
