//! The house rules: reads the sources and fails on a breach, naming file and line.

/// Which paths a source names.
#[path = "architecture/imports.rs"]
mod imports;

use imports::{Import, imports};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms of the house in the order in which a later one may import an earlier one, never the reverse. A room
/// that has nothing in it yet is named here all the same: its place is decided before it is built.
const ORDER: [&str; 21] = [
    "kernel",
    "account",
    "policy",
    "job",
    "working_day",
    "unit",
    "responsibility",
    "evidence",
    "self_check",
    "inspection",
    "rectification",
    "ranking",
    "register",
    "accountability",
    "public",
    "dashboard",
    "home",
    "search",
    "document",
    "system",
    "notice_board",
];

/// What the regulation in code must never mention, so that it runs anywhere and on any day.
const IMPURE: [&str; 7] = ["leptos", "axum", "surrealdb", "tokio", "Utc::now", "Local::now", "SystemTime"];

/// The rooms that know the network, the database, the screen or the time.
const OUTSIDE: [&str; 7] = ["server", "store", "ui", "page", "app", "command", "demo"];

/// Words by which a query is known.
const QUERY: [&str; 8] =
    ["SELECT ", "UPDATE ", "CREATE ", "DELETE ", "UPSERT ", "RELATE ", "DEFINE TABLE", "INSERT INTO"];

/// What models hold that no browser is answered: the server reads it from its database, or as the conditions of a list.
const UNANSWERED: [&str; 11] = [
    "Attempts",
    "Computation",
    "DayRoot",
    "EntryStanding",
    "Evidence",
    "Filter",
    "LedgerFilter",
    "Reminder",
    "SubmissionStanding",
    "VisitStanding",
    "Waiting",
];

struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// The path below `src`, with `/` between its parts.
    fn name(&self) -> String {
        let parts: Vec<_> = self.path.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    fn room(&self) -> String {
        let name = self.name();
        name.split(['/', '.']).next().unwrap_or_default().to_owned()
    }

    fn is_test(&self) -> bool {
        let name = self.name();
        name.ends_with("/tests.rs") || name.ends_with("/properties.rs")
    }

    /// Whether this file is the regulation in code: the kernel, a model, a rule, or the journal's chain.
    fn is_pure(&self) -> bool {
        let name = self.name();
        name.starts_with("kernel/")
            || name.ends_with("/model.rs")
            || name.contains("/model/")
            || name.ends_with("/rules.rs")
            || name.contains("/rules/")
            || name == "journal/chain.rs"
    }

    /// Whether this file asks the database for a process.
    fn is_store(&self) -> bool {
        let name = self.name();
        name.ends_with("/store.rs") || name.contains("/store/")
    }

    /// Whether this file of a process names what it does to a record.
    fn keeps_facts(&self) -> bool {
        (self.is_store() || self.name() == "rectification/model/step.rs") && !self.is_test()
    }

    /// Whether this file draws what people see.
    fn is_drawn(&self) -> bool {
        let name = self.name();
        let kit = name.starts_with("ui/") && !name.starts_with("ui/styleguide");
        kit || name.starts_with("app/") || name.starts_with("page/") || self.is_page()
    }

    /// Whether this file holds what a process can be asked.
    fn is_api(&self) -> bool {
        self.name().ends_with("/api.rs")
    }

    /// Whether this file declares the modules of a process, or of a part of it.
    fn declares_a_process(&self) -> bool {
        let room = self.room();
        self.name().ends_with("/mod.rs") && (ORDER.contains(&room.as_str()) || room == "journal")
    }

    /// Whether this file holds pages of a process.
    fn is_page(&self) -> bool {
        let name = self.name();
        !name.starts_with("app/") && (name.ends_with("/pages.rs") || name.contains("/pages/"))
    }

    /// Whether this file holds what a browser is answered.
    fn is_answered(&self) -> bool {
        let name = self.name();
        name.ends_with("/model.rs")
            || name.contains("/model/")
            || name == "kernel/fault.rs"
            || name == "kernel/actor.rs"
    }

    /// Lines of code with their numbers: without comments, and without the tests at a file's end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .take_while(|(_, line)| !line.starts_with("mod tests {"))
            .map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default()))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).expect("the folder can be read") {
            let path = item.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("the source can be read");
                let path = path.strip_prefix(&root).expect("below src").to_owned();
                sources.push(Source { path, text });
            }
        }
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(sources.len() > 10, "the sources were not found");
    sources
}

