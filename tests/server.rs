//! What stands around every request: headers, refusals, limits, panics, sessions, files.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use axum::{Router, http::StatusCode, routing::get};
use axum_test::{
    TestResponse, TestServer,
    multipart::{MultipartForm, Part},
};
use common::{PASSWORD, TestApp};
use zeqing::{
    error::AppError,
    evidence::rules::{MOST_BYTES, MOST_FILES},
    kernel::actor::Role,
    server::{AppState, Config, files::FileKey, router},
};

const LARGE: usize = (1 << 20) + 1;

/// A file that looks like a PDF document.
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

fn pdf(name: &str) -> MultipartForm {
    MultipartForm::new().add_part("files", Part::bytes(PDF).file_name(name).mime_type("application/pdf"))
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let app = TestApp::start().await;
    for path in ["/sign-in", "/health/live", "/pkg/none.js", "/nothing-here", "/favicon.svg"] {
        let answer = app.get(path).await;
        answer.assert_header("x-content-type-options", "nosniff");
        answer.assert_header("x-frame-options", "DENY");
        answer.assert_header("referrer-policy", "same-origin");
        answer.assert_header("cross-origin-opener-policy", "same-origin");
        assert!(answer.contains_header("permissions-policy"), "{path}");
        assert!(answer.contains_header("content-security-policy"), "{path}");
        assert!(answer.contains_header("x-request-id"), "{path}");
    }
}

