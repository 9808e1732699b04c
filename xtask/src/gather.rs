//! Fewer modules. The splitting makes one for every set of lazy functions that share something: with a dozen functions some
//! hundred, most of them smaller than what it costs to fetch them. Modules that much the same functions need become one.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    convert::Infallible,
};

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::{
    CodeSection, CustomSection, DataCountSection, DataSection, ElementSection, FunctionSection, ImportSection, Module,
    TypeSection,
    reencode::{Error, Reencode},
};
use wasmparser::{Import, Parser, Payload, TypeRef};

/// What a file more costs whoever fetches it, in bytes before wasm-opt: the request, and above all that functions that are
/// alike compress well in one file and not in two.
const FILE: u64 = 20_000;

/// How the names of the functions begin whose pages most people come by: what these need is kept clear of what only others
/// need.
const OFTEN: [&str; 2] = ["everyday_", "dashboard_"];

/// How much more often these pages are opened than any others.
const HOW_OFTEN: u64 = 4;

/// The most lazy functions there may be: each has a bit.
const MOST: usize = 64;

/// The section by which wasm-opt knows what a module may use.
const FEATURES: &str = "target_features";

/// Whether most people come by the pages of this lazy function.
pub(crate) fn is_often(function: &str) -> bool {
    OFTEN.iter().any(|beginning| function.starts_with(beginning))
}

/// Gathers the modules that several lazy functions share, in the modules, in what each function needs and in the script.
pub(crate) fn gather(
    parts: &mut BTreeMap<String, Vec<u8>>,
    needs: &mut BTreeMap<String, Vec<String>>,
    link: &mut String,
) -> Result<()> {
    ensure!(needs.len() <= MOST, "there are more than {MOST} lazy functions");
    let mut needed_by: BTreeMap<&String, u64> = BTreeMap::new();
    let mut often = 0;
    for (place, (function, names)) in needs.iter().enumerate() {
        if is_often(function) {
            often |= 1 << place;
        }
        for name in names {
            *needed_by.entry(name).or_default() |= 1 << place;
        }
    }
    let mut shared = Vec::new();
    for (name, needed_by) in needed_by.into_iter().filter(|(_, needed_by)| needed_by.count_ones() > 1) {
        let size = size(parts.get(name).with_context(|| format!("the part {name} is missing"))?)?;
        shared.push(Shared { needed_by, size, names: vec![name.clone()] });
    }
    let mut goes_into = BTreeMap::new();
    for Shared { names, .. } in fewer(shared, often) {
        if let [first, others @ ..] = names.as_slice()
            && !others.is_empty()
        {
            let modules: Vec<Vec<u8>> = names.iter().filter_map(|name| parts.remove(name)).collect();
            parts.insert(first.clone(), fuse(&modules)?);
            goes_into.extend(others.iter().map(|name| (name.clone(), first.clone())));
        }
    }
    for names in needs.values_mut() {
        *names = left(names.iter().map(String::as_str), &goes_into);
    }
    *link = relink(link, &goes_into);
    Ok(())
}

/// Modules that are to be one: the functions that need any of them, their size, and their names.
struct Shared {
    needed_by: u64,
    size: u64,
    names: Vec<String>,
}

impl Shared {
    /// What is saved in all first pages together when these two become one; nothing where it would cost.
    fn saves(&self, other: &Self, often: u64) -> Option<u64> {
        let count = |functions: u64| {
            u64::from((functions & !often).count_ones()) + HOW_OFTEN * u64::from((functions & often).count_ones())
        };
        let files = FILE * count(self.needed_by & other.needed_by);
        let in_vain = self.size * count(other.needed_by & !self.needed_by)
            + other.size * count(self.needed_by & !other.needed_by);
        files.checked_sub(in_vain).filter(|saved| *saved > 0)
    }
}

