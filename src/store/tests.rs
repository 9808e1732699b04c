//! The write path under every promise it makes, on the engine in memory and on the engine on disk.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::*;
use crate::{
    journal::chain::{self, HashKind},
    kernel::canonical::parse_hash,
};

const NOTE_TABLE: &str = "DEFINE TABLE note SCHEMAFULL;
    DEFINE FIELD version ON note TYPE int;
    DEFINE FIELD text ON note TYPE string;
    DEFINE FIELD hint ON note TYPE option<string>;
    DEFINE TABLE standing SCHEMAFULL;
    DEFINE FIELD notes ON standing TYPE object FLEXIBLE;";

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_568_000, 0).expect("a fixed instant is in range")
}

fn commit(key: &str, changes: Vec<Change>) -> Commit {
    Commit {
        key: key.to_owned(),
        at: noon(),
        actor: "clerk-1".to_owned(),
        origin: None,
        action: "note.write",
        reason: None,
        changes,
        merges: Vec::new(),
    }
}

fn create(id: &str, text: &str) -> Change {
    Change { table: "note", id: id.to_owned(), seen: 0, before: None, after: json!({"text": text, "hint": null}) }
}

fn edit(id: &str, seen: u32, before: &str, after: &str) -> Change {
    let before = json!({"text": before, "version": seen});
    Change { table: "note", id: id.to_owned(), seen, before: Some(before), after: json!({"text": after}) }
}

async fn memory() -> Store {
    with_notes(&StoreAddress::Memory).await
}

async fn with_notes(address: &StoreAddress) -> Store {
    let store = Store::open(address).await.expect("the database opens");
    store.query(NOTE_TABLE).await.expect("sent").check().expect("defined");
    store
}

async fn rows(store: &Store, query: &'static str) -> Vec<Value> {
    store.query(query).await.expect("sent").take(0).expect("read")
}

async fn text_of(store: &Store) -> Value {
    rows(store, "SELECT text, version FROM note").await.remove(0)
}

#[tokio::test]
async fn a_commit_writes_record_journal_head_and_outbox_together() {
    let store = memory().await;
    let outcome = transact(&store, commit("k1", vec![create("a", "first")])).await.expect("accepted");
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(text_of(&store).await, json!({"text": "first", "version": 1}));
    let outbox = rows(&store, "SELECT record::id(id) AS key, records FROM outbox").await;
    assert_eq!(outbox, [json!({"key": "k1", "records": ["note:a"]})]);
    assert_eq!(rows(&store, "SELECT seq FROM journal_head").await, [json!({"seq": 1})]);
    assert_eq!(rows(&store, "SELECT day FROM journal").await, [json!({"day": "2026-09-28"})]);
}

#[tokio::test]
async fn more_records_than_a_page_of_heads_change_in_one_commit() {
    let store = memory().await;
    let all = || (0..1100).map(|number| format!("n{number}"));
    let first = all().map(|id| create(&id, "first")).collect();
    transact(&store, commit("k1", first)).await.expect("created");
    let second = all().map(|id| edit(&id, 1, "first", "second")).collect();
    transact(&store, commit("k2", second)).await.expect("changed");
    assert_eq!(assert_chain_holds(&store).await, 2200);
}

#[tokio::test]
async fn a_key_that_no_form_of_ours_makes_is_refused() {
    let store = memory().await;
    for key in ["", "a b", "键", "a:b", &"k".repeat(257)] {
        let refused = transact(&store, commit(key, vec![create("a", "first")])).await;
        assert!(matches!(refused, Err(TransactError::BadKey)), "{key}: {refused:?}");
    }
    let longest = "k".repeat(256);
    assert_eq!(transact(&store, commit(&longest, vec![create("a", "first")])).await.expect("taken"), Outcome::Done);
    // Somebody else's, or for something else: silence would look as if it had been done.
    let others = Commit { actor: "clerk-2".to_owned(), ..commit(&longest, vec![create("b", "second")]) };
    assert!(matches!(transact(&store, others).await, Err(TransactError::BadKey)));
    let other = Commit { action: "note.erase", ..commit(&longest, vec![create("b", "second")]) };
    assert!(matches!(transact(&store, other).await, Err(TransactError::BadKey)));
    assert_eq!(rows(&store, "SELECT text FROM note").await, [json!({"text": "first"})]);
}

