//! A small journal, and each way of falsifying it by name.

use serde_json::json;

use super::*;

fn entry(at: &str, note: &str) -> Value {
    json!({"at": at, "actor": "user:a", "action": "scoring.lock", "before": null, "after": {"note": note, "n": 1}})
}

/// Entries as (record, instant, note), and the days that have a root.
fn journal(entries: &[(&str, &str, &str)], days: &[&str]) -> Vec<Value> {
    journal_by(HashKind::Sha256, entries, days)
}

/// The same, chained by either function.
fn journal_by(kind: HashKind, entries: &[(&str, &str, &str)], days: &[&str]) -> Vec<Value> {
    let mut lines = vec![json!({"kind": "header", "hash": kind, "exported_at": "2026-11-24T00:00:00Z"})];
    let mut heads: HashMap<&str, (u64, [u8; 32])> = HashMap::new();
    let mut by_day: BTreeMap<NaiveDate, BTreeMap<&str, (u64, String)>> = BTreeMap::new();
    for (record, at, note) in entries {
        let (seq, prev) = heads.get(record).copied().unwrap_or((0, GENESIS));
        let entry = entry(at, note);
        let hash = entry_hash(kind, &prev, &entry).unwrap();
        let day = entry_day(&entry).unwrap();
        by_day.entry(day).or_default().insert(record, (seq + 1, hex::encode(hash)));
        heads.insert(record, (seq + 1, hash));
        lines.push(json!({"kind": "entry", "record": record, "seq": seq + 1, "prev": hex::encode(prev),
            "hash": hex::encode(hash), "entry": entry}));
    }
    let mut previous = GENESIS;
    for day in days {
        let day = crate::kernel::calendar::parse_date(day).unwrap();
        let of_day = by_day.get(&day).cloned().unwrap_or_default();
        let heads: Vec<Head> = of_day.into_iter().map(|(record, (seq, hash))| (record.to_owned(), seq, hash)).collect();
        let root = day_root(kind, &previous, &heads).unwrap();
        lines.push(json!({"kind": "root", "day": day, "previous": hex::encode(previous), "heads": heads,
            "root": hex::encode(root)}));
        previous = root;
    }
    lines
}

/// Two records over two days: `visit:a` has entries 1, 2 and 3, `visit:b` entry 1. Lines 1 to 5, roots 6 and 7.
fn sample() -> Vec<Value> {
    journal(
        &[
            ("visit:a", "2026-11-22T01:00:00Z", "一"),
            ("visit:a", "2026-11-22T15:59:59.999Z", "二"),
            ("visit:a", "2026-11-22T16:00:00Z", "三"),
            ("visit:b", "2026-11-22T02:00:00Z", "四"),
        ],
        &["2026-11-22", "2026-11-23"],
    )
}

fn check(lines: &[Value]) -> Result<Summary, Broken> {
    verify(lines.iter().map(|line| Ok::<_, String>(line.to_string())))
}

/// Record and seq that a falsified journal names, and the line.
fn named(lines: &[Value]) -> (Option<String>, Option<u64>, u64) {
    let broken = check(lines).unwrap_err();
    (broken.record, broken.seq, broken.line.expect("a line of the file"))
}

fn at(record: &str, seq: u64, line: u64) -> (Option<String>, Option<u64>, u64) {
    (Some(record.to_owned()), Some(seq), line)
}

#[test]
fn a_journal_that_holds_is_summed_up() {
    let lines = sample();
    let summary = check(&lines).unwrap();
    assert_eq!((summary.records, summary.entries, summary.roots, summary.not_yet_covered), (2, 4, 2, 0));
    let (day, root) = summary.last_root.unwrap();
    assert_eq!((day.to_string(), json!(root)), ("2026-11-23".to_owned(), lines[6]["root"].clone()));
}

#[test]
fn hashes_are_those_of_another_program() {
    let lines = sample();
    assert_eq!(lines[2]["hash"], "1774235c21bb7b0a1cbf47f50e5f3c16876c38d624b9f41442d2720cb3c355e2");
    assert_eq!(lines[6]["root"], "d9a375657bb5f604441a93d9453246149c509680e8b6ea51208d9832597641af");
}

