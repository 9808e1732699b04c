//! Text in an address: what is neither a letter nor a digit nor harmless there is written as its bytes. What is more bytes
//! than text is written in sixty-four letters.

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

/// The bytes that stand in an address in sixty-four letters (RFC 4648, section 5, with its padding), as Leptos writes what a
/// form was refused. What is not written exactly so are no bytes. The crate that Leptos reads it with also has the other
/// alphabets, and would be some 6 kB more of what a browser fetches.
#[must_use]
pub fn base64_decoded(text: &str) -> Option<Vec<u8>> {
    let letters = text.trim_end_matches('=');
    let padding = text.len() - letters.len();
    if padding > 2 || !text.len().is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for letter in letters.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    // The last letter may hold more bits than its byte needs, and they say nothing.
    (held == 0).then_some(bytes)
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

    /// As RFC 4648 writes it, bit by bit.
    fn base64(bytes: &[u8]) -> String {
        let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['-', '_']).collect();
        let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
        let mut text: String = bits
            .as_bytes()
            .chunks(6)
            .map(|six| {
                alphabet[usize::from_str_radix(&format!("{:0<6}", std::str::from_utf8(six).unwrap()), 2).unwrap()]
            })
            .collect();
        while !text.len().is_multiple_of(4) {
            text.push('=');
        }
        text
    }

    #[test]
    fn sixty_four_letters_are_read_as_the_standard_writes_them() {
        for (text, bytes) in [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmE=", "fooba")] {
            assert_eq!(base64_decoded(text).unwrap(), bytes.as_bytes());
        }
        assert_eq!(base64_decoded("-_-_").unwrap(), [0xfb, 0xff, 0xbf]);
    }

    #[test]
    fn what_the_standard_writes_otherwise_are_no_bytes() {
        // No padding, too much of it or in between, bits that say nothing, the alphabet for other places, other letters.
        for text in ["Zg", "Zg=", "Zg===", "Z===", "====", "Zg==Zg==", "Zh==", "Zm9=", "+/+/", "Zm9 ", "Zm9v\n", "责"]
        {
            assert_eq!(base64_decoded(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_encoded_is_read_again(text in "\\PC{0,40}") {
            prop_assert_eq!(percent_decoded(&percent_encoded(&text)), text);
        }

        #[test]
        fn bytes_are_read_from_their_letters(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(base64_decoded(&base64(&bytes)), Some(bytes));
        }

        #[test]
        fn bytes_have_one_way_to_be_written(text in "[A-Za-f0-9_=-]{0,12}") {
            if let Some(bytes) = base64_decoded(&text) {
                prop_assert_eq!(base64(&bytes), text);
            }
        }
    }
}
