//! Fewer modules. The splitting makes one for every set of lazy functions that share something: with a dozen functions some
//! hundred, most of them smaller than what it costs to fetch them. What few functions need goes into the own module of each,
//! for in a file of its own it compresses badly, and in one with what others need it is fetched in vain; what is fetched
//! again on the way to another page is less than that. Of the rest, modules that much the same functions need become one.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    convert::Infallible,
    ops::Range,
};

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::{
    CodeSection, CustomSection, DataCountSection, DataSection, ElementSection, FunctionSection, ImportSection, Module,
    TypeSection,
    reencode::{Error, Reencode},
};
use wasmparser::{Data, DataKind, Import, KnownCustom, Name, Naming, Operator, Parser, Payload, TypeRef};

/// What a file more costs whoever fetches it, in bytes before wasm-opt: the request, and above all that functions that are
/// alike compress well in one file and not in two.
const FILE: u64 = 20_000;

/// How the names of the functions begin whose pages most people come by: what these need is kept clear of what only others
/// need.
const OFTEN: [&str; 2] = ["everyday_", "dashboard_"];

/// How much more often these pages are opened than any others.
const HOW_OFTEN: u64 = 8;

/// Few are no more than one in so many of the lazy functions.
const FEW: usize = 2;

/// From this size on (bytes before wasm-opt) a module is worth a file of its own, be those that need it ever so few.
const LARGE: u64 = 2 * FILE;

/// The most lazy functions there may be: each has a bit.
const MOST: usize = 64;

/// What the linker calls the data that never change.
const CONSTANTS: &str = ".rodata";

/// The section by which wasm-opt knows what a module may use.
const FEATURES: &str = "target_features";

/// Whether most people come by the pages of this lazy function.
pub(crate) fn is_often(function: &str) -> bool {
    OFTEN.iter().any(|beginning| function.starts_with(beginning))
}