#[test]
fn lines_are_written_in_the_exchange_form() {
    for line in sample() {
        let read: ExportLine = serde_json::from_value(line.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), line);
    }
}

#[test]
fn midnight_in_china_divides_the_days() {
    let day = |text: &str| entry_day(&entry(text, "")).unwrap().to_string();
    assert_eq!(day("2026-11-22T15:59:59.999Z"), "2026-11-22");
    assert_eq!(day("2026-11-22T16:00:00Z"), "2026-11-23");
    assert_eq!(day("2026-11-23T00:00:00+08:00"), "2026-11-23");
}

#[test]
fn a_changed_entry_is_named() {
    for pointer in ["/entry/after/note", "/entry/actor", "/entry/at"] {
        let mut lines = sample();
        *lines[2].pointer_mut(pointer).unwrap() = json!("2026-11-22T03:00:00Z");
        assert_eq!(named(&lines), at("visit:a", 2, 3), "{pointer}");
    }
}

#[test]
fn a_changed_hash_or_prev_is_named() {
    for key in ["hash", "prev"] {
        let mut lines = sample();
        lines[2][key] = json!("00".repeat(32));
        assert_eq!(named(&lines), at("visit:a", 2, 3), "{key}");
        let mut lines = sample();
        lines[2][key] = json!(lines[2][key].as_str().unwrap().to_uppercase());
        assert_eq!(named(&lines), at("visit:a", 2, 3), "{key}");
    }
}

#[test]
fn a_removed_entry_is_named() {
    let mut lines = sample();
    lines.remove(2);
    assert_eq!(named(&lines), at("visit:a", 2, 3));
    let mut lines = sample();
    lines.remove(1);
    assert_eq!(named(&lines), at("visit:a", 1, 2));
}

#[test]
fn a_repeated_or_swapped_entry_is_named() {
    let mut lines = sample();
    lines.insert(3, lines[2].clone());
    assert_eq!(named(&lines), at("visit:a", 2, 4));
    let mut lines = sample();
    lines.swap(1, 2);
    assert_eq!(named(&lines), at("visit:a", 1, 2));
}

#[test]
fn a_chain_cut_at_its_end_is_found_by_the_root() {
    let mut lines = sample();
    lines.remove(3);
    assert_eq!(named(&lines), at("visit:a", 3, 6));
}

#[test]
fn a_chain_cut_over_several_days_is_named_from_its_first_missing_entry() {
    let mut lines = sample();
    lines.drain(2..=3);
    assert_eq!(named(&lines), at("visit:a", 2, 4));
}

#[test]
fn a_record_cut_off_whole_is_found_by_the_root() {
    let mut lines = sample();
    lines.remove(4);
    assert_eq!(named(&lines), at("visit:b", 1, 5));
}

#[test]
fn a_chain_made_anew_is_found_by_the_root() {
    let mut forged = journal(
        &[
            ("visit:a", "2026-11-22T01:00:00Z", "一"),
            ("visit:a", "2026-11-22T15:59:59.999Z", "伪"),
            ("visit:a", "2026-11-22T16:00:00Z", "三"),
            ("visit:b", "2026-11-22T02:00:00Z", "四"),
        ],
        &[],
    );
    forged.extend_from_slice(&sample()[5..]);
    assert_eq!(named(&forged), at("visit:a", 2, 6));
}

#[test]
fn an_entry_added_behind_the_head_of_a_covered_day_is_named() {
    let mut forged = journal(
        &[
            ("visit:a", "2026-11-22T01:00:00Z", "一"),
            ("visit:a", "2026-11-22T15:59:59.999Z", "二"),
            ("visit:a", "2026-11-22T16:00:00Z", "三"),
            ("visit:b", "2026-11-22T02:00:00Z", "四"),
            ("visit:b", "2026-11-22T03:00:00Z", "五"),
        ],
        &[],
    );
    forged.extend_from_slice(&sample()[5..]);
    assert_eq!(named(&forged), at("visit:b", 2, 7));
}

