//! The commands as another program would call them.

use clap::Parser;
use serde_json::json;

use super::*;

#[derive(Parser)]
struct CommandLine {
    #[command(subcommand)]
    command: ExchangeCommand,
}

const SHEET: &str = r#"{"areas":[{"id":1,"indicators":[{"code":"1.1","max":600,"kind":"deduct","per_event":200,"cap":600},
  {"code":"1.2","max":400,"kind":"range","low":0,"high":400},{"code":"1.3","max":1000,"kind":"tier","values":[1000,600,0]},
  {"code":"1.4","max":300,"kind":"yes_no"}]},{"id":6,"indicators":[{"code":"6.1","kind":"bonus","per_event":100,"cap":300},
  {"code":"6.2","kind":"penalty","per_event":200,"cap":500}]}],"adjustment_cap":500}"#;
const ENTRIES: &str = r#"{"1.1":{"events":2},"1.2":{"taken":150},"1.3":{"value":600},"1.4":{"yes":true},"6.1":{"events":2},"6.2":{"events":0}}"#;
const INPUTS: &str = r#"{"season":"2026","units":[{"code":"A01","kind":"subdistrict","inspection":9120,"self_check":8800,"rectification":null,"public":null,"falsified":false}]}"#;
const RULE: &str = r#"{"version":1,"weights":{"inspection":6000,"self_check":1500,"rectification":1500,"public":1000},"required":["inspection"],
  "grades":[{"from":9000,"grade":"excellent"},{"from":8000,"grade":"good"},{"from":6000,"grade":"pass"},{"from":0,"grade":"fail"}]}"#;
const ROSTER: &str = r#"{"plan":"P-2026-01","units":[{"code":"A01","stratum":"subdistrict"}],"sizes":{"subdistrict":{"percent":30}},
  "groups":[{"number":1,"recused_units":["A01"]}]}"#;

/// Runs a command line on files that stand in a list.
fn call(arguments: &[&str], files: &[(&str, &str)]) -> Result<Answer, Errors> {
    let line =
        CommandLine::try_parse_from([&["zeqing"], arguments].concat()).map_err(|error| vec![error.to_string()])?;
    run(&line.command, &mut |path| {
        let found = files.iter().find(|(name, _)| Path::new(name) == path);
        found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| format!("{}: not found", path.display()))
    })
}

fn score(sheet: &str, entries: &str) -> Result<String, Errors> {
    score_compute(sheet, entries, true)
}

