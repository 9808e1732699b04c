//! The binary `zeqing`: one program for every command.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use zeqing::command::{
    exchange::{self, ExchangeCommand},
    journal::{self, JournalCommand},
};

/// 责清 Zeqing: whether offices really do what their published responsibility lists say they must
#[derive(Parser)]
#[command(version = env!("ZEQING_VERSION"), arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Export the journal, or check that nobody has bent it
    #[command(subcommand)]
    Journal(JournalCommand),
    #[command(flatten)]
    Exchange(ExchangeCommand),
}

#[tokio::main]
async fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Journal(command) => journal::execute(&command).await,
        Command::Exchange(command) => exchange::execute(&command),
    }
}
