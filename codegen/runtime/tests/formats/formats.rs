//! The formats: how a value is written and read again.

use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A format of serde.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Format {
    Json,
    Yaml,
    Toml,
    Ron,
    Cbor,
    Named,
    Compact,
    Form,
    Csv,
    Bincode,
    Postcard,
}

pub const ALL: [Format; 11] = [
    Format::Json,
    Format::Yaml,
    Format::Toml,
    Format::Ron,
    Format::Cbor,
    Format::Named,
    Format::Compact,
    Format::Form,
    Format::Csv,
    Format::Bincode,
    Format::Postcard,
];

fn said(error: impl Display) -> String {
    error.to_string()
}

impl Format {
    /// Writes a value.
    pub fn write<T: Serialize>(self, value: &T) -> Result<Vec<u8>, String> {
        let text = match self {
            Self::Json => serde_json::to_string(value).map_err(said),
            Self::Yaml => serde_yaml_ng::to_string(value).map_err(said),
            Self::Toml => toml::to_string(value).map_err(said),
            Self::Ron => ron::to_string(value).map_err(said),
            Self::Form => serde_urlencoded::to_string(value).map_err(said),
            Self::Cbor => {
                let mut bytes = Vec::new();
                let written = ciborium::into_writer(value, &mut bytes);
                return written.map(|()| bytes).map_err(said);
            }
            Self::Named => return rmp_serde::to_vec_named(value).map_err(said),
            Self::Compact => return rmp_serde::to_vec(value).map_err(said),
            Self::Csv => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                writer.serialize(value).map_err(said)?;
                return writer.into_inner().map_err(said);
            }
            Self::Bincode => return bincode::serialize(value).map_err(said),
            Self::Postcard => return postcard::to_allocvec(value).map_err(said),
        };
        text.map(String::into_bytes)
    }

    /// Reads a value.
    pub fn read<T: DeserializeOwned>(self, bytes: &[u8]) -> Result<T, String> {
        let text = || std::str::from_utf8(bytes).unwrap();
        match self {
            Self::Json => serde_json::from_slice(bytes).map_err(said),
            Self::Yaml => serde_yaml_ng::from_slice(bytes).map_err(said),
            Self::Toml => toml::from_str(text()).map_err(said),
            Self::Ron => ron::from_str(text()).map_err(said),
            Self::Form => serde_urlencoded::from_str(text()).map_err(said),
            Self::Cbor => ciborium::from_reader(bytes).map_err(said),
            Self::Named | Self::Compact => rmp_serde::from_slice(bytes).map_err(said),
            Self::Csv => {
                let mut records = csv::Reader::from_reader(bytes).into_deserialize();
                records.next().ok_or("no record")?.map_err(said)
            }
            Self::Bincode => bincode::deserialize(bytes).map_err(said),
            Self::Postcard => postcard::from_bytes(bytes).map_err(said),
        }
    }

    /// Writes a value and reads it again; the error where it is refused.
    ///
    /// # Panics
    ///
    /// Another value is decoded than was encoded.
    #[track_caller]
    pub fn round<T>(self, value: &T) -> Result<(), String>
    where
        T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let read: T = self.read(&self.write(value)?)?;
        assert_eq!(&read, value, "{self:?}");
        Ok(())
    }
}
