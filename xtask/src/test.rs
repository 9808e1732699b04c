//! The steps of `cargo xtask test`, in the order in which a mistake is cheapest to find. Those of the browser's half run
//! beside those of the server's half, and the integration tests on other databases beside those in memory, for none of
//! them keeps two cores busy by itself.
//!
//! Every step on the server uses the same flags, features and profile, so that none builds a dependency anew.

use std::{fs, process::Command, time::Instant};

use anyhow::Result;
use clap::ValueEnum;

use crate::{beside::Beside, build, command, purpose::Purpose, setup, size, workspace::Workspace};

/// Arguments of `cargo xtask test`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Run only these steps, in their usual order.
    #[arg(long, value_enum, value_name = "STEP")]
    only: Vec<Step>,
    /// Leave the browser tests out.
    #[arg(long)]
    skip_browser: bool,
    /// Try every property in 100,000 cases and not in a few hundred, and what takes too long for every change; with
    /// `--only tests` nothing else runs.
    #[arg(long)]
    long: bool,
    /// Arguments for Playwright, after `--`: names of tests, --headed, --update-snapshots and so on.
    #[arg(last = true)]
    playwright: Vec<String>,
}

/// How many cases `--long` tries of every property. Proptest reads it as a test begins, and it wins over what a test says of
/// its own number; so the same programs run, and nothing is built anew.
const MANY_CASES: (&str, &str) = ("PROPTEST_CASES", "100000");

/// How a step that did not fail came to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// It looked, and found nothing wrong.
    Passed,
    /// It did not look: the tool that it needs is not there, and nobody must have it.
    LeftOut,
}

/// One step of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Formatting of all code.
    Format,
    /// Licences and sources of all that becomes a part of the product, where cargo-deny is installed.
    Deny,
    /// What the browser fetches, built by clippy.
    Site,
    /// The size of what a browser has to fetch.
    Size,
    /// The server, its tests and their database server, built by clippy; and clippy on xtask.
    ClippyServer,
    /// The integration tests in a folder, and those that are hardest for a database on a database server.
    Databases,
    /// Unit, property, integration and architecture tests, and those of xtask.
    Tests,
    /// Playwright in headless Chromium.
    Browser,
}

impl Step {
    const ALL: [Self; 8] = [
        Self::Format,
        Self::Deny,
        Self::Site,
        Self::Size,
        Self::ClippyServer,
        Self::Databases,
        Self::Tests,
        Self::Browser,
    ];

    /// Whether it is of the browser's half, and needs nothing of the server's.
    fn is_of_browser_half(self) -> bool {
        match self {
            Self::Site | Self::Size => true,
            Self::Format | Self::Deny | Self::ClippyServer | Self::Databases | Self::Tests | Self::Browser => false,
        }
    }

    /// Whether it is of the server's half, and needs nothing of the browser's.
    fn is_of_server_half(self) -> bool {
        match self {
            Self::ClippyServer | Self::Databases | Self::Tests => true,
            Self::Format | Self::Deny | Self::Site | Self::Size | Self::Browser => false,
        }
    }

    /// Which of these steps run one after the other beside what follows, if this one does.
    fn beside(self, steps: &[Self]) -> Option<Vec<Self>> {
        if self.is_of_browser_half() && steps.iter().any(|step| step.is_of_server_half()) {
            Some(steps.iter().copied().filter(|step| step.is_of_browser_half()).collect())
        } else {
            (self == Self::Databases && steps.contains(&Self::Tests)).then(|| vec![self])
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Format => "formatting",
            Self::Deny => "licences and sources of what becomes a part of the product",
            Self::ClippyServer => "server and tests, built by clippy; clippy on xtask (cold 25 min)",
            Self::Tests => "tests (5 min)",
            Self::Databases => "integration tests in a folder, and those hardest for it on a database server (5 min)",
            Self::Site => "the browser's half, built by clippy, and the site (cold 18 min)",
            Self::Size => "size of what a browser fetches",
            Self::Browser => "browser tests, a whole season among them (10 min, cold 12)",
        }
    }