/// Puts together the two with which most is saved, again and again.
fn fewer(modules: Vec<Shared>, often: u64) -> Vec<Shared> {
    let mut left: Vec<Option<Shared>> = Vec::new();
    let mut pairs = BinaryHeap::new();
    let mut open = modules;
    open.reverse();
    loop {
        // Every module is compared once with those before it.
        while let Some(module) = open.pop() {
            let saved = left
                .iter()
                .enumerate()
                .filter_map(|(place, other)| Some((other.as_ref()?.saves(&module, often)?, place)));
            pairs.extend(saved.map(|(saved, place)| (saved, Reverse((place, left.len())))));
            left.push(Some(module));
        }
        let Some((_, Reverse((one, other)))) = pairs.pop() else {
            return left.into_iter().flatten().collect();
        };
        // One of the two may have become a part of another by now.
        if left[one].is_some()
            && left[other].is_some()
            && let (Some(mut one), Some(other)) = (left[one].take(), left[other].take())
        {
            one.needed_by |= other.needed_by;
            one.size += other.size;
            one.names.extend(other.names);
            open.push(one);
        }
    }
}

/// The names of the modules after the gathering, each once.
fn left<'a>(names: impl Iterator<Item = &'a str>, goes_into: &BTreeMap<String, String>) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    for name in names {
        let name = goes_into.get(name).map_or(name, String::as_str);
        if !left.iter().any(|known| known == name) {
            left.push(name.to_owned());
        }
    }
    left
}

/// The script without what fetches the modules that became a part of another. Its comments name who shares a module, which
/// is no longer so.
fn relink(link: &str, goes_into: &BTreeMap<String, String>) -> String {
    let mut script = String::new();
    let mut goes = false;
    for line in link.lines() {
        let fetched = line.strip_prefix("const __").and_then(|line| line.split_once(" = makeLoad("));
        goes |= fetched.is_some_and(|(name, _)| goes_into.contains_key(name));
        let is_comment = line.starts_with("/* ") && line.ends_with(" */");
        if !goes && !is_comment {
            match line.strip_prefix(", [__").and_then(|line| line.split_once(']')) {
                Some((names, end)) => {
                    let names = left(names.split(", __"), goes_into);
                    script.push_str(&format!(", [__{}]{end}", names.join(", __")));
                }
                None => script.push_str(line),
            }
            script.push('\n');
        }
        goes &= line != ", []);";
    }
    script
}

/// How much code and data is in a module.
fn size(module: &[u8]) -> Result<u64> {
    let mut size = 0;
    for payload in Parser::new(0).parse_all(module) {
        let range = match payload? {
            Payload::CodeSectionStart { range, .. } => range,
            Payload::DataSection(section) => section.range(),
            _ => continue,
        };
        size += range.end - range.start;
    }
    Ok(size)
}

/// One module of several that give nothing to each other by name, as the parts do: they meet in the main module's table.
fn fuse(modules: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut types = TypeSection::new();
    let mut imports = ImportSection::new();
    let mut functions = FunctionSection::new();
    let mut elements = ElementSection::new();
    let mut code = CodeSection::new();
    let mut data = DataSection::new();
    let mut features = None;
    let mut globals: Vec<(&str, &str)> = Vec::new();
    let mut tables = globals.clone();
    let mut memories = globals.clone();
    for module in modules {
        let mut places = Places {
            types: types.len(),
            functions: functions.len(),
            elements: elements.len(),
            data: data.len(),
            globals: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => places.parse_type_section(&mut types, section)?,
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let Import { module, name, ty } = import?;
                        let encoded = places.entity_type(ty)?;
                        let (known, places) = match ty {
                            TypeRef::Global(_) => (&mut globals, &mut places.globals),
                            TypeRef::Table(_) => (&mut tables, &mut places.tables),
                            TypeRef::Memory(_) => (&mut memories, &mut places.memories),
                            _ => bail!("a shared part takes {name} from {module}"),
                        };
                        let place = known.iter().position(|known| *known == (module, name)).unwrap_or(known.len());
                        places.push(u32::try_from(place)?);
                        if place == known.len() {
                            known.push((module, name));
                            imports.import(module, name, encoded);
                        }
                    }
                }
                Payload::FunctionSection(section) => places.parse_function_section(&mut functions, section)?,
                Payload::ElementSection(section) => places.parse_element_section(&mut elements, section)?,
                Payload::CodeSectionEntry(body) => places.parse_function_body(&mut code, body)?,
                Payload::DataSection(section) => places.parse_data_section(&mut data, section)?,
                Payload::CustomSection(section) if section.name() == FEATURES => features = Some(section.data()),
                Payload::ExportSection(section) => {
                    ensure!(section.count() == 0, "a shared part gives something by name")
                }
                // How many data there are is said anew. Names are left out, as wasm-bindgen does it in the main module.
                Payload::Version { .. }
                | Payload::DataCountSection { .. }
                | Payload::CodeSectionStart { .. }
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                other => bail!("a shared part holds what none did before: {other:?}"),
            }
        }
    }
    let mut fused = Module::new();
    fused.section(&types).section(&imports).section(&functions).section(&elements);
    fused.section(&DataCountSection { count: data.len() }).section(&code).section(&data);
    if let Some(features) = features {
        fused.section(&CustomSection { name: FEATURES.into(), data: features.into() });
    }
    Ok(fused.finish())
}

