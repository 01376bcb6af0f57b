//! The closed table of diagnostic codes.
//!
//! In: nothing. Out: [`Code`], with its stable text, severity, title and long form. The groups are
//! the rooms that report: 00 loading, 01 references, 02 structure of the document, 03 unsupported
//! schemas, 04 schemas without a value, 05 configuration, 06 export, 09 bugs of our own. A number
//! is never reused.

use std::fmt;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Everything is generated, but something may be wider than the document means.
    Warning,
    /// Something is wrong, and the part is left out.
    Error,
}

impl Severity {
    /// `warning` or `error`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Defines the enum and its table from one list, so that no code lacks an entry.
macro_rules! codes {
    ($($name:ident = $text:literal $severity:ident $title:literal, $explanation:literal;)*) => {
        /// A stable code of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`: ", $title, ".")] $name,)*
        }

        impl Code {
            /// All codes, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable text: `SW0123`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Whether it is an error or a warning.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// The title.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// The long form that `specwright explain` prints.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation,)* }
            }
        }
    };
}

impl Code {
    /// Finds a code by its text (`SW0123`), in any case.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

codes! {
    UnreadableFile = "SW0001" Error "file can't be read",
        "The document, or an overlay that was asked for, could not be read. The message says why: it does not exist, it lies outside the folder that may be read, or the system refused.";
    InvalidEncoding = "SW0002" Error "text is not UTF-8",
        "A document is UTF-8, or UTF-16 with a byte order mark or an unmistakable beginning. Other encodings are not read. Save the file as UTF-8.";
    InvalidJson = "SW0003" Error "text is not JSON",
        "The text begins like JSON and breaks its grammar at the place shown; it is not YAML either.";
    InvalidYaml = "SW0004" Error "text is not YAML",
        "The text breaks the grammar of YAML 1.2 at the place shown.";
    DuplicateKey = "SW0005" Error "key is duplicated, and something is lost",
        "An object has two members of one name, of which the last is used, and the first contains something that the last lacks. YAML forbids this, and so do most readers of JSON. Write both into one, or rename one of them.";
    NestingTooDeep = "SW0006" Error "document is nested too deeply",
        "Arrays and objects may be nested 250 levels deep. Real documents stay below 50; deeper ones are made to exhaust the memory of programs that read them.";
    AliasExpansion = "SW0007" Error "aliases expand to too much",
        "Aliases (`*name`) are replaced by what their anchor contains. Here that would make the document so large that it can only be an attack, or an alias is inside its own anchor and never ends.";
    MultipleDocuments = "SW0008" Error "file contains several documents",
        "A file is one document. What follows a second `---` would be ignored; split the file.";
    FileTooLarge = "SW0009" Error "file is too large",
        "A file must be smaller than 1 GiB. Split it into several files that refer to each other.";
    DuplicateMember = "SW0010" Warning "key is duplicated",
        "An object has two members of one name, of which the last is used, as most other readers do. It contains all that the first one does, perhaps with other values. Remove one of them.";
    LoneSurrogate = "SW0011" Warning "half of a surrogate pair",
        "An escape such as `\\ud800` is only half of a character. It is replaced by U+FFFD.";
    JsonReadAsYaml = "SW0012" Warning "text is YAML and not JSON",
        "The file is named `.json` and begins like JSON, but is not: a trailing comma, a comment or an unquoted key, perhaps. As YAML it can be read, so it was; other tools will refuse it.";
    NonJsonNumber = "SW0013" Warning "number that JSON does not have",
        "Infinity and not-a-number exist in YAML and not in JSON, which is what an API sends. The value is read as a string.";
    UnknownTag = "SW0014" Warning "unknown YAML tag",
        "A tag other than those of YAML's core schema has no meaning in an OpenAPI document. The value is read as if the tag were not there.";
    InvalidOverlay = "SW0015" Error "overlay is not valid",
        "An overlay is a document of the OpenAPI Overlay Specification 1.0 or 1.1: `overlay`, `info` and a list of `actions`, each with a JSONPath `target` and one of `update`, `remove` and `copy`.";
    OverlayMatchesNothing = "SW0016" Error "overlay action matches nothing",
        "The target of an action selects nothing in the document. A correction that no longer applies is an error: the document was corrected, or the target is misspelt.";
    InvalidScalar = "SW0017" Error "value does not fit its YAML tag",
        "The value does not have the form that its tag, such as `!!int`, requires.";

    UnindentedLine = "SW0018" Warning "line of a text is not indented",
        "YAML requires each line of a text to be indented deeper than its key, by spaces. Many parsers don't, so the text is read as if it were.";

    UnresolvedReference = "SW0101" Error "reference is not found",
        "A `$ref` names a place that does not exist. Where a schema is referred to, any value is read instead, and this is a warning where the file could be read; a parameter, body, response or other part that is only a reference is left out, and so is the operation that needs it. Correct the reference, in the document or with an overlay.";
    RemoteReference = "SW0102" Error "reference to another host",
        "Documents are read from the disk only, so that the result does not depend on the network. Download the file next to the document and let the reference name it, in the document or with an overlay.";
    ReferenceOutsideRoot = "SW0103" Error "reference leaves the document's folder",
        "References may reach files in the document's own folder and below it. `--root` names another folder that they may reach.";
    ReferencedFile = "SW0104" Error "referenced file can't be read",
        "The file a `$ref` names does not exist or is neither YAML nor JSON. What needs it is left out.";
    ReferenceCycle = "SW0105" Error "references form a circle",
        "The reference leads back to itself, or through more than 30 others, and never to a value. What needs it is left out.";
    UnresolvedExample = "SW0106" Warning "reference of an example is not found",
        "An example can't be found. Nothing but the example is lost.";
    UnresolvedCallback = "SW0107" Error "reference of a callback or link is not found",
        "A callback or link can't be found. It is left out; the operation is generated.";

    NotOpenApi = "SW0201" Error "not an OpenAPI document",
        "An OpenAPI document is an object whose member `openapi` names a version.";
    UnsupportedVersion = "SW0202" Error "version is not supported",
        "Versions 3.0, 3.1 and 3.2 are read. Swagger 2.0 documents can be converted, with `npx swagger2openapi` for example.";
    VersionNotString = "SW0203" Warning "version is not a string",
        "`openapi: 3.0` is a number in YAML. Write the version in full and as a string: `openapi: 3.0.3`.";
    MissingField = "SW0204" Error "required field is missing",
        "The standard requires the field. What can be read without it is read.";
    WrongType = "SW0205" Error "value has the wrong type",
        "The standard gives the field another JSON type. The value is ignored, and the rest is read.";
    InvalidValue = "SW0206" Error "value is not one of those allowed",
        "The standard lists the values of the field, and this is not one of them.";
    ExclusiveFields = "SW0207" Warning "fields exclude each other",
        "The standard allows one of the fields or the other. Both are read where that is possible, and nothing is left out.";
    FieldNotAllowed = "SW0208" Error "field is not allowed here",
        "The standard does not allow the field here, or not beside another one.";
    UnknownField = "SW0209" Warning "unknown field",
        "The field is not in the standard and does not begin with `x-`. It is ignored. It may be misspelt.";
    Lenient = "SW0210" Warning "value of another type that can be read",
        "The standard gives the field another JSON type, but what is meant is clear: a number without quotes, `\"true\"` for `true`, a list for a map.";
    DuplicateParameter = "SW0211" Warning "parameter is declared twice",
        "Two parameters of one operation have the same name and place. The first one is used.";
    UndeclaredPathParameter = "SW0212" Warning "path names a parameter that is not declared",
        "The path template has a `{name}` for which no path parameter is declared. It is taken to be a string.";
    UnusedPathParameter = "SW0213" Warning "path parameter is not in the path",
        "A path parameter has no `{name}` in the path template, so it can't be sent. It is left out.";
    OptionalPathParameter = "SW0214" Warning "path parameter is not required",
        "A path can't be sent without its parameters, so they need `required: true`. It is taken to be required.";
    NothingInside = "SW0215" Error "document is empty",
        "A document has `paths`, `components` or `webhooks` (3.0: `paths`).";
    UndefinedSecurityScheme = "SW0216" Warning "security scheme is not defined",
        "A requirement names a scheme that `components.securitySchemes` does not have, so the client can't know where the credential goes.";
    InvalidStatus = "SW0217" Error "key is not a status",
        "The keys of `responses` are statuses (`200`), ranges (`4XX`) and `default`. The response is left out.";
    InvalidPath = "SW0218" Warning "path does not begin with a slash",
        "Paths are appended to the server's URL and begin with `/`.";
    DocumentTooLarge = "SW0219" Error "document is too large",
        "The document has more operations, parameters, fields or listed values, once its references are followed, than any real one and than fit into a crate. The rest is left out.";
    UnknownType = "SW0220" Warning "unknown schema type",
        "The types are `null`, `boolean`, `integer`, `number`, `string`, `array` and `object`. Another one is read as any value.";
    UndefinedServerVariable = "SW0221" Warning "server variable is not defined",
        "A server's URL has a `{name}` that is not in its `variables`.";
    IgnoredSibling = "SW0222" Warning "keyword beside `$ref` is ignored",
        "OpenAPI 3.0 ignores what is beside a `$ref`. Put the reference into an `allOf`.";

    StatusWithText = "SW0223" Warning "status with other text",
        "The keys of `responses` are statuses (`204`), ranges (`4XX`) and `default`. This one has more in it (`204 NO_CONTENT`), or is written another way (`Default`), but what it means is clear.";
    DuplicateOperationId = "SW0224" Warning "`operationId` is used twice",
        "An `operationId` must be unique in a document. The methods are distinguished by their paths; a link that names the `operationId` means the first operation.";
    MisspeltKeyword = "SW0225" Warning "keyword that looks misspelt",
        "JSON Schema ignores unknown keywords, and this one resembles a known one. It has no effect.";
    LaterKeyword = "SW0226" Warning "keyword of a later version",
        "The keyword is new in OpenAPI 3.1, and the document says that it is 3.0. It is read as in 3.1; other tools ignore it. Say `openapi: 3.1.0`.";
    InvalidHeaderName = "SW0227" Error "not a valid header name",
        "Header names consist of letters, digits and a few signs (RFC 9110, section 5.6.2). No request or response can have this one, so the header is left out.";
    UnneededFieldMissing = "SW0228" Warning "missing field that is not needed",
        "The standard requires the field. Everything can be generated without it.";
    HarmlessDuplicate = "SW0229" Warning "only the first of several is used",
        "The standard allows one here. The first one is used.";
    OutOfPlace = "SW0230" Warning "field in another place than the standard's",
        "The standard has the field in another place, or in another version, but what is meant is clear. It is read.";
    UnusableLink = "SW0231" Warning "link leads to no operation",
        "The link names an operation that the document does not have. It is left out of the documentation.";

    UnsupportedUnion = "SW0301" Warning "variants of a union can't be distinguished",
        "The schemas don't distinguish the variants, so the value may be read as another variant than the server meant, or is kept as a JSON value.";
    UnsupportedAllOf = "SW0302" Warning "members of `allOf` contradict each other",
        "Members of an `allOf` require types that no value has at once. Any value is read there.";
    UnsupportedEnum = "SW0303" Warning "enum is wider than written",
        "The values of the enum can't become variants, so the value's own type is used.";
    UnsupportedKeyword = "SW0305" Warning "keyword has no counterpart in Rust",
        "The keyword narrows what is allowed in a way that neither Rust types nor `validate()` express. The wider type is used; properties that only `if`, `then`, `else` or `dependentSchemas` declare are optional. Nothing is lost on the wire.";
    UnsupportedTuple = "SW0307" Warning "tuple is read as a list",
        "A tuple whose length varies, or whose items are of too many types, becomes a list of JSON values.";
    UnsupportedMediaType = "SW0308" Warning "media type has no typed form",
        "There is no typed form for the media type or a part of it, so its content is text or bytes.";
    UnsupportedDiscriminator = "SW0309" Warning "discriminator can't be used",
        "The discriminator's property or mapping does not fit the variants, so they are distinguished by their shape.";
    UnsupportedParameter = "SW0310" Warning "parameter is nested deeper than its style",
        "The style of the parameter has no form for nested arrays and objects. They are written as JSON, which the server may not expect.";
    UnsupportedSchema = "SW0311" Warning "schema is wider than written",
        "The schema becomes a wider Rust type. Nothing is lost on the wire.";
    UncheckedPattern = "SW0312" Warning "pattern can't be checked",
        "The models' `validate()` checks patterns with a library that always ends in bounded time and therefore has no look-around, no back-references and no Unicode properties. A pattern that needs one of them, or that is not a regular expression of ECMA-262, is documented and not checked.";

    SchemaCycle = "SW0405" Error "schema always contains itself",
        "An `allOf`, or a required property, leads back to the schema itself, so no finite value is valid. The property is read as optional: a server must leave it out.";

    ConfigSyntax = "SW0501" Error "configuration can't be read",
        "`codegen.toml` is not TOML, has an unknown key, or a value of the wrong type.";
    ConfigMatchesNothing = "SW0502" Error "configuration entry matches nothing",
        "An entry names an operation, parameter, scheme or schema that the document does not have. An entry that no longer applies is an error.";
    ConfigConflict = "SW0503" Error "configuration entries conflict",
        "Two entries ask for different things, or for the same name twice.";
    ConfigValue = "SW0504" Error "configuration value is not valid",
        "The value is not one that the entry can have.";

    LockConflict = "SW0505" Error "name can't be kept",
        "`names.lock` has a name that `rename` contradicts, that another place has, or that is not an identifier.";
    LockGone = "SW0506" Warning "name without a place",
        "`names.lock` has a name for a part of the document that is gone. The next run doesn't list it.";

    ExportLoss = "SW0601" Warning "OpenAPI 3.0 can't say this",
        "The document says something that 3.0 can't express. The exported document says less.";
    ExportRejected = "SW0602" Error "can't be exported",
        "The part can't be expressed in OpenAPI 3.0 and is left out of the exported document.";
    ExportOmitted = "SW0603" Warning "OpenAPI 3.0 has no place for this",
        "The document has a part that came with 3.1 or 3.2: webhooks, a QUERY operation, mutual TLS. It is left out of the exported document.";

    Bug = "SW0901" Error "bug in the generator",
        "This should not happen. Please report it, with the document if you can share it.";
}
