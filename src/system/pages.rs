//! The system administrator's page: facts in groups, and how the database is kept safe.

use leptos::prelude::*;

use super::{
    api,
    model::{
        BACK_UP, Database, DatabaseKind, FilesKind, Holidays, Program, RESTORE, Sessions, SystemState, TO_SERVER,
        VERIFY, Yesterday,
    },
};
use crate::{
    account::rules::{FAILURES_TO_LOCK, LOCK_MINUTES, LONGEST_PASSWORD, SHORTEST_PASSWORD},
    evidence::rules::{MOST_FILES, MOST_MIB},
    i18n::tr,
    kernel::sending::FILES_MIB,
    page::{Title, load, loaded_page, way_to},
    ui::{Badge, Facts, Notice, PageHeader, Sheet, Tone},
    words,
};

/// How the program, its database and its files are.
#[component]
pub fn SystemPage() -> impl IntoView {
    let state = load(|| (), |()| api::page());
    let way = way_to(tr!(system.title));
    view! {
        <Title text=tr!(system.title) />
        <PageHeader title=tr!(system.title) turn=tr!(system.turn) crumbs=way crumbs_label=tr!(ui.breadcrumbs) />
        {loaded_page(state.below_head(), shown)}
    }
}

fn shown(state: SystemState) -> AnyView {
    view! {
        <div class="stack">
            {warnings(&state)}
            <div class="cols half">
                <div class="stack">{program(&state.program)} {files(state.files)} {journal(&state)}</div>
                <div class="stack">
                    {database(&state.database)} {sessions(state.sessions)} {holidays(&state.holidays)}
                </div>
            </div>
            {keeping()}
        </div>
    }
    .into_any()
}

/// What should not be as it is.
fn warnings(state: &SystemState) -> AnyView {
    let waiting = state.sealing.waiting.len();
    let late = (state.yesterday == Yesterday::Late).then(|| {
        view! {
            <Notice tone=Tone::Warn title=tr!(system.late)>
                <p>{tr!(system.late_text, count = waiting)}</p>
            </Notice>
        }
    });
    let lacking = state.holidays.lacking.map(|year| {
        view! {
            <Notice tone=Tone::Warn title=tr!(system.lacking, year = year)>
                <p>{tr!(system.lacking_text)}</p>
            </Notice>
        }
    });
    view! {
        {late}
        {lacking}
    }
    .into_any()
}

