//! Reading the register and the former names from tables, fault by fault.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::model::{EntryCounts, FormerName, Standing, Unit, UnitList, UnitOrder, VisitPart};
use crate::kernel::{
    actor::Actor,
    calendar::WorkCalendar,
    fault::Fault,
    ids::UnitCode,
    listing,
    table::{CellFault, Faults, Line, Table},
    text::{Text, Title},
    unit_kind::UnitKind,
};

/// The header of the register's table.
pub const COLUMNS: [&str; 8] =
    ["单位编码", "单位名称", "简称", "单位类别", "统一社会信用代码", "门户网址", "联系电话", "负责人"];

/// The header of the table of former names.
pub const NAME_COLUMNS: [&str; 4] = ["曾用名", "单位编码", "起始年", "终止年"];

/// The most units and the most former names of a district.
pub const MOST_UNITS: usize = 5000;

/// The most units of a page.
pub const UNITS_A_PAGE: usize = 100;

/// The word by which an address asks for the units that are not inspected any more, and what it says then.
pub const RETIRED: (&str, &str) = ("retired", "yes");

/// Years that a former name can have.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Reads the register. Codes and names are unique; web site, telephone, credit code and head may be left out, and
/// without a short name the full one is used in tables.
///
/// # Errors
/// Every fault by line and column.
pub fn parse_units(table: &Table) -> Result<Vec<Unit>, Vec<CellFault>> {
    let places = table.columns(COLUMNS)?;
    let mut faults = Faults::default();
    if table.lines.len() > MOST_UNITS {
        let most = Fault::OutOfRange { low: "1".to_owned(), high: MOST_UNITS.to_string() };
        faults.blame(1, COLUMNS[0], most);
    }
    let mut codes = BTreeMap::new();
    let mut names = BTreeMap::new();
    let mut units = Vec::new();
    for line in &table.lines {
        let Some(unit) = unit(line, places, &mut faults) else { continue };
        once(&mut codes, unit.code.as_str(), line, COLUMNS[0], &mut faults);
        once(&mut names, unit.name.as_str(), line, COLUMNS[1], &mut faults);
        units.push(unit);
    }
    faults.finish(units)
}

/// A standing without what the unit's own people may not know yet: of a visit they learn by the written notice (Art. 9
/// (2)), and of the problems by the feedback, which the locked score comes after.
#[must_use]
pub fn standing_seen_by(actor: &Actor, standing: Standing) -> Standing {
    if !actor.role.is_of_unit() {
        return standing;
    }
    let told = |visit: VisitPart| VisitPart { findings: visit.total.map_or(0, |_| visit.findings), ..visit };
    let announced = standing.visits.into_iter().filter(|(_, visit)| visit.announced);
    Standing { visits: announced.map(|(id, visit)| (id, told(visit))).collect(), ..standing }
}

/// A standing with how many working days late each self-check was by this calendar, whatever was counted at its signature:
/// the table of a year may have been imported since.
#[must_use]
pub fn counted_by(calendar: &WorkCalendar, mut standing: Standing) -> Standing {
    for part in standing.self_checks.values_mut() {
        if let (Some(due), Some(on)) = (part.due, part.submitted_on) {
            part.days_late = calendar.working_days_between(due, on).max(0);
        }
    }
    standing
}

/// How far a visit speaks for its unit's season, where a unit is visited more than once: not at all once it is withdrawn,
/// a locked one before one that is still under way, and of equals the one on the later day.
#[must_use]
pub fn visit_weight(withdrawn: bool, locked: bool, date: NaiveDate) -> Option<(bool, NaiveDate)> {
    (!withdrawn).then_some((locked, date))
}

/// The part that weighs most; of equals the last one.
#[must_use]
pub fn heaviest<T, W: Ord>(parts: impl Iterator<Item = T>, weight: impl Fn(&T) -> Option<W>) -> Option<T> {
    let weighed = parts.filter_map(|part| Some((weight(&part)?, part)));
    weighed.max_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, part)| part)
}

