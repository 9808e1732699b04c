//! Every server function, page and plain route of the program, each with a request that has everything in order but the
//! version: what passes all permissions is refused as stale, so that the walk leaves everything as it was.

use super::district::Ids;

/// A version that no record has.
pub(crate) const STALE: &str = "4000000";

/// How a request is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// A server function that reads.
    Read,
    /// A server function that changes something.
    Write,
    /// A page of the route table.
    Page,
    /// A plain route that gives something.
    Download,
    /// A plain route that takes a form.
    Form,
    /// A plain route that takes files.
    Upload,
}

impl Way {
    /// Whether it must change nothing.
    pub(crate) fn is_get(self) -> bool {
        match self {
            Self::Read | Self::Page | Self::Download => true,
            Self::Write | Self::Form | Self::Upload => false,
        }
    }
}

/// Whose a record is, as far as the hard rules ask.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    /// Nobody's: open without a sign-in.
    Everybody,
    /// Of whoever is signed in.
    OneSelf,
    /// The system administrator's.
    People,
    /// The security administrator's.
    Policy,
    /// Both of theirs.
    Accounts,
    /// The audit administrator's.
    Journal,
    /// The district's business.
    District,
    /// One unit's: here always the own unit's.
    Unit,
}

/// A request, and what it is known by.
pub(crate) struct Row {
    pub(crate) way: Way,
    /// The path as it is registered.
    pub(crate) route: &'static str,
    /// Which of several requests to the same route.
    pub(crate) note: &'static str,
    pub(crate) of: Of,
    /// The path with the ids, and the query.
    pub(crate) path: String,
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl Row {
    /// What stands before the outcomes.
    pub(crate) fn name(&self) -> String {
        let verb = if self.way.is_get() { "GET" } else { "POST" };
        format!("{verb} {} {}", self.route, self.note).trim_end().to_owned()
    }

    fn noted(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

/// Text as it may stand in a path or a query.
fn encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// Fills `{…}` of a route with values, in their order.
fn filled(route: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let part = |part: &str| match part.starts_with('{') {
        true => encoded(values.next().expect("a value for each part")),
        false => part.to_owned(),
    };
    route.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn page(of: Of, route: &'static str, values: &[&str]) -> Row {
    Row { way: Way::Page, route, note: "", of, path: filled(route, values), fields: Vec::new() }
}

fn download(of: Of, route: &'static str, values: &[&str]) -> Row {
    Row { way: Way::Download, ..page(of, route, values) }
}

fn upload(of: Of, route: &'static str, values: &[&str], fields: &[(&'static str, &str)]) -> Row {
    Row { way: Way::Upload, fields: owned(fields), ..page(of, route, values) }
}

fn form(of: Of, route: &'static str, values: &[&str], fields: &[(&'static str, &str)]) -> Row {
    Row { way: Way::Form, fields: owned(fields), ..page(of, route, values) }
}

fn read(of: Of, route: &'static str, query: &[(&'static str, &str)]) -> Row {
    let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let path = if pairs.is_empty() { route.to_owned() } else { format!("{route}?{}", pairs.join("&")) };
    Row { way: Way::Read, route, note: "", of, path, fields: Vec::new() }
}

fn write(of: Of, route: &'static str, fields: &[(&'static str, &str)]) -> Row {
    Row { way: Way::Write, route, note: "", of, path: route.to_owned(), fields: owned(fields) }
}

/// As [`write`], with a version that is stale.
fn stale(of: Of, route: &'static str, fields: &[(&'static str, &str)]) -> Row {
    let guard = [("seen", STALE), ("key", "walk")];
    write(of, route, &[fields, &guard].concat())
}

