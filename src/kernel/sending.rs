//! How much one sending may bring.

/// The most of a form without files, in MiB.
pub const FORM_MIB: u64 = 1;

/// The most of a form without files, in bytes.
pub const FORM_BYTES: usize = 1 << 20;

/// The most of all files of a form together, in MiB: as much as a line of 10 Mbit/s brings within the minute that a
/// request may take.
pub const FILES_MIB: u64 = 50;

/// The most of all files of a form together, in bytes.
pub const FILES_BYTES: usize = 50 << 20;