/// Every line of every source for which `breach` gives a reason, as `file:line: reason`.
fn breaches(breach: impl Fn(&Source, &str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            if let Some(reason) = breach(&source, line) {
                found.push(format!("src/{}:{number}: {reason}", source.name()));
            }
        }
    }
    found
}

/// Every path of every source for which `breach` gives a reason, as `file:line: reason`.
fn breaching_imports(breach: ImportRule) -> Vec<String> {
    sources().iter().flat_map(|source| breaching_imports_of(source, breach)).collect()
}

fn breaching_imports_of(source: &Source, breach: ImportRule) -> Vec<String> {
    let reason = |import: &Import| {
        let reason = breach(source, import)?;
        Some(format!("src/{}:{}: {reason}: {}", source.name(), import.line, import.path.join("::")))
    };
    imports(&source.name(), &source.text).iter().filter_map(reason).collect()
}

/// Why a source must not name a path, where it must not.
type ImportRule = fn(&Source, &Import) -> Option<String>;

/// Every rule about imports.
const IMPORT_RULES: [ImportRule; 6] = [
    leads_to_a_later_room,
    leads_out_of_the_regulation,
    leads_the_kit_elsewhere,
    leads_to_another_rooms_pages,
    leads_a_page_behind_its_api,
    leads_an_api_past_models_and_rules,
];

/// Whether a room may import another one. Processes follow [`ORDER`]; what stands around them is named here, and so is
/// whatever a new room is to import.
fn may_import(room: &str, other: &str) -> bool {
    let place = |room: &str| ORDER.iter().position(|known| *known == room);
    match room {
        "kernel" => false,
        "answer" | "ui" => other == "kernel",
        // A refusal is read as an answer is.
        "error" => matches!(other, "kernel" | "answer"),
        "preferences" => other == "i18n",
        "i18n" => other == "preferences",
        "words" => matches!(other, "kernel" | "error" | "i18n"),
        // Pages say who is signed in, and leave out the columns that the person does not want.
        "page" => matches!(other, "kernel" | "error" | "account" | "ui" | "preferences" | "i18n" | "words"),
        // The one write path keeps the chain.
        "store" => matches!(other, "kernel" | "error" | "journal"),
        // It has a page of its own, whose columns are chosen, and knows no process.
        "journal" => {
            matches!(
                other,
                "kernel" | "answer" | "error" | "ui" | "preferences" | "i18n" | "words" | "page" | "server" | "store"
            )
        }
        "app" => !matches!(other, "server" | "store" | "command" | "demo"),
        "server" => !matches!(other, "command" | "demo"),
        "demo" => !matches!(other, "app" | "command"),
        "command" => other != "app",
        "lib" => other == "app",
        "main" => other == "command",
        process => match (place(process), place(other)) {
            (Some(own), Some(other)) => other < own,
            (Some(_), None) => {
                matches!(
                    other,
                    "answer"
                        | "error"
                        | "journal"
                        | "ui"
                        | "preferences"
                        | "i18n"
                        | "words"
                        | "page"
                        | "server"
                        | "store"
                )
            }
            (None, _) => false,
        },
    }
}

fn leads_to_a_later_room(source: &Source, import: &Import) -> Option<String> {
    let (own, other) = (source.room(), import.room()?);
    (own != other && !may_import(&own, other)).then(|| format!("{own} imports {other}"))
}

fn leads_out_of_the_regulation(source: &Source, import: &Import) -> Option<String> {
    let room = import.room().filter(|_| source.is_pure() && !source.is_test())?;
    let outside = OUTSIDE.contains(&room) || ["store", "api", "pages"].iter().any(|name| import.leads_by(name));
    outside.then(|| "a pure file leaves the regulation".to_owned())
}

/// The kit is Leptos' alone; only its tests may ask for more. A path that is neither ours nor a crate's leads to
/// something of its own.
fn leads_the_kit_elsewhere(source: &Source, import: &Import) -> Option<String> {
    let other = import.path.first().filter(|_| source.room() == "ui" && !source.is_test())?;
    (other != "leptos" && is_dependency(other)).then(|| format!("the kit imports {other}"))
}

fn leads_to_another_rooms_pages(source: &Source, import: &Import) -> Option<String> {
    let at = import.path.iter().position(|step| step == "pages")?;
    let own = import.by.starts_with(&import.path[..=at]);
    let table = import.room() == Some("app") || source.name() == "app/pages.rs";
    (!own && !table).then(|| "pages are imported outside the route table".to_owned())
}