fn owned(fields: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// The whole table. What reads comes first.
pub(crate) fn table(ids: &Ids) -> Vec<Row> {
    let parts =
        [account(ids), register(ids), self_check(ids), plans(ids), visits(ids), ledger(ids), ranking(ids), rest(ids)];
    let mut rows: Vec<Row> = parts.into_iter().flatten().collect();
    rows.sort_by_key(|row| !row.way.is_get());
    // It ends the sessions, so it comes last of all.
    rows.push(form(Of::Everybody, "/sign-out", &[], &[]));
    rows
}

fn account(ids: &Ids) -> Vec<Row> {
    let password = ("password", "staple battery horse");
    let account = ("account", ids.account.as_str());
    vec![
        page(Of::Everybody, "/sign-in", &[]),
        page(Of::OneSelf, "/", &[]),
        page(Of::OneSelf, "/me", &[]),
        page(Of::Accounts, "/admin/people", &[]),
        read(Of::Everybody, "/api/account/session", &[]),
        page(Of::OneSelf, "/search", &[]),
        read(Of::OneSelf, "/api/home/home", &[]),
        read(Of::Everybody, "/api/home/glance", &[]),
        read(Of::OneSelf, "/api/search/search", &[("q", "a")]),
        // Nobody's: whose it is, is the test of the jobs' own.
        page(Of::OneSelf, "/jobs", &[]),
        page(Of::OneSelf, "/jobs/{id}", &[&ids.plan]),
        read(Of::OneSelf, "/api/job/list", &[]),
        read(Of::OneSelf, "/api/job/job", &[("job", ids.plan.as_str())]),
        read(Of::Accounts, "/api/account/people", &[]),
        download(Of::People, "/downloads/people.xlsx", &[]),
        page(Of::People, "/admin/people/import", &[]),
        // No such file: what one says is the test of the accounts' own.
        page(Of::People, "/admin/people/import/{id}", &[&ids.plan]),
        read(Of::People, "/api/register/people_file", &[("preview", ids.plan.as_str())]),
        download(Of::People, "/downloads/people-to-fill-in.csv", &[]),
        read(Of::People, "/api/register/known_units", &[]),
        write(Of::Everybody, "/api/account/sign_in", &[("account", "nobody"), password, ("next", "/")]),
        write(
            Of::OneSelf,
            "/api/account/change_password",
            &[("current_password", "unknown"), password, ("password_again", "another"), ("key", "walk")],
        ),
        write(
            Of::People,
            "/api/account/create_person",
            &[account, ("name", "某人"), ("role", "legal_officer"), password, ("key", "walk")],
        ),
        upload(Of::People, "/register/people", &[], &[]),
        write(
            Of::People,
            "/api/register/create_people",
            &[("preview", ids.plan.as_str()), ("passwords", "a b"), ("handed", "true"), ("key", "walk")],
        ),
        write(Of::People, "/api/register/discard_people", &[("preview", ids.plan.as_str()), ("key", "walk")]),
        stale(Of::People, "/api/account/reset_password", &[account, password]),
        stale(Of::People, "/api/account/set_disabled", &[account, ("disabled", "true")]),
        stale(
            Of::Policy,
            "/api/account/assign_role",
            &[account, ("role", "legal_officer"), ("unit", ""), ("inspector", ""), ("reason", "换岗")],
        ),
        stale(Of::OneSelf, "/api/account/save_view", &[("name", "逾期"), ("address", "/ledger?light=red")]),
        stale(Of::OneSelf, "/api/account/remove_view", &[("name", "逾期")]),
        page(Of::Policy, "/admin/policy", &[]),
        read(Of::Policy, "/api/policy/policy", &[]),
        stale(Of::Policy, "/api/policy/set_recusal", &[("years", "5"), ("reason", "区里规定")]),
        form(Of::Everybody, "/preferences", &[], &[("return_to", "/me")]),
    ]
}

fn register(ids: &Ids) -> Vec<Row> {
    let (unit, preview) = (ids.unit.as_str(), ids.preview.as_str());
    let question = [("code", "Z1.1"), ("text", "问"), ("answer", "是否"), ("required", "是")];
    let indicator = [("code", "F1.1"), ("text", "指标"), ("may_be_not_applicable", "否"), ("rule", "规则")];
    let new_indicator = [
        ("area", "（一）责任清单公示"),
        ("text", "指标"),
        ("method", "是否"),
        ("max", "1"),
        ("taken_from", "F1.1"),
        ("may_be_not_applicable", "否"),
        ("rule", "规则"),
    ];
    let new_question = [("area", "（一）责任清单公示"), ("text", "问"), ("answer", "是否"), ("required", "是")];
    vec![
        page(Of::District, "/units", &[]),
        page(Of::Unit, "/units/{code}", &[unit]),
        page(Of::District, "/inspectors", &[]),
        page(Of::District, "/inspectors/{id}", &[&ids.inspector]),
        page(Of::District, "/templates", &[]),
        page(Of::District, "/templates/preview/{id}", &[preview]),
        page(Of::District, "/templates/holidays", &[]),
        page(Of::District, "/templates/score-standard/{edition}", &["1"]),
        page(Of::District, "/templates/score-standard/{edition}/weights", &["1"]),
        page(Of::District, "/templates/score-standard/{edition}/new", &["1"]),
        page(Of::District, "/templates/score-standard/{edition}/{code}", &["1", "F1.4"]),
        page(Of::District, "/templates/self-check-form/{edition}", &["1"]),
        page(Of::District, "/templates/self-check-form/{edition}/new", &["1"]),
        page(Of::District, "/templates/self-check-form/{edition}/{code}", &["1", "Z1.1"]),
        read(Of::District, "/api/unit/list", &[]),
        download(Of::District, "/downloads/units.xlsx", &[]),
        read(Of::Unit, "/api/unit/unit", &[("code", unit)]),
        read(Of::District, "/api/register/templates", &[]),
        read(Of::District, "/api/register/preview", &[("preview", preview)]),
        read(Of::District, "/api/register/roster", &[]),
        read(Of::District, "/api/register/inspector", &[("inspector", ids.inspector.as_str())]),
        download(Of::District, "/downloads/inspectors.xlsx", &[]),
        read(Of::District, "/api/register/holidays", &[]),
        read(Of::District, "/api/register/standard", &[("edition", "1")]),
        read(Of::District, "/api/register/form", &[("edition", "1")]),
        // No such name: it counts as taken back meanwhile.
        stale(Of::District, "/api/unit/take_back_name", &[("code", unit), ("name", "旧名"), ("reason", "写错")]),
        write(Of::District, "/api/register/confirm", &[("preview", preview), ("key", "walk")]),
        write(Of::District, "/api/register/discard", &[("preview", "no-such-preview"), ("key", "walk")]),
        stale(Of::District, "/api/register/revise_weights", &[("rows[0][code]", "F1.1"), ("rows[0][max]", "5")]),
        stale(Of::District, "/api/register/revise_indicator", &indicator),
        stale(Of::District, "/api/register/add_indicator", &new_indicator),
        stale(Of::District, "/api/register/withdraw_indicator", &[("code", "F1.1"), ("given_to", "F1.2")]),
        stale(Of::District, "/api/register/revise_question", &question),
        stale(Of::District, "/api/register/add_question", &new_question),
        stale(Of::District, "/api/register/withdraw_question", &[("code", "Z1.1")]),
        upload(Of::District, "/register/preview/{kind}", &["units"], &[]),
    ]
}

fn self_check(ids: &Ids) -> Vec<Row> {
    let own = [("round", ids.round.as_str()), ("unit", ids.unit.as_str())];
    let with = |more: &[(&'static str, &'static str)]| [&own[..], more].concat();
    let new = [("season", ids.season.as_str()), ("title", "又一轮"), ("working_days", "0"), ("key", "walk")];
    let edited = [own[0], ("title", "又一轮"), ("unit_kinds[0]", "subdistrict"), ("working_days", "5")];
    vec![
        page(Of::District, "/self-check", &[]),
        page(Of::District, "/self-check/{round}", &[&ids.round]),
        page(Of::Unit, "/self-check/{round}/{unit}", &[&ids.round, &ids.unit]),
        read(Of::District, "/api/self_check/rounds", &[]),
        download(Of::District, "/downloads/rounds.xlsx", &[]),
        read(Of::District, "/api/self_check/round", &[("round", ids.round.as_str())]),
        download(Of::District, "/downloads/self-check/{round}/submissions.xlsx", &[&ids.round]),
        read(Of::Unit, "/api/self_check/submission", &own),
        write(Of::District, "/api/self_check/draft_round", &new),
        stale(Of::District, "/api/self_check/edit_round", &edited),
        stale(Of::District, "/api/self_check/discard_round", &[own[0], ("reason", "再核")]),
        stale(Of::District, "/api/self_check/open_round", &own[..1]),
        stale(Of::District, "/api/self_check/close_round", &own[..1]),
        // Without a unit it is refused after the permissions.
        write(Of::District, "/api/self_check/remind", &[("round", ids.round.as_str()), ("key", "walk")]),
        stale(Of::Unit, "/api/self_check/save_draft", &with(&[("revision", "0"), ("answers[Z1.1][value]", "no")])),
        stale(Of::Unit, "/api/self_check/hand_over", &own),
        stale(Of::Unit, "/api/self_check/sign", &with(&[("declared", "true")])),
        stale(Of::Unit, "/api/self_check/hand_back", &with(&[("reason", "再核")])),
        stale(Of::Unit, "/api/self_check/accept", &own),
        stale(Of::Unit, "/api/self_check/return", &with(&[("general", "再核")])),
        upload(Of::Unit, "/self-check/{round}/{unit}/evidence", &[&ids.round, &ids.unit], &[("question", "Z1.1")]),
        form(Of::Unit, "/self-check/{round}/{unit}/evidence/{file}/remove", &[&ids.round, &ids.unit, &ids.file], &[]),
    ]
}

fn plans(ids: &Ids) -> Vec<Row> {
    let plan = ("plan", ids.plan.as_str());
    let unit = ("unit", ids.unit.as_str());
    let act =
        |route: &'static str, more: &[(&'static str, &str)]| stale(Of::District, route, &[&[plan], more].concat());
    vec![
        page(Of::District, "/plans", &[]),
        page(Of::District, "/plans/new", &[]),
        page(Of::District, "/plans/{plan}", &[&ids.plan]),
        page(Of::District, "/plans/{plan}/edit", &[&ids.plan]),
        page(Of::District, "/plans/{plan}/draw", &[&ids.plan]),
        page(Of::District, "/plans/{plan}/units/{unit}", &[&ids.plan, &ids.unit]),
        page(Of::District, "/calendar", &[]),
        page(Of::Unit, "/visits/{visit}/notice", &[&ids.visit]),
        read(Of::District, "/api/inspection/plans", &[]),
        read(Of::District, "/api/inspection/plan_draft", &[]),
        read(Of::District, "/api/inspection/plan_draft", &[plan]).noted("of a plan"),
        read(Of::District, "/api/inspection/plan", &[plan]),
        read(Of::District, "/api/inspection/draw_page", &[plan]),
        read(Of::District, "/api/inspection/arrangement", &[plan, unit]),
        read(Of::District, "/api/inspection/calendar", &[]),
        read(Of::Unit, "/api/inspection/notice", &[("visit", ids.visit.as_str())]),
        download(Of::District, "/plans/{plan}/draw/record.json", &[&ids.plan]),
        download(Of::District, "/downloads/plans.xlsx", &[]),
        download(Of::District, "/downloads/plans/{plan}/visits.xlsx", &[&ids.plan]),
        download(Of::District, "/downloads/calendar.xlsx", &[]),
        write(Of::District, "/api/inspection/draft_plan", &[("key", "walk")]),
        act("/api/inspection/edit_plan", &[]),
        act("/api/inspection/approve_plan", &[]),
        act("/api/inspection/return_plan", &[("text", "再改")]),
        act("/api/inspection/record_training", &[("on", "2026-01-12"), ("content", "办法")]),
        act("/api/inspection/add_group", &[("leader", ids.inspector.as_str())]),
        act("/api/inspection/remove_group", &[("number", "1")]),
        act("/api/inspection/prepare_draw", &[]),
        act("/api/inspection/withdraw_commitment", &[("reason", "名录有误")]),
        act("/api/inspection/run_draw", &[("witness", "1 2 3"), ("witnesses", "掷骰子")]),
        act("/api/inspection/redraw", &[("reason", "名录有误")]),
        act("/api/inspection/substitute_unit", &[unit, ("reason", "撤并")]),
        act("/api/inspection/arrange_visit", &[unit, ("group", "1"), ("date", "2026-01-12")]),
        act("/api/inspection/send_notices", &[]),
        // Without a visit it is refused after the permissions.
        write(Of::District, "/api/inspection/send_chosen_notices", &[plan, ("key", "walk")]),
        act("/api/inspection/report_plan", &[("summary", "已查完")]),
        act("/api/inspection/close_plan", &[]),
        act("/api/inspection/extend_plan", &[("to", "2030-01-14"), ("reason", "部分检查未能按期进行")]),
        act("/api/inspection/cancel_plan", &[("reason", "年度任务调整")]),
    ]
}

