//! The journal from the write path to the verifier: what is exported holds, and what was bent is named.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    chain,
    jobs::seal_finished_days,
    model::{ChainCheck, Filter, Matches, SealedDay},
    store::{self, VerifyError, counted, entry, export, export_by, sealed_days},
};
use crate::store::{Change, Commit, Failure, Store, StoreAddress, transact};

fn day(number: i64) -> DateTime<Utc> {
    let first = DateTime::from_timestamp(1_790_568_000, 0).expect("a fixed instant is in range");
    first + TimeDelta::days(number)
}

/// Three records, each changed on three days, so that every root covers several chains.
async fn journal() -> Store {
    let store = Store::open(&StoreAddress::Memory).await.expect("the database opens");
    store.query("DEFINE TABLE note SCHEMALESS").await.expect("sent").check().expect("defined");
    for seen in 0..3_u32 {
        for id in ["a", "b", "c"] {
            write(&store, id, seen, day(i64::from(seen))).await;
        }
    }
    store
}

/// Writes a record for the first time, or over this version, as at this instant.
async fn write(store: &Store, id: &str, seen: u32, at: DateTime<Utc>) {
    let before = (seen > 0).then(|| json!({"text": seen - 1, "version": seen}));
    let change = Change { table: "note", id: id.to_owned(), seen, before, after: json!({"text": seen}) };
    let commit = Commit {
        key: format!("{id}-{seen}"),
        at,
        actor: "clerk-1".to_owned(),
        origin: Some("127.0.0.1".to_owned()),
        action: "note.write",
        reason: Some("依据“第九条” <&>".to_owned()),
        changes: vec![change],
        merges: Vec::new(),
    };
    transact(store, commit).await.expect("accepted");
}

async fn exported(store: &Store) -> Vec<String> {
    let mut out = Vec::new();
    export(store, &mut out, day(9)).await.expect("exported");
    String::from_utf8(out).expect("UTF-8").lines().map(str::to_owned).collect()
}

fn verify(lines: Vec<String>) -> Result<chain::Summary, chain::Broken> {
    chain::verify(lines.into_iter().map(Ok::<_, std::io::Error>))
}

#[tokio::test]
async fn an_exported_journal_holds() {
    let summary = verify(exported(&journal().await).await).expect("it holds");
    assert_eq!((summary.records, summary.entries, summary.roots), (3, 9, 3));
    assert_eq!(summary.not_yet_covered, 0);
}

#[tokio::test]
async fn an_empty_journal_holds() {
    let store = Store::open(&StoreAddress::Memory).await.expect("the database opens");
    assert_eq!(verify(exported(&store).await).expect("it holds").entries, 0);
}

#[tokio::test]
async fn entries_are_counted_up_to_a_limit_and_only_where_an_index_knows_them() {
    let store = journal().await;
    let by = async |record: &str, actor: &str, action: &str, kind: &str, most: usize| {
        let [record, actor, action, kind] = [record, actor, action, kind].map(str::to_owned);
        let filter = Filter { record, actor, action, kind, ..Filter::default() };
        counted(&store, &filter, most).await.expect("counted")
    };
    assert_eq!(by("", "", "", "", 10).await, Some(Matches::Exactly(9)));
    assert_eq!(by("", "clerk-1", "", "", 10).await, Some(Matches::Exactly(9)));
    assert_eq!(by("", "clerk-1", "", "", 9).await, Some(Matches::AtLeast(9)));
    assert_eq!(by("", "", "note.write", "", 4).await, Some(Matches::AtLeast(4)));
    assert_eq!(by("", "", "", "note", 10).await, Some(Matches::Exactly(9)));
    assert_eq!(by("note:a", "", "", "", 10).await, Some(Matches::Exactly(3)));
    assert_eq!(by("note:a", "clerk-1", "", "", 10).await, None);
    let of_day = Filter { day: Some(super::chain::chain_day(day(1))), ..Filter::default() };
    assert_eq!(counted(&store, &of_day, 10).await.expect("counted"), Some(Matches::Exactly(3)));
}

#[tokio::test]
async fn an_export_read_in_pages_of_any_size_is_the_same() {
    let store = journal().await;
    let whole = exported(&store).await.join("\n") + "\n";
    for size in [1, 2, 4, 9, 10] {
        let mut out = Vec::new();
        assert_eq!(export_by(&store, &mut out, day(9), size).await.expect("exported"), 9);
        assert_eq!(String::from_utf8(out).expect("UTF-8"), whole, "pages of {size}");
    }
}

