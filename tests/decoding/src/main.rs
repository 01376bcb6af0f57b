//! Decodes or encodes 1,000 spans, as a client does with bodies.
//!
//! In: `decode`, `encode`, or `nothing`, which makes the spans ready as the other two do. Out: an
//! exit code. The step `size` of `cargo xtask test` counts its instructions.

use std::error::Error;
use std::hint::black_box;

use spanwire::scale_v5::models::ApiListSpan;
use spanwire::specwright_runtime::codec;

const SPANS: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let direction = std::env::args().nth(1).unwrap_or_default();
    let text = decoding::spans(SPANS).to_string();
    let list: ApiListSpan = codec::decode(text.as_bytes())?;
    match direction.as_str() {
        "decode" => {
            black_box(codec::decode::<ApiListSpan>(black_box(text.as_bytes()))?);
        }
        "encode" => {
            black_box(codec::encode(black_box(&list))?);
        }
        _ => {}
    }
    if list.items.len() == SPANS {
        Ok(())
    } else {
        Err(format!("decoded {} of {SPANS} spans", list.items.len()).into())
    }
}
