//! The database that a test runs on: in memory, or what `ZEQING_TEST_ON` names, so that the same tests hold on each.

use std::{
    env,
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// So long a database server may take to listen: it is not optimised, and other tests run beside it.
const START: Duration = Duration::from_secs(60);

/// A database of the test's own, gone with it.
pub(super) enum TestDatabase {
    /// `mem`, the default.
    Memory,
    /// `surrealkv`: the embedded engine in a folder.
    Folder(TempDir),
    /// `ws`: a database server on loopback.
    Server(Server),
}

impl TestDatabase {
    /// What `ZEQING_TEST_ON` names.
    pub(super) fn start() -> Self {
        match env::var("ZEQING_TEST_ON").as_deref() {
            Err(_) | Ok("mem") => Self::Memory,
            Ok("surrealkv") => Self::Folder(tempfile::tempdir().expect("a folder can be made")),
            Ok("ws") => Self::Server(Server::start()),
            Ok(other) => panic!("ZEQING_TEST_ON is mem, surrealkv or ws, not {other}"),
        }
    }

    /// Its address, as `ZEQING_DATABASE` takes it.
    pub(super) fn address(&self) -> String {
        match self {
            Self::Memory => "mem://".to_owned(),
            Self::Folder(folder) => format!("surrealkv://{}", folder.path().join("db").display()),
            Self::Server(server) => format!("ws://test:{}@127.0.0.1:{}", server.password, server.port),
        }
    }
}

/// A running `zeqing-database`, stopped when it is dropped.
pub(super) struct Server {
    port: u16,
    /// Its own, so that a test whose port another test's server took cannot work on that one's records.
    password: String,
    process: Child,
}

impl Server {
    fn start() -> Self {
        let program = program();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        drop(listener);
        let password = uuid::Uuid::new_v4().simple().to_string();
        let process = Command::new(&program)
            .args(["start", "--no-banner", "--log", "none", "--user", "test", "--pass", &password])
            .args(["--bind", &format!("127.0.0.1:{port}"), "memory"])
            .stdin(Stdio::null())
            // It says in a box that its memory is not kept, which is the point of it.
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{}: {error}; build it: cargo build --features ssr --tests --bins", program.display())
            });
        // Made before the wait, so that it is stopped also where the wait fails.
        let mut server = Self { port, password, process };
        let start = Instant::now();
        while !listens(port) {
            if let Ok(Some(status)) = server.process.try_wait() {
                panic!("the database server ended: {status}");
            }
            assert!(start.elapsed() < START, "the database server does not listen after {START:?}");
            thread::sleep(Duration::from_millis(50));
        }
        server
    }
}

/// Whether somebody listens there. A call to a port of our own that nobody listens on can meet itself, when the system
/// gives it that very port to call from.
fn listens(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port))
        .and_then(|call| Ok(call.local_addr()? != call.peer_addr()?))
        .unwrap_or(false)
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// The program beside the tests' own folder.
fn program() -> PathBuf {
    let tests = env::current_exe().expect("a test is a program");
    let folder = tests.parent().and_then(|deps| deps.parent()).expect("tests lie in target/debug/deps");
    folder.join("zeqing-database")
}
