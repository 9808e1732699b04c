//! The visit itself (现场检查, Art. 9 (2)–(6), 10, 12): from the unit's receipt of the notice to the written feedback.
//!
//! Every step of Art. 9 leaves a record. Scorers enter apart and blind: what one entered is sent to no other until the
//! leader may see all of it. Once the leader has locked the score nothing of the visit changes any more but that the
//! written feedback goes out.

/// Which step comes next and who takes it, what a sheet lacks, who sees what.
pub mod rules;
