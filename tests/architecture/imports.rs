//! Which paths a source names: its `use` trees taken apart, `self`, `super` and imported modules followed to where
//! they lead.
//!
//! It is no parser of Rust. It knows comments, literals, `mod`, `use` and paths, which is all that the house rules ask
//! about; a path that a macro puts together is not seen.

use std::collections::BTreeMap;

/// A path that a source names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// `crate` or the name of another crate, and what lies in it; `*` for everything.
    pub(super) path: Vec<String>,
    /// The module that names it, from `crate` on.
    pub(super) by: Vec<String>,
    /// The line, from 1.
    pub(super) line: usize,
    /// Whether it stands in a body, not in the module itself.
    pub(super) inside: bool,
}

impl Import {
    /// The room of ours that the path leads into.
    pub(super) fn room(&self) -> Option<&str> {
        let (first, rest) = self.path.split_first()?;
        (first == "crate").then(|| rest.first().map(String::as_str))?
    }

    /// Whether a module, or the last thing, on the way is called so.
    pub(super) fn leads_by(&self, name: &str) -> bool {
        self.path.iter().skip(1).any(|step| step == name)
    }
}

/// Every path that a source names, in its order. `name` is the file below `src`, such as `unit/mod.rs`.
pub(super) fn imports(name: &str, text: &str) -> Vec<Import> {
    let code = code(text);
    let mut reader = Reader {
        tokens: tokens(&code),
        at: 0,
        module: module_of(name),
        depth: 0,
        inline: Vec::new(),
        known: BTreeMap::new(),
        named: Vec::new(),
    };
    reader.read();
    reader.followed()
}

/// The module that a file holds.
fn module_of(name: &str) -> Vec<String> {
    let name = name.strip_suffix(".rs").unwrap_or(name);
    let own = name.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main"));
    ["crate"].into_iter().chain(own).map(str::to_owned).collect()
}

/// A path as it is written.
struct Named {
    path: Vec<String>,
    by: Vec<String>,
    line: usize,
    inside: bool,
    /// The name by which the rest of the source knows it, where a `use` gives it one.
    known_as: Option<String>,
}

