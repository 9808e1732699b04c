//! The auditor's pages: the journal, newest first, and one entry with what it changed.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    location::Url,
};

use super::{
    api, labels,
    model::{ChainCheck, Difference, EntryLine, EntryPage as Entry, JournalPage as Page, SealedDay},
};
use crate::{
    i18n::tr,
    kernel::district_time,
    page::{load, loaded_page, moment},
    ui::{
        Badge, ButtonTone, Choice, Column, Crumb, Facts, Icon, LinkButton, Moment, Notice, PageHeader, Pager, Row,
        SelectField, Sheet, Submit, Table, TextField, Tone, When,
    },
};

/// The conditions of the address, in the order of the form.
const CONDITIONS: [&str; 4] = ["record", "actor", "action", "day"];

/// What the address asks for: the four conditions, where to go on, whether to check the sealed days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Asked {
    conditions: [String; 4],
    before: Option<String>,
    check: bool,
}

impl Asked {
    /// The address with these conditions and `more`.
    fn address(&self, more: &str) -> String {
        let given = CONDITIONS.iter().zip(&self.conditions).filter(|(_, value)| !value.is_empty());
        let mut parts: Vec<String> = given.map(|(name, value)| format!("{name}={}", Url::escape(value))).collect();
        parts.extend((!more.is_empty()).then(|| more.to_owned()));
        if parts.is_empty() { "/admin/journal".to_owned() } else { format!("/admin/journal?{}", parts.join("&")) }
    }
}

/// The journal.
#[component]
pub fn JournalPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| Asked {
            conditions: CONDITIONS.map(|name| query.get(name).unwrap_or_default()),
            before: query.get("before"),
            check: query.get("check").is_some(),
        })
    });
    let page = load(
        move || asked.get(),
        |Asked { conditions: [record, actor, action, day], before, check }| {
            api::page(Some(record), Some(actor), Some(action), Some(day), before, Some(check))
        },
    );
    let way =
        vec![Crumb { text: tr!(ui.home), href: Some("/".to_owned()) }, Crumb { text: tr!(journal.title), href: None }];
    view! {
        <Title text=tr!(journal.title) />
        <PageHeader title=tr!(journal.title) turn=tr!(journal.turn) crumbs=way crumbs_label=tr!(ui.breadcrumbs)>
            <LinkButton
                href="/admin/journal/export"
                text=tr!(journal.export)
                tone=ButtonTone::Primary
                icon="download"
                external=true
            />
        </PageHeader>
        <div class="stack">
            {move || conditions(&asked.get())}
            {loaded_page(page, move |page| view! { {entries(&page, &asked.get_untracked())} {sealed(&page, &asked.get_untracked())} }.into_any())}
            {how_to_check()}
        </div>
    }
}

/// The conditions as a form that puts them into the address.
fn conditions(asked: &Asked) -> AnyView {
    let [record, actor, action, day] = asked.conditions.clone();
    let any = asked.conditions.iter().any(|condition| !condition.is_empty());
    let clear =
        any.then(|| view! { <LinkButton href="/admin/journal" text=tr!(journal.clear) tone=ButtonTone::Quiet /> });
    view! {
        <Sheet title=tr!(journal.filter)>
            <form method="get" action="/admin/journal" class="stack" role="search">
                <div class="cols half">
                    <TextField label=tr!(journal.record) name="record" value=record help=tr!(journal.record_help) />
                    <TextField label=tr!(journal.actor) name="actor" value=actor help=tr!(journal.actor_help) />
                    {action_field(action)}
                    <TextField label=tr!(journal.day) name="day" kind="date" value=day />
                </div>
                <div class="acts">
                    <Submit text=tr!(journal.narrow) tone=ButtonTone::Secondary icon="filter" />
                    {clear}
                </div>
            </form>
        </Sheet>
    }
    .into_any()
}

/// The actions to choose from; one that the address names and nobody knows stays chosen, for it narrows all the same.
fn action_field(action: String) -> AnyView {
    let known = labels::DEEDS.iter().map(|(name, words)| Choice::new(*name, words()));
    let unknown = !action.is_empty() && labels::DEEDS.iter().all(|(name, _)| *name != action);
    let unknown = unknown.then(|| Choice::new(action.clone(), action.clone()));
    let any = Choice::new("", tr!(journal.action_any));
    let options = std::iter::once(any).chain(unknown).chain(known).collect::<Vec<_>>();
    view! {
        <SelectField label=tr!(journal.action) name="action" options value=action help=tr!(journal.action_help) />
    }
    .into_any()
}

/// A record in words, with its id.
fn record(record: &str) -> AnyView {
    let (kind, id) = labels::record(record);
    let kind = kind.map(|kind| view! { {kind} " " });
    // In one piece, for on a phone each piece of a cell has a line of its own.
    view! { <span>{kind} <code>{id.to_owned()}</code></span> }.into_any()
}

