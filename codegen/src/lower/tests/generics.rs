//! Generic schemas: others bind their `$dynamicRef`s by `$dynamicAnchor`.

use super::{document, fields, lowered, words};
use crate::{
    diagnostics::{Code, Diagnostics},
    ir::{Api, TypeKind},
    openapi,
    source::{Memory, Sources},
};

const PAGE: &str = "User: {properties: {id: {type: integer}, orders: {$ref: '#/components/schemas/OrderPage'}}}, Order: {properties: {no: {type: string}}}, \
     Page: {type: object, required: [items], properties: {items: {type: array, items: {$dynamicRef: '#T'}}, plain: {$ref: '#/components/schemas/Order'}}, \
     $defs: {T: {$dynamicAnchor: T, not: {}}}}, \
     UserPage: {$ref: '#/components/schemas/Page', $defs: {T: {$dynamicAnchor: T, $ref: '#/components/schemas/User'}}}, \
     OrderPage: {allOf: [{$ref: '#/components/schemas/Page'}], $defs: {T: {$dynamicAnchor: T, $ref: '#/components/schemas/Order'}}}";

const PAIR: &str = "Pair: {properties: {k: {$dynamicRef: '#K'}, v: {$dynamicRef: '#V'}}, $defs: {K: {$dynamicAnchor: K}, V: {$dynamicAnchor: V}}}, \
     Map: {type: object, additionalProperties: {$dynamicRef: '#V'}, $defs: {V: {$dynamicAnchor: V, not: {}}}}";

const TREE: &str = "Tree: {$dynamicAnchor: node, properties: {data: {}, children: {type: array, items: {$dynamicRef: '#node'}}, root: {$ref: '#/components/schemas/Tree'}}}";

fn of(schemas: &str) -> Api {
    let (api, codes) = lowered(&document("3.1.0", schemas));
    assert_eq!(codes, [], "{schemas}");
    api
}

/// What a component is another name for.
fn alias(api: &Api, name: &str) -> String {
    let mut defs = api.types.iter();
    let def = defs.find(|def| def.name.base == name && def.name.path.is_empty());
    let Some(TypeKind::Alias(ty, _)) = def.map(|def| &def.kind) else {
        panic!("`{name}` is not an alias")
    };
    words(api, ty)
}

#[test]
fn each_binding_is_a_type_of_its_own() {
    let api = of(PAGE);
    assert_eq!(fields(&api, "Page"), ["items!: [any]", "plain: Order"]);
    assert_eq!(fields(&api, "UserPage"), ["items!: [User]", "plain: Order"]);
    assert_eq!(
        fields(&api, "OrderPage"),
        ["items!: [Order]", "plain: Order"]
    );
    assert_eq!(fields(&api, "User"), ["id: I64", "orders: OrderPage"]);
    let table = [
        ("{$ref: '#/components/schemas/User'}", "items!: [User]"),
        ("{type: string}", "items!: [String]"),
        (
            "{type: array, items: {$ref: '#/components/schemas/User'}}",
            "items!: [[User]]",
        ),
        (
            "{anyOf: [{$ref: '#/components/schemas/User'}, {type: 'null'}]}",
            "items!: [User?]",
        ),
        (
            "{type: object, properties: {a: {type: string}}}",
            "items!: [P.items.item]",
        ),
        (
            "{description: A user., $ref: '#/components/schemas/User'}",
            "items!: [User]",
        ),
        // A binding has its own dynamic scope, so pages of pages may use one anchor.
        (
            "{$ref: '#/components/schemas/UserPage'}",
            "items!: [UserPage]",
        ),
    ];
    for (argument, expected) in table {
        let argument = argument.replacen('{', "{$dynamicAnchor: T, ", 1);
        for schema in [
            format!("{{$ref: '#/components/schemas/Page', $defs: {{T: {argument}}}}}"),
            format!("{{allOf: [{{$ref: '#/components/schemas/Page'}}], $defs: {{T: {argument}}}}}"),
            format!(
                "{{allOf: [{{$ref: '#/components/schemas/Page'}}, {{$defs: {{T: {argument}}}}}]}}"
            ),
            format!("{{$id: p, $ref: '#/components/schemas/Page', $defs: {{T: {argument}}}}}"),
        ] {
            let api = of(&format!("{PAGE}, P: {schema}"));
            assert_eq!(fields(&api, "P")[0], expected, "{schema}");
        }
    }
}