/// Notes the line of a value that must be unique, or the fault.
pub(crate) fn once(seen: &mut BTreeMap<String, usize>, value: &str, line: &Line, column: &str, faults: &mut Faults) {
    if let Some(other) = seen.insert(value.to_owned(), line.number) {
        faults.blame(line.number, column, Fault::Duplicate { value: value.to_owned(), other: other.to_string() });
    }
}

fn unit(line: &Line, places: [usize; 8], faults: &mut Faults) -> Option<Unit> {
    let [code, name, short_name, kind, credit_code, website, phone, head] = places.map(|place| line.cell(place));
    let at = line.number;
    let code = faults.take(at, COLUMNS[0], parse_unit_code(code));
    let name = faults.take(at, COLUMNS[1], Title::parse(name));
    let short_name = faults.take(at, COLUMNS[2], Title::parse_optional(short_name));
    let kind = faults.take(at, COLUMNS[3], UnitKind::parse_article_word(kind));
    let credit_code = faults.take(at, COLUMNS[4], optional(credit_code, parse_credit_code));
    let website = faults.take(at, COLUMNS[5], optional(website, parse_website));
    let phone = faults.take(at, COLUMNS[6], optional(phone, parse_phone));
    let head = faults.take(at, COLUMNS[7], Text::<40>::parse_optional(head));
    let name = name?;
    Some(Unit {
        code: code?,
        short_name: short_name?.unwrap_or_else(|| name.clone()),
        name,
        kind: kind?,
        credit_code: credit_code?,
        website: website?,
        phone: phone?,
        head: head?.map(String::from),
        retired_on: None,
        version: 0,
    })
}

/// Reads the code of a unit.
///
/// # Errors
/// [`Fault::Missing`] or [`Fault::NotAnId`].
pub fn parse_unit_code(text: &str) -> Result<UnitCode, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::Missing);
    }
    UnitCode::parse(text).map_err(|_| Fault::NotAnId)
}

fn optional(text: &str, parse: fn(&str) -> Result<String, Fault>) -> Result<Option<String>, Fault> {
    if text.trim().is_empty() { Ok(None) } else { parse(text.trim()).map(Some) }
}

/// Reads a 统一社会信用代码: 18 characters with the check digits of GB 32100, and of GB 11714 in its middle.
///
/// # Errors
/// [`Fault::TooShort`], [`Fault::TooLong`], [`Fault::BadCharacter`] or [`Fault::WrongCheckDigit`].
pub fn parse_credit_code(text: &str) -> Result<String, Fault> {
    /// Digits and letters without I, O, S, V and Z.
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let code = text.trim().to_ascii_uppercase();
    let length = code.chars().count();
    match length {
        ..18 => return Err(Fault::TooShort { least: 18 }),
        18 => {}
        19.. => return Err(Fault::TooLong { length, most: 18 }),
    }
    let values: Option<Vec<usize>> = code.chars().map(|letter| LETTERS.find(letter)).collect();
    let values = values.ok_or(Fault::BadCharacter)?;
    let weighted = |sum: (usize, usize), value: &usize| (sum.0 + value * sum.1, sum.1 * 3 % 31);
    let (sum, _) = values[..17].iter().fold((0, 1), weighted);
    let fits = (31 - sum % 31) % 31 == values[17] && has_organisation_code(&code);
    if fits { Ok(code) } else { Err(Fault::WrongCheckDigit { value: code }) }
}

/// Whether characters 9 to 17 are an organisation's code with its check digit (GB 11714). The text is plain ASCII.
fn has_organisation_code(code: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |letter: char| letter.to_digit(36).unwrap_or_default();
    let body = code.chars().skip(8).take(8);
    let sum: u32 = body.zip(WEIGHTS).map(|(letter, weight)| value(letter) * weight).sum();
    let expected = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    code.chars().nth(16) == Some(expected)
}

