//! A district with one record of each kind, all about one unit, and everybody who might ask for them.
//!
//! Whatever people typed holds [`TYPED`], so that every page of the walk shows whether it is kept from being more than
//! text; and whatever is the unit's own affair holds [`OWN`], so that it is seen when it gets to somebody else.

use axum_test::multipart::{MultipartForm, Part};
use chrono::{DateTime, Datelike, Utc};
use serde_json::{Value, json};
use zeqing::{
    account::{model::PersonName, store as accounts, store::NewAccount},
    inspection::{
        model::{Visit, VisitState},
        plan::store as plans,
        roster,
    },
    kernel::{
        actor::{Actor, Role},
        ids::{AccountId, InspectorId, PlanId, RoundId, SeasonId, UnitCode, VisitId},
        unit_kind::Area,
    },
    ranking::store as rankings,
    rectification::store as ledger,
    self_check::{
        form::{self, AnswerKind, Question},
        model::Submission,
        store as checks,
    },
    store::{Change, Commit, Merge, transact},
};

use super::common::{
    PASSWORD, TestApp,
    planning::{FILES, UNITS, after, day_off, import, preview, weekday_from},
};

/// The unit that every record is about.
pub(crate) const UNIT: &str = "JSJD01";
/// Another unit: of the same plan and the same ranking, and far from the first one's rank.
pub(crate) const OTHER: &str = "JSJD06";

/// What somebody typed who means no good: markup for the page, and a query for the database.
pub(crate) const TYPED: &str = "</textarea></title><script>alert(1)</script>'; DELETE visit; --";
/// Stands in what is the unit's own affair.
pub(crate) const OWN: &str = "甲街独有";

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    Anonymous,
    ReformLeader,
    EstablishmentOfficer,
    LegalOfficer,
    /// Leads the group that visits the unit.
    GroupLeader,
    /// Is of that group.
    GroupMember,
    /// Is of another group.
    OtherInspector,
    Clerk,
    Head,
    /// Of another unit.
    OtherClerk,
    /// Of another unit.
    OtherHead,
    SystemAdmin,
    SecurityAdmin,
    AuditAdmin,
}

impl Person {
    pub(crate) const ALL: [Self; 14] = [
        Self::Anonymous,
        Self::ReformLeader,
        Self::EstablishmentOfficer,
        Self::LegalOfficer,
        Self::GroupLeader,
        Self::GroupMember,
        Self::OtherInspector,
        Self::Clerk,
        Self::Head,
        Self::OtherClerk,
        Self::OtherHead,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::AuditAdmin,
    ];

    /// The head of their column, which is their account's name too.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Anonymous => "nobody",
            Self::ReformLeader => "reform",
            Self::EstablishmentOfficer => "office",
            Self::LegalOfficer => "legal",
            Self::GroupLeader => "leader",
            Self::GroupMember => "member",
            Self::OtherInspector => "other-i",
            Self::Clerk => "clerk",
            Self::Head => "head",
            Self::OtherClerk => "other-c",
            Self::OtherHead => "other-h",
            Self::SystemAdmin => "system",
            Self::SecurityAdmin => "security",
            Self::AuditAdmin => "audit",
        }
    }

    pub(crate) fn role(self) -> Option<Role> {
        match self {
            Self::Anonymous => None,
            Self::ReformLeader => Some(Role::ReformLeader),
            Self::EstablishmentOfficer => Some(Role::EstablishmentOfficer),
            Self::LegalOfficer => Some(Role::LegalOfficer),
            Self::GroupLeader | Self::GroupMember | Self::OtherInspector => Some(Role::Inspector),
            Self::Clerk | Self::OtherClerk => Some(Role::UnitClerk),
            Self::Head | Self::OtherHead => Some(Role::UnitHead),
            Self::SystemAdmin => Some(Role::SystemAdmin),
            Self::SecurityAdmin => Some(Role::SecurityAdmin),
            Self::AuditAdmin => Some(Role::AuditAdmin),
        }
    }

    fn unit(self) -> Option<&'static str> {
        match self {
            Self::Clerk | Self::Head => Some(UNIT),
            Self::OtherClerk | Self::OtherHead => Some(OTHER),
            _ => None,
        }
    }

    /// Of another unit, or of another group.
    pub(crate) fn is_foreign(self) -> bool {
        matches!(self, Self::OtherInspector | Self::OtherClerk | Self::OtherHead)
    }

    pub(crate) fn is_of_other_unit(self) -> bool {
        self.unit() == Some(OTHER)
    }

    pub(crate) fn is_administrator(self) -> bool {
        self.role().is_some_and(Role::is_administrator)
    }
}