struct Reader<'a> {
    tokens: Vec<(&'a str, usize)>,
    at: usize,
    module: Vec<String>,
    /// How many braces are open.
    depth: usize,
    /// How many were, where each module within the file began.
    inline: Vec<usize>,
    /// Where names lead that stand for modules of ours or for other crates' parts.
    known: BTreeMap<String, Vec<String>>,
    named: Vec<Named>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        while let Some((token, line)) = self.take() {
            match token {
                "{" => self.depth += 1,
                "}" => self.close(),
                "mod" => self.declare(),
                "use" if self.begins_a_tree() => self.tree(&[]),
                word if is_word(word) && self.ahead(0) == "::" => self.path(word, line),
                _ => {}
            }
        }
    }

    /// The paths, from where their crates begin.
    fn followed(mut self) -> Vec<Import> {
        for named in &self.named {
            if let Some(name) = &named.known_as {
                let path = follow(&self.known, named);
                self.known.entry(name.clone()).or_insert(path);
            }
        }
        let import = |named: &Named| Import {
            path: follow(&self.known, named),
            by: named.by.clone(),
            line: named.line,
            inside: named.inside,
        };
        self.named.iter().map(import).collect()
    }

    fn take(&mut self) -> Option<(&'a str, usize)> {
        let token = self.tokens.get(self.at).copied()?;
        self.at += 1;
        Some(token)
    }

    /// The token that comes, or one of those behind it; nothing at the end.
    fn ahead(&self, more: usize) -> &'a str {
        self.tokens.get(self.at + more).map_or("", |&(token, _)| token)
    }

    /// Goes past a token where it comes.
    fn takes(&mut self, token: &str) -> bool {
        let comes = self.ahead(0) == token;
        self.at += usize::from(comes);
        comes
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.inline.last() == Some(&self.depth) {
            self.inline.pop();
            self.module.pop();
        }
    }

    /// Behind `mod`: a module of this one, in a file of its own or in braces.
    fn declare(&mut self) {
        let name = self.ahead(0);
        let braced = self.ahead(1) == "{";
        if !is_word(name) || !(braced || self.ahead(1) == ";") {
            return;
        }
        self.at += 2;
        let path: Vec<String> = self.module.iter().cloned().chain([name.to_owned()]).collect();
        self.known.entry(name.to_owned()).or_insert_with(|| path.clone());
        if braced {
            self.inline.push(self.depth);
            self.depth += 1;
            self.module = path;
        }
    }

    /// Behind `use`: neither the element `<use>` of a picture nor what a type captures, `use<'a>`.
    fn begins_a_tree(&self) -> bool {
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).map_or("", |&(token, _)| token);
        let element = before == "<";
        !element && (is_word(self.ahead(0)) || matches!(self.ahead(0), "::" | "{" | "$"))
    }

    /// One tree of a `use`, behind the path that leads to it.
    fn tree(&mut self, before: &[String]) {
        let mut path = before.to_vec();
        while let Some((token, line)) = self.take() {
            match token {
                "::" | "$" => continue,
                "{" => {
                    while !self.ahead(0).is_empty() && !self.takes("}") {
                        self.tree(&path);
                        self.takes(",");
                    }
                    return;
                }
                // The module itself, as in `unit::{self, model}`.
                "self" if !path.is_empty() => {}
                step => path.push(step.to_owned()),
            }
            if self.ahead(0) == "::" {
                continue;
            }
            let renamed = self.takes("as").then(|| self.take()).flatten();
            let last = renamed.map(|(name, _)| name.to_owned()).or_else(|| path.last().cloned());
            self.name(path, line, last);
            return;
        }
    }

    /// A path outside a `use`; what begins with a type leads nowhere that a `use` has not led.
    fn path(&mut self, first: &str, line: usize) {
        let mut path = vec![first.to_owned()];
        while self.ahead(0) == "::" && is_word(self.ahead(1)) {
            path.push(self.ahead(1).to_owned());
            self.at += 2;
        }
        if path.len() > 1 && !first.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            self.name(path, line, None);
        }
    }

    fn name(&mut self, path: Vec<String>, line: usize, known_as: Option<String>) {
        let inside = self.depth > self.inline.len();
        self.named.push(Named { path, by: self.module.clone(), line, inside, known_as });
    }
}

/// Where a path leads that is written in a module.
fn follow(known: &BTreeMap<String, Vec<String>>, named: &Named) -> Vec<String> {
    let ups = named.path.iter().take_while(|step| matches!(step.as_str(), "self" | "super")).count();
    let (start, rest) = named.path.split_at(ups.max(1).min(named.path.len()));
    let mut whole = match start.first().map(String::as_str) {
        Some("self" | "super") => {
            let up = start.iter().filter(|step| *step == "super").count();
            named.by[..named.by.len().saturating_sub(up)].to_vec()
        }
        // The binary names the library by its name.
        Some("crate" | "zeqing") => vec!["crate".to_owned()],
        Some(name) => known.get(name).cloned().unwrap_or_else(|| start.to_vec()),
        None => Vec::new(),
    };
    whole.extend_from_slice(rest);
    whole
}

/// Words, `::` and every other sign by itself, with their lines.
fn tokens(code: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut line = 1;
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if is_of_word(first) {
            rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if !first.is_whitespace() {
            found.push((token, line));
        }
        line += usize::from(first == '\n');
        rest = after;
    }
    found
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// A source with blanks for its comments and literals; every line stays where it is.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let silent = silent(rest);
        if silent == 0 {
            code.push(first);
        }
        code.extend(rest[..silent].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
        rest = &rest[silent.max(first.len_utf8())..];
    }
    code
}

/// How long the comment or literal is that the text begins with; 0 where it begins with code.
fn silent(text: &str) -> usize {
    if text.starts_with("//") {
        text.find('\n').unwrap_or(text.len())
    } else if text.starts_with("/*") {
        comment(text)
    } else if text.starts_with('"') {
        string(text)
    } else if text.starts_with('\'') {
        character(text)
    } else {
        raw_string(text).unwrap_or_default()
    }
}

