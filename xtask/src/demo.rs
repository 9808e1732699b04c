//! The demo on this machine: starting it and taking it away.

use std::{fs, path::Path, process::Command};

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
#[cfg(unix)]
fn become_server(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec()).context("the server could not be started")
}

#[cfg(not(unix))]
fn become_server(command: &mut Command) -> Result<()> {
    crate::command::check("the server", command)
}

/// Removes the demo's database and files, and nothing that is not the demo's.
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
    fs::remove_dir_all(&data).with_context(|| format!("{} cannot be removed", data.display()))?;
    println!("removed {} with the demo's database and files; the next `cargo xtask run` begins anew", data.display());
    Ok(())
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
    fn reset_leaves_other_data_alone() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("db")).unwrap();
        assert!(reset(&workspace(folder.path())).is_err());
        assert!(data.join("db").exists());
    }
}
