//! `zeqing deadline`, `score compute`, `ranking compute`, `draw run` and `draw verify`: JSON in, JSON out, no database.
//!
//! Each command is a function from texts to a text; only [`execute`] touches files and streams. What is read is read
//! strictly: an unknown or repeated key, a float, an array in place of an object, or anything after the value is an
//! error with its path. Unknown keys and what is out of bounds are reported completely, one line `path: message` each,
//! on standard error, and the exit code is 2; of what leaves a text without a value, such as a missing key, the first.
//! `draw verify` answers a record that does not hold with exit code 1.

use std::fmt::{Display, Write as _};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::inspection::rules::draw::{self, DrawRecord, Roster};
use crate::inspection::rules::scoring::{self, Entries, ScoreResult, Sheet};
use crate::kernel::calendar::{Deadline, MOST_WORKING_DAYS, WorkCalendar, YearTable, parse_date};
use crate::kernel::canonical::{StrictValue, parse_hash};
use crate::ranking::rules::{self as ranking, GivenInputs, RankingResult, Rule};

/// The holiday table that `deadline` uses when none is given: the State Council's notices up to the build.
const HOLIDAYS: &str = include_str!("../demo/data/holidays.json");

/// So many unknown keys of a text are named: it is another text that has more.
const MOST_UNKNOWN: usize = 100;

/// The commands that another program can check.
#[derive(Debug, Clone, Subcommand)]
pub enum ExchangeCommand {
    /// Count working days: the n-th working day after a date
    Deadline(DeadlineArgs),
    /// Compute a score from a sheet and its entries
    #[command(subcommand)]
    Score(ScoreCommand),
    /// Compute the comprehensive ranking from components and a rule
    #[command(subcommand)]
    Ranking(RankingCommand),
    /// Run a draw of units, or check the record of one
    #[command(subcommand)]
    Draw(DrawCommand),
}

/// `zeqing deadline`
#[derive(Debug, Clone, Args)]
pub struct DeadlineArgs {
    /// The day after which counting begins; it never counts itself
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date_argument)]
    pub start: NaiveDate,
    /// How many working days, at most 100000
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub days: i64,
    /// The holiday table (- for standard input); without it, the table built into the program
    #[arg(long, value_name = "FILE")]
    pub holidays: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `zeqing score …`
#[derive(Debug, Clone, Subcommand)]
pub enum ScoreCommand {
    /// Compute areas, base, adjustment and total in 1/100 point
    Compute(ScoreComputeArgs),
}

