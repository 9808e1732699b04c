//! Rebuilding while one works: cargo-leptos where it is installed, else a loop that compares modification times.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context, Result};

use crate::{browser, build, command, demo, purpose::Purpose, setup, site, workspace::Workspace};

/// How often the sources are looked at.
const LOOK: Duration = Duration::from_millis(500);

/// How long a server that was asked to stop may take before it is made to.
const PATIENCE: Duration = Duration::from_secs(10);

/// What lets open pages load anew when the server or the site is new.
const DEV: (&str, &str) = ("ZEQING_DEV", "true");

/// What the program is made from; a change here restarts the server.
const PROGRAM: [&str; 4] = ["src", "locales", "Cargo.toml", "Cargo.lock"];

/// What only the site is made from; the running server serves the new files at once, and open pages ask for them.
const LOOKS: [&str; 2] = ["style", "public"];

/// Serves the demo and rebuilds until it is stopped.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    if command::output("cargo", &["leptos", "--version"]).is_some() {
        return with_cargo_leptos(workspace);
    }
    println!("cargo-leptos is not installed; rebuilding by our own loop");
    by_ourselves(workspace)
}

fn with_cargo_leptos(workspace: &Workspace) -> Result<()> {
    setup::wasm_target()?;
    println!("   cargo leptos watch (cold 15 min)");
    // cargo-leptos writes the site where Cargo.toml says, whatever CARGO_TARGET_DIR is.
    let mut watch = command::cargo_command();
    watch.args(["leptos", "watch", "--", "demo"]);
    watch.env("ZEQING_SITE", workspace.root.join("target/site")).env(DEV.0, DEV.1).current_dir(&workspace.root);
    command::check("cargo leptos watch", &mut watch)
}

fn by_ourselves(workspace: &Workspace) -> Result<()> {
    let mut program = newest(workspace, &PROGRAM);
    let mut looks = newest(workspace, &LOOKS);
    let binary = build::all(workspace, Purpose::Dev)?;
    let mut running = start(workspace, &binary)?;
    loop {
        thread::sleep(LOOK);
        if let Some(status) = running.as_mut().map(Child::try_wait).transpose()?.flatten() {
            println!("   the server ended ({status}); it starts again after the next change");
            running = None;
        }
        let (program_now, looks_now) = (newest(workspace, &PROGRAM), newest(workspace, &LOOKS));
        if program_now != program {
            (program, looks) = (program_now, looks_now);
            running = rebuild(workspace, &binary, running)?;
        } else if looks_now != looks {
            looks = looks_now;
            report(site::assemble(workspace, Purpose::Dev), "the site is new");
        }
    }
}

/// Builds both halves; a mistake in the sources leaves the old server running.
fn rebuild(workspace: &Workspace, binary: &Path, running: Option<Child>) -> Result<Option<Child>> {
    // The running binary is moved aside by cargo's linker, not overwritten, so it can go on serving meanwhile.
    let built = build::server(workspace, Purpose::Dev)
        .and_then(|()| browser::compile(workspace, Purpose::Dev))
        .and_then(|()| site::assemble(workspace, Purpose::Dev));
    if !report(built, "built; starting the server") {
        return Ok(running);
    }
    if let Some(child) = running {
        stop(child)?;
    }
    start(workspace, binary)
}

fn report(result: Result<()>, done: &str) -> bool {
    match result {
        Ok(()) => {
            println!("   {done}");
            true
        }
        Err(error) => {
            eprintln!("   {error:#}; waiting for the next change");
            false
        }
    }
}

fn start(workspace: &Workspace, binary: &Path) -> Result<Option<Child>> {
    demo::server(workspace, binary).env(DEV.0, DEV.1).spawn().map(Some).context("the server could not be started")
}

/// Asks the server to stop, so that it closes the database in peace, and makes it stop when it does not.
fn stop(mut child: Child) -> Result<()> {
    let asked = Command::new("kill").arg(child.id().to_string()).status().is_ok_and(|status| status.success());
    let start = Instant::now();
    while asked && start.elapsed() < PATIENCE {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// When the newest of these files was changed, and how many there are, so that a removed one is seen too.
fn newest(workspace: &Workspace, paths: &[&str]) -> (Option<SystemTime>, usize) {
    let mut waiting: Vec<PathBuf> = paths.iter().map(|path| workspace.root.join(path)).collect();
    let (mut newest, mut count) = (None, 0);
    while let Some(path) = waiting.pop() {
        // A file may vanish while an editor saves it.
        let Ok(metadata) = fs::metadata(&path) else { continue };
        if metadata.is_dir() {
            waiting.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else {
            newest = newest.max(metadata.modified().ok());
            count += 1;
        }
    }
    (newest, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_and_a_removed_file_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let workspace =
            Workspace { target: root.join("target"), root: root.clone(), version: String::new(), benches: Vec::new() };
        let before = newest(&workspace, &["src"]);
        fs::create_dir_all(root.join("src/unit")).unwrap();
        fs::write(root.join("src/unit/mod.rs"), "").unwrap();
        let with = newest(&workspace, &["src"]);
        assert_ne!(before, with);
        fs::remove_file(root.join("src/unit/mod.rs")).unwrap();
        assert_eq!(before, newest(&workspace, &["src"]));
    }
}