fn visits(ids: &Ids) -> Vec<Row> {
    let visit = ("visit", ids.visit.as_str());
    let act = |route: &'static str, more: &[(&'static str, &str)]| stale(Of::Unit, route, &[&[visit], more].concat());
    let add = |route: &'static str, more: &[(&'static str, &str)]| {
        write(Of::Unit, route, &[&[visit, ("key", "walk")], more].concat())
    };
    let finding = [
        ("area", "1"),
        ("title", "又一个问题"),
        ("detail", "详情"),
        ("severity", "general"),
        ("advice", "改"),
        ("number", "0"),
    ];
    vec![
        page(Of::Unit, "/visits/{id}", &[&ids.visit]),
        page(Of::Unit, "/visits/{id}/score", &[&ids.visit]),
        page(Of::Unit, "/visits/{id}/self-check", &[&ids.visit]),
        read(Of::Unit, "/api/visit/visit", &[visit]),
        read(Of::Unit, "/api/visit/score", &[visit]),
        read(Of::Unit, "/api/visit/self_check", &[visit]),
        download(Of::Unit, "/visits/{id}/sheet.json", &[&ids.visit]),
        download(Of::Unit, "/visits/{id}/entries.json", &[&ids.visit]),
        download(Of::Unit, "/visits/{id}/self-check/{file}", &[&ids.visit, &ids.file]),
        act("/api/visit/receive", &[]),
        act("/api/visit/start", &[]),
        act("/api/visit/appoint_leader", &[("leader", "JC001"), ("reason", "因病")]),
        add("/api/visit/record_step", &[("what", "report_hearing"), ("record", "听取汇报"), ("people", "5")]),
        act("/api/visit/save_sheet", &[("window", "walk")]),
        add("/api/visit/submit_sheet", &[]),
        act("/api/visit/close_entry", &[("reason", "有人出差")]),
        act("/api/visit/keep_finding", &finding),
        act("/api/visit/remove_finding", &[("number", "1"), ("reason", "重复")]),
        add("/api/visit/add_good_practice", &[("area", "1"), ("text", "好")]),
        act("/api/visit/remove_good_practice", &[("place", "0")]),
        act("/api/visit/oral_feedback", &[("text", "反馈")]),
        act("/api/visit/acknowledge", &[("answer", "知悉")]),
        act("/api/visit/reconcile", &[]),
        act("/api/visit/lock", &[]),
        act("/api/visit/written_feedback", &[("text", "反馈")]),
        upload(Of::Unit, "/visits/{id}/evidence", &[&ids.visit], &[("of", "step:1"), ("key", "walk")]),
    ]
}

