//! What wasm-bindgen and the splitting make, with less around it: wasm-bindgen writes for people to read, by names that end
//! with hashes, and both keep what no program of ours asks for. Hashes do not compress, and long names do not compress away.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use anyhow::{Context, Result, ensure};
use wasm_encoder::{
    CodeSection, CustomSection, ExportSection, Function, ImportSection, Module, RawSection,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{BinaryReader, CodeSectionReader, KnownCustom, Name, Naming, Parser, Payload, TypeRef};

/// The section in which the crates say what they want wasm-bindgen to write: pairs of a version and a wish, each behind
/// its length.
const WISHES: &str = "__wasm_bindgen_unstable";

/// What the names hold of the functions of classes by which the browser would read a stream of ours, and where these
/// classes stand, as their wishes say it. Leptos' server functions bring them for bodies that are sent while they grow.
const STREAMS: &str = "intounderlying";
const STREAM_CLASSES: &[u8] = b"::into_underlying_";

/// By what name the module knows the script that it takes its imports from.
const SCRIPT: &str = "./zeqing_bg.js";

/// How the names begin of the functions of closures, which the module gives the script.
const CLOSURES: &str = "_ZN12wasm_bindgen";

/// What the names hold of the functions by which a view takes over, waiting, what the server has drawn. There are two for
/// every kind of view whose type is erased.
const WAITING: &str = "8into_any13hydrate_async";

/// The compiled module without the classes of streams, where nothing in it makes one. They are given to the script by
/// name, so that neither the linker nor the splitting finds out that nobody takes them.
pub(crate) fn without_streams(compiled: Vec<u8>) -> Result<Vec<u8>> {
    if Names::of(&compiled)?.imports.iter().any(|(_, name)| name.contains(STREAMS)) {
        return Ok(compiled);
    }
    rewrite(&compiled, |payload, module| {
        match payload {
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export?;
                    if !export.name.contains(STREAMS) {
                        exports.export(export.name, export.kind.into(), export.index);
                    }
                }
                module.section(&exports);
            }
            Payload::CustomSection(section) if section.name() == WISHES => {
                let data = without_stream_classes(section.data())?;
                module.section(&CustomSection { name: WISHES.into(), data: data.into() });
            }
            other => return Ok(Some(other)),
        }
        Ok(None)
    })
}

/// A part without the bodies of the functions by which views wait as they are taken over. The views' table of functions
/// names them, so they are compiled for every view; but the router waits for a page's part itself, and takes over what is
/// within its routes without waiting, and the views of a part are nowhere else.
pub(crate) fn without_waiting(part: &[u8]) -> Result<Vec<u8>> {
    let waiting = places_of_functions(part, WAITING)?;
    rewrite(part, |payload, module| {
        match payload {
            Payload::CodeSectionStart { range, .. } if !waiting.is_empty() => {
                let bodies = &part[usize::try_from(range.start)?..usize::try_from(range.end)?];
                let mut code = CodeSection::new();
                for (place, body) in (0_u32..).zip(CodeSectionReader::new(BinaryReader::new(bodies, 0))?) {
                    let body = body?;
                    if waiting.contains(&place) {
                        let mut nothing = Function::new([]);
                        nothing.instructions().unreachable().end();
                        code.function(&nothing);
                    } else {
                        code.raw(body.as_bytes());
                    }
                }
                module.section(&code);
            }
            other => return Ok(Some(other)),
        }
        Ok(None)
    })
}

/// Which of the functions that a module has itself have names that hold this, by their places among them.
fn places_of_functions(wasm: &[u8], held: &str) -> Result<BTreeSet<u32>> {
    let mut asked = 0;
    let mut places = BTreeSet::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    asked += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(names) = section.as_known() else { continue };
                for name in names {
                    let Name::Function(names) = name? else { continue };
                    for name in names {
                        let Naming { index, name } = name?;
                        if let Some(place) = index.checked_sub(asked).filter(|_| name.contains(held)) {
                            places.insert(place);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(places)
}

/// Gives the script and the module short names for what they ask of each other.
pub(crate) fn shorten(script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let is_short = |after: &str| after.starts_with(|letter: char| letter.is_ascii_digit());
    ensure!(!script.split('$').skip(1).any(is_short), "the script has short names already");
    let known = Names::of(wasm)?;
    let imports = known.imports.iter().filter(|(from, _)| *from == SCRIPT).map(|(_, name)| *name);
    let closures = known.exports.iter().copied().filter(|name| name.starts_with(CLOSURES));
    let names: BTreeMap<&str, String> =
        imports.chain(closures).enumerate().map(|(place, name)| (name, format!("${place}"))).collect();
    let wasm = rewrite(wasm, |payload, module| {
        match payload {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.into_imports() {
                    let import = import?;
                    let name = if import.module == SCRIPT { renamed(import.name, &names) } else { import.name };
                    imports.import(import.module, name, RoundtripReencoder.entity_type(import.ty)?);
                }
                module.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export?;
                    exports.export(renamed(export.name, &names), export.kind.into(), export.index);
                }
                module.section(&exports);
            }
            other => return Ok(Some(other)),
        }
        Ok(None)
    })?;
    Ok((rename_words(script, &names), wasm))
}

/// A script without comments, and without the space around lines.
pub(crate) fn without_comments(script: &str) -> String {
    let mut small = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines() {
        let mut line = line.trim();
        if in_comment || line.starts_with("/*") {
            let after = line.split_once("*/").map(|(_, after)| after.trim());
            in_comment = after.is_none();
            line = after.unwrap_or_default();
        }
        if !line.is_empty() && !line.starts_with("//") {
            small.push_str(line);
            small.push('\n');
        }
    }
    small
}

/// What a module asks of others, each with the name of the other, and what it gives.
struct Names<'a> {
    imports: Vec<(&'a str, &'a str)>,
    exports: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn of(wasm: &'a [u8]) -> Result<Self> {
        let mut names = Self { imports: Vec::new(), exports: Vec::new() };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        names.imports.push((import.module, import.name));
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        names.exports.push(export?.name);
                    }
                }
                _ => {}
            }
        }
        Ok(names)
    }
}