fn entries(page: &Page, asked: &Asked) -> AnyView {
    let head = vec![
        Column::new("at", tr!(journal.at)),
        Column::new("action", tr!(journal.action)),
        Column::new("record", tr!(journal.record)),
        Column::numeric("seq", tr!(journal.seq)),
        Column::new("actor", tr!(journal.actor)),
        Column::new("reason", tr!(journal.reason)),
    ];
    let rows: Vec<Row> = page.entries.iter().map(entry_row).collect();
    let next = page.next.as_ref().map(|place| asked.address(&format!("before={}", Url::escape(place))));
    let first = asked.before.as_ref().map(|_| asked.address(""));
    let text = tr!(journal.shown, count = page.entries.len());
    view! {
        <Sheet title=tr!(journal.entries) article=tr!(journal.article_4) flush=true>
            <Table caption=tr!(journal.entries) head rows empty=tr!(journal.empty) />
            <Pager prev=first next text prev_text=tr!(journal.newest) next_text=tr!(journal.older) />
        </Sheet>
    }
    .into_any()
}

fn entry_row(entry: &EntryLine) -> Row {
    let reason = entry.reason.clone().unwrap_or_else(|| tr!(journal.none));
    Row::new(vec![
        view! { <span class="nw"><Moment when=when(&entry.at) dense=true /></span> }.into_any(),
        labels::deed(&entry.action).into_any(),
        record(&entry.record),
        entry.seq.to_string().into_any(),
        entry.actor.clone().into_any(),
        reason.into_any(),
    ])
    .opens(format!("/admin/journal/{}/{}", Url::escape(&entry.record), entry.seq))
}

/// The instant in +08:00 as an office reads it; as it is written where it is none.
fn instant(at: &str) -> String {
    let parsed = at.parse::<chrono::DateTime<chrono::Utc>>();
    parsed.map_or_else(|_| at.to_owned(), |at| district_time::shown(at).format("%Y-%m-%d %H:%M:%S").to_string())
}

/// The same, and how far away it is.
fn when(at: &str) -> When {
    let known = at.parse::<chrono::DateTime<chrono::Utc>>().map(moment).unwrap_or_default();
    When { text: instant(at), ..known }
}

fn sealed(page: &Page, asked: &Asked) -> AnyView {
    let head = vec![
        Column::new("day", tr!(journal.day)),
        Column::numeric("records", tr!(journal.records)),
        Column::new("root", tr!(journal.root)),
        Column::new("sealed", tr!(journal.sealed_at)),
        Column::new("holds", tr!(journal.check)),
    ];
    let rows: Vec<Row> = page.sealed.iter().map(sealed_row).collect();
    let check = (!page.sealed.is_empty()).then(|| {
        view! { <LinkButton href=asked.address("check=days") text=tr!(journal.check_days) icon="shield" small=true /> }.into_any()
    });
    let actions = check.unwrap_or_else(|| ().into_any());
    view! {
        <Sheet title=tr!(journal.sealed) note=tr!(journal.sealed_note) actions flush=true>
            <Table caption=tr!(journal.sealed) head rows empty=tr!(journal.sealed_empty) />
        </Sheet>
    }
    .into_any()
}

fn sealed_row(day: &SealedDay) -> Row {
    let holds = match day.holds {
        None => view! { <span class="dim">{tr!(journal.not_checked)}</span> }.into_any(),
        Some(true) => view! { <Badge tone=Tone::Good text=tr!(journal.holds) /> }.into_any(),
        Some(false) => view! { <Badge tone=Tone::Stop text=tr!(journal.day_broken) /> }.into_any(),
    };
    let root = view! { <code class="xs hash">{day.root.clone()}</code> };
    let at = view! { <a href=format!("/admin/journal?day={}", day.day)>{day.day.to_string()}</a> };
    Row::new(vec![
        at.into_any(),
        day.records.to_string().into_any(),
        root.into_any(),
        view! { <Moment when=when(&day.sealed_at) dense=true /> }.into_any(),
        holds,
    ])
}

fn how_to_check() -> AnyView {
    view! {
        <Sheet title=tr!(journal.how_to_check)>
            <p class="sm soft">{tr!(journal.how_to_check_text)}</p>
            <p class="code xs">"zeqing journal verify zeqing-journal.jsonl"</p>
        </Sheet>
    }
    .into_any()
}

/// One entry.
#[component]
pub fn JournalEntryPage() -> impl IntoView {
    let params = use_params_map();
    let asked = Memo::new(move |_| {
        params.with(|params| {
            let seq = params.get("seq").and_then(|seq| seq.parse::<u64>().ok()).unwrap_or_default();
            (params.get("record").unwrap_or_default(), seq)
        })
    });
    let entry = load(move || asked.get(), |(record, seq)| api::entry(record, seq));
    view! {
        <Title text=tr!(journal.entry) />
        {loaded_page(entry, |entry| view! { <Shown entry /> }.into_any())}
    }
}

