//! Runs a document through the whole pipeline.

mod surface;

use std::{str::FromStr, time::Duration, time::Instant};

use crate::{
    analyze,
    config::{self, ApiConfig, ConfigText},
    diagnostics::{Code, Diagnostics},
    emit::{self, ModuleFeatures},
    ir::{self, Api, TypeKind},
    lower,
    names::Lock,
    openapi,
    plan::{
        self, Crate, ExampleCall, Item, Origin, Problem, ProblemKind, SharedParameter, Subject,
        Target,
    },
    render::{self, GeneratedFile},
    source::{Reader, Sources, Span},
};

pub use self::surface::{Surface, surface};

/// A stage whose result can be dumped by `--dump`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The intermediate representation.
    Lower,
    /// The facts.
    Analyze,
    /// The crate as data.
    Plan,
}

impl FromStr for Stage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "lower" => Ok(Self::Lower),
            "analyze" => Ok(Self::Analyze),
            "plan" => Ok(Self::Plan),
            _ => Err(format!(
                "no stage `{text}`: there are `lower`, `analyze` and `plan`"
            )),
        }
    }
}

/// The result for a document.
#[derive(Debug)]
pub struct Generated {
    /// The files, by path; empty if the document can't be read at all.
    pub files: Vec<GeneratedFile>,
    /// The type of each schema.
    pub types: Vec<Origin>,
    /// The example of each method; none if the path of the code is not known.
    pub examples: Vec<ExampleCall>,
    /// The diagnostics.
    pub diagnostics: Diagnostics,
    /// The loaded files, for rendering diagnostics.
    pub sources: Option<Sources>,
    /// The figures.
    pub report: Report,
    /// What a program that uses the code can choose and set.
    pub usage: Usage,
    /// The features of a module whose tags have some.
    pub features: Option<ModuleFeatures>,
    /// The names to keep in the next run: the content of `names.lock`.
    pub names: Lock,
    /// The requested dump.
    pub dump: Option<String>,
}

/// How much was generated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Operations generated.
    pub operations: usize,
    /// Operations of the document that were not generated; each has an error that says why. 0 if
    /// the document can't be read at all.
    pub left_out: usize,
    /// Types generated.
    pub models: usize,
    /// Files generated.
    pub files: usize,
    /// Lines generated.
    pub lines: usize,
    /// Warnings.
    pub warnings: usize,
    /// Errors.
    pub errors: usize,
    /// Time from the first byte read to the last line rendered.
    pub time: Duration,
}

/// What a program that uses the code can choose and set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The features of the crate, one per tag.
    pub features: Vec<String>,
    /// The setters of the client's builder that take a text: credentials, parameters, variables of
    /// the server.
    pub setters: Vec<String>,
    /// The environment variables that `Client::from_env` reads, and whether each is required.
    pub environment: Vec<(String, bool)>,
    /// Parameters of nearly every operation, which could be set once on the client.
    pub shared: Vec<SharedParameter>,
    /// The header for idempotency keys, if the document has one.
    pub idempotency_header: Option<String>,
    /// The features of the runtime that the code needs besides its default ones.
    pub runtime_features: Vec<&'static str>,
}

impl Usage {
    fn of(plan: &Crate) -> Self {
        let tags = plan.features.tags.iter();
        let mut usage = Self {
            features: tags.map(|tag| tag.name.clone()).collect(),
            runtime_features: plan.runtime_features.clone(),
            ..Self::default()
        };
        for item in plan.modules.iter().flat_map(|module| &module.items) {
            let Item::Client(client) = item else {
                continue;
            };
            let setters = client.setters.iter().filter(|setter| setter.takes_text());
            usage.setters = setters
                .map(|setter| setter.name.trim_start_matches("r#").to_owned())
                .collect();
            let variables = client.env.iter();
            usage.environment = variables
                .map(|variable| (variable.variable.clone(), variable.required))
                .collect();
        }
        usage
    }
}

