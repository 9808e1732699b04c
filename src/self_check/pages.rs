//! The list of rounds, a round, a submission.

/// What was saved, what is being saved, what could not be.
mod autosave;
/// One part of the form, filled in by a clerk.
mod fill;
/// Checking everything, and handing it over.
mod hand_over;
/// A round before its opening.
mod preparing;
/// One question of the form.
mod question;
/// The office's remarks.
mod review;
/// Who has submitted and who has not.
mod round;
/// All rounds, or one's own tasks.
mod rounds;
/// The head's signature.
mod sign;
/// The page of a submission.
mod submission;

pub use round::RoundPage;
pub use rounds::RoundsPage;
pub use submission::SubmissionPage;
