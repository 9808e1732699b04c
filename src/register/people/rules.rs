//! Reading a file of people fault by fault, and writing one to fill in. Pure: who and what is known comes in as an argument.

use std::collections::BTreeMap;

use crate::{
    account::{
        model::Account,
        rules::{NewPerson, kept_roles, parse_new_person},
    },
    inspection::model::RosterInspector,
    kernel::{
        actor::Role,
        fault::{Fault, FieldFault},
        table::{CellFault, Faults, Line, Table},
    },
    unit::{model::Unit, rules::once},
};

/// The most people of a file: some more than a clerk and a head for each unit of a district.
pub const MOST_PEOPLE: usize = 500;

/// The header of the table.
pub const COLUMNS: [&str; 5] = ["账号", "姓名", "角色", "单位编码", "检查员工号"];

/// The same header in English, which is taken as well.
pub const ENGLISH_COLUMNS: [&str; 5] = ["account", "name", "role", "unit", "inspector"];

/// The fields of the form for one person, in the order of the columns.
const FIELDS: [&str; 5] = ["account", "name", "role", "unit", "inspector"];

/// A further column of the file to fill in, in both languages: it says which unit is meant, and is not read.
const UNIT_NAME: [&str; 2] = ["单位简称", "unit_name"];

/// Who and what a file is held against.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Every account.
    pub accounts: &'a [Account],
    /// The register of units.
    pub units: &'a [Unit],
    /// The roster of inspectors.
    pub roster: &'a [RosterInspector],
}

/// The word of a role in tables.
#[must_use]
pub const fn role_word(role: Role) -> &'static str {
    match role {
        Role::ReformLeader => "改革办领导",
        Role::EstablishmentOfficer => "编办",
        Role::LegalOfficer => "法制部门",
        Role::Inspector => "检查组成员",
        Role::UnitClerk => "单位填报人",
        Role::UnitHead => "单位负责人",
        Role::SystemAdmin => "系统管理员",
        Role::SecurityAdmin => "安全管理员",
        Role::AuditAdmin => "审计管理员",
    }
}

/// Reads a role by its word or by its stored word. The three administrators are kept on the machine itself, so here their
/// roles are none.
///
/// # Errors
/// [`Fault::Missing`] or [`Fault::Unknown`] with the words of the others.
pub fn parse_role(text: &str) -> Result<Role, Fault> {
    let text = text.trim();
    let found = kept_roles().find(|role| role_word(*role) == text || role.code() == text);
    found.ok_or_else(|| match text.is_empty() {
        true => Fault::Missing,
        false => Fault::Unknown {
            value: text.to_owned(),
            allowed: kept_roles().map(|role| role_word(role).to_owned()).collect(),
        },
    })
}

/// Reads a file by the rules for a single account. Beyond them the unit is one of the register and the number one of the
/// roster, and nobody has the account or the number yet, in the file or before it.
///
/// # Errors
/// Every fault by line and column.
pub fn parse_people(table: &Table, known: &Known<'_>) -> Result<Vec<NewPerson>, Vec<CellFault>> {
    let (names, places) = columns(table)?;
    let mut faults = Faults::default();
    if let Some(beyond) = table.lines.get(MOST_PEOPLE) {
        faults.blame(beyond.number, names[0], Fault::TooMany { most: MOST_PEOPLE });
    }
    let (mut accounts, mut numbers) = (BTreeMap::new(), BTreeMap::new());
    let mut people = Vec::new();
    for line in table.lines.iter().take(MOST_PEOPLE) {
        let Some(person) = person(line, names, places, &mut faults) else { continue };
        once(&mut accounts, person.account.as_str(), line, names[0], &mut faults);
        if let Some(number) = &person.inspector {
            once(&mut numbers, number.as_str(), line, names[4], &mut faults);
        }
        hold_against(&person, known, line.number, names, &mut faults);
        people.push(person);
    }
    faults.finish(people)
}

