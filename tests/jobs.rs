//! Work that goes on by itself: found by its person while it runs and afterwards, by nobody else, and begun once.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use chrono::TimeDelta;
use common::{PASSWORD, TestApp, planning::District};
use tokio::{
    sync::oneshot,
    time::{sleep, timeout},
};
use zeqing::{
    error::AppError,
    job::{
        model::{JobKind, JobLine, JobState, Standing},
        rules::{SILENT_SECONDS, job_id},
        run::{Order, ended_within, run},
        store as jobs,
    },
    kernel::{actor::Role, ids::AccountId},
    server::clock,
    store::{Failure, Progress, Several, Store},
};

/// Longer than anything takes here.
const LONG: Duration = Duration::from_secs(20);

/// Shorter than anything takes here.
const SHORT: Duration = Duration::from_millis(20);

/// The establishment office, and the reform office's leader in another browser.
async fn two_people() -> (TestApp, TestApp) {
    let officer = TestApp::start().await;
    officer.create_account("officer", Role::EstablishmentOfficer).await;
    officer.create_account("leader", Role::ReformLeader).await;
    let leader = officer.another_browser();
    officer.sign_in("officer", PASSWORD).await;
    leader.sign_in("leader", PASSWORD).await;
    (officer, leader)
}

fn order(key: &str) -> Order {
    Order {
        account: AccountId::parse("officer").unwrap(),
        kind: JobKind::SendNotices,
        key: key.to_owned(),
        subject: "P-2026-01 第四季度检查".to_owned(),
        href: "/plans/P-2026-01".to_owned(),
        total: Some(2),
    }
}

/// Work with a fault in it.
async fn breaks_down() -> Result<(), Failure> {
    panic!("as a fault would")
}

async fn listed(app: &TestApp) -> Vec<JobLine> {
    app.fetch("/api/job/list").await.json()
}

