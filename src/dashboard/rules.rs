//! The counting behind the board: pure arithmetic over the register and the units' standings. Nothing is estimated, and
//! a mean says over how many units it is taken.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};

use super::model::{
    AreaLine, Before, Board, BoardRank, BoardRanking, ByThen, Count, EntriesLine, Fell, HeatLine, HeatOrder, KindLine,
    Lights, MustAct, RoundCount, WeekCount, WeekVisit,
};
use crate::{
    inspection::model::VisitStanding,
    kernel::{
        calendar::{WorkCalendar, week_of},
        ids::{RoundId, SeasonId, UnitCode},
        unit_kind::{Area, UnitKind},
    },
    ranking::model::{RankingState, Shown, UnitStanding, has_submitted},
    rectification::model::EntryStanding,
    self_check::model::SubmissionStanding,
    unit::model::Unit,
};

/// With at most so many working days left a light is yellow.
pub const SOON: i64 = 5;

/// So many weeks of closed entries are counted.
const WEEKS: u64 = 12;

/// So many of the units that fell since the season before are named.
const FELL: usize = 5;

/// Rounds of two seasons are compared whose due days lie at most so many days apart in the year, a quarter: the round of
/// the spring says nothing about that of the autumn.
const SAME_TIME: u64 = 91;

/// A unit of the register and how it stands.
struct Line<'a> {
    unit: &'a Unit,
    standing: Option<&'a UnitStanding>,
    /// The visit that speaks for the season.
    visit: Option<&'a VisitStanding>,
}

impl<'a> Line<'a> {
    fn new(unit: &'a Unit, standing: Option<&'a UnitStanding>) -> Self {
        Self { unit, standing, visit: standing.and_then(UnitStanding::visit) }
    }

    fn self_checks(&self) -> impl Iterator<Item = &SubmissionStanding> {
        self.standing.into_iter().flat_map(|standing| standing.self_checks.values())
    }

    fn total(&self) -> Option<i64> {
        self.visit?.total
    }

    /// What bonuses and penalties did to the total.
    fn adjustment(&self) -> Option<i64> {
        self.visit?.adjustment()
    }

    /// Whether the unit has submitted; none where the round does not ask it.
    fn has_submitted(&self, round: &RoundId) -> Option<bool> {
        self.standing?.self_checks.get(round).map(has_submitted)
    }

    fn entries(&self) -> impl Iterator<Item = &EntryStanding> {
        self.standing.into_iter().flat_map(|standing| standing.entries.values())
    }
}

/// The counts over the units of a kind, or over all. Standings of units that the register does not know are left out.
#[must_use]
pub fn board(
    units: &[Unit],
    standings: &[UnitStanding],
    kind: Option<UnitKind>,
    calendar: &WorkCalendar,
    today: NaiveDate,
) -> Board {
    let lines = lines(units, standings, kind);
    let round = newest_round(lines.iter()).map(|round| round_count(&lines, &round, calendar, today));
    let totals = totals(&lines);
    let entries = || lines.iter().flat_map(Line::entries);
    let running = entries().filter(|entry| entry.closed_on.is_none()).filter_map(|entry| entry.due);
    let unlisted_years = calendar.unlisted_around(today, running.chain(round.as_ref().map(|round| round.due)));
    let lights = lights(entries(), calendar, today);
    let closed = entries().filter(|entry| entry.closed_on.is_some()).count();
    let all = entries().count();
    Board {
        units: lines.len(),
        round,
        locked: Count { count: totals.len(), of: lines.len() },
        mean: mean(&totals),
        median: totals.get(totals.len().saturating_sub(1) / 2).copied(),
        closed: Count { count: closed, of: all },
        overdue: Count { count: lights.red, of: all - closed },
        lights,
        entries: Area::ALL.into_iter().map(|area| entries_line(&lines, area, calendar, today)).collect(),
        closings: closings(entries(), today),
        kinds: kinds(&lines),
        areas: Area::ALL.into_iter().map(|area| area_line(&lines, area)).collect(),
        heat: heat(&lines),
        must_act: must_act(&lines, calendar, today),
        week: week(&lines, today),
        unlisted_years,
    }
}

