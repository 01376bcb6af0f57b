//! Lists that a server with odd pages sends page by page, and what a program must get of
//! them.
//!
//! In: a seed and the number of a list. Out: its pages, and the items and errors in their order.

use fastrand::Rng;
use serde::Deserialize;
use specwright_runtime::{Call, Client, Error, Json, NoError, Paging};

/// A page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// Two items, and the name of the next page.
    Full,
    /// No item, and the name of the next page.
    Empty,
    /// An item that is none between two that are, and the name of the next page.
    Spoilt,
    /// No list of items, but the name of the next page.
    Odd,
    /// The last one, which names no other page, in this way.
    Last(&'static str),
    /// No item, and no other page.
    LastEmpty,
    /// It names itself.
    Itself,
    /// It names an earlier one.
    Earlier,
    /// No page at all.
    Instead(&'static str),
}

/// How the last page says that it is the last.
const LAST: [&str; 4] = [
    "",
    ", \"next\": null",
    ", \"next\": \"\"",
    ", \"more\": false",
];

/// What is sent with status 200 in place of a page.
const INSTEAD: [&str; 5] = [
    "{\"error\": {\"message\": \"overloaded\"}}",
    "{}",
    "null",
    "{\"data\": null}",
    "{\"data\": {\"1\": 2}}",
];

/// What a program gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Got {
    Item(usize),
    Error,
}

/// More than any list has.
const MOST: usize = 100;

/// A list, page by page.
#[derive(Clone, Debug)]
pub(crate) struct List(Vec<Page>);

impl List {
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        const ODD: u64 = 0xd134_2543_de82_ef95;
        let mut rng = Rng::with_seed(seed.wrapping_add(number.wrapping_mul(ODD)));
        let inner = [
            Page::Full,
            Page::Full,
            Page::Empty,
            Page::Empty,
            Page::Spoilt,
            Page::Odd,
        ];
        let mut pages: Vec<Page> = (0..rng.usize(..6))
            .filter_map(|_| rng.choice(inner))
            .collect();
        let last = Page::Last(rng.choice(LAST).unwrap_or_default());
        pages.push(match rng.u8(..6) {
            0 => Page::LastEmpty,
            1 if !pages.is_empty() => Page::Itself,
            2 if pages.len() > 1 => Page::Earlier,
            3 => Page::Instead(rng.choice(INSTEAD).unwrap_or_default()),
            _ => last,
        });
        Self(pages)
    }

    /// The body of the page that a cursor names; the first one has none.
    pub(crate) fn body(&self, cursor: &str) -> String {
        let at: usize = cursor.parse().unwrap_or_default();
        let (one, other) = (10 * at + 1, 10 * at + 2);
        let next = at + 1;
        match self.0.get(at) {
            None => INSTEAD[0].to_owned(),
            Some(Page::Full) => format!("{{\"data\": [{one}, {other}], \"next\": \"{next}\"}}"),
            Some(Page::Empty) => format!("{{\"data\": [], \"next\": \"{next}\"}}"),
            Some(Page::Spoilt) => {
                format!("{{\"data\": [{one}, \"x\", {other}], \"next\": \"{next}\"}}")
            }
            Some(Page::Odd) => format!("{{\"data\": {{\"1\": 2}}, \"next\": \"{next}\"}}"),
            Some(Page::Last(end)) => format!("{{\"data\": [{one}]{end}}}"),
            Some(Page::LastEmpty) => "{\"data\": []}".to_owned(),
            Some(Page::Itself) => format!("{{\"data\": [{one}], \"next\": \"{at}\"}}"),
            Some(Page::Earlier) => format!("{{\"data\": [{one}], \"next\": \"1\"}}"),
            Some(Page::Instead(body)) => (*body).to_owned(),
        }
    }

    /// What a program must get: every item of every page, and an error where something is lost.
    fn expected(&self) -> Vec<Got> {
        let mut expected = Vec::new();
        for (at, page) in self.0.iter().enumerate() {
            let (one, other) = (Got::Item(10 * at + 1), Got::Item(10 * at + 2));
            expected.extend(match page {
                Page::Full => vec![one, other],
                Page::Empty | Page::LastEmpty => vec![],
                Page::Spoilt => vec![one, Got::Error, other],
                Page::Last(_) | Page::Itself => vec![one],
                // The server says that there is more, but it can't be had.
                Page::Earlier => vec![one, Got::Error],
                Page::Odd | Page::Instead(_) => vec![Got::Error],
            });
        }
        expected
    }
}

/// A page as the document has it.
#[derive(Deserialize)]
struct Listed {
    #[serde(rename = "data")]
    _data: Vec<u64>,
}

/// Reads a list to its end; an error says what is wrong with it.
pub(crate) async fn read(client: &Client, seed: u64, number: u64) -> Result<(), String> {
    let list = List::of(seed, number);
    let call: Call<Json<Listed>, NoError> = client.get("/list").query("number", number);
    let mut items = call.items::<u64>(Paging::cursor("/data", "cursor", "/next"));
    let mut got = Vec::new();
    while let Some(item) = items.next().await {
        got.push(match item {
            Ok(item) => Got::Item(usize::try_from(item).unwrap_or(usize::MAX)),
            Err(Error::Decode { .. } | Error::Api { .. }) => Got::Error,
            Err(error) => return Err(format!("list {number} failed by {error}: {list:?}")),
        });
        if got.len() > MOST {
            return Err(format!("list {number} has no end: {list:?}"));
        }
    }
    if got == list.expected() {
        Ok(())
    } else {
        Err(format!("list {number} yielded {got:?}: {list:?}"))
    }
}
