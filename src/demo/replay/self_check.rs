//! The self-check round: most units in time, some late, some sent back, some missing (Art. 7, 15).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::season::{BEGUN, Season, roll, text},
    answers, files,
};
use crate::{
    kernel::{actor::Actor, ids::UnitCode, text::Note, unit_kind::UnitKind},
    self_check::{
        draft::store as drafts,
        form::CheckForm,
        model::{Round, Submission},
        reminder::store::{self as reminders, Whom},
        rules::{NewRound, RoundTerms, answer},
        store::{self as checks, Act, Filter},
    },
    store::Failure,
    unit::{model::Unit, store as units},
};

/// The units had so many working days.
const WORKING_DAYS: u32 = 10;

/// When the round was opened, in working days from today.
const OPENED: i64 = -45;

/// When the office reminded whoever had handed in nothing, and when whoever had still something to do, in working days
/// from today.
const REMINDED: [i64; 2] = [-20, -1];

/// How a unit fares in the round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Signed in time, and accepted.
    InTime,
    /// Signed late, and accepted.
    Late,
    /// Returned, signed again, and accepted.
    Resubmitted,
    /// Returned and signed again; the office has not looked at it yet.
    ToReview,
    /// Returned with remarks; it is the clerk's turn.
    Returned,
    /// With the head, late, and not signed.
    AwaitingSignature,
    /// Not begun.
    Missing,
}

/// What the units of the demo's own people are in; the others draw lots for the rest.
const OWN: [(&str, Fate); 2] = [("JSJD01", Fate::Returned), ("JSJD02", Fate::AwaitingSignature)];

/// The units that hand in files; the others say in a note where the proof lies.
const WITH_FILES: [&str; 3] = ["JSJD01", "JSJD02", "JSJD03"];

/// How many of the other units fare otherwise than in time.
const LOTS: [(Fate, usize); 6] = [
    (Fate::Missing, 4),
    (Fate::Returned, 2),
    (Fate::AwaitingSignature, 1),
    (Fate::ToReview, 2),
    (Fate::Resubmitted, 6),
    (Fate::Late, 6),
];

/// Replays the round.
pub(super) async fn play(season: &Season) -> Result<(), Failure> {
    let store = &season.store;
    let round = open(season).await?;
    let form = checks::form_of(store, &round).await?;
    let all = units::all(store).await?;
    let fates = fates(season, &all);
    for unit in &all {
        let fate = fates.get(&unit.code).copied().unwrap_or(Fate::InTime);
        let way = Way { season, round: &round, form: &form, unit };
        way.walk(fate).await?;
    }
    let missing = fates.iter().filter(|(_, fate)| **fate == Fate::Missing).map(|(unit, _)| unit.clone());
    let missing: BTreeSet<UnitCode> = missing.collect();
    remind(season, &round, &Whom::These(missing), REMINDED[0]).await?;
    remind(season, &round, &Whom::All(Filter::default()), REMINDED[1]).await
}

async fn remind(season: &Season, round: &Round, whom: &Whom, day: i64) -> Result<(), Failure> {
    let (officer, key) = (season.cast.officer()?, format!("demo.round.remind.{}", -day));
    reminders::remind(&season.store, &officer, season.instant(day, 0), &key, round, whom).await
}

async fn open(season: &Season) -> Result<Round, Failure> {
    let (store, officer) = (&season.store, season.cast.officer()?);
    let new = NewRound {
        season: season.id.clone(),
        terms: RoundTerms {
            title: text(format!("{} 年度责任清单运行情况自查", season.id))?,
            unit_kinds: UnitKind::ALL.to_vec(),
            working_days: WORKING_DAYS,
        },
    };
    let draft = checks::draft_round(store, &officer, season.instant(BEGUN, 0), "demo.round.draft", new).await?;
    let at = season.instant(OPENED, 0);
    checks::open_round(store, &officer, at, "demo.round.open", &draft, draft.version).await?;
    checks::round(store, &draft.round).await?.ok_or_else(|| Failure::internal("the round of the demo is gone"))
}

fn fates(season: &Season, units: &[Unit]) -> BTreeMap<UnitCode, Fate> {
    let own = |unit: &Unit| OWN.iter().find(|(code, _)| *code == unit.code.as_str()).map(|(_, fate)| *fate);
    let mut others: Vec<&Unit> = units.iter().filter(|unit| own(unit).is_none()).collect();
    others.sort_by_key(|unit| roll(&[unit.code.as_str(), season.id.as_str(), "fate"], u32::MAX));
    let lots = LOTS.iter().flat_map(|(fate, count)| std::iter::repeat_n(*fate, *count));
    let mut fates: BTreeMap<UnitCode, Fate> = others.into_iter().map(|unit| unit.code.clone()).zip(lots).collect();
    fates.extend(units.iter().filter_map(|unit| Some((unit.code.clone(), own(unit)?))));
    fates
}

/// A unit's way through the round.
struct Way<'a> {
    season: &'a Season,
    round: &'a Round,
    form: &'a CheckForm,
    unit: &'a Unit,
}

