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

/// The cargo-leptos that is known to serve this project; the one after it does not build with the project's toolchain.
const CARGO_LEPTOS: &str = "0.3.10";

/// Serves the demo and rebuilds until it is stopped. An optional tool that does not fit is named, and stops nobody.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let Some(leptos) = command::output("cargo", &["leptos", "--version"]) else {
        println!("cargo-leptos is not installed; rebuilding by our own loop");
        return by_ourselves(workspace);
    };
    let lock = fs::read_to_string(workspace.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let bindgen = command::output("wasm-bindgen", &["--version"]);
    let wrong = unfit(&leptos, bindgen.as_deref(), &lock)?;
    if wrong.is_empty() {
        return with_cargo_leptos(workspace);
    }
    println!("cargo leptos watch cannot be used:");
    for fault in wrong {
        println!("   {fault}");
    }
    println!("rebuilding by our own loop");
    by_ourselves(workspace)
}

/// What is wrong with the tools of `cargo leptos watch`, from what each says of its version, and how it is mended. Another
/// wasm-bindgen than that of Cargo.lock would fail only after a quarter of an hour: the two speak a private format.
fn unfit(leptos: &str, bindgen: Option<&str>, lock: &str) -> Result<Vec<String>> {
    let locked = locked(lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    let mut wrong = Vec::new();
    if version(leptos) != Some(CARGO_LEPTOS) {
        let found = version(leptos).unwrap_or("of an unknown version");
        wrong.push(format!(
            "cargo-leptos is {found}, and must be {CARGO_LEPTOS}: \
             cargo install cargo-leptos@{CARGO_LEPTOS} --locked --features no_downloads"
        ));
    }
    let mend = format!("cargo install wasm-bindgen-cli@{locked}");
    match bindgen {
        None => wrong.push(format!("wasm-bindgen is not installed, and must be {locked}, as in Cargo.lock: {mend}")),
        Some(said) if version(said) != Some(locked) => {
            let found = version(said).unwrap_or("of an unknown version");
            wrong.push(format!("wasm-bindgen is {found}, and must be {locked}, as in Cargo.lock: {mend}"));
        }
        Some(_) => {}
    }
    Ok(wrong)
}

/// The version in what a tool says of itself, `wasm-bindgen 0.2.130`.
fn version(said: &str) -> Option<&str> {
    said.split_whitespace().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// The version of a crate in Cargo.lock, where the version stands in the line after the name.
fn locked<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let named = format!("name = \"{name}\"");
    let after = lock.lines().skip_while(|line| *line != named).nth(1)?;
    after.strip_prefix("version = \"")?.strip_suffix('"')
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

    #[test]
    fn a_tool_of_another_version_is_named_with_the_one_that_is_needed() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.9\"\n";
        let wrong = |leptos: &str, bindgen: Option<&str>| unfit(leptos, bindgen, lock).unwrap();
        assert_eq!(wrong("cargo-leptos 0.3.10\n", Some("wasm-bindgen 0.2.9 (abc)\n")), [""; 0]);
        let [leptos, bindgen]: [String; 2] =
            wrong("cargo-leptos 0.3.9", Some("wasm-bindgen 0.2.8")).try_into().unwrap();
        assert!(leptos.contains("is 0.3.9, and must be 0.3.10"), "{leptos}");
        assert!(bindgen.contains("is 0.2.8, and must be 0.2.9"), "{bindgen}");
        let [missing]: [String; 1] = wrong("cargo-leptos 0.3.10", None).try_into().unwrap();
        assert!(missing.contains("not installed") && missing.contains("wasm-bindgen-cli@0.2.9"), "{missing}");
        assert!(unfit("cargo-leptos 0.3.10", None, "").is_err());
    }
}
