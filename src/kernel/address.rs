//! Text in an address: what is neither a letter nor a digit nor harmless there is written as its bytes.

/// Text as it may stand in a query or in the extended form of a header's parameter (RFC 5987).
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The text that [`percent_encoded`] wrote. What is no such text stays as it is, but for bytes that are no UTF-8.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, behind)) = rest.split_once('%') {
        bytes.extend_from_slice(plain.as_bytes());
        let encoded = behind.split_at_checked(2).and_then(|(digits, after)| Some((byte(digits)?, after)));
        let (byte, after) = encoded.unwrap_or((b'%', behind));
        bytes.push(byte);
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that two digits write.
fn byte(digits: &str) -> Option<u8> {
    let are_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    are_digits.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_has_a_meaning_in_an_address_is_written_as_its_bytes() {
        assert_eq!(percent_encoded("P-1.A_0~ &=%花"), "P-1.A_0~%20%26%3D%25%E8%8A%B1");
    }

    #[test]
    fn what_is_not_encoded_stays_as_it_is() {
        for text in ["100%", "%", "%2", "%zz", "%+1", "%花", "a=b"] {
            assert_eq!(percent_decoded(text), text);
        }
    }

    proptest! {
        #[test]
        fn what_was_encoded_is_read_again(text in "\\PC{0,40}") {
            prop_assert_eq!(percent_decoded(&percent_encoded(&text)), text);
        }
    }
}
