//! The browser's half: the library compiled to WASM, its JavaScript by wasm-bindgen, and wasm-opt over the module.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    cache::{Cache, fingerprint},
    command,
    purpose::Purpose,
    setup,
    workspace::Workspace,
};

/// What the browser fetches to bring a page to life.
pub(crate) struct Browser {
    /// The module that loads the WASM and speaks to the page.
    pub(crate) script: String,
    /// The WASM module.
    pub(crate) wasm: Vec<u8>,
    /// Further modules that the script imports, by path below `snippets/`.
    pub(crate) snippets: BTreeMap<PathBuf, Vec<u8>>,
}

/// Compiles the library for the browser; for the tests by clippy, as the server.
pub(crate) fn compile(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    setup::wasm_target()?;
    println!("   building the browser's half (cold 6 min, for a release or the tests 17)");
    let build = [
        "build",
        "--locked",
        "--package",
        "zeqing",
        "--lib",
        "--target",
        setup::WASM,
        "--no-default-features",
        "--features",
        "hydrate",
        "--profile",
        purpose.wasm_profile(),
    ];
    match purpose {
        Purpose::Test => command::check("cargo build", &mut command::strict_cargo(workspace, &build)),
        Purpose::Run | Purpose::Dev | Purpose::Release => command::cargo(workspace, &build),
    }
}

/// Turns the compiled library into what the browser fetches.
pub(crate) fn bind(workspace: &Workspace, purpose: Purpose, cache: &Cache) -> Result<Browser> {
    let compiled = workspace.target.join(setup::WASM).join(purpose.wasm_folder()).join("zeqing.wasm");
    let compiled = read(&compiled)?;
    let name = format!("bindgen-{}", fingerprint(&[&compiled, wasm_bindgen_version().as_bytes()]));
    let bound = cache.get(&name, |folder| {
        println!("   wasm-bindgen (10 s)");
        bindgen(compiled, folder)
    })?;
    let wasm = read(&bound.join("zeqing_bg.wasm"))?;
    let script = fs::read_to_string(bound.join("zeqing.js")).context("wasm-bindgen wrote no script")?;
    let mut snippets = BTreeMap::new();
    collect(&bound.join("snippets"), Path::new(""), &mut snippets)?;
    let wasm = if purpose.shrinks_wasm() { shrink(workspace, wasm, cache)? } else { wasm };
    Ok(Browser { script, wasm, snippets })
}

/// All files below a folder that may be missing, by path below it.
pub(crate) fn collect(folder: &Path, prefix: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = prefix.join(entry.file_name());
        if entry.path().is_dir() {
            collect(&entry.path(), &path, into)?;
        } else {
            into.insert(path, read(&entry.path())?);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn bindgen(compiled: Vec<u8>, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_bytes("zeqing", compiled)
        .out_name("zeqing")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen failed; does its version in xtask/Cargo.toml equal that of Cargo.lock?")
}

/// A new version of wasm-bindgen must not find the old one's results.
fn wasm_bindgen_version() -> &'static str {
    include_str!("../Cargo.toml").lines().find(|line| line.starts_with("wasm-bindgen-cli-support")).unwrap_or_default()
}

/// The program of wasm-opt and what says its version; nothing where it is not there.
pub(crate) fn wasm_opt(workspace: &Workspace) -> Option<(PathBuf, Vec<u8>)> {
    let package = workspace.end2end().join("node_modules/binaryen");
    let program = package.join("bin/wasm-opt");
    program.exists().then_some(program).zip(fs::read(package.join("package.json")).ok())
}

/// wasm-opt comes with the browser tests' Node packages; without Node the module stays as it is.
fn shrink(workspace: &Workspace, wasm: Vec<u8>, cache: &Cache) -> Result<Vec<u8>> {
    let Some((program, version)) = wasm_opt(workspace) else {
        println!("   wasm-opt is left out: it needs Node and `cargo xtask setup`; the module is about a tenth larger");
        return Ok(wasm);
    };
    let name = format!("wasm-opt-{}", fingerprint(&[&wasm, &version]));
    let shrunk = cache.get(&name, |path| {
        println!("   wasm-opt (1 min)");
        let input = path.with_extension("in");
        fs::write(&input, &wasm)?;
        // The module names the features that it needs in its own section, so none is named here.
        let done =
            command::check("wasm-opt", Command::new("node").arg(&program).arg("-Oz").arg(&input).arg("-o").arg(path));
        fs::remove_file(&input)?;
        done
    })?;
    read(&shrunk)
}