#[test]
fn what_a_generic_schema_refers_to_is_filled_in_with_it() {
    let api = of(&format!(
        "{PAGE}, Envelope: {{properties: {{page: {{$ref: '#/components/schemas/Page'}}, first: {{properties: {{of: {{$dynamicRef: '#T'}}}}}}}}, \
         $defs: {{T: {{$dynamicAnchor: T, not: {{}}}}}}}}, \
         Users: {{$ref: '#/components/schemas/Envelope', $defs: {{T: {{$dynamicAnchor: T, $ref: '#/components/schemas/User'}}}}}}, \
         Orders: {{allOf: [{{$ref: '#/components/schemas/Envelope'}}, {{properties: {{more: {{type: integer}}, last: {{$ref: '#/components/schemas/UserPage'}}}}}}], \
         $defs: {{T: {{$dynamicAnchor: T, $ref: '#/components/schemas/Order'}}}}}}"
    ));
    assert_eq!(
        fields(&api, "Users"),
        ["page: UserPage", "first: Users.first"]
    );
    assert_eq!(fields(&api, "Users.first"), ["of: User"]);
    assert_eq!(
        fields(&api, "Orders"),
        [
            "page: OrderPage",
            "first: Orders.first",
            "more: I64",
            "last: UserPage"
        ]
    );
    let api = of(&format!(
        "{PAGE}, {PAIR}, Pages: {{$ref: '#/components/schemas/Map', $defs: {{V: {{$dynamicAnchor: V, $ref: '#/components/schemas/Page'}}, T: {{$dynamicAnchor: T, not: {{}}}}}}}}, \
         UserPages: {{$ref: '#/components/schemas/Pages', $defs: {{T: {{$dynamicAnchor: T, $ref: '#/components/schemas/User'}}}}}}"
    ));
    assert_eq!(alias(&api, "UserPages"), "map UserPage");
}

#[test]
fn several_names_are_filled_in_at_once_or_one_after_the_other() {
    let bound = |name: &str, pair: &str, bindings: &[(&str, &str)]| {
        let bindings: Vec<String> = bindings
            .iter()
            .map(|(name, ty)| format!("{name}: {{$dynamicAnchor: {name}, {ty}}}"))
            .collect();
        format!(
            "{name}: {{$ref: '#/components/schemas/{pair}', $defs: {{{}}}}}",
            bindings.join(", ")
        )
    };
    let (string, integer) = ("type: string", "type: integer");
    let api = of(&[
        PAIR.to_owned(),
        bound("A", "Pair", &[("K", string), ("V", integer)]),
        bound("Half", "Pair", &[("K", string), ("V", "not: {}")]),
        bound("Whole", "Half", &[("V", integer)]),
        bound(
            "Nested",
            "Pair",
            &[("K", integer), ("V", "$ref: '#/components/schemas/A'")],
        ),
        bound(
            "Same",
            "Pair",
            &[
                ("K", integer),
                ("V", "type: array, items: {$dynamicRef: '#K'}"),
            ],
        ),
    ]
    .join(", "));
    assert_eq!(fields(&api, "Pair"), ["k: any", "v: any"]);
    assert_eq!(fields(&api, "A"), ["k: String", "v: I64"]);
    assert_eq!(fields(&api, "Half"), ["k: String", "v: any"]);
    assert_eq!(fields(&api, "Whole"), ["k: String", "v: I64"]);
    assert_eq!(fields(&api, "Nested"), ["k: I64", "v: A"]);
    assert_eq!(fields(&api, "Same"), ["k: I64", "v: [I64]"]);
}

