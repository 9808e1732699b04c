//! The spot check: its plan, its groups under recusal, the draw before a witness, and the days (Art. 7–9, 14).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::season::{Season, text};
use crate::{
    inspection::{
        model::{Group, Plan, PlanKind, Training, Visit},
        plan::{
            model::PlanTerms,
            rules::schedule::{Booking, Span, free_days},
            store::{self as plans, Arrangement, Register},
        },
        rules::draw::SampleSize,
    },
    kernel::{
        canonical::sha256,
        ids::{InspectorId, PlanId},
        unit_kind::{Area, UnitKind},
    },
    store::Failure,
};

/// Steps of the plan, in working days from today.
const DRAFTED: i64 = -42;
const APPROVED: i64 = -40;
const GROUPED: i64 = -37;
const TRAINED: i64 = -34;
const PREPARED: i64 = -32;
const DRAWN: i64 = -31;
const ARRANGED: i64 = -30;
const FROM: i64 = -26;
const TO: i64 = 9;

/// Visits of which everything is told were at least so many working days ago.
const PAST: i64 = -5;

/// These units of the demo's own people are visited first, so that they have something to put right.
pub(super) const OWN: [&str; 2] = ["JSJD01", "JSJD02"];

/// A unit of the demo's own people whose visit stands where it waits for them, whatever the draw gave.
struct Waiting {
    unit: &'static str,
    /// The group whose visit, at this place, is led just so far.
    group: i64,
    /// Between which days it lies, in working days from today, and so at which place of its group.
    days: (i64, i64),
}

/// One was told of a visit that is yet to come, as the last of its group; one heard the oral feedback of the visit before
/// the last.
const WAITING: [Waiting; 2] = [
    Waiting { unit: "JSJD14", group: TOLD_GROUP, days: (1, TO) },
    Waiting { unit: "JSJD10", group: HEARD_GROUP, days: (PAST + 1, -1) },
];

/// The group whose last visit has its notice and nobody has signed for that.
pub(super) const TOLD_GROUP: i64 = 3;

/// The group whose visit before the last has its oral feedback and nobody has acknowledged that.
pub(super) const HEARD_GROUP: i64 = 1;

/// The groups, the leader first. People who know different things and work in different places, and no unit from which
/// somebody of every group is recused.
const GROUPS: [[&str; 4]; 5] = [
    ["JC2601", "JC2602", "JC2611", "JC2625"],
    ["JC2608", "JC2603", "JC2617", "JC2628"],
    ["JC2620", "JC2605", "JC2618", "JC2637"],
    ["JC2629", "JC2606", "JC2623", "JC2633"],
    ["JC2604", "JC2612", "JC2616", "JC2639"],
];

/// What is sampled: every subdistrict, and some of each other kind.
const SIZES: [(UnitKind, SampleSize); 4] = [
    (UnitKind::Subdistrict, SampleSize::Percent(100)),
    (UnitKind::Department, SampleSize::Count(5)),
    (UnitKind::VerticalAgency, SampleSize::Count(2)),
    (UnitKind::AuthorisedOrganisation, SampleSize::Count(1)),
];

/// Leads the plan to drawn visits with their days, and answers them by group and in the order of their days.
pub(super) async fn play(season: &Season) -> Result<BTreeMap<i64, Vec<Visit>>, Failure> {
    let (store, officer) = (&season.store, season.cast.officer()?);
    let at = season.instant(DRAFTED, 20);
    let id = plans::draft(store, &officer, at, "demo.plan.draft", spot_check(season)?).await?;
    let plan = load(season, &id).await?;
    let leader = season.cast.leader()?;
    let at = season.instant(APPROVED, 90);
    plans::approve(store, &leader, at, "demo.plan.approve", &plan, plan.version).await?;
    form_groups(season, &id).await?;
    train(season, &id).await?;
    run_draw(season, &id).await?;
    arrange(season, &id).await?;
    by_group(season, &id).await
}

