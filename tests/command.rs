//! The commands of whoever runs the machine, as they are typed: what they say, and the code with which they end.

#![allow(clippy::unwrap_used)]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use zeqing::{
    kernel::canonical::sha256_hex,
    store::StoreAddress,
    system::model::{BACK_UP, RESTORE, TO_SERVER, VERIFY},
};

/// A folder with databases in it, and nothing running.
struct Machine {
    folder: tempfile::TempDir,
    files: &'static str,
    journal_hash: Option<&'static str>,
}

impl Machine {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), files: "memory://", journal_hash: None }
    }

    /// What `zeqing …` does with the database of this name.
    fn run(&self, database: &str, arguments: &[&str]) -> Output {
        let database = format!("surrealkv://{}", self.path(database));
        Command::new(env!("CARGO_BIN_EXE_zeqing"))
            .args(arguments)
            .current_dir(&self.folder)
            .env_remove("ZEQING_CONFIG")
            .env_remove("ZEQING_JOURNAL_HASH")
            .envs(self.journal_hash.map(|hash| ("ZEQING_JOURNAL_HASH", hash)))
            // No machine has this address, so a server opens its database and ends.
            .env("ZEQING_ADDR", "192.0.2.1:80")
            .env("ZEQING_SITE", concat!(env!("CARGO_MANIFEST_DIR"), "/public"))
            .env("ZEQING_DATABASE", database)
            .env("ZEQING_FILES", self.files)
            .output()
            .unwrap()
    }

    /// Expects the code, and answers what was said.
    #[track_caller]
    fn ends_with(&self, code: i32, database: &str, arguments: &[&str]) -> String {
        let output = self.run(database, arguments);
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(output.status.code(), Some(code), "zeqing {}: {said}", arguments.join(" "));
        said
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

/// Takes a migration off the record, as if an older program had left the database.
#[expect(clippy::disallowed_methods, reason = "no command makes a database older")]
fn make_older(path: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = surrealdb::engine::any::connect(format!("surrealkv://{path}?sync=every")).await.unwrap();
        db.use_ns("zeqing").use_db("district").await.unwrap();
        db.query("DELETE migration:10").await.unwrap().check().unwrap();
    });
    // The engine lets go of the folder a moment after the last handle is dropped.
    let lock = fs::File::open(Path::new(path).join("LOCK")).unwrap();
    for _ in 0..100 {
        if lock.try_lock().is_ok() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("{path} is still open");
}

const ROOT: [&str; 6] = ["admin", "create", "--account", "root", "--name", "管理员"];

#[test]
fn what_is_backed_up_is_restored_elsewhere_and_only_there() {
    let machine = Machine::new();
    machine.ends_with(2, "none", &["backup", "--out", "early"]);
    machine.ends_with(0, "first", &ROOT);
    assert!(machine.ends_with(0, "first", &["backup", "--out", "whole"]).contains("sha256 "));
    let mode = fs::metadata(machine.path("whole")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "password hashes stand in it");
    machine.ends_with(2, "first", &["backup", "--out", "whole"]);
    machine.ends_with(0, "second", &["restore", "whole"]);
    // The account came along: its name is taken, and a database with something in it is not restored into.
    machine.ends_with(2, "second", &ROOT);
    machine.ends_with(2, "second", &["restore", "whole"]);

    let whole = fs::read_to_string(machine.path("whole")).unwrap();
    fs::write(machine.path("bent"), whole.replace("管理员", "管理人")).unwrap();
    machine.ends_with(2, "third", &["restore", "bent"]);
    assert!(!Path::new(&machine.path("third")).exists(), "nothing is written before the file has proved sound");
}

#[test]
fn no_command_makes_a_database_of_a_mistyped_path_or_works_on_one_that_does_not_stay() {
    let machine = Machine::new();
    for act in ["reset", "disable", "enable"] {
        let said = machine.ends_with(2, "none", &["admin", act, "--account", "root"]);
        assert!(said.contains("no database here"), "{act}: {said}");
    }
    assert!(!Path::new(&machine.path("none")).exists(), "none was made");
    machine.ends_with(0, "first", &ROOT);
    machine.ends_with(0, "first", &["backup", "--out", "whole"]);
    for arguments in [
        &ROOT[..],
        &["admin", "reset", "--account", "root"],
        &["backup", "--out", "empty"],
        &["restore", "whole"],
        &["journal", "verify"],
        &["journal", "export", "--out", "empty"],
        &["rebuild-summaries"],
        &["files", "verify"],
    ] {
        let in_memory = [arguments, &["--database", "mem://"]].concat();
        let said = machine.ends_with(2, "first", &in_memory);
        assert!(said.contains("mem:// is a database of one process"), "{}: {said}", in_memory.join(" "));
    }
    assert!(!Path::new(&machine.path("empty")).exists());
}

