//! Credentials: each security scheme as passed to the runtime, and how the user sets it.
//!
//! In: the security schemes (Security Scheme Objects). Out: setters of the client, the
//! environment variables they have, and the schemes for the runtime.

use crate::{
    ir::{Location, SecurityKind, SecurityScheme},
    names::{Scope, Section, Wish, snake, words},
    plan::{
        Argument, ClientSetter, EnvironmentVariable, Expression, Problem, RustType, Scheme,
        context::Context, docs, problems::instead,
    },
};

/// The scheme as passed to the runtime; none if it adds nothing to a request.
pub(crate) fn scheme(
    scheme: &SecurityScheme,
    setters: &[ClientSetter],
    env: &[EnvironmentVariable],
) -> Option<Scheme> {
    let sets = |setter: &&ClientSetter| setter.sets_credential_of(&scheme.name);
    let setter = setters.iter().find(sets);
    let name = Expression::Text(scheme.name.clone());
    let api_key = |place, key: &str| {
        let place = Expression::Path("ApiKeyIn", place);
        vec![name.clone(), place, Expression::Text(key.to_owned())]
    };
    let (function, arguments, prefix) = match &scheme.kind {
        SecurityKind::ApiKey {
            location,
            name,
            prefix,
        } => match location {
            Location::Query => ("api_key", api_key("Query", name), None),
            Location::Cookie => ("api_key", api_key("Cookie", name), None),
            _ => ("api_key", api_key("Header", name), prefix.clone()),
        },
        SecurityKind::Http(prefix) => {
            let header = api_key("Header", "authorization");
            ("api_key", header, Some(prefix.clone()))
        }
        SecurityKind::Basic => ("basic", vec![name], None),
        SecurityKind::Bearer => ("bearer", vec![name], None),
        SecurityKind::OpenIdConnect => ("open_id", vec![name], None),
        SecurityKind::OAuth2 {
            token_url,
            refresh_url,
        } => {
            let text = |url: &String| Expression::Text(url.clone());
            match (token_url, refresh_url) {
                (None, None) => ("bearer", vec![name], None),
                (Some(token), Some(refresh)) if token != refresh => {
                    ("oauth2_at", vec![name, text(token), text(refresh)], None)
                }
                (Some(url), _) | (None, Some(url)) => ("oauth2", vec![name, text(url)], None),
            }
        }
        SecurityKind::MutualTls => return None,
    };
    let setter = setter.map(|setter| setter.name.clone()).unwrap_or_default();
    let variable = env.iter().find(|one| one.setter == setter);
    Some(Scheme {
        function,
        arguments,
        prefix,
        variable: variable.map(|one| one.variable.clone()),
        setter,
    })
}

/// The usual name of a credential's setter.
fn usual_name(kind: &SecurityKind) -> Option<&'static str> {
    Some(match kind {
        SecurityKind::ApiKey { .. } => "api_key",
        SecurityKind::Basic => "basic_auth",
        SecurityKind::Bearer | SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect => "token",
        SecurityKind::Http(_) => "authorization",
        SecurityKind::MutualTls => return None,
    })
}

