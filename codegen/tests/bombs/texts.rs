//! What harms a reader of YAML or JSON, and bytes that are not text.

use std::fmt::Write as _;

use super::{Bomb, End, bomb};

/// A proper document with something before, in or after it.
pub(super) const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

fn nested(open: &str, depth: usize) -> String {
    open.repeat(depth)
}

#[allow(clippy::too_many_lines, reason = "a table")]
pub(super) fn bombs() -> Vec<Bomb> {
    let many = 1_000_000;
    let mut bombs = vec![
        bomb("aliases", End::Refused, aliases(30)),
        bomb(
            "aliases-cycle",
            End::Refused,
            format!("{HEAD}x-a: &a [*a]\n"),
        ),
        bomb("aliases-long", End::Refused, {
            format!(
                "{HEAD}x-a: &a {}\nx-b: [{}]\n",
                "x".repeat(many),
                "*a, ".repeat(1000)
            )
        }),
        bomb("aliases-deep", End::Refused, {
            let level = |level: usize| format!("x-a{level}: &a{level} [*a{}]\n", level - 1);
            format!(
                "{HEAD}x-a0: &a0 [x]\n{}",
                (1..5000).map(level).collect::<String>()
            )
        }),
        bomb(
            "aliases-unknown",
            End::Refused,
            format!("{HEAD}x: [{}]\n", "*a, ".repeat(100_000)),
        ),
        bomb("anchors", End::Either, {
            let anchor = |number: usize| format!("x-{number}: &a{number} 1\n");
            format!("{HEAD}{}", (0..100_000).map(anchor).collect::<String>())
        }),
        bomb("merge-keys", End::Either, {
            let level = |level: usize| {
                format!(
                    "x-a{level}: &a{level} {{<<: [*a{0}, *a{0}], k{level}: 1}}\n",
                    level - 1
                )
            };
            format!(
                "{HEAD}x-a0: &a0 {{k: 1}}\n{}",
                (1..40).map(level).collect::<String>()
            )
        }),
        bomb(
            "duplicate-keys",
            End::Refused,
            format!("{{{}\"a\": 1}}", "\"a\": 1, ".repeat(100_000)),
        ),
        bomb(
            "duplicate-keys-block",
            End::Refused,
            format!("{HEAD}{}", "x-a: 1\n".repeat(100_000)),
        ),
        bomb(
            "many-documents",
            End::Either,
            format!("{HEAD}{}", "---\na: 1\n".repeat(100_000)),
        ),
        bomb(
            "directives",
            End::Either,
            format!("{}---\n{HEAD}", "%TAG ! x\n".repeat(100_000)),
        ),
        bomb(
            "comments",
            End::Fine,
            format!("{HEAD}{}", "# c\n".repeat(many)),
        ),
        bomb(
            "blank-lines",
            End::Fine,
            format!("{HEAD}{}", "\n".repeat(many)),
        ),
        bomb(
            "one-line",
            End::Fine,
            format!("{HEAD}x-a: {}\n", "a ".repeat(5 * many)),
        ),
        bomb(
            "long-key",
            End::Either,
            format!("{HEAD}x-{}: 1\n", "k".repeat(many)),
        ),
        bomb(
            "folded",
            End::Fine,
            format!("{HEAD}x-a: >-\n{}", "  a\n\n".repeat(200_000)),
        ),
        bomb(
            "escapes",
            End::Fine,
            format!("{HEAD}x-a: \"{}\"\n", "\\u0041".repeat(200_000)),
        ),
        bomb(
            "half-escapes",
            End::Refused,
            format!("{{\"a\": \"{}\"}}", "\\ud800".repeat(100_000)),
        ),
        bomb(
            "open-quote",
            End::Refused,
            format!("{HEAD}x-a: \"{}", "a\n".repeat(500_000)),
        ),
        bomb(
            "tabs",
            End::Either,
            format!("{HEAD}x-a:\n{}", "\t".repeat(many)),
        ),
        bomb(
            "indent",
            End::Either,
            format!("{HEAD}x-a:\n{}a\n", " ".repeat(many)),
        ),
        bomb(
            "huge-integer",
            End::Fine,
            format!("{HEAD}x-a: {}\n", "9".repeat(many)),
        ),
        bomb(
            "huge-exponent",
            End::Fine,
            format!(
                "{HEAD}x-a: [1e999999999999, -1E-99999999999, 0x{}]\n",
                "f".repeat(1000)
            ),
        ),
        bomb(
            "huge-integer-json",
            End::Either,
            format!("{{\"openapi\": {}}}", "9".repeat(many)),
        ),
        bomb("empty", End::Refused, ""),
        bomb("spaces", End::Refused, " ".repeat(many)),
        bomb("nul", End::Refused, "\0".repeat(many)),
        bomb("colons", End::Refused, ":".repeat(many)),
        bomb("questions", End::Refused, nested("? ", 100_000)),
        bomb("dashes", End::Refused, nested("- ", many)),
        bomb("tags", End::Refused, nested("!a ", 100_000)),
        bomb("ands", End::Refused, nested("&a ", 100_000)),
        bomb("quotes", End::Refused, nested("\"\" ", 100_000)),
        bomb("bars", End::Refused, nested("|\n", 100_000)),
    ];
    for (name, open) in [
        ("lists", "["),
        ("objects", "{"),
        ("json-objects", "{\"a\":"),
        ("json-lists", "[\n"),
        ("mixed", "[{a: "),
    ] {
        bombs.push(bomb(
            &format!("deep-{name}"),
            End::Refused,
            nested(open, many),
        ));
        bombs.push(bomb(
            &format!("deep-{name}-inside"),
            End::Refused,
            format!("{HEAD}x-a: {}", nested(open, many)),
        ));
    }
    let lines = (0..3000).map(|depth| format!("{}a:\n", " ".repeat(depth)));
    bombs.push(bomb(
        "deep-lines",
        End::Refused,
        format!("{HEAD}x-a:\n {}", lines.collect::<Vec<_>>().join(" ")),
    ));
    bombs
}

