//! An example: a call, and the programs that show it.
//!
//! In: the call and what it needs. Out: blocks of code that compile as doctests: the call alone, in
//! a program that makes its client, with its errors, and in a test. And the call's own code, for
//! programs that run it.

use super::layout::{self, Expr};

/// A call: what it imports, what is stated before it, and what is done with it.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// The index of the operation.
    pub(crate) operation: usize,
    /// The method as a user calls it: `spans().create`.
    pub(super) method: String,
    /// The path of the API's module.
    pub(super) module: String,
    pub(super) uses: Vec<(String, Vec<String>)>,
    pub(super) before: Vec<String>,
    pub(super) call: Expr,
    pub(super) after: After,
    pub(super) rank: Rank,
}

/// The call that the documentation of a method shows, for programs that run it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleCall {
    /// The operation: `POST /pets/{id}`.
    pub operation: String,
    /// The method, called on a client: `pets().update`.
    pub method: String,
    /// Lines of Rust: imports, and statements that call the method on a variable `client`. They end
    /// with `?` where they fail, and some read a file `file.bin`, or one in JSON that has the name
    /// of an argument.
    pub code: Vec<String>,
}

/// What is done with a call.
#[derive(Clone, Debug)]
pub(super) enum After {
    /// It is awaited, and returns nothing.
    Awaited,
    /// It is awaited, and its response has this name.
    Named(String),
    /// Its stream is read.
    Streamed,
    /// The items of its pages are read.
    Paged,
}

/// How well an example shows the API; the lowest is shown on the front page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A list that needs nothing.
    Paged,
    /// A list of something.
    PagedOf,
    /// Any other.
    Plain,
    /// One that reads its body from a file, or a stream.
    Special,
}

impl Example {
    /// Whether it shows the API better than another one.
    pub(crate) fn is_better_than(&self, other: &Self) -> bool {
        self.rank < other.rank
    }