/// The ids of the records.
pub(crate) struct Ids {
    pub(crate) account: String,
    /// The season whose ranking is published to each unit alone.
    pub(crate) season: String,
    /// The one whose ranking is published within government.
    pub(crate) government: String,
    /// The one whose ranking is published to all users.
    pub(crate) public: String,
    pub(crate) round: String,
    pub(crate) plan: String,
    pub(crate) unit: String,
    pub(crate) visit: String,
    pub(crate) entry: String,
    pub(crate) file: String,
    pub(crate) preview: String,
    pub(crate) inspector: String,
    /// A record of the journal.
    pub(crate) journal: String,
}

impl Ids {
    /// The same text in the place of every id.
    pub(crate) fn all(text: &str) -> Self {
        let text = || text.to_owned();
        Self {
            account: text(),
            season: text(),
            government: text(),
            public: text(),
            round: text(),
            plan: text(),
            unit: text(),
            visit: text(),
            entry: text(),
            file: text(),
            preview: text(),
            inspector: text(),
            journal: text(),
        }
    }
}

/// The program, its records, and a browser for each person.
pub(crate) struct District {
    pub(crate) app: TestApp,
    pub(crate) ids: Ids,
    browsers: Vec<TestApp>,
}

impl District {
    pub(crate) async fn arrange() -> Self {
        let app = TestApp::start().await;
        let before =
            [Person::ReformLeader, Person::EstablishmentOfficer, Person::LegalOfficer, Person::Clerk, Person::Head];
        for person in before {
            create(&app, person, None).await;
        }
        let year = after(1).year();
        let ids = Ids {
            account: Person::LegalOfficer.column().to_owned(),
            season: year.to_string(),
            government: (year - 1).to_string(),
            public: (year - 2).to_string(),
            round: format!("{year}-01"),
            plan: format!("P-{year}-01"),
            unit: UNIT.to_owned(),
            visit: format!("P-{year}-01.{UNIT}"),
            entry: format!("P-{year}-01.{UNIT}.01"),
            journal: format!("visit:P-{year}-01.{UNIT}"),
            ..Ids::all("")
        };
        let mut district = Self { app, ids, browsers: Vec::new() };
        for person in Person::ALL {
            let browser = district.app.another_browser();
            if before.contains(&person) {
                browser.sign_in(person.column(), PASSWORD).await;
            }
            district.browsers.push(browser);
        }
        district.register().await;
        district.self_check().await;
        district.plan().await;
        district.visit().await;
        district.ledger().await;
        for (season, scope) in [
            (&district.ids.season, "units_only"),
            (&district.ids.government, "government"),
            (&district.ids.public, "public"),
        ] {
            district.ranking(season, scope).await;
        }
        district
    }

    pub(crate) fn browser(&self, person: Person) -> &TestApp {
        let place = Person::ALL.iter().position(|one| *one == person).expect("everybody is in the list");
        &self.browsers[place]
    }

    /// Sends a form that must be taken.
    async fn done(&self, person: Person, path: &str, fields: &[(&str, &str)]) {
        let answer = self.browser(person).call(path, fields).await;
        assert!(answer.status_code().as_u16() < 400, "{path}: {} {}", answer.status_code(), answer.text());
    }

    async fn register(&mut self) {
        let holidays = day_off(weekday_from(after(10)), "校庆日");
        for (kind, content) in FILES.into_iter().chain([("holidays", holidays.as_str())]) {
            import(self.browser(Person::EstablishmentOfficer), kind, content).await;
        }
        let proof = Some(TYPED.to_owned());
        let questions = [
            Question { evidence: proof, ..question("Z1.1", Area::Disclosure, AnswerKind::YesNo) },
            question("Z2.1", Area::Fulfilment, AnswerKind::Count),
        ];
        form::store::import(&self.app.state.store, &officer(), now(), "form", &questions).await.unwrap();
        // It has a fault, so that it waits for ever.
        let waiting = UNITS.replacen("街道办事处,114", &format!("{TYPED},114"), 1);
        self.ids.preview = preview(self.browser(Person::EstablishmentOfficer), "units", &waiting).await;
    }