/// Writes the next plan, which waits for the leader's approval.
pub(super) async fn draft_next(season: &Season) -> Result<(), Failure> {
    let terms = PlanTerms {
        kind: PlanKind::Census,
        title: text(format!("{} 年度垂直管理部门责任清单运行情况普查", season.id))?,
        scope: text("全部垂直管理部门，重点是事中事后监管和服务承诺落实情况。")?,
        areas: vec![Area::Disclosure, Area::OngoingOversight, Area::ServicePledges],
        sizes: [(UnitKind::VerticalAgency.code().to_owned(), SampleSize::Percent(100))].into(),
        from: season.day(20),
        to: season.day(35),
        ..spot_check(season)?
    };
    let (store, officer) = (&season.store, season.cast.officer()?);
    plans::draft(store, &officer, season.instant(-1, 60), "demo.plan.next", terms).await?;
    Ok(())
}

fn spot_check(season: &Season) -> Result<PlanTerms, Failure> {
    let sizes = SIZES.into_iter().map(|(kind, size)| (kind.code().to_owned(), size));
    Ok(PlanTerms {
        kind: PlanKind::SpotCheck,
        title: text(format!("{} 年度责任清单运行情况抽查", season.id))?,
        basis: text("《金水区行政责任清单运行监督检查办法》第七条、第八条。")?,
        scope: text(
            "街道办事处全覆盖，区直单位、垂直管理部门和法律法规授权组织随机抽取；检查本年度责任清单运行情况。",
        )?,
        procedure: text(
            "听取汇报、召开座谈会、个别访谈、走访群众、查阅资料、现场反馈；量化评分由检查组成员独立打分后汇总。",
        )?,
        areas: Area::ALL.to_vec(),
        sizes: sizes.collect(),
        from: season.day(FROM),
        to: season.day(TO),
        season: season.id.clone(),
    })
}

/// The plan as it stands now.
pub(super) async fn load(season: &Season, id: &PlanId) -> Result<Plan, Failure> {
    let found = plans::load(&season.store, id).await?;
    found.ok_or_else(|| Failure::internal(format!("the plan {id} of the demo is gone")))
}

fn inspector(number: &str) -> Result<InspectorId, Failure> {
    InspectorId::parse(number).map_err(|bad| Failure::Internal(bad.into()))
}

async fn form_groups(season: &Season, id: &PlanId) -> Result<(), Failure> {
    let officer = season.cast.officer()?;
    for (number, [leader, members @ ..]) in (1_i64..).zip(GROUPS) {
        let plan = load(season, id).await?;
        let members = members.into_iter().map(inspector).collect::<Result<_, _>>()?;
        let (at, key) = (season.instant(GROUPED, 20 * number), format!("demo.plan.group.{number}"));
        plans::add_group(&season.store, &officer, at, &key, &plan, plan.version, inspector(leader)?, members).await?;
    }
    Ok(())
}

async fn train(season: &Season, id: &PlanId) -> Result<(), Failure> {
    let (officer, plan) = (season.cast.officer()?, load(season, id).await?);
    let content =
        text("检查办法和量化评分标准解读；案卷抽查和走访群众的方法；回避、保密和廉政要求。参训 20 人，全部通过测试。")?;
    let training = Training { on: season.day(TRAINED), content };
    let at = season.instant(TRAINED, 500);
    plans::train(&season.store, &officer, at, "demo.plan.train", &plan, plan.version, training).await
}

async fn run_draw(season: &Season, id: &PlanId) -> Result<(), Failure> {
    let (store, officer) = (&season.store, season.cast.officer()?);
    let plan = load(season, id).await?;
    // Everybody can know this secret, so this draw proves nothing; the demo is to be the same each time.
    let secret = sha256(format!("zeqing demo {id}").as_bytes());
    let at = season.instant(PREPARED, 60);
    plans::prepare_with(store, &officer, at, "demo.plan.prepare", &plan, plan.version, secret).await?;
    let plan = load(season, id).await?;
    let witness = text("三等奖 04 17 22 26 31 + 监督员姓氏笔画 8 11 7")?;
    let witnesses =
        text("区纪委监委派驻干部和两名政协委员现场见证；见证文本由当日公开发布的开奖号码和三人姓氏笔画组成。")?;
    let at = season.instant(DRAWN, 60);
    plans::draw(store, &officer, at, "demo.plan.draw", &plan, plan.version, &witness, witnesses).await
}