#[test]
fn the_commands_that_the_page_on_the_system_names_keep_a_database() {
    let machine = Machine::new();
    let typed = |command: &'static str| {
        let (program, arguments) = command.split_once(' ').unwrap();
        assert_eq!(program, "zeqing");
        arguments.split(' ').collect::<Vec<_>>()
    };
    machine.ends_with(0, "first", &ROOT);
    machine.ends_with(0, "first", &typed(BACK_UP));
    machine.ends_with(0, "second", &typed(RESTORE));
    machine.ends_with(0, "second", &typed(VERIFY));
    let address = TO_SERVER.strip_prefix("ZEQING_DATABASE=").unwrap().replace(":port", ":8000");
    assert!(matches!(address.parse::<StoreAddress>(), Ok(StoreAddress::Server { .. })), "{address}");
}

#[test]
fn the_journal_of_a_stopped_database_and_of_a_file_is_verified() {
    let machine = Machine::new();
    machine.ends_with(0, "first", &ROOT);
    machine.ends_with(0, "first", &["journal", "verify"]);
    machine.ends_with(0, "first", &["journal", "export", "--out", "journal"]);
    machine.ends_with(0, "none", &["journal", "verify", "journal"]);
    let journal = fs::read_to_string(machine.path("journal")).unwrap();
    fs::write(machine.path("bent"), journal.replace("管理员", "管理人")).unwrap();
    assert!(machine.ends_with(1, "none", &["journal", "verify", "bent"]).contains("root"));
    machine.ends_with(2, "none", &["journal", "verify", "missing"]);
}

