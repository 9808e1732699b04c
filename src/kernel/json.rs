//! Reading JSON with little code.
//!
//! A browser fetches the code that reads an answer, and that is a piece for each structure. `serde_json` reads every
//! structure in two ways, from an object and from an array, and can say of any text what is wrong with it and where. What
//! our own server has written is an object, and whoever asks can only ask again: so here the text is first read as a
//! [`Value`], and each structure has the one piece that takes it from there.

/// The text of a value.
mod text;

use serde::{
    Deserialize,
    de::{
        self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected,
        VariantAccess, Visitor,
    },
    forward_to_deserialize_any,
};
use serde_json::Value;
use thiserror::Error;

/// The text is not JSON, or not what it is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the JSON is not what was expected")]
pub struct Unreadable;

/// Reads what [`serde_json`] has written; a structure only from an object.
///
/// # Errors
/// [`Unreadable`].
pub fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Unreadable> {
    T::deserialize(Node(text::value(json)?))
}

/// No sentence is made of what went wrong: each would be code for whatever it names.
impl de::Error for Unreadable {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// These methods, all by the one that is named.
macro_rules! by {
    ($one:ident: $($method:ident)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
                self.$one(visitor)
            }
        )+
    };
}

/// A value.
struct Node(Value);

impl Node {
    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Value::Number(number) = self.0 else { return Err(Unreadable) };
        match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), ..) => visitor.visit_u64(number),
            (None, Some(number), _) => visitor.visit_i64(number),
            (None, None, Some(number)) => visitor.visit_f64(number),
            (None, None, None) => Err(Unreadable),
        }
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Value::String(text) = self.0 else { return Err(Unreadable) };
        visitor.visit_string(text)
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Value::Array(list) = self.0 else { return Err(Unreadable) };
        let mut items = Items(list.into_iter());
        let value = visitor.visit_seq(&mut items)?;
        if items.0.len() == 0 { Ok(value) } else { Err(Unreadable) }
    }

    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Value::Object(object) = self.0 else { return Err(Unreadable) };
        visitor.visit_map(Entries { entries: object.into_iter(), value: None })
    }

    fn nothing<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() { visitor.visit_unit() } else { Err(Unreadable) }
    }
}

impl<'de> Deserializer<'de> for Node {
    type Error = Unreadable;