/// The units of a kind, or all, with how they stand.
fn lines<'a>(units: &'a [Unit], standings: &'a [UnitStanding], kind: Option<UnitKind>) -> Vec<Line<'a>> {
    let by_unit: BTreeMap<&str, &UnitStanding> =
        standings.iter().map(|standing| (standing.unit.as_str(), standing)).collect();
    units
        .iter()
        .filter(|unit| kind.is_none_or(|kind| unit.kind == kind))
        .map(|unit| Line::new(unit, by_unit.get(unit.code.as_str()).copied()))
        .collect()
}

/// An earlier season beside this one: its board, counted over the same units, and what had happened in it by the same
/// day.
#[must_use]
pub fn before(season: SeasonId, before: Board, by_then: Option<ByThen>, now: &Board) -> Before {
    Before {
        fell: fell(&before.heat, &now.heat),
        season,
        by_then,
        inspected: before.locked.count,
        mean: before.mean,
        areas: before.areas,
    }
}

/// By how many years one season is earlier than the other; none where one of them is no year.
#[must_use]
pub fn years_between(before: &SeasonId, now: &SeasonId) -> Option<u32> {
    let year = |season: &SeasonId| season.as_str().parse::<u32>().ok();
    year(now)?.checked_sub(year(before)?).filter(|years| *years > 0)
}

/// The same day of the year, so many years earlier; of a 29 February in a year without one, the 28th.
fn years_back(day: NaiveDate, years: u32) -> Option<NaiveDate> {
    day.checked_sub_months(Months::new(years.checked_mul(12)?))
}

/// What had happened in an earlier season by this day so many years before. `due` is the due day of this season's newest
/// round; none where that day is not in the calendar.
#[must_use]
pub fn by_then(
    units: &[Unit],
    stood: &[UnitStanding],
    kind: Option<UnitKind>,
    years: u32,
    today: NaiveDate,
    due: Option<NaiveDate>,
) -> Option<ByThen> {
    let day = years_back(today, years)?;
    let lines = lines(units, stood, kind);
    let round = due.and_then(|due| years_back(due, years)).and_then(|due| round_due_near(&lines, due));
    let is_closed = |entry: &EntryStanding| entry.closed_on.is_some_and(|on| on <= day);
    let is_overdue = |entry: &EntryStanding| entry.due.is_some_and(|due| due < day) && !is_closed(entry);
    let entries = || lines.iter().flat_map(Line::entries);
    Some(ByThen {
        day,
        years,
        submitted: round.map(|round| submitted_by(&lines, &round, day)),
        closed: entries().filter(|entry| is_closed(entry)).count(),
        overdue: entries().filter(|entry| is_overdue(entry)).count(),
    })
}