#[test]
fn recursive_schemas_are_extended() {
    let api = of(&format!(
        "{TREE}, Named: {{$dynamicAnchor: node, allOf: [{{$ref: '#/components/schemas/Tree'}}], properties: {{name: {{type: string}}}}}}, \
         Strict: {{$dynamicAnchor: node, $ref: '#/components/schemas/Tree', unevaluatedProperties: false}}, \
         Both: {{properties: {{a: {{$ref: '#/components/schemas/Tree'}}, b: {{$ref: '#/components/schemas/Named'}}}}}}, \
         List: {{properties: {{value: {{$dynamicRef: '#T'}}, next: {{$ref: '#/components/schemas/List'}}}}, $defs: {{T: {{$dynamicAnchor: T, not: {{}}}}}}}}, \
         Ints: {{$ref: '#/components/schemas/List', $defs: {{T: {{$dynamicAnchor: T, type: integer}}}}}}, \
         Recs: {{$ref: '#/components/schemas/List', $defs: {{T: {{$dynamicAnchor: T, properties: {{inner: {{$dynamicRef: '#T'}}}}}}}}}}"
    ));
    assert_eq!(
        fields(&api, "Tree"),
        ["data: any", "children: [Tree]", "root: Tree"]
    );
    assert_eq!(fields(&api, "Named")[1], "children: [Named]");
    assert_eq!(fields(&api, "Named")[3], "name: String");
    assert_eq!(fields(&api, "Strict")[1], "children: [Strict]");
    assert_eq!(fields(&api, "Both"), ["a: Tree", "b: Named"]);
    assert_eq!(fields(&api, "List"), ["value: any", "next: List"]);
    assert_eq!(fields(&api, "Ints"), ["value: I64", "next: Ints"]);
    assert_eq!(fields(&api, "Recs"), ["value: Recs.value", "next: Recs"]);
    assert_eq!(fields(&api, "Recs.value"), ["inner: Recs.value"]);
}

/// Cases of the official suite: `draft2020-12/dynamicRef.json`.
#[test]
fn names_are_looked_up_as_the_standard_says() {
    let list = "{$id: list, type: array, items: {$dynamicRef: '#items'}, $defs: {items: {$dynamicAnchor: items}}}";
    let table = [
        // In the same resource.
        ("$id: root, type: array, items: {$dynamicRef: '#items'}, $defs: {foo: {$dynamicAnchor: items, type: string}}".to_owned(), "[String]"),
        ("$id: root, type: array, items: {$dynamicRef: '#items'}, $defs: {foo: {$anchor: items, type: string}}".to_owned(), "[String]"),
        ("$id: root, type: array, items: {$ref: '#items'}, $defs: {foo: {$dynamicAnchor: items, type: string}}".to_owned(), "[String]"),
        // The first in scope.
        (format!("$id: root, $ref: list, $defs: {{foo: {{$dynamicAnchor: items, type: string}}, list: {list}}}"), "[String]"),
        (format!("$id: root, $ref: list, $defs: {{a: {{$defs: {{foo: {{$dynamicAnchor: items, type: string}}}}}}, list: {list}}}"), "[String]"),
        // Through a scope without the name.
        (format!("$id: root, $ref: between, $defs: {{foo: {{$dynamicAnchor: items, type: string}}, between: {{$id: between, $ref: list}}, list: {list}}}"), "[String]"),
        // Not by a pointer, nor where either side is not dynamic.
        (format!("$id: root, $ref: list, $defs: {{foo: {{$dynamicAnchor: items, type: string}}, list: {}}}", list.replace("'#items'", "'#/$defs/items'")), "[any]"),
        (format!("$id: root, $ref: list, $defs: {{foo: {{$anchor: items, type: string}}, list: {list}}}"), "[any]"),
        (format!("$id: root, $ref: list, $defs: {{foo: {{$dynamicAnchor: items, type: string}}, list: {}}}", list.replace("$dynamicAnchor", "$anchor")), "[any]"),
        (format!("$id: root, $ref: list, $defs: {{foo: {{$dynamicAnchor: items, type: string}}, list: {}}}", list.replace("$dynamicAnchor: items", "$anchor: items, $dynamicAnchor: foo")), "[any]"),
        // Scopes of the way, not those around.
        ("$id: root, type: array, items: {$ref: item}, $defs: {bar: {$id: bar, $defs: {content: {$dynamicAnchor: content, type: string}, \
          item: {$id: item, type: array, items: {$dynamicRef: '#content'}, $defs: {c: {$dynamicAnchor: content, type: integer}}}}}}".to_owned(), "[[I64]]"),
        ("$id: root, $ref: 'first#/$defs/stuff', $defs: {first: {$id: first, $defs: {stuff: {$ref: 'second#/$defs/stuff'}, length: {maxLength: 1}}}, \
          second: {$id: second, $defs: {stuff: {$ref: 'third#/$defs/stuff'}, length: {$dynamicAnchor: length, type: string}}}, \
          third: {$id: third, $defs: {stuff: {type: array, items: {$dynamicRef: '#length'}}, length: {$dynamicAnchor: length, type: integer}}}}".to_owned(), "[String]"),
    ];
    for (schema, expected) in table {
        let api = of(&format!("A: {{{schema}}}"));
        assert_eq!(alias_end(&api, "A"), expected, "{schema}");
    }
    let api = of(
        "A: {$id: root, $dynamicAnchor: meta, type: object, properties: {foo: {type: string}}, $ref: extended, \
         $defs: {extended: {$id: extended, $dynamicAnchor: meta, type: object, properties: {bar: {$ref: bar}}}, \
         bar: {$id: bar, type: object, properties: {baz: {$dynamicRef: 'extended#meta'}}}}}",
    );
    assert_eq!(fields(&api, "A"), ["bar: A.bar", "foo: String"]);
    assert_eq!(fields(&api, "A.bar"), ["baz: A"]);
}

