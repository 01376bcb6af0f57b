//! Parameters: what a method takes for them, and how they are put into the request.
//!
//! In: the parameters of an operation. Out: arguments or setters, and the calls that send them.

use super::bodies::encodings;
use crate::{
    ir::{Location, Operation, Parameter, Scalar, Style, Type, TypeKind},
    names::{Scope, Section},
    plan::{
        Argument, CallOption, ChainedCall, Expression, RustType, context::Context, docs, naming,
    },
};

/// The docs of the setter of a parameter.
fn setter_docs(parameter: &Parameter) -> Vec<String> {
    let mut lines = docs::texts(&parameter.docs, "");
    if lines.is_empty() {
        let place = match parameter.location {
            Location::Header => "header",
            Location::Cookie => "cookie",
            _ => "query parameter",
        };
        lines.push(format!("Sets the {place} {}.", docs::code(&parameter.name)));
    }
    docs::with_remarks(lines, &parameter.constraints, parameter.default.as_ref())
}

impl Context<'_> {
    /// The only value that a parameter may have.
    pub(crate) fn fixed<'p>(&'p self, parameter: &'p Parameter) -> Option<&'p String> {
        match self.constant(&parameter.ty) {
            Some((_, serde_json::Value::String(text))) => Some(text),
            _ => parameter.fixed.as_ref(),
        }
    }

    /// A parameter that must be given: an argument, unless it has one value only, and what is done
    /// with it.
    pub(crate) fn required_parameter(
        &self,
        parameter: &Parameter,
        name: String,
    ) -> (Option<Argument>, ChainedCall) {
        if let Some(text) = self.fixed(parameter) {
            return (
                None,
                self.chained(parameter, &Expression::Text(text.clone())),
            );
        }
        let ty = self.borrowed_type(self.shown(&parameter.ty).0);
        let chained = self.chained(parameter, &Expression::Variable(name.clone()));
        (Some(Argument { name, ty }), chained)
    }

    /// The setters of parameters that may be given.
    pub(crate) fn options(
        &self,
        operation: (usize, &Operation),
        optional: &[&Parameter],
        in_use: &Scope<'_>,
    ) -> Vec<CallOption> {
        let mut scope = Scope::within(in_use);
        let key = &self.naming.methods[operation.0].key;
        let keys = optional.iter().map(|parameter| {
            let location = match parameter.location {
                Location::Header => "header",
                Location::Cookie => "cookie",
                _ => "query",
            };
            format!("{key}#{location} {}", parameter.name)
        });
        let (section, wishes) = (Section::Parameters, naming::wishes(optional));
        self.ledger.keep(&mut scope, section, &format!("{key}#"));
        let renamed = |at: usize| self.naming.parameters.of(operation, optional[at]);
        let names = self
            .ledger
            .claim_all_but(&mut scope, section, keys, &wishes, renamed);
        optional
            .iter()
            .zip(names)
            .map(|(parameter, name)| {
                // The closure that is given the call has a variable of that name.
                let local = if name == "call" { "value" } else { &name };
                let (argument, chained) = self.optional_parameter(parameter, local.to_owned());
                CallOption {
                    docs: setter_docs(parameter),
                    deprecated: docs::deprecation(&parameter.docs),
                    name,
                    argument,
                    chained,
                }
            })
            .collect()
    }

    /// A parameter that may be given.
    pub(crate) fn optional_parameter(
        &self,
        parameter: &Parameter,
        name: String,
    ) -> (Argument, ChainedCall) {
        let (ty, _) = self.shown(&parameter.ty);
        let mut value = Expression::Variable(name.clone());
        let ty = match ty {
            Type::Scalar(Scalar::String) => {
                value = Expression::AsRef(name.clone());
                RustType::implementing("AsRef", RustType::name("str"))
            }
            Type::Array(item) => {
                let item = match self.shown(item) {
                    (Type::Scalar(Scalar::String), false) => RustType::name("str"),
                    _ => self.bare(item),
                };
                RustType::implementing("Listed", item)
            }
            _ => self.bare(ty),
        };
        (Argument { name, ty }, self.chained(parameter, &value))
    }

    /// The type of an argument that is only looked at.
    pub(crate) fn borrowed_type(&self, ty: &Type) -> RustType {
        let (resolved, nullable) = self.shown(ty);
        match resolved {
            _ if nullable => self.rust(ty).reference(),
            Type::Scalar(Scalar::String) => RustType::name("str").reference(),
            Type::Scalar(Scalar::Base64 | Scalar::Base64Url | Scalar::Binary | Scalar::File) => {
                self.rust(resolved).reference()
            }
            Type::Scalar(_) => self.rust(resolved),
            Type::Array(item) => RustType::Slice(Box::new(self.rust(item))).reference(),
            _ => self.bare(resolved).reference(),
        }
    }

    /// The type of a value that only serde writes: a user-defined type needs no wrapper there.
    pub(crate) fn bare(&self, ty: &Type) -> RustType {
        let own = match self.shown(ty) {
            (Type::Foreign(own), false) => RustType::parse(&own.path),
            _ => None,
        };
        own.unwrap_or_else(|| self.rust(ty))
    }

    fn chained(&self, parameter: &Parameter, value: &Expression) -> ChainedCall {
        let name = Expression::Text(parameter.name.clone());
        let scalar = self.is_scalar(&parameter.ty);
        let plain = |method| ChainedCall::new(method, [name.clone(), value.clone()]);
        let styled = |method| {
            let explode = Expression::Bool(parameter.explode);
            let style = style(parameter.style);
            ChainedCall::new(method, [name.clone(), style, explode, value.clone()])
        };
        match (parameter.location, parameter.style) {
            (Location::Header, Style::Json) => plain("header_json"),
            (Location::Cookie, Style::Json) => plain("cookie_json"),
            (Location::Path, Style::Json) => plain("path_json"),
            (Location::Header, _) if parameter.explode && !scalar => ChainedCall::new(
                "header_as",
                [name.clone(), Expression::Bool(true), value.clone()],
            ),
            (Location::Header, _) => plain("header"),
            (Location::Cookie, Style::Form) if scalar => plain("cookie"),
            (Location::Cookie, _) => styled("cookie_as"),
            (Location::QueryString, style) => {
                let (ty, encodings) = (&parameter.ty, &parameter.encodings);
                let (method, encodings) = match (self.resolve(ty).0, style) {
                    (Type::Scalar(Scalar::String), _) => ("query_string", None),
                    (_, Style::Json) => ("query_string_json", None),
                    _ => match encodings::of_form(self, ty, encodings) {
                        Expression::Encodings(list) if list.is_empty() => {
                            ("query_string_form", None)
                        }
                        list => ("query_string_form_as", Some(list)),
                    },
                };
                ChainedCall::new(method, [value.clone()].into_iter().chain(encodings))
            }
            (Location::Query, Style::Json) => plain("query_json"),
            (Location::Query, _) if parameter.allow_reserved => styled("query_reserved"),
            (Location::Path, _) if parameter.allow_reserved => styled("path_reserved"),
            (Location::Query, Style::Form) if parameter.explode || scalar => plain("query"),
            (Location::Query, _) => styled("query_as"),
            (Location::Path, Style::Label | Style::Matrix) => styled("path_as"),
            (Location::Path, Style::Simple) if parameter.explode && !scalar => styled("path_as"),
            (Location::Path, _) => plain("path"),
        }
    }

    /// Whether the value is one piece of text in every style.
    fn is_scalar(&self, ty: &Type) -> bool {
        match self.resolve(ty).0 {
            Type::Scalar(_) => true,
            Type::Foreign(own) => own.scalar,
            Type::Named(id) => {
                matches!(
                    self.api.type_def(*id).kind,
                    TypeKind::Enumeration(_) | TypeKind::Constant(..)
                )
            }
            _ => false,
        }
    }
}

/// A style, as the runtime names it.
pub(crate) fn style(style: Style) -> Expression {
    let name = match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form | Style::Json => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Cookie => "Cookie",
    };
    Expression::Path("Style", name)
}
