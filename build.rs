//! Gives the binary the commit that it was built from, so that a recorded result or a report of trouble can name it.

use std::process::Command;

fn main() {
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
