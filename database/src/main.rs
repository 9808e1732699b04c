//! A SurrealDB server of the version that Zeqing is written for: `zeqing-database start --help` tells its options.
//!
//! For the tests that need a real one on loopback. Who runs a server of their own takes SurrealDB's own release.

use std::process::ExitCode;

use surrealdb_server::core::CommunityComposer;

fn main() -> ExitCode {
    surrealdb_server::init(CommunityComposer())
}