/// The module with some sections written anew, and all others as they are. `write` gives back what it has not written.
fn rewrite(
    wasm: &[u8],
    write: impl for<'a> Fn(Payload<'a>, &mut Module) -> Result<Option<Payload<'a>>>,
) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Some(left) = write(payload?, &mut module)? else { continue };
        if let Some((id, Range { start, end })) = left.as_section() {
            let data = &wasm[usize::try_from(start)?..usize::try_from(end)?];
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

fn without_stream_classes(mut wishes: &[u8]) -> Result<Vec<u8>> {
    let mut left = Vec::with_capacity(wishes.len());
    while !wishes.is_empty() {
        let (version, after) = part(wishes)?;
        let (wish, after) = part(after)?;
        if !wish.windows(STREAM_CLASSES.len()).any(|window| window == STREAM_CLASSES) {
            for part in [version, wish] {
                left.extend(u32::try_from(part.len())?.to_le_bytes());
                left.extend(part);
            }
        }
        wishes = after;
    }
    Ok(left)
}

/// What stands behind its length, and what comes after it.
fn part(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let (length, after) = bytes.split_first_chunk::<4>().context("the wishes to wasm-bindgen end early")?;
    let length = usize::try_from(u32::from_le_bytes(*length))?;
    after.split_at_checked(length).context("the wishes to wasm-bindgen end early")
}

fn renamed<'a>(name: &'a str, names: &'a BTreeMap<&str, String>) -> &'a str {
    names.get(name).map_or(name, String::as_str)
}

/// The script with other names, where they stand as whole words.
fn rename_words(script: &str, names: &BTreeMap<&str, String>) -> String {
    let is_of_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    let mut written = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|letter: char| !is_of_word(letter)).unwrap_or(rest.len()));
        written.push_str(renamed(word, names));
        let (between, next) = after.split_at(after.find(is_of_word).unwrap_or(after.len()));
        written.push_str(between);
        rest = next;
    }
    written
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, FunctionSection, GlobalType, NameMap, NameSection, TypeSection, ValType,
    };

    use super::*;

    const ADD: &str = "__wbg_add_9a00ff00ff00ff00";
    const INVOKE: &str = "_ZN12wasm_bindgen7convert8closures1_6invoke17h29aad0a144fbf1abE";
    const FREE: &str = "__wbg_intounderlyingsource_free_58a9338f50bce61c";

    /// A module that asks the script for functions and another one for a global, and gives its own function by names.
    fn module(imports: &[&str], exports: &[&str], wishes: &[&[u8]]) -> Vec<u8> {
        let (mut types, mut asked, mut declared) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([], []);
        for name in imports {
            asked.import(SCRIPT, name, EntityType::Function(0));
        }
        asked.import("./other.js", ADD, GlobalType { val_type: ValType::I32, mutable: true, shared: false });
        declared.function(0);
        let (mut given, mut code) = (ExportSection::new(), CodeSection::new());
        for name in exports {
            given.export(name, ExportKind::Func, u32::try_from(imports.len()).unwrap());
        }
        let mut body = Function::new([]);
        body.instructions().call(0).end();
        code.function(&body);
        let mut data = Vec::new();
        for part in wishes.iter().flat_map(|wish| [b"version".as_slice(), *wish]) {
            data.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
            data.extend(part);
        }
        let mut module = Module::new();
        module.section(&types).section(&asked).section(&declared).section(&given).section(&code);
        module.section(&CustomSection { name: "name".into(), data: b"".as_slice().into() });
        module.section(&CustomSection { name: WISHES.into(), data: data.into() });
        module.finish()
    }

    const CLASS: &[u8] = b"IntoUnderlyingSource wasm_streams::readable::into_underlying_source";
    const IMPORT: &[u8] = b"__wbg_new_with_into_underlying_source wasm_streams::readable::sys";

    #[test]
    fn classes_of_streams_that_nothing_makes_are_left_out() {
        let compiled = module(&[ADD], &[FREE, "memory"], &[CLASS, IMPORT, CLASS]);
        assert_eq!(without_streams(compiled).unwrap(), module(&[ADD], &["memory"], &[IMPORT]));
    }

    #[test]
    fn classes_of_streams_stay_where_the_module_makes_one() {
        let compiled = module(&["__wbg_intounderlyingsource_new_12ab34cd56ef7890"], &[FREE], &[CLASS]);
        assert_eq!(without_streams(compiled.clone()).unwrap(), compiled);
    }

    #[test]
    fn functions_that_wait_are_left_without_a_body_and_all_others_stay() {
        let named = |names: [&str; 3], waiting: Option<u32>| {
            let (mut types, mut asked, mut declared) =
                (TypeSection::new(), ImportSection::new(), FunctionSection::new());
            types.ty().function([], [ValType::I32]);
            asked.import("./other.js", ADD, EntityType::Function(0));
            let (mut code, mut map, mut section) = (CodeSection::new(), NameMap::new(), NameSection::new());
            for (place, name) in (0..).zip(names) {
                declared.function(0);
                let mut body = Function::new([]);
                if waiting == Some(place) {
                    body.instructions().unreachable().end();
                } else {
                    body.instructions().i32_const(7).end();
                }
                code.function(&body);
                // Of the functions the one that is asked for is the first.
                map.append(place + 1, name);
            }
            section.functions(&map);
            let mut module = Module::new();
            module.section(&types).section(&asked).section(&declared).section(&code).section(&section);
            module.finish()
        };
        let erased =
            "_ZN53_$LT$T$u20$as$u20$tachys..view..any_view..IntoAny$GT$8into_any13hydrate_async17h29aad0a144fbf1abE";
        let names = ["hydrate", erased, "draw"];
        let part = without_waiting(&named(names, None)).unwrap();
        wasmparser::validate(&part).unwrap();
        assert_eq!(part, named(names, Some(1)));
        let names = ["hydrate", "hydrate_async", "draw"];
        assert_eq!(without_waiting(&named(names, None)).unwrap(), named(names, None));
    }

    #[test]
    fn wishes_that_are_cut_off_are_no_wishes() {
        assert!(without_stream_classes(&[1, 0, 0]).is_err());
        assert!(without_stream_classes(&[2, 0, 0, 0, 7]).is_err());
        assert!(without_stream_classes(&[1, 0, 0, 0, 7]).is_err());
        assert!(without_stream_classes(&[]).unwrap().is_empty());
    }

    #[test]
    fn the_script_and_the_module_know_each_other_by_the_same_short_names() {
        let longer = format!("{INVOKE}_15");
        let script = format!("{{ {ADD}: function() {{ {INVOKE}(); wasm.{longer}(); wasm.memory; '{ADD}_s'; }} }}\n");
        let wasm = module(&[ADD], &[INVOKE, &longer, "memory"], &[]);
        let (script, wasm) = shorten(&script, &wasm).unwrap();
        assert_eq!(script, format!("{{ $0: function() {{ $1(); wasm.$2(); wasm.memory; '{ADD}_s'; }} }}\n"));
        let names = Names::of(&wasm).unwrap();
        // What is not asked of the script keeps its name.
        assert_eq!(names.imports, [(SCRIPT, "$0"), ("./other.js", ADD)]);
        assert_eq!(names.exports, ["$1", "$2", "memory"]);
    }

    #[test]
    fn all_that_has_no_short_name_stays_as_it_is() {
        let wasm = module(&[], &["memory"], &[CLASS]);
        let script = "let a = `$${b}`;";
        assert_eq!(shorten(script, &wasm).unwrap(), (script.to_owned(), wasm));
    }

    #[test]
    fn a_script_that_has_short_names_already_is_refused() {
        assert!(shorten("let $7;", &module(&[ADD], &[], &[])).is_err());
    }

    #[test]
    fn comments_and_the_space_around_lines_go_and_all_else_stays() {
        let script = "/**\n * @param {any} reason\n */\n\n    a(1); // kept\n    // gone\n/* gone */ b(`//${c}`);\n\
                      /* gone\nto here */\nd(\"/* e */\");\n";
        assert_eq!(without_comments(script), "a(1); // kept\nb(`//${c}`);\nd(\"/* e */\");\n");
    }
}
