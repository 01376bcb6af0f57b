//! Tuples: arrays whose items have types of their own.
//!
//! In: a tuple of the lengths that are generated. Out: how it is read and written. Items at the end
//! that may be null may be left out. Must not know models.

use serde_json::Value;

use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::wire::{Items, View, Wire, filled};

impl Reader<'_> {
    /// The next item of a tuple.
    fn item<T: Wire>(
        &mut self,
        (first, over): (&mut bool, &mut bool),
        index: usize,
        length: usize,
    ) -> Result<T, ReadError> {
        if !*over && self.more(first, b']')? {
            return T::read(self);
        }
        *over = true;
        // What may be null may be left out at the end.
        let placeholder = T::placeholder();
        if matches!(
            placeholder.view(),
            View::Absent | View::Null | View::Value(Value::Null)
        ) {
            return Ok(placeholder);
        }
        let message = format!("invalid length {index}, expected a tuple of size {length}");
        Err(ReadError::new(self.at - 1, message))
    }
}

macro_rules! tuples {
    ($($name:ident $index:tt),+) => {
        impl<$($name: Wire),+> Wire for ($($name,)+) {
            fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
                const LENGTH: usize = [$($index),+].len();
                if reader.peek() != b'[' {
                    return Err(reader.unexpected(&format!("a tuple of size {LENGTH}")));
                }
                let start = reader.at;
                reader.enter()?;
                let (mut first, mut over) = (true, false);
                let items = ($(reader.item::<$name>((&mut first, &mut over), $index, LENGTH)?,)+);
                if !over && reader.more(&mut first, b']')? {
                    let message = format!("invalid length, expected a tuple of size {LENGTH}");
                    return Err(ReadError::new(start, message));
                }
                Ok(items)
            }

            filled!();

            fn placeholder() -> Self {
                ($($name::placeholder(),)+)
            }

            fn view(&self) -> View<'_> {
                View::List(self)
            }
        }

        impl<$($name: Wire),+> Items for ($($name,)+) {
            fn count(&self) -> usize {
                [$($index),+].len()
            }

            fn item(&self, at: usize) -> Option<&dyn Wire> {
                match at {
                    $($index => Some(&self.$index),)+
                    _ => None,
                }
            }

            fn is_tuple(&self) -> bool {
                true
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
