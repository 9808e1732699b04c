//! People from a file: who is wrong in it is named, who is right gets an account with a password for one sign-in.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use axum::http::StatusCode;
use axum_test::{
    TestResponse,
    multipart::{MultipartForm, Part},
};
use common::{
    PASSWORD, TestApp,
    planning::{FILES, import},
};
use zeqing::{
    account::{
        model::{Account, People},
        store as accounts,
    },
    kernel::{
        actor::Role,
        ids::{AccountId, UnitCode},
    },
    register::people::model::PeopleFile,
};

/// A clerk, a head and an inspector.
const THREE: &str = "账号,姓名,角色,单位编码,检查员工号
zhang,张三,单位填报人,JSJD02,
li,李四,单位负责人,JSJD02,
wang,王五,检查组成员,,JC2602
";

/// A district with its register and its roster, and the system administrator in the browser.
async fn district() -> TestApp {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    app.create_account("admin", Role::SystemAdmin).await;
    let officer = signed_in(&app, "officer").await;
    for (kind, file) in FILES.into_iter().take(3) {
        import(&officer, kind, file).await;
    }
    app.sign_in("admin", PASSWORD).await;
    app
}

async fn signed_in(app: &TestApp, account: &str) -> TestApp {
    let browser = app.another_browser();
    browser.sign_in(account, PASSWORD).await;
    browser
}

async fn send(app: &TestApp, text: &str) -> TestResponse {
    let file = Part::bytes(text.as_bytes().to_vec()).file_name("人员.csv").mime_type("text/csv");
    let form = MultipartForm::new().add_part("file", file);
    app.posting("/register/people").add_header("accept", "text/html").multipart(form).await
}

/// Sends a file and answers its preview's id.
async fn waiting(app: &TestApp, text: &str) -> String {
    let answer = send(app, text).await;
    let location = answer.header("location").to_str().unwrap().to_owned();
    location.strip_prefix("/admin/people/import/").unwrap_or_else(|| panic!("{location}")).to_owned()
}

async fn file(app: &TestApp, preview: &str) -> PeopleFile {
    app.fetch(&format!("/api/register/people_file?preview={preview}")).await.json()
}

/// The passwords of a file, as its page carries them.
fn passwords(file: &PeopleFile) -> String {
    file.slips.iter().map(|slip| slip.password.as_str()).collect::<Vec<_>>().join(" ")
}

/// Confirms a file with these passwords.
async fn create(app: &TestApp, preview: &str, passwords: &str, key: &str) -> TestResponse {
    let fields = [("preview", preview), ("passwords", passwords), ("handed", "true"), ("key", key)];
    app.call("/api/register/create_people", &fields).await
}

async fn account(app: &TestApp, account: &str) -> Option<Account> {
    accounts::load(&app.state.store, &AccountId::parse(account).unwrap()).await.unwrap()
}

/// Whether this password signs in, and then leads nowhere but to its change.
async fn must_change(app: &TestApp, account: &str, password: &str) -> bool {
    let browser = app.another_browser();
    browser.sign_in(account, password).await;
    let answer = browser.get("/").await;
    answer.maybe_header("location").is_some_and(|place| place == "/me")
}

#[tokio::test]
async fn whoever_stands_in_a_file_signs_in_with_their_slip_and_must_change_the_password() {
    let app = district().await;
    let preview = waiting(&app, THREE).await;
    let page = app.get(&format!("/admin/people/import/{preview}")).await.text();
    assert!(page.contains("class=\"slip\"") && page.contains("王五") && page.contains("花园路街道"), "{page}");
    assert!(page.contains("/api/register/create_people") && page.contains("data:text/csv"), "{page}");
    let file = file(&app, &preview).await;
    assert_eq!((file.fault_count, file.slips.len()), (0, 3));
    assert!(account(&app, "zhang").await.is_none(), "a preview creates nobody");
    create(&app, &preview, &passwords(&file), "k1").await.assert_status_ok();
    for slip in &file.slips {
        assert!(must_change(&app, slip.account.as_str(), &slip.password).await, "{}", slip.account);
    }
    let zhang = account(&app, "zhang").await.unwrap();
    assert_eq!((zhang.role, zhang.unit), (Role::UnitClerk, Some(UnitCode::parse("JSJD02").unwrap())));
    let listed: People = app.fetch("/api/account/people").await.json();
    assert_eq!(listed.found, 5);

    let mut journal = Vec::new();
    zeqing::journal::store::export(&app.state.store, &mut journal, zeqing::server::clock::now()).await.unwrap();
    let journal = String::from_utf8(journal).unwrap();
    for slip in &file.slips {
        let record = format!("\"account:{}\"", slip.account);
        assert!(journal.lines().any(|line| line.contains(&record) && line.contains("account.create")), "{record}");
        assert!(!journal.contains(&slip.password), "a password is in the journal");
    }
    assert!(!journal.contains("argon2"), "a hash is in the journal");
}

#[tokio::test]
async fn a_file_that_is_confirmed_twice_creates_nobody_twice() {
    let app = district().await;
    let preview = waiting(&app, THREE).await;
    let (first, second) = (file(&app, &preview).await, file(&app, &preview).await);
    assert_ne!(first.slips, second.slips, "each look has passwords of its own");
    create(&app, &preview, &passwords(&first), "k1").await.assert_status_ok();
    create(&app, &preview, &passwords(&second), "k1").await.assert_status_ok();
    create(&app, &preview, &passwords(&second), "k2").await.assert_status_not_found();
    assert_eq!(account(&app, "li").await.unwrap().version, 1);
    assert!(must_change(&app, "li", &first.slips[1].password).await);
    assert!(!must_change(&app, "li", &second.slips[1].password).await);
}

