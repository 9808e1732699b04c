//! The visits: most locked and answered, one on site, one being scored, the last of each group still to come (Art. 9, 10, 12).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    super::{
        papers::Paper,
        season::{Season, pick, roll, text},
        texts::{PRACTICES, PROBLEMS, Problem},
    },
    files, plan, score,
};
use crate::{
    inspection::{
        model::{Finding, GoodPractice, MaterialKind, StepKind, StepRecord, Visit},
        plan::store as plans,
        visit::store::{self, Proved},
    },
    kernel::{
        actor::{Actor, Signature},
        unit_kind::Area,
    },
    store::Failure,
    unit::{model::Unit, store as units},
};

/// A visit is answered so many working days after its day, where that is over.
const ANSWERED_AFTER: i64 = 6;

/// How far a visit is led.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Scheduled,
    Notified,
    Received,
    OnSite,
    FedBack,
    Locked,
    Answered,
}

/// Leads every visit as far as its day allows, and answers those that the office has answered, by day.
pub(super) async fn play(season: &Season, groups: BTreeMap<i64, Vec<Visit>>) -> Result<Vec<Visit>, Failure> {
    let mut led: Vec<(Visit, Fate)> =
        groups.into_iter().flat_map(|(group, visits)| fates(season, group, visits)).collect();
    led.sort_by(|(one, _), (other, _)| (one.date, &one.visit).cmp(&(other.date, &other.visit)));
    // All notices first: sending one reads every visit of the plan, and they are short as yet.
    for (visit, fate) in &led {
        if *fate > Fate::Scheduled {
            notify(season, visit).await?;
        }
    }
    let mut answered = Vec::new();
    for (visit, fate) in led {
        let unit = units::load(&season.store, &visit.unit).await?;
        let unit = unit.ok_or_else(|| Failure::internal(format!("{} is not in the register", visit.unit)))?;
        let way = Way { season, unit: &unit, has_files: has_files(&unit, fate) };
        let visit = way.walk(visit, fate).await?;
        if fate == Fate::Answered {
            answered.push(visit);
        }
    }
    Ok(answered)
}

/// The last visit of each group is to come; the one before is still being scored in one group of the demo's
/// inspectors, where the unit has the oral feedback to acknowledge, and looked at on site in the other.
fn fates(season: &Season, group: i64, visits: Vec<Visit>) -> Vec<(Visit, Fate)> {
    let count = visits.len();
    let over = |date: NaiveDate| season.shifted(date, ANSWERED_AFTER) < season.today;
    let fate = |(place, visit): (usize, Visit)| {
        let fate = match (count - place, group) {
            (1, plan::TOLD_GROUP) => Fate::Notified,
            (1, 1 | 2) => Fate::Received,
            (1, _) => Fate::Scheduled,
            (2, plan::HEARD_GROUP) => Fate::FedBack,
            (2, 2) => Fate::OnSite,
            (2, _) => Fate::Locked,
            (_, _) if over(visit.date) => Fate::Answered,
            (_, _) => Fate::Locked,
        };
        (visit, fate)
    };
    visits.into_iter().enumerate().map(fate).collect()
}

/// Files lie where the demo's people look: at the visits to their own units, and at those that their inspectors work
/// on.
fn has_files(unit: &Unit, fate: Fate) -> bool {
    plan::OWN.contains(&unit.code.as_str()) || matches!(fate, Fate::OnSite | Fate::FedBack)
}

/// The way of one visit.
struct Way<'a> {
    season: &'a Season,
    unit: &'a Unit,
    has_files: bool,
}

