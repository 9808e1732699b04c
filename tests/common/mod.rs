//! The whole program on a database of its own, asked as a browser asks: by requests, with cookies.

// Each test program uses a part of it.
#![allow(dead_code)]

mod database;
pub(crate) mod planning;

use std::{
    io::Cursor,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{Extension, Router, extract::ConnectInfo};
use axum_test::{TestRequest, TestResponse, TestServer, multipart::Part};
use calamine::{Reader, Xlsx};
use database::TestDatabase;
use zeqing::{
    account::{model::PersonName, store as accounts, store::NewAccount},
    kernel::{
        actor::Role,
        ids::{AccountId, InspectorId, UnitCode},
        text::Title,
        unit_kind::UnitKind,
    },
    server::{AppState, Config, router},
    unit::model::Unit,
};

/// From where the browsers ask; an address for examples.
pub(crate) const ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 17)), 50_000);

/// A password that the rules take.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A running program and one browser.
pub(crate) struct TestApp {
    /// What it answers from: for arranging what no request can, and for looking at what no user sees.
    pub(crate) state: AppState,
    router: Router,
    browser: TestServer,
    // Dropped last, for the program holds it open.
    database: Arc<TestDatabase>,
}

impl TestApp {
    /// Starts with an empty database.
    pub(crate) async fn start() -> Self {
        Self::start_with(Router::new()).await
    }

    /// Starts with more routes beside the program's own.
    pub(crate) async fn start_with(more: Router<AppState>) -> Self {
        Self::start_set(more, &[]).await
    }

    /// Starts with more routes, and with more variables than the tests set by themselves.
    pub(crate) async fn start_set(more: Router<AppState>, variables: &[(&str, &str)]) -> Self {
        let database = Arc::new(TestDatabase::start());
        let set = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let config = Config::from_sources(None, |name| set(name).or_else(|| settings(name, &database)));
        let config = config.expect("the settings of the tests can be used");
        let state = AppState::open(config).await.expect("the database opens");
        let router = router::router_with(state.clone(), more).expect("the public address is an origin");
        let browser = browser(&router);
        Self { state, router, browser, database }
    }

    /// The same program in another browser, with no cookies yet.
    pub(crate) fn another_browser(&self) -> Self {
        Self {
            state: self.state.clone(),
            router: self.router.clone(),
            browser: browser(&self.router),
            database: Arc::clone(&self.database),
        }
    }

    /// Creates an account with [`PASSWORD`]. A unit's people belong to `JSJD01`, an inspector is `JC2601`.
    pub(crate) async fn create_account(&self, account: &str, role: Role) {
        let unit = role.is_of_unit().then_some("JSJD01");
        let inspector = (role == Role::Inspector).then_some("JC2601");
        self.create_account_of(account, role, unit, inspector).await;
    }

    /// Creates an account with [`PASSWORD`].
    pub(crate) async fn create_account_of(
        &self,
        account: &str,
        role: Role,
        unit: Option<&str>,
        inspector: Option<&str>,
    ) {
        let new = NewAccount {
            account: AccountId::parse(account).expect("an id"),
            name: PersonName::parse("某人").expect("a name"),
            role,
            unit: unit.map(|code| UnitCode::parse(code).expect("a code")),
            inspector: inspector.map(|number| InspectorId::parse(number).expect("a number")),
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        accounts::create(&self.state.store, new, "system", account).await.expect("the account is new");
    }

    /// Signs in by the form of a page without scripts, and keeps the cookie.
    pub(crate) async fn sign_in(&self, account: &str, password: &str) -> TestResponse {
        let fields = [("account", account), ("password", password), ("next", "/")];
        self.post_form("/api/account/sign_in", &fields).await
    }

    /// Asks for a page as a browser does.
    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        self.asking(path).await
    }

    /// Asks for data as the browser's half of the program does: the answer is the value or the refusal.
    pub(crate) async fn fetch(&self, path: &str) -> TestResponse {
        self.browser.get(path).add_header("accept", "application/json").await
    }

    /// A request for a page, still to be sent.
    pub(crate) fn asking(&self, path: &str) -> TestRequest {
        self.browser.get(path).add_header("accept", "text/html")
    }

    /// Sends a form as a page without scripts does.
    pub(crate) async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        self.posting(path).add_header("accept", "text/html").form(&fields).await
    }

    /// Sends a form from a page (path and query) without scripts, and gives the address, without its host, to which that
    /// leads: the page itself where nothing else is said, with what was refused in its query.
    pub(crate) async fn post_form_from(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let request = self.posting(path).add_header("accept", "text/html");
        let answer = request.add_header("referer", format!("http://localhost{page}")).form(&fields).await;
        answer.header("location").to_str().expect("an address").replace("http://localhost", "")
    }

    /// Sends a form as the browser's half of the program does: the answer is the value or the refusal.
    pub(crate) async fn call(&self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        self.posting(path).add_header("accept", "application/json").form(&fields).await
    }

    /// A request that changes something, still to be sent.
    pub(crate) fn posting(&self, path: &str) -> TestRequest {
        self.browser.post(path).add_header("sec-fetch-site", "same-origin")
    }

    /// A request from who knows where, still to be sent.
    pub(crate) fn posting_from_elsewhere(&self, path: &str) -> TestRequest {
        self.browser.post(path)
    }
}

/// A subdistrict office as the register has it, with nothing but its names.
pub(crate) fn subdistrict(code: &str, name: &str) -> Unit {
    let name = Title::parse(name).expect("a name");
    Unit {
        code: UnitCode::parse(code).expect("a code"),
        short_name: name.clone(),
        name,
        kind: UnitKind::Subdistrict,
        credit_code: None,
        website: None,
        phone: None,
        head: None,
        retired_on: None,
        version: 0,
    }
}

/// A photograph as a form sends it: no more than the first bytes, by which its kind is known.
pub(crate) fn photograph(name: &str) -> Part {
    let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1];
    Part::bytes(jpeg.to_vec()).file_name(name).mime_type("image/jpeg")
}

/// The cells of a workbook's two sheets: the lines, and what is said of them.
pub(crate) fn sheets(answer: &TestResponse) -> [Vec<Vec<String>>; 2] {
    answer.assert_status_ok();
    let mut book = Xlsx::new(Cursor::new(answer.as_bytes().to_vec())).expect("a workbook");
    let mut sheet = |at: usize| {
        let cells = book.worksheet_range_at(at).expect("two sheets").expect("a sheet can be read");
        cells.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    [sheet(0), sheet(1)]
}

fn browser(router: &Router) -> TestServer {
    TestServer::builder().save_cookies().build(router.clone().layer(Extension(ConnectInfo(ADDRESS))))
}

/// Settings that touch nothing of this machine.
fn settings(name: &str, database: &TestDatabase) -> Option<String> {
    match name {
        "ZEQING_DATABASE" => Some(database.address()),
        "ZEQING_FILES" => Some("memory://".to_owned()),
        "ZEQING_SITE" => Some(concat!(env!("CARGO_MANIFEST_DIR"), "/public").to_owned()),
        // The tests expect the answer itself, and a program that is not optimised is slower by far.
        "ZEQING_PATIENCE" => Some("60".to_owned()),
        _ => None,
    }
}
