//! The benchmark programs.

use anyhow::Result;

use crate::{command, workspace::Workspace};

/// Builds them optimised and runs them; without any it says so.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    if workspace.benches.is_empty() {
        println!("there are no benchmark programs yet: none is named in Cargo.toml under [[bench]]");
        return Ok(());
    }
    println!("== benchmark programs: {} (cold 25 min)", workspace.benches.join(", "));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    command::cargo(
        workspace,
        &[&["bench", "--locked", "--package", "zeqing", "--features", "ssr", "--"], &arguments[..]].concat(),
    )
}