/// Reads an address of the web with `http` or `https`, at most 200 characters.
///
/// # Errors
/// [`Fault::TooLong`] or [`Fault::NotAnAddress`].
pub fn parse_website(text: &str) -> Result<String, Fault> {
    let address = Text::<200>::parse(text)?;
    let rest = address.as_str().strip_prefix("https://").or_else(|| address.as_str().strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let port = host.rsplit_once(':').map_or("1", |(_, port)| port);
    let letters = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let is_name = name.contains('.') && name.split('.').all(|part| !part.is_empty()) && name.chars().all(letters);
    let is_port = port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_plain =
        !address.as_str().contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '\\'));
    if is_name && is_port && is_plain { Ok(address.into()) } else { Err(Fault::NotAnAddress) }
}

/// Reads a telephone number as written: 5 to 20 digits, with the usual signs between them and 转 before an extension.
///
/// # Errors
/// [`Fault::TooLong`] or [`Fault::NotAPhone`].
pub fn parse_phone(text: &str) -> Result<String, Fault> {
    let phone = Text::<40>::parse(text)?;
    let digits = phone.as_str().chars().filter(char::is_ascii_digit).count();
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '—' | '(' | ')' | '（' | '）' | ' ' | '转');
    let fits = (5..=20).contains(&digits) && phone.as_str().chars().all(sign);
    if fits { Ok(phone.into()) } else { Err(Fault::NotAPhone) }
}

/// Reads the former names of these units. A name may have belonged to several units, but to each only once.
///
/// # Errors
/// Every fault by line and column.
pub fn parse_former_names(table: &Table, units: &[Unit]) -> Result<Vec<FormerName>, Vec<CellFault>> {
    let places = table.columns(NAME_COLUMNS)?;
    let mut faults = Faults::default();
    if table.lines.len() > MOST_UNITS {
        let most = Fault::OutOfRange { low: "1".to_owned(), high: MOST_UNITS.to_string() };
        faults.blame(1, NAME_COLUMNS[0], most);
    }
    let mut seen = BTreeMap::new();
    let mut names = Vec::new();
    for line in &table.lines {
        let Some(name) = former_name(line, places, units, &mut faults) else { continue };
        if let Some(other) = seen.insert(name.id(), line.number) {
            let fault = Fault::Duplicate { value: name.name.to_string(), other: other.to_string() };
            faults.blame(line.number, NAME_COLUMNS[0], fault);
        }
        names.push(name);
    }
    faults.finish(names)
}

fn former_name(line: &Line, places: [usize; 4], units: &[Unit], faults: &mut Faults) -> Option<FormerName> {
    let [name, unit, from, to] = places.map(|place| line.cell(place));
    let at = line.number;
    let name = faults.take(at, NAME_COLUMNS[0], Title::parse(name));
    let known = parse_unit_code(unit).and_then(|code| {
        let unknown = || Fault::Unknown { value: code.to_string(), allowed: Vec::new() };
        units.iter().find(|unit| unit.code == code).map(|unit| unit.code.clone()).ok_or_else(unknown)
    });
    let unit = faults.take(at, NAME_COLUMNS[1], known);
    let from = faults.take(at, NAME_COLUMNS[2], parse_year(from, *YEARS.start()));
    let earliest = from.flatten().unwrap_or(*YEARS.start());
    let to = faults.take(at, NAME_COLUMNS[3], parse_year(to, earliest));
    Some(FormerName { name: name?, unit: unit?, from: from?, to: to?, retired_on: None, version: 0 })
}

/// The names that a later register takes from a unit, as former ones until this year: what inspectors wrote of their posts
/// still leads to it (Art. 14).
#[must_use]
pub fn given_up(before: &Unit, after: &Unit, year: i32) -> Vec<FormerName> {
    let kept = [&after.name, &after.short_name];
    let mut names: Vec<&Title> =
        [&before.name, &before.short_name].into_iter().filter(|name| !kept.contains(name)).collect();
    names.dedup();
    let former = |name: &Title| FormerName {
        name: name.clone(),
        unit: before.code.clone(),
        from: None,
        to: Some(year),
        retired_on: None,
        version: 0,
    };
    names.into_iter().map(former).collect()
}

