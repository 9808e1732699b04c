//! The auditor's pages: the journal, newest first, and one entry with what it changed.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api,
    labels::{self, StateWords},
    model::{
        CONDITIONS, ChainCheck, Difference, EntryLine, EntryPage as Entry, JournalPage as Page, Matches, SealedDay,
    },
};
use crate::{
    i18n::tr,
    kernel::{
        actor::Role,
        address::percent_encoded,
        dated::parse_instant,
        permit::{Action, Subject},
        unit_kind::UnitKind,
    },
    page::{Title, chosen_columns, home_crumb, load, loaded_page, may, moment, take_away, way_to, with_query},
    preferences::List,
    ui::{
        Badge, ButtonTone, Chip, Choice, Column, Crumb, Facts, FilterChips, Icon, LinkButton, Moment, Notice,
        PageHeader, Pager, Row, SelectField, Sheet, Submit, Table, TextField, Tone, When,
    },
    words,
};

/// The list of the accounts, by its name in the page.
const ACCOUNTS: &str = "accounts";

/// The place among [`CONDITIONS`] of the account that acted.
const ACTOR: usize = 1;

/// How the journal calls the program itself.
const SYSTEM: &str = "system";

/// What the address asks for: the conditions, where to go on, whether to check the sealed days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Asked {
    conditions: [String; 6],
    before: Option<String>,
    check: bool,
}

impl Asked {
    /// The address with these conditions, but for the one at this place, which is `value`; from the newest entry on.
    fn address_with(&self, place: usize, value: &str) -> String {
        let mut conditions = self.conditions.clone();
        if let Some(condition) = conditions.get_mut(place) {
            value.clone_into(condition);
        }
        Self { conditions, before: None, check: false }.first()
    }

    /// The address with these conditions, from the newest entry on.
    fn first(&self) -> String {
        self.address(None)
    }

    /// The address with these conditions and `more`.
    fn address(&self, more: Option<(&str, &str)>) -> String {
        let conditions = CONDITIONS.into_iter().zip(self.conditions.iter().map(String::as_str));
        with_query("/admin/journal", conditions.chain(more))
    }
}

/// The journal.
#[component]
pub fn JournalPage() -> impl IntoView {
    let reads = may(Action::ReadJournal, Subject::DISTRICT);
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
        |Asked { conditions: [record, actor, action, kind, day, until], before, check }| {
            let [record, actor, action] = [record, actor, action].map(Some);
            api::page(record, actor, action, Some(kind), Some(day), Some(until), before, Some(check))
        },
    );
    let way = way_to(tr!(journal.title));
    view! {
        <Title text=tr!(journal.title) />
        <PageHeader title=tr!(journal.title) turn=tr!(journal.turn) crumbs=way crumbs_label=tr!(ui.breadcrumbs)>
            {reads.then(export)}
        </PageHeader>
        <div class="stack">
            {move || reads.then(|| conditions(&asked.get()))}
            {loaded_page(page.as_table().below_head(), move |page| view! { {entries(&page, &asked.get_untracked())} {sealed(&page, &asked.get_untracked())} {accounts(&page)} }.into_any())}
            {reads.then(how_to_check)}
        </div>
    }
}

/// What takes the journal away to be checked.
fn export() -> AnyView {
    view! {
        <LinkButton
            href="/admin/journal/export"
            text=tr!(journal.export)
            tone=ButtonTone::Primary
            icon="download"
            external=true
        />
    }
    .into_any()
}

