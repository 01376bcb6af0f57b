//! How code that is text is laid out: as rustfmt does by default.
//!
//! In: signatures and chains of calls as parts. Out: their lines. Where a part alone is too wide, a
//! line is, and the printer is left to break it.

/// Lines are at most as wide.
pub(crate) const WIDEST: usize = 100;

/// Chains and lists of arguments are broken when they are wider, though the line may have room
/// (rustfmt's `chain_width` and `fn_call_width`).
const WIDEST_CALL: usize = 60;

/// Calls that follow one another.
pub(super) struct Chain {
    /// What the first is a method of.
    pub(super) root: String,
    /// Methods and their arguments.
    pub(super) steps: Vec<(String, Vec<String>)>,
}

/// A list between brackets, on one line if that is not too wide.
pub(super) fn list(begin: &str, items: &[String], end: &str, level: usize) -> String {
    let line = format!("{begin}{}{end}", items.join(", "));
    if line.len() <= WIDEST {
        return line;
    }
    broken(begin, items, end, level)
}

/// A list between brackets, on one line or on as few as hold it.
pub(super) fn filled(begin: &str, items: &[String], end: &str) -> String {
    let line = format!("{begin}{}{end}", items.join(", "));
    if line.len() <= WIDEST {
        return line;
    }
    let mut text = begin.to_owned();
    let mut width = WIDEST;
    for item in items {
        // Such a line is never quite full.
        if width + " ,".len() + item.len() >= WIDEST {
            text.push_str("\n    ");
            width = "    ".len();
        } else {
            text.push(' ');
            width += 1;
        }
        text.extend([item, ","]);
        width += item.len() + 1;
    }
    text.extend(["\n", end]);
    text
}

fn broken(begin: &str, items: &[String], end: &str, level: usize) -> String {
    let margin = "    ".repeat(level);
    let mut text = format!("{begin}\n");
    for item in items {
        text.extend([&margin, "    ", item, ",\n"]);
    }
    text.extend([&margin, end]);
    text
}

/// A chain, its first line indented.
pub(super) fn chain(chain: &Chain, level: usize) -> String {
    format!("{}{}", "    ".repeat(level), unindented(chain, level))
}

/// A call with a chain as its only argument.
pub(super) fn call(function: &str, chain: &Chain, level: usize) -> String {
    let margin = "    ".repeat(level);
    let line = format!("{margin}{function}({})", one_line(chain));
    if fits(chain, level) && line.len() <= WIDEST {
        return line;
    }
    let inner = unindented(chain, level + 1);
    format!("{margin}{function}(\n{margin}    {inner},\n{margin})")
}

fn fits(chain: &Chain, level: usize) -> bool {
    let width = one_line(chain).len();
    let narrow = |(_, arguments): &(String, Vec<String>)| fit(arguments);
    width <= WIDEST_CALL && level * 4 + width <= WIDEST && chain.steps.iter().all(narrow)
}

/// Whether arguments stay on their line.
fn fit(arguments: &[String]) -> bool {
    arguments.len() < 2 || arguments.join(", ").len() <= WIDEST_CALL
}

fn one_line(chain: &Chain) -> String {
    let mut text = chain.root.clone();
    for (method, arguments) in &chain.steps {
        text.extend([".", method, "(", &arguments.join(", "), ")"]);
    }
    text
}

fn unindented(chain: &Chain, level: usize) -> String {
    if fits(chain, level) {
        return one_line(chain);
    }
    let margin = "    ".repeat(level + 1);
    let mut text = chain.root.clone();
    for (method, arguments) in &chain.steps {
        let begin = format!("{margin}.{method}(");
        let step = if fit(arguments) {
            list(&begin, arguments, ")", level + 1)
        } else {
            broken(&begin, arguments, ")", level + 1)
        };
        text.extend(["\n", &step]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Chain, call, chain, filled, list};

    fn text(items: &[&str]) -> Vec<String> {
        items.iter().map(|&item| item.to_owned()).collect()
    }

    fn get(steps: &[(&str, &[&str])]) -> Chain {
        Chain {
            root: "self.client".to_owned(),
            steps: steps
                .iter()
                .map(|(method, arguments)| ((*method).to_owned(), text(arguments)))
                .collect(),
        }
    }

    /// What is expected here is what rustfmt made of the same code.
    #[test]
    fn chains_are_broken_as_rustfmt_breaks_them() {
        let short = get(&[("get", &["\"/pets\""]), ("json", &["body"])]);
        assert_eq!(
            chain(&short, 2),
            "        self.client.get(\"/pets\").json(body)"
        );
        assert_eq!(
            call("ListCall::new", &short, 2),
            "        ListCall::new(self.client.get(\"/pets\").json(body))"
        );
        let wide = "\"a_name_of_a_parameter_that_is_long\"";
        let long = get(&[
            ("get", &["\"/pets/{a_name_of_a_parameter_that_is_long}\""]),
            ("path", &[wide, "a_name_of_a_parameter_that_is_long"]),
        ]);
        let broken = "self.client
                .get(\"/pets/{a_name_of_a_parameter_that_is_long}\")
                .path(
                    \"a_name_of_a_parameter_that_is_long\",
                    a_name_of_a_parameter_that_is_long,
                )";
        assert_eq!(
            call("GetCall::new", &long, 2),
            format!("        GetCall::new(\n            {broken},\n        )")
        );
        assert_eq!(
            chain(&long, 2),
            format!("        {}", broken.replace("\n    ", "\n"))
        );
    }

    #[test]
    fn lists_are_broken_as_rustfmt_breaks_them() {
        let argument = "an_argument: &AnArgumentOfTheName".to_owned();
        let arguments = [argument.clone(), argument];
        assert_eq!(
            list("    pub fn get(", &arguments, ") -> Call<Pet> {", 1),
            format!("    pub fn get({0}, {0}) -> Call<Pet> {{", arguments[0])
        );
        assert_eq!(
            list(
                "    pub fn get(",
                &arguments,
                ") -> Call<APetOfThatName> {",
                1
            ),
            format!(
                "    pub fn get(\n        {0},\n        {0},\n    ) -> Call<APetOfThatName> {{",
                arguments[0]
            )
        );
        let names = text(&["A".repeat(46).as_str(), "B".repeat(46).as_str(), "C"]);
        assert_eq!(
            filled("use crate::models::{", &names, "};"),
            format!(
                "use crate::models::{{\n    {}, {},\n    C,\n}};",
                names[0], names[1]
            )
        );
    }
}