/// The round that was due nearest to a day, where that is at the same time of the year; the first of equally near ones.
fn round_due_near(lines: &[Line<'_>], day: NaiveDate) -> Option<RoundId> {
    // Its own day is that of most of its units, and so the earliest.
    let mut dues: BTreeMap<&RoundId, NaiveDate> = BTreeMap::new();
    for asked in lines.iter().flat_map(Line::self_checks) {
        let due = dues.entry(&asked.round).or_insert(asked.due);
        *due = asked.due.min(*due);
    }
    let away = dues.into_iter().map(|(round, due)| ((due - day).num_days().unsigned_abs(), round));
    away.filter(|(days, _)| *days <= SAME_TIME).min().map(|(_, round)| round.clone())
}

/// How many of the units that a round asked had submitted on a day.
fn submitted_by(lines: &[Line<'_>], round: &RoundId, day: NaiveDate) -> Count {
    let asked: Vec<&SubmissionStanding> =
        lines.iter().filter_map(|line| line.standing?.self_checks.get(round)).collect();
    let submitted = asked.iter().filter(|asked| asked.submitted_on.is_some_and(|on| on <= day)).count();
    Count { count: submitted, of: asked.len() }
}

/// The units that both seasons inspected and whose total fell, the greatest fall first, equal ones by unit code.
fn fell(before: &[HeatLine], now: &[HeatLine]) -> Vec<Fell> {
    let totals: BTreeMap<&UnitCode, i64> = before.iter().map(|line| (&line.unit, line.total)).collect();
    let fall = |line: &HeatLine| {
        let was = totals.get(&line.unit).copied().filter(|was| *was > line.total)?;
        Some(Fell { unit: line.unit.clone(), name: line.name.clone(), was, now: line.total })
    };
    let mut fell: Vec<Fell> = now.iter().filter_map(fall).collect();
    fell.sort_by(|one, other| (one.now - one.was, &one.unit).cmp(&(other.now - other.was, &other.unit)));
    fell.truncate(FELL);
    fell
}

/// The round with the latest due day, of those that ask one of the units.
fn newest_round<'a, 'b: 'a>(lines: impl Iterator<Item = &'a Line<'b>>) -> Option<RoundId> {
    let asked = lines.flat_map(Line::self_checks);
    asked.max_by(|one, other| (one.due, &one.round).cmp(&(other.due, &other.round))).map(|asked| asked.round.clone())
}

fn round_count(lines: &[Line<'_>], round: &RoundId, calendar: &WorkCalendar, today: NaiveDate) -> RoundCount {
    let of_round = |line: &Line<'_>| line.standing?.self_checks.get(round).map(|asked| asked.due);
    // One unit may have been given more time; the round's own day is that of most, and so the earliest.
    let due = lines.iter().filter_map(of_round).min().unwrap_or(today);
    RoundCount {
        round: round.clone(),
        due,
        days_left: calendar.working_days_between(today, due),
        submitted: submitted(lines.iter(), round),
    }
}

fn submitted<'a, 'b: 'a>(lines: impl Iterator<Item = &'a Line<'b>>, round: &RoundId) -> Count {
    let answers: Vec<bool> = lines.filter_map(|line| line.has_submitted(round)).collect();
    Count { count: answers.iter().filter(|submitted| **submitted).count(), of: answers.len() }
}

/// The locked totals, ascending.
fn totals(lines: &[Line<'_>]) -> Vec<i64> {
    let mut totals: Vec<i64> = lines.iter().filter_map(Line::total).collect();
    totals.sort_unstable();
    totals
}

/// The mean, half up.
fn mean(scores: &[i64]) -> Option<i64> {
    rounded(scores.iter().sum(), scores.len())
}

fn rounded(sum: i64, count: usize) -> Option<i64> {
    let count = i64::try_from(count).ok().filter(|count| *count > 0)?;
    Some((2 * sum + count).div_euclid(2 * count))
}

/// The open ones of these entries by light.
fn lights<'a>(entries: impl Iterator<Item = &'a EntryStanding>, calendar: &WorkCalendar, today: NaiveDate) -> Lights {
    let mut lights = Lights::default();
    for entry in entries.filter(|entry| entry.closed_on.is_none()) {
        let place = match entry.due {
            None => &mut lights.grey,
            Some(due) if due < today => &mut lights.red,
            Some(due) if calendar.working_days_between(today, due) <= SOON => &mut lights.yellow,
            Some(_) => &mut lights.green,
        };
        *place += 1;
    }
    lights
}

fn entries_line(lines: &[Line<'_>], area: Area, calendar: &WorkCalendar, today: NaiveDate) -> EntriesLine {
    let of_area = || lines.iter().flat_map(Line::entries).filter(move |entry| entry.area == area);
    let closed = of_area().filter(|entry| entry.closed_on.is_some()).count();
    EntriesLine { area, lights: lights(of_area(), calendar, today), closed }
}

/// What was closed in each of the last weeks and is closed still, this week as the last; a week without any is one too.
fn closings<'a>(entries: impl Iterator<Item = &'a EntryStanding>, today: NaiveDate) -> Vec<WeekCount> {
    let mut by_week: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for day in entries.filter_map(|entry| entry.closed_on) {
        *by_week.entry(week_of(day).0).or_default() += 1;
    }
    let (this_week, _) = week_of(today);
    let mondays = (0..WEEKS).rev().filter_map(|back| this_week.checked_sub_days(Days::new(7 * back)));
    mondays.map(|monday| WeekCount { monday, count: by_week.get(&monday).copied().unwrap_or_default() }).collect()
}

fn kinds(lines: &[Line<'_>]) -> Vec<KindLine> {
    let kind_line = |kind: UnitKind| {
        let of_kind = || lines.iter().filter(move |line| line.unit.kind == kind);
        let totals: Vec<i64> = of_kind().filter_map(Line::total).collect();
        let units = of_kind().count();
        let round = newest_round(of_kind());
        (units > 0).then(|| KindLine {
            kind,
            units,
            submitted: round.as_ref().map(|round| submitted(of_kind(), round)).unwrap_or_default(),
            round,
            locked: Count { count: totals.len(), of: units },
            mean: mean(&totals),
        })
    };
    UnitKind::ALL.into_iter().filter_map(kind_line).collect()
}

/// What an area reached and could have reached, by its number.
fn reached(line: &Line<'_>, area: Area) -> Option<(i64, i64)> {
    let visit = line.visit.filter(|visit| visit.total.is_some())?;
    visit.areas.get(&area.number().to_string()).copied()
}

fn area_line(lines: &[Line<'_>], area: Area) -> AreaLine {
    let scores: Vec<(i64, i64)> = lines.iter().filter_map(|line| reached(line, area)).collect();
    let (sum, most) = scores.iter().fold((0, 0), |sums, score| (sums.0 + score.0, sums.1 + score.1));
    let rate = usize::try_from(most).ok().and_then(|most| rounded(sum * 10_000, most));
    if area == Area::Other && scores.is_empty() {
        let adjustments: Vec<i64> = lines.iter().filter_map(Line::adjustment).collect();
        return AreaLine { area, rate, mean: mean(&adjustments), units: adjustments.len() };
    }
    AreaLine { area, rate, mean: rounded(sum, scores.len()), units: scores.len() }
}

fn heat(lines: &[Line<'_>]) -> Vec<HeatLine> {
    let row = |line: &Line<'_>| {
        let visit = line.visit?;
        Some(HeatLine {
            unit: line.unit.code.clone(),
            name: line.unit.short_name.to_string(),
            visit: visit.visit.clone(),
            areas: Area::ALL.into_iter().map(|area| reached(line, area)).collect(),
            adjustment: line.adjustment(),
            total: visit.total?,
        })
    };
    in_order(lines.iter().filter_map(row).collect(), HeatOrder::Total)
}

/// The rows of the heat map in an order, equal rows by unit code. By an area, only the units to which it applies: what
/// does not apply is no loss, and the area's mean does not count it.
#[must_use]
pub fn in_order(mut rows: Vec<HeatLine>, order: HeatOrder) -> Vec<HeatLine> {
    match order {
        HeatOrder::Total => rows.sort_by(|one, other| (one.total, &one.unit).cmp(&(other.total, &other.unit))),
        HeatOrder::Unit => rows.sort_by(|one, other| one.unit.cmp(&other.unit)),
        HeatOrder::Area(area) => {
            let place = usize::from(area.number() - 1);
            let reached = |row: &HeatLine| row.areas.get(place).copied().flatten();
            // Bonuses and penalties have no maximum, and so no rate: there the points themselves make the order.
            let has_rate = area != Area::Other || rows.iter().any(|row| reached(row).is_some());
            let stands = |row: &HeatLine| if has_rate { reached(row).and_then(rate_of) } else { row.adjustment };
            rows.retain(|row| stands(row).is_some());
            rows.sort_by(|one, other| (stands(one), &one.unit).cmp(&(stands(other), &other.unit)));
        }
    }
    rows
}

/// What was reached of what could be, in basis points.
#[must_use]
pub fn rate_of((reached, most): (i64, i64)) -> Option<i64> {
    usize::try_from(most).ok().and_then(|most| rounded(reached * 10_000, most))
}

/// The colour of a rate: from 1, the greatest loss, to 6, the best.
#[must_use]
pub const fn level(rate: i64) -> u8 {
    match rate {
        ..6000 => 1,
        6000..7000 => 2,
        7000..8000 => 3,
        8000..9000 => 4,
        9000..9500 => 5,
        9500.. => 6,
    }
}

fn must_act(lines: &[Line<'_>], calendar: &WorkCalendar, today: NaiveDate) -> Vec<MustAct> {
    let late = |line: &Line<'_>| {
        let open = line.entries().filter(|entry| entry.closed_on.is_none());
        let dues: Vec<NaiveDate> = open.filter_map(|entry| entry.due).filter(|due| *due < today).collect();
        let oldest = dues.iter().min()?;
        Some(MustAct {
            unit: line.unit.code.clone(),
            name: line.unit.short_name.to_string(),
            overdue: dues.len(),
            longest: calendar.working_days_between(*oldest, today),
        })
    };
    let mut units: Vec<MustAct> = lines.iter().filter_map(late).collect();
    let key = |unit: &MustAct| (std::cmp::Reverse(unit.overdue), std::cmp::Reverse(unit.longest), unit.unit.clone());
    units.sort_by_key(key);
    units
}

fn week(lines: &[Line<'_>], today: NaiveDate) -> Vec<WeekVisit> {
    let (monday, sunday) = week_of(today);
    let takes_place = |visit: &&VisitStanding| !visit.withdrawn && (monday..=sunday).contains(&visit.date);
    let of_unit = |line: &Line<'_>| {
        let visits = line.standing.into_iter().flat_map(|standing| standing.visits.values()).filter(takes_place);
        let shown = |visit: &VisitStanding| WeekVisit {
            date: visit.date,
            visit: visit.visit.clone(),
            name: line.unit.short_name.to_string(),
            group: visit.group,
            state: visit.state,
        };
        visits.map(shown).collect::<Vec<_>>()
    };
    let mut week: Vec<WeekVisit> = lines.iter().flat_map(of_unit).collect();
    week.sort_by(|one, other| (one.date, one.group, &one.visit).cmp(&(other.date, other.group, &other.visit)));
    week
}

/// The ranking as the board shows it; only where the reader sees the whole of it.
#[must_use]
pub fn ranking(state: RankingState, shown: &Shown, kind: Option<UnitKind>) -> Option<BoardRanking> {
    if !shown.whole {
        return None;
    }
    let rows = shown.rows.iter().filter(|row| kind.is_none() || row.kind == kind).map(|row| BoardRank {
        code: row.code.clone(),
        name: row.name.clone(),
        total: row.total,
        rank: row.rank,
        change: row.change,
    });
    Some(BoardRanking { state, ranked: shown.ranked, compared_with: shown.compared_with.clone(), rows: rows.collect() })
}

/// So many of the places that changed since the season before, the greatest change first, equal ones by place; `None` of
/// a ranking that is not published, whoever may read it, for this is shown to a room.
#[must_use]
pub fn movers(ranking: &BoardRanking, most: usize) -> Option<Vec<&BoardRank>> {
    if ranking.state != RankingState::Published {
        return None;
    }
    let change = |place: &BoardRank| place.change.unwrap_or_default().abs();
    let mut moved: Vec<&BoardRank> = ranking.rows.iter().filter(|place| change(place) > 0).collect();
    moved.sort_by_key(|place| (std::cmp::Reverse(change(place)), place.rank));
    moved.truncate(most);
    Some(moved)
}

/// The area with the lowest rate; the first of equals.
#[must_use]
pub fn weakest(areas: &[AreaLine]) -> Option<Area> {
    areas.iter().filter_map(|line| Some((line.rate?, line.area))).min().map(|(_, area)| area)
}

#[cfg(test)]
mod tests;