/// The input of [`generate`].
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// Reads the files.
    pub reader: &'a dyn Reader,
    /// The document.
    pub entry: &'a str,
    /// The configuration of the document.
    pub config: &'a ApiConfig,
    /// The text of the configuration, for diagnostics.
    pub config_text: Option<&'a ConfigText>,
    /// The crate or module to generate.
    pub target: &'a Target,
    /// A stage to dump.
    pub dump: Option<Stage>,
}

/// Generates the files for a document.
#[must_use]
pub fn generate(input: &Input<'_>) -> Generated {
    // In browsers, `Instant::now` panics.
    let start = (!cfg!(target_family = "wasm")).then(Instant::now);
    let mut diagnostics = Diagnostics::new();
    let (sources, lowered) = lowered(input.reader, input.entry, input.config, &mut diagnostics);
    let mut generated = Generated {
        files: Vec::new(),
        types: Vec::new(),
        examples: Vec::new(),
        diagnostics,
        sources,
        report: Report::default(),
        usage: Usage::default(),
        features: None,
        names: Lock::default(),
        dump: None,
    };
    if let Some(lowered) = lowered {
        generated.report.left_out = lowered.left_out;
        back(&mut generated, lowered, input);
    }
    generated.diagnostics.sort();
    generated.report.warnings = generated.diagnostics.warnings();
    generated.report.errors = generated.diagnostics.errors();
    generated.report.time = start.map_or(Duration::ZERO, |start| start.elapsed());
    generated
}

/// A document that was lowered.
struct Lowered {
    api: Api,
    /// The number of operations with errors.
    left_out: usize,
    /// Problems of the configuration.
    problems: Vec<Problem>,
}

/// Reads and lowers a document, and applies the configuration.
fn lowered(
    reader: &dyn Reader,
    entry: &str,
    config: &ApiConfig,
    diagnostics: &mut Diagnostics,
) -> (Option<Sources>, Option<Lowered>) {
    let overlays: Vec<&str> = config.overlays.iter().map(String::as_str).collect();
    let sources = Sources::load(reader, entry, &overlays, diagnostics);
    let lowered = sources.as_ref().and_then(|sources| {
        let mut selection = plan::Selection::new(config);
        let mut takes = |name: &openapi::OperationName<'_>| {
            let key = format!("{} {}", name.method, name.path);
            let others = name.id.into_iter().chain(name.tags.iter().copied());
            let names: Vec<&str> = std::iter::once(key.as_str()).chain(others).collect();
            selection.takes(&names)
        };
        let mut document = openapi::read_some(sources, &mut takes, diagnostics)?;
        let mut problems = selection.problems();
        if config.operations.is_some() {
            let named = config.responses.values();
            let named: Vec<&str> = named.map(|name| name.trim_matches(['[', ']'])).collect();
            document.keep_reached(sources, &named);
        }
        let options = lower::Options {
            keep_unknown: config.keep_unknown,
            formats: &config.formats(),
        };
        let mut api = lower::lower(&document, sources, options, diagnostics);
        let left_out = document.operations.saturating_sub(api.operations.len());
        problems.extend(plan::replace(&mut api, config));
        problems.extend(plan::describe(&mut api, config));
        if config.operations.is_some() {
            api.keep_used(false);
        }
        Some(Lowered {
            api,
            left_out,
            problems,
        })
    });
    (sources, lowered)
}

