//! One text for one value, and one hash for one text.
//!
//! Whatever the district signs, commits to or chains (draw commitments, ranking fingerprints, journal entries) is
//! hashed over the JSON Canonicalization Scheme (JCS, RFC 8785), so that another program in another language finds
//! the same bytes. Two things follow that this module cannot enforce for every type and therefore states:
//!
//! * JCS writes every number as an IEEE 754 double. An integer beyond ±(2⁵³ − 1) would share its text with its
//!   neighbours, so types that are hashed bound their integers to [`EXACT_INTEGER`], and hold no float at all.
//! * A JSON text with the same key twice has no canonical form. Text from outside is read with [`parse_strict`],
//!   which refuses it, instead of with `serde_json`, which would silently keep the last.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use serde_json::{Map, Number, Value};
use sha2::{Digest, Sha256};
use sm3::Sm3;

/// The largest integer, in either direction, that every JSON reader keeps exactly: 2⁵³ − 1 (RFC 7493, section 2.2).
pub const EXACT_INTEGER: i64 = (1 << 53) - 1;

/// The canonical JSON text of a value (JCS, RFC 8785): keys sorted by UTF-16 code units, no white space.
///
/// # Errors
///
/// When the value cannot be JSON at all: a map whose keys are not texts, or a float that is not finite.
pub fn canonical<T: Serialize + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    serde_jcs::to_string(value)
}

/// SHA-256 (GB/T 18238.3 names the same function) of the bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SM3 (GB/T 32905) of the bytes.
#[must_use]
pub fn sm3(bytes: &[u8]) -> [u8; 32] {
    Sm3::digest(bytes).into()
}

/// SHA-256 of the bytes as 64 lower-case hexadecimal digits, the form in which every hash leaves the system.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(sha256(bytes))
}

/// The fingerprint of a value: SHA-256 over its canonical JSON, as 64 lower-case hexadecimal digits.
///
/// # Errors
///
/// As [`canonical`].
pub fn fingerprint<T: Serialize + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    canonical(value).map(|text| sha256_hex(text.as_bytes()))
}

/// Reads 64 lower-case hexadecimal digits. Upper case is refused, so that one hash has one text.
#[must_use]
pub fn parse_hash(text: &str) -> Option<[u8; 32]> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

/// Reads one JSON text and refuses what two readers could understand differently: an object with the same key twice,
/// and anything after the value.
///
/// # Errors
///
/// The reader's own, or `duplicate key`.
pub fn parse_strict(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str::<StrictValue>(text).map(|strict| strict.0)
}

/// The key that stands twice, where that is why a text was refused by [`parse_strict`].
#[must_use]
pub fn repeated_key(error: &serde_json::Error) -> Option<String> {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let quoted = said.strip_prefix(DUPLICATE_KEY)?.strip_suffix(&place)?;
    Some(quoted.trim_matches('"').to_owned())
}

/// What a refusal begins with whose reason is that a key stands twice.
const DUPLICATE_KEY: &str = "duplicate key ";

/// A JSON value whose objects name each key once. Exists so that readers which follow the path of an error can be
/// wrapped around it; everybody else calls [`parse_strict`].
#[derive(Debug, Clone, PartialEq)]
pub struct StrictValue(pub Value);

impl<'de> Deserialize<'de> for StrictValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(StrictValue)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(StrictValue(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("{DUPLICATE_KEY}{key:?}")));
            }
            let StrictValue(value) = entries.next_value()?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_sorted_by_utf16_and_white_space_is_gone() {
        // RFC 8785, section 3.2.3: U+1F600 (a surrogate pair) sorts before U+FB33 although its code point is higher.
        let value = json!({"\u{fb33}": 1, "\u{1f600}": 2, "a": {"c": [1, -2], "b": null}});
        assert_eq!(canonical(&value).unwrap(), "{\"a\":{\"b\":null,\"c\":[1,-2]},\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn text_is_escaped_as_ecmascript_does() {
        assert_eq!(
            canonical("责清\"\\/\u{8}\u{c}\n\r\t\u{1}\u{7f}").unwrap(),
            "\"责清\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u{7f}\""
        );
    }

    #[test]
    fn integers_up_to_the_exact_bound_keep_every_digit() {
        assert_eq!(canonical(&EXACT_INTEGER).unwrap(), "9007199254740991");
        assert_eq!(canonical(&-EXACT_INTEGER).unwrap(), "-9007199254740991");
    }

    #[test]
    fn empty_collections_have_their_short_form() {
        assert_eq!(canonical(&json!({"a": {}, "b": []})).unwrap(), "{\"a\":{},\"b\":[]}");
    }

    #[test]
    fn sm3_answers_what_its_standard_says() {
        // GB/T 32905-2016, appendix A: the text `abc`, and `abcd` sixteen times.
        let known = [
            ("abc".to_owned(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
            ("abcd".repeat(16), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
        ];
        for (text, hash) in known {
            assert_eq!(hex::encode(sm3(text.as_bytes())), hash, "{text}");
        }
    }

    #[test]
    fn fingerprint_is_the_lower_case_sha256_of_the_canonical_text() {
        // printf '{"a":1}' | sha256sum
        assert_eq!(
            fingerprint(&json!({"a": 1})).unwrap(),
            "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
        );
    }

    #[test]
    fn a_hash_has_one_text() {
        let text = sha256_hex(b"");
        assert_eq!(parse_hash(&text), Some(sha256(b"")));
        assert_eq!(parse_hash(&text.to_uppercase()), None);
        assert_eq!(parse_hash(&text[1..]), None);
        assert_eq!(parse_hash(&format!("{text}00")), None);
    }

    #[test]
    fn the_same_key_twice_is_refused_at_any_depth() {
        assert!(parse_strict(r#"{"a":1,"a":1}"#).is_err());
        assert!(parse_strict(r#"[{"b":{"a":1,"\u0061":2}}]"#).is_err());
    }

    #[test]
    fn the_key_that_stands_twice_is_named() {
        let key = |text: &str| repeated_key(&parse_strict(text).unwrap_err());
        assert_eq!(key(r#"{"a":1,"a":1}"#).as_deref(), Some("a"));
        assert_eq!(key("[{\"年\":{\"b\":1,\n\"b\":2}}]").as_deref(), Some("b"));
        assert_eq!(key("[{\"年\":1,\"年\":2}]").as_deref(), Some("年"));
        assert_eq!(key("{\"a\":"), None);
    }

    #[test]
    fn anything_after_the_value_is_refused() {
        assert!(parse_strict("{} {}").is_err());
        assert!(parse_strict("{},").is_err());
        assert!(parse_strict("{}\n").is_ok());
    }

    #[test]
    fn a_whole_number_written_as_a_float_stays_a_float() {
        assert!(parse_strict("1.0").unwrap().is_f64());
        assert!(parse_strict("1e2").unwrap().is_f64());
        assert!(parse_strict("-0").unwrap().is_f64());
        assert!(parse_strict("18446744073709551616").unwrap().is_f64());
    }
}
