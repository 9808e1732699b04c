//! The pure decisions of an inspection (Art. 8–10, 14): no clock, no store, the same in the browser and on the server.

/// How the entries of a score sheet become a unit's total (Art. 10).
pub mod scoring;

/// Which units are drawn, and which group takes which (Art. 7, 8): `zeqing-draw-1`.
pub mod draw;

/// Which inspector must not check which unit (Art. 14).
pub mod recusal;
