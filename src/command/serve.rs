//! `zeqing serve` and `zeqing demo`: from the settings to a server that answers, and back to a closed database.

use std::{
    fs,
    future::Future,
    io::{self, IsTerminal},
    net::SocketAddr,
    path::Path,
    process::ExitCode,
    time::Duration,
};

use chrono::{DateTime, Utc};
use clap::Args;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use tracing_subscriber::EnvFilter;

use crate::{
    account::store as accounts,
    demo,
    job::{jobs as old_jobs, run as running},
    journal::jobs as sealing,
    kernel::actor::Role,
    server::{AppState, Config, clock, config::DEFAULT_DATABASE, router, session},
    store::{DATABASE, Failure, NAMESPACE, Store, StoreAddress},
    unit::store as units,
};

/// So long may requests that are being answered still take after the server was told to stop, and after them the jobs
/// that go on by themselves.
const GRACE: Duration = Duration::from_secs(8);

/// What `zeqing demo` takes.
#[derive(Debug, Default, Args)]
pub struct DemoArgs {
    /// The instant at which the demo is filled and then stands still, such as 2026-11-23T09:30:00+08:00: for pictures
    /// that are the same on every day
    #[arg(long, value_name = "INSTANT")]
    at: Option<DateTime<Utc>>,
}

type Failed = Box<dyn std::error::Error>;

/// Serves until a signal: 0 when it stopped in peace, 2 when it could not start.
pub async fn serve() -> ExitCode {
    done(start(None).await)
}

/// Serves the demo, and fills it where the database is empty.
pub async fn demo(demo: DemoArgs) -> ExitCode {
    done(start(Some(demo)).await)
}

fn done(result: Result<(), Failed>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("zeqing: {error}");
            ExitCode::from(2)
        }
    }
}

async fn start(as_demo: Option<DemoArgs>) -> Result<(), Failed> {
    log();
    let mut config = Config::load()?;
    config.check_site()?;
    config.demo |= as_demo.is_some();
    let store = Store::connect(&config.database).await?;
    let mut state = open(store, config, as_demo.is_some()).await?;
    keep_demo_apart(&state).await?;
    if let Some(DemoArgs { at }) = as_demo {
        stand_still(&mut state, at);
        prepare_demo(&state).await?;
    } else if has_nobody(&state.store).await? {
        println!("There is no account yet. Stop the server and run: zeqing admin create --account NAME --name NAME");
    }
    list_people(&mut state).await?;
    let sweeper = tokio::spawn(session::sweep(state.store.clone()));
    let sealer = tokio::spawn(sealing::seal_again_and_again(state.store.clone()));
    let forgetter = tokio::spawn(old_jobs::forget_again_and_again(state.store.clone()));
    let served = listen(state).await;
    let broken_off = running::ended_within(GRACE).await;
    if broken_off > 0 {
        tracing::warn!(broken_off, "jobs were broken off; what they had done stays");
    }
    sweeper.abort();
    sealer.abort();
    forgetter.abort();
    served
}

/// Opens what the settings name. As the demo nothing is opened that is a district's own: not even its schema is changed.
async fn open(store: Store, config: Config, as_demo: bool) -> Result<AppState, Failed> {
    if as_demo && !store.is_new(&config.database).await? {
        keep_district_apart(&store).await?;
    }
    Ok(AppState::over(store, config).await?)
}

async fn listen(state: AppState) -> Result<(), Failed> {
    let addr = state.config.addr;
    let public_url = state.config.public_url.clone();
    let program = router::router(state)?.into_make_service_with_connect_info::<SocketAddr>();
    let listener = TcpListener::bind(addr).await.map_err(|error| format!("ZEQING_ADDR {addr}: {error}"))?;
    println!("Zeqing listens on {addr}; open {public_url}");
    let (stop, mut stopping) = watch::channel(false);
    let mut stopping_too = stopping.clone();
    let stopped = async move {
        stopping_too.wait_for(|stop| *stop).await.ok();
    };
    let serving = async { axum::serve(listener, program).with_graceful_shutdown(stopped).await };
    let signalled = told_to_stop()?;
    let watching = async move {
        signalled.await;
        tracing::info!("stopping");
        stop.send_replace(true);
        // Whoever holds the sender back would look as if the signal had come, so it lives as long as the program.
        std::future::pending::<()>().await;
    };
    let too_late = async move {
        stopping.wait_for(|stop| *stop).await.ok();
        // A stream of live events never ends by itself.
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serving => Ok(served?),
        () = watching => Ok(()),
        () = too_late => Ok(()),
    }
}

