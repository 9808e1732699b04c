//! The command line of the one binary, apart from the server itself. Server build only.

/// Counts with their nouns, as the commands say them.
mod count;

/// Which database a command works on.
pub mod database;

/// The exchange formats: commands by which another program can check what this one computes.
pub mod exchange;

/// The server and the demo.
pub mod serve;

/// The first account.
pub mod admin;

/// The whole database as a file, and back.
pub mod backup;

/// Whether the evidence files are what came in.
pub mod files;

/// Exporting the journal, and checking an export without the database.
pub mod journal;

/// Summing anew how the units stand, to see that the summaries say what the records say.
pub mod rebuild;