/// Reads a year that may be left out.
fn parse_year(text: &str, earliest: i32) -> Result<Option<i32>, Fault> {
    let text = text.trim().trim_end_matches('年');
    if text.is_empty() {
        return Ok(None);
    }
    let year: i32 = text.parse().map_err(|_| Fault::NotANumber)?;
    let latest = *YEARS.end();
    if (earliest..=latest).contains(&year) {
        return Ok(Some(year));
    }
    Err(Fault::OutOfRange { low: earliest.to_string(), high: latest.to_string() })
}

/// Whether a search finds the unit: every word stands in its code, its names, its telephone or its web site.
#[must_use]
pub fn is_found(unit: &Unit, search: &str) -> bool {
    let texts = [
        Some(unit.code.as_str()),
        Some(unit.name.as_str()),
        Some(unit.short_name.as_str()),
        unit.phone.as_deref(),
        unit.website.as_deref(),
    ];
    listing::holds(texts.into_iter().flatten(), search)
}

/// The place of a unit in an order of the register.
#[must_use]
pub fn place(unit: &Unit, order: UnitOrder) -> String {
    match order {
        UnitOrder::Code => unit.code.to_string(),
        UnitOrder::Kind => format!("{}.{}", listing::in_turn(&UnitKind::ALL, &unit.kind), unit.code),
    }
}

/// The units that a search finds, of one kind where one is given, in the order in which they are given: those that are
/// inspected, or those that are not any more.
#[must_use]
pub fn found<'a>(units: &'a [Unit], search: &str, kind: Option<UnitKind>, retired: bool) -> Vec<&'a Unit> {
    // The people of a unit that is not inspected any more see no other.
    let retired = retired || !units.iter().any(Unit::is_active);
    let is_of_kind = |unit: &Unit| kind.is_none_or(|kind| unit.kind == kind);
    let wanted = |unit: &&Unit| unit.is_active() != retired && is_of_kind(unit) && is_found(unit, search);
    units.iter().filter(wanted).collect()
}

/// The page of the register that a search, a kind, whether the units are inspected no more, an order and the place of the
/// last unit of the page before name.
#[must_use]
pub fn list(
    units: &[Unit],
    search: &str,
    kind: Option<UnitKind>,
    retired: bool,
    order: UnitOrder,
    after: &str,
) -> UnitList {
    // Not what is shown in its place to the people of a unit that is not inspected any more: it is counted once.
    let all: Vec<&Unit> = units.iter().filter(|unit| unit.is_active() && is_found(unit, search)).collect();
    let of = |kind: UnitKind| (kind, all.iter().filter(|unit| unit.kind == kind).count());
    let wanted = found(units, search, kind, retired);
    let (count, not_any_more) = (wanted.len(), found(units, search, None, true).len());
    let listing::Page { rows, prev, next } = listing::page(wanted, |unit| place(unit, order), after, UNITS_A_PAGE);
    let units = rows.into_iter().cloned().collect();
    let by_kind = UnitKind::ALL.map(of).to_vec();
    UnitList { units, count, found: all.len(), by_kind, retired: not_any_more, prev, next }
}

/// The units that count in a season: those that are inspected today, and those that are not any more and stand in it, so
/// that what was begun with them is finished and told.
#[must_use]
pub fn counting<'a>(units: Vec<Unit>, standing: impl Iterator<Item = &'a UnitCode>) -> Vec<Unit> {
    let standing: BTreeSet<&UnitCode> = standing.collect();
    units.into_iter().filter(|unit| unit.is_active() || standing.contains(&unit.code)).collect()
}

/// Counts the rectification entries of a standing as of today.
#[must_use]
pub fn count_entries(standing: &Standing, today: NaiveDate) -> EntryCounts {
    let mut counts = EntryCounts::default();
    for entry in standing.entries.values() {
        match (entry.closed_on, entry.due) {
            (Some(_), _) => counts.closed += 1,
            (None, Some(due)) if due < today => counts.overdue += 1,
            (None, Some(_) | None) => counts.open += 1,
        }
    }
    counts
}

#[cfg(test)]
mod tests;