    /// The word by which `--only` chooses it.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn run(self, workspace: &Workspace, arguments: &Arguments) -> Result<Ended> {
        let cargo = |arguments: &[&str]| command::cargo(workspace, arguments);
        let strict = ["--no-deps", "--", "-D", "warnings"];
        match self {
            Self::Format => cargo(&["fmt", "--all", "--check"]),
            Self::Deny => return deny(workspace),
            Self::ClippyServer => {
                build::server(workspace, Purpose::Test)?;
                cargo(&[&["clippy", "--locked", "--package", "xtask", "--all-targets"], &strict[..]].concat())
            }
            Self::Tests => {
                let mut test = command::strict_cargo(workspace, &["test", "--locked", "--features", "ssr"]);
                if arguments.long {
                    println!("   {} cases of every property, and what is left out else: a long wait", MANY_CASES.1);
                    test.env(MANY_CASES.0, MANY_CASES.1).args(["--", "--include-ignored"]);
                }
                command::check("cargo test", &mut test)?;
                cargo(&["test", "--locked", "--package", "xtask"])
            }
            Self::Databases => on_other_databases(workspace),
            Self::Site => build::site(workspace, Purpose::Test),
            Self::Size => size::check(workspace),
            Self::Browser => in_browser(workspace, &arguments.playwright),
        }?;
        Ok(Ended::Passed)
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
    let mut besides = Vec::new();
    let (mut passed, mut left_out) = (0, Vec::new());
    for step in &steps {
        if let Some(group) = step.beside(&steps) {
            if group.first() == Some(step) {
                besides.push(start_beside(workspace, &group)?);
            }
            continue;
        }
        // The browser tests need what was built beside, and the machine for themselves.
        if *step == Step::Browser {
            besides.drain(..).try_for_each(Beside::end)?;
        }
        besides.iter_mut().try_for_each(Beside::look)?;
        println!("\n== {} ({} s so far)", step.title(), start.elapsed().as_secs());
        match step.run(workspace, arguments) {
            Ok(Ended::Passed) => passed += 1,
            Ok(Ended::LeftOut) => left_out.push(*step),
            Err(error) => {
                let left = steps.len() - passed - left_out.len() - 1;
                let seconds = start.elapsed().as_secs();
                println!("\n== FAILED: {}", step.title());
                println!("{}, 1 failed, {left} not run to their end; {seconds} s", tally(passed, &left_out));
                return Err(error);
            }
        }
    }
    besides.into_iter().try_for_each(Beside::end)?;
    // Those that ran beside have passed too, or the line before had ended this.
    let passed = steps.len() - left_out.len();
    println!("\n{}, 0 failed; {} s", tally(passed, &left_out), start.elapsed().as_secs());
    Ok(())
}

/// How many steps passed, and which were left out: a step that did not look at anything has not passed.
fn tally(passed: usize, left_out: &[Step]) -> String {
    let names: Vec<String> = left_out.iter().map(|step| step.name()).collect();
    match names.len() {
        0 => format!("{passed} passed"),
        count => format!("{passed} passed, {count} left out ({})", names.join(", ")),
    }
}

/// Starts these steps beside what follows.
fn start_beside(workspace: &Workspace, steps: &[Step]) -> Result<Beside> {
    let titles: Vec<&str> = steps.iter().map(|step| step.title()).collect();
    println!("\n== beside what follows, and shown when it has ended: {}", titles.join("; "));
    let chosen = steps.iter().flat_map(|step| ["--only".to_owned(), step.name()]);
    Beside::start(workspace, ["test".to_owned()].into_iter().chain(chosen))
}

