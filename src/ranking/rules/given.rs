//! Inputs as another program writes them: an absent component is `null` there, or its key is missing.
//!
//! Both mean the same and rank the same. Yet the fingerprint covers the inputs as they were given, so that whoever has
//! the file and the result finds it again; therefore which of the two was written is kept until it is computed.

use serde::{Deserialize, Deserializer, Serialize};

use super::{Inputs, RankingResult, Rule, UnitInput, Violation, ranked_as};

/// [`Inputs`] as they were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenInputs {
    season: String,
    units: Vec<GivenUnit>,
}

/// A component's key may be missing (the outer option), and if it is there it may hold `null` (the inner one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenUnit {
    code: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    inspection: Option<Option<i64>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    self_check: Option<Option<i64>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    rectification: Option<Option<i64>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    public: Option<Option<i64>>,
    falsified: bool,
}

fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl GivenInputs {
    /// What they say.
    #[must_use]
    pub fn inputs(&self) -> Inputs {
        let unit = |unit: &GivenUnit| UnitInput {
            code: unit.code.clone(),
            kind: unit.kind.clone(),
            inspection: unit.inspection.flatten(),
            self_check: unit.self_check.flatten(),
            rectification: unit.rectification.flatten(),
            public: unit.public.flatten(),
            falsified: unit.falsified,
        };
        Inputs { season: self.season.clone(), units: self.units.iter().map(unit).collect() }
    }
}

/// Ranks the units, with a fingerprint over the inputs as they were given.
///
/// # Errors
///
/// As [`super::compute`].
pub fn compute_given(given: &GivenInputs, rule: &Rule) -> Result<RankingResult, Vec<Violation>> {
    ranked_as(given, &given.inputs(), rule)
}