#[test]
fn a_journal_begun_with_sm3_goes_on_with_nothing_else() {
    let mut machine = Machine { journal_hash: Some("sm3"), ..Machine::new() };
    // The first start chooses, though nobody has done anything yet.
    assert!(machine.ends_with(2, "first", &["serve"]).contains("ZEQING_ADDR"));
    machine.journal_hash = Some("sha256");
    for arguments in [&["serve"][..], &ROOT] {
        let said = machine.ends_with(2, "first", arguments);
        assert!(said.contains("begun with sm3") && said.contains("ZEQING_JOURNAL_HASH"), "{said}");
    }
    machine.journal_hash = None;
    machine.ends_with(0, "first", &ROOT);
    let names_sm3 = |said: &str| assert!(said.contains(r#""hash":"sm3""#), "{said}");
    names_sm3(&machine.ends_with(0, "first", &["journal", "verify"]));
    machine.ends_with(0, "first", &["journal", "export", "--out", "journal"]);
    names_sm3(&machine.ends_with(0, "none", &["journal", "verify", "journal"]));
    let journal = fs::read_to_string(machine.path("journal")).unwrap();
    for (name, bent) in [
        ("renamed", journal.replace("管理员", "管理人")),
        ("as-another", journal.replace(r#""hash":"sm3""#, r#""hash":"sha256""#)),
    ] {
        fs::write(machine.path(name), bent).unwrap();
        assert!(machine.ends_with(1, "none", &["journal", "verify", name]).contains("account:root"), "{name}");
    }

    // What an unused database chose gives way to what a backup holds.
    machine.ends_with(0, "first", &["backup", "--out", "whole"]);
    machine.journal_hash = Some("sha256");
    assert!(machine.ends_with(2, "second", &["serve"]).contains("ZEQING_ADDR"));
    machine.ends_with(0, "second", &["restore", "whole"]);
    names_sm3(&machine.ends_with(0, "second", &["journal", "verify"]));
    assert!(machine.ends_with(2, "second", &["serve"]).contains("begun with sm3"));
}

#[test]
fn the_summaries_of_a_stopped_database_are_summed_anew() {
    let machine = Machine::new();
    machine.ends_with(0, "first", &ROOT);
    for arguments in [&["rebuild-summaries"][..], &["rebuild-summaries", "--write"]] {
        machine.ends_with(0, "first", arguments);
    }
}

#[test]
fn what_is_only_read_is_not_brought_up_to_date() {
    let machine = Machine::new();
    machine.ends_with(0, "first", &ROOT);
    make_older(&machine.path("first"));
    // Twice: the first must not have changed what the second finds.
    for _ in 0..2 {
        for arguments in [&["backup", "--out", "whole"][..], &["rebuild-summaries"], &["journal", "verify"]] {
            let said = machine.ends_with(2, "first", arguments);
            assert!(said.contains("lacks migration 10"), "{said}");
        }
    }
    assert!(!Path::new(&machine.path("whole")).exists(), "nothing was backed up");
}

#[test]
fn a_districts_own_database_is_not_served_as_the_demo() {
    let machine = Machine::new();
    machine.ends_with(0, "first", &ROOT);
    for arguments in [&["demo"][..], &["demo", "--at", "2026-11-23T09:30:00+08:00"]] {
        let said = machine.ends_with(2, "first", arguments);
        assert!(said.contains("not the demo") && said.contains("`zeqing serve`"), "{said}");
        assert!(!said.contains("ZEQING_ADDR"), "it was served: {said}");
    }
    assert!(!Path::new(&machine.path("DEMO")).exists(), "nothing is to be removed with a demo");
}

#[test]
fn a_demo_is_not_filled_beside_a_districts_files() {
    let machine = Machine { files: "file://files", ..Machine::new() };
    let evidence = machine.path(FILE.1);
    fs::create_dir_all(Path::new(&evidence).parent().unwrap()).unwrap();
    fs::write(&evidence, "说明").unwrap();
    // Twice: the first must not have left half a demo.
    for _ in 0..2 {
        let said = machine.ends_with(2, "first", &["demo"]);
        assert!(said.contains("is not the demo's") && !said.contains("ZEQING_ADDR"), "{said}");
    }
    assert!(!Path::new(&machine.path("DEMO")).exists());
    assert_eq!(fs::read_to_string(&evidence).unwrap(), "说明");
}

/// The key of an evidence file, and where its bytes lie below the folder of files.
const FILE: (&str, &str) = ("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "files/0f/1e/0f1e2d3c4b5a69788796a5b4c3d2e1f0");

/// The backup, with a file in it that somebody handed in, of this content.
fn with_a_file(backup: &str, content: &str) -> String {
    let (key, size) = (FILE.0, content.len());
    let mut lines: Vec<Value> = backup.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut trailer = lines.pop().unwrap();
    let row = json!({
        "evidence": key, "name": "说明.txt", "media_type": "text/plain; charset=utf-8", "size": size,
        "sha256": sha256_hex(content.as_bytes()), "uploaded_by": "root", "uploaded_at": "2026-09-28T04:00:00Z",
        "inspectors": [], "version": 1,
    });
    lines.push(json!({"kind": "record", "table": "evidence", "key": key, "row": row}));
    lines.push(json!({"kind": "file", "key": key, "size": size}));
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    trailer["tables"]["evidence"] = json!(1);
    trailer["files"] = json!(1);
    trailer["sha256"] = json!(sha256_hex(text.as_bytes()));
    format!("{text}{trailer}\n")
}

#[test]
fn a_file_that_is_not_what_came_in_is_named_by_the_check_and_by_a_restore() {
    let machine = Machine { files: "file://files", ..Machine::new() };
    let verify = ["files", "verify"];
    machine.ends_with(0, "first", &ROOT);
    assert!(machine.ends_with(2, "first", &verify).contains("no folder of files"));
    machine.ends_with(0, "first", &["backup", "--out", "whole"]);
    assert!(machine.ends_with(0, "first", &verify).contains("0 files checked, 0 faults"));
    machine.ends_with(2, "none", &verify);

    let whole = fs::read_to_string(machine.path("whole")).unwrap();
    fs::write(machine.path("more"), with_a_file(&whole, "说明")).unwrap();
    let named = |said: &str, fault: &str| assert!(said.contains(FILE.0) && said.contains(fault), "{said}");
    named(&machine.ends_with(1, "second", &["restore", "more"]), "missing");
    named(&machine.ends_with(1, "second", &verify), "missing");

    let bytes = Path::new(&machine.path(FILE.1)).to_owned();
    fs::create_dir_all(bytes.parent().unwrap()).unwrap();
    fs::write(&bytes, "说明").unwrap();
    machine.ends_with(0, "third", &["restore", "more"]);
    assert!(machine.ends_with(0, "third", &verify).contains("1 file checked, 0 faults"));

    // As long, and another.
    fs::write(&bytes, "说谎").unwrap();
    named(&machine.ends_with(1, "third", &verify), "SHA-256");
    named(&machine.ends_with(1, "fourth", &["restore", "more"]), "SHA-256");
}
