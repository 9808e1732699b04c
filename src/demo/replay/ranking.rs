//! Two rankings: the one of the season before, published, and this season's, which lies before the meeting.

use std::collections::BTreeMap;

use super::super::season::{Season, roll, text};
use crate::{
    kernel::actor::{Actor, Signature},
    ranking::{
        model::{Meeting, Scope},
        rules::{Inputs, UnitInput},
        store::{self as rankings, Components},
    },
    store::Failure,
    unit::{model::Unit, store as units},
};

/// When last season's ranking was computed, tabled, decided upon and published, in working days from today.
const COMPUTED: i64 = -200;
const TABLED: i64 = -196;
const MET: i64 = -193;
const PUBLISHED: i64 = -190;

/// Takes last season's ranking over, which was computed before there was this system, and leads it to publication.
pub(super) async fn last_season(season: &Season) -> Result<(), Failure> {
    let (store, id) = (&season.store, &season.before);
    let (officer, leader) = (season.cast.officer()?, season.cast.leader()?);
    let units = units::all(store).await?;
    let inputs =
        Inputs { season: id.to_string(), units: units.iter().map(|unit| components(unit, id.as_str())).collect() };
    let names: BTreeMap<String, String> =
        units.iter().map(|unit| (unit.code.to_string(), unit.short_name.to_string())).collect();
    let handed_over = Components { inputs, names, as_of: season.day(COMPUTED) };
    rankings::take_over(store, &officer, season.instant(COMPUTED, 0), "demo.last.compute", id, handed_over).await?;
    rankings::table(store, &officer, season.instant(TABLED, 0), "demo.last.table", id, 1).await?;
    let meeting = meeting(season, &leader)?;
    let at = season.instant(MET, 300);
    rankings::record_meeting(store, &leader, at, "demo.last.meeting", id, 2, meeting).await?;
    rankings::adopt(store, &leader, season.instant(MET, 330), "demo.last.adopt", id, 3).await?;
    let at = season.instant(PUBLISHED, 0);
    rankings::publish(store, &leader, at, "demo.last.publish", id, 4, Scope::Government).await
}

fn meeting(season: &Season, leader: &Actor) -> Result<Meeting, Failure> {
    let at = season.instant(MET, 300);
    Ok(Meeting {
        held_on: season.day(MET),
        attendees: text("区委改革办、区委编办、区司法局主要负责人，各检查组组长，共 11 人")?,
        minutes: text(
            "会议听取了上一年度责任清单运行监督检查情况汇报，审议了 59 家单位的综合评价结果。会议认为，各单位责任清单公示、落实\
             总体规范，动态调整不及时、承诺时限超时等问题仍较集中，须在下一年度检查中重点复查。",
        )?,
        decision: text("同意综合评价结果，在区政府系统内通报；排名后三位的单位由区委编办约谈。")?,
        recorded: Signature::of(leader, at),
    })
}

fn components(unit: &Unit, season: &str) -> UnitInput {
    let code = unit.code.as_str();
    let score = |component: &str, least: u32, width: u32| {
        // Most units lie together and a few far behind, as in every district.
        let behind = if roll(&[code, season, "behind"], 9) == 0 { 900 } else { 0 };
        Some(i64::from(least + roll(&[code, season, component], width) - behind))
    };
    UnitInput {
        code: code.to_owned(),
        kind: unit.kind.code().to_owned(),
        inspection: score("inspection", 7700, 2000),
        self_check: score("self_check", 8000, 1900),
        rectification: score("rectification", 7400, 2500),
        public: None,
        falsified: false,
    }
}

/// Computes this season's ranking as far as scores are in, and puts it before the meeting: it is the leader's turn.
pub(super) async fn this_season(season: &Season) -> Result<(), Failure> {
    let (store, id) = (&season.store, &season.id);
    let officer = season.cast.officer()?;
    rankings::compute(store, &officer, season.instant(-1, 420), "demo.ranking.compute", id, 0, None).await?;
    rankings::table(store, &officer, season.instant(-1, 450), "demo.ranking.table", id, 1).await
}
