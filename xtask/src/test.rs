//! The steps of `cargo xtask test`, in the order in which a mistake is cheapest to find.
//!
//! Every step uses the same flags, features and profile as the inner loop, so that no step builds a dependency anew.

use std::{
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

/// The target of the browser's half.
const WASM: &str = "wasm32-unknown-unknown";

/// Arguments of `cargo xtask test`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Run only these steps, in their usual order.
    #[arg(long, value_enum)]
    only: Vec<Step>,
}

/// One step of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Formatting of all code.
    Format,
    /// Clippy on the server, its tests and xtask.
    ClippyServer,
    /// Clippy on what the browser runs.
    ClippyBrowser,
    /// Unit, property, integration and architecture tests.
    Tests,
}

impl Step {
    const ALL: [Self; 4] = [Self::Format, Self::ClippyServer, Self::ClippyBrowser, Self::Tests];

    fn title(self) -> &'static str {
        match self {
            Self::Format => "formatting",
            Self::ClippyServer => "clippy, server half (cold: 8 minutes)",
            Self::ClippyBrowser => "clippy, browser half (cold: 3 minutes)",
            Self::Tests => "tests (cold: 8 minutes)",
        }
    }

    fn commands(self) -> Vec<Vec<&'static str>> {
        match self {
            Self::Format => vec![vec!["fmt", "--all", "--check"]],
            Self::ClippyServer => vec![
                vec!["clippy", "--locked", "--features", "ssr", "--all-targets", "--", "-D", "warnings"],
                vec!["clippy", "--locked", "--package", "xtask", "--", "-D", "warnings"],
            ],
            Self::ClippyBrowser => vec![vec![
                "clippy",
                "--locked",
                "--lib",
                "--target",
                WASM,
                "--features",
                "hydrate",
                "--",
                "-D",
                "warnings",
            ]],
            Self::Tests => vec![vec!["test", "--locked", "--features", "ssr"]],
        }
    }
}

/// Runs the steps and stops at the first that fails.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let chosen = |step: &Step| arguments.only.is_empty() || arguments.only.contains(step);
    let start = Instant::now();
    for step in Step::ALL.into_iter().filter(chosen) {
        println!("\n== {} ({} s so far)", step.title(), start.elapsed().as_secs());
        if step == Step::ClippyBrowser {
            install_wasm_target()?;
        }
        for command in step.commands() {
            cargo(&command)?;
        }
    }
    println!("\nall steps passed after {} s", start.elapsed().as_secs());
    Ok(())
}

/// Adds the WASM target to the project's toolchain where it is missing; some machines do not install it by themselves.
fn install_wasm_target() -> Result<()> {
    let installed = Command::new("rustup").args(["target", "list", "--installed"]).output();
    let Ok(installed) = installed else {
        // Without rustup the toolchain came from elsewhere; clippy says clearly if the target is missing.
        return Ok(());
    };
    if String::from_utf8_lossy(&installed.stdout).lines().any(|target| target == WASM) {
        return Ok(());
    }
    println!("adding the target {WASM} (about 20 s)");
    check("rustup", Command::new("rustup").args(["target", "add", WASM]))
}

fn cargo(arguments: &[&str]) -> Result<()> {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    println!("cargo {}", arguments.join(" "));
    let mut command = Command::new(program);
    // `cargo xtask` gave us the variables of this package. Some build scripts (ring's) watch them, and would run again
    // each time that cargo is called now by hand and now from here, and SurrealDB would be built anew after them.
    for (name, _) in std::env::vars().filter(|(name, _)| of_this_package(name)) {
        command.env_remove(name);
    }
    check(&format!("cargo {}", arguments[0]), command.args(arguments))
}

/// Whether cargo set this variable to describe xtask itself.
fn of_this_package(name: &str) -> bool {
    const PREFIXES: [&str; 5] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

fn check(name: &str, command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("{name} could not be started"))?;
    if !status.success() {
        bail!("{name} failed");
    }
    Ok(())
}
