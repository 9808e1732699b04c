//! The browser's half: the library compiled to WASM and taken apart at its lazy functions, the JavaScript of what is left
//! by wasm-bindgen, and wasm-opt over every module.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    cache::{Cache, fingerprint},
    command,
    gather::{constants, gather},
    purpose::Purpose,
    setup,
    trim::{shorten, without_comments, without_streams, without_waiting},
    workspace::Workspace,
};

/// What the browser fetches to bring a page to life.
pub(crate) struct Browser {
    /// The module that loads the WASM and speaks to the page.
    pub(crate) script: String,
    /// The WASM module that every page needs.
    pub(crate) wasm: Vec<u8>,
    /// The module by which the script fetches the parts; the two import each other.
    pub(crate) link: String,
    /// The parts, by name.
    pub(crate) parts: BTreeMap<String, Vec<u8>>,
    /// The names of the parts that each lazy function needs.
    pub(crate) needs: BTreeMap<String, Vec<String>>,
    /// Further modules that the script imports, by path below `snippets/`.
    pub(crate) snippets: BTreeMap<PathBuf, Vec<u8>>,
}

/// Compiles the library for the browser; for the tests by clippy, as the server.
pub(crate) fn compile(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    setup::wasm_target()?;
    println!("   building the browser's half (cold 6 min, for a release or the tests 17)");
    let form = |command, feature| {
        let library = [command, "--locked", "--package", "zeqing", "--lib", "--target", setup::WASM];
        let features = ["--no-default-features", "--features", feature, "--profile", purpose.wasm_profile()];
        [&library[..], &features].concat()
    };
    let build = form("build", "split");
    match purpose {
        Purpose::Test => {
            command::check("cargo build", &mut command::strict_cargo(workspace, &build))?;
            println!("   looking at it in one piece, as cargo-leptos builds it");
            command::check("cargo check", &mut command::strict_cargo(workspace, &form("check", "hydrate")))
        }
        Purpose::Run | Purpose::Dev | Purpose::Release => command::cargo(workspace, &build),
    }
}

/// Turns the compiled library into what the browser fetches.
pub(crate) fn bind(workspace: &Workspace, purpose: Purpose, cache: &Cache) -> Result<Browser> {
    let compiled = workspace.target.join(setup::WASM).join(purpose.wasm_folder()).join("zeqing.wasm");
    let compiled = without_streams(read(&compiled)?)?;
    let name = format!("bindgen-{}", fingerprint(&[&compiled, wasm_bindgen_version().as_bytes()]));
    let bound = cache.get(&name, |folder| {
        println!("   taking the module apart, and wasm-bindgen (20 s)");
        bindgen(&take_apart(&compiled, folder)?, folder)
    })?;
    let wasm = read(&bound.join("zeqing_bg.wasm"))?;
    let mut link = fs::read_to_string(bound.join(LINK)).context("the splitting wrote no script")?;
    let mut needs = serde_json::from_slice(&read(&bound.join(NEEDS))?)?;
    let mut parts = BTreeMap::new();
    collect(&bound.join(PARTS), Path::new(""), &mut parts)?;
    let parts = parts.into_iter().map(|(path, part)| Ok((stem(&path), without_waiting(&part)?)));
    let mut parts: BTreeMap<String, Vec<u8>> = parts.collect::<Result<_>>()?;
    gather(&mut parts, &mut needs, &mut link, &constants(&compiled)?)?;
    let script = fs::read_to_string(bound.join("zeqing.js")).context("wasm-bindgen wrote no script")?;
    let (script, wasm) = shorten(&script, &wasm)?;
    let (script, link) = (without_comments(&script), without_comments(&link));
    let mut snippets = BTreeMap::new();
    collect(&bound.join("snippets"), Path::new(""), &mut snippets)?;
    let (wasm, parts) = if purpose.shrinks_wasm() {
        let parts = parts.into_iter().map(|(name, part)| Ok((name, shrink(workspace, part, cache)?)));
        (shrink(workspace, wasm, cache)?, parts.collect::<Result<_>>()?)
    } else {
        (wasm, parts)
    };
    Ok(Browser { script, wasm, link, parts, needs, snippets })
}

/// The script that fetches the parts, as the main script imports it.
pub(crate) const LINK: &str = "__wasm_split.js";

/// The main script, as [`LINK`] imports it.
pub(crate) const SCRIPT: &str = "zeqing.js";

/// The folder of the parts within the results of a binding, and the file that says which of them a function needs.
const PARTS: &str = "parts";
const NEEDS: &str = "needs.json";

/// Takes the module apart and answers what is left for every page.
fn take_apart(compiled: &[u8], folder: &Path) -> Result<Vec<u8>> {
    let parts = folder.join(PARTS);
    fs::create_dir_all(&parts)?;
    let main = folder.join("main.wasm");
    let (script, link) = (format!("./{SCRIPT}"), format!("./{LINK}"));
    let mut options = wasm_split_cli_support::Options::new(compiled);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &script;
    let done = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("the module cannot be taken apart: {error:#}"))?;
    fs::rename(parts.join(LINK), folder.join(LINK))?;
    fs::write(folder.join(NEEDS), serde_json::to_vec(&done.prefetch_map)?)?;
    let left = read(&main)?;
    fs::remove_file(main)?;
    Ok(left)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
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

fn bindgen(compiled: &[u8], folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_bytes("zeqing", compiled.to_vec())
        .out_name("zeqing")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // What the parts need of the main module is exported by the linker's names.
        .keep_lld_exports(true)
        .demangle(false)
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

/// How wasm-opt makes a module small. A function that is called once stays one: put into its caller it saves a thirtieth
/// of the module as it is, but a sixteenth more of it is sent, for a compressed module lives by its functions being alike.
/// For the same reason nothing that a function says twice is kept in a local: so it is a hundredth larger as it is, and a
/// three hundredth smaller as it is sent.
const OPTIMISE: [&str; 3] = ["-Oz", "--one-caller-inline-max-function-size=0", "--skip-pass=local-cse"];

/// wasm-opt comes with the browser tests' Node packages; without Node the module stays as it is.
fn shrink(workspace: &Workspace, wasm: Vec<u8>, cache: &Cache) -> Result<Vec<u8>> {
    let Some((program, version)) = wasm_opt(workspace) else {
        println!("   wasm-opt is left out: it needs Node and `cargo xtask setup`; the module is about a tenth larger");
        return Ok(wasm);
    };
    let name = format!("wasm-opt-{}", fingerprint(&[&wasm, &version, OPTIMISE.concat().as_bytes()]));
    let shrunk = cache.get(&name, |path| {
        println!("   wasm-opt (1 min)");
        let input = path.with_extension("in");
        fs::write(&input, &wasm)?;
        // The module names the features that it needs in its own section, so none is named here.
        let mut optimise = Command::new("node");
        optimise.arg(&program).args(OPTIMISE).arg(&input).arg("-o").arg(path);
        let done = command::check("wasm-opt", &mut optimise);
        fs::remove_file(&input)?;
        done
    })?;
    read(&shrunk)
}