/// The job once it is as is wanted.
async fn seen(app: &TestApp, job: &str, wanted: impl Fn(&JobLine) -> bool) -> JobLine {
    let looking = async {
        loop {
            let line: JobLine = app.fetch(&format!("/api/job/job?job={job}")).await.json();
            if wanted(&line) {
                return line;
            }
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(LONG, looking).await.expect("the job comes to be as is wanted")
}

#[tokio::test]
async fn what_is_over_at_once_is_answered_as_ever_and_found_afterwards_by_its_person_alone() {
    let district = District::drawn("spot_check", "20%").await;
    let visits = district.visits().await;
    let ticked = [&visits[0], &visits[1]].map(|visit| format!("{}@{}", visit.visit, visit.version));
    let fields = [
        ("plan", district.plan.as_str()),
        ("key", "chosen"),
        ("visits[0]", ticked[0].as_str()),
        ("visits[1]", ticked[1].as_str()),
    ];
    let page = format!("/plans/{}", district.plan);
    let path = "/api/inspection/send_chosen_notices";
    let back = district.officer.post_form_from(&page, path, &fields).await;
    assert_eq!(back.trim_end_matches('?'), page, "to where the form stood");

    let lines = listed(&district.officer).await;
    let newest = &lines[0];
    assert_eq!((newest.job.kind, newest.standing), (JobKind::SendNotices, Standing::Done));
    assert_eq!((newest.job.done, newest.job.total, newest.job.href.as_str()), (2, Some(2), page.as_str()));
    // The district was set up by imports.
    let import = lines.iter().find(|line| line.job.kind == JobKind::Import).unwrap();
    assert_eq!((import.standing, import.job.subject.as_str()), (Standing::Done, "表.csv"));

    let shown = district.officer.get("/jobs").await.text();
    assert!(shown.contains("发送检查通知") && shown.contains("共 2 项，已处理 2 项"), "{shown}");
    let (counted, result) = (format!("共 {} 行", lines.len()), r#"data-label="结果""#);
    assert!(shown.contains(&counted) && shown.contains(result), "{shown}");
    let less = district.officer.asking("/jobs").add_header("cookie", "columns=jobs.result~jobs.what").await.text();
    assert!(!less.contains(result) && less.contains(r#"data-label="事项""#), "{less}");
    let one = format!("/jobs/{}", newest.job.job);
    let shown = district.officer.get(&one).await.text();
    assert!(shown.contains("已全部办理") && shown.contains(&format!("href=\"{page}\"")), "{shown}");
    assert!(listed(&district.leader).await.is_empty());
    district.leader.get(&one).await.assert_status_not_found();
    assert!(district.leader.get("/jobs").await.text().contains("还没有在后台办理的事项"));
}

#[tokio::test]
async fn slow_work_goes_on_is_followed_and_tells_in_the_end_what_was_left() {
    let (officer, leader) = two_people().await;
    let (go, told_to_go) = oneshot::channel::<()>();
    let work = |_: Store, progress: Progress| async move {
        let mut several = Several::counted(&progress);
        several.note("甲街道".to_owned(), Ok(()))?;
        told_to_go.await.ok();
        several.note("乙街道".to_owned(), Err(AppError::Stale.into()))?;
        several.answer()
    };
    let job = run(&officer.state.store, &order("slow"), SHORT, work).await.unwrap().unwrap().to_string();
    let line = seen(&officer, &job, |line| line.job.done == 1).await;
    assert_eq!(line.standing, Standing::Running);
    assert!(ended_within(SHORT).await > 0, "whoever stops the program waits for it");

    let page = format!("/jobs/{job}");
    let shown = officer.get(&page).await.text();
    assert!(shown.contains("办理中") && shown.contains("共 2 项，已处理 1 项"), "{shown}");
    assert!(shown.contains(&format!("href=\"{page}\"")), "it is loaded anew without a script too");
    leader.get(&page).await.assert_status_not_found();
    leader.fetch(&format!("/api/job/job?job={job}")).await.assert_status_not_found();
    assert!(listed(&leader).await.is_empty());

    // Sent again meanwhile the form is the same job, and begins nothing.
    let never = async |key: &str| run(&officer.state.store, &order(key), SHORT, |_, _| breaks_down()).await;
    assert_eq!(never("slow").await.unwrap().unwrap().to_string(), job);

    go.send(()).unwrap();
    let line = seen(&officer, &job, |line| line.standing != Standing::Running).await;
    assert_eq!((line.standing, line.job.done), (Standing::Partly, 2));
    let shown = officer.get(&page).await.text();
    assert!(shown.contains("已办理 1 项，未办理 1 项") && shown.contains("甲街道"), "{shown}");
    assert!(shown.contains("乙街道：您打开这一页以后"), "{shown}");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_at_once_is_carried_out_once_and_answered_alike() {
    let (officer, _) = two_people().await;
    let times = Arc::new(AtomicU32::new(0));
    let send = async |refused: Option<AppError>, key: &str| {
        let times = Arc::clone(&times);
        let work = |_: Store, _: Progress| async move {
            times.fetch_add(1, Ordering::SeqCst);
            sleep(Duration::from_millis(300)).await;
            refused.map_or(Ok(()), |refused| Err(Failure::from(refused)))
        };
        run(&officer.state.store, &order(key), LONG, work).await
    };
    let (one, other) = tokio::join!(send(None, "twice"), send(None, "twice"));
    assert_eq!((one.unwrap(), other.unwrap(), times.load(Ordering::SeqCst)), (None, None, 1));
    let stale = || Some(AppError::Stale);
    let (one, other) = tokio::join!(send(stale(), "refused"), send(stale(), "refused"));
    assert_eq!([one, other].map(|answer| answer.unwrap_err().to_string()), ["stale", "stale"]);
    assert_eq!(times.load(Ordering::SeqCst), 2);
    // Whoever is refused goes on at the same form.
    send(None, "refused").await.unwrap();
    assert_eq!(times.load(Ordering::SeqCst), 3);
    assert_eq!(listed(&officer).await.len(), 2);
}

#[tokio::test]
async fn work_that_breaks_down_is_told_with_an_id_of_the_log() {
    let (officer, _) = two_people().await;
    let answer = run(&officer.state.store, &order("panic"), LONG, |_, _| breaks_down()).await;
    assert!(answer.is_err());
    let line = listed(&officer).await.remove(0);
    let JobState::Failed(AppError::Unavailable { error_id }) = line.job.state else { panic!("another outcome") };
    assert!(officer.get(&format!("/jobs/{}", line.job.job)).await.text().contains(&error_id));
}

#[tokio::test]
async fn what_a_stopped_program_left_is_shown_as_broken_off_and_can_be_sent_again() {
    let (officer, _) = two_people().await;
    let (store, order) = (&officer.state.store, order("stopped"));
    let job = job_id(&order.account, order.kind, &order.key);
    let begun = clock::now() - TimeDelta::seconds(SILENT_SECONDS + 1);
    jobs::begin(store, &job, &order, begun).await.unwrap().unwrap();
    assert!(officer.get("/jobs").await.text().contains("已中断"));
    let shown = officer.get(&format!("/jobs/{job}")).await.text();
    assert!(shown.contains("办理已中断") && shown.contains("不会重复办理"), "{shown}");
    assert_eq!(run(store, &order, LONG, |_, _| async { Ok(()) }).await.unwrap(), None);
    assert_eq!(listed(&officer).await[0].standing, Standing::Done);
}

#[tokio::test]
async fn the_menu_leads_to_the_jobs_whoever_has_any() {
    let (officer, leader) = two_people().await;
    assert!(officer.get("/").await.text().contains("href=\"/jobs\""));
    assert!(!leader.get("/").await.text().contains("href=\"/jobs\""));
}