impl Way<'_> {
    async fn walk(&self, visit: Visit, fate: Fate) -> Result<Visit, Failure> {
        if fate <= Fate::Notified {
            return Ok(visit);
        }
        let visit = store::load(&self.season.store, &visit.visit).await?;
        let visit = self.receive(visit).await?;
        if fate == Fate::Received {
            return Ok(visit);
        }
        let visit = self.on_site(visit, fate).await?;
        let visit = self.findings(visit).await?;
        if fate == Fate::OnSite {
            return Ok(visit);
        }
        let going_on = fate == Fate::FedBack;
        let visit = score::hand_in(self.season, self.unit, visit, going_on, self.has_files).await?;
        let visit = self.feed_back(visit).await?;
        if fate == Fate::FedBack {
            return Ok(visit);
        }
        let visit = self.acknowledge(visit).await?;
        let visit = self.lock(visit).await?;
        if fate == Fate::Locked { Ok(visit) } else { self.answer(visit).await }
    }

    fn key(&self, visit: &Visit, word: &str) -> String {
        format!("demo.visit.{}.{word}", visit.visit)
    }

    fn roll(&self, word: &str, sides: u32) -> u32 {
        roll(&[self.unit.code.as_str(), self.season.id.as_str(), word], sides)
    }

    /// So many working days after the visit's day, so many minutes after nine.
    fn at(&self, visit: &Visit, days: i64, minutes: i64) -> DateTime<Utc> {
        self.season.at(self.season.shifted(visit.date, days), minutes)
    }

    async fn receive(&self, visit: Visit) -> Result<Visit, Failure> {
        let clerk = self.season.cast.clerk(self.unit)?;
        let day = self.season.shifted(visit.date, -2).min(self.season.day(-1));
        let (at, key) = (self.season.at(day, 60), self.key(&visit, "receive"));
        store::receive(&self.season.store, &clerk, at, &key, &visit, visit.version).await
    }

    /// The records of the steps; a group that is still on site has not made all of them.
    async fn on_site(&self, visit: Visit, fate: Fate) -> Result<Visit, Failure> {
        let leader = self.season.cast.inspector(&visit.leader)?;
        let key = self.key(&visit, "start");
        let at = self.at(&visit, 0, 0);
        let mut visit = store::start(&self.season.store, &leader, at, &key, &visit, visit.version).await?;
        let made = if fate == Fate::OnSite { STILL_ON_SITE } else { RECORDS.len() };
        for (place, (kind, material, people, words)) in (0_i64..).zip(RECORDS).take(made) {
            let (number, at) = (usize::try_from(place).unwrap_or_default(), self.at(&visit, 0, 15 + 22 * place));
            let who = visit.inspectors.get(number % visit.inspectors.len().max(1)).unwrap_or(&visit.leader);
            let actor = self.season.cast.inspector(who)?;
            let people = people.map(|least| least + self.roll(words, 6));
            let record = StepRecord {
                kind,
                material,
                record: text(words)?,
                people,
                evidence: Vec::new(),
                signed: Signature::of(&actor, at),
            };
            let key = self.key(&visit, &format!("record.{number}"));
            visit = store::record_step(&self.season.store, &actor, at, &key, &visit, record).await?;
            if let Some(paper) = files::of_step(self.unit, number + 1)?.filter(|_| self.has_files) {
                visit = self.prove(visit, &actor, at + TimeDelta::minutes(6), Proved::Step(number + 1), paper).await?;
            }
        }
        Ok(visit)
    }

    /// Puts a file to a step record or a finding.
    async fn prove(
        &self,
        visit: Visit,
        actor: &Actor,
        at: DateTime<Utc>,
        proved: Proved,
        paper: Paper,
    ) -> Result<Visit, Failure> {
        let word = match proved {
            Proved::Step(number) => format!("step.{number}.file"),
            Proved::Finding(number) => format!("finding.{number}.file"),
        };
        let (at, key) = (at.min(self.season.now), self.key(&visit, &word));
        let file = files::receive(self.season, actor, at, &key, paper).await?;
        store::add_evidence(&self.season.store, actor, at, &key, &visit, proved, &[file]).await
    }

    async fn findings(&self, mut visit: Visit) -> Result<Visit, Failure> {
        for (place, problem) in (0_i64..).zip(problems(self.season, self.unit)) {
            let number = usize::try_from(place).unwrap_or_default();
            let who = visit.inspectors.get(1 + number % 3).unwrap_or(&visit.leader);
            let (actor, at) = (self.season.cast.inspector(who)?, self.at(&visit, 0, 250 + 20 * place));
            let record = Some(proving_record(problem.area)).filter(|number| is_made(&visit, *number));
            let finding = Finding {
                number: 0,
                area: problem.area,
                indicator: Some(problem.indicator.to_owned()),
                title: text(problem.title)?,
                detail: text(problem.detail)?,
                severity: problem.severity,
                advice: text(problem.advice)?,
                record,
                evidence: Vec::new(),
                signed: Signature::of(&actor, at),
            };
            let key = self.key(&visit, &format!("finding.{place}"));
            visit = store::add_finding(&self.season.store, &actor, at, &key, &visit, finding).await?;
            // A group that is still on site brings its proofs later.
            if self.has_files && record.is_some() {
                let paper = files::of_finding(self.unit, problem.title, visit.last_finding)?;
                let proved = Proved::Finding(visit.last_finding);
                visit = self.prove(visit, &actor, at + TimeDelta::minutes(5), proved, paper).await?;
            }
        }
        if self.roll("practice", 2) == 0 { self.good_practice(visit).await } else { Ok(visit) }
    }

    async fn good_practice(&self, visit: Visit) -> Result<Visit, Failure> {
        let words = [self.unit.code.as_str(), self.season.id.as_str(), "which practice"];
        let Some((area, practice)) = pick(&words, &PRACTICES) else { return Ok(visit) };
        let (actor, at) = (self.season.cast.inspector(&visit.leader)?, self.at(&visit, 0, 340));
        let practice = GoodPractice { area, text: text(practice)?, signed: Signature::of(&actor, at) };
        let key = self.key(&visit, "practice");
        store::add_good_practice(&self.season.store, &actor, at, &key, &visit, practice).await
    }

    async fn feed_back(&self, visit: Visit) -> Result<Visit, Failure> {
        let leader = self.season.cast.inspector(&visit.leader)?;
        let titles: Vec<&str> = visit.findings.iter().map(|finding| finding.title.as_str()).collect();
        let words = format!(
            "检查组认为，{}总体重视责任清单工作，检查中发现 {} 个问题：{}。请对照建议抓紧整改，书面反馈以区委编办送达为准。",
            self.unit.short_name,
            titles.len(),
            titles.join("；"),
        );
        let (at, key) = (self.at(&visit, 0, 480), self.key(&visit, "oral"));
        let (store, nothing) = (&self.season.store, BTreeMap::new());
        store::oral_feedback(store, &leader, at, &key, &visit, visit.version, text(words)?, &nothing).await
    }

    /// What the unit says to the oral feedback; some contest what was found.
    async fn acknowledge(&self, visit: Visit) -> Result<Visit, Failure> {
        let head = self.season.cast.head(self.unit)?;
        let words = [self.unit.code.as_str(), self.season.id.as_str(), "answer"];
        let Some((contested, answer)) = pick(&words, &ANSWERS) else { return Ok(visit) };
        let (at, key) = (self.at(&visit, 1, 90), self.key(&visit, "acknowledge"));
        let store = &self.season.store;
        store::acknowledge(store, &head, at, &key, &visit, visit.version, Some(text(answer)?), contested).await
    }

    async fn lock(&self, visit: Visit) -> Result<Visit, Failure> {
        let visit = score::reconcile(self.season, self.unit, visit).await?;
        let leader = self.season.cast.inspector(&visit.leader)?;
        let (at, key) = (self.at(&visit, 3, 60), self.key(&visit, "lock"));
        store::lock(&self.season.store, &leader, at, &key, &visit, visit.version).await
    }

    async fn answer(&self, visit: Visit) -> Result<Visit, Failure> {
        let officer = self.season.cast.officer()?;
        let words = format!(
            "{}：根据《金水区行政责任清单运行监督检查办法》第十二条，现将检查结果书面反馈你单位。检查发现问题 {} 个，已列入整改台账，\
             请按责令整改要求逐项整改，整改完成后申请销号。",
            self.unit.name,
            visit.findings.len(),
        );
        let (at, key) = (self.at(&visit, ANSWERED_AFTER, 60), self.key(&visit, "answer"));
        store::written_feedback(&self.season.store, &officer, at, &key, &visit, visit.version, text(words)?).await
    }
}

