//! Names that stay when a document grows, by `names.lock`.

use specwright::{
    Generated, Input,
    config::ApiConfig,
    generate,
    names::{Lock, Locks, Section},
    plan::Target,
    source::{ReadError, Reader},
};

use super::folder::{Folder, Ran};

/// The file beside the configuration.
const FILE: &str = "names.lock";

/// A document with that text.
struct Document<'t>(&'t str);

impl Reader for Document<'_> {
    fn read(&self, _: &str) -> Result<Vec<u8>, ReadError> {
        Ok(self.0.as_bytes().to_vec())
    }
}

/// What is generated from a document, with the names of an earlier run.
fn generated(text: &str, names: &Lock) -> Generated {
    let config = ApiConfig {
        names: names.clone(),
        ..ApiConfig::default()
    };
    generate(&Input {
        reader: &Document(text),
        entry: "spec.yaml",
        config: &config,
        config_text: None,
        target: &Target::module("api", "spec.yaml"),
        dump: None,
    })
}

const BEFORE: &str = r##"
openapi: 3.1.0
info: {title: A, version: "1"}
servers:
  - {url: "https://eu.{key-id}.example.com", variables: {key-id: {default: a}}}
  - {url: "https://us.example.com"}
security: [{Main: []}]
paths:
  /models:
    get:
      tags: [Models]
      responses: {"204": {description: Done}}
  /things:
    get:
      tags: [Things]
      operationId: get_things
      parameters:
        - {name: "filter[name]", in: query, schema: {type: string}}
        - {name: X-Team, in: header, schema: {type: string}}
        - {name: state, in: query, schema: {type: string, enum: [on, off]}}
      responses:
        "200": {description: Things, headers: {X-Rate: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: "#/components/schemas/thing_list"}}}}
        "201": {description: Text, content: {text/plain: {schema: {type: string}}}}
        "400": {description: Wrong, content: {application/problem+json: {schema: {$ref: "#/components/schemas/Event"}}}}
        "404": {description: None, content: {application/json: {schema: {$ref: "#/components/schemas/UserMade"}}}}
components:
  securitySchemes:
    Main: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://a.example.com/token", refreshUrl: "https://a.example.com/refresh", scopes: {}}}}
  schemas:
    thing_list: {type: object, properties: {camelCase: {type: string}, state: {type: string, enum: [in_use, gone]}}}
    Event: {anyOf: [{$ref: "#/components/schemas/UserMade"}, {$ref: "#/components/schemas/user_left"}]}
    UserMade: {type: object, required: [made], properties: {made: {type: string}}}
    user_left: {type: object, required: [left], properties: {left: {type: string}}}
"##;

/// The same document with more in it, at each place something whose name is nearer to the plain
/// one.
const AFTER: &str = r##"
openapi: 3.1.0
info: {title: A, version: "1"}
servers:
  - {url: "https://eu.example.com"}
  - {url: "https://{key_id}.example.com", variables: {key_id: {default: a}}}
  - {url: "https://eu.{key-id}.example.com", variables: {key-id: {default: a}}}
  - {url: "https://us.example.com"}
security: [{Main: []}, {token_provider: []}]
paths:
  /models:
    get:
      tags: [Models]
      responses: {"204": {description: Done}}
  /things/{id}:
    get:
      tags: [Things]
      operationId: get_thing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: Done}}
  /others:
    get:
      tags: [models_resource]
      operationId: get_others
      responses: {"204": {description: Done}}
  /things:
    get:
      tags: [Things]
      operationId: get_things
      parameters:
        - {name: filter_name, in: query, schema: {type: string}}
        - {name: team, in: query, schema: {type: string}}
        - {name: "filter[name]", in: query, schema: {type: string}}
        - {name: X-Team, in: header, schema: {type: string}}
        - {name: state, in: query, schema: {type: string, enum: [off, on]}}
      responses:
        "200": {description: Things, headers: {x_rate: {schema: {type: integer}}, X-Rate: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: "#/components/schemas/thing_list"}}}}
        "201": {description: Text, content: {text/plain: {schema: {type: string}}}}
        "400":
          description: Wrong
          content:
            application/json: {schema: {$ref: "#/components/schemas/UserMade"}}
            application/problem+json: {schema: {$ref: "#/components/schemas/Event"}}
        "404": {description: None, content: {application/json: {schema: {$ref: "#/components/schemas/UserMade"}}}}
