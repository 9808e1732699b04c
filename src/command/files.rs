//! `zeqing files verify`: whether every evidence file is still what came in.
//!
//! The hash of a file stands in its record, and the journal vouches for the record; so whoever has checked the journal
//! and then the files has checked all that people handed in. Nothing is changed.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::{
    command::{
        count::counted,
        database::{self, DatabaseArgs},
    },
    evidence::store::{self as evidence, Checked},
    server::{config::FilesAddress, files::Files},
};

/// `zeqing files …`
#[derive(Debug, Subcommand)]
pub enum FilesCommand {
    /// Read every evidence file, and compare its size and its SHA-256 with its record and with the journal
    ///
    /// Names every file that is missing, cannot be read or is not what came in, in the order of their ids, and then ends
    /// with code 1. Nothing is changed. A database server may go on serving meanwhile; an embedded database is first
    /// closed by its server. Whether the journal itself holds is said by `zeqing journal verify`.
    Verify(FilesVerifyArgs),
}

/// `zeqing files verify`
#[derive(Debug, Args)]
pub struct FilesVerifyArgs {
    /// The database whose files are checked; where these lie is in the settings
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Carries the command out: 0 when every file is what came in, 1 when one is not, 2 when they could not be checked.
pub async fn execute(command: &FilesCommand) -> ExitCode {
    let FilesCommand::Verify(arguments) = command;
    match verify(arguments).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("zeqing: {error}");
            ExitCode::from(2)
        }
    }
}

async fn verify(arguments: &FilesVerifyArgs) -> Result<bool, Box<dyn std::error::Error>> {
    let config = arguments.database.config()?;
    // A mistyped folder would otherwise be made, and every file be missing from it.
    if let FilesAddress::Folder(folder) = &config.files
        && !folder.is_dir()
    {
        return Err(format!("{}: there is no folder of files here", folder.display()).into());
    }
    let store = database::open_as_it_is(&config.database).await?;
    let Checked { files, bad } = evidence::check_all(&store, &Files::open(&config.files)?).await?;
    for bad in &bad {
        println!("{bad}");
    }
    let (files, faults) = (counted(files, "file", "files"), counted(bad.len(), "fault", "faults"));
    println!("{files} checked, {faults} found");
    Ok(bad.is_empty())
}
