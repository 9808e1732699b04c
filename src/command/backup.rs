//! `zeqing backup --out FILE` and `zeqing restore FILE`: the whole database as lines of JSON, checked by count and hash.
//!
//! The files' bytes are not in it: the folder or bucket is copied by its own means. The backup names every file, and a
//! restore says which of them are missing or not what came in. What only the system should know is in it: password
//! hashes, and the secrets of draws that are not revealed yet. So the file is made for its owner alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{self, BufReader, BufWriter},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use crate::{
    command::{
        count::counted,
        database::{self, DatabaseArgs},
    },
    evidence::store::{self as evidence, Checked},
    server::{clock, files::Files},
    store::{
        Store,
        backup::{self, Summary},
    },
};

type Failed = Box<dyn std::error::Error>;

/// `zeqing backup`
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write, which only its owner can read; an existing file is left alone
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The database to write
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// `zeqing restore`
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// A file that `zeqing backup` wrote
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The database to fill
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Writes a backup: 0 when it is whole, 2 when it is not.
pub async fn back_up(arguments: &BackupArgs) -> ExitCode {
    code(write(arguments).await.map(|()| true))
}

/// Restores a backup into an empty database: 0 when everything is there, 1 when files are missing or not what came in, 2
/// when it failed.
pub async fn restore(arguments: &RestoreArgs) -> ExitCode {
    code(read(arguments).await)
}

fn code(result: Result<bool, Failed>) -> ExitCode {
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("zeqing: {error}");
            ExitCode::from(2)
        }
    }
}

async fn write(arguments: &BackupArgs) -> Result<(), Failed> {
    let config = arguments.database.config()?;
    // A database that an older program wrote is backed up by that one: before the update, not in the midst of it.
    let store = database::open_as_it_is(&config.database).await?;
    let files = Files::open(&config.files)?.list().await?;
    let shown = arguments.out.display();
    let file = create_secret(&arguments.out).map_err(|error| format!("{shown}: {error}"))?;
    let mut out = BufWriter::new(file);
    let files: Vec<(String, u64)> = files.into_iter().map(|(key, size)| (key.to_string(), size)).collect();
    let summary = backup::write(&store, &files, clock::now(), &mut out).await?;
    out.into_inner().map_err(|error| error.to_string())?.sync_all()?;
    println!("{} and a list of {} written to {shown}", records(&summary), counted(summary.files, "file", "files"));
    println!("sha256 {}", summary.sha256);
    Ok(())
}

/// How many records there are, of how many tables.
fn records(summary: &Summary) -> String {
    let records = counted(summary.records(), "record", "records");
    format!("{records} of {}", counted(summary.tables.len(), "table", "tables"))
}

/// A new file that only its owner can read: password hashes and the secrets of draws stand in it.
fn create_secret(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

async fn read(arguments: &RestoreArgs) -> Result<bool, Failed> {
    let config = arguments.database.config()?;
    database::require_lasting(&config.database)?;
    let shown = arguments.file.display();
    let open = || File::open(&arguments.file).map(BufReader::new).map_err(|error| format!("{shown}: {error}"));
    // Read twice: nothing is written before the whole file has proved sound.
    let expected = backup::check(open()?)?;
    let store = Store::open(&config.database).await?;
    let named = backup::restore(&store, open()?, &expected).await?;
    println!("{} restored", records(&expected));
    are_whole(&store, &Files::open(&config.files)?, &named).await
}

/// Names the files that are not what came in, and those that the backup names beside them and that are not there.
async fn are_whole(store: &Store, files: &Files, named: &[(String, u64)]) -> Result<bool, Failed> {
    let Checked { bad, .. } = evidence::check_all(store, files).await?;
    for bad in &bad {
        eprintln!("bad file: {bad}");
    }
    let present: BTreeMap<String, u64> =
        files.list().await?.into_iter().map(|(key, size)| (key.to_string(), size)).collect();
    let told: BTreeSet<&str> = bad.iter().map(|bad| bad.evidence.as_str()).collect();
    // A file without a record is nobody's evidence, but it was there when the backup was made.
    let is_missing = |(key, size): &&(String, u64)| present.get(key) != Some(size) && !told.contains(key.as_str());
    let missing: Vec<&(String, u64)> = named.iter().filter(is_missing).collect();
    for (key, size) in &missing {
        eprintln!("missing file: {key} ({size} bytes)");
    }
    Ok(bad.is_empty() && missing.is_empty())
}