/// What a component is in the end another name for.
fn alias_end(api: &Api, name: &str) -> String {
    let mut name = name.to_owned();
    for _ in 0..5 {
        let is = |def: &&crate::ir::TypeDef| {
            let path = std::iter::once(&def.name.base).chain(&def.name.path);
            path.map(String::as_str).collect::<Vec<_>>().join(".") == name
        };
        let def = api.types.iter().find(is);
        match def.map(|def| &def.kind) {
            Some(TypeKind::Alias(ty, _)) => name = words(api, ty),
            _ => break,
        }
    }
    name
}

#[test]
fn the_schema_may_be_in_another_file() {
    let spec = document(
        "3.1.0",
        "User: {properties: {id: {type: integer}}}, UserPage: {$ref: 'common.yaml#/Page', $defs: {T: {$dynamicAnchor: T, $ref: '#/components/schemas/User'}}}, \
         TextPage: {$ref: 'common.yaml#/Page', $defs: {T: {$dynamicAnchor: T, type: string}}}",
    );
    let common = "Page: {properties: {items: {type: array, items: {$dynamicRef: '#T'}}, meta: {$ref: '#/Meta'}}, $defs: {T: {$dynamicAnchor: T}}}\n\
                  Meta: {properties: {total: {type: integer}}}\n";
    let reader = Memory::new([("spec.yaml", spec.as_str()), ("common.yaml", common)]);
    let mut diagnostics = Diagnostics::new();
    let sources = Sources::load(&reader, "spec.yaml", &[], &mut diagnostics).unwrap();
    let document = openapi::read(&sources, &mut diagnostics).unwrap();
    let api = crate::lower::lower(
        &document,
        &sources,
        crate::lower::Options::default(),
        &mut diagnostics,
    );
    assert_eq!(diagnostics.iter().count(), 0);
    assert_eq!(fields(&api, "UserPage"), ["items: [User]", "meta: Meta"]);
    assert_eq!(fields(&api, "TextPage"), ["items: [String]", "meta: Meta"]);
}

#[test]
fn what_is_not_filled_in_is_any_value() {
    let used =
        format!("{PAGE}, Any: {{properties: {{page: {{$ref: '#/components/schemas/Page'}}}}}}");
    let two = "A: {properties: {a: {$dynamicRef: '#n'}}}, B: {$dynamicAnchor: n, type: string}, C: {$dynamicAnchor: n, type: integer}";
    let one = "A: {properties: {a: {$dynamicRef: '#n'}}}, B: {$dynamicAnchor: n, properties: {b: {type: string}}}";
    let table: [(&str, &[Code], &str, &str); 3] = [
        (&used, &[Code::UnsupportedSchema], "Any", "page: Page"),
        (two, &[Code::UnsupportedSchema], "A", "a: any"),
        (one, &[], "A", "a: B"),
    ];
    for (schemas, codes, name, field) in table {
        let (api, found) = lowered(&document("3.1.0", schemas));
        assert_eq!(
            (found.as_slice(), fields(&api, name)),
            (codes, vec![field.to_owned()])
        );
    }
}

