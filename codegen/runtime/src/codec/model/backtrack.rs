//! Backtracking: reading a value again as another member of a union, or for a flattened field.
//!
//! In: where a value begins, and what failed. Out: the reader at that place, as long as not too
//! much of the text was read again: members that each fail after a union within them was tried
//! would take a time that doubles with each level, and so would flattened fields that share
//! members. What was read before is JSON, so nothing in it is looked at to pass over it. Must not
//! know unions.

use super::member::Member;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;

/// How many bytes may be read again as other members of unions, for each byte of the text.
const TIMES: usize = 8;

/// How many bytes may be read again for flattened fields, for each byte of the text: so many fields
/// may be flattened into an object.
const FLAT_TIMES: usize = 16;

/// How many bytes of any text may be read again.
const FREE: usize = 1 << 14;

/// What an attempt costs at least.
const ATTEMPT: usize = 16;

/// How many unions may be in one another with nothing in between. More of them contain each other
/// in a circle.
const CIRCLE: usize = 8;

/// What each of them but the first takes of the stack.
const UNION: usize = 2048;

/// A place where a value begins, and what the reader knows of it.
pub(crate) struct Start {
    at: usize,
    depth: usize,
    weight: usize,
    numeric: bool,
    tag: Option<&'static str>,
    around: &'static [Member],
    picking: bool,
    unions: (usize, usize),
}

impl Reader<'_> {
    /// Begins to try what a value is.
    pub(crate) fn start(&mut self) -> Start {
        self.peek();
        self.tries += 1;
        let unions = self.enter_union();
        Start {
            unions,
            at: self.at,
            depth: self.depth,
            weight: self.weight,
            numeric: self.numeric,
            tag: self.tag,
            around: self.around,
            picking: self.picking,
        }
    }

    /// Ends trying: the value was read, or nothing can read it.
    pub(crate) fn finish(&mut self, start: &Start) {
        self.tries -= 1;
        self.picking = start.picking;
        self.leave_union(start.unions);
    }

    /// Counts a union; what was counted before.
    pub(crate) fn enter_union(&mut self) -> (usize, usize) {
        let before = self.unions;
        let (at, count) = before;
        self.unions = if at == self.at {
            self.weight += UNION;
            (at, count + 1)
        } else {
            (self.at, 1)
        };
        before
    }

    pub(crate) fn leave_union(&mut self, before: (usize, usize)) {
        if before.0 == self.unions.0 {
            self.weight = self.weight.saturating_sub(UNION);
        }
        self.unions = before;
    }

    /// Whether the unions that begin here lead around in a circle: then none of their members says
    /// more of the value.
    pub(crate) fn is_circle(&self) -> bool {
        self.unions.1 > CIRCLE
    }

    /// Goes back to where the value begins; whether another member of the union may be tried.
    ///
    /// # Errors
    ///
    /// The failure, if nothing else can read the value: neither another member nor what takes all
    /// other values. It is handed to the union around this one, too, when too much was read again:
    /// the outermost of them takes the value as an unknown one.
    pub(crate) fn back(&mut self, start: &Start, failed: ReadError) -> Result<bool, ReadError> {
        if failed.is_final() {
            self.finish(start);
            return Err(failed);
        }
        let end = self.at;
        self.rewind(start.at);
        (self.depth, self.weight) = (start.depth, start.weight);
        (self.numeric, self.tag, self.around) = (start.numeric, start.tag, start.around);
        // Reading a scalar again is cheap, unless nested unions try it in every combination.
        if matches!(self.peek(), b'{' | b'[') || self.unions.1 > 1 {
            self.read_again += end.saturating_sub(start.at).max(ATTEMPT);
        }
        let is_over = self.is_over();
        if is_over && self.tries > 1 {
            self.finish(start);
            return Err(failed);
        }
        Ok(!is_over)
    }

    /// Goes back to the beginning of an object that was just read, for a flattened field. What is
    /// passed over from there on counts for nothing.
    pub(crate) fn back_for_flattened(&mut self, start: usize) {
        self.flat_again += self.at - start;
        self.rewind(start);
    }

    /// Refuses flattened fields that share members that have such fields themselves: they would be
    /// read in a time that doubles with each level.
    pub(crate) fn check_flattened(&self, start: usize) -> Result<(), ReadError> {
        if self.flat_again / FLAT_TIMES > self.text.len() + FREE / FLAT_TIMES {
            let message = "too many objects share members with those around them".to_owned();
            return Err(ReadError::last(start, message));
        }
        Ok(())
    }

    /// Skips an array or object that was read before, without scanning its contents again;
    /// whether one is next.
    #[cold]
    pub(crate) fn pass(&mut self) -> bool {
        if !matches!(self.peek(), b'{' | b'[') {
            return false;
        }
        let start = self.at;
        let end = self.ahead.end(start);
        if end > self.checked {
            return false;
        }
        self.at = end;
        self.flat_again = self.flat_again.saturating_sub(end - start);
        #[cfg(test)]
        {
            self.went_back -= end - start;
        }
        true
    }

    /// Goes back to a place that was read before.
    pub(crate) fn rewind(&mut self, to: usize) {
        self.checked = self.checked.max(self.at);
        #[cfg(test)]
        {
            self.went_back += self.at - to;
        }
        self.at = to;
    }

    fn is_over(&self) -> bool {
        self.read_again / TIMES > self.text.len() + FREE / TIMES
    }
}

