//! The archive for a real machine: one binary, one folder of files for the browser, and what people should read.

use std::{
    fs::{self, File},
    path::Path,
};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use tar::{Builder, Header};

use crate::{browser, build, purpose::Purpose, workspace, workspace::Workspace};

/// What people read and copy, as it lies among the sources: the licences, the guide and what it links to, the settings.
const PAPERS: [&str; 11] = [
    "LICENSE",
    "NOTICE",
    "README.md",
    "README.zh-CN.md",
    "docs/pictures/guide-en/clerk-home.png",
    "docs/pictures/guide-en/leader-dashboard.png",
    "docs/pictures/guide-en/officer-ledger.png",
    "docs/pictures/guide-zh/clerk-home.png",
    "docs/pictures/guide-zh/leader-dashboard.png",
    "docs/pictures/guide-zh/officer-ledger.png",
    "zeqing.example.toml",
];

/// Builds for a real machine and packs the archive.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    println!("== an optimised build and its archive (cold 30 min)");
    let binary = build::all(workspace, Purpose::Release)?;
    let (os, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    let name = format!("zeqing-{}-{os}-{machine}", workspace.version);
    let path = workspace.target.join(format!("{name}.tar.gz"));
    let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    let mut archive = Builder::new(GzEncoder::new(file, Compression::best()));
    pack(workspace, &binary, Path::new(&name), &mut archive)?;
    archive.into_inner()?.finish()?;
    println!("{} ({} MB)", path.display(), path.metadata()?.len() / 1_000_000);
    Ok(())
}

fn pack<W: std::io::Write>(workspace: &Workspace, binary: &Path, top: &Path, archive: &mut Builder<W>) -> Result<()> {
    add(archive, &top.join(binary.file_name().context("a binary has a name")?), &fs::read(binary)?, 0o755)?;
    add(archive, &top.join("hash.txt"), &fs::read(binary.with_file_name("hash.txt"))?, 0o644)?;
    for name in PAPERS {
        let content = fs::read(workspace.root.join(name)).with_context(|| format!("{name} is missing"))?;
        add(archive, &top.join(name), &content, 0o644)?;
    }
    // SurrealDB's licence asks that its text goes with every copy.
    let licence = workspace::source_of("surrealdb-core")?.join("LICENSE");
    add(archive, &top.join("LICENSE-SURREALDB"), &fs::read(licence)?, 0o644)?;
    let mut site = std::collections::BTreeMap::new();
    browser::collect(&workspace.site(), &top.join("site"), &mut site)?;
    for (path, content) in &site {
        add(archive, path, content, 0o644)?;
    }
    Ok(())
}

/// Without times and owners, so that the same sources give the same archive.
fn add<W: std::io::Write>(archive: &mut Builder<W>, path: &Path, content: &[u8], mode: u32) -> Result<()> {
    let mut header = Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(mode);
    archive.append_data(&mut header, path, content).with_context(|| format!("{} cannot be packed", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_gives_the_same_archive() {
        let pack = || {
            let mut archive = Builder::new(Vec::new());
            add(&mut archive, Path::new("zeqing/hash.txt"), b"js: 0", 0o644).unwrap();
            archive.into_inner().unwrap()
        };
        assert_eq!(pack(), pack());
    }

    #[test]
    fn everything_that_the_guide_leads_to_is_packed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for guide in ["README.md", "README.zh-CN.md"] {
            let text = fs::read_to_string(root.join(guide)).unwrap();
            let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
            let missing: Vec<_> = links.filter(|link| !link.contains("://") && !PAPERS.contains(link)).collect();
            assert!(missing.is_empty(), "{guide}: {missing:?}");
            assert!(text.contains("`zeqing.example.toml`"));
        }
        assert!(PAPERS.iter().all(|name| root.join(name).is_file()));
    }
}