/// The visits by group, each group's in the order of their days.
async fn by_group(season: &Season, id: &PlanId) -> Result<BTreeMap<i64, Vec<Visit>>, Failure> {
    let mut groups: BTreeMap<i64, Vec<Visit>> = BTreeMap::new();
    for visit in plans::visits_of_plan(&season.store, id).await? {
        groups.entry(visit.group).or_default().push(visit);
    }
    Ok(groups)
}

/// Moves the few days that would not show a season half-way done: each group's last visit is yet to come, all others
/// are over, the own units come first, and what waits for units of the demo's own people waits there.
async fn arrange(season: &Season, id: &PlanId) -> Result<(), Failure> {
    let [first, past, next, last] = [FROM, PAST, 1, TO].map(|offset| season.day(offset));
    let groups = by_group(season, id).await?;
    for visit in groups.values().flatten().filter(|visit| OWN.contains(&visit.unit.as_str())) {
        if visit.date > season.day(FROM + 3) {
            move_visit(season, id, visit, visit.group, (first, past)).await?;
        }
    }
    for Waiting { unit, group, days: (from, to) } in WAITING {
        let (from, to) = (season.day(from), season.day(to));
        for visit in groups.values().flatten().filter(|visit| visit.unit.as_str() == unit) {
            if visit.group != group || !(from..=to).contains(&visit.date) {
                move_visit(season, id, visit, group, (from, to)).await?;
            }
        }
    }
    for (number, visits) in by_group(season, id).await? {
        let mut others: Vec<&Visit> = visits.iter().filter(|visit| !waits(visit)).collect();
        // Another one is to come where none of those is.
        let to_come = if number == TOLD_GROUP { None } else { others.pop() };
        if let Some(to_come) = to_come.filter(|visit| visit.date < next) {
            move_visit(season, id, to_come, number, (next, last)).await?;
        }
        for visit in others.into_iter().filter(|visit| visit.date > past) {
            move_visit(season, id, visit, number, (first, past)).await?;
        }
    }
    Ok(())
}

fn waits(visit: &Visit) -> bool {
    WAITING.iter().any(|waiting| waiting.unit == visit.unit.as_str())
}

/// Gives a visit the first day on which it can be made by this group.
async fn move_visit(
    season: &Season,
    id: &PlanId,
    visit: &Visit,
    group: i64,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<(), Failure> {
    let (store, officer, plan) = (&season.store, season.cast.officer()?, load(season, id).await?);
    let register = Register::read(store).await?;
    let taken = plans::booked_days(store, from, to).await?;
    let inspectors = plan.groups.iter().find(|known| known.number == group).map(Group::everybody);
    let inspectors = inspectors.ok_or_else(|| Failure::internal(format!("no group {group}")))?;
    let (unit, unit_name) = (visit.unit.clone(), visit.unit_name.clone());
    let booking = Booking { visit: visit.visit.clone(), unit, unit_name, inspectors };
    let span = Span { from, to, calendar: &register.calendar, today: from };
    let free = free_days(&booking, span, &taken, 1);
    let date = free.first().copied().ok_or_else(|| Failure::internal(format!("no day for {}", visit.visit)))?;
    let reason =
        if visit.group == group { None } else { Some(text("因检查组日程调整，改由该组检查。")?) };
    let wanted = Arrangement { unit: visit.unit.clone(), group, date, reason };
    let key = format!("demo.plan.arrange.{}", visit.unit);
    let at = season.instant(ARRANGED, 60);
    plans::arrange(store, &officer, at, &key, &plan, visit.version, wanted).await
}