fn leads_a_page_behind_its_api(source: &Source, import: &Import) -> Option<String> {
    let room = import.room().filter(|_| source.is_page())?;
    let reached = matches!(room, "server" | "app" | "command" | "demo").then_some(room);
    let reached = reached.or_else(|| import.leads_by("store").then_some("a store"))?;
    Some(format!("a page reaches for {reached}"))
}

/// What an api says outside its bodies both sides know: models and rules, its own or those of an earlier process, the
/// kernel, and what an answer is. Server and store come in its bodies, and what is drawn nowhere.
fn leads_an_api_past_models_and_rules(source: &Source, import: &Import) -> Option<String> {
    let room = import.room().filter(|_| source.is_api())?;
    if matches!(room, "ui" | "page" | "app" | "preferences" | "i18n" | "words") {
        return Some(format!("an api reaches for {room}"));
    }
    let known =
        matches!(room, "kernel" | "answer" | "error") || ["model", "rules"].iter().any(|name| import.leads_by(name));
    (!import.inside && !known).then(|| format!("an api reaches for {room} outside its bodies"))
}

/// Whether a name is that of a crate in `Cargo.toml`.
fn is_dependency(name: &str) -> bool {
    let manifest = include_str!("../Cargo.toml");
    manifest.lines().filter_map(|line| line.split_once(" = ")).any(|(key, _)| key.replace('-', "_") == name)
}

/// The string literals of a line, without a look at escapes.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// Whether a literal is meant for people: it is Chinese, or a capital letter begins several words. Messages of
/// `expect` begin with a small one.
fn reads_as_words(text: &str) -> bool {
    let chinese = |letter: char| ('\u{3400}'..='\u{9fff}').contains(&letter);
    let sentence = text.starts_with(|letter: char| letter.is_ascii_uppercase()) && text.contains(' ');
    let path = text.starts_with('M') && text.contains(|letter: char| letter.is_ascii_digit());
    text.contains(chinese) || (sentence && !path)
}

/// Whether a literal is the stored name of an action, such as `visit.lock`.
fn is_action(text: &str) -> bool {
    let word = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_lowercase())
            && part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
    };
    text.split_once('.').is_some_and(|(process, act)| word(process) && word(act))
}

#[track_caller]
fn assert_none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn models_rules_and_the_kernel_are_pure() {
    assert_none(&breaches(|source, line| {
        if !source.is_pure() || source.is_test() {
            return None;
        }
        let impure = IMPURE.iter().find(|word| line.contains(**word))?;
        Some(format!("a pure file mentions {impure}"))
    }));
    assert_none(&breaching_imports(leads_out_of_the_regulation));
}

#[test]
fn no_room_imports_one_that_stands_after_it() {
    assert_none(&breaching_imports(leads_to_a_later_room));
}

#[test]
fn the_kit_imports_only_leptos_and_the_kernel() {
    assert_none(&breaching_imports(leads_the_kit_elsewhere));
}

#[test]
fn only_the_route_table_imports_pages() {
    assert_none(&breaching_imports(leads_to_another_rooms_pages));
}

#[test]
fn pages_ask_the_server_only_by_their_api() {
    assert_none(&breaching_imports(leads_a_page_behind_its_api));
}

#[test]
fn an_api_knows_only_models_and_rules_outside_its_bodies() {
    assert_none(&breaching_imports(leads_an_api_past_models_and_rules));
}