#[test]
fn a_record_added_to_a_covered_day_is_named() {
    let mut lines = sample();
    let added = journal(&[("visit:0", "2026-11-22T01:00:00Z", "")], &[]).remove(1);
    lines.insert(1, added);
    assert_eq!(named(&lines), at("visit:0", 1, 7));
    let mut lines = sample();
    let added = journal(&[("visit:z", "2026-11-22T01:00:00Z", "")], &[]).remove(1);
    lines.insert(1, added);
    assert_eq!(named(&lines), at("visit:z", 1, 7));
}

#[test]
fn a_removed_root_is_found_by_the_next() {
    let mut lines = sample();
    lines.remove(5);
    assert_eq!(named(&lines), at("visit:a", 1, 6));
}

#[test]
fn a_removed_empty_root_is_found_by_the_next() {
    let entries = [("visit:a", "2026-11-20T01:00:00Z", "一"), ("visit:a", "2026-11-22T01:00:00Z", "二")];
    let mut lines = journal(&entries, &["2026-11-20", "2026-11-21", "2026-11-22"]);
    assert_eq!(check(&lines).unwrap().roots, 3);
    lines.remove(4);
    let broken = check(&lines).unwrap_err();
    assert_eq!((broken.record, broken.day.unwrap().to_string()), (None, "2026-11-22".to_owned()));
}

#[test]
fn a_changed_root_or_head_is_found() {
    for (key, value) in [("root", json!("00".repeat(32))), ("previous", json!("11".repeat(32)))] {
        let mut lines = sample();
        lines[6][key] = value;
        assert_eq!(named(&lines), (None, None, 7), "{key}");
    }
    let mut lines = sample();
    lines[5]["heads"][1][2] = json!("00".repeat(32));
    assert_eq!(named(&lines), at("visit:b", 1, 6));
    let mut lines = sample();
    lines[5]["heads"][0][1] = json!(3);
    assert_eq!(named(&lines), at("visit:a", 3, 6));
    let mut lines = sample();
    lines[5]["heads"].as_array_mut().unwrap().reverse();
    assert_eq!(check(&lines).unwrap_err().line, Some(6));
    let mut lines = sample();
    lines.swap(5, 6);
    assert_eq!(named(&lines), at("visit:a", 1, 6));
}

#[test]
fn entries_younger_than_the_last_root_are_counted_and_not_blamed() {
    let mut lines = sample();
    lines.pop();
    let summary = check(&lines).unwrap();
    assert_eq!((summary.not_yet_covered, summary.roots), (1, 1));
    let only_header = &lines[..1];
    assert_eq!(check(only_header).unwrap().last_root, None);
}

#[test]
fn records_may_be_interleaved() {
    let mut lines = sample();
    lines.swap(3, 4);
    assert!(check(&lines).is_ok());
}

#[test]
fn floats_and_inexact_integers_are_refused_in_any_spelling() {
    for number in ["1.0", "1e2", "-0", "9007199254740992", "-9007199254740992", "18446744073709551616"] {
        let text = sample()[1].to_string().replace("\"n\":1", &format!("\"n\":{number}"));
        assert!(text.contains(number));
        let lines = [sample()[0].to_string(), text];
        let broken = verify(lines.into_iter().map(Ok::<_, String>)).unwrap_err();
        assert_eq!((broken.record.as_deref(), broken.seq), (Some("visit:a"), Some(1)), "{number}");
        assert!(broken.why.starts_with("/after/n is"), "{}", broken.why);
    }
    let largest = json!({"at": "2026-11-22T01:00:00Z", "actor": "", "action": "", "before": EXACT_INTEGER, "after": 0});
    assert!(entry_hash(HashKind::Sha256, &GENESIS, &largest).is_ok());
}

#[test]
fn an_entry_without_a_required_key_is_refused() {
    for key in REQUIRED_KEYS {
        let mut entry = entry("2026-11-22T01:00:00Z", "");
        entry.as_object_mut().unwrap().remove(key);
        assert_eq!(entry_hash(HashKind::Sha256, &GENESIS, &entry), Err(EntryFault::MissingKey(key)));
    }
    assert_eq!(entry_hash(HashKind::Sha256, &GENESIS, &entry("22.11.2026", "")), Err(EntryFault::NotAnInstant));
    assert_eq!(entry_hash(HashKind::Sha256, &GENESIS, &json!([])), Err(EntryFault::NotAnObject));
}