#[component]
fn Shown(entry: Entry) -> impl IntoView {
    let line = entry.line.clone();
    let way = vec![
        Crumb { text: tr!(ui.home), href: Some("/".to_owned()) },
        Crumb { text: tr!(journal.title), href: Some("/admin/journal".to_owned()) },
        Crumb { text: tr!(journal.entry_of, record = line.record.clone(), seq = line.seq), href: None },
    ];
    let title = labels::deed(&line.action);
    let turn = tr!(journal.entry_turn, actor = line.actor.clone(), at = instant(&line.at));
    let around = neighbours(&entry);
    view! {
        <PageHeader title turn crumbs=way crumbs_label=tr!(ui.breadcrumbs)>
            {around}
        </PageHeader>
        <div class="stack">{chain(&entry)} {changed(&entry)} {proof(&entry)}</div>
    }
}

/// The entries of the record before and after this one.
fn neighbours(entry: &Entry) -> AnyView {
    let (record, seq) = (Url::escape(&entry.line.record), entry.line.seq);
    let to = |seq: u64| format!("/admin/journal/{record}/{seq}");
    let before = (seq > 1).then(|| view! { <LinkButton href=to(seq - 1) text=tr!(journal.before) icon="left" /> });
    let after =
        (seq < entry.entries).then(|| view! { <LinkButton href=to(seq + 1) text=tr!(journal.after) icon="right" /> });
    let all = format!("/admin/journal?record={record}");
    view! {
        <LinkButton href=all text=tr!(journal.all_of_record) />
        {before}
        {after}
    }
    .into_any()
}

fn chain(entry: &Entry) -> AnyView {
    let entries = entry.entries;
    match entry.chain {
        ChainCheck::Holds => view! {
            <Notice tone=Tone::Good title=tr!(journal.chain_holds)>
                <p>{tr!(journal.chain_holds_text, count = entries)}</p>
            </Notice>
        }
        .into_any(),
        ChainCheck::Broken { seq } => view! {
            <Notice tone=Tone::Stop title=tr!(journal.chain_broken)>
                <p>{tr!(journal.chain_broken_text, seq = seq)}</p>
            </Notice>
        }
        .into_any(),
    }
}

fn changed(entry: &Entry) -> AnyView {
    let head = vec![
        Column::new("path", tr!(journal.field)),
        Column::new("before", tr!(journal.value_before)),
        Column::new("after", tr!(journal.value_after)),
    ];
    let rows: Vec<Row> = entry.differences.iter().map(changed_row).collect();
    let note = if entry.creates { tr!(journal.creates) } else { tr!(journal.changes, count = entry.differences.len()) };
    view! {
        <Sheet title=tr!(journal.changed) note flush=true>
            <Table caption=tr!(journal.changed) head rows empty=tr!(journal.unchanged) />
        </Sheet>
    }
    .into_any()
}

fn changed_row(difference: &Difference) -> Row {
    let side = |text: &Option<String>| match text {
        Some(text) => view! { <span class="pre">{text.clone()}</span> }.into_any(),
        None => view! { <span class="dim">{tr!(journal.nothing_there)}</span> }.into_any(),
    };
    let path = view! { <code>{difference.path.clone()}</code> };
    Row::new(vec![path.into_any(), side(&difference.before), side(&difference.after)])
}

fn proof(entry: &Entry) -> AnyView {
    let hash = |text: &str| view! { <code class="xs hash">{text.to_owned()}</code> }.into_any();
    let none = || tr!(journal.none);
    let rows = vec![
        (tr!(journal.record), view! { <code>{entry.line.record.clone()}</code> }.into_any()),
        (tr!(journal.action), view! { <code>{entry.line.action.clone()}</code> }.into_any()),
        (tr!(journal.seq), tr!(journal.seq_of, seq = entry.line.seq, entries = entry.entries).into_any()),
        (tr!(journal.reason), entry.line.reason.clone().unwrap_or_else(none).into_any()),
        (tr!(journal.origin), entry.origin.clone().unwrap_or_else(none).into_any()),
        (tr!(journal.prev), hash(&entry.prev)),
        (tr!(journal.hash), hash(&entry.hash)),
    ];
    view! {
        <Sheet title=tr!(journal.proof) article=tr!(journal.article_4)>
            <Facts rows />
            <details class="acc">
                <summary>
                    <Icon name="right" />
                    {tr!(journal.how_to_check)}
                </summary>
                <p class="sm soft">{tr!(journal.hash_text)}</p>
            </details>
        </Sheet>
    }
    .into_any()
}
