//! `cargo xtask …`: everything that is done with the project, from a machine that has only Rust and Node.
//!
//! Nothing is installed globally but, for the browser tests and only as root on Debian or Ubuntu, Chromium and fonts.

/// Starting other programs, and saying so.
mod command;

/// Where the sources are and where results go.
mod workspace;

/// What a build is for: it decides between time and size.
mod purpose;

/// Parts that are fetched the first time they are needed.
mod setup;

/// Results kept by the hash of what they were made from.
mod cache;

/// Fewer modules of those into which the browser's half is taken apart.
mod gather;

/// What wasm-bindgen makes, with less around it.
mod trim;

/// The browser's half: cargo, wasm-bindgen, wasm-opt.
mod browser;

/// The style sheet.
mod style;

/// The folder that the server serves, with hashed names and compressed copies.
mod site;

/// A task that runs beside another.
mod beside;

/// The server binary and the site.
mod build;

/// The size of what a browser has to fetch.
mod size;

/// The demo on this machine: starting it and taking it away.
mod demo;

/// Rebuilding while one works.
mod dev;

/// The archive for a real machine.
mod release;

/// The benchmark programs.
mod bench;

/// The tests, step by step.
mod test;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{purpose::Purpose, workspace::Workspace};

/// Builds, runs, tests and releases Zeqing. Times are for two cores; "cold" is the first time on a machine.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build and serve the demo on http://127.0.0.1:3000 (cold 15 min, then seconds)
    ///
    /// The database and files go to ./data; the server prints its address and the demo accounts. What follows `--` is
    /// passed to `zeqing demo`.
    Run {
        /// Arguments for `zeqing demo`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Formatting, licences, clippy, all tests, size budget, browser tests (cold 50 min, after a change half an hour)
    ///
    /// Licences are checked where cargo-deny is installed, and else left out, which is said at the end.
    Test(test::Arguments),
    /// Serve the demo and rebuild on every change (cold 15 min, then half a minute a change)
    ///
    /// Uses cargo-leptos 0.3.10 where it and the wasm-bindgen of Cargo.lock are installed, else a simple loop of its own.
    /// Open pages load anew by themselves.
    Dev,
    /// Run the benchmark programs in benches/ (cold 25 min: an optimised build)
    Bench {
        /// Arguments for the benchmark programs.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Make the optimised archive for a real machine (cold 30 min, then 5 min)
    Release,
    /// Remove the demo's database and files in ./data, once no server has them open (at once)
    DemoReset,
    /// Fetch what is missing: WASM target, Node packages, Chromium and fonts (cold 3 min)
    ///
    /// The other commands do this by themselves where they need it.
    Setup,
    /// Build the server and the site without starting them (cold 15 min, then seconds)
    Build {
        /// Optimise as for a release (cold 30 min).
        #[arg(long)]
        release: bool,
    },
    /// Format all Rust code (at once)
    Fmt,
    /// Build the site alone
    #[command(hide = true)]
    Site {
        /// What it is for.
        #[arg(value_enum)]
        purpose: Purpose,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let workspace = Workspace::find()?;
    match task {
        Task::Run { arguments } => demo::run(&workspace, &arguments),
        Task::Test(arguments) => test::run(&workspace, &arguments),
        Task::Dev => dev::run(&workspace),
        Task::Bench { arguments } => bench::run(&workspace, &arguments),
        Task::Release => release::run(&workspace),
        Task::DemoReset => demo::reset(&workspace),
        Task::Setup => setup::everything(&workspace),
        Task::Build { release } => {
            build::all(&workspace, if release { Purpose::Release } else { Purpose::Run }).map(|_| ())
        }
        Task::Site { purpose } => build::site(&workspace, purpose),
        Task::Fmt => command::cargo(&workspace, &["fmt", "--all"]),
    }
}
