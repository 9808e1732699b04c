//! The folder that the server serves: `public/` as it is, and under `pkg/` the script, the module and the style sheet.
//!
//! Files under `pkg/` carry the hash of their content in their names, so a browser may keep them for ever. Leptos reads
//! the hashes from `hash.txt` beside the server binary. Whatever gets smaller lies there as `.br` and `.gz` too.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

use crate::{
    browser::{self, Browser, LINK, SCRIPT},
    cache::{Cache, fingerprint},
    purpose::Purpose,
    style,
    workspace::Workspace,
};

/// Files by path below the site.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What is worth compressing; pictures and fonts are compressed already.
const COMPRESSIBLE: [&str; 9] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "xml"];

/// Below this size (bytes) a compressed copy saves no packet.
const WORTH_COMPRESSING: usize = 1024;

/// Puts the site together from what is compiled, and writes `hash.txt` beside the server.
pub(crate) fn assemble(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    let cache = Cache::open(workspace.target.join("site-cache"))?;
    let browser = browser::bind(workspace, purpose, &cache)?;
    let sheet = style::bundle(&workspace.root.join("style/main.css"))?;
    let mut files = Files::new();
    browser::collect(&workspace.root.join("public"), Path::new(""), &mut files)?;
    let hashes = name_by_hash(browser, sheet, &mut files);
    if let Some(quality) = purpose.brotli_quality() {
        compress(&mut files, quality, &cache)?;
    }
    write(&workspace.site(), &files)?;
    cache.forget_old()?;
    let server = workspace.target.join(purpose.server_folder());
    fs::create_dir_all(&server)?;
    fs::write(server.join("hash.txt"), hashes).context("hash.txt cannot be written")
}

/// Adds the files of `pkg/` and answers the text of `hash.txt`.
fn name_by_hash(browser: Browser, sheet: String, files: &mut Files) -> String {
    let Browser { mut script, wasm, mut link, parts, needs, snippets } = browser;
    let pkg = Path::new("pkg");
    if !snippets.is_empty() {
        // wasm-bindgen names the folder by crate, not by content.
        let contents: Vec<&[u8]> = snippets.values().map(Vec::as_slice).collect();
        let folder = format!("snippets-{}", fingerprint(&contents));
        script = script.replace("./snippets/", &format!("./{folder}/"));
        files.extend(snippets.into_iter().map(|(path, content)| (pkg.join(&folder).join(path), content)));
    }
    let named: BTreeMap<String, String> =
        parts.iter().map(|(name, part)| (name.clone(), format!("{name}.{}", fingerprint(&[part])))).collect();
    for (name, part) in parts {
        link = link.replace(&format!("\"./{name}.wasm\""), &format!("\"./{}.wasm\"", named[&name]));
        files.insert(pkg.join(format!("{}.wasm", named[&name])), part);
    }
    // The two scripts import each other, so one hash stands for both.
    let scripts = fingerprint(&[script.as_bytes(), link.as_bytes()]);
    link = link.replace(&format!("\"./{SCRIPT}\""), &format!("\"./zeqing.{scripts}.js\""));
    // Only where it is imported: the module knows its imports by the plain name.
    script = script.replace(&format!("from \"./{LINK}\""), &format!("from \"./__wasm_split.{scripts}.js\""));
    let needs: BTreeMap<String, Vec<&String>> =
        needs.into_iter().map(|(group, parts)| (group, parts.iter().map(|part| &named[part]).collect())).collect();
    let needs = serde_json::to_vec(&needs).unwrap_or_default();
    let mut hashes = String::new();
    let script_hash = scripts.clone();
    let mut add = |kind: &str, stem: &str, extension: &str, hash: String, content: Vec<u8>| {
        hashes.push_str(&format!("{kind}: {hash}\n"));
        files.insert(pkg.join(format!("{stem}.{hash}.{extension}")), content);
    };
    let hash = |content: &[u8]| fingerprint(&[content]);
    add("js", "zeqing", "js", scripts, script.into_bytes());
    add("split", "__wasm_split", "js", script_hash, link.into_bytes());
    add("wasm", "zeqing", "wasm", hash(&wasm), wasm);
    add("css", "zeqing", "css", hash(sheet.as_bytes()), sheet.into_bytes());
    add("manifest", "__wasm_split_manifest", "json", hash(&needs), needs);
    hashes
}

/// Adds compressed copies beside the files.
fn compress(files: &mut Files, quality: u32, cache: &Cache) -> Result<()> {
    let mut copies = Files::new();
    for (path, content) in files.iter() {
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if !COMPRESSIBLE.contains(&extension.as_str()) || content.len() < WORTH_COMPRESSING {
            continue;
        }
        let name = fingerprint(&[content]);
        let brotli =
            cache.get(&format!("{name}.{quality}.br"), |path| Ok(fs::write(path, brotli(content, quality)?)?))?;
        let gzip = cache.get(&format!("{name}.gz"), |path| Ok(fs::write(path, gzip(content)?)?))?;
        for (ending, compressed) in [("br", fs::read(brotli)?), ("gz", fs::read(gzip)?)] {
            if compressed.len() < content.len() {
                copies.insert(path.with_extension(format!("{extension}.{ending}")), compressed);
            }
        }
    }
    files.append(&mut copies);
    Ok(())
}

