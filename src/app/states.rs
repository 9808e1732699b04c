//! The words for the states of every process's records, for the journal, which knows no process.

use serde::{
    Deserialize,
    de::{IntoDeserializer, value},
};

use crate::{inspection::plan, journal::labels::StateWords, ranking, rectification, self_check};

/// What the journal's pages say of a state.
pub(super) const STATE_WORDS: StateWords = StateWords(words);

fn words(table: &str, code: &str) -> Option<String> {
    match table {
        "check_round" => state(code).map(self_check::label::round_text),
        "submission" => state(code).map(self_check::label::state_text),
        "plan" => state(code).map(plan::label::plan_state),
        "visit" => state(code).map(plan::label::visit_state),
        "ledger_entry" => state(code).map(rectification::label::state),
        "ranking" => state(code).map(ranking::words::state),
        _ => None,
    }
}

/// The state that is stored under this word.
fn state<State: for<'de> Deserialize<'de>>(code: &str) -> Option<State> {
    let code: value::StrDeserializer<'_, value::Error> = code.into_deserializer();
    State::deserialize(code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_state_has_the_words_of_its_process() {
        for (table, code) in [
            ("check_round", "open"),
            ("submission", "awaiting_signature"),
            ("plan", "drawn"),
            ("visit", "fed_back"),
            ("ledger_entry", "materials_accepted"),
            ("ranking", "published"),
        ] {
            assert!(words(table, code).is_some_and(|words| words != code), "{table} {code}");
        }
    }

    #[test]
    fn what_is_no_state_of_its_record_has_none() {
        assert_eq!(words("plan", "fed_back"), None);
        assert_eq!(words("unit", "open"), None);
    }
}