    /// The call, and what is done with it.
    fn statements(&self) -> Vec<String> {
        let mut lines = self.before.clone();
        let with = |step: &'static str| {
            let mut call = self.call.clone();
            if let Expr::Chain(_, steps) = &mut call {
                steps.push(Expr::text(step));
            }
            call
        };
        let printed = |item: &str, items: &str| {
            [
                format!("while let Some({item}) = {items}.next().await {{"),
                format!("    println!(\"{{:?}}\", {item}?);"),
                "}".to_owned(),
            ]
        };
        match &self.after {
            After::Awaited => lines.extend(with(".await?").lines("", ";")),
            After::Named(name) => {
                lines.extend(with(".await?").lines(&format!("let {name} = "), ";"));
            }
            After::Streamed => {
                lines.extend(with(".await?").lines("let mut events = ", ";"));
                lines.extend(printed("event", "events"));
            }
            After::Paged => {
                lines.extend(with(".items()").lines("let mut items = ", ";"));
                lines.extend(printed("item", "items"));
            }
        }
        lines
    }

    /// The example for programs that run it. `operation`: the key of its operation.
    pub(crate) fn call(self, operation: String) -> ExampleCall {
        let uses = self.uses.iter();
        let uses = uses.flat_map(|(path, names)| layout::import(path, names));
        ExampleCall {
            operation,
            code: uses.chain(self.statements()).collect(),
            method: self.method,
        }
    }

    /// The example as a block of code, for a client that the reader has.
    pub(crate) fn block(&self) -> Vec<String> {
        let begin = vec![with_client(&self.module)];
        self.fenced("```", Vec::new(), begin, self.statements())
    }

    /// The example as a program that makes its client. `feature`: the one that must be on for it.
    pub(crate) fn program(&self, feature: Option<&str>, client: Vec<String>) -> Vec<String> {
        let mut begin = condition(feature);
        begin.push("# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
        begin.extend(client);
        let client = (self.module.clone(), vec!["Client".to_owned()]);
        self.fenced("```no_run", vec![client], begin, self.statements())
    }

    /// The example as the file of a program.
    pub(crate) fn main(&self, client: Vec<String>) -> Vec<String> {
        let own = (self.module.clone(), vec!["Client".to_owned()]);
        let mut lines = self.imports(vec![own]);
        lines.extend([
            "#[tokio::main(flavor = \"current_thread\")]".to_owned(),
            "async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        ]);
        let inner = client.into_iter().chain(self.statements());
        lines.extend(inner.map(|line| match line.as_str() {
            "" => line,
            line => format!("    {line}"),
        }));
        if let After::Named(name) = &self.after {
            lines.push(format!("    println!(\"{{{name}:?}}\");"));
        }
        lines.extend(["    Ok(())".to_owned(), "}".to_owned()]);
        lines
    }

    /// The call, and how its errors are handled.
    pub(crate) fn errors(&self, feature: Option<&str>) -> Vec<String> {
        let module = &self.module;
        let mut begin = condition(feature);
        begin.push(with_client(module));
        let mut lines = hidden(&self.before);
        let flat = format!("match {}.await {{", self.call.flat());
        if flat.chars().count() <= layout::WIDTH {
            lines.push(flat);
        } else {
            lines.extend(self.call.lines("let call = ", ";"));
            lines.push("match call.await {".to_owned());
        }
        lines.extend([
            "    Ok(response) => println!(\"{response:?}\"),".to_owned(),
            format!("    Err({module}::Error::Api {{ status, .. }}) => println!(\"refused: {{status}}\"),"),
            "    Err(error) => return Err(error.into()),".to_owned(),
            "}".to_owned(),
        ]);
        self.fenced("```no_run", Vec::new(), begin, lines)
    }

    /// The call without a network. `client`: how one is made whose transport is `server`.
    pub(crate) fn test(&self, feature: Option<&str>, client: Vec<String>) -> Vec<String> {
        let mut begin = condition(feature);
        begin.push("# fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
        begin.extend([
            "let server = testing::Server::new();".to_owned(),
            "server.reply(testing::Reply::status(404));".to_owned(),
        ]);
        begin.extend(client);
        let mut lines = vec![String::new()];
        lines.extend(self.before.iter().cloned());
        lines.extend(self.call.lines("let call = ", ";"));
        lines.extend([
            "assert!(testing::block_on(call).is_err());".to_owned(),
            "assert_eq!(server.requests().len(), 1);".to_owned(),
        ]);
        let names = ["Client", "testing"].map(str::to_owned);
        self.fenced(
            "```no_run",
            vec![(self.module.clone(), names.into())],
            begin,
            lines,
        )
    }

    fn fenced(
        &self,
        fence: &str,
        more: Vec<(String, Vec<String>)>,
        mut begin: Vec<String>,
        statements: Vec<String>,
    ) -> Vec<String> {
        let mut lines = vec![fence.to_owned()];
        let imports = self.imports(more);
        // What a feature has is imported only where it is on.
        let is_gated = begin.iter().any(|line| line.starts_with("# #[cfg"));
        let is_shown = |line: &String| !is_gated || !line.starts_with("# ");
        let head = begin.iter().position(is_shown).unwrap_or(begin.len());
        let inner = begin.split_off(head);
        lines.extend(begin);
        lines.extend(imports);
        lines.extend(inner);
        lines.extend(statements);
        lines.extend(["# Ok(()) }".to_owned(), "```".to_owned()]);
        lines
    }

    /// What the example imports, and more, with an empty line after it.
    fn imports(&self, mut uses: Vec<(String, Vec<String>)>) -> Vec<String> {
        for (path, names) in &self.uses {
            match uses.iter_mut().find(|(other, _)| other == path) {
                Some((_, all)) => {
                    all.extend(names.iter().cloned());
                    all.sort();
                }
                None => uses.push((path.clone(), names.clone())),
            }
        }
        // A list is sorted after everything else of its path.
        uses.sort_by_cached_key(|(path, names)| match names.as_slice() {
            [name] => format!("{path}::{name}"),
            _ => format!("{path}::{{"),
        });
        let mut imports: Vec<String> = uses
            .iter()
            .flat_map(|(path, names)| layout::import(path, names))
            .collect();
        if !uses.is_empty() {
            imports.push(String::new());
        }
        imports
    }
}

/// The beginning of a function that takes a client.
fn with_client(module: &str) -> String {
    format!(
        "# async fn example(client: {module}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
    )
}

fn condition(feature: Option<&str>) -> Vec<String> {
    let feature = feature.map(|feature| format!("# #[cfg(feature = \"{feature}\")]"));
    feature.into_iter().collect()
}

/// Lines that rustdoc compiles and doesn't show.
fn hidden(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| format!("# {line}")).collect()
}

#[cfg(test)]
mod tests {
    use crate::plan::{Target, tests::snippet::planned_as};

    const PETS: &str = "
        paths:
          /pets:
            post:
              operationId: createPet
              tags: [Pets]
              parameters: [{name: x-account, in: header, example: acct-1, schema: {type: string}}]
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
              responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
            delete:
              deprecated: true
              operationId: deletePets
              tags: [Pets]
              parameters: [{name: x-account, in: header, schema: {type: string}}]
              responses: {'204': {description: d}}
        components: {schemas: {Pet: {required: [name], properties: {name: {type: string}}}}}
    ";

    #[test]
    fn every_method_has_an_example_if_the_path_of_the_code_is_known() {
        let module = Target::module("demo", "demo.yaml");
        assert_eq!(planned_as(&module, PETS, "").0.examples, []);
        let examples = planned_as(&module.within("shop"), PETS, "").0.examples;
        let [create, delete] = examples.as_slice() else {
            panic!("{examples:?}");
        };
        assert_eq!(
            (&*create.operation, &*create.method),
            ("POST /pets", "pets().create")
        );
        assert_eq!(
            create.code,
            [
                "use shop::demo::models::Pet;",
                "let pet = client.pets().create(&Pet::new(\"name\")).account(\"acct-1\").await?;",
            ]
        );
        // A text of which the document gives no example would only repeat the name.
        assert_eq!(delete.code, ["client.pets().delete().await?;"]);
    }
}
