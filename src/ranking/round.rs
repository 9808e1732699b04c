//! What may be done with an edition of the ranking, by whom, and who sees what of it (Art. 12).
//!
//! Pure: the store freezes what these functions make of a record. Two promises are kept here and tested as properties:
//! once an edition is tabled its computation never changes, and a unit is never shown a line beyond its scope.

/// The order of seasons and of places.
mod listing;

/// The steps of an edition.
mod steps;

/// What a ranking is computed from.
mod inputs;

/// Another rule and a meeting's record, from their forms.
mod form;

/// How editions, rules and units differ.
mod comparison;

/// Who sees what of an edition.
mod sight;

pub use comparison::{Difference, beside_its_kind, difference, moves};
pub use form::{GRADE_FIELDS, RuleFields, edited, fields_of, parse_meeting, short};
pub use inputs::{collected, components, units_of_season};
pub use listing::{arranged, is_listed, known_grade, season_place};
pub use sight::{NEIGHBOURS, View, check_reader, is_visible_to, is_whole_to, shown, story, visible_to, with_visits};
pub use steps::{
    adopted, allowed, allowed_steps, computed_again, corrected, has_begun, met, next, opened, published, right,
    sent_back, tabled,
};

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;