#[test]
fn a_breach_is_seen_however_it_is_written() {
    let seen = |name: &str, text: &str| {
        let source = Source { path: name.into(), text: text.to_owned() };
        IMPORT_RULES.iter().flat_map(|rule| breaching_imports_of(&source, *rule)).count()
    };
    for (name, text) in [
        ("kernel/points.rs", "use super::super::unit::model::Unit;"),
        ("kernel/mod.rs", "use crate::{\n    error::AppError,\n};"),
        ("unit/store.rs", "use crate::{\n    kernel::ids::UnitCode,\n    ranking::{self, model},\n};"),
        ("unit/standing.rs", "fn of() { super::super::rectification::model::read() }"),
        ("unit/model.rs", "use super::{store::{\n    all,\n}};"),
        ("inspection/visit/rules/sheet.rs", "use crate::{kernel::ids::UnitCode, server::{clock, today}};"),
        ("ui/badge.rs", "use super::super::words;"),
        ("ui/badge.rs", "use {chrono::NaiveDate, leptos::prelude::*};"),
        ("ui/badge.rs", "fn at() { uuid::Uuid::new_v4() }"),
        ("search/reads.rs", "use super::{\n    super::unit::{pages::UnitPage},\n};"),
        ("search/pages.rs", "use crate::unit as register;\nfn read() { register::store::all() }"),
        ("self_check/pages/round.rs", "use super::super::store::round;"),
        ("self_check/api.rs", "use crate::{\n    server::{self, Config},\n};"),
        ("self_check/api.rs", "use super::{model::Round, reads};"),
        ("inspection/visit/api.rs", "use crate::inspection::visit::{input, view::Page};"),
        ("unit/api.rs", "pub async fn units() -> Result<super::store::Units, AppError> { all().await }"),
        ("register/api.rs", "use crate::{unit::standing::Standing};"),
        ("unit/api.rs", "async fn read() { use crate::{words, unit::store}; words::unit_kind(store::kind()) }"),
        ("store/connect.rs", "use crate::{kernel, server::{clock}};"),
        ("page/load.rs", "use crate::{ui, unit::{model::Unit}};"),
        ("server/router.rs", "use crate::{document, demo::{self}};"),
        ("app/frame.rs", "use crate::{account, store::{Store}};"),
        ("a_new_room/mod.rs", "use crate::{\n    kernel\n};"),
    ] {
        assert!(seen(name, text) > 0, "not seen in {name}: {text}");
    }
    for (name, text) in [
        ("kernel/points.rs", "use super::{ids, text::*};\nmod tests { use super::*; }"),
        ("unit/store.rs", "// use crate::ranking::model;\nconst WORDS: &str = \"crate::ranking::model\";"),
        ("ui/badge.rs", "use leptos::{prelude::*, web_sys};\nfn at() { web_sys::window(); i64::from(1) }"),
        ("ui/properties.rs", "use proptest::prelude::*;"),
        ("self_check/pages/round.rs", "use super::{answers, super::{api, rules}};"),
        (
            "self_check/api.rs",
            "async fn read() { use crate::{self_check::store, server}; store::all(server::store()) }",
        ),
        (
            "register/api.rs",
            "use super::{model::Card, rules};\nuse crate::{answer::Read, error::AppError, kernel::ids::UnitCode, unit::model};",
        ),
    ] {
        assert_eq!(seen(name, text), 0, "seen in {name}: {text}");
    }
}

#[test]
fn every_word_on_a_page_is_a_translation() {
    assert_none(&breaches(|source, line| {
        if !source.is_drawn() || source.is_test() {
            return None;
        }
        let literal = literals(line).find(|text| reads_as_words(text))?;
        Some(format!("the words {literal:?} are no translation"))
    }));
}

#[test]
fn queries_stand_only_in_stores() {
    assert_none(&breaches(|source, line| {
        if source.name().starts_with("store/") || source.is_store() || source.is_test() {
            return None;
        }
        let word = QUERY.iter().find(|word| line.contains(**word))?;
        Some(format!("a query ({}) outside a store", word.trim()))
    }));
}

#[test]
fn queries_are_constants_and_never_formatted() {
    assert_none(&breaches(|_, line| {
        let (_, formatted) = line.split_once("format!(")?;
        let word = QUERY.iter().find(|word| formatted.contains(**word))?;
        Some(format!("a formatted query ({})", word.trim()))
    }));
}

#[test]
fn the_two_halves_part_only_where_modules_are_declared() {
    assert_none(&breaches(|source, line| {
        let name = source.name();
        let allowed = name == "lib.rs" || name == "main.rs" || name.ends_with("/mod.rs");
        (!allowed && line.contains("feature = \"ssr\"")).then(|| "cfg(feature = \"ssr\") outside a mod.rs".to_owned())
    }));
}

/// Every place of a process' `mod.rs` at which one `cfg` parts more than one module, or anything else than a module, as
/// `file:line: reason`.
fn parted_beside_modules(source: &Source) -> Vec<String> {
    let code: Vec<(usize, &str)> = source.code().filter(|(_, line)| !line.trim().is_empty()).collect();
    let parts = |line: &str| line.contains("feature = \"ssr\"");
    let alone = |at: usize| code.get(at + 1).is_some_and(|(_, next)| is_one_module(next));
    let breach = |number: usize| format!("src/{}:{number}: cfg(feature = \"ssr\") not over one module", source.name());
    let breaches = code.iter().enumerate().filter(|(at, (_, line))| parts(line) && !alone(*at));
    breaches.map(|(_, (number, _))| breach(*number)).collect()
}

