//! `cargo xtask …`: everything that is done with the project, from a machine that has only Rust.

/// The tests, step by step.
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds and tests Zeqing.
#[derive(Parser)]
#[command(name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Formatting, clippy for both halves, unit, property and architecture tests.
    ///
    /// Cold on two cores about 20 minutes, nearly all of it SurrealDB; then about a minute.
    Test(test::Arguments),
}

fn main() -> Result<()> {
    match Arguments::parse().task {
        Task::Test(arguments) => test::run(&arguments),
    }
}