/// Ends when the process is told to end, by Ctrl C or by whoever started it.
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Refuses to serve the demo as if it were a district's own: without the banner, and with passwords that everybody may know.
async fn keep_demo_apart(state: &AppState) -> Result<(), Failed> {
    if state.config.demo || !demo::is_in(&state.store).await? {
        return Ok(());
    }
    let removal = removal(&state.config.database);
    Err(format!(
        "this database holds the demo, whose passwords everybody may know: serve it by `zeqing demo`, {removal}, or name \
         another database by ZEQING_DATABASE"
    )
    .into())
}

/// How a demo is removed, by where its database lies.
fn removal(database: &StoreAddress) -> String {
    match database {
        StoreAddress::Memory => "stop the server, with which it is gone".to_owned(),
        // The one that is used where nothing else is set is the one that xtask knows.
        StoreAddress::Embedded(path) if DEFAULT_DATABASE.strip_prefix("surrealkv://") == Some(path.as_str()) => {
            format!("remove it by `cargo xtask demo-reset` or by deleting the folder {path} and that of `files`")
        }
        StoreAddress::Embedded(path) => {
            format!("remove it by deleting the folder {path} and that of `files` while no server runs")
        }
        StoreAddress::Server { endpoint, .. } => format!(
            "remove it by dropping the database `{DATABASE}` of the namespace `{NAMESPACE}` on {endpoint} and deleting the \
             folder of `files` while no server runs"
        ),
    }
}

/// Refuses to serve a district's own database as if it were the demo: under a banner that says that nothing in it is real,
/// or with a clock that stands still.
async fn keep_district_apart(store: &Store) -> Result<(), Failed> {
    if has_nobody(store).await? || demo::is_in(store).await? {
        return Ok(());
    }
    Err("this database holds a district and not the demo: serve it by `zeqing serve`, or name an empty database for the \
         demo by ZEQING_DATABASE"
        .into())
}

/// Lets the clock stand still, where that is asked for.
fn stand_still(state: &mut AppState, at: Option<DateTime<Utc>>) {
    let Some(at) = at else { return };
    clock::stand_still(at);
    state.started = at;
}

/// Fills the demo where there is nothing yet. A demo that is there already is served as it is.
async fn prepare_demo(state: &AppState) -> Result<(), Failed> {
    if has_nobody(&state.store).await? {
        if !units::all(&state.store).await?.is_empty() {
            let removal = removal(&state.config.database);
            return Err(
                format!("the demo was broken off while it was filled; {removal}, or name an empty database").into()
            );
        }
        mark_demo(&state.config.database)?;
        println!("Filling the demo …");
        demo::fill(state).await?;
    }
    let people = demo::people()?;
    for person in &people {
        if accounts::load(&state.store, &person.account).await?.is_none() {
            println!(
                "There is no account {}: this demo is of an earlier release, or was broken off while it was filled; {}, \
                 or name an empty database",
                person.account,
                removal(&state.config.database)
            );
            return Ok(());
        }
    }
    println!("Demo accounts, all with the password {}:", demo::PASSWORD);
    for person in people {
        let of = person.unit.as_ref().map(ToString::to_string).or(person.inspector.as_ref().map(ToString::to_string));
        println!("  {:<12} {:<24} {}", person.account.as_str(), Role::code(person.role), of.unwrap_or_default());
    }
    Ok(())
}

/// Lets the sign-in page list the demo's people, where they are in the database and it is served as the demo.
async fn list_people(state: &mut AppState) -> Result<(), Failed> {
    if state.config.demo && demo::is_in(&state.store).await? {
        state.demo_people = demo::listed()?.code().into();
    }
    Ok(())
}

