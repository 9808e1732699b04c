//! Pure vocabulary that every process shares. It imports nothing of ours and never reads the clock.

/// The working-day calendar and its deadlines.
pub mod calendar;

/// Days and instants, read with little code: in what a browser is answered.
pub mod dated;

/// The district's clocks, +08:00.
pub mod district_time;

/// Days on a line, as drawings show them.
pub mod date_axis;

/// The canonical form (RFC 8785) and the hash of whatever is signed, chained or fingerprinted.
pub mod canonical;

/// JSON, read with little code: what a browser is answered.
pub mod json;

/// One type for the id of each kind of record.
pub mod ids;

/// Which season is meant where none is named.
pub mod season;

/// Text from people, checked once and then trusted.
pub mod text;

/// Scores: whole hundredths of a point.
pub mod points;

/// The four kinds of units (Art. 5) and the six areas (Art. 6).
pub mod unit_kind;

/// The roles, and who acts.
pub mod actor;

/// Text in an address.
pub mod address;

/// Lists that are read whole, searched, sorted and shown in pages.
pub mod listing;

/// What is wrong with a field, a cell or a line of input.
pub mod fault;

/// The one permission table.
pub mod permit;

/// How much one sending may bring.
pub mod sending;

/// Records that were ticked in a list, each as it was seen.
pub mod ticked;

/// A table as an office sends it, before it means anything.
pub mod table;