#[cfg(test)]
#[allow(dead_code, unreachable_pub, unused_mut)] // A test includes what is generated for a library.
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::codec::{ReadError, Wire};
    use crate::{Model, Union};

    /// Members that can't be distinguished, each of which contains the union.
    #[derive(Union)]
    #[union(untagged)]
    enum Filter {
        Compound(Compound),
        Comparison(Comparison),
        #[union(unknown)]
        Unknown(Value),
    }

    #[derive(Model)]
    struct Compound {
        filters: Vec<Filter>,
        nums: Option<Vec<f64>>,
        r#type: Option<String>,
    }

    #[derive(Model)]
    struct Comparison {
        filters: Vec<Filter>,
        nums: Option<Vec<f32>>,
        r#type: Option<String>,
    }

    /// The same members in another order.
    #[derive(Union)]
    #[union(untagged)]
    enum Turned {
        Comparison(Comparison),
        Compound(Compound),
        #[union(unknown)]
        Unknown(Value),
    }

    /// The same, distinguished by the only member.
    #[derive(Union)]
    #[union(external)]
    enum Command {
        #[union("run")]
        Run(Compound),
        #[union("batch")]
        Batch(Vec<Command>),
        #[union(unknown)]
        Unknown(Value),
    }

    /// What was read, and how often the text was read besides, in bytes.
    fn read<T: Wire>(text: &str) -> (Result<T, ReadError>, usize) {
        let mut reader = Reader::new(text);
        let read = T::read(&mut reader);
        (read, reader.read_again)
    }

    fn within(open: &str, leaf: &str, close: &str, depth: usize) -> String {
        format!("{}{leaf}{}", open.repeat(depth), close.repeat(depth))
    }

    #[test]
    fn what_nothing_can_read_ends_at_once() {
        let zeros = "0,".repeat(1000);
        for last in ["1e400", "-1e400", "1e", "nul", "NaN", "\"\\x\"", "0 0"] {
            let leaf = format!(r#"{{"filters":[],"nums":[{zeros}{last}]}}"#);
            let text = within(r#"{"filters":["#, &leaf, "]}", 20);
            let (filter, again) = read::<Filter>(&text);
            let message = filter.unwrap_err().place(&text).message;
            assert_eq!(again, 0, "{last}: {message}");
            let text = within(r#"{"batch":["#, &format!(r#"{{"run":{leaf}}}"#), "]}", 20);
            let (command, again) = read::<Command>(&text);
            assert!(command.is_err() && again == 0, "{last}: {again}");
        }
        for depth in [70, 1000] {
            let text = within(r#"{"filters":["#, "", "]}", depth);
            let (filter, again) = read::<Filter>(&text);
            let message = filter.unwrap_err().place(&text).message;
            assert_eq!(message, "values are nested more than 128 deep");
            assert_eq!(again, 0);
        }
    }

    #[test]
    fn what_is_read_again_is_bounded_by_the_text() {
        for (depth, items) in [(20, 1), (60, 1), (5, 2000), (60, 200)] {
            let list = vec!["0"; items].join(",");
            let close = format!(r#"],"nums":[{list},"x"]}}"#);
            let text = within(r#"{"filters":["#, "", &close, depth);
            let (filter, again) = read::<Filter>(&text);
            assert!(matches!(filter, Ok(Filter::Unknown(_))));
            assert!(again <= (TIMES + 2) * text.len() + FREE, "{again}");
        }
        let close = r#"],"nums":[1,"x"]}]}"#;
        let text = within(r#"{"batch":[{"run":{"filters":["#, "", close, 20);
        let text = text.replace(close, r#"],"nums":[1,"x"]}}]}"#);
        let (command, again) = read::<Command>(&text);
        assert!(command.is_ok());
        assert!(again <= (TIMES + 2) * text.len() + FREE, "{again}");
        // After one such value, others are read once or twice.
        let close = format!(r#"],"nums":[{}"x"]}}"#, "0,".repeat(10));
        let bad = within(r#"{"filters":["#, "", &close, 60);
        let text = format!("[{}]", vec![bad; 20].join(","));
        let (filters, again) = read::<Vec<Filter>>(&text);
        assert_eq!(filters.unwrap().len(), 20);
        assert!(again <= (TIMES + 2) * text.len() + FREE, "{again}");
    }

    /// A model and the flattened one within it both read `child`.
    #[derive(Model)]
    struct Outer {
        child: Option<Box<Outer>>,
        #[model(flatten)]
        flat: Flat,
    }

    #[derive(Model)]
    struct Flat {
        child: Option<Box<Outer>>,
    }

    #[test]
    fn members_that_are_read_twice_are_counted() {
        let (outer, again) = read::<Outer>(&within(r#"{"child":"#, "{}", "}", 8));
        assert!(outer.is_ok_and(|outer| outer.child.is_some() && outer.flat.child.is_some()));
        assert_eq!(again, 0);
        let text = within(r#"{"child":"#, "{}", "}", 60);
        let outer = read::<Outer>(&text).0.unwrap_err();
        let message = outer.place(&text).message;
        assert!(
            message.starts_with("too many objects share members"),
            "{message}"
        );
    }

    #[test]
    fn other_members_are_tried_however_long_a_list_is() {
        let item = r#"{"filters":[{"filters":[],"nums":[1e39]}],"nums":[1e39,2]}"#;
        let text = format!("[{}]", vec![item; 20_000].join(","));
        let text = text.replace("1e39", "3e38");
        let (filters, _) = read::<Vec<Filter>>(&text);
        let is_compound = |filter: &Filter| matches!(filter, Filter::Compound(_));
        assert!(filters.unwrap().iter().all(is_compound));
        // Too large for one of the members alone, which comes first here.
        let text = text.replace("3e38", "1e39");
        let (turned, _) = read::<Vec<Turned>>(&text);
        let is_compound = |turned: &Turned| matches!(turned, Turned::Compound(_));
        assert!(turned.unwrap().iter().all(is_compound));
    }
}