fn brotli(content: &[u8], quality: u32) -> Result<Vec<u8>> {
    // A window of 2^22 bytes is the largest that every browser takes.
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

/// Makes the folder hold exactly these files. What is right already is not touched, so a running server keeps serving.
fn write(site: &Path, files: &Files) -> Result<()> {
    for (path, content) in files {
        let path = site.join(path);
        if fs::read(&path).ok().as_ref() != Some(content) {
            fs::create_dir_all(path.parent().unwrap_or(site))?;
            fs::write(&path, content).with_context(|| format!("{} cannot be written", path.display()))?;
        }
    }
    let mut present = Files::new();
    browser::collect(site, Path::new(""), &mut present)?;
    let wanted: BTreeSet<&PathBuf> = files.keys().collect();
    for path in present.keys().filter(|path| !wanted.contains(path)) {
        fs::remove_file(site.join(path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(snippets: Files) -> Browser {
        Browser {
            script: "import './snippets/a/inline0.js'; import * as split from \"./__wasm_split.js\"\n\
                     const imports = { \"./__wasm_split.js\": split }"
                .to_owned(),
            wasm: b"wasm".to_vec(),
            link: "import {} from \"./zeqing.js\"; fetch(\"./split_plan.wasm\")".to_owned(),
            parts: BTreeMap::from([("split_plan".to_owned(), b"part".to_vec())]),
            needs: BTreeMap::from([("plan".to_owned(), vec!["split_plan".to_owned()])]),
            snippets,
        }
    }

    #[test]
    fn names_in_the_site_are_those_of_hash_txt() {
        let mut files = Files::new();
        let hashes = name_by_hash(browser(Files::new()), "a{}".to_owned(), &mut files);
        let part = format!("split_plan.{}.wasm", fingerprint(&[b"part"]));
        let mut named: BTreeSet<PathBuf> = hashes
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(kind, hash)| match kind {
                "split" => format!("pkg/__wasm_split.{hash}.js"),
                "manifest" => format!("pkg/__wasm_split_manifest.{hash}.json"),
                kind => format!("pkg/zeqing.{hash}.{kind}"),
            })
            .map(PathBuf::from)
            .collect();
        named.insert(format!("pkg/{part}").into());
        assert_eq!(named, files.keys().cloned().collect::<BTreeSet<_>>());
        let text = |stem: &str| {
            let is_named = |path: &Path| path.display().to_string().contains(stem);
            let is_script = |path: &Path| path.extension().is_some_and(|kind| kind == "js" || kind == "json");
            let (_, content) = files.iter().find(|(path, _)| is_named(path) && is_script(path)).unwrap();
            String::from_utf8(content.clone()).unwrap()
        };
        // The scripts find each other and the parts by their new names; the key of the import stays.
        assert!(text("__wasm_split.").contains(&part));
        assert!(text("__wasm_split_manifest").contains(part.trim_end_matches(".wasm")));
        assert!(!text("__wasm_split.").contains("\"./zeqing.js\""));
        assert!(!text("zeqing.").contains("from \"./__wasm_split.js\""));
        assert!(text("zeqing.").contains("\"./__wasm_split.js\": split"));
    }

    #[test]
    fn a_changed_snippet_changes_the_name_of_the_script() {
        let hashes = |content: &[u8]| {
            let snippets = Files::from([("a/inline0.js".into(), content.to_vec())]);
            name_by_hash(browser(snippets), String::new(), &mut Files::new())
        };
        assert_ne!(hashes(b"one"), hashes(b"two"));
        assert_eq!(hashes(b"one"), hashes(b"one"));
    }

    #[test]
    fn compressed_copies_stand_beside_what_gets_smaller() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path().to_owned()).unwrap();
        let mut files = Files::from([
            ("pkg/large.css".into(), b"a{color:red}".repeat(200)),
            ("small.css".into(), b"a{color:red}".to_vec()),
            ("font.woff2".into(), vec![0; 5000]),
        ]);
        compress(&mut files, 5, &cache).unwrap();
        let names: Vec<String> = files.keys().map(|path| path.display().to_string()).collect();
        assert_eq!(names, ["font.woff2", "pkg/large.css", "pkg/large.css.br", "pkg/large.css.gz", "small.css"]);
    }

    #[test]
    fn the_site_holds_nothing_of_an_earlier_build() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        write(&site, &Files::from([("pkg/old.js".into(), b"old".to_vec())])).unwrap();
        write(&site, &Files::from([("pkg/new.js".into(), b"new".to_vec())])).unwrap();
        assert!(!site.join("pkg/old.js").exists());
        assert_eq!(fs::read(site.join("pkg/new.js")).unwrap(), b"new");
    }
}