#[test]
fn deadline_prints_the_example_of_the_exchange_format() {
    let answer = call(&["deadline", "--start", "2026-09-28", "--days", "5", "--json"], &[]).unwrap();
    assert_eq!(answer.text, r#"{"deadline":"2026-10-10","years_without_table":[]}"#);
    let answer = call(&["deadline", "--start", "2026-09-28", "--days", "5"], &[]).unwrap();
    assert_eq!(answer.text, "2026-10-10");
}

#[test]
fn deadline_counts_with_the_table_given_and_names_the_years_that_it_lacks() {
    let arguments = ["deadline", "--start", "2026-12-30", "--days", "2", "--holidays", "h.json", "--json"];
    let table = r#"[{"year":2026,"days":[{"date":"2026-12-31","name":"元旦","off":true}]}]"#;
    let answer = call(&arguments, &[("h.json", table)]).unwrap();
    assert_eq!(answer.text, r#"{"deadline":"2027-01-04","years_without_table":[2027]}"#);
    let answer = call(&arguments[..7], &[("h.json", table)]).unwrap();
    assert_eq!(answer.text, "2027-01-04\nno holiday table for 2027: only weekends were left out");
}

#[test]
fn deadline_refuses_loose_dates_absurd_counts_and_broken_tables() {
    let deadline = |start, days| call(&["deadline", "--start", start, "--days", days, "--json"], &[]);
    assert!(deadline("2026-9-28", "5").is_err());
    assert!(deadline("2026-02-30", "5").is_err());
    assert_eq!(deadline("2026-09-28", "-5").unwrap_err(), ["days: -5 lies outside 0 to 100000"]);
    assert!(deadline("2026-09-28", "1.5").is_err());
    assert_eq!(deadline("2026-09-28", "100001").unwrap_err(), ["days: 100001 lies outside 0 to 100000"]);
    assert_eq!(deadline("2026-09-28", "4294967296").unwrap_err(), ["days: 4294967296 lies outside 0 to 100000"]);
    let start = parse_date("2026-09-28").unwrap();
    let table = r#"[{"year":2026,"days":[{"date":"2025-01-01","name":"","off":true}]},{"year":2026,"days":[]}]"#;
    assert_eq!(
        super::deadline(start, 1, Some(table), true).unwrap_err(),
        [
            "holidays[0].days[0].date: the date 2025-01-01 does not lie in the year 2026",
            "holidays[1].year: the year 2026 is listed twice",
        ]
    );
    let table = r#"[{"year":2026,"days":[{"date":"2026-01-01","name":"","off":1}]}]"#;
    let errors = super::deadline(start, 1, Some(table), true).unwrap_err();
    assert!(errors[0].starts_with("holidays[0].days[0].off: invalid type"), "{errors:?}");
}

#[test]
fn score_prints_exactly_the_exchange_form() {
    let arguments = ["score", "compute", "--sheet", "s", "--entries", "-", "--json"];
    let files = [("s", SHEET), ("-", ENTRIES)];
    assert_eq!(
        call(&arguments, &files).unwrap().text,
        r#"{"areas":[{"id":1,"earned":1350,"max":2300,"na_max":0,"score":1350}],"base":5870,"adjustment":200,"total":6070}"#
    );
    assert_eq!(
        call(&arguments[..6], &files).unwrap().text,
        "area 1: 13.50 of 23.00\nbase: 58.70\nadjustment: 2.00\ntotal: 60.70"
    );
}

#[test]
fn score_reports_every_bound_of_both_files_with_its_path() {
    let sheet = SHEET.replace("\"cap\":600", "\"cap\":-1").replace("\"adjustment_cap\":500", "\"adjustment_cap\":501");
    let entries = ENTRIES.replace("\"events\":2", "\"events\":-2");
    assert_eq!(
        score(&sheet, &entries).unwrap_err(),
        [
            "areas[0].indicators[0].cap: -1 lies outside 0 to 1000000000",
            "adjustment_cap: 501 lies outside 0 to 500",
            "entries[\"1.1\"].events: -2 lies outside 0 to 1000000000",
            "entries[\"6.1\"].events: -2 lies outside 0 to 1000000000",
        ]
    );
    let errors = score(&sheet, r#"{"1.1":{"events":1.5}}"#).unwrap_err();
    assert_eq!(errors.len(), 3);
    assert!(errors[2].starts_with("entries[\"1.1\"].events: invalid type: floating point"), "{errors:?}");
}

#[test]
fn forms_are_refused_with_their_path() {
    let refused = |sheet: String| {
        let errors = score(&sheet, ENTRIES).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors.into_iter().next().unwrap()
    };
    let starts = |sheet: String, start: &str| {
        let error = refused(sheet);
        assert!(error.starts_with(start), "{error}");
    };
    starts(SHEET.replace("\"low\":0", "\"low\":0,\"step\":1"), "areas[0].indicators[1].step: unknown field `step`");
    starts(SHEET.replace("\"low\":0", "\"low\":0,\"cap\":1"), "areas[0].indicators[1]: unknown field `cap`");
    starts(SHEET.replace("\"low\":0,", ""), "areas[0].indicators[1]: missing field `low`");
    starts(SHEET.replace("\"low\":0", "\"low\":\"0\""), "areas[0].indicators[1].low: invalid type: string");
    starts(SHEET.replace("\"low\":0", "\"low\":0.0"), "areas[0].indicators[1].low: invalid type: floating point");
    starts(SHEET.replace("\"low\":0", "\"low\":1e400"), "areas[0].indicators[1].low: number out of range");
    starts(
        SHEET.replace("\"low\":0", "\"low\":9223372036854775808"),
        "areas[0].indicators[1].low: invalid value: integer",
    );
    starts(SHEET.replace("\"low\":0", "\"low\":0,\"low\":0"), "areas[0].indicators[1]");
    assert!(refused(SHEET.replace("\"low\":0", "\"low\":0,\"low\":0")).contains("duplicate key \"low\""));
    starts(SHEET.replace(",\"adjustment_cap\":500", ""), "sheet: missing field `adjustment_cap`");
    starts(format!("{SHEET} x"), "sheet: trailing characters");
    starts(String::new(), "sheet: EOF");
    starts("[[],500]".to_owned(), "sheet: not in the exchange form");
    starts(SHEET.replace(r#"{"code":"1.4","max":300,"kind":"yes_no"}"#, "17"), "areas[0].indicators[3]: invalid type");
    let twice = ENTRIES.replacen("{\"1.1\"", "{\"1.2\":{\"taken\":1},\"1.1\"", 1);
    assert!(score(SHEET, &twice).unwrap_err()[0].contains("duplicate key \"1.2\""));
    let unknown = ENTRIES.replace("\"taken\":150", "\"take\":150");
    assert!(score(SHEET, &unknown).unwrap_err()[0].starts_with("entries[\"1.2\"].take: unknown field"));
    assert!(score(&format!("\u{feff}{SHEET}\n"), ENTRIES).is_ok());
}

#[test]
fn unknown_keys_hide_nothing_else() {
    let sheet = SHEET
        .replace("\"low\":0", "\"low\":0,\"step\":1")
        .replace("\"adjustment_cap\":500", "\"adjustment_cap\":501,\"note\":null");
    let errors = score(&sheet, &ENTRIES.replace("\"taken\":150", "\"taken\":-1,\"by\":1")).unwrap_err();
    let expected = [
        "areas[0].indicators[1].step: unknown field `step`",
        "note: unknown field `note`",
        "adjustment_cap: 501 lies outside 0 to 500",
        "entries[\"1.2\"].taken: -1 lies outside 0 to 400",
        "entries[\"1.2\"].by: unknown field `by`",
    ];
    assert_eq!(errors.len(), expected.len(), "{errors:?}");
    for (error, start) in errors.iter().zip(expected) {
        assert!(error.starts_with(start), "{error}");
    }
    let errors = score(&SHEET.replace("\"adjustment_cap\"", "\"adjustment\""), ENTRIES).unwrap_err();
    assert!(errors[0].starts_with("adjustment: unknown field"), "{errors:?}");
    assert_eq!(errors[1..], ["sheet: missing field `adjustment_cap`"]);
    let mut crowded = INPUTS.replacen('{', "{\"u0\":0,", 1);
    for at in 1..200 {
        crowded = crowded.replacen('{', &format!("{{\"u{at}\":0,"), 1);
    }
    assert_eq!(ranking_compute(&crowded, RULE, true).unwrap_err().len(), MOST_UNKNOWN + 1);
}

#[test]
fn the_worked_examples_come_out_of_the_command() {
    let examples: Value = serde_json::from_str(include_str!("../../../tests/data/score_examples.json")).unwrap();
    for case in examples["cases"].as_array().unwrap() {
        let text = score(&examples["sheet"].to_string(), &case["entries"].to_string()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), case["expected"], "{}", case["name"]);
    }
}

#[test]
fn ranking_prints_exactly_the_exchange_form() {
    let arguments = ["ranking", "compute", "--inputs", "i", "--rule", "r", "--json"];
    let files = [("i", INPUTS), ("r", RULE)];
    let text = call(&arguments, &files).unwrap().text;
    let start = r#"{"results":[{"code":"A01","kind":"subdistrict","total":9056,"rank":1,"rank_in_kind":1,"grade":"excellent"}],"not_ranked":[],"fingerprint":""#;
    assert!(text.starts_with(start), "{text}");
    let human = call(&arguments[..6], &files).unwrap().text;
    assert!(human.starts_with("1. A01: 90.56, excellent, 1 in subdistrict\nfingerprint: "), "{human}");
}

#[test]
fn ranking_reports_every_bound_of_both_files() {
    let inputs = INPUTS.replace("9120", "10500");
    let rule = RULE.replace("6000,\"self", "6001,\"self");
    let expected =
        ["units[0].inspection: 10500 lies outside 0 to 10000", "weights: the weights sum to 10001, not to 10000"];
    assert_eq!(ranking_compute(&inputs, &rule, true).unwrap_err(), expected);
    let errors = ranking_compute(&inputs, "{}", true).unwrap_err();
    assert_eq!(errors, [expected[0], "rule: missing field `version`"]);
    let errors = ranking_compute("{}", &rule, true).unwrap_err();
    assert_eq!(errors, ["inputs: missing field `season`", expected[1]]);
    let errors = ranking_compute(
        &INPUTS.replace(",\"falsified\":false", ""),
        &RULE.replace("[\"inspection\"]", "[\"x\"]"),
        true,
    );
    let errors = errors.unwrap_err();
    assert_eq!(errors[0], "units[0]: missing field `falsified`");
    assert!(
        errors[1].starts_with("required[0]: unknown variant `x`") || errors[1].starts_with("required[0].x:"),
        "{errors:?}"
    );
}

#[test]
fn ranking_takes_a_missing_component_for_an_absent_one_and_grades_in_any_order() {
    let answer = |inputs: &str, rule: &str| -> Value {
        serde_json::from_str(&ranking_compute(inputs, rule, true).unwrap()).unwrap()
    };
    let short = INPUTS.replace("\"rectification\":null,\"public\":null,", "");
    let (whole, answered) = (answer(INPUTS, RULE), answer(&short, RULE));
    assert_eq!((&whole["results"], &whole["not_ranked"]), (&answered["results"], &answered["not_ranked"]));
    assert_ne!(whole["fingerprint"], answered["fingerprint"], "each is over the inputs as they were given");

    let (weights, grades) = RULE.split_once("[{").unwrap();
    let turned: Vec<&str> = grades.trim_end_matches("}]}").split("},{").collect();
    let turned = format!("{weights}[{{{}}}]}}", [turned[3], turned[1], turned[0], turned[2]].join("},{"));
    assert_eq!(answer(INPUTS, &turned)["results"], whole["results"]);
    let errors = ranking_compute(&INPUTS.replace("9120", "10"), &RULE.replace("\"from\":0", "\"from\":5999"), true);
    let errors = errors.unwrap_err();
    assert_eq!(errors, ["grades: no grade begins at or below the total 1768 of the unit \"A01\""]);
}

#[test]
fn a_draw_that_was_run_verifies_and_a_changed_one_does_not() {
    let secret = "Ab".repeat(32);
    let arguments = ["draw", "run", "--roster", "r", "--secret", &secret, "--witness", "-骰子 3", "--json"];
    let record = call(&arguments, &[("r", ROSTER)]).unwrap().text;
    assert!(record.starts_with(r#"{"algorithm":"zeqing-draw-1","plan":"P-2026-01","roster":[["A01","subdistrict"]],"sizes":{"subdistrict":1},"groups":["#));
    assert!(record.ends_with(
        r#""drawn":{"subdistrict":["A01"]},"substitutes":{"subdistrict":[]},"assignment":[],"unassigned":["A01"]}"#
    ));
    let verify = |record: &str| call(&["draw", "verify", "record"], &[("record", record)]).unwrap();
    assert_eq!(verify(&record), Answer { text: r#"{"valid":true}"#.to_owned(), holds: true });
    let verdict = verify(&record.replace("骰子 3", "骰子 4"));
    assert_eq!(verdict.text, r#"{"valid":false,"reasons":["seed: does not follow from secret and witness"]}"#);
    assert!(!verdict.holds);
    let human = call(&arguments[..8], &[("r", ROSTER)]).unwrap().text;
    assert!(human.ends_with("A01: no group may check it"), "{human}");
}

#[test]
fn a_text_that_is_no_record_does_not_hold_and_says_where() {
    for text in ["", "{}", "[]", "{\"algorithm\":1}", "null"] {
        let verdict = draw_verify(text).unwrap();
        let value: Value = serde_json::from_str(&verdict.text).unwrap();
        assert_eq!((verdict.holds, &value["valid"]), (false, &json!(false)), "{text}");
        assert_eq!(value["reasons"].as_array().unwrap().len(), 1, "{text}");
    }
}

#[test]
fn draw_reports_secret_and_roster_together() {
    let errors = draw_run("{}", "xyz", "", true).unwrap_err();
    assert_eq!(errors, ["roster: missing field `plan`", "secret: not 64 hexadecimal digits"]);
    let secret = "00".repeat(32);
    let roster = ROSTER.replace("\"percent\":30", "\"count\":2");
    let errors = draw_run(&roster, &secret, "", true).unwrap_err();
    assert_eq!(errors, ["sizes[\"subdistrict\"].count: 2 units cannot be drawn from 1"]);
    let errors = draw_run(&ROSTER.replace("30", "30.5"), &secret, "", true).unwrap_err();
    assert!(errors[0].starts_with("sizes.subdistrict.percent: invalid type: floating point"), "{errors:?}");
}

#[test]
fn two_files_cannot_both_be_standard_input_and_missing_ones_are_all_named() {
    let errors = call(&["score", "compute", "--sheet", "-", "--entries", "-"], &[]).unwrap_err();
    assert_eq!(errors, ["-: only one of the two files can be standard input"]);
    let errors = call(&["score", "compute", "--sheet", "a", "--entries", "b"], &[]).unwrap_err();
    assert_eq!(errors, ["a: not found", "b: not found"]);
}

#[test]
fn the_command_line_is_well_formed() {
    use clap::CommandFactory;
    CommandLine::command().debug_assert();
}
