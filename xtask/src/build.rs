//! The server binary and the site.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{beside::Beside, browser, command, purpose::Purpose, setup, site, workspace::Workspace};

/// Builds both halves, the browser's beside the server's, and answers the path of the server binary.
pub(crate) fn all(workspace: &Workspace, purpose: Purpose) -> Result<PathBuf> {
    let name = purpose.to_possible_value().context("every purpose has a name")?;
    fetch_tools(workspace, purpose)?;
    println!("   building the browser's half beside what follows; it is shown when it has ended");
    let beside = Beside::start(workspace, ["site".to_owned(), name.get_name().to_owned()])?;
    server(workspace, purpose)?;
    beside.end()?;
    Ok(binary(workspace, purpose))
}

/// Builds the browser's half and the folder that the server serves.
pub(crate) fn site(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    fetch_tools(workspace, purpose)?;
    browser::compile(workspace, purpose)?;
    site::assemble(workspace, purpose)?;
    println!("   the site is in {}", workspace.site().display());
    Ok(())
}

/// What makes the module small comes with the packages of the browser tests.
fn fetch_tools(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    if purpose.shrinks_wasm() && setup::has_node() { setup::node_packages(workspace) } else { Ok(()) }
}

/// Builds the server binary.
pub(crate) fn server(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    const BUILD: [&str; 4] = ["build", "--locked", "--features", "ssr"];
    const BINARY: [&str; 4] = ["--package", "zeqing", "--bin", "zeqing"];
    match purpose {
        // Everything that `cargo test` needs, with the features of its dependencies, and by clippy as there: another way
        // would build SurrealDB or ourselves once more. With it come the tests and the database server that they start.
        Purpose::Test => {
            println!("   building the server and the tests (cold 25 min, with the browser's half beside it)");
            let selection = [&BUILD[..], &["--all-targets"]].concat();
            command::check("cargo build", &mut command::strict_cargo(workspace, &selection))
        }
        Purpose::Run | Purpose::Dev => {
            println!("   building the server (cold 12 min)");
            command::cargo(workspace, &[&BUILD[..], &BINARY].concat())
        }
        Purpose::Release => {
            println!("   building the server (cold 25 min, nearly all of it SurrealDB)");
            command::cargo(workspace, &[&BUILD[..], &BINARY, &["--release"]].concat())
        }
    }
}

/// Where the server binary lies.
pub(crate) fn binary(workspace: &Workspace, purpose: Purpose) -> PathBuf {
    workspace.target.join(purpose.server_folder()).join(format!("zeqing{}", std::env::consts::EXE_SUFFIX))
}