fn aliases(levels: usize) -> String {
    let mut text = format!("{HEAD}x-a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..levels {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        let _ = writeln!(text, "x-a{level}: &a{level} [{aliases}]");
    }
    text
}

/// Every way in which bytes are no UTF-8 or UTF-16, and every byte order mark.
#[allow(clippy::too_many_lines, reason = "a table")]
pub(super) fn encodings() -> Vec<Bomb> {
    let mut bombs = Vec::new();
    let wrong: [(&str, &[u8]); 18] = [
        ("continuation", b"\x80"),
        ("continuation-last", b"\xbf"),
        ("overlong-2", b"\xc0\xaf"),
        ("overlong-2-high", b"\xc1\xbf"),
        ("overlong-3", b"\xe0\x80\xaf"),
        ("overlong-4", b"\xf0\x80\x80\xaf"),
        ("overlong-nul", b"\xc0\x80"),
        ("surrogate-low", b"\xed\xa0\x80"),
        ("surrogate-high", b"\xed\xbf\xbf"),
        ("surrogate-pair", b"\xed\xa0\xbd\xed\xb8\x80"),
        ("too-high", b"\xf4\x90\x80\x80"),
        ("five", b"\xf8\x88\x80\x80\x80"),
        ("six", b"\xfc\x84\x80\x80\x80\x80"),
        ("fe", b"\xfe"),
        ("ff", b"\xff"),
        ("cut-2", b"\xc3"),
        ("cut-3", b"\xe2\x82"),
        ("cut-4", b"\xf0\x9f\x98"),
    ];
    for (name, bytes) in wrong {
        let at_end = [HEAD.as_bytes(), b"x-a: ", bytes].concat();
        let inside = [HEAD.as_bytes(), b"x-a: 'a", bytes, b"b'\n"].concat();
        let first = [bytes, HEAD.as_bytes()].concat();
        for (place, text) in [("end", at_end), ("inside", inside), ("first", first)] {
            bombs.push(bomb(&format!("utf8-{name}-{place}"), End::Refused, text));
        }
    }
    let utf16 = |units: &[u16], big: bool| -> Vec<u8> {
        let bytes = units.iter().flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        });
        bytes.collect()
    };
    for big in [false, true] {
        let order = if big { "be" } else { "le" };
        let mark = utf16(&[0xfeff], big);
        let text = utf16(&HEAD.encode_utf16().collect::<Vec<_>>(), big);
        let quoted = |unit: u16| {
            utf16(
                &[
                    "x-a: 'a".encode_utf16().collect(),
                    vec![unit],
                    "b'\n".encode_utf16().collect::<Vec<_>>(),
                ]
                .concat(),
                big,
            )
        };
        for (name, end, parts) in [
            ("plain", End::Fine, [mark.clone(), text.clone(), Vec::new()]),
            (
                "unmarked",
                End::Fine,
                [Vec::new(), text.clone(), Vec::new()],
            ),
            (
                "odd",
                End::Refused,
                [mark.clone(), text.clone(), vec![0x0a]],
            ),
            (
                "low-alone",
                End::Refused,
                [mark.clone(), text.clone(), quoted(0xdc00)],
            ),
            (
                "high-alone",
                End::Refused,
                [mark.clone(), text.clone(), quoted(0xd800)],
            ),
            (
                "high-last",
                End::Refused,
                [mark.clone(), text.clone(), utf16(&[0xd83d], big)],
            ),
        ] {
            bombs.push(bomb(&format!("utf16-{order}-{name}"), end, parts.concat()));
        }
        let text = HEAD.chars().flat_map(|c| {
            if big {
                u32::from(c).to_be_bytes()
            } else {
                u32::from(c).to_le_bytes()
            }
        });
        bombs.push(bomb(
            &format!("utf32-{order}"),
            End::Refused,
            text.collect::<Vec<u8>>(),
        ));
    }
    bombs.push(bomb("mark", End::Fine, format!("\u{feff}{HEAD}")));
    bombs.push(bomb(
        "mark-twice",
        End::Fine,
        format!("\u{feff}\u{feff}{HEAD}"),
    ));
    bombs.push(bomb(
        "mark-inside",
        End::Fine,
        format!("{HEAD}x-a: 'a\u{feff}b'\n"),
    ));
    bombs.push(bomb("mark-alone", End::Refused, "\u{feff}"));
    bombs
}