/// Generates files from a lowered document.
fn back(generated: &mut Generated, lowered: Lowered, input: &Input<'_>) {
    let Lowered { api, problems, .. } = lowered;
    let facts = analyze::analyze(&api);
    let (plan, others) = plan::plan(&api, &facts, input.config, input.target);
    for problem in problems.into_iter().chain(others) {
        report(
            &problem,
            input.config_text,
            input.config.names_text.as_ref(),
            generated.sources.as_ref(),
            &mut generated.diagnostics,
        );
    }
    generated.dump = input.dump.map(|stage| match stage {
        Stage::Lower => ir::dump(&api),
        Stage::Analyze => format!("{facts:#?}\n"),
        Stage::Plan => format!("{plan:#?}\n"),
    });
    generated.report.operations = api.operations.len();
    let shared = plan::shared_parameters(&api, input.config);
    let idempotency_header = idempotency_header(&api);
    // Aliases count as models only if the document names them.
    let models = api.types.iter();
    let models = models.filter(|def| def.component || !matches!(def.kind, TypeKind::Alias(..)));
    generated.report.models = models.count();
    drop((api, facts));
    generated.files = render::render(&emit::emit(&plan));
    generated.features = emit::features(&plan);
    generated.usage = Usage {
        shared,
        idempotency_header,
        ..Usage::of(&plan)
    };
    generated.types = plan.origins;
    generated.names = plan.names;
    generated.examples = plan.examples;
    generated.report.files = generated.files.len();
    let lines = |file: &GeneratedFile| memchr::memchr_iter(b'\n', file.text.as_bytes()).count();
    generated.report.lines = generated.files.iter().map(lines).sum();
}

/// The header in which a `POST` of the document takes an idempotency key.
fn idempotency_header(api: &Api) -> Option<String> {
    let posts = api.operations.iter().filter(|one| one.method == "POST");
    let mut parameters = posts.flat_map(|one| &one.parameters);
    let key = parameters.find(|one| {
        let name = one.name.to_ascii_lowercase();
        one.location == ir::Location::Header && name.trim_start_matches("x-") == "idempotency-key"
    });
    key.map(|one| one.name.clone())
}

/// Reports a problem that planning found in the configuration or an operation.
fn report(
    problem: &Problem,
    config: Option<&ConfigText>,
    lock: Option<&ConfigText>,
    sources: Option<&Sources>,
    diagnostics: &mut Diagnostics,
) {
    let code = match problem.kind {
        ProblemKind::Unmatched => Code::ConfigMatchesNothing,
        ProblemKind::Conflict => Code::ConfigConflict,
        ProblemKind::Invalid => Code::ConfigValue,
        ProblemKind::Lock => Code::LockConflict,
        ProblemKind::Gone => Code::LockGone,
        ProblemKind::MediaType => Code::UnsupportedMediaType,
    };
    let (key, span) = match &problem.subject {
        Subject::Operation(origin) => {
            let span = sources.and_then(|sources| key_of(sources, origin));
            (origin, span)
        }
        Subject::Entry(key) => {
            let place = config.and_then(|text| Some((text, config::locate(text, key)?)));
            let span = place.map(|(text, range)| config::span(text, range, diagnostics));
            (key, span)
        }
        Subject::Lock(section, key) => {
            let place = lock.and_then(|text| {
                let range = config::locate(text, &format!("{section}.{key}"))?;
                Some((text, range))
            });
            let span = place.map(|(text, range)| config::span(text, range, diagnostics));
            (key, span)
        }
        Subject::Value(key, range) => {
            let span = config.map(|text| config::span(text, range.clone(), diagnostics));
            (key, span)
        }
    };
    let diagnostic = match span {
        Some(span) => diagnostics.report(code, span, problem.message.as_str()),
        None => diagnostics.report_nowhere(code, format!("{key}: {}", problem.message)),
    };
    diagnostic.help(problem.help.as_str());
}

/// The span of the key whose value has the origin.
fn key_of(sources: &Sources, origin: &str) -> Option<Span> {
    let whole = sources.at(origin)?.span;
    let member = origin.rsplit_once('/').and_then(|(around, key)| {
        let key = key.replace("~1", "/").replace("~0", "~");
        sources.at(around)?.as_object()?.member(&key)
    });
    Some(member.map_or(whole, |member| member.key))
}
