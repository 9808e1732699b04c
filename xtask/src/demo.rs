//! The demo on this machine: starting it and taking it away.

use std::{
    fs::{self, File, TryLockError},
    io::ErrorKind,
    os::unix::process::CommandExt,
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{build, purpose::Purpose, workspace::Workspace};

/// Builds and serves the demo until it is stopped.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let binary = build::all(workspace, Purpose::Run)?;
    println!("   starting the demo; data in {}; stop with Ctrl C\n", workspace.root.join("data").display());
    become_server(server(workspace, &binary).args(arguments))
}

/// The demo's server, not yet started.
pub(crate) fn server(workspace: &Workspace, binary: &Path) -> Command {
    let mut command = Command::new(binary);
    command.arg("demo").env("ZEQING_SITE", workspace.site()).current_dir(&workspace.root);
    command
}

/// The server takes the place of xtask, so that it gets every signal itself and can close the database in peace.
fn become_server(command: &mut Command) -> Result<()> {
    Err(command.exec()).context("the server could not be started")
}

/// Removes the demo's database and files, and nothing that is not the demo's. Not while a server has them open: that one
/// would go on with what is gone, and write the half of it anew.
pub(crate) fn reset(workspace: &Workspace) -> Result<()> {
    let data = workspace.root.join("data");
    if !data.exists() {
        println!("there is no demo in {}; nothing to remove", data.display());
        return Ok(());
    }
    // The server writes this file when it fills an empty folder with the demo.
    if data.is_symlink() || !data.join("DEMO").is_file() {
        bail!("{} was not made by the demo (it holds no file DEMO), so it is left as it is", data.display());
    }
    let _held = closed_database(&data.join("db"))?;
    fs::remove_dir_all(&data).with_context(|| format!("{} cannot be removed", data.display()))?;
    println!("removed {} with the demo's database and files; the next `cargo xtask run` begins anew", data.display());
    Ok(())
}

/// Holds the lock of an embedded database, so that no server opens it meanwhile; nothing where there is no database.
fn closed_database(folder: &Path) -> Result<Option<File>> {
    // The engine's own file, by which it keeps a second process away.
    let path = folder.join("LOCK");
    let lock = match File::open(&path) {
        Ok(lock) => lock,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be opened", path.display())),
    };
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => {
            bail!("a running server has the database {} open; stop it first (Ctrl C where it runs)", folder.display())
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("{} cannot be locked", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(root: &Path) -> Workspace {
        Workspace { root: root.to_owned(), target: root.join("target"), version: String::new(), benches: Vec::new() }
    }

    #[test]
    fn reset_removes_the_demo() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("db")).unwrap();
        fs::write(data.join("DEMO"), "").unwrap();
        reset(&workspace(folder.path())).unwrap();
        assert!(!data.exists());
    }

    #[test]
    fn reset_waits_until_no_server_has_the_demo_open() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("db")).unwrap();
        fs::write(data.join("DEMO"), "").unwrap();
        let open = File::create(data.join("db/LOCK")).unwrap();
        open.lock().unwrap();
        let refused = reset(&workspace(folder.path())).unwrap_err().to_string();
        assert!(refused.contains("stop it first"), "{refused}");
        assert!(data.join("DEMO").exists());
        drop(open);
        reset(&workspace(folder.path())).unwrap();
        assert!(!data.exists());
    }

    #[test]
    fn reset_leaves_other_data_alone() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("db")).unwrap();
        assert!(reset(&workspace(folder.path())).is_err());
        assert!(data.join("db").exists());
    }
}