#[test]
fn how_many_bindings_there_are_is_bounded() {
    // Each step fills the name in with one more list than the step before.
    let schemas = "Grow: {properties: {value: {$dynamicRef: '#T'}, next: {$ref: '#/components/schemas/Step'}}, $defs: {T: {$dynamicAnchor: T, not: {}}}}, \
         Step: {$ref: '#/components/schemas/Grow', $defs: {T: {$dynamicAnchor: T, type: array, items: {$dynamicRef: '#U'}}, U: {$dynamicAnchor: U, $ref: '#/components/schemas/Grow'}}}, \
         First: {$ref: '#/components/schemas/Grow', $defs: {T: {$dynamicAnchor: T, type: string}}}";
    let (_, codes) = lowered(&document("3.1.0", schemas));
    assert!(codes.iter().all(|code| *code != Code::Bug));
    // Sixteen schemas, each of which refers to each other one and binds its own anchor.
    let refer = |count: usize| -> String {
        let all = (0..count).map(|to| format!("p{to}: {{$ref: '#/components/schemas/S{to}'}}"));
        let all: Vec<String> = all.collect();
        let schema = |at: usize| {
            format!(
                "S{at}: {{$dynamicAnchor: n{at}, properties: {{{}, own: {{$dynamicRef: '#n{}'}}}}}}",
                all.join(", "),
                (at + 1) % count
            )
        };
        (0..count).map(schema).collect::<Vec<_>>().join(", ")
    };
    let (_, codes) = lowered(&document("3.1.0", &refer(16)));
    assert!(codes.contains(&Code::DocumentTooLarge));
}

/// `$recursiveRef` of the draft 2019-09: the outermost schema with `$recursiveAnchor: true` on the
/// way to it.
#[test]
fn recursive_references_lead_to_the_schema_that_extends() {
    const TREE: &str = "Tree: {type: object, $recursiveAnchor: true, properties: {data: {}, children: {type: array, items: {$recursiveRef: '#'}}}}";
    let api = of(TREE);
    assert_eq!(fields(&api, "Tree"), ["data: any", "children: [Tree]"]);
    for strict in [
        "Strict: {$recursiveAnchor: true, $ref: '#/components/schemas/Tree', properties: {size: {type: integer}}}",
        "Strict: {$recursiveAnchor: true, allOf: [{$ref: '#/components/schemas/Tree'}, {properties: {size: {type: integer}}}]}",
    ] {
        let api = of(&format!("{TREE}, {strict}"));
        assert_eq!(fields(&api, "Tree"), ["data: any", "children: [Tree]"]);
        let mut found = fields(&api, "Strict");
        found.sort_unstable();
        assert_eq!(
            found,
            ["children: [Strict]", "data: any", "size: I64"],
            "{strict}"
        );
    }
    // The outermost one counts, also where it is used from elsewhere.
    let api = of(&format!(
        "{TREE}, Strict: {{$recursiveAnchor: true, $ref: '#/components/schemas/Tree', properties: {{size: {{type: integer}}}}}}, \
         Stricter: {{$recursiveAnchor: true, $ref: '#/components/schemas/Strict', properties: {{more: {{type: string}}}}}}, \
         Forest: {{properties: {{trees: {{type: array, items: {{$ref: '#/components/schemas/Stricter'}}}}}}}}"
    ));
    assert!(fields(&api, "Stricter").contains(&"children: [Stricter]".to_owned()));
    assert!(fields(&api, "Strict").contains(&"children: [Strict]".to_owned()));
    assert_eq!(fields(&api, "Forest"), ["trees: [Stricter]"]);
    // Without its own anchor nothing is extended.
    let api = of(&format!(
        "{TREE}, Plain: {{allOf: [{{$ref: '#/components/schemas/Tree'}}, {{properties: {{size: {{type: integer}}}}}}]}}"
    ));
    let mut found = fields(&api, "Plain");
    found.sort_unstable();
    assert_eq!(found, ["children: [Tree]", "data: any", "size: I64"]);
}