/// Both halves of the product, against `deny.toml`. Rust and Node alone must do, so it is left out where cargo-deny is not;
/// and so must a machine without a network, so it asks for no advisories, whose list is fetched each time.
fn deny(workspace: &Workspace) -> Result<Ended> {
    if command::output("cargo", &["deny", "--version"]).is_none() {
        println!("   left out: cargo-deny is not installed");
        return Ok(Ended::LeftOut);
    }
    let halves = ["--locked", "--features", "ssr,hydrate"];
    command::cargo(workspace, &[&["deny"], &halves[..], &["check", "bans", "licenses", "sources"]].concat())?;
    Ok(Ended::Passed)
}

/// What the names of those integration tests have in them that also run on a database server, each with one of its own:
/// what is sent at once or twice, changes that meet a newer version, keyset pages in every order, a process from its first
/// step to its last, and the journal of what was done.
const DATABASE_TESTS: [&str; 7] =
    ["at_once", "twice", "version", "page_by_page", "_goes_from_", "_is_led_from_", "journal"];

/// The integration test that opens both embedded databases itself, and compares them.
const ON_BOTH: &str = "demo";

/// The names of the integration tests that open a database by what they have in common.
fn database_programs(workspace: &Workspace) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for file in fs::read_dir(workspace.root.join("tests"))? {
        let path = file?.path();
        // A program of several files is a folder with its beginning in it.
        let start = if path.is_dir() { path.join("main.rs") } else { path.clone() };
        if start.is_file() && fs::read_to_string(&start)?.lines().any(|line| line == "mod common;") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    names.retain(|name| name != ON_BOTH);
    names.sort_unstable();
    Ok(names)
}

/// The tests run in memory by themselves; here all of them run in a folder, and the chosen ones each on a server that it
/// starts on loopback.
fn on_other_databases(workspace: &Workspace) -> Result<()> {
    build::server(workspace, Purpose::Test)?;
    let programs = database_programs(workspace)?;
    let chosen = programs.iter().flat_map(|name| ["--test", name.as_str()]);
    let test: Vec<&str> = ["test", "--locked", "--features", "ssr"].into_iter().chain(chosen).collect();
    for (database, names) in [("surrealkv", &[][..]), ("ws", &DATABASE_TESTS[..])] {
        println!("   ZEQING_TEST_ON={database}");
        let mut cargo = command::strict_cargo(workspace, &test);
        cargo.arg("--").args(names).env("ZEQING_TEST_ON", database);
        command::check("cargo test", &mut cargo)?;
    }
    Ok(())
}

/// The tests start the server themselves, each worker one of its own on a free port with a folder of its own.
fn in_browser(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    build::server(workspace, Purpose::Test)?;
    let binary = build::binary(workspace, Purpose::Test);
    build::site(workspace, Purpose::Test)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_was_left_out_is_named_and_has_not_passed() {
        assert_eq!(tally(8, &[]), "8 passed");
        assert_eq!(tally(7, &[Step::Deny]), "7 passed, 1 left out (deny)");
        assert_eq!(tally(0, &[Step::Deny, Step::ClippyServer]), "0 passed, 2 left out (deny, clippy-server)");
    }

    #[test]
    fn what_is_chosen_for_a_database_server_is_there() {
        let workspace = Workspace::find().expect("the tests run in the workspace");
        let programs = database_programs(&workspace).expect("the folder of the tests can be read");
        let texts: Vec<String> = programs
            .iter()
            .filter_map(|name| fs::read_to_string(workspace.root.join("tests").join(name).with_extension("rs")).ok())
            .collect();
        let tests: Vec<&str> = texts
            .iter()
            .flat_map(|text| text.split("#[tokio::test").skip(1))
            .filter_map(|test| test.split_once("async fn ")?.1.split_once('('))
            .map(|(name, _)| name)
            .collect();
        for chosen in DATABASE_TESTS {
            assert!(tests.iter().any(|name| name.contains(chosen)), "no test is named by {chosen}");
        }
    }
}
