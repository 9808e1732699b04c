//! How an answer or a refusal crosses the wire: as JSON, which the browser reads with little code ([`json`]).

use leptos::server_fn::{
    Bytes, ContentType, Decodes, Encodes, Format, FormatType,
    codec::{JsonEncoding, Post},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::kernel::json::{self, Unreadable};

/// The `output` of a server function whose answer a page reads.
pub type Read = Post<ReadEncoding>;

/// JSON, written by [`serde_json`] and read by [`json::read`].
pub struct ReadEncoding;

impl ContentType for ReadEncoding {
    const CONTENT_TYPE: &'static str = JsonEncoding::CONTENT_TYPE;
}

impl FormatType for ReadEncoding {
    const FORMAT_TYPE: Format = JsonEncoding::FORMAT_TYPE;
}

impl<T: Serialize> Encodes<T> for ReadEncoding {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        JsonEncoding::encode(output)
    }
}

impl<T: DeserializeOwned> Decodes<T> for ReadEncoding {
    type Error = Unreadable;

    fn decode(bytes: Bytes) -> Result<T, Unreadable> {
        json::read(&bytes)
    }
}