/// `zeqing score compute`
#[derive(Debug, Clone, Args)]
pub struct ScoreComputeArgs {
    /// The score sheet (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub sheet: PathBuf,
    /// The entries by indicator code (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub entries: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `zeqing ranking …`
#[derive(Debug, Clone, Subcommand)]
pub enum RankingCommand {
    /// Compute totals, ranks, grades and the fingerprint
    Compute(RankingComputeArgs),
}

/// `zeqing ranking compute`
#[derive(Debug, Clone, Args)]
pub struct RankingComputeArgs {
    /// The season's units with their components (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub inputs: PathBuf,
    /// The ranking rule (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub rule: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `zeqing draw …`
#[derive(Debug, Clone, Subcommand)]
pub enum DrawCommand {
    /// Draw units and assign them to groups (zeqing-draw-1)
    Run(DrawRunArgs),
    /// Recompute a draw from its record; prints JSON, exits 1 when the record does not hold
    Verify(DrawVerifyArgs),
}

/// `zeqing draw run`
#[derive(Debug, Clone, Args)]
pub struct DrawRunArgs {
    /// The roster with sample sizes and groups (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub roster: PathBuf,
    /// The secret committed to before the draw: 64 hexadecimal digits
    #[arg(long, value_name = "HEX", allow_hyphen_values = true)]
    pub secret: String,
    /// What the witness said, exactly
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub witness: String,
    /// Print the record as JSON
    #[arg(long)]
    pub json: bool,
}

/// `zeqing draw verify`
#[derive(Debug, Clone, Args)]
pub struct DrawVerifyArgs {
    /// The record of the draw (- for standard input)
    #[arg(value_name = "RECORD")]
    pub record: PathBuf,
    /// Accepted for uniformity; the answer is always JSON
    #[arg(long, hide = true)]
    pub json: bool,
}

fn date_argument(text: &str) -> Result<NaiveDate, String> {
    parse_date(text).ok_or_else(|| "not a date YYYY-MM-DD".to_owned())
}

/// Errors as they go to standard error, one line `path: message` each.
pub type Errors = Vec<String>;

/// What a command answers: a text for standard output and whether what it was asked to check holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The text, without a final line break.
    pub text: String,
    /// False only for a draw record that does not hold.
    pub holds: bool,
}

/// Runs a command on real files and streams. Exit code 0 for an answer, 1 for a record that does not hold, 2 for
/// input that cannot be used.
#[must_use]
pub fn execute(command: &ExchangeCommand) -> ExitCode {
    let (text, code) = match run(command, &mut read_source) {
        Ok(answer) => (answer.text, u8::from(!answer.holds)),
        Err(errors) => {
            let mut stderr = std::io::stderr().lock();
            // Nobody is left to be told when standard error itself is closed.
            let _ = errors.iter().try_for_each(|error| writeln!(stderr, "{error}"));
            return ExitCode::from(2);
        }
    };
    match writeln!(std::io::stdout().lock(), "{text}") {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(2),
    }
}

/// Runs a command with its files read by `source`.
///
/// # Errors
///
/// Everything wrong with the inputs, line by line.
pub fn run(
    command: &ExchangeCommand,
    source: &mut dyn FnMut(&Path) -> Result<String, String>,
) -> Result<Answer, Errors> {
    let plain = |text: String| Answer { text, holds: true };
    match command {
        ExchangeCommand::Deadline(args) => {
            let holidays = args.holidays.as_deref().map(source).transpose().map_err(|error| vec![error])?;
            deadline(args.start, args.days, holidays.as_deref(), args.json).map(plain)
        }
        ExchangeCommand::Score(ScoreCommand::Compute(args)) => {
            let (sheet, entries) = two(&args.sheet, &args.entries, source)?;
            score_compute(&sheet, &entries, args.json).map(plain)
        }
        ExchangeCommand::Ranking(RankingCommand::Compute(args)) => {
            let (inputs, rule) = two(&args.inputs, &args.rule, source)?;
            ranking_compute(&inputs, &rule, args.json).map(plain)
        }
        ExchangeCommand::Draw(DrawCommand::Run(args)) => {
            let roster = source(&args.roster).map_err(|error| vec![error])?;
            draw_run(&roster, &args.secret, &args.witness, args.json).map(plain)
        }
        ExchangeCommand::Draw(DrawCommand::Verify(args)) => {
            let record = source(&args.record).map_err(|error| vec![error])?;
            draw_verify(&record)
        }
    }
}

fn two(
    one: &Path,
    other: &Path,
    source: &mut dyn FnMut(&Path) -> Result<String, String>,
) -> Result<(String, String), Errors> {
    if one == Path::new("-") && other == Path::new("-") {
        return Err(vec!["-: only one of the two files can be standard input".to_owned()]);
    }
    both(source(one).map_err(|error| vec![error]), source(other).map_err(|error| vec![error]))
}

/// Both values, or the errors of both.
fn both<T, U>(one: Result<T, Errors>, other: Result<U, Errors>) -> Result<(T, U), Errors> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => Err(errors),
        (Err(mut errors), Err(others)) => {
            errors.extend(others);
            Err(errors)
        }
    }
}

fn read_source(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|content| bytes = content)
    };
    read.map_err(|error| format!("{}: {error}", path.display()))?;
    String::from_utf8(bytes).map_err(|_| format!("{}: not UTF-8", path.display()))
}

