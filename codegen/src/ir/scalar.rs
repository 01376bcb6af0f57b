//! Scalars: values without parts, and the numbers among them.

/// The scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `boolean`.
    Bool,
    /// `integer` or `number`.
    Number(Numeric),
    /// A number that is also read from text: `[integer, string]` with a pattern of digits.
    NumberOrText(Numeric),
    /// `string`.
    String,
    /// `date-time`.
    DateTime,
    /// `date`.
    Date,
    /// `time`.
    Time,
    /// `uuid`.
    Uuid,
    /// `byte`: base64 text.
    Base64,
    /// `contentEncoding: base64url`.
    Base64Url,
    /// `binary`: bytes that aren't JSON.
    Binary,
    /// Bytes with a name and a media type: a part of a multipart body.
    File,
}

impl Scalar {
    /// `integer` and `int64`.
    pub const I64: Self = Self::Number(Numeric::I64);
    /// `number`.
    pub const F64: Self = Self::Number(Numeric::F64);

    /// The number that it is, if it is one.
    #[must_use]
    pub fn number(self) -> Option<Numeric> {
        match self {
            Self::Number(number) | Self::NumberOrText(number) => Some(number),
            _ => None,
        }
    }
}

/// The numbers, by the integers and floating point numbers that hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Numeric {
    /// `int8`.
    I8,
    /// `int16`.
    I16,
    /// `int32`.
    I32,
    /// `integer` and `int64`.
    I64,
    /// `uint8`.
    U8,
    /// `uint16`.
    U16,
    /// `uint32`.
    U32,
    /// `uint64`.
    U64,
    /// `float`.
    F32,
    /// `number`.
    F64,
}

impl Numeric {
    /// Its name in Rust, and in dumps.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(self) -> bool {
        !matches!(self, Self::F32 | Self::F64)
    }

    /// The smallest and the largest integer of the type; `None` for floating point numbers.
    #[must_use]
    pub fn range(self) -> Option<(i128, i128)> {
        Some(match self {
            Self::I8 => (i8::MIN.into(), i8::MAX.into()),
            Self::I16 => (i16::MIN.into(), i16::MAX.into()),
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
            Self::U8 => (0, u8::MAX.into()),
            Self::U16 => (0, u16::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
            Self::F32 | Self::F64 => return None,
        })
    }
}