#[tokio::test]
async fn an_entry_says_from_where_its_request_came() {
    let store = memory().await;
    let by = testing::officer();
    let command = async |key: &str| {
        let command = Commit::by(&by, "note.write", key, noon()).with(create(key, "first"));
        transact(&store, command).await.expect("accepted");
    };
    asked_from(Some("192.0.2.7".to_owned()), command("a")).await;
    command("b").await;
    let entries = rows(&store, "SELECT VALUE entry FROM journal ORDER BY record").await;
    let origin =
        |entry: &Value| serde_json::from_str::<Value>(entry.as_str().expect("text")).expect("JSON")["origin"].clone();
    assert_eq!(entries.iter().map(origin).collect::<Vec<_>>(), [json!("192.0.2.7"), Value::Null]);
}

#[tokio::test]
async fn what_is_only_read_is_not_migrated() {
    let store = memory().await;
    migrate::require_newest(&store.db).await.expect("it is up to date");
    store.query("DELETE migration:10").await.expect("sent").check().expect("deleted");
    let refused = migrate::require_newest(&store.db).await;
    assert!(matches!(refused, Err(MigrateError::Behind { lacking: 10, .. })), "{refused:?}");
}

#[tokio::test]
async fn a_resent_key_changes_nothing_twice() {
    let store = memory().await;
    transact(&store, commit("k1", vec![create("a", "first")])).await.expect("accepted");
    let again = transact(&store, commit("k1", vec![create("b", "second")])).await.expect("answered");
    assert_eq!(again, Outcome::DoneBefore);
    assert_eq!(rows(&store, "SELECT text FROM note").await.len(), 1);
}

#[tokio::test]
async fn a_stale_version_is_refused_by_name_and_nothing_is_kept() {
    let store = memory().await;
    transact(&store, commit("k1", vec![create("a", "first")])).await.expect("accepted");
    transact(&store, commit("k2", vec![edit("a", 1, "first", "second")])).await.expect("accepted");
    let refused = transact(&store, commit("k3", vec![create("b", "new"), edit("a", 1, "first", "lost")])).await;
    assert!(matches!(&refused, Err(TransactError::Stale { record }) if record == "note:a"), "{refused:?}");
    assert_eq!(rows(&store, "SELECT text FROM note").await, [json!({"text": "second"})]);
    assert_eq!(rows(&store, "SELECT seq FROM journal").await.len(), 2);
    assert_eq!(rows(&store, "SELECT at FROM outbox").await.len(), 2);
}

#[tokio::test]
async fn creating_what_exists_is_refused_by_name() {
    let store = memory().await;
    transact(&store, commit("k1", vec![create("a", "first")])).await.expect("accepted");
    let refused = transact(&store, commit("k2", vec![create("a", "other")])).await;
    assert!(matches!(&refused, Err(TransactError::Exists { record }) if record == "note:a"), "{refused:?}");
}

#[tokio::test]
async fn a_record_that_the_schema_refuses_leaves_nothing_behind() {
    let store = memory().await;
    let mut wrong = create("a", "first");
    wrong.after = json!({"text": 7});
    let refused = transact(&store, commit("k1", vec![wrong])).await;
    assert!(matches!(&refused, Err(TransactError::Database(_))), "{refused:?}");
    assert!(rows(&store, "SELECT seq FROM journal").await.is_empty());
    assert!(rows(&store, "SELECT at FROM outbox").await.is_empty());
}

#[tokio::test]
async fn one_record_twice_in_a_command_is_malformed() {
    let store = memory().await;
    let refused = transact(&store, commit("k1", vec![create("a", "1"), create("a", "2")])).await;
    assert!(matches!(refused, Err(TransactError::Malformed(_))), "{refused:?}");
}