/// `zeqing deadline`: the `days`-th working day after `start`. `holidays` is a text in the form of `holidays.json`;
/// without it the table built into the program counts.
///
/// # Errors
///
/// Everything wrong with the holiday table and the number of days, or a deadline beyond the calendar.
pub fn deadline(start: NaiveDate, days: i64, holidays: Option<&str>, json: bool) -> Result<String, Errors> {
    let (tables, form) = read::<Vec<YearTable>>("holidays", "holidays", holidays.unwrap_or(HOLIDAYS));
    let calendar = tables.ok_or_else(Errors::new).and_then(|tables| {
        WorkCalendar::new(tables)
            .map_err(|violations| violations.iter().map(|violation| format!("holidays{violation}")).collect())
    });
    let known = u32::try_from(days).ok().filter(|days| *days <= MOST_WORKING_DAYS);
    let known = known.ok_or_else(|| vec![format!("days: {days} lies outside 0 to {MOST_WORKING_DAYS}")]);
    let (calendar, days) = both(answered(form, calendar, Errors::new()), known)?;
    let Deadline { date, unlisted_years } =
        calendar.deadline(start, days).map_err(|error| vec![format!("days: {error}")])?;
    if json {
        return written(&DeadlineAnswer { deadline: date, unlisted_years });
    }
    let mut text = date.to_string();
    for year in unlisted_years {
        text.push_str(&format!("\nno holiday table for {year}: only weekends were left out"));
    }
    Ok(text)
}

/// The JSON of `zeqing deadline`.
#[derive(Serialize)]
struct DeadlineAnswer {
    deadline: NaiveDate,
    /// By the name that the form of the answer gives it.
    #[serde(rename = "years_without_table")]
    unlisted_years: Vec<i32>,
}

/// `zeqing score compute`: the score of one unit from the texts of a sheet and its entries (Art. 10).
///
/// # Errors
///
/// Everything wrong with either.
pub fn score_compute(sheet: &str, entries: &str, json: bool) -> Result<String, Errors> {
    let (sheet, of_sheet) = read::<Sheet>("sheet", "", sheet);
    let (entries, of_entries) = read::<Entries>("entries", "entries", entries);
    let result = match (&sheet, &entries) {
        (Some(sheet), Some(entries)) => scoring::compute(sheet, entries),
        // Entries that cannot be read do not hide what is wrong with the sheet.
        (Some(sheet), None) => Err(scoring::check_sheet(sheet)),
        (None, _) => Err(Vec::new()),
    };
    let result = answered(of_sheet, result.map_err(|violations| lines(&violations)), of_entries)?;
    if json { written(&result) } else { Ok(score_text(&result)) }
}

fn score_text(result: &ScoreResult) -> String {
    let mut text = String::new();
    for area in &result.areas {
        let score = area.score.map_or_else(|| "not applicable".to_owned(), points);
        line(&mut text, format_args!("area {}: {score} of {}", area.id, points(area.max)));
    }
    line(&mut text, format_args!("base: {}", points(result.base)));
    line(&mut text, format_args!("adjustment: {}", points(result.adjustment)));
    line(&mut text, format_args!("total: {}", points(result.total)));
    text
}

/// `zeqing ranking compute`: the comprehensive ranking from the texts of the inputs and the rule (Art. 12).
///
/// # Errors
///
/// Everything wrong with either.
pub fn ranking_compute(inputs: &str, rule: &str, json: bool) -> Result<String, Errors> {
    let (inputs, of_inputs) = read::<GivenInputs>("inputs", "", inputs);
    let (rule, of_rule) = read::<Rule>("rule", "", rule);
    let result = match (&inputs, &rule) {
        (Some(inputs), Some(rule)) => ranking::compute_given(inputs, rule),
        (Some(inputs), None) => Err(ranking::check_inputs(&inputs.inputs())),
        (None, Some(rule)) => Err(ranking::check_rule(rule)),
        (None, None) => Err(Vec::new()),
    };
    let result = answered(of_inputs, result.map_err(|violations| lines(&violations)), of_rule)?;
    if json { written(&result) } else { Ok(ranking_text(&result)) }
}

