//! Enums and constants that can't be derived.

use serde_json::Value;
use specwright_runtime::{Constant, OpenEnum, Union};

#[derive(Clone, Union)]
enum Untold {
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(tag = "type", external)]
enum Both {
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(tag = "type", extensibel)]
enum Tagged {
    Untold(String),
    #[union("a", "b")]
    A(i64),
    #[union("b")]
    B(bool),
    #[union("c")]
    C { field: i64 },
    #[union(absent)]
    D(String),
    #[union(other)]
    E(String),
    #[union(1)]
    F(String),
    #[union("g", carried, unknwon)]
    G(u8),
    #[union("h", carried)]
    H,
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(external)]
enum External {
    #[union("a", carried)]
    A(i64),
    #[union("b", other)]
    B(bool),
    #[union(unknown)]
    One(Value),
    #[union(unknown)]
    Two(Value),
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Untagged {
    #[union("a")]
    A(i64),
    B,
    #[union(unknown)]
    Unknown(String),
}

#[derive(Clone, Debug, OpenEnum)]
enum Closed {
    A,
}

#[derive(Clone, Debug, OpenEnum)]
#[open_enum(key)]
enum Numbers {
    One,
    #[open_enum("2")]
    Two,
    #[open_enum(3)]
    Three,
    #[open_enum(3)]
    Tres,
    #[open_enum(json = "4")]
    Four,
    #[open_enum(unknown)]
    Unknown(i64),
}

#[derive(Clone, Debug, OpenEnum)]
enum Mixed {
    #[open_enum(json = "{")]
    A,
    #[open_enum(unknown)]
    Unknown(Value),
}

#[derive(Clone, Debug, OpenEnum)]
enum Chars {
    #[open_enum(unknown)]
    Unknown(char),
}

#[derive(Constant)]
struct Untold2;

#[derive(Constant)]
#[constant("a", extensible)]
struct Strict;

#[derive(Constant)]
#[constant("a", 1, lenient)]
struct Twice(String);

#[derive(Clone, Union)]
#[union(untagged)]
enum Likes {
    #[union(like = "string")]
    A(String),
    #[union(like("text"))]
    B(bool),
    #[union(like("string", required("a")))]
    C(i64),
    #[union(like("object", has("a")))]
    D(f64),
    #[union(like("object", required(a)))]
    E(u8),
    #[union(unknown)]
    Unknown(Value),
}

fn main() {}