#[tokio::test]
async fn a_summary_part_is_merged_beside_the_others() {
    let store = memory().await;
    for (key, id) in [("k1", "a"), ("k2", "b")] {
        let mut command = commit(key, vec![create(id, "text")]);
        command.merges = vec![Merge::into("standing", "2026").with(&["notes", id], json!({"open": true}))];
        transact(&store, command).await.expect("accepted");
    }
    let standing = rows(&store, "SELECT notes FROM standing").await;
    assert_eq!(standing, [json!({"notes": {"a": {"open": true}, "b": {"open": true}}})]);
}

#[tokio::test]
async fn a_summary_part_says_no_more_than_its_last_command() {
    let store = memory().await;
    let said = [("k1", "a", json!({"open": true, "by": "1"})), ("k2", "b", json!({"open": false, "by": null}))];
    for (key, id, part) in said {
        let mut command = commit(key, vec![create(id, "text")]);
        command.merges = vec![Merge::into("standing", "2026").with(&["notes", "x.1/y"], part)];
        transact(&store, command).await.expect("accepted");
    }
    let standing = rows(&store, "SELECT notes FROM standing").await;
    assert_eq!(standing, [json!({"notes": {"x.1/y": {"open": false}}})]);
}

#[tokio::test]
async fn a_part_is_merged_only_into_the_row_that_was_seen() {
    let store = memory().await;
    let merged = async |key: &str, part: &str, seen: Option<Value>| {
        let merge = Merge::into("standing", "2026").with(&["notes", part], json!(1));
        let mut command = commit(key, vec![create(key, "text")]);
        command.merges = vec![seen.into_iter().fold(merge, |merge, seen| merge.onto("notes", seen))];
        transact(&store, command).await
    };
    let seen = || Some(json!({"a": 1}));
    let missing = merged("k1", "a", seen()).await;
    assert!(matches!(&missing, Err(TransactError::Stale { record }) if record == "standing:2026"), "{missing:?}");
    merged("k2", "a", None).await.expect("accepted");
    merged("k3", "b", seen()).await.expect("accepted");
    let overtaken = merged("k4", "c", seen()).await;
    assert!(matches!(overtaken, Err(TransactError::Stale { .. })), "{overtaken:?}");
    assert_eq!(rows(&store, "SELECT notes FROM standing").await, [json!({"notes": {"a": 1, "b": 1}})]);
    assert_eq!(rows(&store, "SELECT text FROM note").await.len(), 2);
}

#[tokio::test]
async fn the_journal_refuses_to_be_edited_or_deleted() {
    let store = memory().await;
    transact(&store, commit("k1", vec![create("a", "first")])).await.expect("accepted");
    for bend in ["UPDATE journal SET entry = 'bent'", "DELETE journal"] {
        let response = store.query(bend).await.expect("sent");
        assert!(response.check().is_err(), "{bend} went through");
    }
    assert_eq!(rows(&store, "SELECT seq FROM journal").await.len(), 1);
}

#[tokio::test]
async fn an_older_journal_gets_the_kinds_of_its_records_and_is_closed_again() {
    const OLDER: &str = "REMOVE EVENT journal_is_append_only ON TABLE journal;
        REMOVE INDEX journal_kind ON TABLE journal;
        DEFINE FIELD OVERWRITE kind ON journal TYPE option<string>;
        UPDATE journal UNSET kind;
        REMOVE FIELD kind ON TABLE journal;
        DEFINE EVENT journal_is_append_only ON journal WHEN $event != 'CREATE' THEN { THROW 'zeqing:append-only'; };
        DELETE migration WHERE name = 'journal_kind';";
    let store = memory().await;
    transact(&store, commit("k1", vec![create("a", "first")])).await.expect("accepted");
    store.query(OLDER).await.expect("sent").check().expect("as it was before");
    migrate(&store.db).await.expect("migrated");
    assert_eq!(rows(&store, "SELECT record, kind FROM journal").await, [json!({"record": "note:a", "kind": "note"})]);
    let bent = store.query("UPDATE journal SET kind = 'plan'").await.expect("sent").check();
    assert!(bent.is_err(), "the journal stayed open");
    transact(&store, commit("k2", vec![create("b", "second")])).await.expect("accepted");
    assert_eq!(rows(&store, "SELECT kind FROM journal WHERE record = 'note:b'").await, [json!({"kind": "note"})]);
}

