//! What the group enters: everybody by themselves, near to each other; then the leader makes one score of it (Art. 10).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{
    super::{
        papers::Paper,
        season::{Season, roll},
    },
    files,
    visits::{problems, proving_record},
};
use crate::{
    inspection::{
        model::{IndicatorWords, ScoreStandard, Visit},
        rules::scoring::{Indicator, IndicatorKind, Sheet},
        visit::{model::Line, rules::indicators, store},
    },
    kernel::{actor::Actor, ids::InspectorId, points::Points, unit_kind::Area},
    store::Failure,
    unit::model::Unit,
};

type Lines = BTreeMap<String, Line>;

/// Everybody types and hands in; where scoring still goes on, whoever can sign in to the demo has not begun. With
/// `has_files` each puts a file to one entry.
pub(super) async fn hand_in(
    season: &Season,
    unit: &Unit,
    visit: Visit,
    going_on: bool,
    has_files: bool,
) -> Result<Visit, Failure> {
    let (standard, sheet) = store::standard_of(&season.store, &visit).await?;
    let group = visit.inspectors.clone();
    let mut visit = visit;
    let waiting = |one: &InspectorId| going_on && (season.cast.signs_in(one) || *one == visit.leader);
    let ready: Vec<InspectorId> = group.into_iter().filter(|one| !waiting(one)).collect();
    for (place, one) in (0_i64..).zip(ready) {
        let actor = season.cast.inspector(&one)?;
        let at = season.at(visit.date, 380 + 15 * place);
        let lines = Entered { season, unit, standard: &standard }.all(&sheet, Some(&one));
        let moved = lines.iter().find(|(_, line)| !line.record.is_empty()).map(|(code, _)| code.clone());
        store::save_sheet(&season.store, &actor, at, &visit, 0, "demo", lines).await?;
        if let Some(code) = moved.filter(|_| has_files) {
            let paper = files::of_score(unit, &code, u32::try_from(place).unwrap_or_default())?;
            prove(season, &actor, at, &visit, &code, paper).await?;
        }
        let key = format!("demo.visit.{}.sheet.{one}", visit.visit);
        visit = store::submit_sheet(&season.store, &actor, at, &key, &visit).await?;
    }
    Ok(visit)
}

/// Puts a file to an entry of the actor's draft.
async fn prove(
    season: &Season,
    actor: &Actor,
    at: DateTime<Utc>,
    visit: &Visit,
    code: &str,
    paper: Paper,
) -> Result<(), Failure> {
    let words = format!("{}.sheet.{}.{code}", visit.visit, actor.account);
    let file = files::receive(season, actor, at, &words, paper).await?;
    store::add_draft_evidence(&season.store, actor, at, visit, code, &[file]).await.map(|_| ())
}

/// The leader's score of all sheets, two working days after the visit.
pub(super) async fn reconcile(season: &Season, unit: &Unit, visit: Visit) -> Result<Visit, Failure> {
    let (standard, sheet) = store::standard_of(&season.store, &visit).await?;
    let leader = season.cast.inspector(&visit.leader)?;
    let at: DateTime<Utc> = season.at(season.shifted(visit.date, 2), 120);
    let mut lines = Entered { season, unit, standard: &standard }.all(&sheet, None);
    for line in lines.values_mut().filter(|line| line.reason.is_empty()) {
        line.reason = "经检查组合议，意见一致。".to_owned();
    }
    let key = format!("demo.visit.{}.reconcile", visit.visit);
    store::reconcile(&season.store, &leader, at, &key, &visit, visit.version, &lines).await
}

/// What is entered for a unit.
struct Entered<'a> {
    season: &'a Season,
    unit: &'a Unit,
    standard: &'a ScoreStandard,
}

