//! Parts that are fetched the first time they are needed. Each says what it does; what is there already costs nothing.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{command, workspace::Workspace};

/// The target of the browser's half.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Fetches everything.
pub(crate) fn everything(workspace: &Workspace) -> Result<()> {
    wasm_target()?;
    node_packages(workspace)?;
    let chromium = chromium()?;
    println!("everything is there; browser tests use {}", chromium.display());
    Ok(())
}

/// Adds the WASM target to the project's toolchain where it is missing; some machines do not install it by themselves.
pub(crate) fn wasm_target() -> Result<()> {
    let Some(installed) = command::output("rustup", &["target", "list", "--installed"]) else {
        // Without rustup the toolchain came from elsewhere; cargo says clearly if the target is missing.
        return Ok(());
    };
    if installed.lines().any(|target| target == WASM) {
        return Ok(());
    }
    println!("   adding the Rust target {WASM} (20 s)");
    command::check("rustup", Command::new("rustup").args(["target", "add", WASM]))
}

/// Installs the Node packages of the browser tests, wasm-opt among them, into `end2end/node_modules`.
pub(crate) fn node_packages(workspace: &Workspace) -> Result<()> {
    let folder = workspace.end2end();
    if is_newer(&folder.join("node_modules/.package-lock.json"), &folder.join("package-lock.json")) {
        return Ok(());
    }
    if !has_node() {
        bail!("Node 20 or newer with npm is needed for the browser tests (or leave them out: --skip-browser)");
    }
    println!("   npm ci in end2end (30 s)");
    // The tests use the system's Chromium; the browsers that Playwright would fetch are half a gigabyte.
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").current_dir(&folder);
    command::check("npm ci", &mut npm)
}

/// Whether Node and npm are there.
pub(crate) fn has_node() -> bool {
    command::output("node", &["--version"]).is_some() && command::output("npm", &["--version"]).is_some()
}

/// Finds Chromium, or installs it with Chinese fonts where that can be done.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("ZEQING_CHROMIUM") {
        let path = PathBuf::from(path);
        if !path.exists() {
            bail!("ZEQING_CHROMIUM names {}, which is not there", path.display());
        }
        return Ok(path);
    }
    let path = PathBuf::from("/usr/bin/chromium");
    let missing: Vec<&str> = [("chromium", path.exists()), ("fonts-noto-cjk", has_chinese_font())]
        .into_iter()
        .filter_map(|(package, is_there)| (!is_there).then_some(package))
        .collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    Ok(path)
}

fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let is_root = command::output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !is_root || !Path::new("/usr/bin/apt-get").exists() {
        bail!(
            "the browser tests need Chromium and a Chinese font. On Debian or Ubuntu: \
             sudo apt-get install --no-install-recommends {names}; elsewhere install them and set ZEQING_CHROMIUM to \
             the browser's path (or leave the browser tests out: --skip-browser)"
        );
    }
    println!("   apt-get install {names} (2 min)");
    let apt = |arguments: &[&str]| {
        command::check("apt-get", Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
        .context("Chromium and fonts could not be installed")
}

/// Without one every page would be tested, and photographed, with boxes for characters.
fn has_chinese_font() -> bool {
    let listed = command::output("fc-list", &[":lang=zh", "family"]);
    listed.is_some_and(|families| !families.trim().is_empty()) || Path::new("/usr/share/fonts/opentype/noto").exists()
}

/// Whether the first file is there and not older than the second.
fn is_newer(made: &Path, source: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    match (modified(made), modified(source)) {
        (Some(made), Some(source)) => made >= source,
        (Some(_) | None, None) | (None, Some(_)) => false,
    }
}
