//! Locks: names of earlier runs. A key says what has the name in the document.
//!
//! In: the text of a `names.lock`. Out: its names; and the text with the names of a run. Must
//! not know documents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What has a name. Names of one section have keys of the same form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// Modules of resources, by the words of the tag.
    Modules,
    /// Methods of the client that return resources, by the words of the tag.
    Accessors,
    /// Features, by the words of the tag.
    Features,
    /// Types of resources, by the words of the tag.
    Resources,
    /// Methods, by `METHOD /path`.
    Methods,
    /// Setters of optional parameters, by `METHOD /path#LOCATION NAME`.
    Parameters,
    /// Types of calls and of bodies by status, by `METHOD /path` and what they are.
    Calls,
    /// Models, by component, and the path from it or from an operation.
    Models,
    /// Fields, by `MODEL#NAME`, and by `METHOD /path headers#NAME` of the headers of a response.
    Fields,
    /// Variants, by `MODEL#VALUE`, and by `METHOD /path error#STATUS MEDIA` of bodies by status.
    Variants,
    /// Setters of the client's builder, by the security scheme or the server's variable.
    Setters,
    /// Servers, by their URLs.
    Servers,
    /// For keys of one type that have a name each: the key under which its members are listed.
    Same,
}

impl Section {
    /// Its key in the file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Modules => "modules",
            Self::Accessors => "accessors",
            Self::Features => "features",
            Self::Resources => "resources",
            Self::Methods => "methods",
            Self::Parameters => "parameters",
            Self::Calls => "calls",
            Self::Models => "models",
            Self::Fields => "fields",
            Self::Variants => "variants",
            Self::Setters => "setters",
            Self::Servers => "servers",
            Self::Same => "same",
        }
    }
}

/// The names of one API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lock(BTreeMap<Section, BTreeMap<String, String>>);

impl Lock {
    /// The name of a key.
    #[must_use]
    pub fn get(&self, section: Section, key: &str) -> Option<&str> {
        self.0.get(&section)?.get(key).map(String::as_str)
    }

    /// Sets the name of a key.
    pub fn insert(&mut self, section: Section, key: String, name: String) {
        self.0.entry(section).or_default().insert(key, name);
    }

    /// Adds the names that another one has for further keys.
    pub fn keep(&mut self, other: &Self) {
        for (section, key, name) in other.iter() {
            let names = self.0.entry(section).or_default();
            names
                .entry(key.to_owned())
                .or_insert_with(|| name.to_owned());
        }
    }

    /// Whether it has no name at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(BTreeMap::is_empty)
    }

    /// Removes a section.
    pub fn remove(&mut self, section: Section) {
        self.0.remove(&section);
    }

    /// Whether it has names of fields or variants of the type with a key.
    #[must_use]
    pub fn has_members(&self, key: &str) -> bool {
        self.members(key).next().is_some()
    }

    /// Adds the names that another one has for the members of a type, under its key here.
    pub fn copy_members(&mut self, other: &Self, from: &str, to: &str) {
        for (section, key, name) in other.members(from) {
            let key = format!("{to}{}", &key[from.len()..]);
            self.insert(section, key, name.to_owned());
        }
    }

    /// Removes the names of fields and variants of the type with a key.
    pub fn remove_members(&mut self, key: &str) {
        let members = self.members(key);
        let members = members.map(|(section, key, _)| (section, key.to_owned()));
        for (section, key) in members.collect::<Vec<_>>() {
            if let Some(names) = self.0.get_mut(&section) {
                names.remove(&key);
            }
        }
    }

    /// The keys of fields and variants of the type with a key, with their names.
    fn members(&self, key: &str) -> impl Iterator<Item = (Section, &str, &str)> {
        let prefix = format!("{key}#");
        let sections = [Section::Fields, Section::Variants].into_iter();
        sections.flat_map(move |section| {
            let prefix = prefix.clone();
            let names = self.0.get(&section).into_iter();
            let names = names.flat_map({
                let prefix = prefix.clone();
                move |names| names.range(prefix.clone()..)
            });
            names
                .take_while(move |(key, _)| key.starts_with(&prefix))
                .map(move |(key, name)| (section, key.as_str(), name.as_str()))
        })
    }

    /// The names of all keys with a prefix.
    pub fn within<'l>(
        &'l self,
        section: Section,
        prefix: &'l str,
    ) -> impl Iterator<Item = &'l str> {
        let names = self.0.get(&section).into_iter();
        names
            .flat_map(move |names| names.range(prefix.to_owned()..))
            .take_while(move |(key, _)| key.starts_with(prefix))
            .map(|(_, name)| name.as_str())
    }

    /// All keys with their names.
    pub fn iter(&self) -> impl Iterator<Item = (Section, &str, &str)> {
        self.0.iter().flat_map(|(section, names)| {
            let names = names.iter();
            names.map(|(key, name)| (*section, key.as_str(), name.as_str()))
        })
    }
}

/// A whole `names.lock`: the names of each API, by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Locks(pub BTreeMap<String, Lock>);

/// What the file says of itself.
const HEAD: &str = "\
# The names of the generated code, by their places in the documents. specwright writes this file and
# keeps these names; check it in. Names that are spelled as in the document are not listed, since
# nothing takes them away. Without a line, a name is chosen again.
";

impl Locks {
    /// The names of the only API, if there is one.
    #[must_use]
    pub fn only(&self) -> Option<&Lock> {
        let mut all = self.0.values();
        all.next().filter(|_| all.next().is_none())
    }

    /// Reads the text of a `names.lock`.
    ///
    /// # Errors
    ///
    /// The text is not TOML, or has something other than names.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The text of the file, sorted.
    ///
    /// # Errors
    ///
    /// A name can't be written as TOML, which is a bug.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{HEAD}\n{}", toml::to_string(self)?))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, Locks, Section};

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let mut lock = Lock::default();
        for (section, key, name) in [
            (Section::Methods, "GET /a/{b}", "list"),
            (Section::Fields, "Span#@type \"x\"", "at_type"),
            (Section::Fields, "Span#a.b", "a_b"),
            (Section::Fields, "Spans#c", "c2"),
        ] {
            lock.insert(section, key.to_owned(), name.to_owned());
        }
        let locks = Locks([("api".to_owned(), lock)].into());
        let text = locks.text().unwrap();
        assert_eq!(Locks::parse(&text).unwrap(), locks, "{text}");
        let lock = &locks.0["api"];
        assert_eq!(lock.get(Section::Methods, "GET /a/{b}"), Some("list"));
        let fields: Vec<&str> = lock.within(Section::Fields, "Span#").collect();
        assert_eq!(fields, ["at_type", "a_b"]);
        assert!(Locks::parse("[api.fieldz]\na = \"b\"").is_err());
        assert!(Locks::parse("[api.fields]\na = 1").is_err());
    }
}