/// A comment in `/*`, which may hold others.
fn comment(text: &str) -> usize {
    let (mut at, mut open) = (0, 0);
    while let Some(first) = text[at..].chars().next() {
        let (length, opened) = match &text[at..] {
            rest if rest.starts_with("/*") => (2, 1),
            rest if rest.starts_with("*/") => (2, -1),
            _ => (first.len_utf8(), 0),
        };
        at += length;
        open += opened;
        if open == 0 {
            return at;
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        if letter == '"' && !escaped {
            return at + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    text.len()
}

/// A literal such as `'a'` or `'\''`; a lifetime is none.
fn character(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    let (Some((_, first)), Some((at, next))) = (letters.next(), letters.next()) else { return 0 };
    let behind = at + next.len_utf8();
    match (first, next) {
        ('\\', _) => text[behind..].find('\'').map_or(0, |end| behind + end + 1),
        (_, '\'') => behind,
        _ => 0,
    }
}

fn raw_string(text: &str) -> Option<usize> {
    let marked = text.strip_prefix('r')?;
    let quoted = marked.trim_start_matches('#');
    let content = quoted.strip_prefix('"')?;
    let end = format!("\"{}", &marked[..marked.len() - quoted.len()]);
    let start = text.len() - content.len();
    Some(content.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths that a source names, as they would be written.
    fn paths(name: &str, text: &str) -> Vec<String> {
        imports(name, text).iter().map(|import| import.path.join("::")).collect()
    }

    #[test]
    fn a_tree_is_taken_apart_over_several_lines() {
        let text = "
            pub use crate::{
                kernel::ids::{UnitCode, VisitId as Visit},
                ranking,
                unit::{self, model::*},
            };
            use std::fmt;";
        let expected = [
            "crate::kernel::ids::UnitCode",
            "crate::kernel::ids::VisitId",
            "crate::ranking",
            "crate::unit",
            "crate::unit::model::*",
            "std::fmt",
        ];
        assert_eq!(paths("search/rules.rs", text), expected);
        assert_eq!(imports("search/rules.rs", text)[2].line, 4);
    }

    #[test]
    fn self_and_super_lead_on_from_the_module() {
        let text = "
            use super::super::super::ranking::model;
            use super::{rules, super::visit};
            use self::draw::Draw;
            mod tests {
                use super::*;
                fn hidden() { super::super::model::Plan::new() }
            }
            fn after() { super::model::read() }";
        let expected = [
            "crate::ranking::model",
            "crate::inspection::plan::rules",
            "crate::inspection::visit",
            "crate::inspection::plan::store::draw::Draw",
            "crate::inspection::plan::store::*",
            "crate::inspection::plan::model::Plan::new",
            "crate::inspection::plan::model::read",
        ];
        assert_eq!(paths("inspection/plan/store.rs", text), expected);
        assert_eq!(paths("inspection/plan/mod.rs", "use super::visit;"), ["crate::inspection::visit"]);
        assert_eq!(paths("main.rs", "use zeqing::command;"), ["crate::command"]);
    }

    #[test]
    fn an_imported_module_is_followed() {
        let text = "mod draw; use crate::unit as register; use leptos::web_sys;
            fn read() { register::store::all(); draw::run(); web_sys::window(); Some::<crate::error::AppError>(x) }";
        let expected = [
            "crate::unit",
            "leptos::web_sys",
            "crate::unit::store::all",
            "crate::inspection::draw::run",
            "leptos::web_sys::window",
            "crate::error::AppError",
        ];
        assert_eq!(paths("inspection/mod.rs", text), expected);
        let inside: Vec<bool> = imports("inspection/mod.rs", text).iter().map(|import| import.inside).collect();
        assert_eq!(inside, [false, false, true, true, true, true]);
    }

    #[test]
    fn comments_and_literals_name_nothing() {
        let text = r##"
            //! As in [`crate::one::x`].
            /* crate::two::x /* crate::three::x */ crate::four::x */
            const A: (&str, char, char) = ("crate::five::x \" crate::six::x", '"', '\'');
            const B: &str = r#"crate::seven::x" crate::eight::x"#;
            fn c<'a>(d: &'a str) -> crate::nine::X<'a> {}
            fn e() -> impl View + use<'_> { view! { <use href="crate::ten::x" /> } }"##;
        assert_eq!(paths("unit/rules.rs", text), ["crate::nine::X"]);
    }
}