#[tokio::test]
async fn the_lines_that_are_wrong_are_named_and_nobody_is_created() {
    let app = district().await;
    let wrong = THREE.replace("zhang", "officer").replace("李四,单位负责人,JSJD02", "李四,单位负责人,JSJD99");
    let preview = waiting(&app, &wrong).await;
    let file = file(&app, &preview).await;
    let places: Vec<_> =
        file.faults.iter().map(|fault| (fault.line, fault.column.as_deref().unwrap_or_default())).collect();
    assert_eq!(places, [(2, "账号"), (3, "单位编码")]);
    assert!(file.slips.is_empty());
    let page = app.get(&format!("/admin/people/import/{preview}")).await.text();
    assert!(page.contains("没有“JSJD99”") && !page.contains("/api/register/create_people"), "{page}");
    create(&app, &preview, "once-upon-a-time 2 3", "k1").await.assert_status(StatusCode::CONFLICT);
    assert!(account(&app, "wang").await.is_none());
}

#[tokio::test]
async fn a_name_that_was_taken_meanwhile_holds_the_whole_file_back() {
    let app = district().await;
    let preview = waiting(&app, THREE).await;
    let passwords = passwords(&file(&app, &preview).await);
    app.create_account("li", Role::LegalOfficer).await;
    create(&app, &preview, &passwords, "k1").await.assert_status(StatusCode::CONFLICT);
    assert!(account(&app, "zhang").await.is_none());
    let faults = file(&app, &preview).await.faults;
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3]);
}

#[tokio::test]
async fn nobody_is_created_without_passwords_that_somebody_has() {
    let app = district().await;
    let preview = waiting(&app, THREE).await;
    let passwords = passwords(&file(&app, &preview).await);
    let unsaid = [("preview", preview.as_str()), ("passwords", passwords.as_str()), ("key", "k1")];
    let refused = app.call("/api/register/create_people", &unsaid).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("handed"), "{}", refused.text());
    let easy = "1234567890 1234567890 1234567890";
    create(&app, &preview, easy, "k2").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    let (fewer, _) = passwords.rsplit_once(' ').unwrap();
    create(&app, &preview, fewer, "k3").await.assert_status(StatusCode::CONFLICT);
    assert!(account(&app, "zhang").await.is_none());
}

#[tokio::test]
async fn nobody_but_the_system_administrator_imports_people() {
    let app = district().await;
    app.create_account("security", Role::SecurityAdmin).await;
    let preview = waiting(&app, THREE).await;
    let passwords = passwords(&file(&app, &preview).await);
    for who in ["officer", "security"] {
        let other = signed_in(&app, who).await;
        for path in [
            "/admin/people/import",
            &format!("/admin/people/import/{preview}"),
            &format!("/api/register/people_file?preview={preview}"),
            "/downloads/people-to-fill-in.csv",
            "/api/register/known_units",
        ] {
            other.get(path).await.assert_status(StatusCode::FORBIDDEN);
        }
        create(&other, &preview, &passwords, "k1").await.assert_status(StatusCode::FORBIDDEN);
    }
    // Nor by the way of the office's own files, even where they know of the file.
    let officer = signed_in(&app, "officer").await;
    let fields = [("preview", preview.as_str()), ("key", "k2")];
    officer.fetch(&format!("/api/register/preview?preview={preview}")).await.assert_status_not_found();
    officer.call("/api/register/confirm", &fields).await.assert_status_not_found();
    officer.call("/api/register/discard", &fields).await.assert_status_ok();
    assert_eq!(file(&app, &preview).await.slips.len(), 3, "it waits still");
    assert!(account(&app, "zhang").await.is_none());
}

#[tokio::test]
async fn where_a_units_code_is_typed_the_units_are_offered_to_whoever_creates_accounts() {
    let app = district().await;
    let page = app.get("/admin/people").await.text().replace("<!>", "");
    assert!(page.contains(r#"list="known-units""#) && page.contains(r#"<datalist id="known-units">"#), "{page}");
    let (_, offered) = page.split_once("<datalist").unwrap();
    let (offered, _) = offered.split_once("</datalist>").unwrap();
    assert_eq!(offered.matches("<option").count(), 59, "{offered}");
    assert!(offered.contains(r#"<option value="JSJD02">"#), "{offered}");
    app.create_account("security", Role::SecurityAdmin).await;
    let page = signed_in(&app, "security").await.get("/admin/people").await.text();
    assert!(!page.contains("known-units"), "{page}");
}

#[tokio::test]
async fn the_table_to_fill_in_has_a_clerk_and_a_head_for_each_unit_and_is_read_once_it_has_names() {
    let app = district().await;
    app.create_account_of("known", Role::UnitClerk, Some("JSJD01"), None).await;
    let table = app.get("/downloads/people-to-fill-in.csv").await.text();
    assert_eq!(table.lines().count(), 1 + 2 * 59 - 1);
    assert!(table.contains("jsjd01.head") && !table.contains("jsjd01.clerk"), "{table}");
    let unnamed = file(&app, &waiting(&app, &table).await).await;
    assert_eq!(unnamed.fault_count, 117);
    let named: String = table.lines().map(|line| format!("{}\r\n", line.replacen(",\"\",", ",\"某人\",", 1))).collect();
    let named = file(&app, &waiting(&app, &named).await).await;
    assert_eq!((named.faults.len(), named.slips.len()), (0, 117), "{:?}", named.faults);
}