#[tokio::test]
async fn every_link_of_a_chain_holds_over_the_stored_text() {
    let store = memory().await;
    transact(&store, commit("k1", vec![create("a", "0")])).await.expect("accepted");
    for seen in 1..6_u32 {
        let change = edit("a", seen, &(seen - 1).to_string(), &seen.to_string());
        transact(&store, commit(&format!("e{seen}"), vec![change])).await.expect("accepted");
    }
    assert_eq!(assert_chain_holds(&store).await, 6);
}

/// Recomputes the chains of all records from the stored texts; answers how many entries there are.
async fn assert_chain_holds(store: &Store) -> usize {
    let journal = rows(store, "SELECT record, seq, prev, hash, entry FROM journal ORDER BY record, seq").await;
    let mut last: Option<(Value, i64, Value)> = None;
    for row in &journal {
        let entry: Value = serde_json::from_str(row["entry"].as_str().expect("text")).expect("JSON");
        let prev = parse_hash(row["prev"].as_str().expect("text")).expect("a hash");
        let hash = chain::entry_hash(store.journal_hash(), &prev, &entry).expect("hashed");
        assert_eq!(row["hash"], json!(hex::encode(hash)));
        let seq = row["seq"].as_i64().expect("a number");
        match &last {
            Some((record, before, head)) if *record == row["record"] => {
                assert_eq!(seq, before + 1);
                assert_eq!(row["prev"], *head);
            }
            Some(_) | None => assert_eq!(seq, 1),
        }
        last = Some((row["record"].clone(), seq, row["hash"].clone()));
    }
    journal.len()
}

/// Eight writers bring one record from version to version; each reads, and writes only what it saw.
async fn race(store: &Store) {
    const WRITERS: usize = 8;
    const WRITES: usize = 12;
    transact(store, commit("start", vec![create("a", "0")])).await.expect("accepted");
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let store = store.clone();
        writers.spawn(async move {
            let mut done = 0;
            while done < WRITES {
                let now = text_of(&store).await;
                let seen = u32::try_from(now["version"].as_u64().expect("a version")).expect("small");
                let count: u32 = now["text"].as_str().expect("text").parse().expect("a count");
                let change = edit("a", seen, &count.to_string(), &(count + 1).to_string());
                match transact(&store, commit(&format!("w{writer}-{done}-{seen}"), vec![change])).await {
                    Ok(Outcome::Done) => done += 1,
                    Err(TransactError::Stale { .. } | TransactError::Busy) => {}
                    other => panic!("a loser hears «stale», never {other:?}"),
                }
            }
        });
    }
    while let Some(writer) = writers.join_next().await {
        writer.expect("no writer fails");
    }
    let all = WRITERS * WRITES;
    assert_eq!(text_of(store).await, json!({"text": all.to_string(), "version": all + 1}));
    assert_eq!(assert_chain_holds(store).await, all + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_update_is_lost_among_eight_writers_in_memory() {
    race(&memory().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_update_is_lost_among_eight_writers_on_disk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("db").to_str().expect("UTF-8").to_owned();
    race(&with_notes(&StoreAddress::Embedded(path)).await).await;
}

/// Savings that meet are neither lost nor told as a fault of ours: each one wins, or finds that the revision moved on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drafts_kept_by_four_writers_at_once_are_kept_one_after_the_other() {
    const SAVE: &str = "UPDATE type::record('note', 'a') SET version = $seen + 1 WHERE version = $seen
        RETURN VALUE version";
    let store = memory().await;
    transact(&store, commit("start", vec![create("a", "draft")])).await.expect("accepted");
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let store = store.clone();
        writers.spawn(async move {
            let mut won = 0;
            for _ in 0..25 {
                let seen = text_of(&store).await["version"].clone();
                let kept: Vec<u32> = keep(&store, SAVE, [("seen", seen)]).await.expect("no saving fails");
                won += kept.len();
            }
            won
        });
    }
    let won: usize = writers.join_all().await.into_iter().sum();
    assert!(won >= 25, "at least one writer of four wins each time, not {won} times");
    assert_eq!(text_of(&store).await["version"], json!(won + 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_sent_by_four_writers_at_once_has_one_effect() {
    let store = memory().await;
    for round in 0..20 {
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let store = store.clone();
            let command = commit(&format!("key-{round}"), vec![create(&format!("n{round}"), "once")]);
            writers.spawn(async move { transact(&store, command).await });
        }
        let outcomes = writers.join_all().await;
        let done = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Outcome::Done))).count();
        let before = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Outcome::DoneBefore))).count();
        assert_eq!((done, before), (1, 3), "{outcomes:?}");
    }
}

