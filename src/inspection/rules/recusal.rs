//! Recusal (Art. 14): which inspector must not check which unit.
//!
//! An inspector never checks the unit they work at, a unit they ever worked at (the district may set a number of years
//! instead), a unit where a declared relative works, or a unit they asked to be recused from. What people write down
//! are names, full, short or former; all of them are followed to the unit that exists today. Where a name could mean
//! several units, it means all of them: recusing one person too many costs a substitute, one too few costs the
//! inspection.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

/// Every name under which a unit is or was known, followed to its code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitNames {
    codes: BTreeMap<String, BTreeSet<String>>,
}

impl UnitNames {
    /// No name at all.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name (full, short or former) of the unit with this code. White space and the width of brackets do not
    /// matter. An empty name is ignored, since a unit without a short name has an empty cell.
    pub fn add(&mut self, name: &str, code: &str) {
        let name = normal(name);
        if !name.is_empty() {
            self.codes.entry(name).or_default().insert(code.to_owned());
        }
    }

    /// The codes of all units that the name means or meant, ascending; none for a name that nobody registered, such
    /// as an office that is not itself inspected. A name unknown with its last brackets is tried without them, so
    /// that a remark such as （借调） hides no unit.
    pub fn resolve(&self, name: &str) -> impl Iterator<Item = &str> {
        self.find(name).into_iter().flatten().map(String::as_str)
    }

    fn find(&self, name: &str) -> Option<&BTreeSet<String>> {
        self.codes.get(&normal(name)).or_else(|| {
            let (name, _) = split_brackets(name.trim())?;
            self.codes.get(&normal(name))
        })
    }

    fn means(&self, name: &str, code: &str) -> bool {
        self.find(name).is_some_and(|codes| codes.contains(code))
    }
}

/// The years of a former post, as far as they were written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    /// The first year.
    pub from: Option<i32>,
    /// The last year; none for a post that was never said to have ended.
    pub to: Option<i32>,
}

/// A unit that an inspector formerly worked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerUnit {
    /// The name as written, without the years.
    pub name: String,
    /// The years, where the cell gives them.
    pub years: Option<Years>,
}

/// A unit that an inspector asked to be recused from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredUnit {
    /// The whole text as written, by which the unit is found, for a name may itself end in brackets.
    pub written: String,
    /// The name without the last brackets.
    pub name: String,
    /// The words in the last brackets, such as 配偶任职.
    pub words: Option<String>,
}

/// What recusal needs to know of an inspector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspector {
    /// The staff number.
    pub staff_no: String,
    /// The name of the unit they work at; none for the retired.
    pub current_unit: Option<String>,
    /// Where they worked before, in the order written.
    pub former_units: Vec<FormerUnit>,
    /// What they declared, in the order written.
    pub declared_units: Vec<DeclaredUnit>,
}

/// How long a former post recuses: the district's setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormerUnitRule {
    /// For ever: the default.
    Ever,
    /// For so many years after the last year of the post. A post that ended in 2020 recuses for 3 years until the end
    /// of 2023, because the month is not known. A post without a last year recuses for ever.
    Years(u16),
}

impl FormerUnitRule {
    /// The rule by what the district has set; nothing set means for ever.
    #[must_use]
    pub fn of(years: Option<u16>) -> Self {
        years.map_or(Self::Ever, Self::Years)
    }

    /// For so many years; `None` for ever.
    #[must_use]
    pub const fn years(self) -> Option<u16> {
        match self {
            Self::Ever => None,
            Self::Years(years) => Some(years),
        }
    }
}

/// Why an inspector must not check a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecusalReason {
    /// They work there.
    CurrentUnit {
        /// The name as written.
        name: String,
    },
    /// They worked there.
    FormerUnit {
        /// The name as written, perhaps a former name of the unit.
        name: String,
        /// The years, where they are known.
        years: Option<Years>,
    },
    /// They declared it: a relative works there, or they asked to be recused.
    Declared {
        /// The name as written.
        name: String,
        /// The words of the declaration.
        words: Option<String>,
    },
}

