//! Models that are flattened into one another, the last of which contains the first.

use std::collections::BTreeMap;

use serde_json::Value;
use specwright_runtime::{Model, Union};

macro_rules! chain {
    ($($name:ident $flag:ident $next:ident $inner:ident,)*) => {
        $(#[derive(Clone, Model)]
        pub struct $name {
            pub $flag: Option<bool>,
            #[model(flatten)]
            pub $next: $inner,
        })*
    };
}

chain! {
    One one two Two,
    Two two three Three,
    Three three four Four,
    Four four five Five,
    Five five six Six,
}

#[derive(Clone, Model)]
pub struct Six {
    pub child: Option<Box<One>>,
    pub list: Option<Vec<One>>,
    pub map: Option<BTreeMap<String, One>>,
    pub choice: Option<Box<Choice>>,
    pub outside: Option<Box<Outside>>,
    #[model(rest)]
    pub rest: BTreeMap<String, One>,
}

#[derive(Clone, Union)]
#[union(untagged)]
pub enum Choice {
    Text(String),
    Inline(One),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(external)]
pub enum Outside {
    #[union("inline")]
    Inline(One),
    #[union(unknown)]
    Unknown(Value),
}
