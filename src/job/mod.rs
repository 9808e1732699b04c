//! Work that may take long, in a task of its own: a command on many records, or an import, goes on when its person
//! closes the page, is seen while it runs and found again when it has ended.
//!
//! A job is no fact: what it does is journalled by the commands that it carries out, each in its own transaction. So
//! what was done stays wherever the work is broken off, and the form, sent again, goes on with the rest. The row of a
//! job only tells its person how far it is, and is gone after a month. One form, which is known by its key, is one job;
//! while that runs the form begins no second one.
//!
//! A workbook that is taken out is no job: the browser shows how far the download is, and one goes on working beside
//! it.

/// Jobs as they cross the wire.
pub mod model;

/// How a job stands, and which job a form is.
pub mod rules;

/// The server functions.
pub mod api;

/// The table of jobs.
#[cfg(feature = "ssr")]
pub mod store;

/// Carrying a command out as a job.
#[cfg(feature = "ssr")]
pub mod run;

/// Forgetting old jobs.
#[cfg(feature = "ssr")]
pub mod jobs;

/// One's jobs, and one of them.
pub mod pages;
