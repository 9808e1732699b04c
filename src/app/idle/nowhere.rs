//! The server's half: it has no windows.

pub(super) fn note(_at: i64) {}

pub(super) fn noted() -> Option<i64> {
    None
}