async fn has_nobody(store: &Store) -> Result<bool, Failure> {
    Ok(accounts::page(store, None, 1).await?.is_empty())
}

/// The file by which `cargo xtask demo-reset` knows that the folder around the database may be removed.
const MARK: &str = "DEMO";

/// Leaves the mark of the demo, where nothing but the demo's lies in the folder: whatever else did would be removed with it,
/// such as the evidence files of a district whose database is elsewhere. Where the mark is there already the folder is a
/// demo's, and so are the files of one whose database alone was deleted.
fn mark_demo(database: &StoreAddress) -> Result<(), Failed> {
    let StoreAddress::Embedded(path) = database else { return Ok(()) };
    let path = Path::new(path);
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    let mark = folder.join(MARK);
    if mark.is_file() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_own = Some(entry.file_name().as_os_str()) == path.file_name();
        if !is_own && holds_anything(&entry)? {
            return Err(format!(
                "{} is not the demo's, and would be removed with it: take it elsewhere, or name a database in a folder of \
                 its own by ZEQING_DATABASE, such as surrealkv://demo/db, and ZEQING_FILES=file://demo/files",
                entry.path().display()
            )
            .into());
        }
    }
    fs::write(mark, "")?;
    Ok(())
}

/// Whether this is anything but folders without a file in them, such as the one of `files` before the first upload.
fn holds_anything(entry: &fs::DirEntry) -> io::Result<bool> {
    if !entry.file_type()?.is_dir() {
        return Ok(true);
    }
    for inner in fs::read_dir(entry.path())? {
        if holds_anything(&inner?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Lines for people on a terminal, JSON for whoever collects logs. `RUST_LOG` says how much.
fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,zeqing=info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // A second start in one process keeps the first log.
    let started = if io::stderr().is_terminal() { builder.try_init() } else { builder.json().try_init() };
    started.ok();
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        kernel::{
            ids::{AccountId, UnitCode},
            text::Title,
            unit_kind::UnitKind,
        },
        store::{
            select,
            testing::{instant, officer},
        },
        unit::model::Unit,
    };

    fn memory() -> Config {
        let settings = |name: &str| match name {
            "ZEQING_DATABASE" => Some("mem://".to_owned()),
            "ZEQING_FILES" => Some("memory://".to_owned()),
            _ => None,
        };
        Config::from_sources(None, settings).unwrap()
    }

    async fn in_memory() -> AppState {
        AppState::open(memory()).await.unwrap()
    }

    #[tokio::test]
    async fn the_demo_is_not_served_as_if_it_were_a_districts_own() {
        let mut state = in_memory().await;
        keep_demo_apart(&state).await.unwrap();
        let person = demo::people().unwrap().remove(0);
        let key = demo::key_of(&person);
        accounts::create(&state.store, person, "system", &key).await.unwrap();
        let said = keep_demo_apart(&state).await.unwrap_err().to_string();
        assert!(said.contains("`zeqing demo`") && said.contains("ZEQING_DATABASE"), "{said}");
        list_people(&mut state).await.unwrap();
        assert_eq!(&*state.demo_people, "", "nobody is listed where it is not served as the demo");
        let as_demo = |name: &str| (name == "ZEQING_DEMO").then(|| "true".to_owned());
        state.config = Arc::new(Config::from_sources(None, as_demo).unwrap());
        keep_demo_apart(&state).await.unwrap();
        list_people(&mut state).await.unwrap();
        assert!(state.demo_people.starts_with(demo::PASSWORD));
    }

    #[tokio::test]
    async fn a_districts_own_is_not_served_as_if_it_were_the_demo() {
        let state = in_memory().await;
        keep_district_apart(&state.store).await.unwrap();
        let mut person = demo::people().unwrap().remove(0);
        let key = demo::key_of(&person);
        accounts::create(&state.store, person.clone(), "system", "somebody").await.unwrap();
        let said = keep_district_apart(&state.store).await.unwrap_err().to_string();
        assert!(said.contains("`zeqing serve`") && said.contains("ZEQING_DATABASE"), "{said}");
        // One who came with the demo makes it the demo.
        person.account = AccountId::parse("another").unwrap();
        accounts::create(&state.store, person, "system", &key).await.unwrap();
        keep_district_apart(&state.store).await.unwrap();
    }

    #[tokio::test]
    async fn a_districts_own_is_not_even_brought_up_to_date_as_the_demo() {
        const OLDER: &str = "DELETE migration WHERE name = 'policy' RETURN BEFORE";
        const KNOWN: &str = "SELECT VALUE name FROM migration WHERE name = 'policy' ORDER BY name LIMIT 1";
        let store = in_memory().await.store;
        let person = demo::people().unwrap().remove(0);
        accounts::create(&store, person, "system", "somebody").await.unwrap();
        store.query(OLDER).await.unwrap().check().unwrap();
        let said = open(store.clone(), memory(), true).await.map(|_| ()).unwrap_err().to_string();
        assert!(said.contains("`zeqing serve`"), "{said}");
        let known: Vec<String> = select(&store, KNOWN, []).await.unwrap();
        assert!(known.is_empty(), "the migration was run again");
    }

    #[tokio::test]
    async fn an_empty_database_is_opened_as_the_demo() {
        let store = Store::connect(&StoreAddress::Memory).await.unwrap();
        let state = open(store, memory(), true).await.unwrap();
        assert!(has_nobody(&state.store).await.unwrap());
    }

    #[test]
    fn a_folder_with_something_of_another_is_not_marked_as_the_demos() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let address: StoreAddress = format!("surrealkv://{}", data.join("db").display()).parse().unwrap();
        let mark = data.join(MARK);
        // What opening the database and the files leaves is no obstacle, nor is the mark of a demo before.
        fs::create_dir_all(data.join("db/wal")).unwrap();
        fs::write(data.join("db/LOCK"), "").unwrap();
        fs::create_dir_all(data.join("files/0f")).unwrap();
        mark_demo(&address).unwrap();
        mark_demo(&address).unwrap();
        assert!(mark.is_file());
        // The demo's own files stay where its database alone is deleted.
        fs::write(data.join("files/0f/evidence"), "说明").unwrap();
        fs::remove_dir_all(data.join("db")).unwrap();
        mark_demo(&address).unwrap();
        fs::remove_file(&mark).unwrap();
        let said = mark_demo(&address).unwrap_err().to_string();
        assert!(said.contains("files") && said.contains("ZEQING_DATABASE"), "{said}");
        assert!(!mark.exists());
    }

    #[tokio::test]
    async fn a_demo_that_was_broken_off_is_not_filled_further_and_says_how_it_is_removed() {
        let state = in_memory().await;
        // The register comes first and the people last: so it lies after a fill that was stopped in between.
        let unit = Unit {
            code: UnitCode::parse("JSJD01").unwrap(),
            name: Title::parse("经八路街道办事处").unwrap(),
            short_name: Title::parse("经八路街道").unwrap(),
            kind: UnitKind::Subdistrict,
            credit_code: None,
            website: None,
            phone: None,
            head: None,
            retired_on: None,
            version: 0,
        };
        units::import(&state.store, &officer(), instant(), "units", &[unit], &[]).await.unwrap();
        let said = prepare_demo(&state).await.unwrap_err().to_string();
        assert!(said.contains("broken off") && said.contains("stop the server"), "{said}");
        assert!(has_nobody(&state.store).await.unwrap());
        assert_eq!(units::all(&state.store).await.unwrap().len(), 1);
    }

    #[test]
    fn the_way_to_remove_a_demo_is_that_of_its_database() {
        let said = |address: &str| removal(&address.parse::<StoreAddress>().unwrap());
        assert!(said("surrealkv://data/db").contains("`cargo xtask demo-reset`"));
        // It removes nothing but ./data.
        let elsewhere = said("surrealkv:///srv/zeqing/db");
        assert!(elsewhere.contains("/srv/zeqing/db") && !elsewhere.contains("xtask"), "{elsewhere}");
        let server = said("ws://root:secret@db.example.com:8000");
        assert!(server.contains("`district` of the namespace `zeqing` on ws://db.example.com:8000"), "{server}");
        assert!(!server.contains("secret") && !server.contains("xtask"), "{server}");
        assert!(said("mem://").contains("stop the server"));
    }
}
