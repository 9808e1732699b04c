//! A district that plans: its register, three people in three browsers, and a plan up to its draw, all by requests.

use axum::http::StatusCode;
use axum_test::{
    TestResponse,
    multipart::{MultipartForm, Part},
};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use zeqing::{
    inspection::{
        model::{Plan, RosterInspector, Visit},
        plan::store as plans,
        roster,
    },
    kernel::{
        actor::Role,
        ids::{InspectorId, PlanId},
        text::Title,
    },
    server,
};

use super::{PASSWORD, TestApp};

/// The units of the register.
pub(crate) const UNITS: &str = include_str!("../../src/demo/data/units.csv");

const INSPECTORS: &str = include_str!("../../src/demo/data/inspectors.csv");

/// What the office imports before it can plan, but for the holidays.
pub(crate) const FILES: [(&str, &str); 4] = [
    ("units", UNITS),
    ("former-names", include_str!("../../src/demo/data/unit_aliases.csv")),
    ("inspectors", INSPECTORS),
    ("score-standard", include_str!("../../src/demo/data/score_standard.csv")),
];

/// The number of the first plan of a season.
const PLAN: &str = "P-2026-01";

/// A district with its register, and three people in three browsers.
pub(crate) struct District {
    pub(crate) officer: TestApp,
    pub(crate) leader: TestApp,
    pub(crate) clerk: TestApp,
    pub(crate) plan: PlanId,
    pub(crate) holiday: NaiveDate,
}

impl District {
    pub(crate) async fn start() -> Self {
        let officer = TestApp::start().await;
        officer.create_account("officer", Role::EstablishmentOfficer).await;
        officer.create_account("leader", Role::ReformLeader).await;
        officer.create_account("clerk", Role::UnitClerk).await;
        let (leader, clerk) = (officer.another_browser(), officer.another_browser());
        officer.sign_in("officer", PASSWORD).await;
        leader.sign_in("leader", PASSWORD).await;
        clerk.sign_in("clerk", PASSWORD).await;
        let holiday = weekday_from(after(10));
        for (kind, content) in FILES {
            import(&officer, kind, content).await;
        }
        import(&officer, "holidays", &day_off(holiday, "校庆日")).await;
        let plan = PlanId::parse(PLAN.replace("2026", &after(1).year().to_string())).expect("an id");
        Self { officer, leader, clerk, plan, holiday }
    }

    pub(crate) async fn load(&self) -> Plan {
        plans::load(&self.officer.state.store, &self.plan)
            .await
            .expect("the database answers")
            .expect("the plan is there")
    }

    pub(crate) async fn visits(&self) -> Vec<Visit> {
        plans::visits_of_plan(&self.officer.state.store, &self.plan).await.expect("the database answers")
    }

    /// Drafts a plan: so many units of each kind, from tomorrow for sixty days.
    pub(crate) async fn draft(&self, kind: &str, size: &str) -> TestResponse {
        self.draft_by("draft", kind, size).await
    }

    /// Drafts a plan by the form with this key.
    pub(crate) async fn draft_by(&self, key: &str, kind: &str, size: &str) -> TestResponse {
        self.draft_from(after(1), key, kind, size).await
    }

    /// Drafts a plan whose first day is this one.
    pub(crate) async fn draft_from(&self, from: NaiveDate, key: &str, kind: &str, size: &str) -> TestResponse {
        self.draft_of("", (from, after(60)), key, kind, size).await
    }

    /// Drafts a plan of a season, or of the year of its first day where none is named, with these days.
    pub(crate) async fn draft_of(
        &self,
        season: &str,
        (from, to): (NaiveDate, NaiveDate),
        key: &str,
        kind: &str,
        size: &str,
    ) -> TestResponse {
        let (from, to) = (from.to_string(), to.to_string());
        let fields = [
            ("form[kind]", kind),
            ("form[title]", "第四季度检查"),
            ("form[basis]", "《办法》第七条、第八条"),
            ("form[scope]", "责任清单运行情况"),
            ("form[areas][0]", "1"),
            ("form[areas][1]", "2"),
            ("form[sizes][subdistrict]", size),
            ("form[sizes][department]", size),
            ("form[procedure]", "听取汇报，查阅材料"),
            ("form[from]", &from),
            ("form[to]", &to),
            ("form[season]", season),
            ("key", key),
        ];
        self.officer.call("/api/inspection/draft_plan", &fields).await
    }

    /// Does something with the plan as it is now.
    pub(crate) async fn act(&self, app: &TestApp, endpoint: &str, more: &[(&str, &str)]) -> TestResponse {
        let version = self.load().await.version.to_string();
        self.act_on(app, endpoint, &version, more).await
    }

    pub(crate) async fn act_on(
        &self,
        app: &TestApp,
        endpoint: &str,
        seen: &str,
        more: &[(&str, &str)],
    ) -> TestResponse {
        let key = uuid::Uuid::new_v4().to_string();
        let mut fields = vec![("plan", self.plan.as_str()), ("seen", seen), ("key", &key)];
        fields.extend_from_slice(more);
        app.call(&format!("/api/inspection/{endpoint}"), &fields).await
    }

    pub(crate) async fn done(&self, app: &TestApp, endpoint: &str, more: &[(&str, &str)]) {
        let answer = self.act(app, endpoint, more).await;
        assert!(answer.status_code().as_u16() < 400, "{endpoint}: {} {}", answer.status_code(), answer.text());
    }

