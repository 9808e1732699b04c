//! The text of a JSON value.
//!
//! `serde_json` finds the float nearest to any fraction, and for that alone it brings more code and tables than this whole
//! file. We send no fractions, so one is read here only where a single division finds it, and refused elsewhere.

use serde_json::{Map, Number, Value};

use super::Unreadable;

/// So many lists and objects may stand in each other, as in `serde_json`: a text must not make us run out of stack.
const DEEPEST: u8 = 127;

/// The largest power of ten, and below the largest whole number, that a float holds exactly.
const EXACT_POWER: i64 = 22;
const EXACT: u64 = 1 << 53;

/// Reads a whole text.
pub(super) fn value(json: &[u8]) -> Result<Value, Unreadable> {
    let mut text = Text { json, at: 0 };
    let value = text.value(DEEPEST)?;
    if text.at == json.len() { Ok(value) } else { Err(Unreadable) }
}

/// A text, read up to a place.
struct Text<'a> {
    json: &'a [u8],
    at: usize,
}

impl Text<'_> {
    fn next(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    /// Goes past the next byte where it is this one, and says whether it was.
    fn took(&mut self, byte: u8) -> bool {
        let is = self.next() == Some(byte);
        self.at += usize::from(is);
        is
    }

    fn take(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.took(byte) { Ok(()) } else { Err(Unreadable) }
    }

    fn take_space(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// A value with the white space around it.
    fn value(&mut self, deeper: u8) -> Result<Value, Unreadable> {
        self.take_space();
        let value = match self.next() {
            Some(b'{') => self.object(deeper)?,
            Some(b'[') => self.list(deeper)?,
            Some(b'"') => Value::String(self.text()?),
            Some(b'n') => self.word(b"null", Value::Null)?,
            Some(b't') => self.word(b"true", Value::Bool(true))?,
            Some(b'f') => self.word(b"false", Value::Bool(false))?,
            Some(_) => Value::Number(self.number()?),
            None => return Err(Unreadable),
        };
        self.take_space();
        Ok(value)
    }

    fn word(&mut self, word: &[u8], means: Value) -> Result<Value, Unreadable> {
        word.iter().try_for_each(|byte| self.take(*byte))?;
        Ok(means)
    }

    fn list(&mut self, deeper: u8) -> Result<Value, Unreadable> {
        let deeper = deeper.checked_sub(1).ok_or(Unreadable)?;
        let mut list = Vec::new();
        self.take(b'[')?;
        self.take_space();
        if self.took(b']') {
            return Ok(Value::Array(list));
        }
        loop {
            list.push(self.value(deeper)?);
            if self.took(b']') {
                return Ok(Value::Array(list));
            }
            self.take(b',')?;
        }
    }

    /// Of a key that stands there twice the last one counts, as in `serde_json`.
    fn object(&mut self, deeper: u8) -> Result<Value, Unreadable> {
        let deeper = deeper.checked_sub(1).ok_or(Unreadable)?;
        let mut object = Map::new();
        self.take(b'{')?;
        self.take_space();
        if self.took(b'}') {
            return Ok(Value::Object(object));
        }
        loop {
            self.take_space();
            let key = self.text()?;
            self.take_space();
            self.take(b':')?;
            let value = self.value(deeper)?;
            object.insert(key, value);
            if self.took(b'}') {
                return Ok(Value::Object(object));
            }
            self.take(b',')?;
        }
    }

    fn text(&mut self) -> Result<String, Unreadable> {
        self.take(b'"')?;
        let mut text = Vec::new();
        loop {
            let from = self.at;
            while self.next().is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            text.extend_from_slice(self.json.get(from..self.at).unwrap_or_default());
            if self.took(b'"') {
                return String::from_utf8(text).map_err(|_| Unreadable);
            }
            // A control character must not stand there as it is, nor may the text end.
            self.take(b'\\')?;
            let letter = self.escaped()?;
            text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// The character that is meant by what follows a backslash.
    fn escaped(&mut self) -> Result<char, Unreadable> {
        let byte = self.next().ok_or(Unreadable)?;
        self.at += 1;
        match byte {
            b'"' | b'\\' | b'/' => Ok(char::from(byte)),
            b'b' => Ok('\u{8}'),
            b'f' => Ok('\u{c}'),
            b'n' => Ok('\n'),
            b'r' => Ok('\r'),
            b't' => Ok('\t'),
            b'u' => self.numbered(),
            _ => Err(Unreadable),
        }
    }

    /// A character by its number, or by the two numbers of UTF-16.
    fn numbered(&mut self) -> Result<char, Unreadable> {
        let first = self.four_digits()?;
        let code = match first {
            0xd800..0xdc00 => {
                self.take(b'\\')?;
                self.take(b'u')?;
                let second = self.four_digits()?.checked_sub(0xdc00).filter(|low| *low < 0x400).ok_or(Unreadable)?;
                0x10000 + ((first - 0xd800) << 10) + second
            }
            _ => first,
        };
        char::from_u32(code).ok_or(Unreadable)
    }

    fn four_digits(&mut self) -> Result<u32, Unreadable> {
        let digits = self.json.get(self.at..self.at + 4).ok_or(Unreadable)?;
        self.at += 4;
        let add = |number: u32, digit: &u8| Some(number * 16 + char::from(*digit).to_digit(16)?);
        digits.iter().try_fold(0, add).ok_or(Unreadable)
    }

    fn number(&mut self) -> Result<Number, Unreadable> {
        let negative = self.took(b'-');
        let from = self.at;
        let may_go_on = self.next() != Some(b'0');
        let mut number = self.digits(0)?;
        if !may_go_on && self.at > from + 1 {
            return Err(Unreadable);
        }
        let whole = !matches!(self.next(), Some(b'.' | b'e' | b'E'));
        match (whole, negative) {
            (true, false) => return Ok(Number::from(number)),
            // Only a float tells minus nothing from nothing.
            (true, true) if number > 0 => {
                return 0_i64.checked_sub_unsigned(number).map(Number::from).ok_or(Unreadable);
            }
            _ => {}
        }
        let mut power = 0_i64;
        if self.took(b'.') {
            let from = self.at;
            number = self.digits(number)?;
            power = i64::try_from(self.at - from).map(|digits| -digits).map_err(|_| Unreadable)?;
        }
        if self.took(b'e') || self.took(b'E') {
            let down = self.took(b'-');
            if !down {
                self.took(b'+');
            }
            let by = i64::try_from(self.digits(0)?).map_err(|_| Unreadable)?;
            power = power.checked_add(if down { -by } else { by }).ok_or(Unreadable)?;
        }
        if number > EXACT || power.abs() > EXACT_POWER {
            return Err(Unreadable);
        }
        let ten = (0..power.abs()).fold(1.0, |ten, _| ten * 10.0);
        let float = if power < 0 { number as f64 / ten } else { number as f64 * ten };
        Number::from_f64(if negative { -float } else { float }).ok_or(Unreadable)
    }

    /// At least one digit, added to those of a number.
    fn digits(&mut self, mut number: u64) -> Result<u64, Unreadable> {
        let from = self.at;
        while let Some(digit @ b'0'..=b'9') = self.next() {
            let ten = number.checked_mul(10).ok_or(Unreadable)?;
            number = ten.checked_add(u64::from(digit - b'0')).ok_or(Unreadable)?;
            self.at += 1;
        }
        if self.at > from { Ok(number) } else { Err(Unreadable) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn theirs(json: &str) -> Result<Value, Unreadable> {
        serde_json::from_str(json).map_err(|_| Unreadable)
    }

    #[test]
    fn escapes_are_read_and_halves_of_a_pair_are_not() {
        let json = r#""\"\\\/\b\f\n\r\t\u8d23\uD83D\uDE00\u00e9\u0000""#;
        let read = Value::from("\"\\/\u{8}\u{c}\n\r\t责😀é\0");
        assert_eq!((value(json.as_bytes()), theirs(json)), (Ok(read.clone()), Ok(read)));
        for json in [
            r#""\uD83D""#,
            r#""\uDE00""#,
            r#""\uD83Dx""#,
            r#""\uD83D\u0041""#,
            r#""\uD83D\uD83D""#,
            r#""\u12""#,
            r#""\x""#,
        ] {
            assert_eq!((value(json.as_bytes()), theirs(json)), (Err(Unreadable), Err(Unreadable)), "{json}");
        }
    }

    #[test]
    fn a_text_is_no_text_with_a_control_character_or_broken_utf_8() {
        for json in [b"\"\n\"".as_slice(), b"\"\xe8\"", b"\"\xe8\\n\"", b"\"\xff\"", b"\"", b"\"\\"] {
            assert_eq!(value(json), Err(Unreadable), "{json:?}");
        }
    }

    #[test]
    fn numbers_are_read_exactly_or_not_at_all() {
        let least = i64::MIN.to_string();
        for json in [
            "0",
            "-0",
            "-1",
            "18446744073709551615",
            least.as_str(),
            "0.25",
            "-0.0",
            "1e22",
            "12.5E-3",
            "9007199254740992e0",
        ] {
            assert_eq!(value(json.as_bytes()), theirs(json), "{json}");
            assert!(theirs(json).is_ok(), "{json}");
        }
        for json in [
            "18446744073709551616",
            "-9223372036854775809",
            "1e23",
            "1e-23",
            "9007199254740993e0",
            "1e99999999999999999999",
        ] {
            assert_eq!(value(json.as_bytes()), Err(Unreadable), "{json}");
        }
        for json in ["01", "-01", "-", "+1", ".5", "1.", "1.e2", "1e", "1e+", "0x1", "NaN", "--1"] {
            assert_eq!((value(json.as_bytes()), theirs(json)), (Err(Unreadable), Err(Unreadable)), "{json}");
        }
    }

    #[test]
    fn a_text_cannot_be_too_deep_for_the_stack() {
        for (deep, is_read) in [(usize::from(DEEPEST), true), (usize::from(DEEPEST) + 1, false), (100_000, false)] {
            for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
                let json = format!("{}1{}", open.repeat(deep), close.repeat(deep));
                assert_eq!(value(json.as_bytes()).is_ok(), is_read, "{deep} of {open}");
                assert_eq!(theirs(&json).is_ok(), is_read, "{deep} of {open}");
            }
        }
    }

    #[test]
    fn the_last_of_two_equal_keys_counts() {
        let json = r#" { "a" : 1 , "a" : [ ] , "b" : { } } "#;
        assert_eq!(value(json.as_bytes()), theirs(json));
    }

    proptest! {
        /// Whatever is made of JSON's own characters is read as `serde_json` reads it, but for a fraction that takes more.
        #[test]
        fn what_may_be_json_is_read_or_refused_as_elsewhere(
            json in r#"([\[\]{}":, \n0-9.eE+\\/bu-]|null|true|false|"a"|\[1|\{"k":){0,9}"#
        ) {
            match (value(json.as_bytes()), theirs(&json)) {
                (Err(Unreadable), Ok(_)) => prop_assert!(json.contains(['.', 'e', 'E']), "{json}"),
                (ours, theirs) => prop_assert_eq!(ours, theirs),
            }
        }
    }
}
