//! Files that people hand in as proof (Art. 7, 10, 11, 15).
//!
//! A file is received first and attached to a record by the command that needs it, in that command's transaction. Its
//! name is only shown: it lies under a random key, is never served as a page, and is never changed or replaced. Who may
//! not read it gets the same answer as for a file that does not exist.

/// What is known of a file.
pub mod model;

/// Which kinds are taken, and who may read what.
pub mod rules;

/// What is said of files.
pub(crate) mod label;

/// Files in the database and in the object store.
#[cfg(feature = "ssr")]
pub mod store;

/// Taking the files of a form.
#[cfg(feature = "ssr")]
pub mod upload;

/// The address under which a file is downloaded, and the one that takes files.
#[cfg(feature = "ssr")]
pub mod routes;
