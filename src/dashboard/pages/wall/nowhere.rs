//! The server has no screen.

pub(super) const fn is_hidden() -> bool {
    true
}

pub(super) const fn may_fill() -> bool {
    false
}

pub(super) const fn is_filled() -> bool {
    false
}

pub(super) const fn fill_or_leave() {}
