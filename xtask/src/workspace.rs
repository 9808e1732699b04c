//! Where the sources are and where results go, as cargo itself sees it (so that `CARGO_TARGET_DIR` is honoured).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command;

/// The project on this machine.
pub(crate) struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's build folder.
    pub(crate) target: PathBuf,
    /// The version of the package `zeqing`.
    pub(crate) version: String,
    /// The names of the benchmark programs.
    pub(crate) benches: Vec<String>,
}

impl Workspace {
    /// Asks cargo.
    pub(crate) fn find() -> Result<Self> {
        let metadata = metadata(&["--no-deps"])?;
        let package = metadata["packages"]
            .as_array()
            .and_then(|packages| packages.iter().find(|package| package["name"] == "zeqing"))
            .context("the workspace has no package zeqing")?;
        let targets = package["targets"].as_array().map(Vec::as_slice).unwrap_or_default();
        let is_bench =
            |target: &&Value| target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == "bench"));
        Ok(Self {
            root: text(&metadata["workspace_root"])?.into(),
            target: text(&metadata["target_directory"])?.into(),
            version: text(&package["version"])?.to_owned(),
            benches: targets.iter().filter(is_bench).filter_map(|t| t["name"].as_str().map(str::to_owned)).collect(),
        })
    }

    /// The folder that the server serves.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The folder of the browser tests.
    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }
}

/// The folder that a dependency's sources lie in.
pub(crate) fn source_of(crate_name: &str) -> Result<PathBuf> {
    let metadata = metadata(&["--features", "ssr"])?;
    let manifest = metadata["packages"]
        .as_array()
        .and_then(|packages| packages.iter().find(|package| package["name"] == crate_name))
        .with_context(|| format!("{crate_name} is not among the dependencies"))?;
    let manifest = PathBuf::from(text(&manifest["manifest_path"])?);
    Ok(manifest.parent().context("a manifest lies in a folder")?.to_owned())
}

fn metadata(arguments: &[&str]) -> Result<Value> {
    // Said by cargo as it starts us, not when we were built: two checkouts with one build folder share this program.
    let here = std::env::var("CARGO_MANIFEST_DIR").context("xtask is started by cargo: cargo xtask …")?;
    let output = command::cargo_command()
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(Path::new(&here).join("../Cargo.toml"))
        .args(arguments)
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cargo could not be started")?;
    serde_json::from_slice(&output.stdout).context("cargo metadata did not answer")
}

fn text(value: &Value) -> Result<&str> {
    value.as_str().context("cargo metadata answered in an unknown form")
}
