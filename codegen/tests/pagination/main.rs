//! Which documents page, by which style, and what the configuration may say of it.

mod configured;
mod detected;

/// A document of one operation.
fn document(method: &str, parameters: &str, response: &str, body: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: a, version: b}}
paths:
  /things:
    {method}:
      parameters: [{parameters}]
      {body}
      responses: {{'200': {response}}}
components:
  schemas:
    List: {{type: array, items: {{type: object, properties: {{id: {{type: string}}, number: {{type: integer}}}}}}}}
"
    )
}

fn query(parameters: &str) -> String {
    let parameters = parameters.split_terminator(" & ").map(|one| {
        let (name, schema) = one.split_once(' ').unwrap_or((one, "{type: string}"));
        format!("{{name: '{name}', in: query, schema: {schema}}}")
    });
    parameters.collect::<Vec<_>>().join(", ")
}

/// A response with these members; `List` is an array of objects.
fn response(members: &str) -> String {
    let members = members.replace("List", "{$ref: '#/components/schemas/List'}");
    let schema = if members.starts_with('{') {
        members
    } else {
        format!("{{type: object, properties: {{{members}}}}}")
    };
    format!("{{description: d, content: {{application/json: {{schema: {schema}}}}}}}")
}