fn ranking_text(result: &RankingResult) -> String {
    let mut text = String::new();
    for ranked in &result.results {
        let (rank, code, total, grade) = (ranked.rank, &ranked.code, points(ranked.total), &ranked.grade);
        let in_kind = format_args!("{} in {}", ranked.rank_in_kind, ranked.kind);
        line(&mut text, format_args!("{rank}. {code}: {total}, {grade}, {in_kind}"));
    }
    for unit in &result.not_ranked {
        let missing: Vec<&str> = unit.missing.iter().map(|component| component.key()).collect();
        let why = if missing.is_empty() { "nothing that counts".to_owned() } else { missing.join(", ") };
        line(&mut text, format_args!("not ranked: {} ({why})", unit.code));
    }
    line(&mut text, format_args!("fingerprint: {}", result.fingerprint));
    text
}

/// `zeqing draw run`: a draw from the text of a roster, the secret's hexadecimal digits and the witness's words (Art. 8).
///
/// # Errors
///
/// Everything wrong with roster and secret.
pub fn draw_run(roster: &str, secret: &str, witness: &str, json: bool) -> Result<String, Errors> {
    let (roster, of_roster) = read::<Roster>("roster", "", roster);
    let secret = parse_hash(&secret.to_ascii_lowercase());
    let of_secret = secret.is_none().then(|| "secret: not 64 hexadecimal digits".to_owned());
    // A secret that cannot be read does not hide what is wrong with the roster.
    let record = roster.ok_or_else(Vec::new).and_then(|roster| draw::run(&roster, secret.unwrap_or_default(), witness));
    let record = answered(of_roster, record.map_err(|violations| lines(&violations)), of_secret.into_iter().collect())?;
    if json { written(&record) } else { Ok(draw_text(&record)) }
}

fn draw_text(record: &DrawRecord) -> String {
    let mut text = String::new();
    line(&mut text, format_args!("commitment: {}", record.commitment));
    line(&mut text, format_args!("seed: {}", record.seed));
    for (stratum, drawn) in &record.drawn {
        line(&mut text, format_args!("{stratum}: {}", drawn.join(", ")));
    }
    for (stratum, substitutes) in &record.substitutes {
        line(&mut text, format_args!("{stratum}, substitutes in order: {}", substitutes.join(", ")));
    }
    for assignment in &record.assignment {
        line(&mut text, format_args!("{}: group {}", assignment.unit, assignment.group));
    }
    for unit in &record.unassigned {
        line(&mut text, format_args!("{unit}: no group may check it"));
    }
    text
}

/// `zeqing draw verify`: recomputes a draw from the text of its record. A text that is no record at all does not hold
/// either, and its reason says where.
///
/// # Errors
///
/// Never for what is in the text; only when the verdict cannot be written.
pub fn draw_verify(record: &str) -> Result<Answer, Errors> {
    match read::<DrawRecord>("record", "", record) {
        (Some(record), form) if form.is_empty() => {
            let verdict = draw::verify(&record);
            Ok(Answer { text: written(&verdict)?, holds: verdict.valid })
        }
        (_, reasons) => Ok(Answer { text: written(&Unreadable { valid: false, reasons })?, holds: false }),
    }
}

/// The verdict on a text that is not a record.
#[derive(Serialize)]
struct Unreadable {
    valid: bool,
    reasons: Errors,
}

/// The result, or everything wrong: with the forms of the inputs, and between them with what was read.
fn answered<R>(before: Errors, result: Result<R, Errors>, after: Errors) -> Result<R, Errors> {
    match result {
        Ok(result) if before.is_empty() && after.is_empty() => Ok(result),
        result => Err([before, result.err().unwrap_or_default(), after].concat()),
    }
}

/// Reads one value in its exchange form, and tells what is wrong with the form. `label` names the whole in errors
/// without a path; `root` begins every path, for a map whose keys would say nothing by themselves.
fn read<T: DeserializeOwned + Serialize>(label: &str, root: &str, text: &str) -> (Option<T>, Errors) {
    let mut errors = Errors::new();
    let read = read_known(label, root, text, &mut errors);
    (read.map_err(|error| errors.push(error)).ok(), errors)
}

