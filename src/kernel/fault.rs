//! What is wrong with a field, a cell or a line of input, as a closed set: the words are in the translations.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why a value cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing was given, and something is needed.
    #[error("missing")]
    Missing,
    /// More characters than fit.
    #[error("{length} characters, at most {most}")]
    TooLong {
        /// Characters given.
        length: usize,
        /// Characters allowed.
        most: usize,
    },
    /// Fewer characters than needed.
    #[error("at least {least} characters")]
    TooShort {
        /// Characters needed.
        least: usize,
    },
    /// A control character or another that cannot be stored.
    #[error("a character that cannot be used")]
    BadCharacter,
    /// No id by the rule of ids.
    #[error("not an id")]
    NotAnId,
    /// Another person has this name for signing in.
    #[error("taken by somebody else")]
    Taken,
    /// Another account holds this number of the roster.
    #[error("held by the account {account}")]
    HeldBy {
        /// The account.
        account: String,
    },
    /// No date of the form 2026-11-23.
    #[error("not a date")]
    NotADate,
    /// A day on which nobody works, with its name where it is a holiday.
    #[error("{date} is not a working day")]
    NotAWorkingDay {
        /// The day.
        #[serde(deserialize_with = "crate::kernel::dated::read")]
        date: NaiveDate,
        /// The holiday's name; `None` on a weekend.
        name: Option<String>,
    },
    /// A day that lies before the first possible one.
    #[error("before {earliest}")]
    TooEarly {
        /// The first possible day.
        #[serde(deserialize_with = "crate::kernel::dated::read")]
        earliest: NaiveDate,
    },
    /// A day that lies after the last possible one.
    #[error("after {latest}")]
    TooLate {
        /// The last possible day.
        #[serde(deserialize_with = "crate::kernel::dated::read")]
        latest: NaiveDate,
    },
    /// No whole number, or no figure of at most two decimals.
    #[error("not a number")]
    NotANumber,
    /// A code whose check digit does not fit, such as a 统一社会信用代码 (GB 32100).
    #[error("{value} has a wrong check digit")]
    WrongCheckDigit {
        /// The code as given.
        value: String,
    },
    /// No address of the web that begins with http:// or https://.
    #[error("not a web address")]
    NotAnAddress,
    /// No telephone number.
    #[error("not a telephone number")]
    NotAPhone,
    /// Outside the bounds. Both are in the unit that the field shows.
    #[error("not between {low} and {high}")]
    OutOfRange {
        /// The smallest value.
        low: String,
        /// The largest value.
        high: String,
    },
    /// Another value than the only one that is right. Both are in the unit that the field shows.
    #[error("must be {value}")]
    MustBe {
        /// The right one.
        value: String,
        /// What there is, where the person does not see it in one field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<String>,
    },
    /// None of the known words.
    #[error("unknown: {value}")]
    Unknown {
        /// What was given.
        value: String,
        /// The known words, where they are few.
        allowed: Vec<String>,
    },
    /// The same value stands elsewhere too.
    #[error("twice: {value}")]
    Duplicate {
        /// The value.
        value: String,
        /// Where else it stands, such as a line number.
        other: String,
    },
    /// One object of a JSON file names this key twice, so that two readers could understand it differently.
    #[error("key twice: {key}")]
    KeyTwice {
        /// The key.
        key: String,
    },
    /// Fewer than are needed.
    #[error("at least {least}")]
    TooFew {
        /// How many are needed.
        least: usize,
    },
    /// More than there is room for.
    #[error("at most {most}")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// The groups of a plan have fewer days for visits than units are drawn.
    #[error("the groups have {days} days for {wanted} visits")]
    NoRoom {
        /// The days that all groups have together.
        days: usize,
        /// The visits that are wanted.
        wanted: usize,
    },
    /// Somebody of a group of a plan is in the roster no more.
    #[error("{inspector} of group {group} has left the roster")]
    LeftRoster {
        /// The inspector's name.
        inspector: String,
        /// The number of the group.
        group: i64,
    },
    /// Proof is asked for and none is attached.
    #[error("evidence is missing")]
    EvidenceMissing,
    /// A problem that neither a file nor a record proves (Art. 4).
    #[error("nothing proves finding {number}")]
    FindingUnproved {
        /// Its number within the visit.
        number: u32,
    },
    /// A reason is asked for and none is given.
    #[error("a reason is missing")]
    ReasonMissing,
    /// Something is entered where the rest of the form leaves no room for it.
    #[error("must be left empty")]
    MustBeEmpty,
    /// A cell that this method of scoring does not read.
    #[error("not used by the method {method}")]
    NotUsed {
        /// The method, as a stored word.
        method: String,
    },
    /// A code that this edition or an earlier one has for something.
    #[error("the code {code} was used before")]
    CodeUsed {
        /// The code.
        code: String,
    },
    /// More points than an indicator can give without falling to its own figures.
    #[error("at most {most} points can be taken")]
    PointsTied {
        /// The most, in points.
        most: String,
    },
    /// It belongs to another area of responsibility than was chosen.
    #[error("not of area {area}")]
    NotOfArea {
        /// The number of the chosen area.
        area: u8,
    },
    /// It conflicts with something: the sentence's subject is named.
    #[error("conflicts with {with}")]
    Conflict {
        /// With what: a name, a visit, a rule's number.
        with: String,
    },
    /// Recused from the unit (Art. 14).
    #[error("{inspector} is recused from {unit}")]
    Recused {
        /// The inspector's name.
        inspector: String,
        /// The unit's name.
        unit: String,
        /// The ground, as a stored word.
        ground: String,
    },
    /// What is wrong with one of several records that a form is about.
    #[error("{what}: {fault}")]
    About {
        /// Which one: its name, and what tells it from the others.
        what: String,
        /// What is wrong with it.
        fault: Box<Fault>,
    },
    /// The unit was reminded already, and no working day has begun since.
    #[error("reminded on {on}")]
    Reminded {
        /// The day of the last reminder.
        #[serde(deserialize_with = "crate::kernel::dated::read")]
        on: NaiveDate,
    },
    /// No training of the groups is on record (Art. 9 (1)).
    #[error("no training is on record")]
    TrainingMissing,
    /// Written feedback that was not sent yet (Art. 12).
    #[error("{visits} visits without written feedback")]
    FeedbackMissing {
        /// How many visits lack it.
        visits: usize,
    },
    /// The wrong present password, or a wrong account and password.
    #[error("wrong password")]
    WrongPassword,
    /// Too many failures; the account takes no password for a while.
    #[error("locked for {minutes} min")]
    Locked {
        /// Minutes until it takes one again.
        minutes: i64,
    },
    /// A password that everybody would try.
    #[error("too easy to guess")]
    TooEasy,
    /// A file of a kind that is not taken.
    #[error("file kind {kind} is not taken")]
    FileKind {
        /// The ending of its name; empty where it has none.
        kind: String,
        /// The endings of the kinds that are taken.
        allowed: Vec<String>,
    },
    /// A file whose content is not of the kind that its name says.
    #[error("the content is not what the name says")]
    NotAsNamed {
        /// The endings of the kinds that are taken.
        allowed: Vec<String>,
    },
    /// More files than one form takes.
    #[error("more than {most} files")]
    TooManyFiles {
        /// The most.
        most: usize,
    },
    /// A file that is too large.
    #[error("larger than {most_mib} MiB")]
    FileTooLarge {
        /// The most, in MiB.
        most_mib: u64,
    },
    /// A file, or a table in it, without content.
    #[error("empty")]
    Empty,
    /// A file that is no text at all, where an import takes another one.
    #[error("a {kind} file, not what is imported here")]
    OtherFile {
        /// What it is, as the ending that such files have.
        kind: String,
        /// What is taken.
        wanted: Wanted,
    },
    /// Neither UTF-8 nor GB 18030, the encodings in which imports are taken.
    #[error("unknown text encoding")]
    Encoding {
        /// What is taken.
        wanted: Wanted,
    },
    /// A column that is needed is not in the header.
    #[error("column {name} is missing")]
    ColumnMissing {
        /// The header's text.
        name: String,
    },
    /// A line has another number of cells than the header.
    #[error("{found} cells instead of {expected}")]
    CellCount {
        /// Cells in this line.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
}

/// The files that imports take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// A table of comma-separated values.
    Table,
    /// The years' holidays in JSON.
    Holidays,
}

/// A fault and the field it belongs to, by the field's name in the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// The field's name, as in the form.
    pub field: String,
    /// What is wrong with it.
    pub fault: Fault,
}

impl FieldFault {
    /// A fault of this field.
    pub fn new(field: impl Into<String>, fault: Fault) -> Self {
        Self { field: field.into(), fault }
    }
}
