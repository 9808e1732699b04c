//! Gives the binary the commit that it was built from, so that a recorded result or a report of trouble can name it,
//! and turns `locales/` into Rust: a key that is missing in a language or nowhere used as it is written does not compile.

use std::{env, error::Error, fs, path::PathBuf, process::Command};

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};

/// One file for each process and language, so that nobody has to look for a word in thousands.
const NAMESPACES: [&str; 20] = [
    "ui",
    "words",
    "errors",
    "account",
    "policy",
    "job",
    "unit",
    "templates",
    "self_check",
    "inspection",
    "visit",
    "rectification",
    "ranking",
    "dashboard",
    "guide",
    "home",
    "journal",
    "search",
    "document",
    "system",
];

fn main() -> Result<(), Box<dyn Error>> {
    name_the_version();
    write_translations()
}

fn name_the_version() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=.git/HEAD");
    println!("cargo::rerun-if-changed=.git/refs/heads");
    let commit = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output();
    let commit = match commit {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        // A source archive has no history; the version alone names it.
        Ok(_) | Err(_) => "released source".to_owned(),
    };
    println!("cargo::rustc-env=ZEQING_VERSION={} ({commit})", env!("CARGO_PKG_VERSION"));
}

fn write_translations() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let config = Config::new("zh")?
        .add_locale("en")?
        .add_namespaces(NAMESPACES)?
        // Translations become texts, not views, for nothing of them changes while a page is open.
        .parse_options(ParseOptions::new().interpolate_display(true));
    let translations = parse_locales(None, config)?;
    // A missing key is only a warning to the parser, and would show the other language's words instead.
    for warning in translations.diag.warnings().iter() {
        println!("cargo::error={warning}");
    }
    for error in translations.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let attributes = "#![allow(missing_docs, unreachable_pub, unused, clippy::all)]".parse().ok();
    let code = gen_code(&translations, None, false, attributes.as_ref(), false)?;
    let folder = PathBuf::from(env::var("OUT_DIR")?).join("i18n");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("mod.rs"), in_lines(&code.to_string()))?;
    Ok(())
}

/// The generated code comes as a single line, and the compiler would show all of it with each of its notes.
fn in_lines(code: &str) -> String {
    let mut lines = String::with_capacity(code.len() + code.len() / 16);
    let (mut in_text, mut escaped) = (false, false);
    for letter in code.chars() {
        lines.push(letter);
        match letter {
            '"' if !escaped => in_text = !in_text,
            ';' | '{' | '}' if !in_text => lines.push('\n'),
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
    }
    lines
}