#[tokio::test]
async fn of_several_records_those_are_read_that_there_are() {
    let store = memory().await;
    transact(&store, commit("k1", vec![create("a", "first"), create("b", "second")])).await.expect("accepted");
    let found: Vec<Value> = load_several(&store, "note", &["b", "c", "a"]).await.expect("read");
    let mut texts: Vec<&str> = found.iter().filter_map(|note| note["text"].as_str()).collect();
    texts.sort_unstable();
    assert_eq!((texts, found.len()), (vec!["first", "second"], 2));
}

#[tokio::test]
async fn a_standing_of_the_old_form_is_brought_up_to_date() {
    let store = memory().await;
    // The table as it was when such a row could be written.
    let fields = "REMOVE FIELD self_checks ON unit_standing;
        REMOVE FIELD visits ON unit_standing;
        DEFINE FIELD self_check ON unit_standing TYPE option<object> FLEXIBLE;
        DEFINE FIELD visit ON unit_standing TYPE option<object> FLEXIBLE;";
    store.query(fields).await.expect("sent").check().expect("defined");
    let old = "CREATE unit_standing:old SET season = '2026', unit = 'A01',
        self_check = { round: '2026-01', submitted_on: ['2026-10-01'], self_score: [], days_late: 0 },
        visit = { visit: 'P-1.A01', state: 'locked' },
        entries = { 'a.01': { state: 'closed', closed_on: '2026-11-01' }, 'a.02': { state: 'in_progress', closed_on: '2026-11-02' } }";
    store.query(old).await.expect("sent").check().expect("created");
    for wanted in ["whole_parts", "every_visit"] {
        let migration = migrate::MIGRATIONS.iter().find(|(name, _)| *name == wanted).expect("named so");
        store.query(migration.1).await.expect("sent").check().expect("carried out");
    }
    let rows = rows(&store, "SELECT * OMIT id, season, unit FROM unit_standing").await;
    assert_eq!(
        rows,
        [json!({
            "self_checks": {"2026-01": {"round": "2026-01", "submitted_on": "2026-10-01", "days_late": 0}},
            "visits": {"P-1.A01": {"visit": "P-1.A01", "state": "locked"}},
            "entries": {"a.01": {"state": "closed", "closed_on": "2026-11-01"}, "a.02": {"state": "in_progress"}},
        })]
    );
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_reopening_and_migrations_run_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("db").to_str().expect("UTF-8").to_owned();
    let address = StoreAddress::Embedded(path);
    let store = with_notes(&address).await;
    transact(&store, commit("k1", vec![create("a", "kept")])).await.expect("accepted");
    migrate(&store.db).await.expect("a second run finds nothing to do");
    drop(store);
    // The engine lets go of the folder a moment after the last handle is dropped.
    let mut reopened = Store::open(&address).await;
    for _ in 0..50 {
        if reopened.is_ok() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        reopened = Store::open(&address).await;
    }
    let store = reopened.expect("the folder opens again");
    assert_eq!(text_of(&store).await, json!({"text": "kept", "version": 1}));
    let ran = rows(&store, "SELECT name FROM migration").await;
    assert_eq!(ran.iter().filter(|row| row["name"] == "foundation").count(), 1);
    assert_eq!(ran.len(), migrate::MIGRATIONS.len());
}

