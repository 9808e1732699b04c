//! Zeqing (责清): software by which a district checks that its units really do what their published responsibility
//! lists say they must (金水区行政责任清单运行监督检查办法).
//!
//! Modules stand in reading order: the pure vocabulary first, then the processes of the regulation in the order of
//! its articles, then the machinery. Who may import whom is in `tests/architecture.rs`.

/// Pure vocabulary: ids, roles, permissions, texts, scores, the working-day calendar, the canonical form of what is
/// hashed.
pub mod kernel;

/// What may cross the wire when something is refused.
pub mod error;

/// How an answer crosses the wire.
pub mod answer;

/// Sign-in, sessions and people.
// As of the kit: what Leptos' macros make is public in private modules.
#[allow(missing_docs, unreachable_pub)]
pub mod account;

/// What the security administrator sets for the district, and who may do what.
#[allow(missing_docs, unreachable_pub)]
pub mod policy;

/// Work that goes on when its person has left the page, and is found again.
#[allow(missing_docs, unreachable_pub)]
pub mod job;

/// Working days: the years' tables of days off and make-up workdays.
pub mod working_day;

/// The register of inspected units (Art. 5).
#[allow(missing_docs, unreachable_pub)]
pub mod unit;

/// Files handed in as proof (Art. 7, 10, 11, 15).
pub mod evidence;

/// Self-checks (Art. 7, 15).
#[allow(missing_docs, unreachable_pub)]
pub mod self_check;

/// Plans, draws, groups, visits and scoring (Art. 8–10, 14).
pub mod inspection;

/// The ledger: every finding is followed up until it is put right (Art. 11, 13).
#[allow(missing_docs, unreachable_pub)]
pub mod rectification;

/// The comprehensive ranking (Art. 12).
pub mod ranking;

/// The leadership's board.
pub mod dashboard;

/// The first page of everybody: what waits for them, and what changed.
pub mod home;

/// Finding a record by some of its letters.
pub mod search;

/// What is taken out of the browser: lists as workbooks for Excel.
#[cfg(feature = "ssr")]
pub mod document;

/// What the establishment office imports before a season: register, roster, holidays, templates.
#[allow(missing_docs, unreachable_pub)]
pub mod register;

/// How the program, its database and its files are, for the system administrator.
#[allow(missing_docs, unreachable_pub)]
pub mod system;

/// The hash chain over every change, and its verifier (Art. 4).
pub mod journal;

/// The component kit: domain-blind pieces of which pages are made.
// The props that Leptos' macro makes are public in private modules; the fields of small records say what they are.
#[allow(missing_docs, unreachable_pub)]
pub mod ui;

/// How a person wants their pages: language, size, colours.
pub mod preferences;

/// The words of the interface.
pub mod i18n;

/// Labels of closed sets, sentences for what is wrong.
pub mod words;

/// What every page does the same way.
#[allow(missing_docs, unreachable_pub)]
pub mod page;

/// The document, the frame and the only route table.
#[allow(missing_docs, unreachable_pub)]
pub mod app;

/// What only the running program has.
#[cfg(feature = "ssr")]
pub mod server;

/// Connecting, migrating and the one write path of facts.
#[cfg(feature = "ssr")]
pub mod store;

/// The commands of the binary.
#[cfg(feature = "ssr")]
pub mod command;

/// The demo: a district that is already at work.
#[cfg(feature = "ssr")]
pub mod demo;

/// Takes over, in the browser, the page that the server has drawn, once the part that the page is in has come.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    // What panics here does not go on: the buttons of the page would no longer do anything, and nobody would know why.
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        app::tell_of_crash();
    }));
    let document = leptos::prelude::document();
    let body = document.body().expect("the server draws a body");
    leptos::mount::hydrate_from_async(body, app::App).await.forget();
    if let Some(html) = document.document_element() {
        // From here on the page answers without the server: for scripts that wait for it, such as the browser tests.
        html.set_attribute("data-live", "").ok();
    }
}