#[test]
fn lines_of_another_form_are_refused_by_line() {
    let with = |line: &str| {
        let lines = [sample()[0].to_string(), line.to_owned()];
        verify(lines.into_iter().map(Ok::<_, String>)).unwrap_err()
    };
    let good = sample()[1].to_string();
    assert_eq!(with("").line, Some(2));
    assert_eq!(with("{").line, Some(2));
    assert_eq!(with(&format!("{good} {good}")).line, Some(2));
    assert_eq!(with(&good.replacen('{', "{\"note\":1,", 1)).record.as_deref(), Some("visit:a"));
    assert!(with(&good.replacen('{', "{\"seq\":1,", 1)).why.contains("duplicate key"));
    assert!(with(&good.replace("\"n\":1", "\"n\":1,\"n\":1")).why.contains("duplicate key"));
    assert_eq!(with(&good.replace("\"seq\":1", "\"seq\":-1")).record.as_deref(), Some("visit:a"));
    assert_eq!(with(r#"["header","sha256",""]"#).why, "not an object");
    assert!(with(&sample()[0].to_string()).why.contains("second header"));
    let root = sample()[5].to_string();
    assert!(with(&root.replace("\"visit:b\",1", "\"visit:b\",1,1")).why.contains("not a line"));
}

#[test]
fn a_file_without_a_header_or_with_another_hash_is_refused() {
    assert_eq!(check(&[]).unwrap_err().line, Some(1));
    assert_eq!(check(&sample()[1..]).unwrap_err().line, Some(1));
    let mut lines = sample();
    lines[0]["hash"] = json!("sha1");
    assert!(check(&lines).unwrap_err().why.contains("sha1"));
}

#[test]
fn a_journal_holds_under_its_own_hash_function_and_no_other() {
    let (entries, days) = ([("visit:a", "2026-11-22T01:00:00Z", "一")], ["2026-11-22"]);
    for (own, other) in [(HashKind::Sha256, HashKind::Sm3), (HashKind::Sm3, HashKind::Sha256)] {
        let mut lines = journal_by(own, &entries, &days);
        let text = format!(r#"[["visit:a",1,{}]]"#, lines[1]["hash"]);
        let root = [&GENESIS[..], text.as_bytes()].concat();
        assert_eq!(lines[2]["root"], json!(hex::encode(own.digest(&root))));
        assert_eq!(check(&lines).unwrap().hash, own);
        let entry = &lines[1]["entry"];
        assert_ne!(entry_hash(own, &GENESIS, entry), entry_hash(other, &GENESIS, entry));
        lines[0]["hash"] = json!(other);
        assert_eq!(named(&lines), (Some("visit:a".to_owned()), Some(1), 2), "{own}");
        // Nor does a root of the one end a chain of the other.
        lines[0]["hash"] = json!(own);
        let head = ("visit:a".to_owned(), 1, lines[1]["hash"].as_str().unwrap().to_owned());
        lines[2]["root"] = json!(hex::encode(day_root(other, &GENESIS, &[head]).unwrap()));
        assert!(check(&lines).unwrap_err().why.contains("root"), "{own}");
    }
}

#[test]
fn a_hash_function_is_written_as_headers_write_it() {
    for kind in [HashKind::Sha256, HashKind::Sm3] {
        assert_eq!(json!(kind), json!(kind.to_string()));
        assert_eq!(kind.to_string().parse(), Ok(kind));
    }
    assert!("SM3".parse::<HashKind>().is_err());
}

#[test]
fn entries_behind_a_root_and_unreadable_files_are_refused() {
    let mut lines = sample();
    let last = lines.remove(4);
    lines.push(last);
    assert!(check(&lines).is_err());
    let failing = vec![Ok(sample()[0].to_string()), Err("disk on fire")];
    assert_eq!(verify(failing.into_iter()).unwrap_err().why, "disk on fire");
}

#[test]
fn a_break_reads_as_one_line() {
    let mut lines = sample();
    lines.remove(4);
    assert_eq!(
        check(&lines).unwrap_err().to_string(),
        "line 5, record visit:b, seq 1, root of 2026-11-22: the entry is missing: \
         a root names entry 1, and the chain ends at 0"
    );
}