fn ledger(ids: &Ids) -> Vec<Row> {
    let (entry, visit) = (("entry", ids.entry.as_str()), ("visit", ids.visit.as_str()));
    let act = |route: &'static str, more: &[(&'static str, &str)]| stale(Of::Unit, route, &[&[entry], more].concat());
    let step =
        |name: &'static str| act("/api/rectification/take_step", &[("step", name), ("text", "说明")]).noted(name);
    let seen = |name: &'static str| {
        let fields = [("step", name), ("on", "2026-01-12"), ("text", "所见")];
        act("/api/rectification/record_on_site", &fields).noted(name)
    };
    let due = ("due", "2030-01-14");
    let ticked = format!("{}@{STALE}", ids.entry);
    let order = [("entries[0]", ticked.as_str()), ("due", ""), ("text", "限期整改"), ("key", "walk")];
    let words = ("text", "说明");
    let mut rows = vec![
        page(Of::District, "/ledger", &[]),
        page(Of::District, "/ledger/order", &[]),
        page(Of::Unit, "/ledger/{id}", &[&ids.entry]),
        read(Of::District, "/api/rectification/ledger", &[("conditions", "")]),
        download(Of::District, "/downloads/ledger.xlsx", &[]),
        read(Of::Unit, "/api/rectification/entry", &[entry]),
        read(Of::District, "/api/rectification/orders", &[("visit", "")]),
        read(Of::Unit, "/api/rectification/orders", &[visit]).noted("of a visit"),
        write(Of::Unit, "/api/rectification/open_visit", &[visit, ("key", "open")]),
        // No visit waits for it.
        write(Of::District, "/api/rectification/open_visits", &[("key", "walk")]),
        write(Of::Unit, "/api/rectification/order_entries", &order),
        // At no version that there is.
        write(Of::District, "/api/rectification/remind_units", &[order[0], ("key", "walk")]),
        act("/api/rectification/order_entry", &[due, words]),
        act("/api/rectification/prepare_plan", &[("measures", "改"), ("responsible", "科"), ("milestones", "")]),
        act("/api/rectification/report", &[words, ("percent", "10")]),
        act("/api/rectification/ask_extension", &[("until", "2030-01-14"), words]),
        act("/api/rectification/grant_extension", &[("until", "2030-01-14"), words]),
        act("/api/rectification/appoint_verifier", &[("verifier", "JC001"), words]),
        upload(Of::Unit, "/ledger/{id}/evidence", &[&ids.entry], &[("key", "walk")]),
        // Of a file that does not wait.
        form(Of::Unit, "/ledger/{id}/evidence/{file}/remove", &[&ids.entry, &ids.file], &[]),
    ];
    let steps = [
        "receive",
        "sign_plan",
        "approve_plan",
        "return_plan",
        "refuse_extension",
        "prepare_closure",
        "hand_back",
        "sign_closure",
        "accept_materials",
        "return_closure",
        "close",
        "archive",
    ];
    rows.extend(steps.map(step));
    rows.extend(["verify", "fail_verification", "reopen"].map(seen));
    rows
}