/// The setters of the credentials.
pub(crate) fn setters(
    context: &Context<'_>,
    scope: &mut Scope<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<ClientSetter> {
    let schemes = &context.api.security_schemes;
    let renames = &context.config.credentials;
    for (name, setter) in renames {
        if !schemes.iter().any(|scheme| scheme.name == *name) {
            let message = format!(
                "`credentials` names `{name}` `{setter}`, but the document has no such security scheme"
            );
            let known = schemes.iter().map(|scheme| scheme.name.as_str());
            problems.push(Problem::unmatched(name, message, instead(name, known)));
        }
    }
    let usual = schemes
        .iter()
        .filter_map(|scheme| Some((scheme, usual_name(&scheme.kind)?)));
    let usual: Vec<_> = usual.collect();
    // The names of all come before those of the setters that some have besides.
    let wishing: Vec<_> = usual
        .iter()
        .map(|(scheme, name)| {
            let alone = usual.iter().filter(|(_, other)| other == name).count() == 1;
            let (wish, prefix) = match renames.get(&scheme.name) {
                Some(name) => (name.as_str(), name.as_str()),
                None if alone => (*name, "oauth"),
                None => (scheme.name.as_str(), scheme.name.as_str()),
            };
            let wish = Wish {
                words: vec![words(wish), words(&scheme.name)],
                ..Wish::of(&scheme.name)
            };
            (*scheme, wish, prefix)
        })
        .collect();
    let wishes = wishing.iter().map(|(_, wish, _)| wish.clone());
    let wishes: Vec<Wish<'_>> = wishes.collect();
    let keys = wishing.iter().map(|(scheme, ..)| setter_key(scheme));
    let own_name = wishing.iter().map(|(scheme, ..)| {
        let own_name = renames.get(&scheme.name);
        own_name.map(|name| snake(&words(name)))
    });
    let own_name: Vec<Option<String>> = own_name.collect();
    let (ledger, section) = (context.ledger, Section::Setters);
    let names = ledger.claim_all_but(scope, section, keys, &wishes, |at| own_name[at].as_deref());
    let chosen = wishing.into_iter().zip(names);
    let mut setters = Vec::new();
    for ((scheme, _, prefix), name) in chosen {
        let basic = scheme.kind == SecurityKind::Basic;
        let alone = usual.len() == 1;
        let lines = setter_docs(scheme, alone);
        setters.push(ClientSetter {
            docs: lines,
            arguments: if basic {
                vec![text("user"), secret("password")]
            } else {
                vec![secret(&name)]
            },
            name: name.clone(),
            method: if basic { "basic" } else { "credential" },
            key: scheme.name.clone(),
        });
        setters.extend(fetched(context, scheme, alone, (&name, prefix), scope));
    }
    setters
}

/// The key of the setter of a credential in `names.lock`.
fn setter_key(scheme: &SecurityScheme) -> String {
    format!("credential {}", scheme.name)
}

/// What the setter of a credential does, and what the document says of the scheme.
fn setter_docs(scheme: &SecurityScheme, alone: bool) -> Vec<String> {
    let what = noun(scheme, alone);
    let place = match &scheme.kind {
        SecurityKind::ApiKey { location, name, .. } => {
            let place = match location {
                Location::Query => "query parameter",
                Location::Cookie => "cookie",
                _ => "header",
            };
            format!(", sent in the {place} {}", docs::code(name))
        }
        _ => String::new(),
    };
    let mut lines = vec![format!("Sets {what}{place}.")];
    if let SecurityKind::Http(prefix)
    | SecurityKind::ApiKey {
        prefix: Some(prefix),
        ..
    } = &scheme.kind
    {
        let value = docs::code(&format!("{prefix} …"));
        lines.push(format!("It is sent as {value}; the word may be left out."));
    }
    docs::and_then(lines, docs::member_text(scheme.description.as_deref()))
}

/// The credential of a scheme. Where it isn't the only one, it has the scheme's name.
fn noun(scheme: &SecurityScheme, alone: bool) -> String {
    let what = match &scheme.kind {
        SecurityKind::ApiKey { .. } => "the API key",
        SecurityKind::Basic => "the user name and password",
        SecurityKind::Bearer => "the bearer token",
        SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect => "the access token",
        SecurityKind::Http(_) | SecurityKind::MutualTls => "the credential",
    };
    if alone {
        what.to_owned()
    } else {
        format!("{what} of {}", docs::code(&scheme.name))
    }
}

fn text(name: &str) -> Argument {
    Argument {
        name: name.to_owned(),
        ty: RustType::name("String").into_argument(),
    }
}

fn secret(name: &str) -> Argument {
    Argument {
        name: name.to_owned(),
        ty: RustType::name("SecretString").into_argument(),
    }
}

/// The setters by which credentials are fetched.
fn fetched(
    context: &Context<'_>,
    scheme: &SecurityScheme,
    alone: bool,
    (name, prefix): (&str, &str),
    scope: &mut Scope<'_>,
) -> Vec<ClientSetter> {
    let (program, user) = match &scheme.kind {
        SecurityKind::OAuth2 {
            token_url,
            refresh_url,
        } => (token_url.is_some(), refresh_url.is_some()),
        _ => (false, false),
    };
    let what = noun(scheme, alone);
    let mut setter = |name: String, method, line: String, arguments| ClientSetter {
        docs: vec![line],
        arguments,
        name: context.ledger.claim_any(
            scope,
            Section::Setters,
            &format!("{} {method}", setter_key(scheme)),
            [words(&name)],
        ),
        method,
        key: scheme.name.clone(),
    };
    let mut setters = Vec::new();
    if program {
        setters.push(setter(
            format!("{prefix}_client_credentials"),
            "client_credentials",
            format!("Fetches {what} by the client credentials grant (RFC 6749, section 4.4)."),
            vec![text("id"), secret("secret")],
        ));
    }
    if user {
        setters.push(setter(
            format!("{prefix}_refresh_token"),
            "refresh_token",
            format!("Fetches {what} by a refresh token (RFC 6749, section 6)."),
            vec![text("id"), secret("refresh_token")],
        ));
    }
    setters.push(setter(
        format!("{}_provider", name.trim_start_matches("r#")),
        "token_provider",
        format!("Sets the provider that fetches {what}."),
        vec![Argument {
            name: "provider".to_owned(),
            ty: RustType::ImplTrait("TokenProvider".to_owned()),
        }],
    ));
    setters
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_outline_by;

    #[test]
    fn setters_have_usual_names_unless_several_schemes_would_share_one() {
        assert_outline_by(
            "credentials = {Old = 'old_key', Gone = 'x'}\nenv = {key = 'KEY'}",
            "
                paths:
                  /a: {get: {tags: [a], responses: {'204': {description: d}}}}
                components:
                  securitySchemes:
                    Key: {type: apiKey, in: header, name: X-Key}
                    Old: {type: apiKey, in: query, name: key}
                    Login: {type: http, scheme: basic}
            ",
            "
                client.rs: Client (key, key_provider, old_key, old_key_provider, basic_auth, basic_auth_provider, $KEY)
                a.rs: A (list)
                Unmatched Entry(\"Gone\")
            ",
        );
    }
}