/// The conditions as a form that puts them into the address.
fn conditions(asked: &Asked) -> AnyView {
    let [record, actor, action, kind, day, until] = asked.conditions.clone();
    let any = asked.conditions.iter().any(|condition| !condition.is_empty());
    let clear =
        any.then(|| view! { <LinkButton href="/admin/journal" text=tr!(journal.clear) tone=ButtonTone::Quiet /> });
    view! {
        <Sheet title=tr!(journal.filter) class="no-print">
            <form method="get" action="/admin/journal" class="stack" role="search">
                <div class="cols half">
                    <TextField label=tr!(journal.record) name="record" value=record help=tr!(journal.record_help) />
                    <TextField
                        label=tr!(journal.actor)
                        name="actor"
                        value=actor
                        help=tr!(journal.actor_help)
                        list=ACCOUNTS
                    />
                    {action_field(action)}
                    {kind_field(kind)}
                    <TextField label=tr!(journal.first_day) name="day" kind="date" value=day />
                    <TextField
                        label=tr!(journal.until)
                        name="until"
                        kind="date"
                        value=until
                        help=tr!(journal.until_help)
                    />
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

/// The accounts to choose from, for the field that narrows by one.
fn accounts(page: &Page) -> AnyView {
    let option = |(account, name): &(String, String)| view! { <option value=account.clone()>{name.clone()}</option> };
    view! { <datalist id=ACCOUNTS>{page.accounts.iter().map(option).collect_view()}</datalist> }.into_any()
}

/// The actions to choose from.
fn action_field(action: String) -> AnyView {
    let options = options(&labels::DEEDS, tr!(journal.action_any), &action);
    view! {
        <SelectField label=tr!(journal.action) name="action" options value=action help=tr!(journal.action_help) />
    }
    .into_any()
}

/// The kinds of records to choose from.
fn kind_field(kind: String) -> AnyView {
    let options = options(&labels::KINDS, tr!(journal.kind_any), &kind);
    view! { <SelectField label=tr!(journal.kind) name="kind" options value=kind /> }.into_any()
}

/// What is known, behind the choice of any; what the address names and nobody knows stays chosen, for it narrows all the
/// same.
fn options(deeds: &[labels::Deed], any: String, chosen: &str) -> Vec<Choice> {
    let unknown = !chosen.is_empty() && deeds.iter().all(|(name, _)| *name != chosen);
    let unknown = unknown.then(|| Choice::new(chosen, chosen));
    let known = deeds.iter().map(|(name, words)| Choice::new(*name, words()));
    std::iter::once(Choice::new("", any)).chain(unknown).chain(known).collect()
}

/// A record in words: its kind and its name, and below them its id.
fn record(line: &EntryLine) -> AnyView {
    let (kind, id) = labels::record(&line.record);
    let id = id.to_owned();
    let named = match (kind, line.name.clone()) {
        (Some(kind), Some(name)) => format!("{kind} {name}"),
        (Some(kind), None) => kind,
        (None, _) => return view! { <code>{id}</code> }.into_any(),
    };
    // In one piece, for on a phone each piece of a cell has a line of its own.
    view! { <span>{named} <code class="sub">{id}</code></span> }.into_any()
}

/// A record in one line: its kind, and its name or else its id.
fn record_text(line: &EntryLine) -> String {
    let (kind, id) = labels::record(&line.record);
    let name = line.name.as_deref().unwrap_or(id);
    kind.map_or_else(|| id.to_owned(), |kind| format!("{kind} {name}"))
}

/// Who acted: the name with the role, and below them the account; the account alone where nobody has it. The name narrows
/// what is shown to this person's doings.
fn actor(line: &EntryLine, asked: &Asked) -> AnyView {
    let account = line.actor.clone();
    let href = asked.address_with(ACTOR, &account);
    let below = line.who.as_ref().map(|_| view! { <code class="sub">{account}</code> });
    view! { <span><a href=href>{actor_text(line)}</a> {below}</span> }.into_any()
}

fn actor_text(line: &EntryLine) -> String {
    match &line.who {
        Some(who) => tr!(journal.who, name = who.name.clone(), role = words::role(who.role)),
        None if line.actor == SYSTEM => tr!(journal.system),
        None => line.actor.clone(),
    }
}

fn entries(page: &Page, asked: &Asked) -> AnyView {
    let head = vec![
        Column::new("at", tr!(journal.at)),
        Column::new("action", tr!(journal.action)),
        Column::new("record", tr!(journal.record)),
        Column::numeric("seq", tr!(journal.seq)),
        Column::new("actor", tr!(journal.actor)),
        Column::new("reason", tr!(journal.reason)).wide(),
    ];
    let rows: Vec<Row> = page.entries.iter().map(|entry| entry_row(entry, asked)).collect();
    let next = page.next.as_deref().map(|place| asked.address(Some(("before", place))));
    let first = asked.before.as_ref().map(|_| asked.first());
    let text = match page.entries.len() {
        1 => tr!(journal.shown_one),
        count => tr!(journal.shown, count = count),
    };
    let in_force = in_force(page, asked);
    let (head, rows, columns) = chosen_columns(List::Journal, head, rows);
    let take = take_away(&asked.first(), "journal");
    let actions = view! { <div class="rowf">{columns} {take}</div> }.into_any();
    view! {
        <Sheet title=tr!(journal.entries) note=matches(page) article=tr!(journal.article_4) actions flush=true>
            {in_force}
            <Table caption=tr!(journal.entries) head rows empty=tr!(journal.empty) />
            <Pager prev=first next text prev_text=tr!(journal.newest) next_text=tr!(journal.older) />
        </Sheet>
    }
    .into_any()
}

/// How many entries there are on all pages; nothing where that is not known, or the table says that there are none.
fn matches(page: &Page) -> String {
    match page.matches {
        None | Some(Matches::Exactly(0)) => String::new(),
        Some(Matches::Exactly(1)) => tr!(journal.matches_one),
        Some(Matches::Exactly(count)) => tr!(journal.matches, count = count),
        Some(Matches::AtLeast(count)) => tr!(journal.matches_at_least, count = count),
        Some(Matches::MoreThan(count)) => tr!(journal.matches_more_than, count = count),
    }
}

/// The conditions that hold, each as a chip that takes itself away.
fn in_force(page: &Page, asked: &Asked) -> Option<AnyView> {
    let [record, account, action, kind, day, until] = &asked.conditions;
    let person = page.entries.iter().find(|line| line.actor == *account).map_or_else(|| account.clone(), actor_text);
    let said = [
        (tr!(journal.record), record.clone()),
        (tr!(journal.actor), person),
        (tr!(journal.action), labels::deed(action)),
        (tr!(journal.kind), labels::kind(kind).unwrap_or_else(|| kind.clone())),
        (tr!(journal.first_day), day.clone()),
        (tr!(journal.until), until.clone()),
    ];
    let given = said.into_iter().zip(&asked.conditions).enumerate().filter(|(_, (_, value))| !value.is_empty());
    let chip = |(place, ((name, value), _)): (usize, ((String, String), &String))| Chip {
        text: tr!(journal.condition, name = name, value = value),
        href: asked.address_with(place, ""),
        active: true,
        count: None,
    };
    let chips: Vec<Chip> = given.map(chip).collect();
    (!chips.is_empty()).then(|| {
        view! {
            <div class="tools">
                <FilterChips chips label=tr!(ui.filters) />
            </div>
        }
        .into_any()
    })
}

fn entry_row(entry: &EntryLine, asked: &Asked) -> Row {
    let reason = entry.reason.clone().unwrap_or_else(|| tr!(journal.none));
    Row::new(vec![
        view! { <span class="nw"><Moment when=when(&entry.at) dense=true /></span> }.into_any(),
        labels::deed(&entry.action).into_any(),
        record(entry),
        entry.seq.to_string().into_any(),
        actor(entry, asked),
        reason.into_any(),
    ])
    .opens(format!("/admin/journal/{}/{}", percent_encoded(&entry.record), entry.seq))
}

/// The same, and how far away it is.
fn when(at: &str) -> When {
    let known = parse_instant(at).map(moment).unwrap_or_default();
    When { text: labels::instant(at), ..known }
}

fn sealed(page: &Page, asked: &Asked) -> AnyView {
    let head = vec![
        Column::new("day", tr!(journal.day)),
        Column::numeric("records", tr!(journal.records)),
        Column::new("root", tr!(journal.root)).wide(),
        Column::new("sealed", tr!(journal.sealed_at)),
        Column::new("holds", tr!(journal.check)),
    ];
    let rows: Vec<Row> = page.sealed.iter().map(sealed_row).collect();
    let check = (!page.sealed.is_empty()).then(|| {
        view! { <LinkButton href=asked.address(Some(("check", "days"))) text=tr!(journal.check_days) icon="shield" small=true /> }.into_any()
    });
    let actions = check.unwrap_or_else(|| ().into_any());
    let note = tr!(journal.sealed_note, function = page.function.name());
    view! {
        <Sheet title=tr!(journal.sealed) note actions flush=true>
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
        home_crumb(),
        Crumb { text: tr!(journal.title), href: Some("/admin/journal".to_owned()) },
        Crumb { text: tr!(journal.entry_of, record = record_text(&line), seq = line.seq), href: None },
    ];
    let title = labels::deed(&line.action);
    let turn = tr!(journal.entry_turn, actor = actor_text(&line), at = labels::instant(&line.at));
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
    let (record, seq) = (percent_encoded(&entry.line.record), entry.line.seq);
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
    let text = match entry.entries {
        1 => tr!(journal.chain_holds_text_one),
        count => tr!(journal.chain_holds_text, count = count),
    };
    match entry.chain {
        ChainCheck::Holds => view! {
            <Notice tone=Tone::Good title=tr!(journal.chain_holds)>
                <p>{text}</p>
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
        Column::new("path", tr!(journal.field)).wide(),
        Column::new("before", tr!(journal.value_before)).wide(),
        Column::new("after", tr!(journal.value_after)).wide(),
    ];
    let table = entry.line.record.split_once(':').map_or("", |(table, _)| table);
    let rows: Vec<Row> = entry.differences.iter().map(|difference| changed_row(table, difference)).collect();
    let note = match entry.differences.len() {
        _ if entry.creates => tr!(journal.creates),
        1 => tr!(journal.changes_one),
        count => tr!(journal.changes, count = count),
    };
    view! {
        <Sheet title=tr!(journal.changed) note flush=true>
            <Table caption=tr!(journal.changed) head rows empty=tr!(journal.unchanged) />
        </Sheet>
    }
    .into_any()
}

fn changed_row(table: &str, difference: &Difference) -> Row {
    let path = difference.path.clone();
    let side = |text: &Option<String>| match text {
        Some(text) => match value_words(table, &path, text) {
            Some(words) => view! { <span>{words} <code class="sub">{text.clone()}</code></span> }.into_any(),
            None => view! { <span class="pre">{text.clone()}</span> }.into_any(),
        },
        None => view! { <span class="dim">{tr!(journal.nothing_there)}</span> }.into_any(),
    };
    let (before, after) = (side(&difference.before), side(&difference.after));
    let field = match labels::field(&path) {
        Some(words) => view! { <span>{words} <code class="sub">{path}</code></span> }.into_any(),
        None => view! { <code>{path}</code> }.into_any(),
    };
    Row::new(vec![field, before, after])
}

/// What is kept by a stored word, in the words for it.
fn value_words(table: &str, path: &str, stored: &str) -> Option<String> {
    match (table, path) {
        (_, "state") => use_context::<StateWords>().and_then(|StateWords(words)| words(table, stored)),
        ("account", "role") => Role::from_code(stored).map(words::role),
        ("unit", "kind") | (_, "unit_kind") => UnitKind::from_code(stored).map(words::unit_kind),
        _ => None,
    }
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
    let (raw, function) = (entry.raw.clone(), entry.function.name());
    view! {
        <Sheet title=tr!(journal.proof) article=tr!(journal.article_4)>
            <Facts rows />
            <details class="acc">
                <summary>
                    <Icon name="right" />
                    {tr!(journal.how_to_check)}
                </summary>
                <p class="sm soft">{tr!(journal.hash_text, function = function)}</p>
            </details>
            <details class="acc">
                <summary>
                    <Icon name="right" />
                    {tr!(journal.raw)}
                </summary>
                <p class="code xs hash">{raw}</p>
            </details>
        </Sheet>
    }
    .into_any()
}