    async fn self_check(&mut self) {
        let (season, round) = (self.ids.season.clone(), self.ids.round.clone());
        let new = [
            ("season", season.as_str()),
            ("title", TYPED),
            ("unit_kinds[0]", "subdistrict"),
            ("working_days", "10"),
            ("key", "draft-round"),
        ];
        self.done(Person::EstablishmentOfficer, "/api/self_check/draft_round", &new).await;
        let open = [("round", round.as_str()), ("seen", "1"), ("key", "open-round")];
        self.done(Person::EstablishmentOfficer, "/api/self_check/open_round", &open).await;
        self.ids.file = self.proof(&round).await;
        let note = format!("{OWN}{TYPED}");
        let answers = [
            ("revision", "0"),
            ("answers[Z1.1][value]", "yes"),
            ("answers[Z1.1][note]", note.as_str()),
            ("answers[Z2.1][value]", "4"),
            ("scores[1]", "19"),
            ("scores[2]", "28.5"),
            ("scores[3]", "15"),
            ("scores[4]", "18"),
            ("scores[5]", "14"),
            ("scores[6]", "0"),
        ];
        self.step(Person::Clerk, "save_draft", &answers).await;
        self.step(Person::Clerk, "hand_over", &[]).await;
        self.step(Person::Head, "sign", &[("declared", "true")]).await;
    }

    /// Sends a file that proves an answer and answers its id.
    async fn proof(&self, round: &str) -> String {
        let file = Part::bytes(PDF).file_name(format!("{OWN}.pdf")).mime_type("application/pdf");
        let form = MultipartForm::new().add_text("question", "Z1.1").add_text("key", "proof").add_part("files", file);
        let clerk = self.browser(Person::Clerk);
        let sent = clerk.posting(&format!("/self-check/{round}/{UNIT}/evidence")).add_header("accept", "text/html");
        sent.multipart(form).await.assert_status_see_other();
        let page = clerk.get(&format!("/self-check/{round}/{UNIT}?part=1")).await.text();
        page.split("/files/")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("the file is on the page")
            .to_owned()
    }

    pub(crate) async fn submission(&self) -> Submission {
        let (round, unit) = (RoundId::parse(&self.ids.round).unwrap(), UnitCode::parse(UNIT).unwrap());
        checks::load(&self.app.state.store, &round, &unit).await.unwrap().expect("the submission is there")
    }

    async fn step(&self, person: Person, endpoint: &str, more: &[(&str, &str)]) {
        let seen = self.submission().await.version.to_string();
        let fixed = [("round", self.ids.round.as_str()), ("unit", UNIT), ("seen", &seen), ("key", endpoint)];
        self.done(person, &format!("/api/self_check/{endpoint}"), &[&fixed, more].concat()).await;
    }

    /// Approves a plan with five groups, draws, and tells the one unit alone of its visit.
    async fn plan(&mut self) {
        let (from, to) = (after(1).to_string(), after(60).to_string());
        let fields = [
            ("form[kind]", "spot_check"),
            ("form[title]", TYPED),
            ("form[basis]", TYPED),
            ("form[scope]", TYPED),
            ("form[areas][0]", "1"),
            ("form[areas][1]", "2"),
            ("form[sizes][subdistrict]", "100%"),
            ("form[procedure]", TYPED),
            ("form[from]", &from),
            ("form[to]", &to),
            ("key", "draft-plan"),
        ];
        self.done(Person::EstablishmentOfficer, "/api/inspection/draft_plan", &fields).await;
        self.act(Person::ReformLeader, "approve_plan", &[]).await;
        let people = roster::store::all(&self.app.state.store).await.unwrap();
        let (leaders, others): (Vec<_>, Vec<_>) = people.iter().partition(|person| person.may_lead);
        for (leader, members) in leaders.iter().zip(others.chunks(2)).take(5) {
            let [first, second] = members else { panic!("too few inspectors") };
            let group = [
                ("leader", leader.inspector.as_str()),
                ("members[0]", first.inspector.as_str()),
                ("members[1]", second.inspector.as_str()),
            ];
            self.act(Person::EstablishmentOfficer, "add_group", &group).await;
        }
        let training = [("on", after(0).to_string()), ("content", TYPED.to_owned())];
        let training = training.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.act(Person::EstablishmentOfficer, "record_training", &training).await;
        self.act(Person::EstablishmentOfficer, "prepare_draw", &[]).await;
        self.act(Person::EstablishmentOfficer, "run_draw", &[("witness", "6 3 5 1"), ("witnesses", TYPED)]).await;
        let visit = self.ids.visit.clone();
        self.act(Person::EstablishmentOfficer, "send_notices", &[("visit", visit.as_str())]).await;
    }

