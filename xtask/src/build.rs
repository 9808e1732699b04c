//! The server binary and the site.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{beside::Beside, browser, command, purpose::Purpose, setup, site, workspace::Workspace};

/// Builds both halves, the browser's beside the server's, and answers the path of the server binary.
pub(crate) fn all(workspace: &Workspace, purpose: Purpose) -> Result<PathBuf> {
    let name = purpose.to_possible_value().context("every purpose has a name")?;
    println!("   building the browser's half (cold 5 min) beside what follows; it is shown at its end");
    let beside = Beside::start(workspace, ["site".to_owned(), name.get_name().to_owned()])?;
    server(workspace, purpose)?;
    beside.end()?;
    Ok(binary(workspace, purpose))
}

/// Builds the browser's half and the folder that the server serves.
pub(crate) fn site(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    if purpose.shrinks_wasm() && setup::has_node() {
        setup::node_packages(workspace)?;
    }
    browser::compile(workspace, purpose)?;
    site::assemble(workspace, purpose)?;
    println!("   the site is in {}", workspace.site().display());
    Ok(())
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
