//! The dashboard page of the demo, signed in, against axum answering the same bytes: requests a second and how long
//! one takes, both in this run, on loopback, and the memory that the server holds after the demo was loaded.
//!
//! Run by `cargo xtask bench`. A figure without the other side of its ratio says something about the machine
//! alone; the noise of a run shows in the spread over its rounds.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs,
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, http::header, response::IntoResponse, routing::get};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use zeqing::{
    demo,
    server::{AppState, Config, router},
};

/// Connections that ask at once.
const CONNECTIONS: usize = 64;

/// So long one side is asked in one round.
const ROUND: Duration = Duration::from_secs(5);

/// Rounds for each side, in turns.
const ROUNDS: usize = 5;

/// Pages work deep on the stack; see `main.rs`.
const STACK: usize = 16 << 20;

fn main() {
    tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .expect("threads start")
        .block_on(measure());
}

async fn measure() {
    let before = resident();
    let config = Config::from_sources(None, settings).expect("the settings can be used");
    let state = AppState::open(config).await.expect("the database in memory opens");
    let idle = resident();
    demo::fill(&state).await.expect("the demo is filled");
    let loaded = resident();
    let ours = serve(router::router(state).expect("the public address is an origin")).await;
    let cookie = sign_in(ours).await;
    let request = request("/dashboard", &cookie);
    let page = Connection::open(ours).await.ask(&request).await;
    assert!(page.len() > 10_000, "the dashboard came with {} bytes", page.len());
    let served = resident();

    let bytes = Bytes::from(page.clone());
    let plain = move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes).into_response() };
    let peer = serve(Router::new().route("/dashboard", get(plain))).await;

    println!(
        "the page has {} bytes; {CONNECTIONS} connections, {ROUNDS} rounds of {ROUND:?} for each side",
        page.len()
    );
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        here.push(round(ours, &request).await);
        there.push(round(peer, &request).await);
    }
    let (ours, peer) = (told("zeqing", here), told("axum, same bytes", there));
    println!("ratio of the medians: {:.1} %", 100.0 * ours / peer);
    println!(
        "resident memory (MiB): started {before}, empty database {idle}, demo loaded {loaded}, first page {served}, after the rounds {}",
        resident()
    );
}

/// Settings that touch nothing of this machine.
fn settings(name: &str) -> Option<String> {
    let value = match name {
        "ZEQING_DATABASE" => "mem://",
        "ZEQING_FILES" => "memory://",
        "ZEQING_SITE" => concat!(env!("CARGO_MANIFEST_DIR"), "/public"),
        _ => return None,
    };
    Some(value.to_owned())
}

async fn serve(program: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let service = program.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

fn request(path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept: text/html\r\ncookie: {cookie}\r\n\r\n")
}

/// Signs the leader of the demo in and answers their cookie.
async fn sign_in(server: SocketAddr) -> String {
    let body = format!("account=leader&password={}&next=", demo::PASSWORD);
    let request = format!(
        "POST /api/account/sign_in HTTP/1.1\r\nhost: bench\r\naccept: text/html\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut connection = Connection::open(server).await;
    connection.send(&request).await;
    let head = connection.head().await;
    let cookie = head.iter().find_map(|line| line.strip_prefix("set-cookie: ")).expect("the sign-in sets a cookie");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// What the answers of one round came to: answers a second, and how long each took.
struct Round {
    rate: f64,
    times: Vec<Duration>,
}

async fn round(server: SocketAddr, request: &str) -> Round {
    let start = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let request = request.to_owned();
            tokio::spawn(async move {
                let mut connection = Connection::open(server).await;
                let mut times = Vec::new();
                while start.elapsed() < ROUND {
                    let asked = Instant::now();
                    connection.ask(&request).await;
                    times.push(asked.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.expect("every answer is 200"));
    }
    Round { rate: times.len() as f64 / start.elapsed().as_secs_f64(), times }
}

/// Prints a side's rounds and answers the median of its rates.
fn told(side: &str, rounds: Vec<Round>) -> f64 {
    let mut rates: Vec<f64> = rounds.iter().map(|round| round.rate).collect();
    rates.sort_by(f64::total_cmp);
    let mut times: Vec<Duration> = rounds.into_iter().flat_map(|round| round.times).collect();
    times.sort();
    let at = |share: f64| times[(times.len() as f64 * share) as usize].as_secs_f64() * 1e3;
    let median = rates[rates.len() / 2];
    println!(
        "{side:<18} {median:>9.0}/s (from {:.0} to {:.0}), median {:.1} ms, p99 {:.1} ms",
        rates[0],
        rates[rates.len() - 1],
        at(0.5),
        at(0.99)
    );
    median
}

/// A connection of a client that asks again and again: as thin as it can be, for it runs beside what it measures.
struct Connection(BufReader<TcpStream>);

impl Connection {
    async fn open(server: SocketAddr) -> Self {
        let stream = TcpStream::connect(server).await.expect("the server listens");
        stream.set_nodelay(true).expect("a TCP stream");
        Self(BufReader::with_capacity(64 << 10, stream))
    }

    async fn send(&mut self, request: &str) {
        self.0.get_mut().write_all(request.as_bytes()).await.expect("the server reads");
    }

    /// The lines of an answer's head, names in lower case.
    async fn head(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.expect("the server answers");
            let line = line.trim_end();
            if line.is_empty() {
                return lines;
            }
            lines.push(line.to_owned());
        }
    }

    /// Asks, and answers the body of a 200.
    async fn ask(&mut self, request: &str) -> Vec<u8> {
        self.send(request).await;
        let head = self.head().await;
        assert!(head.first().is_some_and(|line| line.contains(" 200 ")), "{head:?}");
        let length = head.iter().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if let Some(length) = length {
            let mut body = vec![0; length];
            self.0.read_exact(&mut body).await.expect("the body is as long as it says");
            return body;
        }
        let mut body = Vec::new();
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.expect("a chunk's length");
            let length = usize::from_str_radix(line.trim(), 16).expect("a chunk's length");
            let start = body.len();
            body.resize(start + length + 2, 0);
            self.0.read_exact(&mut body[start..]).await.expect("the chunk is as long as it says");
            body.truncate(start + length);
            if length == 0 {
                return body;
            }
        }
    }
}

/// The memory that this process holds (MiB), as Linux counts it; 0 elsewhere.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or_default() / 1024
}