    /// Drafts, approves and forms so many groups.
    pub(crate) async fn with_groups(kind: &str, size: &str, groups: usize) -> Self {
        let district = Self::start().await;
        assert!(district.draft(kind, size).await.status_code().as_u16() < 400);
        district.done(&district.leader, "approve_plan", &[]).await;
        for form in district.group_forms(groups).await {
            district.done(&district.officer, "add_group", &form.each_ref().map(field)).await;
        }
        district
    }

    /// The forms of so many groups.
    pub(crate) async fn group_forms(&self, groups: usize) -> Vec<[(&'static str, String); 3]> {
        let people = roster::store::all(&self.officer.state.store).await.expect("the database answers");
        let (leaders, others): (Vec<_>, Vec<_>) = people.iter().partition(|person| person.may_lead);
        let form = |(leader, members): (&RosterInspector, &[&RosterInspector])| {
            let number = |person: &RosterInspector| person.inspector.to_string();
            [("leader", number(leader)), ("members[0]", number(members[0])), ("members[1]", number(members[1]))]
        };
        leaders.into_iter().zip(others.chunks(2)).take(groups).map(form).collect()
    }

    /// Drawn, with trained groups.
    pub(crate) async fn drawn(kind: &str, size: &str) -> Self {
        let district = Self::untrained(kind, size).await;
        district.train().await;
        district
    }

    /// Drawn, and nobody was trained.
    pub(crate) async fn untrained(kind: &str, size: &str) -> Self {
        let district = Self::with_groups(kind, size, 5).await;
        district.done(&district.officer, "prepare_draw", &[]).await;
        district.run().await;
        district
    }

    pub(crate) async fn train(&self) {
        let today = after(0).to_string();
        let fields = [("on", today.as_str()), ("content", "检查办法和评分标准")];
        self.done(&self.officer, "record_training", &fields).await;
    }

    pub(crate) async fn run(&self) {
        let fields = [("witness", "6 3 5 1 4 2"), ("witnesses", "丙二掷骰子")];
        self.done(&self.officer, "run_draw", &fields).await;
    }

    /// Arranges a visit as it is now on another day or with another group.
    pub(crate) async fn arrange(&self, visit: &Visit, group: i64, date: NaiveDate, reason: &str) -> TestResponse {
        let (group, date) = (group.to_string(), date.to_string());
        let more = [("unit", visit.unit.as_str()), ("group", &group), ("date", &date), ("reason", reason)];
        self.act_on(&self.officer, "arrange_visit", &visit.version.to_string(), &more).await
    }

    /// Imports the roster anew, so that but for where people work now nobody is recused from any unit save this inspector,
    /// by these former and these declared units.
    pub(crate) async fn recuse_only(&self, inspector: &InspectorId, former: &str, declared: &str) {
        let mut lines = INSPECTORS.lines();
        let mut roster = vec![lines.next().expect("the table has a header").to_owned()];
        roster.extend(lines.map(|line| {
            let mut cells: Vec<&str> = line.split(',').collect();
            let own = if cells[0] == inspector.as_str() { (former, declared) } else { ("", "") };
            (cells[3], cells[4]) = own;
            cells.join(",")
        }));
        import(&self.officer, "inspectors", &roster.join("\n")).await;
    }
}

/// A former post at the unit whose last year was so many years ago, as the roster writes it.
pub(crate) fn left(unit: &Title, years_ago: i32) -> String {
    let last = after(0).year() - years_ago;
    format!("{unit}（{}—{last}）", last - 5)
}

/// So many days after today.
pub(crate) fn after(days: u64) -> NaiveDate {
    server::today() + Days::new(days)
}

/// The first weekday from that day on.
pub(crate) fn weekday_from(date: NaiveDate) -> NaiveDate {
    let is_weekday = |date: &NaiveDate| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    date.iter_days().find(is_weekday).expect("the calendar goes on")
}

/// A table of holidays with one day.
pub(crate) fn day_off(date: NaiveDate, name: &str) -> String {
    let day = format!("{{\"date\":\"{date}\",\"name\":\"{name}\",\"off\":true}}");
    format!("[{{\"year\":{},\"days\":[{day}]}}]", date.year())
}

/// The text of a page that opens.
pub(crate) async fn page(app: &TestApp, path: &str) -> String {
    let answer = app.get(path).await;
    assert_eq!(answer.status_code(), StatusCode::OK, "{path}: {}", answer.text());
    answer.text()
}

/// The faults of a refusal, as they cross the wire.
pub(crate) fn faults(answer: &TestResponse) -> String {
    assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    answer.text()
}

/// A field of a form as it is sent.
pub(crate) fn field<'a>((name, value): &'a (&'static str, String)) -> (&'static str, &'a str) {
    (*name, value.as_str())
}

/// Sends a file to be imported and answers its preview's id.
pub(crate) async fn preview(app: &TestApp, kind: &str, content: &str) -> String {
    let file = Part::bytes(content.as_bytes().to_vec()).file_name("表.csv").mime_type("text/csv");
    let form = MultipartForm::new().add_part("file", file);
    let request = app.posting(&format!("/register/preview/{kind}"));
    let answer = request.add_header("accept", "text/html").multipart(form).await;
    let location = answer.header("location").to_str().expect("a readable address").to_owned();
    location.strip_prefix("/templates/preview/").unwrap_or_else(|| panic!("{kind}: {location}")).to_owned()
}

/// Imports a file.
pub(crate) async fn import(app: &TestApp, kind: &str, content: &str) {
    let preview = preview(app, kind, content).await;
    let fields = [("preview", preview.as_str()), ("key", preview.as_str())];
    app.call("/api/register/confirm", &fields).await.assert_status_ok();
}
