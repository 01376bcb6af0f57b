//! How the text of a date-time or a time of day is written, beside what it means.
//!
//! In: a text in the forms of RFC 3339, and those that servers write in their place: without an
//! offset or seconds, with a space for `T`. Out: its parts, and the text again as it was. Must not
//! know instants.

use jiff::civil;
use jiff::tz::Offset;

/// As many digits of the fraction as there are.
const ALL: u8 = u8::MAX;

/// How many digits of a fraction jiff holds.
const NANOS: u8 = 9;

/// How many digits of a fraction are kept.
const KEPT: u8 = 27;

/// What distinguishes texts of equal meaning.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// How many digits the fraction has.
    digits: u8,
    flags: u8,
}

const LOWER_T: u8 = 1;
const SPACE: u8 = 1 << 1;
const NO_SECONDS: u8 = 1 << 2;
const LEAP_SECOND: u8 = 1 << 3;
const LOWER_Z: u8 = 1 << 4;
/// The offset is written in digits even if it is zero.
const DIGITS: u8 = 1 << 5;
const MINUS_ZERO: u8 = 1 << 6;
/// The offset has no colon.
const NO_COLON: u8 = 1 << 7;

impl Style {
    /// The canonical style.
    pub(crate) const PLAIN: Self = Self {
        digits: ALL,
        flags: 0,
    };

    fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// The parts of a text.
#[derive(Clone, Copy)]
pub(crate) struct Parts<T> {
    pub(crate) civil: T,
    /// The digits of the fraction after the ninth, in units of 10⁻²⁷ seconds.
    pub(crate) finer: u64,
    pub(crate) offset: Option<Offset>,
    pub(crate) style: Style,
}

/// The parts of a date-time; none where it has another form.
pub(crate) fn date_time(text: &str) -> Option<Parts<civil::DateTime>> {
    let mut cursor = Cursor::new(text);
    let year = i16::from(cursor.two()?) * 100 + i16::from(cursor.two()?);
    cursor.eat(b'-')?;
    let month = cursor.two()?;
    cursor.eat(b'-')?;
    let day = cursor.two()?;
    let flag = match cursor.next()? {
        b'T' => 0,
        b't' => LOWER_T,
        b' ' => SPACE,
        _ => return None,
    };
    let date = civil::Date::new(year, month, day).ok()?;
    let mut parts = cursor.clock()?;
    parts.style.flags |= flag;
    Some(Parts {
        civil: date.to_datetime(parts.civil),
        finer: parts.finer,
        offset: parts.offset,
        style: parts.style,
    })
}

/// The parts of a time of day; none where it has another form.
pub(crate) fn time(text: &str) -> Option<Parts<civil::Time>> {
    Cursor::new(text).clock()
}

/// A place in a text.
struct Cursor<'t> {
    rest: &'t [u8],
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            rest: text.as_bytes(),
        }
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    fn digit(&mut self) -> Option<i8> {
        let digit = self.next()?;
        let is_digit = digit.is_ascii_digit();
        is_digit.then(|| digit.wrapping_sub(b'0').cast_signed())
    }

    fn two(&mut self) -> Option<i8> {
        Some(self.digit()? * 10 + self.digit()?)
    }

    /// A clock's time with its offset, and then nothing.
    fn clock(&mut self) -> Option<Parts<civil::Time>> {
        let mut style = Style {
            digits: 0,
            flags: 0,
        };
        let hour = self.two()?;
        self.eat(b':')?;
        let minute = self.two()?;
        let (mut second, mut nanos, mut finer) = (0, 0, 0);
        if self.rest.first() == Some(&b':') {
            self.next();
            second = self.two()?;
            if self.rest.first() == Some(&b'.') {
                self.next();
                (nanos, finer, style.digits) = self.fraction()?;
            }
        } else {
            style.flags |= NO_SECONDS;
        }
        // A clock with leap seconds shows 60; the instant is that of the second before, as
        // everywhere.
        if second == 60 {
            second = 59;
            style.flags |= LEAP_SECOND;
        }
        let civil = civil::Time::new(hour, minute, second, nanos).ok()?;
        let (offset, flags) = self.offset()?;
        style.flags |= flags;
        Some(Parts {
            civil,
            finer,
            offset,
            style,
        })
    }

    /// Nanoseconds, what is finer, and the number of digits, of which those beyond the last one
    /// kept are dropped.
    fn fraction(&mut self) -> Option<(i32, u64, u8)> {
        let (mut nanos, mut finer, mut digits) = (0_i32, 0_u64, 0_u8);
        while self.rest.first().is_some_and(u8::is_ascii_digit) {
            let digit = self.digit()?;
            if digits < NANOS {
                nanos = nanos * 10 + i32::from(digit);
            } else if digits < KEPT {
                finer = finer * 10 + u64::from(digit.unsigned_abs());
            } else {
                continue;
            }
            digits += 1;
        }
        nanos *= 10_i32.pow(NANOS.saturating_sub(digits).into());
        finer *= 10_u64.pow((KEPT - digits.max(NANOS)).into());
        (digits > 0).then_some((nanos, finer, digits))
    }

    fn offset(&mut self) -> Option<(Option<Offset>, u8)> {
        let Some(first) = self.next() else {
            return Some((None, 0));
        };
        let minus = match first {
            b'Z' | b'z' if self.rest.is_empty() => {
                let flag = if first == b'z' { LOWER_Z } else { 0 };
                return Some((Some(Offset::UTC), flag));
            }
            b'+' => false,
            b'-' => true,
            _ => return None,
        };
        let mut flags = DIGITS;
        let hours = self.two()?;
        if self.rest.first() == Some(&b':') {
            self.next();
        } else {
            flags |= NO_COLON;
        }
        let minutes = self.two()?;
        if !self.rest.is_empty() || hours > 24 || minutes > 59 {
            return None;
        }
        let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
        if minus && seconds == 0 {
            flags |= MINUS_ZERO;
        }
        let offset = Offset::from_seconds(if minus { -seconds } else { seconds }).ok()?;
        Some((Some(offset), flags))
    }
}

