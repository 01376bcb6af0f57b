//! What values that are no models have to be measured, and what lies within them.
//!
//! In: the types that fields can have. Out: [`Validate`] for each. Must not know limits.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Checks, Held, Limit, Measure, Step, Validate};
use crate::{Base64, Bytes, Date, FilePart, Nullable, Time, Timestamp, Uuid};

/// Types of which nothing is measured.
macro_rules! unmeasured {
    ($($type:ty),*) => {
        $(impl Validate for $type {})*
    };
}

unmeasured!(
    (),
    bool,
    Base64,
    Bytes,
    Date,
    FilePart,
    Time,
    Timestamp,
    Uuid
);

/// Whole numbers.
macro_rules! integers {
    ($($type:ty),*) => {
        $(impl Validate for $type {
            fn measure(&self) -> Measure<'_> {
                Measure::Integer((*self).into())
            }
        })*
    };
}

integers!(i32, i64, u32, u64);

impl Validate for f64 {
    fn measure(&self) -> Measure<'_> {
        Measure::Number(*self)
    }
}

impl Validate for f32 {
    /// As it is written: `0.1` and not the double next to it.
    fn measure(&self) -> Measure<'_> {
        Measure::Number(self.to_string().parse().unwrap_or((*self).into()))
    }
}

impl Validate for String {
    fn measure(&self) -> Measure<'_> {
        Measure::Text(self)
    }
}

impl Validate for Value {
    fn check(&self, _checks: &mut Checks) {}

    fn measure(&self) -> Measure<'_> {
        match self {
            Self::Null | Self::Bool(_) => Measure::Nothing,
            Self::String(text) => Measure::Text(text),
            Self::Array(items) => items.measure(),
            Self::Object(members) => members.measure(),
            Self::Number(number) => {
                let signed = number.as_i64().map(i128::from);
                let whole = signed.or_else(|| number.as_u64().map(i128::from));
                match (whole, number.as_f64()) {
                    (Some(whole), _) => Measure::Integer(whole),
                    (None, Some(number)) => Measure::Number(number),
                    (None, None) => Measure::Nothing,
                }
            }
        }
    }

    fn parts(&self, visit: &mut dyn FnMut(Step<'_>, &dyn Validate)) {
        match self {
            Self::Array(items) => items.parts(visit),
            Self::Object(members) => members.parts(visit),
            _ => {}
        }
    }

    fn repeated(&self) -> Option<usize> {
        self.as_array().and_then(Validate::repeated)
    }
}

impl<T: Validate + Serialize> Validate for Vec<T> {
    fn measure(&self) -> Measure<'_> {
        Measure::Items(self.len())
    }

    fn parts(&self, visit: &mut dyn FnMut(Step<'_>, &dyn Validate)) {
        for (index, item) in self.iter().enumerate() {
            visit(Step::Item(index), item);
        }
    }

    fn repeated(&self) -> Option<usize> {
        let mut seen = HashSet::new();
        // What can't be written is not sent, so that it does not matter how often it is there.
        self.iter()
            .position(|item| serde_json::to_string(item).is_ok_and(|text| !seen.insert(text)))
    }
}

impl Validate for Map<String, Value> {
    fn check(&self, _checks: &mut Checks) {}

    fn measure(&self) -> Measure<'_> {
        Measure::Properties(self.len())
    }

    fn parts(&self, visit: &mut dyn FnMut(Step<'_>, &dyn Validate)) {
        for (name, value) in self {
            visit(Step::Member(name), value);
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn measure(&self) -> Measure<'_> {
        Measure::Properties(self.len())
    }

    fn parts(&self, visit: &mut dyn FnMut(Step<'_>, &dyn Validate)) {
        for (name, value) in self {
            visit(Step::Member(name), value);
        }
    }
}

/// Types that hold one value or none.
macro_rules! holders {
    ($($type:ty: $held:ident => $value:expr),*) => {
        $(impl<T: Validate> Validate for $type {
            fn held(&self) -> Option<Held<'_>> {
                let $held = self;
                let value: Option<&T> = $value;
                value.map(|value| (value as &dyn Validate, &[] as &[&[Limit]]))
            }
        })*
    };
}

holders!(
    Box<T>: held => Some(&**held),
    Option<T>: held => held.as_ref(),
    Nullable<T>: held => held.value()
);

/// Tuples, of the lengths that are generated.
macro_rules! tuples {
    ($($name:ident $index:tt),+) => {
        impl<$($name: Validate),+> Validate for ($($name,)+) {
            fn measure(&self) -> Measure<'_> {
                Measure::Items([$($index),+].len())
            }

            fn parts(&self, visit: &mut dyn FnMut(Step<'_>, &dyn Validate)) {
                $(visit(Step::Item($index), &self.$index);)+
            }
        }
    };
}

tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
