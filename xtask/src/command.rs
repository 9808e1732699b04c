//! Starting other programs. Each is shown before it starts, so that whoever watches knows what takes the time.

use std::{
    ffi::OsStr,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// Runs cargo at the root of the workspace, with the cargo that runs xtask itself.
pub(crate) fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    println!("   cargo {}", arguments.join(" "));
    let name = format!("cargo {}", arguments.first().unwrap_or(&""));
    check(&name, cargo_command().args(arguments).current_dir(&workspace.root))
}

/// Cargo, to be given arguments, called as a hand would.
///
/// `cargo xtask` gave us the variables of this package. Some build scripts (ring's) watch them, and would run again each
/// time that cargo is called now by hand and now from here, and SurrealDB would be built anew after them.
pub(crate) fn cargo_command() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os().filter(|(name, _)| of_this_package(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    command
}

/// Cargo, with clippy in the place of the compiler for our own crates, and every warning an error.
///
/// It is what `cargo clippy` does, but for a build: a check would compile all that we depend on, SurrealDB with it, once
/// more only to look at it.
pub(crate) fn strict_cargo(workspace: &Workspace, arguments: &[&str]) -> Command {
    println!("   cargo {} (by clippy)", arguments.join(" "));
    let mut command = cargo_command();
    command.args(arguments).current_dir(&workspace.root);
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    command.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    command
}

/// Whether cargo set this variable to describe xtask itself.
fn of_this_package(name: &str) -> bool {
    const PREFIXES: [&str; 5] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Runs a command to its end and fails when it failed.
pub(crate) fn check(name: &str, command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("{name} could not be started"))?;
    if !status.success() {
        bail!("{name} failed");
    }
    Ok(())
}

/// What a command printed, or `None` where it is missing or failed.
pub(crate) fn output(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