/// Bends the tables as somebody with the database's own rights could.
async fn bend(store: &Store, query: &'static str) {
    let unlock = "REMOVE EVENT journal_is_append_only ON TABLE journal";
    store.query(unlock).await.expect("sent").check().expect("unlocked");
    store.query(query).await.expect("sent").check().expect("bent");
}

/// What the verifier says of an export that was made after a bend.
async fn bent(query: &'static str) -> chain::Broken {
    let store = journal().await;
    bend(&store, query).await;
    verify(exported(&store).await).expect_err("the bend is seen")
}

#[tokio::test]
async fn an_edited_entry_is_named() {
    let broken = bent("UPDATE journal:['note:b', 2] SET entry = string::replace(entry, 'clerk-1', 'clerk-2')").await;
    assert_eq!((broken.record.as_deref(), broken.seq), (Some("note:b"), Some(2)));
}

#[tokio::test]
async fn a_deleted_entry_is_named() {
    let broken = bent("DELETE journal:['note:b', 2]").await;
    assert_eq!((broken.record.as_deref(), broken.seq), (Some("note:b"), Some(2)));
}

#[tokio::test]
async fn a_chain_cut_off_after_it_was_exported_is_seen_by_its_root() {
    let mut lines = exported(&journal().await).await;
    let last_of_b = |line: &String| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        line["record"] == "note:b" && line["seq"] == 3
    };
    let at = lines.iter().position(last_of_b).expect("it is there");
    lines.remove(at);
    let broken = verify(lines).expect_err("the cut is seen");
    assert_eq!((broken.record.as_deref(), broken.seq), (Some("note:b"), Some(3)));
}

/// As [`bent`], after the days were sealed: the end of a chain and a whole record can no longer disappear unseen.
async fn bent_after_sealing(query: &'static str) -> (chain::Broken, Vec<SealedDay>) {
    let store = journal().await;
    assert_eq!(seal_finished_days(&store, day(9)).await.expect("sealed"), 3);
    bend(&store, query).await;
    let days = sealed_days(&store, true).await.expect("read");
    (verify(exported(&store).await).expect_err("the bend is seen"), days)
}

#[tokio::test]
async fn a_chain_cut_off_in_the_database_contradicts_its_sealed_day() {
    let cut = "DELETE journal:['note:b', 3]; UPDATE journal_head:⟨note:b⟩ SET seq = 2";
    let (broken, days) = bent_after_sealing(cut).await;
    assert_eq!((broken.record.as_deref(), broken.seq), (Some("note:b"), Some(3)));
    let holds: Vec<_> = days.iter().map(|day| day.holds).collect();
    assert_eq!(holds, [Some(false), Some(true), Some(true)]);
}

#[tokio::test]
async fn a_record_that_disappears_whole_contradicts_its_sealed_days() {
    let (broken, _) = bent_after_sealing("DELETE journal WHERE record = 'note:b'").await;
    assert_eq!((broken.record.as_deref(), broken.seq), (Some("note:b"), Some(1)));
}

#[tokio::test]
async fn a_clock_that_stands_in_a_sealed_day_or_before_it_bends_no_journal() {
    let store = journal().await;
    // The clock was a year ahead when a day was over there, and is set right again.
    write(&store, "a", 3, day(365)).await;
    assert_eq!(seal_finished_days(&store, day(367)).await.expect("sealed"), 4);
    write(&store, "a", 4, day(365)).await;
    write(&store, "b", 3, day(3)).await;
    write(&store, "d", 0, day(-2)).await;
    write(&store, "e", 0, day(368)).await;
    let days: Vec<String> =
        store.query("SELECT VALUE day FROM journal ORDER BY record, seq").await.expect("sent").take(0).expect("read");
    let of = |number: i64| chain::chain_day(day(number)).to_string();
    let of_a = [of(0), of(1), of(2), of(365), of(366)];
    let of_b_and_c = [of(0), of(1), of(2), of(366), of(0), of(1), of(2)];
    assert_eq!(days, [of_a.as_slice(), of_b_and_c.as_slice(), [of(366), of(368)].as_slice()].concat());
    assert_eq!(seal_finished_days(&store, day(370)).await.expect("sealed"), 2);
    let summary = verify(exported(&store).await).expect("it holds");
    assert_eq!((summary.entries, summary.roots, summary.not_yet_covered), (14, 6, 0));
    assert_eq!(store::verify(&store, day(370)).await.expect("it holds").entries, 14);
    assert!(sealed_days(&store, true).await.expect("read").iter().all(|day| day.holds == Some(true)));
}

