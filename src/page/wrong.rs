//! The sentences for what a browser finds wrong with a field: those of the server for the same, where it has one.

use crate::{
    i18n::tr,
    ui::{Wrong, WrongWords},
};

/// What the fields of every page say, for the application to provide as a context.
pub const WRONG_WORDS: WrongWords = WrongWords(wrong_text);

fn wrong_text(wrong: Wrong) -> String {
    match wrong {
        Wrong::Empty => tr!(errors.missing),
        Wrong::NotChosen => tr!(errors.not_chosen),
        Wrong::NotTicked => tr!(errors.not_ticked),
        Wrong::NoNumber => tr!(errors.no_figure),
        Wrong::NoDate => tr!(errors.not_whole),
        Wrong::Low(least) => tr!(errors.too_low, least = least),
        Wrong::High(most) => tr!(errors.too_high, most = most),
        Wrong::Early(earliest) => tr!(errors.too_early, earliest = earliest),
        Wrong::Late(latest) => tr!(errors.too_late, latest = latest),
        Wrong::OffStep(step) => tr!(errors.off_step, step = step),
        Wrong::NoAddress => tr!(errors.not_an_address),
        Wrong::Form => tr!(errors.wrong_form),
    }
}
