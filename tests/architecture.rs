//! The house rules: reads the sources and fails on a breach, naming file and line.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms of the house in the order in which a later one may import an earlier one, never the reverse. A room
/// that has nothing in it yet is named here all the same: its place is decided before it is built.
const ORDER: [&str; 18] = [
    "kernel",
    "account",
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
    "notice_board",
];

/// What the regulation in code must never mention, so that it runs anywhere and on any day.
const IMPURE: [&str; 8] =
    ["leptos", "axum", "surrealdb", "tokio", "Utc::now", "Local::now", "SystemTime", "server::clock"];

/// Words by which a query is known.
const QUERY: [&str; 8] =
    ["SELECT ", "UPDATE ", "CREATE ", "DELETE ", "UPSERT ", "RELATE ", "DEFINE TABLE", "INSERT INTO"];

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
        name.split('/').next().unwrap_or_default().to_owned()
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
            || name.ends_with("/rules.rs")
            || name.contains("/rules/")
            || name == "journal/chain.rs"
    }

    /// Whether this file of a process names what it does to a record.
    fn keeps_facts(&self) -> bool {
        let name = self.name();
        let store = name.ends_with("/store.rs") || name.contains("/store/");
        (store || name == "rectification/model.rs") && !self.is_test()
    }

    /// Whether this file draws what people see.
    fn is_drawn(&self) -> bool {
        let name = self.name();
        let kit = name.starts_with("ui/") && !name.starts_with("ui/styleguide");
        kit || name.starts_with("app/") || name.starts_with("page/") || self.is_page()
    }

    /// Whether this file holds pages of a process.
    fn is_page(&self) -> bool {
        let name = self.name();
        name.ends_with("/pages.rs") || name.contains("/pages/")
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

/// The rooms of ours that a line names, as in `crate::ranking::…`.
fn imported(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(rest.len());
        &rest[..end]
    })
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
fn the_kernel_imports_nothing_of_ours() {
    assert_none(&breaches(|source, line| {
        let foreign = imported(line).find(|room| *room != "kernel")?.to_owned();
        (source.room() == "kernel").then(|| format!("the kernel imports {foreign}"))
    }));
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
}

#[test]
fn an_earlier_process_never_imports_a_later_one() {
    let place = |room: &str| ORDER.iter().position(|known| *known == room);
    assert_none(&breaches(|source, line| {
        let own = place(&source.room())?;
        let later = imported(line).find(|room| place(room).is_some_and(|other| other > own))?;
        Some(format!("{} imports the later {later}", source.room()))
    }));
}

#[test]
fn only_the_route_table_imports_pages() {
    assert_none(&breaches(|source, line| {
        let foreign = line.contains("::pages") && source.name() != "app/mod.rs";
        foreign.then(|| "pages are imported outside the route table".to_owned())
    }));
}

#[test]
fn pages_ask_the_server_only_by_their_api() {
    assert_none(&breaches(|source, line| {
        let room = imported(line).find(|room| matches!(*room, "server" | "store" | "app"));
        // `Signal::stored` is no store.
        let is_store = |rest: &str| !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        let store = line.split("::store").skip(1).any(is_store).then_some("a store");
        let reached = room.or(store).filter(|_| source.is_page())?;
        Some(format!("a page reaches for {reached}"))
    }));
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
        let name = source.name();
        if name.starts_with("store/") || name.ends_with("/store.rs") || source.is_test() {
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