/// All reasons why the inspector must not check the unit with this code: current unit, then former ones, then declared
/// ones, each in the order written. Empty: they may.
#[must_use]
pub fn reasons(
    inspector: &Inspector,
    unit: &str,
    names: &UnitNames,
    rule: FormerUnitRule,
    today: NaiveDate,
) -> Vec<RecusalReason> {
    let mut reasons = Vec::new();
    if let Some(name) = inspector.current_unit.as_ref().filter(|name| names.means(name, unit)) {
        reasons.push(RecusalReason::CurrentUnit { name: name.clone() });
    }
    for former in &inspector.former_units {
        if names.means(&former.name, unit) && still_recuses(former.years, rule, today) {
            reasons.push(RecusalReason::FormerUnit { name: former.name.clone(), years: former.years });
        }
    }
    for declared in inspector.declared_units.iter().filter(|declared| names.means(&declared.written, unit)) {
        reasons.push(RecusalReason::Declared { name: declared.name.clone(), words: declared.words.clone() });
    }
    reasons
}

fn still_recuses(years: Option<Years>, rule: FormerUnitRule, today: NaiveDate) -> bool {
    match rule {
        FormerUnitRule::Ever => true,
        FormerUnitRule::Years(length) => match years.and_then(|years| years.to) {
            Some(last) => today.year() <= last.saturating_add(i32::from(length)),
            None => true,
        },
    }
}

/// The names in the inspector's data that mean no registered unit, in the order written. Offices that are not
/// inspected (the 编办, the 纪委监委) belong here by right; anything else is a slip that would let a recusal slip.
#[must_use]
pub fn unresolved<'a>(inspector: &'a Inspector, names: &UnitNames) -> Vec<&'a str> {
    let current = inspector.current_unit.iter().map(String::as_str);
    let former = inspector.former_units.iter().map(|former| former.name.as_str());
    let declared = inspector.declared_units.iter().map(|declared| declared.written.as_str());
    current.chain(former).chain(declared).filter(|name| names.find(name).is_none()).collect()
}

/// Reads a cell of former units, such as `花园路街道办事处（2010—2016）；教育局（2016—2019）`. Items are separated by
/// `；`, `;`, `、` or a line break outside brackets. Brackets that hold no years belong to the name; brackets around the
/// whole name only hold it together, as in `（发展改革委、统计局）（至2026年）`.
#[must_use]
pub fn parse_former_units(cell: &str) -> Vec<FormerUnit> {
    let read = |item: &str| match split_brackets(item) {
        Some((name, words)) => match parse_years(words) {
            Some(years) => FormerUnit { name: unwrapped(name).to_owned(), years: Some(years) },
            None => FormerUnit { name: item.to_owned(), years: None },
        },
        None => FormerUnit { name: item.to_owned(), years: None },
    };
    items(cell).into_iter().map(read).collect()
}

/// Reads a cell of declared units, such as `卫生健康委员会（配偶任职）`, separated as in [`parse_former_units`].
#[must_use]
pub fn parse_declared_units(cell: &str) -> Vec<DeclaredUnit> {
    let read = |item: &str| {
        let (name, words) = match split_brackets(item) {
            Some((name, words)) => (name, Some(words.to_owned()).filter(|words| !words.is_empty())),
            None => (item, None),
        };
        DeclaredUnit { written: item.to_owned(), name: name.to_owned(), words }
    };
    items(cell).into_iter().map(read).collect()
}

/// A cell of former units of which each stays one of its own: `；` separates them, or a line break where brackets were left
/// open.
#[must_use]
pub fn joined(units: impl IntoIterator<Item = String>) -> String {
    let together = units.into_iter().reduce(|mut cell, unit| {
        let is_open = cell.rsplit(['\n', '\r']).next().is_some_and(|line| line.chars().fold(0, deeper) > 0);
        cell.push(if is_open { '\n' } else { '；' });
        cell.push_str(&unit);
        cell
    });
    together.unwrap_or_default()
}

/// A former unit of which nothing is known but its last year, as a cell has it. A name that would be read as several is held
/// together by brackets; where it has some that stand against that, each of its parts is a unit.
#[must_use]
pub fn until(name: &str, year: i32) -> String {
    one_until(name.trim(), year)
        .unwrap_or_else(|| joined(items(name).into_iter().filter_map(|part| one_until(part, year))))
}

