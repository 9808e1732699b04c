//! The unit's own score: one figure for each area of Art. 6, within the area's weight in the score standard, and their
//! sum. It is later compared with the inspected score (Art. 15).

use std::collections::BTreeMap;

use crate::{
    kernel::{
        fault::{Fault, FieldFault},
        points::Points,
        unit_kind::Area,
    },
    self_check::model::{AreaScore, AreaWeights, SelfScore},
};

impl AreaWeights {
    /// The least and the most of an area, in hundredths of a point.
    #[must_use]
    pub const fn bounds(self, area: Area) -> (i64, i64) {
        let [disclosure, fulfilment, adjustment, oversight, pledges] = self.areas;
        match area {
            Area::Disclosure => (0, disclosure),
            Area::Fulfilment => (0, fulfilment),
            Area::Adjustment => (0, adjustment),
            Area::OngoingOversight => (0, oversight),
            Area::ServicePledges => (0, pledges),
            Area::Other => (-self.adjustment, self.adjustment),
        }
    }

    /// The most that a total can be, in hundredths of a point.
    #[must_use]
    pub fn most(self) -> i64 {
        self.areas.into_iter().sum::<i64>() + self.adjustment
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
pub fn parse_area(area: Area, text: &str, weights: AreaWeights) -> Result<Points, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::Missing);
    }
    let points = Points::parse(text).ok_or(Fault::NotANumber)?;
    let (low, high) = weights.bounds(area);
    if (low..=high).contains(&points.0) {
        Ok(points)
    } else {
        Err(Fault::OutOfRange { low: Points(low).to_string(), high: Points(high).to_string() })
    }
}

/// The sum of the areas, held between 0 and the most that it can be.
#[must_use]
pub fn total(areas: &[AreaScore], weights: AreaWeights) -> Points {
    Points(areas.iter().map(|score| score.points.0).sum::<i64>().clamp(0, weights.most()))
}

/// Reads the scores of all six areas, by the number of the area.
///
/// # Errors
/// Every fault, in the order of the areas.
pub fn parse(scores: &BTreeMap<String, String>, weights: AreaWeights) -> Result<SelfScore, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut areas = Vec::with_capacity(Area::ALL.len());
    for area in Area::ALL {
        let text = scores.get(&area.number().to_string()).map(String::as_str).unwrap_or_default();
        match parse_area(area, text, weights) {
            Ok(points) => areas.push(AreaScore { area, points }),
            Err(fault) => faults.push(FieldFault::new(field(area), fault)),
        }
    }
    if faults.is_empty() { Ok(SelfScore { total: total(&areas, weights), areas }) } else { Err(faults) }
}