/// Whether a line declares a module that lies in a file, or names what one of the pair of `browser.rs` and `nowhere.rs`
/// gives.
fn is_one_module(line: &str) -> bool {
    let line = line.trim();
    let shown = line.strip_prefix("pub").map_or(line, |rest| {
        let rest = rest.trim_start();
        rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest.trim_start())
    });
    let declared = shown.strip_prefix("mod ").is_some_and(|name| name.ends_with(';'));
    declared || ["use browser::", "use nowhere::"].iter().any(|pair| shown.starts_with(pair))
}

#[test]
fn a_process_parts_the_two_halves_by_whole_modules() {
    let breaches = |source: &Source| source.declares_a_process().then(|| parted_beside_modules(source));
    assert_none(&sources().iter().filter_map(breaches).flatten().collect::<Vec<_>>());
}

#[test]
fn a_cfg_over_anything_but_one_module_is_seen() {
    let seen = |name: &str, text: &str| {
        let source = Source { path: name.into(), text: text.to_owned() };
        source.declares_a_process() && !parted_beside_modules(&source).is_empty()
    };
    let server = "#[cfg(feature = \"ssr\")]\n";
    for text in
        ["fn read() {}", "pub use store::all;", "mod parts {\n    mod one;\n}", "#[cfg(feature = \"ssr\")]\nmod a;", ""]
    {
        assert!(seen("unit/mod.rs", &format!("{server}{text}")), "not seen: {text}");
        assert!(seen("inspection/plan/mod.rs", &format!("mod model;\n{server}{text}")), "not seen: {text}");
    }
    for text in ["pub mod store;", "mod view;", "pub(crate) mod reading;", "use nowhere::{press, waits};"] {
        assert!(!seen("unit/mod.rs", &format!("{server}{text}\n\nfn read() {{}}")), "seen: {text}");
    }
    assert!(!seen("page/mod.rs", &format!("{server}fn now() {{}}")), "no process, but what stands around them");
    assert!(!seen("unit/mod.rs", "// cfg(feature = \"ssr\")\nfn read() {}"), "a comment parts nothing");
}

#[test]
fn what_the_journal_keeps_has_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let labels = fs::read_to_string(root.join("journal/labels.rs")).expect("the labels can be read");
    let named = |action: &str| labels.contains(&format!("\"{action}\" =>"));
    let mut actions = 0;
    for source in sources().iter().filter(|source| source.keeps_facts()) {
        for (number, line) in source.code() {
            for action in literals(line).filter(|text| is_action(text)) {
                assert!(named(action), "src/{}:{number}: the action {action} has no words", source.name());
                actions += 1;
            }
        }
    }
    assert!(actions > 60, "the actions were not found");
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|source| !source.is_test() && !source.text.starts_with("//!"))
        .map(|source| format!("src/{}: begins without //!", source.name()))
        .collect();
    assert_none(&silent);
}

/// The type that a line at a file's margin begins to declare, unless it ends there too.
fn begun_type(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let named = line.strip_prefix("struct ").or_else(|| line.strip_prefix("enum "))?;
    named.ends_with('{').then(|| named.split(|letter: char| !letter.is_alphanumeric()).next()).flatten()
}

#[test]
fn a_day_that_a_browser_is_answered_is_read_without_patterns() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.is_answered()) {
        let (mut is_derived, mut is_answered, mut names_its_reader) = (false, false, false);
        for (number, line) in source.code() {
            if let Some(name) = begun_type(line) {
                is_answered = is_derived && !UNANSWERED.contains(&name);
                is_derived = false;
            } else if line.starts_with("#[derive(") {
                is_derived = line.contains("Deserialize");
            } else if line == "}" {
                is_answered = false;
            } else if line.trim_start().starts_with("#[serde(") {
                names_its_reader = line.contains("kernel::dated::read");
            } else if !line.trim().is_empty() {
                let is_dated = line.contains("NaiveDate") || line.contains("DateTime<");
                if is_answered && is_dated && !names_its_reader {
                    found.push(format!("src/{}:{number}: chrono's reader would come to the browser", source.name()));
                }
                names_its_reader = false;
            }
        }
    }
    assert_none(&found);
}