/// A text that is being put together. The longest has 53 bytes: `9999-12-31T23:59:59.`, the
/// fraction and `+00:00`.
pub(crate) struct Written {
    bytes: [u8; 56],
    length: usize,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            bytes: [0; 56],
            length: 0,
        }
    }
}

impl Written {
    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    /// A number below 100, in two digits.
    fn two(&mut self, number: i8) {
        let number = number.unsigned_abs();
        self.push(b'0' + number / 10 % 10);
        self.push(b'0' + number % 10);
    }

    /// A date; none where its year has not four digits.
    pub(crate) fn date(&mut self, date: civil::Date, style: Style) -> Option<()> {
        let year = u16::try_from(date.year()).ok()?;
        for part in [year / 100, year % 100] {
            self.two(i8::try_from(part).ok()?);
        }
        self.push(b'-');
        self.two(date.month());
        self.push(b'-');
        self.two(date.day());
        self.push(match (style.has(LOWER_T), style.has(SPACE)) {
            (true, _) => b't',
            (_, true) => b' ',
            _ => b'T',
        });
        Some(())
    }

    /// A time of day and its offset.
    pub(crate) fn clock(&mut self, parts: Parts<civil::Time>) {
        let Parts {
            civil: time,
            finer,
            offset,
            style,
        } = parts;
        self.two(time.hour());
        self.push(b':');
        self.two(time.minute());
        if !style.has(NO_SECONDS) {
            self.push(b':');
            let leap = i8::from(style.has(LEAP_SECOND));
            self.two(time.second() + leap);
            self.fraction(time.subsec_nanosecond().unsigned_abs(), finer, style.digits);
        }
        if let Some(offset) = offset {
            self.offset(offset.seconds(), style);
        }
    }

    fn fraction(&mut self, nanos: u32, finer: u64, digits: u8) {
        let digits = if digits == ALL {
            let trailing = (0..9).take_while(|zeros| nanos.is_multiple_of(10_u32.pow(zeros + 1)));
            NANOS - u8::try_from(trailing.count()).unwrap_or_default()
        } else {
            digits
        };
        if digits > 0 {
            self.push(b'.');
        }
        self.digits(nanos.into(), NANOS, digits.min(NANOS));
        self.digits(finer, KEPT - NANOS, digits.saturating_sub(NANOS));
    }

    /// The first digits of a number of `width` digits.
    fn digits(&mut self, number: u64, width: u8, digits: u8) {
        let mut unit = 10_u64.pow(width.into());
        for _ in 0..digits.min(width) {
            unit /= 10;
            self.push(b'0' + u8::try_from(number / unit % 10).unwrap_or_default());
        }
    }

    fn offset(&mut self, seconds: i32, style: Style) {
        if seconds == 0 && !style.has(DIGITS) {
            return self.push(if style.has(LOWER_Z) { b'z' } else { b'Z' });
        }
        let is_minus = seconds < 0 || style.has(MINUS_ZERO);
        self.push(if is_minus { b'-' } else { b'+' });
        let minutes = seconds.unsigned_abs() / 60;
        self.two(i8::try_from(minutes / 60).unwrap_or_default());
        if !style.has(NO_COLON) {
            self.push(b':');
        }
        self.two(i8::try_from(minutes % 60).unwrap_or_default());
    }
}
