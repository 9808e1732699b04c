//! The server binary and the site together.

use std::path::PathBuf;

use anyhow::Result;

use crate::{browser, command, purpose::Purpose, site, workspace::Workspace};

/// Builds both halves and answers the path of the server binary.
pub(crate) fn all(workspace: &Workspace, purpose: Purpose) -> Result<PathBuf> {
    server(workspace, purpose)?;
    browser::compile(workspace, purpose)?;
    site::assemble(workspace, purpose)?;
    println!("   the site is in {}", workspace.site().display());
    Ok(binary(workspace, purpose))
}

/// Builds the server binary.
pub(crate) fn server(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    let (selection, time): (&[&str], _) = match purpose {
        Purpose::Run | Purpose::Dev => (&["--package", "zeqing", "--bin", "zeqing"], "cold 8 min"),
        // The same selection as `cargo test`, with the features of its dependencies: another one would build SurrealDB
        // once more. With it comes the database server that some tests start.
        Purpose::Test => (&["--tests", "--bins"], "seconds after the tests"),
        Purpose::Release => {
            (&["--package", "zeqing", "--bin", "zeqing", "--release"], "cold 25 min, nearly all of it SurrealDB")
        }
    };
    println!("   building the server ({time})");
    command::cargo(workspace, &[&["build", "--locked", "--features", "ssr"], selection].concat())
}

/// Where the server binary lies.
pub(crate) fn binary(workspace: &Workspace, purpose: Purpose) -> PathBuf {
    workspace.target.join(purpose.server_folder()).join(format!("zeqing{}", std::env::consts::EXE_SUFFIX))
}