components:
  securitySchemes:
    token_provider: {type: http, scheme: bearer}
    Main: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://a.example.com/token", refreshUrl: "https://a.example.com/refresh", scopes: {}}}}
  schemas:
    ThingList: {type: object, properties: {a: {type: string}}}
    Things: {type: object, properties: {a: {type: string}}}
    GetThingsState: {type: object, properties: {a: {type: string}}}
    GetThingsCall: {type: object, properties: {a: {type: string}}}
    GetThingsResponse: {type: object, properties: {a: {type: string}}}
    thing_list:
      type: object
      properties:
        camel_case: {type: string}
        camelCase: {type: string}
        state: {type: string, enum: [InUse, gone, in_use]}
    ThingListState: {type: object, properties: {a: {type: string}}}
    Event:
      anyOf:
        - {$ref: "#/components/schemas/UserLeft"}
        - {$ref: "#/components/schemas/UserMade"}
        - {$ref: "#/components/schemas/user_left"}
    UserMade: {type: object, required: [made], properties: {made: {type: string}}}
    UserLeft: {type: object, required: [a], properties: {a: {type: string}}}
    user_left: {type: object, required: [left], properties: {left: {type: string}}}
"##;

#[test]
fn nothing_moves_when_a_document_grows() {
    let before = generated(BEFORE, &Lock::default());
    let unlocked = generated(AFTER, &Lock::default());
    let locked = generated(AFTER, &before.names);
    assert_eq!(locked.report.errors + locked.report.warnings, 0);
    for (section, place, name) in before.names.iter() {
        assert_eq!(locked.names.get(section, place), Some(name), "{place}");
    }
    // Without the lock they would not stay: at least one of each kind moves.
    for (section, place) in [
        (Section::Modules, "models"),
        (Section::Resources, "things"),
        (Section::Methods, "GET /things"),
        (Section::Parameters, "GET /things#query filter[name]"),
        (Section::Parameters, "GET /things#header X-Team"),
        (Section::Models, "thing_list"),
        (Section::Models, "thing_list/state"),
        (Section::Models, "GET /things state"),
        (Section::Fields, "thing_list#camelCase"),
        (Section::Variants, "thing_list/state#in_use"),
        (Section::Variants, "Event#user_left"),
        (
            Section::Variants,
            "GET /things error#400 application/problem+json",
        ),
        (Section::Fields, "GET /things headers#x-rate"),
        (Section::Setters, "credential Main"),
        (Section::Setters, "credential Main client_credentials"),
        (Section::Setters, "credential Main refresh_token"),
        (Section::Setters, "credential Main token_provider"),
        (Section::Setters, "variable key-id"),
        (Section::Servers, "https://eu.{key-id}.example.com"),
    ] {
        let name = before.names.get(section, place).expect(place);
        assert_ne!(unlocked.names.get(section, place), Some(name), "{place}");
    }
    // What is generated has the names of the lock, and doesn't change from then on.
    let again = generated(AFTER, &locked.names);
    assert_eq!(again.names, locked.names);
    assert_eq!(again.files, locked.files);
    assert_ne!(again.files, unlocked.files);
}

/// A new place of equal shape that precedes the others becomes the type. Members keep their names,
/// also when the places differ again.
#[test]
fn members_of_equal_shapes_keep_their_names() {
    let document = |schemas: &[(&str, &str)]| {
        let schemas = schemas.iter().map(|(name, values)| {
            format!("    {name}: {{type: object, properties: {{state: {{type: string, enum: {values}}}}}}}\n")
        });
        let schemas: String = schemas.collect();
        format!(
            "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
        )
    };
    let (before, more) = ("[in_use, gone]", "[InUse, in_use, gone]");
    let name = |generated: &Generated, place: &str| {
        let name = generated.names.get(Section::Variants, place);
        name.map(str::to_owned)
    };
    let first = generated(
        &document(&[("LongName", before), ("OtherName", before)]),
        &Lock::default(),
    );
    assert_eq!(
        first.names.get(Section::Same, "OtherName/state"),
        Some("LongName/state")
    );
    // `Short` has fewer words, and so the type.
    let grown = document(&[("LongName", more), ("OtherName", more), ("Short", more)]);
    let grown = generated(&grown, &first.names);
    assert_eq!(grown.report.warnings, 0);
    assert_eq!(name(&grown, "Short/state#in_use").as_deref(), Some("InUse"));
    assert_eq!(name(&grown, "LongName/state#in_use"), None);
    // They part: each has a type of its own.
    let parted = document(&[
        ("LongName", "[InUse, in_use, gone, a]"),
        ("OtherName", "[InUse, in_use, gone, b]"),
        ("Short", more),
    ]);
    let parted = generated(&parted, &grown.names);
    assert_eq!(parted.report.warnings, 0);
    for place in ["LongName", "OtherName", "Short"] {
        let name = name(&parted, &format!("{place}/state#in_use"));
        assert_eq!(name.as_deref(), Some("InUse"), "{place}");
    }
}