/// Where in the fused module that begins what one of the modules counts from nought, and where each of its imports is. Of
/// tables, memories and globals a part has only such.
struct Places {
    types: u32,
    functions: u32,
    elements: u32,
    data: u32,
    globals: Vec<u32>,
    tables: Vec<u32>,
    memories: Vec<u32>,
}

impl Reencode for Places {
    type Error = Infallible;

    fn type_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.types + index)
    }

    fn function_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.functions + index)
    }

    fn element_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.elements + index)
    }

    fn data_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.data + index)
    }

    fn global_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.globals[index as usize])
    }

    fn table_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.tables[index as usize])
    }

    fn memory_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.memories[index as usize])
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, Elements, Function, GlobalType, MemoryType, RefType, TableType, ValType};

    use super::*;

    fn shared(name: &str, needed_by: u64, size: u64) -> Shared {
        Shared { needed_by, size, names: vec![name.to_owned()] }
    }

    #[test]
    fn what_much_the_same_functions_need_becomes_one_and_what_is_large_stays_apart() {
        let modules = vec![
            shared("a", 0b0011, 1_000),
            shared("b", 0b0111, 2_000),
            shared("c", 0b1100, 1_000),
            shared("d", 0b10_0001, 900_000),
        ];
        let fewer = fewer(modules, 0);
        let names: Vec<Vec<String>> = fewer.into_iter().map(|shared| shared.names).collect();
        assert_eq!(names, [vec!["d"], vec!["c", "a", "b"]]);
    }

    #[test]
    fn two_that_no_function_needs_together_stay_two() {
        assert_eq!(shared("a", 0b01, 10).saves(&shared("b", 0b10, 10), 0), None);
    }

    #[test]
    fn what_is_fetched_often_is_kept_clear_of_what_it_does_not_need() {
        let (large, own) = (shared("large", 0b0110, 15_000), shared("own", 0b0111, 1_000));
        assert_eq!(large.saves(&own, 0), Some(2 * FILE - 15_000));
        assert_eq!(large.saves(&own, 0b0001), None);
    }

    /// A part: its functions call the one before them, the first itself; they lie in the table and reach a datum.
    fn part(functions: u32, first_place: i32, with_global: bool) -> Vec<u8> {
        let (mut types, mut imports, mut declared) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([], []);
        if with_global {
            let global = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
            imports.import("main", "stack", global);
        }
        let table =
            TableType { element_type: RefType::FUNCREF, table64: false, minimum: 0, maximum: None, shared: false };
        imports.import("main", "table", table);
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        imports.import("main", "memory", memory);
        let (mut elements, mut code, mut data) = (ElementSection::new(), CodeSection::new(), DataSection::new());
        for function in 0..functions {
            declared.function(0);
            let mut body = Function::new([]);
            if with_global {
                body.instructions().global_get(0).drop();
            }
            body.instructions().call(function.saturating_sub(1)).end();
            code.function(&body);
        }
        let all: Vec<u32> = (0..functions).collect();
        elements.active(None, &ConstExpr::i32_const(first_place), Elements::Functions(all.into()));
        data.active(0, &ConstExpr::i32_const(first_place), *b"datum");
        let mut part = Module::new();
        part.section(&types).section(&imports).section(&declared).section(&elements);
        part.section(&DataCountSection { count: 1 }).section(&code).section(&data);
        part.finish()
    }

    #[test]
    fn fused_functions_call_those_that_they_called() {
        let fused = fuse(&[part(2, 10, false), part(3, 20, true)]).unwrap();
        wasmparser::validate(&fused).unwrap();
        let mut called = Vec::new();
        let mut imports = 0;
        let mut placed: Vec<Vec<u32>> = Vec::new();
        for payload in Parser::new(0).parse_all(&fused) {
            match payload.unwrap() {
                Payload::ImportSection(section) => imports = section.into_imports().count(),
                Payload::ElementSection(section) => {
                    placed.extend(section.into_iter().map(|element| match element.unwrap().items {
                        wasmparser::ElementItems::Functions(functions) => functions.into_iter().flatten().collect(),
                        wasmparser::ElementItems::Expressions(..) => Vec::new(),
                    }))
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().unwrap() {
                        if let wasmparser::Operator::Call { function_index } = operator.unwrap() {
                            called.push(function_index);
                        }
                    }
                }
                _ => {}
            }
        }
        // Of the second part the third function is the first.
        assert_eq!(called, [0, 0, 2, 2, 3]);
        assert_eq!(placed, [vec![0, 1], vec![2, 3, 4]]);
        // The memory and the table of both are the same ones.
        assert_eq!(imports, 3);
    }

    #[test]
    fn the_script_fetches_each_module_once_and_none_that_is_gone() {
        let link = "/* plan, visit */\n\
                    const __chunk_1 = makeLoad(() => {\n    fetch(\"./chunk_1.wasm\");\n}\n, []);\n\
                    /* plan, visit */\n\
                    const __chunk_2 = makeLoad(() => {\n    fetch(\"./chunk_2.wasm\");\n}\n, []);\n\
                    export const __load_plan = wrapAsyncCb(makeLoad(() => {\n    fetch(\"./split_plan.wasm\");\n}\n\
                    , [__chunk_1, __chunk_2]));\n";
        let goes_into = BTreeMap::from([("chunk_2".to_owned(), "chunk_1".to_owned())]);
        let script = "const __chunk_1 = makeLoad(() => {\n    fetch(\"./chunk_1.wasm\");\n}\n, []);\n\
                      export const __load_plan = wrapAsyncCb(makeLoad(() => {\n    fetch(\"./split_plan.wasm\");\n}\n\
                      , [__chunk_1]));\n";
        assert_eq!(relink(link, &goes_into), script);
    }

    #[test]
    fn what_the_functions_need_names_the_modules_that_are_left() {
        let names = ["chunk_1", "chunk_2", "split_plan"];
        let mut parts: BTreeMap<String, Vec<u8>> =
            names.iter().map(|name| ((*name).to_owned(), part(1, 10, false))).collect();
        let needs = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let mut needed = BTreeMap::from([
            ("plan".to_owned(), needs(&["chunk_1", "chunk_2", "split_plan"])),
            ("visit".to_owned(), needs(&["chunk_2", "chunk_1"])),
        ]);
        gather(&mut parts, &mut needed, &mut String::new()).unwrap();
        assert_eq!(parts.into_keys().collect::<Vec<_>>(), ["chunk_1", "split_plan"]);
        assert_eq!(needed["plan"], ["chunk_1", "split_plan"]);
        assert_eq!(needed["visit"], ["chunk_1"]);
    }
}
