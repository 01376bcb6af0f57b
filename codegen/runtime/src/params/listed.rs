//! What generated setters of list parameters take.
//!
//! In: arrays, slices and vectors of what one item may be. Out: the same, as one trait. Must not
//! know how lists are written.

use std::borrow::Cow;

use serde::Serialize;

/// An item of the type `T`, owned or borrowed; for `str` any common string.
pub trait Item<T: ?Sized>: Serialize {}

impl<T: Serialize> Item<T> for T {}
impl<T: Serialize + ?Sized> Item<T> for &T {}
impl Item<str> for String {}
impl Item<str> for &String {}
impl Item<str> for &&str {}
impl Item<str> for Cow<'_, str> {}
impl Item<str> for Box<str> {}

/// A list of items of the type `T`, or an `Option` of one: `["a", "b"]`, `&["a"]`, `vec![…]`,
/// `&texts`.
///
/// An empty array says nothing of its items: write `[""; 0]`, or leave the parameter out.
pub trait Listed<T: ?Sized>: Serialize {}

impl<T: ?Sized, I: Item<T>> Listed<T> for Vec<I> {}
impl<T: ?Sized, I: Item<T>> Listed<T> for &Vec<I> {}
impl<T: ?Sized, I: Item<T>> Listed<T> for &[I] {}
impl<T: ?Sized, I: Item<T>, const N: usize> Listed<T> for [I; N] where [I; N]: Serialize {}
impl<T: ?Sized, I: Item<T>, const N: usize> Listed<T> for &[I; N] where [I; N]: Serialize {}
impl<T: ?Sized, L: Listed<T>> Listed<T> for Option<L> {}

#[cfg(test)]
#[allow(
    clippy::needless_pass_by_value,
    clippy::needless_borrows_for_generic_args,
    reason = "as generated setters take lists, and as users may write them"
)]
mod tests {
    use super::*;

    fn texts(list: impl Listed<str>) -> String {
        serde_json::to_string(&list).unwrap()
    }

    fn numbers(list: impl Listed<i64>) -> String {
        serde_json::to_string(&list).unwrap()
    }

    #[test]
    fn lists_are_taken_in_every_form() {
        let owned = vec!["a".to_owned()];
        let borrowed: Vec<&String> = owned.iter().collect();
        for list in [
            texts(["a"]),
            texts(&["a"]),
            texts(vec!["a"]),
            texts(&vec!["a"]),
            texts(["a".to_owned()]),
            texts(&["a".to_owned()]),
            texts(&owned),
            texts(&owned[..]),
            texts(owned.clone()),
            texts(borrowed),
            texts(Some(["a"])),
            texts([Cow::Borrowed("a")]),
        ] {
            assert_eq!(list, "[\"a\"]");
        }
        assert_eq!(texts(None::<Vec<String>>), "null");
        assert_eq!(numbers([1, 2]), "[1,2]");
        assert_eq!(numbers(&[1, 2]), "[1,2]");
        assert_eq!(numbers(vec![&1, &2]), "[1,2]");
        assert_eq!(numbers((1..3).collect::<Vec<_>>()), "[1,2]");
    }
}