#[test]
fn a_lock_that_fits_changes_nothing() {
    for text in [BEFORE, AFTER] {
        let free = generated(text, &Lock::default());
        let locked = generated(text, &free.names);
        assert_eq!(locked.files, free.files);
        assert_eq!(locked.names, free.names);
    }
}

#[test]
fn the_command_writes_checks_and_keeps_the_file() {
    let folder = Folder::new("lock");
    let generate = || folder.run(&["generate"]);
    let check = || folder.run(&["generate", "--check"]);
    let names = || {
        let mut locks = Locks::parse(&folder.read(FILE)).unwrap();
        locks.0.remove("things").unwrap()
    };
    folder.write("codegen.toml", "[things]\nspec = \"spec.yaml\"\n");
    folder.write("spec.yaml", BEFORE);
    generate().succeeds();
    check().succeeds();
    let before = names();

    // A file that is missing, or says too little or too much, is a difference.
    let text = folder.read(FILE);
    let shorter: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("camelCase"))
        .collect();
    let longer = format!("{text}\"Gone#a\" = \"b\"\n");
    for other in [shorter.join("\n"), longer] {
        folder.write(FILE, &other);
        check().fails().says("names.lock");
    }
    folder.remove(FILE);
    check().fails();
    generate().succeeds();
    assert_eq!(folder.read(FILE), text);

    folder.write("spec.yaml", AFTER);
    generate().succeeds();
    let after = names();
    for (section, place, name) in before.iter() {
        assert_eq!(after.get(section, place), Some(name), "{place}");
    }
    // An operation that can't be generated keeps its names until it can.
    let broken = AFTER.replace(
        "operationId: get_things\n",
        "operationId: get_things\n      requestBody: []\n",
    );
    folder.write("spec.yaml", &broken);
    generate().fails();
    assert_eq!(names().get(Section::Methods, "GET /things"), Some("get"));

    // Without the file, names are chosen again.
    folder.write("spec.yaml", AFTER);
    folder.remove(FILE);
    generate().succeeds();
    assert_eq!(names(), generated(AFTER, &Lock::default()).names);
    folder.write(FILE, "[things.methods]\n\"GET /things\" = 1\n");
    generate().fails().says("names.lock:2:");

    // The markers of a merge conflict are recognized.
    let sides = "<<<<<<< ours\n\"GET /things\" = \"get\"\n=======\n>>>>>>> theirs\n";
    folder.write(FILE, &format!("[things.methods]\n{sides}"));
    check()
        .fails()
        .says("names.lock:2:1")
        .says("conflict marker");
}

/// `--out` writes the same for the same document, unless the folder has a `names.lock`.
#[test]
fn a_crate_of_a_document_keeps_names_by_the_file_in_its_folder() {
    let folder = Folder::new("lock-out");
    let run = |more: &[&str]| -> Ran {
        let fixed = ["generate", "spec.yaml", "--out", "client", "--runtime", "1"];
        folder.run(&[&fixed, more].concat())
    };
    let lock = "client/names.lock";
    let names = || {
        let locks = Locks::parse(&folder.read(lock)).unwrap();
        locks.only().cloned().unwrap()
    };
    folder.write("spec.yaml", BEFORE);
    run(&[]).succeeds();
    assert!(!folder.has(lock));
    run(&["--check"]).succeeds();

    // From then on, an empty file keeps names.
    folder.write(lock, "");
    run(&["--check"]).fails();
    run(&[]).succeeds();
    run(&["--check"]).succeeds();
    let before = names();
    assert_eq!(before, generated(BEFORE, &Lock::default()).names);

    // It holds whatever the crate is called.
    folder.write("spec.yaml", AFTER);
    run(&["--name", "other"]).succeeds();
    let after = names();
    for (section, place, name) in before.iter() {
        assert_eq!(after.get(section, place), Some(name), "{place}");
    }
    folder.write(lock, "[other.methods]\n\"GET /things\" = 1\n");
    run(&[]).fails();
}
