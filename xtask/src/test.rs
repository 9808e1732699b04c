//! The steps of `cargo xtask test`, in the order in which a mistake is cheapest to find.
//!
//! Every step on the server uses the same flags, features and profile, so that none builds a dependency anew.

use std::{process::Command, time::Instant};

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::{browser, build, command, purpose::Purpose, setup, size, workspace::Workspace};

/// Arguments of `cargo xtask test`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Run only these steps, in their usual order.
    #[arg(long, value_enum, value_name = "STEP")]
    only: Vec<Step>,
    /// Leave the browser tests out.
    #[arg(long)]
    skip_browser: bool,
    /// Arguments for Playwright, after `--`: names of tests, --headed, --update-snapshots and so on.
    #[arg(last = true)]
    playwright: Vec<String>,
}

/// One step of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Formatting of all code.
    Format,
    /// Clippy on the server, its tests, their database server and xtask.
    ClippyServer,
    /// Clippy on what the browser runs.
    ClippyBrowser,
    /// Unit, property, integration and architecture tests, and those of xtask.
    Tests,
    /// Those of the integration tests that lean most on the database, in a folder and on a database server.
    Databases,
    /// The server and the site.
    Build,
    /// The size of what a browser has to fetch.
    Size,
    /// Playwright in headless Chromium.
    Browser,
}

impl Step {
    const ALL: [Self; 8] = [
        Self::Format,
        Self::ClippyServer,
        Self::ClippyBrowser,
        Self::Tests,
        Self::Databases,
        Self::Build,
        Self::Size,
        Self::Browser,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Format => "formatting",
            Self::ClippyServer => "clippy, server half (cold 10 min)",
            Self::ClippyBrowser => "clippy, browser half (cold 5 min)",
            Self::Tests => "tests (cold 23 min)",
            Self::Databases => "four of the test programs on other databases (cold 12 min)",
            Self::Build => "server and site (cold 5 min)",
            Self::Size => "size of what a browser fetches",
            Self::Browser => "browser tests, a whole season among them (cold 8 min)",
        }
    }

    fn run(self, workspace: &Workspace, arguments: &Arguments) -> Result<()> {
        let cargo = |arguments: &[&str]| command::cargo(workspace, arguments);
        let strict = ["--no-deps", "--", "-D", "warnings"];
        match self {
            Self::Format => cargo(&["fmt", "--all", "--check"]),
            Self::ClippyServer => {
                cargo(&[&["clippy", "--locked", "--features", "ssr", "--all-targets"], &strict[..]].concat())?;
                cargo(&[&["clippy", "--locked", "--package", "xtask", "--all-targets"], &strict[..]].concat())
            }
            Self::ClippyBrowser => {
                setup::wasm_target()?;
                // The profile of the build, so that the macros of both are built once.
                let profile = Purpose::Test.wasm_profile();
                cargo(&[&["clippy"], &browser::selection(profile)[..], &strict].concat())
            }
            Self::Tests => {
                cargo(&["test", "--locked", "--features", "ssr"])?;
                cargo(&["test", "--locked", "--package", "xtask"])
            }
            Self::Databases => on_other_databases(workspace),
            Self::Build => {
                if setup::has_node() {
                    setup::node_packages(workspace)?;
                }
                build::all(workspace, Purpose::Test).map(|_| ())
            }
            Self::Size => size::check(workspace),
            Self::Browser => in_browser(workspace, &arguments.playwright),
        }
    }
}

/// Runs the steps and stops at the first that fails.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let chosen = |step: &Step| {
        (arguments.only.is_empty() || arguments.only.contains(step))
            && !(arguments.skip_browser && *step == Step::Browser)
    };
    let steps: Vec<Step> = Step::ALL.into_iter().filter(chosen).collect();
    for (passed, step) in steps.iter().enumerate() {
        println!("\n== {} ({} s so far)", step.title(), start.elapsed().as_secs());
        if let Err(error) = step.run(workspace, arguments) {
            let left = steps.len() - passed - 1;
            println!("\n== FAILED: {}", step.title());
            println!("{passed} passed, 1 failed, {left} not run; {} s", start.elapsed().as_secs());
            return Err(error);
        }
    }
    println!("\n{} passed, 0 failed; {} s", steps.len(), start.elapsed().as_secs());
    Ok(())
}

/// The integration tests that play against the database what is hardest for it: sessions and the lock after failures,
/// a submission with its versions, two who arrange visits at once, the ledger's changes and their journal.
const DATABASE_TESTS: [&str; 4] = ["account", "self_check", "plans", "ledger"];

/// The tests run in memory by themselves; here they run in a folder, and each on a server that it starts on loopback.
fn on_other_databases(workspace: &Workspace) -> Result<()> {
    build::server(workspace, Purpose::Test)?;
    let chosen: Vec<&str> = DATABASE_TESTS.iter().flat_map(|name| ["--test", name]).collect();
    let test = [&["test", "--locked", "--features", "ssr"], &chosen[..]].concat();
    for database in ["surrealkv", "ws"] {
        println!("   ZEQING_TEST_ON={database} cargo {}", test.join(" "));
        let mut cargo = command::cargo_command();
        cargo.args(&test).current_dir(&workspace.root).env("ZEQING_TEST_ON", database);
        command::check("cargo test", &mut cargo)?;
    }
    Ok(())
}

/// The tests start the server themselves, each worker one of its own on a free port with a folder of its own.
fn in_browser(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let binary = build::binary(workspace, Purpose::Test);
    if !binary.exists() {
        bail!("{} is missing; build first", binary.display());
    }
    setup::node_packages(workspace)?;
    let chromium = setup::chromium()?;
    let tool = |name: &str, arguments: &[&str]| {
        println!("   {name} {}", arguments.join(" "));
        let mut tool = Command::new(workspace.end2end().join("node_modules/.bin").join(name));
        tool.args(arguments).current_dir(workspace.end2end());
        tool.env("ZEQING_BIN", &binary).env("ZEQING_SITE", workspace.site()).env("ZEQING_CHROMIUM", &chromium);
        command::check(name, &mut tool)
    };
    tool("tsc", &["--noEmit"])?;
    let given: Vec<&str> = arguments.iter().map(String::as_str).collect();
    tool("playwright", &[&["test"], &given[..]].concat())
}
