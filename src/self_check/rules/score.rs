//! The unit's own score: one figure for each area of Art. 6, within the area's weight in the score standard, and their
//! sum. It is later compared with the inspected score (Art. 15).

use std::collections::BTreeMap;

use crate::{
    kernel::{
        fault::{Fault, FieldFault},
        points::Points,
        unit_kind::Area,
    },
    self_check::model::{AreaScore, SelfScore},
};

/// The most that a total can be, in hundredths of a point: 100 points and the 5 of area ⑥.
pub const MOST_TOTAL: i64 = 10_500;

/// The least and the most of an area, in hundredths of a point. These are the weights of the district's score standard
/// (20, 30, 15, 20, 15, and ±5 of area ⑥), which the inspectors use too.
#[must_use]
pub const fn bounds(area: Area) -> (i64, i64) {
    match area {
        Area::Disclosure => (0, 2000),
        Area::Fulfilment => (0, 3000),
        Area::Adjustment => (0, 1500),
        Area::OngoingOversight => (0, 2000),
        Area::ServicePledges => (0, 1500),
        Area::Other => (-500, 500),
    }
}

/// The name of the field for an area's score.
#[must_use]
pub fn field(area: Area) -> String {
    format!("scores[{}]", area.number())
}

/// Reads the score of one area.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::NotANumber`] or [`Fault::OutOfRange`].
pub fn parse_area(area: Area, text: &str) -> Result<Points, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::Missing);
    }
    let points = Points::parse(text).ok_or(Fault::NotANumber)?;
    let (low, high) = bounds(area);
    if (low..=high).contains(&points.0) {
        Ok(points)
    } else {
        Err(Fault::OutOfRange { low: Points(low).to_string(), high: Points(high).to_string() })
    }
}

/// The sum of the areas, held between 0 and [`MOST_TOTAL`].
#[must_use]
pub fn total(areas: &[AreaScore]) -> Points {
    Points(areas.iter().map(|score| score.points.0).sum::<i64>().clamp(0, MOST_TOTAL))
}

/// Reads the scores of all six areas, by the number of the area.
///
/// # Errors
/// Every fault, in the order of the areas.
pub fn parse(scores: &BTreeMap<String, String>) -> Result<SelfScore, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut areas = Vec::with_capacity(Area::ALL.len());
    for area in Area::ALL {
        let text = scores.get(&area.number().to_string()).map(String::as_str).unwrap_or_default();
        match parse_area(area, text) {
            Ok(points) => areas.push(AreaScore { area, points }),
            Err(fault) => faults.push(FieldFault::new(field(area), fault)),
        }
    }
    if faults.is_empty() { Ok(SelfScore { total: total(&areas), areas }) } else { Err(faults) }
}