fn ranking(ids: &Ids) -> Vec<Row> {
    let season = ("season", ids.season.as_str());
    let act =
        |route: &'static str, more: &[(&'static str, &str)]| stale(Of::District, route, &[&[season], more].concat());
    let weights = [
        ("inspection", "50"),
        ("self_check", "20"),
        ("rectification", "20"),
        ("public", "10"),
        ("excellent", "90"),
        ("good", "80"),
        ("pass", "60"),
        ("because", "会议要求"),
    ];
    let meeting = [("held_on", "2026-01-12"), ("attendees", "改革办"), ("minutes", "听取汇报"), ("decision", "同意")];
    let mut rows = vec![
        page(Of::District, "/ranking", &[]),
        page(Of::District, "/ranking/{season}/workbench", &[&ids.season]),
        page(Of::District, "/dashboard", &[]),
        page(Of::District, "/wall", &[]),
        read(Of::District, "/api/ranking/seasons", &[]),
        download(Of::District, "/downloads/rankings.xlsx", &[]),
        read(Of::District, "/api/ranking/workbench", &[season]),
        read(Of::District, "/api/dashboard/board", &[]),
        act("/api/ranking/compute", &[]),
        act("/api/ranking/reweigh", &weights),
        act("/api/ranking/table", &[]),
        act("/api/ranking/send_back", &[("because", "核对")]),
        act("/api/ranking/record_meeting", &meeting),
        act("/api/ranking/adopt", &[]),
        act("/api/ranking/publish", &[("scope", "government")]),
        act("/api/ranking/correct", &[("because", "漏了一个单位")]),
    ];
    rows.extend(published(
        &ids.season,
        ["to units only", "inputs to units only", "rule to units only", "result to units only"],
    ));
    rows.extend(published(
        &ids.government,
        ["to government", "inputs to government", "rule to government", "result to government"],
    ));
    rows.extend(published(&ids.public, ["to all", "inputs to all", "rule to all", "result to all"]));
    rows
}

