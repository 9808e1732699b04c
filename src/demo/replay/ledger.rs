//! The rectification ledger: closed in time and late, overdue, soon due, on its way (Art. 11, 13).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    super::{
        papers::Paper,
        season::{Season, pick, text},
    },
    files,
};
use crate::{
    inspection::model::Visit,
    journal::chain::chain_day,
    kernel::{actor::Actor, ids::EntryId},
    rectification::{model::Entry, rules::Command, store as ledger},
    store::Failure,
    unit::{model::Unit, store as units},
};

/// An entry older than this can have been closed.
const OLD: i64 = 13;

/// How an entry fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    ClosedInTime,
    ClosedLate,
    Overdue,
    DueSoon,
    ExtensionAsked,
    ClosurePrepared,
    ClosureRequested,
    MaterialsAccepted,
    Verified,
    InProgress,
    PlanSubmitted,
    Received,
    Ordered,
}

use Course::{
    ClosedInTime, ClosedLate, ClosurePrepared, ClosureRequested, DueSoon, ExtensionAsked, InProgress,
    MaterialsAccepted, Ordered, Overdue, PlanSubmitted, Received, Verified,
};

/// What old entries come to, in turn.
const OLD_ONES: [Course; 11] = [
    ClosedInTime,
    Overdue,
    ClosedLate,
    DueSoon,
    ClosedInTime,
    ClosureRequested,
    ClosedInTime,
    Overdue,
    ClosedLate,
    InProgress,
    ClosurePrepared,
];

/// How far young entries are, in turn.
const YOUNG_ONES: [Course; 6] = [InProgress, PlanSubmitted, Received, DueSoon, Ordered, InProgress];

/// The entries of the demo's own units.
const OWN: [(&str, &[Course]); 2] = [
    ("JSJD01", &[Overdue, DueSoon, ClosurePrepared, PlanSubmitted]),
    ("JSJD02", &[ClosedInTime, ExtensionAsked, InProgress]),
];

/// The first other entries of the group that the demo's inspector leads: they wait for it.
const LED: [Course; 2] = [MaterialsAccepted, Verified];

/// The number of that group.
const LED_GROUP: i64 = 1;

/// Replays the entries of the answered visits.
pub(super) async fn play(season: &Season, answered: Vec<Visit>) -> Result<(), Failure> {
    let (mut old, mut young, mut led) = (OLD_ONES.iter().cycle(), YOUNG_ONES.iter().cycle(), LED.iter());
    let officer = season.cast.officer()?;
    for visit in answered {
        let Some(sent) = visit.written_feedback.as_ref().map(|feedback| feedback.sent.at) else { continue };
        let key = format!("demo.ledger.{}.open", visit.visit);
        let entries = ledger::open_from_visit(&season.store, &officer, sent, &key, &visit).await?;
        let unit = units::load(&season.store, &visit.unit).await?;
        let unit = unit.ok_or_else(|| Failure::internal(format!("{} is not in the register", visit.unit)))?;
        let opened = chain_day(sent);
        let age = season.calendar.working_days_between(opened, season.today);
        let own = OWN.iter().find(|(code, _)| *code == unit.code.as_str()).map_or(&[][..], |(_, courses)| courses);
        let (has_files, mut own) = (!own.is_empty(), own.iter());
        for entry in entries {
            let waiting = if visit.group == LED_GROUP { led.as_slice().first() } else { None };
            let course = match (own.next(), waiting) {
                (Some(course), _) => Some(course),
                (None, Some(_)) => led.next(),
                (None, None) if age >= OLD => old.next(),
                (None, None) => young.next(),
            };
            let (entry, title, number) = (entry.entry.clone(), entry.title.to_string(), entry.number);
            let way = Way { season, visit: &visit, unit: &unit, entry, title, number, has_files, age, opened };
            way.walk(course.copied().unwrap_or(Ordered)).await?;
        }
    }
    Ok(())
}

/// The way of one entry.
struct Way<'a> {
    season: &'a Season,
    visit: &'a Visit,
    unit: &'a Unit,
    entry: EntryId,
    title: String,
    number: u32,
    /// Whether the unit hands in files.
    has_files: bool,
    /// Working days since it was opened.
    age: i64,
    opened: NaiveDate,
}

/// The stages of a whole way: what is done at the n-th of them.
const STAGES: i64 = 10;

/// The stage of the first report.
const FIRST_REPORT: i64 = 4;

/// The stage at which the plan is drawn up and signed.
const PLANNED: i64 = 2;

/// The stage at which closure is asked for.
const CLOSURE: i64 = 6;