#[tokio::test]
async fn a_sealed_day_cannot_be_sealed_otherwise() {
    let store = journal().await;
    seal_finished_days(&store, day(9)).await.expect("sealed");
    let rewrite = "UPDATE journal_root SET root = 'x'";
    assert!(store.query(rewrite).await.expect("sent").check().is_err());
    assert!(store.query("DELETE journal_root").await.expect("sent").check().is_err());
}

#[tokio::test]
async fn what_stands_beside_an_entry_must_say_the_same() {
    let store = journal().await;
    assert_eq!(entry(&store, "note:b", 1).await.expect("found").chain, ChainCheck::Holds);
    bend(&store, "UPDATE journal:['note:b', 2] SET actor = 'clerk-2'").await;
    assert_eq!(entry(&store, "note:b", 1).await.expect("found").chain, ChainCheck::Broken { seq: 2 });
}

#[tokio::test]
async fn a_chain_that_ends_before_its_head_does_not_hold() {
    let store = journal().await;
    bend(&store, "DELETE journal:['note:b', 3]").await;
    assert_eq!(entry(&store, "note:b", 1).await.expect("found").chain, ChainCheck::Broken { seq: 3 });
}

/// As [`bent`], by the check that sees the database itself.
async fn bent_in_place(query: &'static str) -> chain::Broken {
    let store = journal().await;
    assert_eq!(store::verify(&store, day(9)).await.expect("it holds").entries, 9);
    bend(&store, query).await;
    match store::verify(&store, day(9)).await.expect_err("the bend is seen") {
        VerifyError::Broken(broken) => broken,
        VerifyError::Unread(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_database_is_compared_with_everything_that_stands_beside_its_entries() {
    let cases = [
        ("UPDATE journal:['note:b', 2] SET actor = 'clerk-2'", "note:b", Some(2)),
        ("UPDATE journal:['note:b', 2] SET place = '9'", "note:b", Some(2)),
        ("UPDATE journal:['note:b', 2] SET kind = 'plan'", "note:b", Some(2)),
        ("DELETE journal:['note:b', 3]", "note:b", Some(3)),
        ("DELETE journal WHERE record = 'note:b'; DELETE note:b", "note:b", Some(1)),
        ("UPDATE journal_head:⟨note:b⟩ SET seq = 4", "note:b", Some(4)),
        ("UPDATE journal_head:⟨note:b⟩ SET hash = 'x'", "note:b", Some(3)),
        ("DELETE journal_head:⟨note:b⟩", "note:b", None),
        ("UPDATE note:b SET text = 7", "note:b", Some(3)),
        ("UPDATE note:b SET more = 7", "note:b", Some(3)),
        ("DELETE note:b", "note:b", Some(3)),
        ("CREATE note:d SET text = 7, version = 1", "note:d", None),
        ("DELETE journal WHERE record = 'note:b'; DELETE journal_head:⟨note:b⟩", "note:b", None),
        ("DELETE journal; DELETE journal_head", "note:a", None),
        ("CREATE journal_head:⟨note:d⟩ SET seq = 0, hash = ''", "note:d", Some(1)),
        ("UPDATE journal:['note:b', 2] SET entry = '{'", "note:b", Some(2)),
        ("UPDATE journal:['note:b', 2] SET day = 'x'", "note:b", Some(2)),
    ];
    for (query, record, seq) in cases {
        let broken = bent_in_place(query).await;
        assert_eq!((broken.record.as_deref(), broken.seq, broken.line), (Some(record), seq, None), "{query}: {broken}");
    }
}

#[tokio::test]
async fn no_day_is_sealed_over_a_cut() {
    let store = journal().await;
    bend(&store, "DELETE journal:['note:b', 3]").await;
    let refused = seal_finished_days(&store, day(9)).await.expect_err("the cut is seen");
    let Failure::Internal(cause) = refused else { panic!("{refused}") };
    assert!(cause.to_string().contains("entry 3 of note:b"), "{cause}");
    assert!(sealed_days(&store, false).await.expect("read").is_empty());
}

/// A new column of this kind would otherwise be taken for a bent record.
#[test]
fn what_the_schema_works_out_is_known_to_the_check() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/schema");
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).expect("the schema") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("UTF-8");
        for line in text.lines().filter(|line| line.starts_with("DEFINE FIELD") && line.contains(" VALUE ")) {
            let words: Vec<&str> = line.split(' ').collect();
            found.push((words[4].to_owned(), words[2].to_owned()));
        }
    }
    found.sort();
    let mut known: Vec<_> =
        store::WORKED_OUT.iter().map(|(table, field)| ((*table).to_owned(), (*field).to_owned())).collect();
    known.sort();
    assert_eq!(found, known);
}