/// As [`read`], with the unknown keys apart from what leaves nothing to be read.
fn read_known<T: DeserializeOwned + Serialize>(
    label: &str,
    root: &str,
    text: &str,
    unknown: &mut Errors,
) -> Result<T, String> {
    // A byte order mark is what office programs put before UTF-8; RFC 8259, section 8.1 lets a reader ignore it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let blame = |path: &serde_path_to_error::Path, error: &dyn Display| {
        let path = path.iter().fold(root.to_owned(), step);
        format!("{}: {error}", if path.is_empty() { label } else { &path })
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    let StrictValue(mut value) =
        serde_path_to_error::deserialize(&mut reader).map_err(|error| blame(error.path(), error.inner()))?;
    reader.end().map_err(|error| format!("{label}: {error}"))?;
    let typed: T = loop {
        let error = match serde_path_to_error::deserialize(&value) {
            Ok(typed) => break typed,
            Err(error) => error,
        };
        let said = blame(error.path(), error.inner());
        // Set aside, an unknown key does not hide what else is wrong.
        if unknown.len() == MOST_UNKNOWN || !set_aside(&mut value, &error) {
            return Err(said);
        }
        unknown.push(said);
    };
    // Serde also reads a struct from an array of its fields in order. Writing it again shows the difference.
    let again = serde_json::to_value(&typed).map_err(|error| format!("{label}: {error}"))?;
    match difference(&value, &again, root.to_owned()) {
        Some(path) => Err(format!("{}: not in the exchange form", if path.is_empty() { label } else { &path })),
        None => Ok(typed),
    }
}

/// Takes the unknown key away of which an error tells; false where it tells of something else. Serde has no kind for
/// it, and its path ends at the key or at the object around it.
fn set_aside(value: &mut Value, error: &serde_path_to_error::Error<serde_json::Error>) -> bool {
    let said = error.inner().to_string();
    let named = said.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'));
    let Some((key, _)) = named else { return false };
    let mut steps: Vec<&Segment> = error.path().iter().collect();
    if matches!(steps.last(), Some(Segment::Map { key: last }) if last == key) {
        steps.pop();
    }
    let around = steps.into_iter().try_fold(value, |holder, step| match step {
        Segment::Seq { index } => holder.get_mut(*index),
        Segment::Map { key } | Segment::Enum { variant: key } => holder.get_mut(key.as_str()),
        Segment::Unknown => None,
    });
    around.and_then(Value::as_object_mut).and_then(|object| object.remove(key)).is_some()
}

/// A path, one step longer: `areas` → `areas[0]` → `areas[0].indicators`.
fn step(mut path: String, segment: &Segment) -> String {
    match segment {
        Segment::Seq { index } => path.push_str(&format!("[{index}]")),
        Segment::Map { key } | Segment::Enum { variant: key } => push_key(&mut path, key),
        Segment::Unknown => path.push_str("[?]"),
    }
    path
}

fn push_key(path: &mut String, key: &str) {
    let plain = key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !plain {
        path.push_str(&format!("[{key:?}]"));
    } else if path.is_empty() {
        path.push_str(key);
    } else {
        path.push('.');
        path.push_str(key);
    }
}

/// Where two values differ first.
fn difference(one: &Value, other: &Value, path: String) -> Option<String> {
    match (one, other) {
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            let pairs = (0usize..).zip(items.iter().zip(others));
            pairs.into_iter().find_map(|(at, (one, other))| difference(one, other, format!("{path}[{at}]")))
        }
        (Value::Object(map), Value::Object(others)) if map.keys().eq(others.keys()) => {
            map.iter().zip(others.values()).find_map(|((key, one), other)| {
                let mut path = path.clone();
                push_key(&mut path, key);
                difference(one, other, path)
            })
        }
        _ => (one != other).then_some(path),
    }
}

fn lines<V: Display>(violations: &[V]) -> Errors {
    violations.iter().map(V::to_string).collect()
}

fn written<T: Serialize>(value: &T) -> Result<String, Errors> {
    serde_json::to_string(value).map_err(|error| vec![format!("result: {error}")])
}

/// Adds a line; the last one ends without a break.
fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    if !text.is_empty() {
        text.push('\n');
    }
    // Writing to a String cannot fail.
    let _ = text.write_fmt(content);
}

/// 1/100 points as points with two places.
fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

#[cfg(test)]
mod tests;
