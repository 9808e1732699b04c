//! A task of xtask that runs beside this one, for two cores that one task does not keep busy.

use std::{
    env,
    fs::{self, File},
    io::{Write, stdout},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// A task that runs beside this one. What it prints is kept and shown at its end; where it is not waited for, because
/// something else failed meanwhile, it is ended.
pub(crate) struct Beside {
    child: Child,
    printed: PathBuf,
    awaited: bool,
}

impl Beside {
    /// Starts xtask with these arguments.
    pub(crate) fn start(workspace: &Workspace, arguments: impl IntoIterator<Item = String>) -> Result<Self> {
        fs::create_dir_all(&workspace.target)?;
        let printed = workspace.target.join("beside.log");
        let log = File::create(&printed).with_context(|| format!("{} cannot be written", printed.display()))?;
        let mut command = Command::new(env::current_exe()?);
        command.args(arguments).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = command.spawn().context("xtask could not be started once more")?;
        Ok(Self { child, printed, awaited: false })
    }

    /// Waits for its end and shows what it printed.
    ///
    /// # Errors
    /// Where it failed.
    pub(crate) fn end(mut self) -> Result<()> {
        let status = self.child.wait()?;
        self.awaited = true;
        stdout().write_all(&fs::read(&self.printed)?)?;
        if !status.success() {
            bail!("what ran beside failed");
        }
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if self.awaited {
            return;
        }
        // A compiler that it has started comes to its own end, and what it made is not made again.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
