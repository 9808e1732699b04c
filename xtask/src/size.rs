//! The size of what a browser has to fetch before a page is alive.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail, ensure};

use crate::{browser, gather, workspace::Workspace};

/// The most (bytes, brotli) that any first page may need of modules, scripts and style sheet together: about what the
/// office's tables and the score sheet need now, so that nothing grows unseen. Lower it with every step towards
/// [`OFTEN_BUDGET`].
const BUDGET: u64 = 520_000;

/// The most that the pages may need by which most people come. The aim is 300,000.
const OFTEN_BUDGET: u64 = 415_000;

/// How the names of the functions begin whose pages keep to that as well, though other pages are not gathered around them:
/// the sign-in and one's own account, and the units.
const AS_LIGHT: [&str; 2] = ["own_", "units_"];

/// The most that a first page of these pages may need.
fn budget(function: &str) -> u64 {
    let is_light = gather::is_often(function) || AS_LIGHT.iter().any(|beginning| function.starts_with(beginning));
    if is_light { OFTEN_BUDGET } else { BUDGET }
}

/// How large a file is, in bytes.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the sizes of the built site and fails when a first page exceeds the budget.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let pkg = workspace.site().join("pkg");
    let files = sizes(&pkg)?;
    let needs = needs(&pkg)?;
    println!("   {:<48} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip", "brotli");
    for (name, size) in &files {
        println!("   {name:<48} {:>10} {:>10} {:>10}", size.raw, size.gzip, size.brotli);
    }
    let is_part = |name: &str| needs.values().flatten().any(|part| name == format!("{part}.wasm"));
    let always: u64 = files.iter().filter(|(name, _)| !is_part(name)).map(|(_, size)| size.brotli).sum();
    println!("   every first page: {always}");
    let mut largest = always;
    let mut too_many = 0;
    for (group, parts) in &needs {
        let of_parts = parts.iter().filter_map(|part| files.get(&format!("{part}.wasm"))).map(|size| size.brotli);
        let total = always + of_parts.sum::<u64>();
        let budget = budget(group);
        println!("   a first page of {group}: {total} of {budget} in {} parts", parts.len());
        largest = largest.max(total);
        too_many = too_many.max(total.saturating_sub(budget));
    }
    println!("   the largest first page: {largest}");
    if browser::wasm_opt(workspace).is_none() {
        println!("   not judged: without Node, wasm-opt has not made the modules small");
        return Ok(());
    }
    if too_many > 0 {
        bail!("a browser would have to fetch {too_many} bytes too many");
    }
    Ok(())
}

/// The modules, scripts and style sheets by name.
fn sizes(pkg: &Path) -> Result<BTreeMap<String, Size>> {
    let entries = fs::read_dir(pkg)
        .with_context(|| format!("{} is missing; make it: cargo xtask test --only site", pkg.display()))?;
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry?.path();
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if ["wasm", "js", "css"].contains(&extension.as_str()) {
            let raw = path.metadata()?.len();
            // A file without a copy is sent as it is.
            let copy = |ending: &str| {
                let copy = path.with_extension(format!("{extension}.{ending}"));
                copy.metadata().map_or(raw, |metadata| metadata.len())
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(name, Size { raw, gzip: copy("gz"), brotli: copy("br") });
        }
    }
    ensure!(
        !files.is_empty(),
        "{} holds no script, module or style sheet; make them: cargo xtask test --only site",
        pkg.display()
    );
    Ok(files)
}

/// The parts that each group of pages needs, as the server reads it.
fn needs(pkg: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    for entry in fs::read_dir(pkg)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("__wasm_split_manifest.") && name.ends_with(".json") {
            return Ok(serde_json::from_slice(&fs::read(&path)?)?);
        }
    }
    bail!("{} says nowhere which parts a page needs; make it: cargo xtask test --only site", pkg.display())
}
