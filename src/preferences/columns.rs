//! Which columns of their lists a person leaves out.

use super::{cookies, hidden_columns};

/// The cookie of the columns that are left out: `list.column`, joined by `~`.
pub const COLUMNS: &str = "columns";

/// The most columns that are left out, in all lists together; a request's head has its limit too.
const MOST: usize = 64;

/// The longest name of a column, in characters.
const LONGEST: usize = 24;

/// A list whose columns can be left out, on its page and, where it has one, in its workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The units of the register.
    Units,
    /// The self-check rounds.
    Rounds,
    /// The self-checks of one's own unit.
    Tasks,
    /// The submissions of a round.
    Submissions,
    /// The plans of a season.
    Plans,
    /// The visits of a plan.
    Visits,
    /// The entries of the ledger.
    Ledger,
    /// The accounts.
    People,
    /// The roster of inspectors.
    Roster,
    /// The rankings of the seasons.
    Rankings,
    /// The entries of the journal.
    Journal,
    /// One's jobs.
    Jobs,
}

impl List {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Units,
        Self::Rounds,
        Self::Tasks,
        Self::Submissions,
        Self::Plans,
        Self::Visits,
        Self::Ledger,
        Self::People,
        Self::Roster,
        Self::Rankings,
        Self::Journal,
        Self::Jobs,
    ];

    /// The word in the cookie.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Rounds => "rounds",
            Self::Tasks => "tasks",
            Self::Submissions => "submissions",
            Self::Plans => "plans",
            Self::Visits => "visits",
            Self::Ledger => "ledger",
            Self::People => "people",
            Self::Roster => "roster",
            Self::Rankings => "rankings",
            Self::Journal => "journal",
            Self::Jobs => "jobs",
        }
    }

    /// The column by which its rows are known, which always stays.
    #[must_use]
    pub const fn known_by(self) -> &'static str {
        match self {
            Self::Units | Self::Roster => "name",
            Self::Rounds | Self::Tasks => "round",
            Self::Submissions | Self::Visits => "unit",
            Self::Plans => "plan",
            Self::Ledger => "entry",
            Self::People => "account",
            Self::Rankings => "season",
            Self::Journal => "at",
            Self::Jobs => "what",
        }
    }

    /// The list with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }
}

/// The columns that a person leaves out of their lists, by the names that a list's columns have. A name that the list
/// does not know hides nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenColumns(Vec<(List, String)>);

impl HiddenColumns {
    /// What a request's `Cookie` header leaves out. What cannot be read leaves nothing out; it never fails.
    #[must_use]
    pub fn from_cookies(header: &str) -> Self {
        cookies(header).find(|(name, _)| *name == COLUMNS).map(|(_, code)| Self::from_code(code)).unwrap_or_default()
    }

    /// The columns of a cookie's words.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        let pairs = code.split('~').filter_map(|word| word.split_once('.'));
        let known = pairs.filter(|(_, column)| is_name(column));
        Self(known.filter_map(|(list, column)| Some((List::from_code(list)?, column.to_owned()))).take(MOST).collect())
    }

    /// The words in the cookie.
    #[must_use]
    pub fn code(&self) -> String {
        self.0.iter().map(|(list, column)| format!("{}.{column}", list.code())).collect::<Vec<_>>().join("~")
    }

    /// Whether this column is left out of this list; never the one by which its rows are known.
    #[must_use]
    pub fn hides(&self, list: List, column: &str) -> bool {
        column != list.known_by() && self.0.iter().any(|(of, hidden)| *of == list && hidden == column)
    }

    /// With these columns left out of this list instead of those that were; the other lists stay as they are.
    #[must_use]
    pub fn leave_out<'a>(&self, list: List, columns: impl IntoIterator<Item = &'a str>) -> Self {
        let others = self.0.iter().filter(|(of, _)| *of != list).cloned();
        let hidden = columns.into_iter().filter(|column| is_name(column)).map(|column| (list, column.to_owned()));
        Self(others.chain(hidden).take(MOST).collect())
    }

    /// Those of the page or request that is being worked on; none where there is none. The server's half provides them
    /// as context.
    #[must_use]
    pub fn current() -> Self {
        hidden_columns()
    }
}

/// The heads, or the cells of a line, that are shown.
pub fn kept<T>(cells: Vec<T>, shown: &[bool]) -> Vec<T> {
    cells.into_iter().zip(shown).filter(|(_, shown)| **shown).map(|(cell, _)| cell).collect()
}

/// Letters and low lines, as the lists name their columns.
fn is_name(word: &str) -> bool {
    (1..=LONGEST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_what_another_one_leaves_out() {
        let hidden = HiddenColumns::default().leave_out(List::Ledger, ["area", "turn"]);
        let hidden = hidden.leave_out(List::Units, ["phone"]).leave_out(List::Ledger, ["due"]);
        assert_eq!(hidden.code(), "units.phone~ledger.due");
        assert!(hidden.hides(List::Units, "phone") && hidden.hides(List::Ledger, "due"));
        assert!(!hidden.hides(List::Ledger, "area") && !hidden.hides(List::Units, "due"));
        assert!(!hidden.leave_out(List::Ledger, ["entry"]).hides(List::Ledger, "entry"), "the rows are known by it");
        assert_eq!(HiddenColumns::from_cookies(&format!("lang=zh; columns={}", hidden.code())), hidden);
    }

    #[test]
    fn what_no_list_can_have_written_hides_nothing() {
        let long = "x".repeat(LONGEST + 1);
        for code in [
            "",
            "~",
            "ledger",
            ".",
            "ledger.",
            ".area",
            "ledger.Area",
            "people2.role",
            "ledger.a;b",
            &format!("ledger.{long}"),
        ] {
            assert_eq!(HiddenColumns::from_code(code), HiddenColumns::default(), "{code}");
        }
        let many: Vec<String> = (0..26 * 26)
            .map(|number: usize| {
                let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).expect("a letter"));
                [letter(number / 26), letter(number)].iter().collect()
            })
            .collect();
        let hidden = HiddenColumns::default().leave_out(List::Ledger, many.iter().map(String::as_str));
        assert_eq!(hidden.code().split('~').count(), MOST);
    }
}
