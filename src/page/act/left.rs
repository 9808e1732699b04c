//! A form as it was left, and what is to be said of it beside the form as it stands now.

use serde::{Deserialize, Serialize};

use super::Found;

/// What stands in a control.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Field {
    pub(super) name: String,
    /// Which of the controls of this name, from 0.
    pub(super) place: usize,
    pub(super) value: String,
    /// Of a tick or a choice.
    pub(super) ticked: Option<bool>,
}

impl Field {
    /// Whether both are of one control. A tick is known by its value, for the list that it stands in may have grown.
    pub(super) fn is_of(&self, now: &Self) -> bool {
        match now.ticked {
            Some(_) => self.name == now.name && self.value == now.value,
            None => self.name == now.name && self.place == now.place,
        }
    }

    /// Whether the control that both are of says the same in them.
    pub(super) fn says(&self, now: &Self) -> bool {
        self.value == now.value && self.ticked == now.ticked
    }
}

/// A form as it was left.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    /// The versions that it was drawn from.
    pub(super) seen: Option<String>,
    /// Whether it was sent, and nothing came back yet.
    pub(super) sent: bool,
    /// What stood in its controls, as far as it differed from what was drawn.
    pub(super) fields: Vec<Field>,
}

impl Kept {
    /// What is to be said of it where this stands in the form now, which was drawn from these versions; nothing where the
    /// form says the same.
    pub(super) fn found(&self, now: &[Field], seen: Option<&str>) -> Option<Found> {
        if !now.iter().any(|now| self.of(now).is_some_and(|field| field != now)) {
            return None;
        }
        Some(match self.sent {
            true => Found::Unanswered,
            false if self.seen.as_deref() != seen => Found::Overtaken,
            false => Found::Unsent,
        })
    }

    /// Whether the form says all of it.
    pub(super) fn is_said(&self, now: &[Field]) -> bool {
        self.fields.iter().all(|field| now.contains(field))
    }

    /// What was kept of this control.
    pub(super) fn of(&self, now: &Field) -> Option<&Field> {
        self.fields.get(self.place_of(now)?)
    }

    /// Where in it this control stands.
    pub(super) fn place_of(&self, now: &Field) -> Option<usize> {
        self.fields.iter().position(|field| field.is_of(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, value: &str) -> Field {
        Field { name: name.to_owned(), place: 0, value: value.to_owned(), ticked: None }
    }

    fn choice(value: &str, place: usize, ticked: bool) -> Field {
        Field { name: "answers[Z1.1]".to_owned(), place, value: value.to_owned(), ticked: Some(ticked) }
    }

    fn kept(sent: bool, fields: Vec<Field>) -> Kept {
        Kept { seen: Some("2 7".to_owned()), sent, fields }
    }

    #[test]
    fn what_was_left_of_a_form_that_somebody_else_has_changed_is_told_apart() {
        let (left, now) =
            (|sent| kept(sent, vec![text("scores[1]", "3.5")]), [text("scores[1]", "4"), text("note", "")]);
        for (sent, seen, found) in [
            (false, "2 7", Found::Unsent),
            // The record is the same, but somebody has saved a draft of it.
            (false, "2 8", Found::Overtaken),
            (true, "2 8", Found::Unanswered),
        ] {
            assert_eq!(left(sent).found(&now, Some(seen)), Some(found), "{seen}");
        }
    }

    #[test]
    fn what_the_form_says_already_is_not_offered() {
        let left = kept(false, vec![text("scores[1]", "4")]);
        let now = [text("scores[1]", "4"), text("note", "theirs")];
        assert!(left.is_said(&now));
        assert_eq!(left.found(&now, Some("2 8")), None);
        let gone = [text("note", "theirs")];
        assert!(!left.is_said(&gone), "what has no place in the form any more may have one again");
        assert_eq!(left.found(&gone, Some("2 8")), None);
    }

    #[test]
    fn a_choice_is_known_by_its_value_and_a_text_by_its_place() {
        let left = kept(false, vec![choice("yes", 0, true), text("scores[1]", "3")]);
        assert_eq!(left.place_of(&choice("yes", 1, false)), Some(0), "one more choice stands before it");
        assert_eq!(left.place_of(&choice("no", 0, true)), None);
        assert_eq!(left.place_of(&text("scores[1]", "9")), Some(1));
        assert_eq!(left.place_of(&Field { place: 1, ..text("scores[1]", "3") }), None);
        assert!(left.of(&choice("yes", 1, false)).is_some_and(|field| field.ticked == Some(true)));
    }

    #[test]
    fn a_control_says_what_it_said_wherever_it_stands_by_now() {
        assert!(choice("yes", 0, true).says(&choice("yes", 1, true)), "one more choice stands before it");
        assert!(!choice("yes", 0, true).says(&choice("yes", 0, false)));
        assert!(!text("scores[1]", "3").says(&text("scores[1]", "4")));
    }
}