impl Way<'_> {
    async fn walk(&self, fate: Fate) -> Result<(), Failure> {
        match fate {
            Fate::Missing => Ok(()),
            Fate::InTime => {
                let ready = -44 + self.roll("ready", 7);
                self.hand_over(1, ready).await?;
                self.sign(1, ready + self.roll("sign", 2)).await?;
                self.accept(-33 + self.roll("accept", 4)).await
            }
            Fate::Late => {
                let signed = -34 + self.roll("late", 7);
                self.hand_over(1, signed - 1).await?;
                self.sign(1, signed).await?;
                self.accept(signed + 2).await
            }
            Fate::Resubmitted => {
                self.hand_in_twice(-38, -37).await?;
                self.accept(-32).await
            }
            Fate::ToReview => self.hand_in_twice(-30, -4).await,
            Fate::Returned => {
                self.hand_over(1, -38).await?;
                self.sign(1, -37).await?;
                self.send_back(-3).await
            }
            Fate::AwaitingSignature => self.hand_over(1, -2).await,
        }
    }

    async fn hand_in_twice(&self, returned: i64, again: i64) -> Result<(), Failure> {
        self.hand_over(1, -42).await?;
        self.sign(1, -41).await?;
        self.send_back(returned).await?;
        self.take_up(again).await?;
        self.hand_over(2, again + 1).await?;
        self.sign(2, again + 2).await
    }

    fn roll(&self, word: &str, sides: u32) -> i64 {
        i64::from(roll(&[self.unit.code.as_str(), self.season.id.as_str(), word], sides))
    }

    fn key(&self, word: &str) -> String {
        format!("demo.check.{}.{word}", self.unit.code)
    }

    /// When in the day this unit does something.
    fn minutes(&self, from: i64) -> i64 {
        from + self.roll("minutes", 100)
    }

    async fn now(&self) -> Result<Submission, Failure> {
        let found = checks::load(&self.season.store, &self.round.round, &self.unit.code).await?;
        found.ok_or_else(|| Failure::internal(format!("{} has no task in the demo", self.unit.code)))
    }

    fn act<'a>(&self, actor: &'a Actor, day: i64, minutes: i64, key: &'a str, seen: u32) -> Act<'a> {
        Act { actor, at: self.season.instant(day, self.minutes(minutes)), key, seen }
    }

    async fn hand_over(&self, time: u32, day: i64) -> Result<(), Failure> {
        let (clerk, before) = (self.season.cast.clerk(self.unit)?, self.now().await?);
        if time == 1 && WITH_FILES.contains(&self.unit.code.as_str()) {
            self.attach(&clerk, &before, day).await?;
        }
        let files = drafts::files(&self.season.store, &self.round.round, &self.unit.code).await?;
        let draft = answers::draft(self.season, self.round.weights, self.form, self.unit, &before, &files, time);
        let on = self.season.day(day);
        let content = answer::complete(self.form, self.round.weights, &draft, &files, on)
            .map_err(|faults| Failure::internal(format!("answers of {}: {faults:?}", self.unit.code)))?;
        let key = self.key(&format!("hand_over.{time}"));
        let act = self.act(&clerk, day, 30, &key, before.version);
        checks::hand_over(&self.season.store, act, &before, content).await
    }

    /// The clerk puts files to some questions, before the answers are handed over.
    async fn attach(&self, clerk: &Actor, before: &Submission, day: i64) -> Result<(), Failure> {
        for (place, code) in (0_i64..).zip(files::QUESTIONS) {
            let Some(paper) = files::of_question(self.unit, code)? else { continue };
            let at = self.season.instant(day, self.minutes(5 * place));
            let key = self.key(&format!("attach.{code}"));
            let file = files::receive(self.season, clerk, at, &format!("{}.{key}", self.season.id), paper).await?;
            drafts::attach(&self.season.store, clerk, at, &key, before, code, &[file]).await?;
        }
        Ok(())
    }

    async fn sign(&self, time: u32, day: i64) -> Result<(), Failure> {
        let (head, before) = (self.season.cast.head(self.unit)?, self.now().await?);
        let key = self.key(&format!("sign.{time}"));
        checks::sign(&self.season.store, self.act(&head, day, 200, &key, before.version), &before).await
    }

    async fn accept(&self, day: i64) -> Result<(), Failure> {
        let (officer, before) = (self.season.cast.officer()?, self.now().await?);
        let key = self.key("accept");
        checks::accept(&self.season.store, self.act(&officer, day, 310, &key, before.version), &before).await
    }

    async fn send_back(&self, day: i64) -> Result<(), Failure> {
        let (officer, before) = (self.season.cast.officer()?, self.now().await?);
        let (remarks, general) = answers::remarks(self.season, self.unit)?;
        let key = self.key("return");
        let act = self.act(&officer, day, 310, &key, before.version);
        checks::send_back(&self.season.store, act, &before, remarks, Some(general)).await
    }

    async fn take_up(&self, day: i64) -> Result<(), Failure> {
        let (clerk, before) = (self.season.cast.clerk(self.unit)?, self.now().await?);
        let key = self.key("edit");
        checks::take_up(&self.season.store, self.act(&clerk, day, 0, &key, before.version), &before).await.map(drop)
    }
}

/// Remarks by question, and the one on the whole.
pub(super) type Remarks = (BTreeMap<String, Note>, Note);
