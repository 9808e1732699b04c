//! The database that a test runs on: in memory, or what `ZEQING_TEST_ON` names, so that the same tests hold on each.

use std::{
    env,
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// So long a database server may take to listen: it is not optimised, and other tests run beside it.
const START: Duration = Duration::from_secs(60);

/// So long it may take to answer.
const ANSWER: Duration = Duration::from_secs(10);

/// So often it is started on another port, where its port was taken.
const TRIES: usize = 5;

/// How its answer begins to whom it knows.
const ACCEPTED: &[u8; 12] = b"HTTP/1.1 200";

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
    /// Another test's server may take the port before this one does: then this one ends, and is started on another port.
    fn start() -> Self {
        (0..TRIES).find_map(|_| Self::try_start()).expect("some port stays free until the database server listens")
    }

    /// A server that knows its password, or none where it ended before.
    fn try_start() -> Option<Self> {
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
        while !server.answers().unwrap_or(false) {
            if server.process.try_wait().is_ok_and(|ended| ended.is_some()) {
                return None;
            }
            assert!(start.elapsed() < START, "the database server does not answer after {START:?}");
            thread::sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    /// Whether the port is this server's own, by whose password somebody signs in there: another test may listen on it for
    /// a moment, and a call to a port that nobody listens on can meet itself.
    fn answers(&self) -> io::Result<bool> {
        let mut call = TcpStream::connect(("127.0.0.1", self.port))?;
        if call.local_addr()? == call.peer_addr()? {
            return Ok(false);
        }
        call.set_read_timeout(Some(ANSWER))?;
        let body = format!(r#"{{"user":"test","pass":"{}"}}"#, self.password);
        write!(
            call,
            "POST /signin HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\nconnection: close\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut head = [0; ACCEPTED.len()];
        call.read_exact(&mut head)?;
        Ok(head == *ACCEPTED)
    }
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