    async fn act(&self, person: Person, endpoint: &str, more: &[(&str, &str)]) {
        let plan = PlanId::parse(&self.ids.plan).unwrap();
        let seen = plans::load(&self.app.state.store, &plan).await.unwrap().expect("the plan is there").version;
        let (seen, key) = (seen.to_string(), format!("{endpoint}-{seen}"));
        let fixed = [("plan", self.ids.plan.as_str()), ("seen", seen.as_str()), ("key", key.as_str())];
        self.done(person, &format!("/api/inspection/{endpoint}"), &[&fixed, more].concat()).await;
    }

    pub(crate) async fn load_visit(&self, unit: &str) -> Visit {
        let visit = VisitId::parse(format!("{}.{unit}", self.ids.plan)).unwrap();
        plans::visit(&self.app.state.store, &visit).await.unwrap().expect("the unit is visited")
    }

    /// Locks the unit's visit with two findings, without the months that it takes; and lets everybody else sign in, now
    /// that the groups are known.
    async fn visit(&mut self) {
        let before = self.load_visit(UNIT).await;
        let other = plans::visits_of_plan(&self.app.state.store, &before.plan).await.unwrap();
        let stranger =
            other.into_iter().find(|visit| visit.group != before.group).expect("another group visits somebody");
        for person in Person::ALL {
            let inspector = match person {
                Person::GroupLeader => Some(before.leader.clone()),
                Person::GroupMember => before.inspectors.last().cloned(),
                Person::OtherInspector => Some(stranger.leader.clone()),
                Person::SystemAdmin | Person::SecurityAdmin | Person::AuditAdmin => None,
                Person::OtherClerk | Person::OtherHead => None,
                _ => continue,
            };
            create(&self.app, person, inspector).await;
            self.browser(person).sign_in(person.column(), PASSWORD).await;
        }
        self.ids.inspector = before.leader.to_string();
        let mut after: Visit = serde_json::from_value(with_findings(&before)).unwrap();
        after.state = VisitState::Locked;
        let change = Change::update("visit", self.ids.visit.as_str(), before.version, &before, &after).unwrap();
        let commit = Commit::by(&officer(), "visit.lock", "lock", now()).with(change);
        transact(&self.app.state.store, commit).await.unwrap();
    }

    async fn ledger(&self) {
        let open = [("visit", self.ids.visit.as_str()), ("key", "open")];
        self.done(Person::EstablishmentOfficer, "/api/rectification/open_visit", &open).await;
        let due = weekday_from(after(20)).to_string();
        let words = format!("{OWN}{TYPED}");
        let order = [("due", due.as_str()), ("text", words.as_str())];
        self.on_entry(Person::EstablishmentOfficer, "order_entry", &order).await;
        self.on_entry(Person::Clerk, "take_step", &[("step", "receive"), ("text", "")]).await;
        let plan = [("measures", words.as_str()), ("responsible", TYPED), ("milestones", TYPED)];
        self.on_entry(Person::Clerk, "prepare_plan", &plan).await;
        self.on_entry(Person::Head, "take_step", &[("step", "sign_plan"), ("text", "")]).await;
        self.on_entry(Person::EstablishmentOfficer, "take_step", &[("step", "return_plan"), ("text", &words)]).await;
    }

    async fn on_entry(&self, person: Person, endpoint: &str, more: &[(&str, &str)]) {
        let visit = VisitId::parse(&self.ids.visit).unwrap();
        let entries = ledger::of_visit(&self.app.state.store, &visit).await.unwrap();
        let (seen, entry) = (entries[0].version.to_string(), entries[0].entry.to_string());
        let key = format!("{endpoint}-{seen}");
        let fixed = [("entry", entry.as_str()), ("seen", seen.as_str()), ("key", key.as_str())];
        self.done(person, &format!("/api/rectification/{endpoint}"), &[&fixed, more].concat()).await;
    }