#[tokio::test]
async fn a_page_may_run_only_scripts_with_its_nonce() {
    let app = TestApp::start().await;
    let answer = app.get("/sign-in").await;
    let policy = answer.header("content-security-policy");
    let policy = policy.to_str().unwrap();
    assert!(policy.contains("'nonce-") && policy.contains("'strict-dynamic'"), "{policy}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
}

#[tokio::test]
async fn open_pages_load_anew_only_where_the_program_is_worked_on() {
    let usual = TestApp::start().await;
    usual.get("/dev/alive").await.assert_status_not_found();
    assert!(!usual.get("/sign-in").await.text().contains("/dev/alive"));
    let worked_on = async || TestApp::start_set(Router::new(), &[("ZEQING_DEV", "1")]).await;
    let app = worked_on().await;
    let page = app.get("/sign-in").await;
    let policy = page.header("content-security-policy").to_str().unwrap().to_owned();
    let text = page.text();
    let script = text.split("<script").find(|script| script.contains("\"/dev/alive\"")).expect("the script is there");
    let nonce = script.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a nonce");
    assert!(!nonce.is_empty() && policy.contains(&format!("'nonce-{nonce}'")), "{policy}");
    let alive = async |app: &TestApp| app.get("/dev/alive").await.text();
    let answer = alive(&app).await;
    assert_eq!(answer, alive(&app).await);
    assert_ne!(answer, alive(&worked_on().await).await, "another process answers otherwise");
}

#[tokio::test]
async fn pages_are_kept_out_of_caches_and_pictures_are_not() {
    let app = TestApp::start().await;
    app.get("/sign-in").await.assert_header("cache-control", "no-store");
    app.get("/favicon.svg").await.assert_header("cache-control", "public, max-age=3600");
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let app = TestApp::start().await;
    let fields = [("theme", "dark")];
    let sites = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ];
    for path in ["/preferences", "/sign-out", "/files", "/api/account/sign_in"] {
        for (header, value) in sites {
            let answer = app.posting_from_elsewhere(path).add_header(header, value).form(&fields).await;
            answer.assert_status_forbidden();
            assert!(!answer.contains_header("set-cookie"), "{path} {value}");
        }
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let app = TestApp::start().await;
    let large = "x".repeat(LARGE);
    let said = app.call("/api/account/sign_in", &[("account", &large)]).await;
    said.assert_status_payload_too_large();
    assert_eq!(said.json::<AppError>(), AppError::TooLarge);
    // Without a script it is said on the page that sent it.
    app.create_account("clerk-a", Role::UnitClerk).await;
    app.sign_in("clerk-a", PASSWORD).await;
    let page = app.post_form_from("/me", "/preferences", &[("return_to", &large)]).await;
    assert_eq!(page, "/me?refused=%22too_large%22");
    app.get(&page).await.assert_text_contains("不能超过 1 MiB");
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_no_fault_of_the_servers() {
    let app = TestApp::start().await;
    for body in ["", "account=a", "account=%ff&password=x&next=/", "{"] {
        let answer = app.posting("/api/account/sign_in").content_type("application/x-www-form-urlencoded");
        let answer = answer.bytes(body.to_owned().into()).await;
        assert!(answer.status_code().is_client_error(), "{body:?}: {}", answer.status_code());
    }
}

#[tokio::test]
async fn a_refusal_has_the_status_that_says_so() {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    let wrong = [("account", "officer"), ("password", "wrong"), ("next", "/")];
    app.call("/api/account/sign_in", &wrong).await.assert_status_unprocessable_entity();
    app.posting("/files").multipart(pdf("a.pdf")).await.assert_status_unauthorized();
    let page = app.asking("/files/none").add_header("referer", "http://localhost/visits/1?tab=files").await;
    page.assert_header("location", "/sign-in?next=%2Fvisits%2F1%3Ftab%3Dfiles");
}

#[tokio::test]
async fn an_unknown_address_is_a_page_that_says_so() {
    let app = TestApp::start().await;
    let answer = app.get("/nothing-here").await;
    answer.assert_status_not_found();
    answer.assert_text_contains("<html");
    app.get("/pkg/../zeqing.toml").await.assert_status_not_found();
}

#[tokio::test]
async fn a_panic_stops_one_request_only_and_tells_nothing() {
    async fn fail() -> StatusCode {
        panic!("the secret of the table");
    }
    let app = TestApp::start_with(Router::new().route("/test/panic", get(fail))).await;
    let answer = app.get("/test/panic").await;
    answer.assert_status_internal_server_error();
    answer.assert_header("x-frame-options", "DENY");
    let text = answer.text();
    let (_, after) = text.split_once("<strong>").expect("the page names the error");
    assert!(after.get(..8).is_some_and(|id| id.chars().all(|c| c.is_ascii_hexdigit())), "{text}");
    assert!(!text.contains("secret"), "{text}");
    app.get("/health/live").await.assert_status_no_content();
}

#[tokio::test]
async fn the_server_says_that_it_is_ready() {
    let app = TestApp::start().await;
    app.get("/health/ready").await.assert_status_no_content();
}

#[tokio::test]
async fn preferences_are_kept_and_lead_back_to_our_own_page() {
    let app = TestApp::start().await;
    let fields = [("lang", "en"), ("text", "large"), ("theme", "dark"), ("return_to", "/sign-in")];
    let answer = app.post_form("/preferences", &fields).await;
    answer.assert_status_see_other();
    answer.assert_header("location", "/sign-in");
    let page = app.get("/sign-in").await.text();
    assert!(page.contains("lang=\"en\"") && page.contains("data-theme=\"dark\""), "{page}");
    for foreign in ["//evil.example", "/\\evil.example", "https://evil.example/"] {
        let answer = app.post_form("/preferences", &[("return_to", foreign)]).await;
        answer.assert_header("location", "/");
    }
}

#[tokio::test]
async fn the_cookie_of_a_session_is_new_at_sign_in_and_worthless_after_sign_out() {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    let answer = app.sign_in("officer", PASSWORD).await;
    let cookie = answer.header("set-cookie");
    let cookie = cookie.to_str().unwrap().to_owned();
    for attribute in ["zeqing_session=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    app.get("/").await.assert_status_ok();
    app.post_form("/sign-out", &[]).await.assert_header("location", "/sign-in");
    let (session, _) = cookie.split_once(';').unwrap();
    let replayed = app.another_browser().asking("/files/none").add_header("cookie", session).await;
    assert_ne!(replayed.status_code(), StatusCode::NOT_FOUND, "a signed-out person was let in");
}

/// The attributes of a session's cookie where browsers reach the program under this address.
async fn attributes_under(public_url: &str) -> Vec<String> {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    let config = Config { public_url: public_url.parse().unwrap(), ..Config::clone(&app.state.config) };
    let state = AppState { config: Arc::new(config), ..app.state.clone() };
    let browser = TestServer::builder().build(router::router(state).unwrap());
    let fields = [("account", "officer"), ("password", PASSWORD), ("next", "/")];
    let answer = browser.post("/api/account/sign_in").add_header("sec-fetch-site", "same-origin").form(&fields).await;
    let cookie = answer.header("set-cookie");
    cookie.to_str().unwrap().split("; ").skip(1).map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn the_cookie_of_a_session_goes_over_tls_alone_where_the_address_is_https() {
    let is_secure = async |public_url: &str| attributes_under(public_url).await.iter().any(|part| part == "Secure");
    assert!(is_secure("https://zeqing.example.gov.cn").await);
    assert!(!is_secure("http://zeqing.example.gov.cn").await);
}

#[tokio::test]
async fn a_page_view_writes_no_session() {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    app.sign_in("officer", PASSWORD).await;
    // The first one after a sign-in notes whose browser it is.
    let first = app.get("/").await;
    assert!(first.header("set-cookie").to_str().unwrap().starts_with("zeqing_who=officer;"));
    assert!(!app.get("/").await.contains_header("set-cookie"));
}

#[tokio::test]
async fn a_file_is_read_by_its_unit_and_by_nobody_elses() {
    let app = TestApp::start().await;
    app.create_account("clerk-a", Role::UnitClerk).await;
    app.create_account_of("clerk-b", Role::UnitClerk, Some("JSJD02"), None).await;
    app.create_account("auditor", Role::AuditAdmin).await;
    app.sign_in("clerk-a", PASSWORD).await;
    let answer = app.posting("/files").multipart(pdf("整改报告.pdf")).await;
    answer.assert_status_ok();
    let id = answer.json::<serde_json::Value>()[0]["evidence"].as_str().unwrap().to_owned();
    let address = format!("/files/{id}");
    let file = app.get(&address).await;
    file.assert_header("content-type", "application/pdf");
    let disposition = file.header("content-disposition");
    assert!(disposition.to_str().unwrap().starts_with("attachment;"));
    assert_eq!(file.as_bytes().as_ref(), PDF);
    for account in ["clerk-b", "auditor"] {
        let other = app.another_browser();
        other.sign_in(account, PASSWORD).await;
        other.get(&address).await.assert_status_not_found();
    }
    assert_ne!(app.another_browser().get(&address).await.status_code(), StatusCode::OK);
}

#[tokio::test]
async fn whoever_opens_the_address_of_a_file_that_is_not_theirs_reads_a_page() {
    let app = TestApp::start().await;
    app.create_account("clerk-a", Role::UnitClerk).await;
    app.sign_in("clerk-a", PASSWORD).await;
    let nobodys = "/downloads/ranking/2026/1/inputs.json";
    let page = app.get(nobodys).await;
    page.assert_status_not_found();
    page.assert_text_contains("<h1>");
    assert!(page.header("content-type").to_str().unwrap().starts_with("text/html"));
    assert_eq!(app.fetch(nobodys).await.json::<AppError>(), AppError::NotFound, "a script reads data");
    // What no page can help with names the number of the error.
    let answer = app.posting("/files").multipart(pdf("整改报告.pdf")).await;
    let id = answer.json::<serde_json::Value>()[0]["evidence"].as_str().unwrap().to_owned();
    app.state.files.put(FileKey::parse(&id).unwrap(), PDF[..8].to_vec().into()).await.unwrap();
    let broken = app.get(&format!("/files/{id}")).await;
    broken.assert_status_internal_server_error();
    broken.assert_text_contains("告诉系统管理员");
}

#[tokio::test]
async fn a_file_that_is_not_what_came_in_is_not_given() {
    let app = TestApp::start().await;
    app.create_account("clerk-a", Role::UnitClerk).await;
    app.sign_in("clerk-a", PASSWORD).await;
    let answer = app.posting("/files").multipart(pdf("整改报告.pdf")).await;
    let id = answer.json::<serde_json::Value>()[0]["evidence"].as_str().unwrap().to_owned();
    let key = FileKey::parse(&id).unwrap();
    let address = format!("/files/{id}");
    app.get(&address).await.assert_status_ok();
    let as_long: Vec<u8> = PDF.iter().rev().copied().collect();
    for content in [as_long, PDF[..8].to_vec()] {
        app.state.files.put(key, content.into()).await.unwrap();
        for asked in [address.clone(), format!("{address}?view")] {
            let refused = app.fetch(&asked).await;
            refused.assert_status_internal_server_error();
            let said: serde_json::Value = refused.json();
            assert!(said["unavailable"]["error_id"].as_str().is_some_and(|id| id.len() == 8), "{said}");
        }
    }
    // A person gets back to the page from which they asked, and it names the error.
    let page = app.asking(&address).add_header("referer", "http://localhost/me").await;
    let to = page.header("location").to_str().unwrap().to_owned();
    assert!(to.starts_with("/me?refused=") && to.contains("unavailable"), "{to}");
    app.state.files.put(key, PDF.into()).await.unwrap();
    assert_eq!(app.get(&address).await.as_bytes().as_ref(), PDF);
}

/// Hands in a file, and asks for it to be shown.
async fn viewed(app: &TestApp, name: &str, content: &'static [u8]) -> TestResponse {
    let form = MultipartForm::new().add_part("files", Part::bytes(content).file_name(name));
    let answer = app.posting("/files").multipart(form).await;
    answer.assert_status_ok();
    let id = answer.json::<serde_json::Value>()[0]["evidence"].as_str().unwrap().to_owned();
    app.get(&format!("/files/{id}?view")).await
}

#[tokio::test]
async fn only_what_runs_nothing_is_shown_in_the_browser() {
    let app = TestApp::start().await;
    app.create_account("clerk-a", Role::UnitClerk).await;
    app.sign_in("clerk-a", PASSWORD).await;
    let header = |answer: &TestResponse, name: &str| answer.header(name).to_str().unwrap().to_owned();
    let document = viewed(&app, "报告.pdf", PDF).await;
    let text = viewed(&app, "说明.txt", "说明".as_bytes()).await;
    for (shown, kind) in [(&document, "application/pdf"), (&text, "text/plain; charset=utf-8")] {
        assert!(header(shown, "content-disposition").starts_with("inline;"));
        assert!(header(shown, "content-security-policy").contains("default-src 'none'"));
        assert_eq!(header(shown, "content-type"), kind);
        assert_eq!(header(shown, "x-content-type-options"), "nosniff");
    }
    assert!(header(&text, "content-security-policy").starts_with("sandbox;"));
    let table = viewed(&app, "名单.csv", b"a,b").await;
    assert!(header(&table, "content-disposition").starts_with("attachment;"));
}

#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_is_refused() {
    let app = TestApp::start().await;
    app.create_account("clerk-a", Role::UnitClerk).await;
    app.sign_in("clerk-a", PASSWORD).await;
    for (name, fault) in [("程序.exe", "file_kind"), ("材料.docx", "not_as_named"), ("材料", "file_kind")] {
        let answer = app.posting("/files").multipart(pdf(name)).await;
        answer.assert_status_unprocessable_entity();
        answer.assert_text_contains(fault);
    }
    // One of several files is told by its name, and what would be taken is told with it.
    let three = ["一.pdf", "二.zip", "三.pdf"].map(|name| Part::bytes(PDF.to_vec()).file_name(name));
    let form = three.into_iter().fold(MultipartForm::new(), |form, part| form.add_part("files", part));
    let answer = app.posting("/files").multipart(form).await;
    answer.assert_status_unprocessable_entity();
    let fault = &answer.json::<serde_json::Value>()["invalid"][0]["fault"]["about"];
    assert_eq!(fault["what"], "二.zip");
    assert_eq!(fault["fault"]["file_kind"]["allowed"][0], "pdf");
    // No boundary: this must neither be taken nor stop anything.
    let broken = app.posting("/files").content_type("multipart/form-data").await;
    assert!(broken.status_code().is_client_error(), "{}", broken.status_code());
    app.get("/health/live").await.assert_status_no_content();
}

/// Files that look like PDF documents of so many bytes.
fn pdfs(sizes: &[usize]) -> MultipartForm {
    sizes.iter().fold(MultipartForm::new(), |form, bytes| {
        let mut content = PDF.to_vec();
        content.resize(*bytes, b' ');
        form.add_part("files", Part::bytes(content).file_name("材料.pdf").mime_type("application/pdf"))
    })
}

/// Where a page without scripts is led that sends these files.
async fn leads_to(app: &TestApp, files: MultipartForm) -> String {
    let request = app.posting("/files").add_header("accept", "text/html");
    let answer = request.add_header("referer", "http://localhost/me").multipart(files).await;
    answer.assert_status_see_other();
    answer.header("location").to_str().unwrap().to_owned()
}

#[tokio::test]
async fn files_that_are_too_large_alone_or_together_are_refused_on_their_page() {
    let app = TestApp::start().await;
    app.create_account("clerk-a", Role::UnitClerk).await;
    app.sign_in("clerk-a", PASSWORD).await;
    let alone = leads_to(&app, pdfs(&[MOST_BYTES + 1])).await;
    assert!(alone.starts_with("/me?refused=") && alone.contains("file_too_large"), "{alone}");
    let empty = leads_to(&app, pdfs(&[0])).await;
    assert!(empty.contains("%22empty%22"), "{empty}");
    let together = leads_to(&app, pdfs(&[18 << 20; 3])).await;
    assert_eq!(together, "/me?refused=%22too_large%22");
    assert_eq!(app.get(&together).await.text().matches("内容过大").count(), 1);
    let many = leads_to(&app, pdfs(&[PDF.len(); MOST_FILES + 1])).await;
    assert!(many.contains("too_many_files") && many.contains("20"), "{many}");
    app.posting("/files").multipart(pdfs(&[18 << 20; 3])).await.assert_status_payload_too_large();
    app.posting("/files").multipart(pdfs(&[14 << 20; 2])).await.assert_status_ok();
}