    by!(number: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_f32 deserialize_f64);
    by!(text: deserialize_str deserialize_string deserialize_char deserialize_identifier);
    by!(list: deserialize_seq deserialize_bytes deserialize_byte_buf);
    by!(object: deserialize_map);
    by!(nothing: deserialize_unit);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(is) => visitor.visit_bool(is),
            Value::Number(_) => self.number(visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(_) => self.list(visitor),
            Value::Object(_) => self.object(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Value::Bool(is) = self.0 else { return Err(Unreadable) };
        visitor.visit_bool(is)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unreadable> {
        self.nothing(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.object(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant { name, value: None }),
            Value::Object(object) => {
                let mut entries = object.into_iter();
                match (entries.next(), entries.next()) {
                    (Some((name, value)), None) => visitor.visit_enum(Variant { name, value: Some(value) }),
                    _ => Err(Unreadable),
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Err(Unreadable),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }
}

/// The values of a list.
struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Unreadable> {
        self.0.next().map(|value| seed.deserialize(Node(value))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// The keys of an object, each followed by its value.
struct Entries {
    entries: serde_json::map::IntoIter,
    value: Option<Value>,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Unreadable> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Key(key)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Unreadable> {
        seed.deserialize(Node(self.value.take().ok_or(Unreadable)?))
    }
}

/// The key of an object: a text, also where it stands for a number.
struct Key(String);

impl Key {
    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match (self.0.parse(), self.0.parse()) {
            (Ok(number), _) => visitor.visit_u64(number),
            (Err(_), Ok(number)) => visitor.visit_i64(number),
            (Err(_), Err(_)) => Err(Unreadable),
        }
    }
}

impl<'de> Deserializer<'de> for Key {
    type Error = Unreadable;

    by!(number: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.0)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_str(&self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(Variant { name: self.0, value: None })
    }

    forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct ignored_any
    }
}

/// A variant with what it holds.
struct Variant {
    name: String,
    value: Option<Value>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Held;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Held), Unreadable> {
        Ok((seed.deserialize(Key(self.name))?, Held(self.value)))
    }
}

/// What a variant holds; nothing where it is a name alone.
struct Held(Option<Value>);

impl Held {
    fn node(self) -> Result<Node, Unreadable> {
        self.0.map(Node).ok_or(Unreadable)
    }
}

impl<'de> VariantAccess<'de> for Held {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        self.0.map_or(Ok(()), |value| Deserialize::deserialize(Node(value)))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Unreadable> {
        seed.deserialize(self.node()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.node()?.list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unreadable> {
        self.node()?.object(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::json;

    use super::*;
    use crate::kernel::ids::UnitCode;

    /// Whatever the answers of the server functions are made of.
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Everything {
        number: i64,
        large: u64,
        part: f64,
        is: bool,
        text: String,
        letter: char,
        day: chrono::NaiveDate,
        #[serde(default)]
        some: Option<u8>,
        nested: Option<Box<Everything>>,
        list: Vec<Kind>,
        pair: (i64, Option<String>),
        by_number: BTreeMap<u8, bool>,
        by_code: BTreeMap<UnitCode, Vec<i32>>,
        by_kind: BTreeMap<Kind, ()>,
        any: Value,
        #[serde(flatten)]
        more: More,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct More {
        extra: u16,
        #[serde(default)]
        left_out: Option<String>,
    }

    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        One(u32),
        Two(i8, String),
        Named { is_so: bool },
    }

    fn everything() -> Everything {
        let kinds = [Kind::Plain, Kind::One(7), Kind::Two(-1, "二".to_owned()), Kind::Named { is_so: true }];
        let inner = Everything {
            number: i64::MIN,
            large: u64::MAX,
            part: -0.25,
            is: true,
            text: "引号\"与\n换行".to_owned(),
            letter: '责',
            day: "2026-11-29".parse().unwrap(),
            some: None,
            nested: None,
            list: kinds.to_vec(),
            pair: (3, None),
            by_number: BTreeMap::from([(0, true), (255, false)]),
            by_code: BTreeMap::from([(UnitCode::parse("A01").unwrap(), vec![-1, 1])]),
            by_kind: BTreeMap::from([(Kind::Plain, ())]),
            any: json!({"a": [1, null, {"b": "c"}]}),
            more: More { extra: 9, left_out: None },
        };
        Everything { some: Some(1), nested: Some(Box::new(inner.clone())), ..inner }
    }

    #[test]
    fn what_was_written_is_read() {
        let written = serde_json::to_vec(&everything()).unwrap();
        assert_eq!(read::<Everything>(&written), Ok(everything()));
        for answered in [Ok(1), Err(Kind::Plain), Err(Kind::Named { is_so: false })] {
            let written = serde_json::to_vec(&answered).unwrap();
            assert_eq!(read::<Result<u32, Kind>>(&written), Ok(answered));
        }
    }

    #[test]
    fn what_is_something_else_is_refused() {
        for text in ["", "{", "[1]", "1 2", "null"] {
            assert_eq!(read::<More>(text.as_bytes()), Err(Unreadable), "{text}");
        }
        assert_eq!(read::<Vec<u8>>(b"[256]"), Err(Unreadable));
        assert_eq!(read::<(u8, u8)>(b"[1,2,3]"), Err(Unreadable));
        assert_eq!(read::<Kind>(br#"{"plain":null,"one":1}"#), Err(Unreadable));
        assert_eq!(read::<Kind>(br#""one""#), Err(Unreadable));
        assert_eq!(read::<More>(br#"{"left_out":"x"}"#), Err(Unreadable));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 64, 6, |inner| {
            let list = prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from);
            let object = prop::collection::btree_map(any::<String>(), inner, 0..6);
            prop_oneof![list, object.prop_map(Value::from_iter)]
        })
    }

    proptest! {
        /// Against `serde_json` itself: whatever is read as anything.
        #[test]
        fn any_json_is_read_as_it_stands(value in any_json()) {
            let written = serde_json::to_vec(&value).unwrap();
            prop_assert_eq!(read::<Value>(&written), Ok(value.clone()));
            prop_assert_eq!(read::<BTreeMap<String, Value>>(&written).ok(), serde_json::from_value(value.clone()).ok());
            prop_assert_eq!(read::<Vec<Option<i32>>>(&written).ok(), serde_json::from_value(value.clone()).ok());
            prop_assert_eq!(read::<Kind>(&written).ok(), serde_json::from_value(value).ok());
        }
    }
}