#[tokio::test]
async fn the_hash_function_of_the_journal_is_chosen_once_before_the_first_entry() {
    let store = memory().await.chained_by(Some(HashKind::Sm3)).await.expect("nothing was chosen");
    transact(&store, commit("k1", vec![create("a", "0")])).await.expect("accepted");
    transact(&store, commit("k2", vec![edit("a", 1, "0", "1")])).await.expect("accepted");
    assert_eq!((store.journal_hash(), assert_chain_holds(&store).await), (HashKind::Sm3, 2));
    let refused = store.clone().chained_by(Some(HashKind::Sha256)).await.map(|_| ()).expect_err("it was chosen");
    assert!(matches!(refused, OpenError::OtherHash { chosen: HashKind::Sm3, .. }), "{refused}");
    assert_eq!(store.clone().chained_by(None).await.expect("it was chosen").journal_hash(), HashKind::Sm3);
    let rewrite = "UPDATE journal_hash SET hash = 'sha256'";
    assert!(store.query(rewrite).await.expect("sent").check().is_err());
}

#[tokio::test]
async fn a_journal_that_was_begun_before_there_was_a_choice_stays_with_sha_256() {
    let store = memory().await;
    transact(&store, commit("k1", vec![create("a", "0")])).await.expect("accepted");
    let refused = store.clone().chained_by(Some(HashKind::Sm3)).await.map(|_| ()).expect_err("it was begun");
    assert!(matches!(refused, OpenError::OtherHash { chosen: HashKind::Sha256, .. }), "{refused}");
    let store = store.chained_by(None).await.expect("the journal goes on");
    transact(&store, commit("k2", vec![edit("a", 1, "0", "1")])).await.expect("accepted");
    assert_eq!((store.journal_hash(), assert_chain_holds(&store).await), (HashKind::Sha256, 2));
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_says_which_and_why() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("db").to_str().expect("UTF-8").to_owned();
    let address = StoreAddress::Embedded(path.clone());
    let _open = Store::open(&address).await.expect("the database opens");
    let refused = Store::open(&address).await.map(|_| ()).expect_err("it is open already");
    assert!(matches!(&refused, OpenError::InUse(address) if address.ends_with(&path)), "{refused}");
    let file = folder.path().join("file");
    std::fs::write(&file, "no folder").expect("written");
    let address = StoreAddress::Embedded(file.to_str().expect("UTF-8").to_owned());
    let refused = Store::open(&address).await.map(|_| ()).expect_err("a file is no database");
    assert!(matches!(refused, OpenError::Unreachable { .. }), "{refused}");
    let said = refused.to_string();
    assert!(said.contains("ZEQING_DATABASE") && said.contains(&format!("{address:?}")), "{said}");
}

#[tokio::test]
async fn a_database_is_new_until_its_schema_is_there() {
    let store = Store::connect(&StoreAddress::Memory).await.expect("connected");
    assert!(store.is_new(&StoreAddress::Memory).await.expect("read"));
    let store = store.brought_up_to_date(&StoreAddress::Memory).await.expect("migrated");
    assert!(!store.is_new(&StoreAddress::Memory).await.expect("read"));
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_left_alone() {
    let store = memory().await;
    store.query("CREATE migration:999 SET name = 'later'").await.expect("sent").check().expect("created");
    let refused = migrate(&store.db).await;
    assert!(matches!(refused, Err(MigrateError::FromTheFuture { found: 999, .. })), "{refused:?}");
}

#[test]
fn an_address_is_one_of_three_forms_and_hides_its_password() {
    let address: StoreAddress = "ws://root:p@ss@127.0.0.1:8000".parse().expect("well formed");
    assert_eq!(
        address,
        StoreAddress::Server {
            endpoint: "ws://127.0.0.1:8000".to_owned(),
            user: "root".to_owned(),
            password: "p@ss".to_owned()
        }
    );
    assert!(!format!("{address:?}").contains("p@ss"));
    for wrong in ["", "mem", "surrealkv://", "postgres://a:b@c", "ws://127.0.0.1:8000", "ws://root@host:1"] {
        assert!(wrong.parse::<StoreAddress>().is_err(), "{wrong} was taken");
    }
}
