//! The binary `zeqing`: one program for every command.

use std::{env, process::ExitCode};

use clap::{Parser, Subcommand};
use zeqing::command::{
    admin::{self, AdminCommand},
    backup::{self, BackupArgs, RestoreArgs},
    exchange::{self, ExchangeCommand},
    files::{self, FilesCommand},
    journal::{self, JournalCommand},
    rebuild::{self, RebuildArgs},
    serve,
};

/// 责清 Zeqing: whether offices really do what their published responsibility lists say they must
#[derive(Parser)]
#[command(version = env!("ZEQING_VERSION"), arg_required_else_help = !is_watched())]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

/// Whether `cargo leptos watch` started it: that gives no command by itself, and whoever works on Zeqing wants the demo.
fn is_watched() -> bool {
    env::var("LEPTOS_WATCH").is_ok_and(|watched| watched == "true")
}

#[derive(Subcommand)]
enum Command {
    /// Serve until a signal; settings from zeqing.toml (or ZEQING_CONFIG) and ZEQING_… variables
    Serve,
    /// Serve a demo district; fills an empty database and prints the accounts
    Demo(serve::DemoArgs),
    /// Create accounts on this machine, give them a new password, disable and enable them
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Write the whole database to a file
    Backup(BackupArgs),
    /// Restore a backup into an empty database
    Restore(RestoreArgs),
    /// Check that the evidence files are what came in
    #[command(subcommand)]
    Files(FilesCommand),
    /// Export the journal, or check that nobody has bent it
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Sum anew how the units stand, and report where the summaries differ from the records
    RebuildSummaries(RebuildArgs),
    #[command(flatten)]
    Exchange(ExchangeCommand),
}

/// The stack of each worker. The embedded database answers on the thread that asks, and a transaction that writes
/// summaries goes deeper than the 2 MiB that a thread gets by itself; memory is only taken as far as it is used.
const STACK: usize = 16 << 20;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().thread_stack_size(STACK).enable_all().build();
    match runtime {
        Ok(runtime) => runtime.block_on(run()),
        Err(error) => {
            eprintln!("zeqing: no threads can be started: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> ExitCode {
    match Arguments::parse().command.unwrap_or_else(|| Command::Demo(serve::DemoArgs::default())) {
        Command::Serve => serve::serve().await,
        Command::Demo(demo) => serve::demo(demo).await,
        Command::Admin(command) => admin::execute(&command).await,
        Command::Backup(arguments) => backup::back_up(&arguments).await,
        Command::Restore(arguments) => backup::restore(&arguments).await,
        Command::Files(command) => files::execute(&command).await,
        Command::Journal(command) => journal::execute(&command).await,
        Command::RebuildSummaries(arguments) => rebuild::execute(&arguments).await,
        Command::Exchange(command) => exchange::execute(&command),
    }
}