impl Way<'_> {
    async fn walk(&self, course: Course) -> Result<(), Failure> {
        self.order(course).await?;
        let (clerk, head) = (self.season.cast.clerk(self.unit)?, self.season.cast.head(self.unit)?);
        let officer = self.season.cast.officer()?;
        let done = stages(course);
        let way: [(i64, &Actor, Command); 4] = [
            (1, &clerk, Command::Receive),
            (PLANNED, &clerk, self.plan()?),
            (3, &officer, Command::ApprovePlan { note: None }),
            (
                FIRST_REPORT,
                &clerk,
                Command::Report { text: text(self.pick("first report", &FIRST_REPORTS))?, percent: Some(30) },
            ),
        ];
        for (stage, actor, command) in way {
            if done >= stage && stage == FIRST_REPORT {
                self.attach(stage, actor, vec![self.progress(stage)?]).await?;
            }
            if done >= stage {
                self.step(stage, actor, command).await?;
            }
            // The head signs on the same day.
            if done >= stage && stage == PLANNED {
                self.act("signed", &head, self.at(PLANNED) + TimeDelta::minutes(25), Command::SignPlan).await?;
            }
        }
        if course == ExtensionAsked {
            let reason = text("涉及的信息系统改造须经区财政评审，采购周期较长，申请延长整改期限。")?;
            let ask = Command::AskExtension { until: self.season.day(18), reason };
            return self.act("extension", &clerk, self.season.instant(-2, 100), ask).await;
        }
        if done >= 5 {
            if self.number == 3 {
                self.attach(5, &clerk, vec![self.progress(5)?]).await?;
            }
            let words = text(self.pick("second report", &SECOND_REPORTS))?;
            self.step(5, &clerk, Command::Report { text: words, percent: Some(if done > 5 { 100 } else { 60 }) })
                .await?;
        }
        self.close(done, &clerk, &head, &officer).await
    }

    async fn close(&self, done: i64, clerk: &Actor, head: &Actor, officer: &Actor) -> Result<(), Failure> {
        let member = self.visit.inspectors.get(1).unwrap_or(&self.visit.leader);
        let (member, leader) = (self.season.cast.inspector(member)?, self.season.cast.inspector(&self.visit.leader)?);
        let (words, unproved) = match self.has_files {
            true => (text(self.pick("closure", &CLOSURES))?, None),
            false => (text(BARE_CLOSURE)?, Some(text(NO_FILE)?)),
        };
        let on = chain_day(self.at(9));
        let seen = text("现场复查：整改内容与报告一致，抽查未再发现同类问题。")?;
        let way: [(i64, &Actor, Command); 5] = [
            (CLOSURE, clerk, Command::PrepareClosure { text: words, unproved }),
            (7, head, Command::SignClosure),
            (8, officer, Command::AcceptMaterials { note: None }),
            (9, &member, Command::Verify { on, text: seen }),
            (10, &leader, Command::Close { note: Some(text("同意销号。")?) }),
        ];
        if done >= CLOSURE {
            self.attach(CLOSURE, clerk, files::of_closure(self.unit, &self.title)?.into()).await?;
        }
        for (stage, actor, command) in way {
            if done >= stage {
                self.step(stage, actor, command).await?;
            }
        }
        Ok(())
    }

    async fn order(&self, course: Course) -> Result<(), Failure> {
        let officer = self.season.cast.officer()?;
        let due = self.due(course);
        let order = Command::Order {
            due, text: text("请按检查组建议限期整改，整改完成后提交佐证材料申请销号。")?
        };
        self.step(0, &officer, order).await
    }

    /// The due date that makes the course what it is called.
    fn due(&self, course: Course) -> NaiveDate {
        let season = self.season;
        match course {
            ClosedInTime => season.shifted(self.opened, 10),
            ClosedLate => season.shifted(self.opened, 8),
            Overdue => season.day(-3),
            DueSoon => season.day(3),
            Verified | MaterialsAccepted => season.day(2),
            ClosurePrepared | ClosureRequested => season.day(4),
            ExtensionAsked => season.day(5),
            InProgress | PlanSubmitted => season.day(12),
            Received | Ordered => season.day(15),
        }
    }

    fn plan(&self) -> Result<Command, Failure> {
        Ok(Command::PreparePlan {
            measures: text(self.pick("measures", &MEASURES))?,
            responsible: text(self.pick("responsible", &["办公室", "法制科", "综合科", "业务科", "政务服务科"]))?,
            milestones: Some(text("第一周排查核实，第二周完成整改，第三周自查自验并申请销号。")?),
        })
    }

    fn pick(&self, word: &str, of: &[&'static str]) -> &'static str {
        pick(&[self.entry.as_str(), word], of).unwrap_or_default()
    }

    /// When the n-th stage is: a stage a day for old entries, closer together for young ones.
    fn at(&self, stage: i64) -> DateTime<Utc> {
        let days = (self.age - 1).clamp(0, STAGES);
        self.season.at(self.season.shifted(self.opened, stage * days / STAGES), 70 + 40 * stage)
    }

    async fn step(&self, stage: i64, actor: &Actor, command: Command) -> Result<(), Failure> {
        self.act(&stage.to_string(), actor, self.at(stage), command).await
    }

    /// What goes with the report of a stage.
    fn progress(&self, stage: i64) -> Result<Paper, Failure> {
        let later = u32::from(stage > FIRST_REPORT);
        files::of_progress(self.unit, &self.title, self.number + later)
    }

    /// Puts files beside what the clerk hands in at a stage, where the unit hands in any.
    async fn attach(&self, stage: i64, clerk: &Actor, papers: Vec<Paper>) -> Result<(), Failure> {
        if !self.has_files {
            return Ok(());
        }
        let (at, mut received) = (self.at(stage), Vec::new());
        let key = format!("demo.ledger.{}.{stage}.files", self.entry);
        for (place, paper) in papers.into_iter().enumerate() {
            received.push(files::receive(self.season, clerk, at, &format!("{key}.{place}"), paper).await?);
        }
        let entry = self.now().await?;
        ledger::attach(&self.season.store, clerk, at, &key, &entry, &received).await
    }

    async fn now(&self) -> Result<Entry, Failure> {
        let entry = ledger::load(&self.season.store, &self.entry).await?;
        entry.ok_or_else(|| Failure::internal(format!("the entry {} is gone", self.entry)))
    }

    async fn act(&self, word: &str, actor: &Actor, at: DateTime<Utc>, command: Command) -> Result<(), Failure> {
        let (store, entry) = (&self.season.store, self.now().await?);
        let key = format!("demo.ledger.{}.{word}", self.entry);
        ledger::carry_out(store, actor, at, &key, &entry, entry.version, &command).await
    }
}

/// How many stages a course has behind it.
const fn stages(course: Course) -> i64 {
    match course {
        Ordered => 0,
        Received => 1,
        PlanSubmitted => 2,
        ExtensionAsked => 4,
        Overdue | DueSoon | InProgress => 5,
        ClosurePrepared => 6,
        ClosureRequested => 7,
        MaterialsAccepted => 8,
        Verified => 9,
        ClosedInTime | ClosedLate => 10,
    }
}

const MEASURES: [&str; 4] = [
    "逐项对照检查组建议制定整改清单，明确责任人和完成时限；分管领导每周调度一次，完成一项核销一项。",
    "先补齐缺失的记录和公示内容，再修订内部流程，从制度上防止同类问题再次发生。",
    "组织相关科室自查近一年同类事项，建立问题台账；对经办人员开展专题培训。",
    "召开专题会议研究，调整岗位分工，由办公室牵头督办，整改结果纳入年度考核。",
];

const FIRST_REPORTS: [&str; 4] = [
    "已完成排查，共核实同类问题 6 处，其中 2 处当场更正。",
    "已召开专题会议部署，责任已到岗到人，正在修订流程。",
    "已更新公示内容并截图留存，其余事项正在核对。",
    "已约谈经办人员，补录记录 4 份，尚有部分材料需向原经办人核实。",
];

const SECOND_REPORTS: [&str; 4] = [
    "主要问题已整改，制度修订稿已送法制科审核。",
    "剩余事项已核对完毕，佐证材料正在整理。",
    "信息系统提醒功能已上线试运行，运行情况良好。",
    "已组织全员培训并抽测，合格率 96%，不合格人员安排补训。",
];

const CLOSURES: [&str; 3] = [
    "问题已全部整改到位，更新后的公示页面、修订文件和培训记录见附件，申请销号。",
    "经自查自验，未再发现同类问题，整改佐证材料齐全，申请销号。",
    "涉及事项均已按要求补正，长效机制已建立，申请销号。",
];

/// What a unit writes that hands in no files, and why it has none.
const BARE_CLOSURE: &str = "涉及事项均已按要求补正，经自查自验未再发现同类问题，申请销号。";

const NO_FILE: &str = "整改情况体现在窗口登记簿等纸质原件上，不便上传，请现场验收时查看。";
