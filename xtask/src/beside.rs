//! A task of xtask that runs beside this one, for two cores that one task does not keep busy.

use std::{
    env,
    fs::{self, File},
    io::{Write, stdout},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// How many were started.
static STARTED: AtomicUsize = AtomicUsize::new(0);

/// A task that runs beside this one. What it prints is kept, and shown at its end.
///
/// Where it is not waited for, because something else failed meanwhile, it is ended. A cargo that it has started comes to
/// its own end, for it can only be reached by ending everything that the person has started.
pub(crate) struct Beside {
    child: Child,
    printed: PathBuf,
    shown: bool,
}

impl Beside {
    /// Starts xtask with these arguments.
    pub(crate) fn start(workspace: &Workspace, arguments: impl IntoIterator<Item = String>) -> Result<Self> {
        fs::create_dir_all(&workspace.target)?;
        // A file of its own, for one that was ended may still be writing into its own.
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let printed = workspace.target.join(format!("beside-{}-{number}.log", std::process::id()));
        let log = File::create(&printed).with_context(|| format!("{} cannot be written", printed.display()))?;
        let mut command = Command::new(env::current_exe()?);
        command.args(arguments).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = command.spawn().context("xtask could not be started once more")?;
        Ok(Self { child, printed, shown: false })
    }

    /// Shows what it printed where it has ended.
    ///
    /// # Errors
    /// Where it has failed.
    pub(crate) fn look(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => self.show(status),
            None => Ok(()),
        }
    }

    /// Waits for its end and shows what it printed.
    ///
    /// # Errors
    /// Where it failed.
    pub(crate) fn end(mut self) -> Result<()> {
        self.look()?;
        if !self.shown {
            println!("   waiting for what runs beside");
            let status = self.child.wait()?;
            self.show(status)?;
        }
        Ok(())
    }

    fn show(&mut self, status: ExitStatus) -> Result<()> {
        if !self.shown {
            self.shown = true;
            println!("\n== what ran beside:");
            stdout().write_all(&fs::read(&self.printed)?)?;
        }
        if !status.success() {
            bail!("what ran beside failed");
        }
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        fs::remove_file(&self.printed).ok();
    }
}