fn program(program: &Program) -> AnyView {
    let code = |text: String| view! { <code>{text}</code> }.into_any();
    let commit = program.commit.clone().map(|commit| (tr!(system.commit), code(commit)));
    let demo = if program.demo { tr!(system.demo) } else { tr!(system.in_service) };
    let rows = [(tr!(system.version), program.version.clone().into_any())].into_iter().chain(commit).chain([
        (tr!(system.purpose), demo.into_any()),
        (tr!(system.since), words::instant(program.since).into_any()),
        (tr!(system.time_zone), tr!(system.beijing).into_any()),
        (tr!(system.public_url), code(program.public_url.clone())),
    ]);
    let rows: Vec<_> = rows.collect();
    view! {
        <Sheet title=tr!(system.program)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

fn database(database: &Database) -> AnyView {
    let kind = match database.kind {
        DatabaseKind::Memory => tr!(system.in_memory),
        DatabaseKind::Folder => tr!(system.embedded),
        DatabaseKind::Server => tr!(system.database_server),
    };
    let schema = database.schema.as_ref().map_or_else(
        || tr!(system.none),
        |last| tr!(system.schema_since, number = last.number, at = words::instant(last.applied_at)),
    );
    let answers = match database.micros / 1000 {
        0 => tr!(system.answers_at_once),
        millis => tr!(system.answers_in, millis = millis),
    };
    let rows = vec![
        (tr!(system.kind), kind.into_any()),
        (tr!(system.schema), schema.into_any()),
        (tr!(system.answers), answers.into_any()),
    ];
    view! {
        <Sheet title=tr!(system.database)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

fn files(kind: FilesKind) -> AnyView {
    let kind = match kind {
        FilesKind::Memory => tr!(system.in_memory),
        FilesKind::Folder => tr!(system.folder),
        FilesKind::Bucket => tr!(system.bucket),
    };
    let rows = vec![
        (tr!(system.kind), kind.into_any()),
        (tr!(system.largest_file), tr!(system.mib, mib = MOST_MIB).into_any()),
        (tr!(system.most_files), tr!(system.files_together, count = MOST_FILES, mib = FILES_MIB).into_any()),
    ];
    view! {
        <Sheet title=tr!(system.files)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

fn sessions(sessions: Sessions) -> AnyView {
    let live = match sessions.live {
        1 => tr!(system.live_count_one),
        count => tr!(system.live_count, count = count),
    };
    let password = tr!(system.password_rule, least = SHORTEST_PASSWORD, most = LONGEST_PASSWORD);
    let lock = tr!(system.lock_rule, failures = FAILURES_TO_LOCK, minutes = LOCK_MINUTES);
    let rows = vec![
        (tr!(system.live), live.into_any()),
        (tr!(system.idle), tr!(system.minutes, minutes = sessions.idle_minutes).into_any()),
        (tr!(system.password), password.into_any()),
        (tr!(system.lock), lock.into_any()),
    ];
    view! {
        <Sheet title=tr!(system.sessions)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

fn journal(state: &SystemState) -> AnyView {
    let (tone, yesterday) = match state.yesterday {
        Yesterday::Sealed => (Tone::Good, tr!(system.yesterday_sealed)),
        Yesterday::Quiet => (Tone::Neutral, tr!(system.yesterday_quiet)),
        Yesterday::Waiting => (Tone::Info, tr!(system.yesterday_waiting)),
        Yesterday::Late => (Tone::Warn, tr!(system.yesterday_late)),
    };
    let none = || (tr!(system.none), tr!(system.none));
    let last = state.sealing.last.map(|seal| (seal.day.to_string(), words::instant(seal.sealed_at)));
    let (last, at) = last.unwrap_or_else(none);
    let rows = vec![
        (tr!(system.yesterday), view! { <Badge tone text=yesterday /> }.into_any()),
        (tr!(system.last_sealed), last.into_any()),
        (tr!(system.sealed_at), at.into_any()),
        (tr!(system.sealed_days), tr!(system.days, count = state.sealing.days).into_any()),
        (tr!(system.journal_hash), state.journal_hash.name().to_owned().into_any()),
    ];
    view! {
        <Sheet title=tr!(system.journal) note=tr!(system.journal_note)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

fn holidays(holidays: &Holidays) -> AnyView {
    let years: Vec<String> = holidays.years.iter().map(ToString::to_string).collect();
    let years = if years.is_empty() { tr!(system.none) } else { years.join(&tr!(words.list_comma)) };
    let until = holidays.known_until.map_or_else(|| tr!(system.weekends_alone), |day| day.to_string());
    let rows = vec![(tr!(system.years), years.into_any()), (tr!(system.known_until), until.into_any())];
    view! {
        <Sheet title=tr!(system.holidays) note=tr!(system.holidays_note)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

/// How to back up, restore and move, with the commands as they are typed.
fn keeping() -> AnyView {
    let step = |text: String, commands: &[&'static str]| {
        let commands = commands.iter().map(|command| view! { <p class="code xs hash">{*command}</p> }).collect_view();
        view! {
            <p class="sm soft">{text}</p>
            {commands}
        }
        .into_any()
    };
    let rows = vec![
        (tr!(system.back_up), step(tr!(system.back_up_text), &[BACK_UP])),
        (tr!(system.restore), step(tr!(system.restore_text), &[RESTORE, VERIFY])),
        (tr!(system.to_server), step(tr!(system.to_server_text), &[BACK_UP, TO_SERVER, RESTORE])),
    ];
    view! {
        <Sheet title=tr!(system.keeping) note=tr!(system.keeping_note)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}