/// What is read of a season's ranking; the notes say in which scope it was published.
fn published(season: &str, [scope, inputs, rule, result]: [&'static str; 4]) -> Vec<Row> {
    let file = "/downloads/ranking/{season}/{edition}/{file}";
    vec![
        page(Of::District, "/ranking/{season}", &[season]).noted(scope),
        read(Of::District, "/api/ranking/page", &[("season", season)]).noted(scope),
        download(Of::District, "/downloads/ranking/{season}/{edition}/places.xlsx", &[season, "1"]).noted(scope),
        download(Of::District, file, &[season, "1", "inputs.json"]).noted(inputs),
        download(Of::District, file, &[season, "1", "rule.json"]).noted(rule),
        download(Of::District, file, &[season, "1", "result.json"]).noted(result),
    ]
}

fn rest(ids: &Ids) -> Vec<Row> {
    vec![
        page(Of::Everybody, "/styleguide", &[]),
        page(Of::Journal, "/admin/journal", &[]),
        page(Of::Journal, "/admin/journal/{record}/{seq}", &[&ids.journal, "1"]),
        read(Of::Journal, "/api/journal/page", &[]),
        read(Of::Journal, "/api/journal/entry", &[("record", ids.journal.as_str()), ("seq", "1")]),
        download(Of::Journal, "/admin/journal/export", &[]),
        download(Of::Journal, "/downloads/journal.xlsx", &[]),
        page(Of::People, "/admin/system", &[]),
        read(Of::People, "/api/system/page", &[]),
        download(Of::Unit, "/files/{id}", &[&ids.file]),
        upload(Of::District, "/files", &[], &[]),
        download(Of::Everybody, "/health/live", &[]),
        download(Of::Everybody, "/health/ready", &[]),
    ]
}