fn one_until(name: &str, year: i32) -> Option<String> {
    let years = Some(Years { from: None, to: Some(year) });
    let is_read = |cell: &String| parse_former_units(cell) == [FormerUnit { name: name.to_owned(), years }];
    [format!("{name}（至{year}年）"), format!("（{name}）（至{year}年）")].into_iter().find(is_read)
}

/// In how many brackets one is behind this character.
const fn deeper(depth: usize, character: char) -> usize {
    match character {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    }
}

/// The name without the brackets that are around all of it.
fn unwrapped(name: &str) -> &str {
    let inner = name.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')'])).map(str::trim);
    let mut depth = 0usize;
    let mut is_within = |character: char| {
        let is_closed_before = matches!(character, '）' | ')') && depth == 0;
        depth = deeper(depth, character);
        !is_closed_before
    };
    inner.filter(|inner| !inner.is_empty() && inner.chars().all(&mut is_within)).unwrap_or(name)
}

/// The items of a cell, trimmed, without empty ones. A separator within brackets separates nothing; where brackets are
/// not closed, that holds to the end of the line.
fn items(cell: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, character) in cell.char_indices() {
        match character {
            '（' | '(' | '）' | ')' => depth = deeper(depth, character),
            '；' | ';' | '、' if depth == 0 => {
                found.push(&cell[start..at]);
                start = at + character.len_utf8();
            }
            '\n' | '\r' => {
                found.push(&cell[start..at]);
                (start, depth) = (at + character.len_utf8(), 0);
            }
            _ => {}
        }
    }
    found.push(&cell[start..]);
    found.into_iter().map(str::trim).filter(|item| !item.is_empty()).collect()
}

/// Splits off the last brackets, when the text ends in them and something stands before them.
fn split_brackets(item: &str) -> Option<(&str, &str)> {
    let inner = item.strip_suffix(['）', ')'])?;
    let mut depth = 0usize;
    for (at, character) in inner.char_indices().rev() {
        match character {
            '）' | ')' => depth += 1,
            '（' | '(' if depth == 0 => {
                let name = inner[..at].trim();
                let words = inner[at + character.len_utf8()..].trim();
                return if name.is_empty() { None } else { Some((name, words)) };
            }
            '（' | '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Reads `2010—2016`, `2010年3月-2016年5月`, `2016至今`, `至2016年`, `2016` and their full-width spellings; none for other
/// words.
fn parse_years(words: &str) -> Option<Years> {
    let plain: String = words.chars().filter(|character| !character.is_whitespace()).map(half_width).collect();
    let dash = |character: char| matches!(character, '—' | '–' | '-' | '−' | '~' | '～' | '〜' | '－' | '至' | '到');
    let (first, last) = match plain.split_once(dash) {
        Some((first, last)) => (first, last.trim_start_matches(dash)),
        None => (plain.as_str(), plain.as_str()),
    };
    let from = if first.is_empty() { None } else { Some(leading_year(first)?) };
    let to = match last {
        "" | "今" | "现在" | "目前" => None,
        _ => Some(leading_year(last)?),
    };
    from.or(to).map(|_| Years { from, to })
}

/// The year that the text starts with, when nothing follows it but digits, points and the words 年, 月 and 日.
fn leading_year(text: &str) -> Option<i32> {
    let digits = text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = text.get(4..)?;
    let is_date = rest.is_empty() || rest.starts_with(['年', '.', '/']);
    let only_date = rest.chars().all(|character| character.is_ascii_digit() || "年月日./".contains(character));
    if is_date && only_date { digits.parse().ok() } else { None }
}

fn half_width(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(u32::from(character) - u32::from('０') + u32::from('0')).unwrap_or(character),
        '（' => '(',
        '）' => ')',
        _ => character,
    }
}

/// The form in which names are compared: no white space, half-width brackets and digits.
fn normal(name: &str) -> String {
    name.chars().filter(|character| !character.is_whitespace()).map(half_width).collect()
}

#[cfg(test)]
mod tests;