/// Sends the notice three working days before, or the day before yesterday for a visit that is still to come.
async fn notify(season: &Season, visit: &Visit) -> Result<(), Failure> {
    let officer = season.cast.officer()?;
    let day = season.shifted(visit.date, -3).min(season.day(-2));
    let (at, key) = (season.at(day, 30), format!("demo.visit.{}.notify", visit.visit));
    let plan = plan::load(season, &visit.plan).await?;
    plans::send_notices(&season.store, &officer, at, &key, &plan, plan.version, plans::Which::One(&visit.visit)).await
}

/// What was found at a unit: one to three problems, four at the unit of the demo's own people.
pub(super) fn problems(season: &Season, unit: &Unit) -> Vec<Problem> {
    let words = |word| [unit.code.as_str(), season.id.as_str(), word];
    let (first, count) = match unit.code.as_str() {
        "JSJD01" => (0, 4),
        "JSJD02" => (4, 3),
        _ => (roll(&words("first problem"), 26), 1 + roll(&words("problems"), 3)),
    };
    let [first, count] = [first, count].map(|number| usize::try_from(number).unwrap_or_default());
    // Neighbours in the table are of different areas.
    PROBLEMS.iter().cycle().skip(first).take(count).copied().collect()
}

type Record = (StepKind, Option<MaterialKind>, Option<u32>, &'static str);

/// A record of each step that Art. 9 asks for on site, and of each of the six kinds of materials, in its order.
const RECORDS: [Record; 10] = [
    (StepKind::ReportHearing, None, Some(5), "听取主要负责人关于责任清单公示、落实、动态调整和服务承诺情况的汇报。"),
    (StepKind::Symposium, None, Some(8), "召开座谈会，各科室派员参加，就责任分解、动态调整和服务承诺听取意见。"),
    (StepKind::Interview, None, Some(3), "个别访谈科室负责人和经办人员，了解责任分解、案卷归档和监管留痕情况。"),
    (
        StepKind::CitizenInterview,
        None,
        Some(6),
        "在办事大厅走访办事群众，了解承诺时限、延时服务和投诉处理情况，多数表示满意。",
    ),
    (
        StepKind::DocumentReview,
        Some(MaterialKind::StudyRecords),
        None,
        "查阅责任清单学习的通知、签到表和学习材料，核对学习次数。",
    ),
    (
        StepKind::DocumentReview,
        Some(MaterialKind::MeetingMinutes),
        None,
        "查阅领导班子会议记录和纪要，核对专题研究次数和上一轮问题的整改情况。",
    ),
    (
        StepKind::DocumentReview,
        Some(MaterialKind::ImplementationDocuments),
        None,
        "查阅落实责任清单的文件、分工表和案卷 10 件，逐件比对责任环节。",
    ),
    (
        StepKind::DocumentReview,
        Some(MaterialKind::PublicityMaterials),
        None,
        "查看公示栏、查询屏和门户网站，比对公示网页与审定版本 20 项。",
    ),
    (
        StepKind::DocumentReview,
        Some(MaterialKind::OversightDocuments),
        None,
        "查阅监管文件、检查计划和监管台账，核对检查次数和处理情况。",
    ),
    (
        StepKind::DocumentReview,
        Some(MaterialKind::CitizenFeedback),
        None,
        "查阅评价统计表、投诉台账和办件记录，抽查办件 20 件。",
    ),
];

/// How many of the records a group has made that is still on site.
const STILL_ON_SITE: usize = 5;

fn is_made(visit: &Visit, number: u32) -> bool {
    usize::try_from(number).is_ok_and(|number| number <= visit.steps.len())
}

/// The number, from 1, of the record on which what is said of an area rests.
pub(super) const fn proving_record(area: Area) -> u32 {
    match area {
        Area::Disclosure => 8,
        Area::Fulfilment | Area::Adjustment => 7,
        Area::OngoingOversight => 9,
        Area::ServicePledges => 10,
        Area::Other => 6,
    }
}

/// What units say to the oral feedback, and whether they contest it.
const ANSWERS: [(bool, &str); 5] = [
    (false, "对反馈的问题认可，立即着手整改。"),
    (false, "认可检查意见，将举一反三，全面排查同类问题。"),
    (true, "对其中一个问题有异议：相关记录已归档，检查当日经办人外出未能提供，申请复核。"),
    (false, "认可。建议对基层业务培训给予支持。"),
    (true, "有异议：超时件系申请人补正材料所致，补正期间不应计入承诺时限，请检查组核实。"),
];