    /// Publishes a ranking of seven units in this scope: the one has the first place, the other the last.
    async fn ranking(&self, season: &str, scope: &str) {
        for (at, number) in (1..).zip([1, 2, 3, 4, 5, 7, 6]) {
            let code = format!("JSJD0{number}");
            let total = 10_000 - 500 * at;
            let id = format!("P-2026-09.{code}");
            let visit = json!({"visit": id, "plan": "P-2026-09", "group": 1, "state": "locked", "date": "2026-10-20",
                "total": total, "areas": {"1": [1500, 2000], "2": [2500, 3000]}, "findings": 0});
            let merge = Merge::into("unit_standing", format!("{season}.{code}"))
                .with(&["season"], json!(season))
                .with(&["unit"], json!(code))
                .with(&["visits", &id], visit);
            let note = json!({"text": "-"});
            let note =
                Change { table: "note_of_test", id: format!("{season}.{code}"), seen: 0, before: None, after: note };
            let commit = Commit::by(&officer(), "test.arrange", format!("score-{season}-{code}"), now());
            transact(&self.app.state.store, commit.with(note).merging(merge)).await.unwrap();
        }
        let meeting = [("held_on", "2026-11-01"), ("attendees", TYPED), ("minutes", TYPED), ("decision", TYPED)];
        self.rank(season, Person::EstablishmentOfficer, "compute", &[]).await;
        self.rank(season, Person::EstablishmentOfficer, "table", &[]).await;
        self.rank(season, Person::ReformLeader, "record_meeting", &meeting).await;
        self.rank(season, Person::ReformLeader, "adopt", &[]).await;
        self.rank(season, Person::ReformLeader, "publish", &[("scope", scope)]).await;
    }

    async fn rank(&self, season: &str, person: Person, endpoint: &str, more: &[(&str, &str)]) {
        let id = SeasonId::parse(season).unwrap();
        let seen = rankings::latest(&self.app.state.store, &id).await.unwrap().map_or(0, |round| round.version);
        let (seen, key) = (seen.to_string(), format!("{endpoint}-{season}-{seen}"));
        let fixed = [("season", season), ("seen", seen.as_str()), ("key", key.as_str())];
        self.done(person, &format!("/api/ranking/{endpoint}"), &[&fixed, more].concat()).await;
    }
}

async fn create(app: &TestApp, person: Person, inspector: Option<InspectorId>) {
    let new = NewAccount {
        account: AccountId::parse(person.column()).unwrap(),
        name: PersonName::parse("某<script>alert(1)</script>").unwrap(),
        role: person.role().expect("nobody has no account"),
        unit: person.unit().map(|code| UnitCode::parse(code).unwrap()),
        inspector,
        password: PASSWORD.to_owned(),
        must_change_password: false,
    };
    accounts::create(&app.state.store, new, "system", person.column()).await.expect("the account is new");
}

fn officer() -> Actor {
    Actor {
        account: AccountId::parse(Person::EstablishmentOfficer.column()).unwrap(),
        name: "某人".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    }
}

fn question(code: &str, area: Area, answer: AnswerKind) -> Question {
    Question {
        code: code.to_owned(),
        area,
        text: format!("{code}{TYPED}"),
        answer,
        required: true,
        evidence: None,
        hint: TYPED.to_owned(),
    }
}

/// The visit with everything that is written down about it.
fn with_findings(visit: &Visit) -> Value {
    let words = format!("{OWN}{TYPED}");
    let signed = json!({"by": "leader", "name": "丙", "at": "2026-01-12T02:00:00Z"});
    let finding = |number: u32, severity: &str| {
        json!({
            "number": number, "area": 1, "title": words, "detail": words, "severity": severity, "advice": words,
            "signed": signed,
        })
    };
    let mut visit = serde_json::to_value(visit).unwrap();
    visit["findings"] = json!([finding(1, "general"), finding(2, "serious")]);
    visit["last_finding"] = json!(2);
    visit["good_practices"] = json!([{"area": 1, "text": words, "signed": signed}]);
    visit["steps"] = json!([{"kind": "report_hearing", "record": words, "signed": signed}]);
    visit["oral_feedback"] = json!({"text": words, "given": signed, "acknowledged": signed, "answer": words});
    visit["reconciled"] = json!({"entries": {}, "signed": signed});
    visit["receipt"] = signed.clone();
    visit["locked"] = signed;
    visit
}

#[expect(clippy::disallowed_methods, reason = "the program under test goes by the real clock too")]
fn now() -> DateTime<Utc> {
    Utc::now()
}