/// Where in memory the compiled module keeps the data that never change; nowhere where it does not say so.
pub(crate) fn constants(compiled: &[u8]) -> Result<Range<u64>> {
    let mut places = Vec::new();
    for payload in Parser::new(0).parse_all(compiled) {
        match payload? {
            Payload::DataSection(section) => {
                for data in section {
                    places.push(place(&data?)?);
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(names) = section.as_known() else { continue };
                for name in names {
                    let Name::Data(names) = name? else { continue };
                    for name in names {
                        let Naming { index, name } = name?;
                        if name == CONSTANTS {
                            let place = places.get(usize::try_from(index)?).cloned().flatten();
                            return place.context("the constants have no place of their own");
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(0..0)
}

/// Where in memory data go.
fn place(data: &Data<'_>) -> Result<Option<Range<u64>>> {
    let DataKind::Active { offset_expr, .. } = &data.kind else { return Ok(None) };
    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { return Ok(None) };
    let start = u64::from(value.cast_unsigned());
    Ok(Some(start..start + u64::try_from(data.data.len())?))
}

/// Gathers the modules that several lazy functions share, in the modules, in what each function needs and in the script.
/// `constants` is where in memory the data are that never change.
pub(crate) fn gather(
    parts: &mut BTreeMap<String, Vec<u8>>,
    needs: &mut BTreeMap<String, Vec<String>>,
    link: &mut String,
    constants: &Range<u64>,
) -> Result<()> {
    ensure!(needs.len() <= MOST, "there are more than {MOST} lazy functions");
    let few = u32::try_from(needs.len() / FEW)?;
    let mut needed_by: BTreeMap<String, u64> = BTreeMap::new();
    let mut often = 0;
    for (place, (function, names)) in needs.iter().enumerate() {
        if is_often(function) {
            often |= 1 << place;
        }
        for name in names {
            *needed_by.entry(name.clone()).or_default() |= 1 << place;
        }
    }
    // The own modules, by the function that each is of.
    let of_one = needed_by.iter().filter(|(_, needed_by)| needed_by.count_ones() == 1);
    let own: BTreeMap<u64, String> = of_one.map(|(name, function)| (*function, name.clone())).collect();
    let with_own = own.keys().fold(0, |functions, function| functions | function);
    let mut shared = Vec::new();
    let mut copied = Vec::new();
    for (name, needed_by) in needed_by.into_iter().filter(|(_, needed_by)| needed_by.count_ones() > 1) {
        let part = parts.get(&name).with_context(|| format!("the part {name} is missing"))?;
        let size = size(part)?;
        let goes_into_own = needed_by.count_ones() <= few && needed_by & !with_own == 0 && size < LARGE;
        if goes_into_own && is_constant(part, constants)? {
            copied.push((needed_by, name));
        } else {
            shared.push(Shared { needed_by, size, names: vec![name] });
        }
    }
    for (function, name) in own {
        let needed = copied.iter().filter(|(needed_by, _)| needed_by & function != 0).map(|(_, name)| name);
        let modules: Vec<Vec<u8>> =
            [&name].into_iter().chain(needed).filter_map(|name| parts.get(name).cloned()).collect();
        if modules.len() > 1 {
            parts.insert(name, fuse(&modules)?);
        }
    }
    let mut goes_into = BTreeMap::new();
    for (_, name) in copied {
        parts.remove(&name);
        goes_into.insert(name, None);
    }
    for Shared { names, .. } in fewer(shared, often) {
        if let [first, others @ ..] = names.as_slice()
            && !others.is_empty()
        {
            let modules: Vec<Vec<u8>> = names.iter().filter_map(|name| parts.remove(name)).collect();
            parts.insert(first.clone(), fuse(&modules)?);
            goes_into.extend(others.iter().map(|name| (name.clone(), Some(first.clone()))));
        }
    }
    for names in needs.values_mut() {
        *names = left(names.iter().map(String::as_str), &goes_into);
    }
    *link = relink(link, &goes_into);
    Ok(())
}

/// What became of modules that are no more: the one that each is a part of now, or none where it is in the own modules of
/// those that need it.
type GoesInto = BTreeMap<String, Option<String>>;

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
fn left<'a>(names: impl Iterator<Item = &'a str>, goes_into: &'a GoesInto) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    for name in names.filter_map(|name| goes_into.get(name).map_or(Some(name), Option::as_deref)) {
        if !left.iter().any(|known| known == name) {
            left.push(name.to_owned());
        }
    }
    left
}

/// The script without what fetches the modules that became a part of another. Its comments name who shares a module, which
/// is no longer so.
fn relink(link: &str, goes_into: &GoesInto) -> String {
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
                    let names: Vec<String> = names.into_iter().map(|name| format!("__{name}")).collect();
                    script.push_str(&format!(", [{}]{end}", names.join(", ")));
                }
                None => script.push_str(line),
            }
            script.push('\n');
        }
        goes &= line != ", []);";
    }
    script
}

/// Whether a module brings no data but such as never change. Only that may be in two modules: the second to come would
/// write over what has changed since the first came.
fn is_constant(module: &[u8], constants: &Range<u64>) -> Result<bool> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(section) = payload? else { continue };
        for data in section {
            let data = data?;
            let is_within = |place: Range<u64>| constants.start <= place.start && place.end <= constants.end;
            if !data.data.is_empty() && !place(&data)?.is_some_and(is_within) {
                return Ok(false);
            }
        }
    }
    Ok(true)
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
    use wasm_encoder::{
        ConstExpr, Elements, Function, GlobalType, MemoryType, NameMap, NameSection, RefType, TableType, ValType,
    };

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
        let goes_into = BTreeMap::from([("chunk_2".to_owned(), Some("chunk_1".to_owned()))]);
        let script = "const __chunk_1 = makeLoad(() => {\n    fetch(\"./chunk_1.wasm\");\n}\n, []);\n\
                      export const __load_plan = wrapAsyncCb(makeLoad(() => {\n    fetch(\"./split_plan.wasm\");\n}\n\
                      , [__chunk_1]));\n";
        assert_eq!(relink(link, &goes_into), script);
        // What is in the own modules is not fetched at all.
        let script =
            "export const __load_plan = wrapAsyncCb(makeLoad(() => {\n    fetch(\"./split_plan.wasm\");\n}\n, []));\n";
        let goes_into: GoesInto = ["chunk_1", "chunk_2"].map(|name| (name.to_owned(), None)).into();
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
        gather(&mut parts, &mut needed, &mut String::new(), &(0..100)).unwrap();
        assert_eq!(parts.into_keys().collect::<Vec<_>>(), ["chunk_1", "split_plan"]);
        assert_eq!(needed["plan"], ["chunk_1", "split_plan"]);
        assert_eq!(needed["visit"], ["chunk_1"]);
    }

    #[test]
    fn what_few_functions_need_is_in_the_own_module_of_each_unless_it_changes() {
        let names = ["plan", "visit", "draw", "office"];
        let own = names.map(|name| (format!("split_{name}"), part(1, 10, false)));
        // The data of the second lie behind those that never change.
        let chunks = [("chunk_1", 20), ("chunk_2", 120)].map(|(name, place)| (name.to_owned(), part(2, place, false)));
        let mut parts: BTreeMap<String, Vec<u8>> = own.into_iter().chain(chunks).collect();
        let mut needed: BTreeMap<String, Vec<String>> =
            names.map(|name| (name.to_owned(), vec![format!("split_{name}")])).into();
        for function in ["plan", "visit"] {
            needed.get_mut(function).unwrap().extend(["chunk_1", "chunk_2"].map(str::to_owned));
        }
        gather(&mut parts, &mut needed, &mut String::new(), &(0..100)).unwrap();
        assert_eq!(needed["plan"], ["split_plan", "chunk_2"]);
        assert_eq!(needed["visit"], ["split_visit", "chunk_2"]);
        assert!(!parts.contains_key("chunk_1"));
        assert_eq!(parts["chunk_2"], part(2, 120, false));
        assert_eq!(parts["split_draw"], part(1, 10, false));
        for function in ["plan", "visit"] {
            assert_eq!(parts[&format!("split_{function}")], fuse(&[part(1, 10, false), part(2, 20, false)]).unwrap());
        }
    }

    #[test]
    fn the_linker_says_where_the_data_are_that_never_change() {
        let with_names = |names: &[(u32, &str)]| {
            let mut data = DataSection::new();
            data.active(0, &ConstExpr::i32_const(1024), *b"constant").active(0, &ConstExpr::i32_const(2048), *b"state");
            let mut map = NameMap::new();
            for (place, name) in names {
                map.append(*place, name);
            }
            let mut section = NameSection::new();
            section.data(&map);
            let mut module = Module::new();
            module.section(&data).section(&section);
            constants(&module.finish()).unwrap()
        };
        assert_eq!(with_names(&[(0, ".rodata"), (1, ".data")]), 1024..1032);
        assert_eq!(with_names(&[(0, ".data"), (1, ".rodata")]), 2048..2053);
        assert_eq!(with_names(&[(1, ".data")]), 0..0);
    }
}
