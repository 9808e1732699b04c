//! The size of what a browser has to fetch before a page is alive.

use std::fs;

use anyhow::{Context, Result, bail, ensure};

use crate::{browser, workspace::Workspace};

/// The most (bytes, brotli) that module, script and style sheet may have together: about what they have now, so that
/// nothing grows unseen. The aim is 450,000; lower it with every step towards that.
const BUDGET: u64 = 940_000;

/// Prints the sizes of the built site and fails when they exceed the budget.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let pkg = workspace.site().join("pkg");
    let entries = fs::read_dir(&pkg)
        .with_context(|| format!("{} is missing; make it: cargo xtask test --only site", pkg.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if ["wasm", "js", "css"].contains(&extension.as_str()) {
            let raw = path.metadata()?.len();
            // A file without a copy is sent as it is.
            let size = |ending: &str| {
                let copy = path.with_extension(format!("{extension}.{ending}"));
                copy.metadata().map_or(raw, |metadata| metadata.len())
            };
            files.push((extension.clone(), raw, size("gz"), size("br")));
        }
    }
    ensure!(
        !files.is_empty(),
        "{} holds no script, module or style sheet; make them: cargo xtask test --only site",
        pkg.display()
    );
    files.sort_by_key(|(_, raw, ..)| std::cmp::Reverse(*raw));
    println!("   {:<6} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip", "brotli");
    for (kind, raw, gzip, brotli) in &files {
        println!("   {kind:<6} {raw:>10} {gzip:>10} {brotli:>10}");
    }
    let total: u64 = files.iter().map(|(.., brotli)| brotli).sum();
    println!("   {:<6} {:>32} of {BUDGET}", "total", total);
    if browser::wasm_opt(workspace).is_none() {
        println!("   not judged: without Node, wasm-opt has not made the module small");
        return Ok(());
    }
    if total > BUDGET {
        bail!("the browser would have to fetch {} bytes too many", total - BUDGET);
    }
    Ok(())
}