impl Entered<'_> {
    /// The lines of a scorer, or those that the group agrees on.
    fn all(&self, sheet: &Sheet, scorer: Option<&InspectorId>) -> Lines {
        let line = |(area, indicator): (i64, &Indicator)| (indicator.code.clone(), self.line(area, indicator, scorer));
        indicators(sheet).map(line).collect()
    }

    fn roll(&self, indicator: &Indicator, word: &str, sides: u32) -> u32 {
        roll(&[self.unit.code.as_str(), self.season.id.as_str(), &indicator.code, word], sides)
    }

    fn line(&self, area: i64, indicator: &Indicator, scorer: Option<&InspectorId>) -> Line {
        let words = self.standard.words.get(&indicator.code);
        if words.is_some_and(|words| self.is_left_out(indicator, words)) {
            let reason = "本年度无此类事项。".to_owned();
            return Line { not_applicable: true, reason, ..Line::default() };
        }
        let faults = self.faults(indicator) + self.disagreement(indicator, scorer);
        let (entry, reason) = entry(indicator, faults);
        let record = if reason.is_empty() { String::new() } else { record(area) };
        Line { entry, not_applicable: false, reason, record, unproved: String::new() }
    }

    fn is_left_out(&self, indicator: &Indicator, words: &IndicatorWords) -> bool {
        let found = problems(self.season, self.unit).iter().any(|problem| problem.indicator == indicator.code);
        words.may_be_not_applicable && !found && self.roll(indicator, "left out", 9) == 0
    }

    /// How far the unit falls short here: two where a problem was found, else seldom anything.
    fn faults(&self, indicator: &Indicator) -> u32 {
        if problems(self.season, self.unit).iter().any(|problem| problem.indicator == indicator.code) {
            return 2;
        }
        // Units differ: of some, little is to be said anywhere.
        let care = roll(&[self.unit.code.as_str(), self.season.id.as_str(), "care"], 35);
        match self.roll(indicator, "faults", 100) {
            0..3 => 2,
            low if low < 12 + care => 1,
            _ => 0,
        }
    }

    /// Now and then one scorer counts one more than the others.
    fn disagreement(&self, indicator: &Indicator, scorer: Option<&InspectorId>) -> u32 {
        let counts = matches!(indicator.kind, IndicatorKind::Deduct { .. });
        scorer.map_or(0, |one| u32::from(counts && self.roll(indicator, one.as_str(), 14) == 0))
    }
}

/// The number of the step record that shows what is entered in the area with this number.
fn record(area: i64) -> String {
    let area = u8::try_from(area).ok().and_then(|number| Area::try_from(number).ok());
    proving_record(area.unwrap_or(Area::Other)).to_string()
}

/// What is typed for so many faults, and why it costs or earns something; no reason where it does neither.
fn entry(indicator: &Indicator, faults: u32) -> (String, String) {
    match &indicator.kind {
        IndicatorKind::Deduct { .. } if faults == 0 => ("0".to_owned(), String::new()),
        IndicatorKind::Deduct { .. } => {
            (faults.to_string(), format!("查阅资料和现场核对，发现 {faults} 处不符合，按每处标准扣分。"))
        }
        IndicatorKind::YesNo { .. } if faults < 2 => ("yes".to_owned(), String::new()),
        IndicatorKind::YesNo { .. } => ("no".to_owned(), "现场核对未达到要求，已与经办人当场确认。".to_owned()),
        IndicatorKind::Tier { max, values } => {
            let mut sorted = values.clone();
            sorted.sort_unstable_by(|one, other| other.cmp(one));
            let place = usize::try_from(faults).unwrap_or_default().min(sorted.len().saturating_sub(1));
            let value = sorted.get(place).copied().unwrap_or(*max);
            let reason = if value < *max {
                "对照计分规则，材料只能证明达到该档。".to_owned()
            } else {
                String::new()
            };
            (Points(value).to_string(), reason)
        }
        IndicatorKind::Bonus { .. } if faults == 1 => {
            ("1".to_owned(), "有书面推广材料和完成整改的佐证，经检查组核实。".to_owned())
        }
        IndicatorKind::Bonus { .. } => ("0".to_owned(), String::new()),
        IndicatorKind::Penalty { .. } if faults == 2 => ("1".to_owned(), "检查组核实属实，按规则倒扣。".to_owned()),
        IndicatorKind::Penalty { .. } => ("0".to_owned(), String::new()),
        IndicatorKind::Range { low, .. } => (Points(*low).to_string(), String::new()),
    }
}
