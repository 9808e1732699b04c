//! `zeqing journal export` and `zeqing journal verify`.
//!
//! The verifier needs no database: an auditor checks an exported file on a machine of their own. Without a file it
//! checks a database directly; the embedded one must not be open in a running server, for only one process can hold it.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use crate::{
    command::{
        count::counted,
        database::{self, DatabaseArgs},
    },
    journal::{
        chain,
        store::{self, VerifyError},
    },
    server::clock,
};

/// `zeqing journal …`
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// Write the whole journal to a file, one JSON object a line
    Export(ExportArgs),
    /// Check every link and every daily root, in a database also heads, columns and records; names the first record and
    /// seq that does not hold
    Verify(VerifyArgs),
}

/// `zeqing journal export`
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The file to write (- for standard output); an existing file is left alone
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The database whose journal is exported
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// `zeqing journal verify`
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// An exported journal (- for standard input); without it, the database is checked while no server writes to it
    #[arg(value_name = "FILE", conflicts_with = "database")]
    pub file: Option<PathBuf>,
    /// The database to check instead of a file
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Carries the command out: 0 when it succeeded, 1 when the journal does not hold, 2 when it could not be read.
pub async fn execute(command: &JournalCommand) -> ExitCode {
    let result = match command {
        JournalCommand::Export(arguments) => export(arguments).await,
        JournalCommand::Verify(arguments) => verify(arguments).await,
    };
    result.unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::from(2)
    })
}

async fn export(arguments: &ExportArgs) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let store = database::open_as_it_is(&arguments.database.address()?).await?;
    if arguments.out == Path::new("-") {
        store::export(&store, &mut io::stdout().lock(), clock::now()).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let shown = arguments.out.display();
    let file = File::create_new(&arguments.out).map_err(|error| format!("{shown}: {error}"))?;
    let mut out = BufWriter::new(file);
    let entries = store::export(&store, &mut out, clock::now()).await?;
    out.into_inner().map_err(|error| error.to_string())?.sync_all()?;
    println!("{} written to {shown}", counted(entries, "entry", "entries"));
    Ok(ExitCode::SUCCESS)
}

async fn verify(arguments: &VerifyArgs) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let checked = match &arguments.file {
        Some(path) if path == Path::new("-") => chain::verify(io::stdin().lock().lines()),
        Some(path) => {
            let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
            chain::verify(BufReader::new(file).lines())
        }
        None => {
            let store = database::open_as_it_is(&arguments.database.address()?).await?;
            match store::verify(&store, clock::now()).await {
                Ok(summary) => Ok(summary),
                Err(VerifyError::Broken(broken)) => Err(broken),
                Err(VerifyError::Unread(error)) => return Err(error.into()),
            }
        }
    };
    match checked {
        Ok(summary) => {
            println!("{}", serde_json::to_string(&summary)?);
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            println!("{broken}");
            Ok(ExitCode::from(1))
        }
    }
}