/// The header that the table has, in Chinese or in English, and the places of its columns. Where neither is whole, the
/// columns are named that are missing of the one that is nearer.
fn columns(table: &Table) -> Result<([&'static str; 5], [usize; 5]), Vec<CellFault>> {
    match (table.columns(COLUMNS), table.columns(ENGLISH_COLUMNS)) {
        (Ok(places), _) => Ok((COLUMNS, places)),
        (Err(_), Ok(places)) => Ok((ENGLISH_COLUMNS, places)),
        (Err(chinese), Err(english)) => Err(if english.len() < chinese.len() { english } else { chinese }),
    }
}

fn person(line: &Line, names: [&str; 5], places: [usize; 5], faults: &mut Faults) -> Option<NewPerson> {
    let [account, name, role, unit, inspector] = places.map(|place| line.cell(place));
    let role = faults.take(line.number, names[2], parse_role(role));
    let code = role.map(Role::code).unwrap_or_default();
    match parse_new_person(account, name, code, unit, inspector) {
        Ok(person) => Some(person),
        Err(found) => {
            // What is wrong with the role is told already, by its word.
            let others = found.into_iter().filter(|fault| role.is_some() || fault.field != FIELDS[2]);
            for FieldFault { field, fault } in others {
                let column = FIELDS.iter().position(|known| *known == field).map_or(names[0], |at| names[at]);
                faults.blame(line.number, column, fault);
            }
            None
        }
    }
}

fn hold_against(person: &NewPerson, known: &Known<'_>, line: usize, names: [&str; 5], faults: &mut Faults) {
    if known.accounts.iter().any(|account| account.account == person.account) {
        faults.blame(line, names[0], Fault::Taken);
    }
    let unknown = |value: &str| Fault::Unknown { value: value.to_owned(), allowed: Vec::new() };
    if let Some(code) = &person.unit
        && !known.units.iter().any(|unit| unit.code == *code)
    {
        faults.blame(line, names[3], unknown(code.as_str()));
    }
    let Some(number) = &person.inspector else { return };
    if !known.roster.iter().any(|inspector| inspector.inspector == *number) {
        faults.blame(line, names[4], unknown(number.as_str()));
    }
    if let Some(holder) = known.accounts.iter().find(|account| account.inspector.as_ref() == Some(number)) {
        faults.blame(line, names[4], Fault::HeldBy { account: holder.account.to_string() });
    }
}

/// A table to fill in: for every unit in use a line for its clerk and one for its head, as far as nobody is that by now. The
/// names are left empty, so that nothing of it is taken unread.
#[must_use]
pub fn table_to_fill_in(units: &[Unit], accounts: &[Account], english: bool) -> Vec<Vec<String>> {
    let (columns, unit_name) = if english { (ENGLISH_COLUMNS, UNIT_NAME[1]) } else { (COLUMNS, UNIT_NAME[0]) };
    let head: Vec<String> = columns.into_iter().chain([unit_name]).map(str::to_owned).collect();
    let of_unit = |unit: &Unit| {
        let is_held = |role: Role| {
            let holds = |one: &Account| !one.disabled && one.role == role && one.unit.as_ref() == Some(&unit.code);
            accounts.iter().any(holds)
        };
        let line = |(role, ending): (Role, &str)| {
            vec![
                format!("{}.{ending}", unit.code.as_str().to_ascii_lowercase()),
                String::new(),
                if english { role.code() } else { role_word(role) }.to_owned(),
                unit.code.to_string(),
                String::new(),
                unit.short_name.to_string(),
            ]
        };
        let roles = [(Role::UnitClerk, "clerk"), (Role::UnitHead, "head")];
        roles.into_iter().filter(|(role, _)| !is_held(*role)).map(line).collect::<Vec<_>>()
    };
    let lines = units.iter().filter(|unit| unit.is_active()).flat_map(of_unit);
    std::iter::once(head).chain(lines).collect()
}

/// A table as comma-separated values (RFC 4180), with the mark by which office programs know UTF-8. No text of it is
/// computed as a formula.
#[must_use]
pub fn csv(lines: &[Vec<String>]) -> String {
    let mut text = String::from('\u{feff}');
    for line in lines {
        let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(text: &str) -> String {
    let mark = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::{
        kernel::{
            ids::{InspectorId, UnitCode},
            text::Title,
            unit_kind::UnitKind,
        },
        words,
    };

    fn unit(code: &str) -> Unit {
        let name = Title::parse(format!("{code}街道")).unwrap();
        Unit {
            code: UnitCode::parse(code).unwrap(),
            short_name: name.clone(),
            name,
            kind: UnitKind::Subdistrict,
            credit_code: None,
            website: None,
            phone: None,
            head: None,
            retired_on: None,
            version: 1,
        }
    }

    fn inspector(number: &str) -> RosterInspector {
        RosterInspector {
            inspector: InspectorId::parse(number).unwrap(),
            name: Title::parse("检查员").unwrap(),
            current_unit: None,
            former_units: None,
            declared_units: None,
            speciality: None,
            may_lead: false,
            retired_on: None,
            version: 1,
        }
    }

    fn account(person: NewPerson) -> Account {
        let NewPerson { account, name, role, unit, inspector } = person;
        let created_at = DateTime::UNIX_EPOCH;
        Account {
            account,
            name,
            role,
            unit,
            inspector,
            disabled: false,
            must_change_password: false,
            created_at,
            version: 1,
        }
    }

    fn table(header: [&str; 5], lines: &[[&str; 5]]) -> Table {
        let owned = |cells: &[&str; 5]| cells.map(str::to_owned).to_vec();
        let line = |(number, cells)| Line { number, cells: owned(cells) };
        Table { header: owned(&header), lines: (2..).zip(lines).map(line).collect() }
    }

    /// What is wrong with these lines in a district that knows the unit A01, the inspectors JC1 and JC2, and the accounts
    /// `clerk` of A01 and `one`, who is JC1.
    fn read(header: [&str; 5], lines: &[[&str; 5]]) -> Result<Vec<NewPerson>, Vec<CellFault>> {
        let clerk = parse_new_person("clerk", "甲", "unit_clerk", "A01", "").unwrap();
        let one = parse_new_person("one", "乙", "inspector", "", "JC1").unwrap();
        let accounts = [account(clerk), account(one)];
        let (units, roster) = ([unit("A01")], [inspector("JC1"), inspector("JC2")]);
        parse_people(&table(header, lines), &Known { accounts: &accounts, units: &units, roster: &roster })
    }

    /// The places of the faults.
    fn places(lines: &[[&str; 5]]) -> Vec<(usize, String)> {
        let faults = read(COLUMNS, lines).unwrap_err().into_iter();
        faults.map(|fault| (fault.line, fault.column.unwrap_or_default())).collect()
    }

    #[test]
    fn a_role_is_called_in_a_table_what_it_is_called_on_the_pages() {
        for role in Role::ALL {
            assert_eq!(role_word(role), words::role(role));
        }
        assert!(kept_roles().all(|role| parse_role(role_word(role)) == Ok(role)));
    }

    #[test]
    fn a_file_is_read_in_either_language() {
        let chinese = [["a.clerk", "张三", "单位填报人", "A01", ""], ["b", "李四", "检查组成员", "", "JC2"]];
        let english = [["a.clerk", "张三", "unit_clerk", "A01", ""], ["b", "李四", "inspector", "", "JC2"]];
        let people = read(COLUMNS, &chinese).unwrap();
        assert_eq!(people, read(ENGLISH_COLUMNS, &english).unwrap());
        assert_eq!(people.iter().map(|person| person.role).collect::<Vec<_>>(), [Role::UnitClerk, Role::Inspector]);
    }

    #[test]
    fn every_fault_is_named_by_line_and_column() {
        let lines = [
            ["clerk", "张三", "编办", "", ""],
            ["b", "", "单位填报人", "A99", ""],
            ["c", "王五", "单位填报人", "A99", ""],
            ["d", "王五", "系统管理员", "", ""],
            ["e", "王五", "检查组成员", "", "JC1"],
            ["f", "王五", "检查组成员", "", "JC9"],
            ["g", "王五", "编办", "A01", ""],
            ["c", "赵六", "单位负责人", "A01", ""],
        ];
        let expected = [
            (2, "账号"),
            (3, "姓名"),
            (4, "单位编码"),
            (5, "角色"),
            (6, "检查员工号"),
            (7, "检查员工号"),
            (8, "单位编码"),
            (9, "账号"),
        ];
        assert_eq!(places(&lines), expected.map(|(line, column)| (line, column.to_owned())));
    }

    #[test]
    fn the_missing_columns_are_named_in_the_language_of_the_file() {
        let missing = |header| match &read(header, &[]).unwrap_err()[..] {
            [CellFault { fault: Fault::ColumnMissing { name }, .. }] => name.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(missing(["账号", "姓名", "角色", "单位编码", "备注"]), "检查员工号");
        assert_eq!(missing(["account", "name", "role", "unit", "note"]), "inspector");
    }

    #[test]
    fn a_file_of_too_many_people_is_refused() {
        let names: Vec<String> = (0..=MOST_PEOPLE).map(|number| format!("p{number}")).collect();
        let lines: Vec<[&str; 5]> = names.iter().map(|name| [name.as_str(), "某人", "编办", "", ""]).collect();
        assert_eq!(places(&lines), [(MOST_PEOPLE + 2, "账号".to_owned())]);
        assert_eq!(read(COLUMNS, &lines[1..]).unwrap().len(), MOST_PEOPLE);
    }

    #[test]
    fn the_table_to_fill_in_names_who_is_missing() {
        let clerk = account(parse_new_person("x", "甲", "unit_clerk", "A01", "").unwrap());
        let gone = Account { disabled: true, ..account(parse_new_person("y", "乙", "unit_head", "A01", "").unwrap()) };
        let table = table_to_fill_in(&[unit("A01"), unit("A02")], &[clerk, gone], false);
        let accounts: Vec<&str> = table.iter().map(|line| line[0].as_str()).collect();
        assert_eq!(accounts, ["账号", "a01.head", "a02.clerk", "a02.head"]);
        assert_eq!(table[1], ["a01.head", "", "单位负责人", "A01", "", "A01街道"]);
        assert_eq!(table_to_fill_in(&[unit("A01")], &[], true)[1][2], "unit_clerk");
    }

    #[test]
    fn no_text_of_a_csv_is_a_formula() {
        let text = csv(&[vec!["=1+1".to_owned(), "a\"b".to_owned()], vec!["甲".to_owned()]]);
        assert_eq!(text, "\u{feff}\"'=1+1\",\"a\"\"b\"\r\n\"甲\"\r\n");
    }
}
