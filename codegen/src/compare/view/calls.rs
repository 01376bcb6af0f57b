//! The calls of a client: resources, their methods with what can be set on a call, and the types
//! that only they have.

use std::collections::BTreeSet;

use super::{
    Item, Kind, Taken, models, plain,
    requests::{CREDENTIALS, Places, REQUEST, constant, credentials, meaning, ways},
};
use crate::plan::{
    ByStatus, CallBuilder, CallOption, Expression, HeaderStruct, Item as Planned, Method, Module,
    RustType, StatusPattern, Verb,
};

/// Whether a file has a resource.
pub(super) fn is_resource(module: &Module) -> bool {
    let mut items = module.items.iter();
    items.any(|item| matches!(item, Planned::Resource(_)))
}

/// The resource of a file with its methods, and the types that it has besides. `security`: the
/// default requirements of a call.
pub(super) fn items(
    module: &Module,
    name: &str,
    security: &[Vec<String>],
) -> (Vec<Item>, Vec<Item>) {
    let file = File::of(module, name);
    let mut calls = Vec::new();
    let mut types = Vec::new();
    for item in &module.items {
        match item {
            Planned::Resource(resource) => {
                let accessor = plain(&resource.accessor);
                let whole = Item::new(Kind::Resource, format!("{accessor}()"))
                    .documented(&resource.docs)
                    .with([
                        Item::new(Kind::Value, format!("{name}::{}", resource.name)).at("handle")
                    ]);
                calls.push(whole);
                let methods = resource.methods.iter();
                calls.extend(methods.map(|method| file.method(accessor, method, security)));
            }
            Planned::ByStatus(item) => types.push(file.by_status(item)),
            Planned::Headers(item) => types.push(file.headers(item)),
            Planned::Alias(item) => {
                let mut alias = models::alias(item, |ty| file.named(ty));
                alias.name = format!("{name}::{}", item.name);
                types.push(alias);
            }
            _ => {}
        }
    }
    (calls, types)
}

/// A file with the names of the types that only it has.
struct File<'m> {
    module: &'m str,
    own: BTreeSet<&'m str>,
    builders: Vec<&'m CallBuilder>,
}

impl<'m> File<'m> {
    fn of(module: &'m Module, name: &'m str) -> Self {
        let own = module.items.iter().filter_map(|item| match item {
            Planned::ByStatus(item) => Some(item.name.as_str()),
            Planned::Headers(item) => Some(item.name.as_str()),
            Planned::Alias(item) => Some(item.name.as_str()),
            _ => None,
        });
        let builders = module.items.iter().filter_map(|item| match item {
            Planned::CallBuilder(builder) => Some(builder),
            _ => None,
        });
        Self {
            module: name,
            own: own.collect(),
            builders: builders.collect(),
        }
    }

    /// A type with the paths of what is not a model.
    fn named(&self, ty: &RustType) -> RustType {
        ty.replaced(&|name| {
            let is_own = self.own.contains(name);
            is_own.then(|| RustType::name(&format!("{}::{name}", self.module)))
        })
    }

    fn method(&self, accessor: &str, method: &Method, security: &[Vec<String>]) -> Item {
        let path = format!("{accessor}().{}", plain(&method.name));
        let verb = match &method.verb {
            Verb::Named(name) => plain(name).to_uppercase(),
            Verb::Other(name) => name.clone(),
        };
        let request = format!("{verb} {}", method.path);
        let places = Places::of(&method.path);
        let builder = self
            .builders
            .iter()
            .find(|one| method.returns.is(&one.name));
        let (output, error) = match (builder, &method.returns) {
            (Some(builder), _) => (Some(&builder.output), Some(&builder.error)),
            (None, RustType::Name(_, arguments)) => (arguments.first(), arguments.get(1)),
            _ => (None, None),
        };
        let mut item = Item::new(Kind::Method, format!("{path}()"))
            .at(&request)
            .documented(&method.docs)
            .deprecated(&method.deprecated)
            .giving(output.map(|ty| self.named(ty)))
            .on_wire(REQUEST, format!("{verb} {}", places.template));
        item.fails = error.map(|ty| self.named(ty));
        item.takes = method
            .arguments
            .iter()
            .map(|argument| {
                let (means, written) = meaning(&method.chain, &argument.name, &places);
                Taken {
                    name: plain(&argument.name).to_owned(),
                    ty: self.named(&argument.ty),
                    means,
                    written,
                }
            })
            .collect();
        let mut alternatives = security.to_vec();
        for step in &method.chain {
            if let ("security", [Expression::Texts(own)]) = (step.method, step.arguments.as_slice())
            {
                alternatives.clone_from(own);
            } else if let Some((what, is)) = constant(step) {
                item = item.on_wire(what, is);
            }
        }
        item = item.on_wire(CREDENTIALS, credentials(&alternatives));
        let Some(builder) = builder else {
            return item;
        };
        let pages = builder.pages.as_ref().map(|pages| {
            Item::new(Kind::Pages, format!("{path}().items()"))
                .at("pages")
                .giving(Some(self.named(&pages.item)))
                .on_wire("way from page to page", ways(&pages.chain))
        });
        let ty =
            Item::new(Kind::Builder, format!("{}::{}", self.module, builder.name)).at("builder");
        let options = builder
            .options
            .iter()
            .map(|option| self.option(&path, option));
        item.with([ty]).with(options).with(pages)
    }

    fn option(&self, path: &str, option: &CallOption) -> Item {
        let chain = std::slice::from_ref(&option.chained);
        let (means, written) = meaning(chain, &option.argument.name, &Places::default());
        let name = format!("{path}().{}()", plain(&option.name));
        let mut item = Item::new(Kind::Parameter, name)
            .at(&means)
            .documented(&option.docs)
            .deprecated(&option.deprecated);
        item.takes.push(Taken {
            name: plain(&option.argument.name).to_owned(),
            ty: self.named(&option.argument.ty),
            means,
            written,
        });
        item
    }

    fn by_status(&self, item: &ByStatus) -> Item {
        let path = format!("{}::{}", self.module, item.name);
        let variants = item.arms.iter().filter_map(|arm| {
            let variant = item.variants.get(arm.variant)?;
            let statuses = match &arm.statuses {
                StatusPattern::Codes(codes) => {
                    let codes: Vec<String> = codes.iter().map(u16::to_string).collect();
                    codes.join(", ")
                }
                StatusPattern::Range(low, high) => format!("{low} to {high}"),
                StatusPattern::Any => "all others".to_owned(),
            };
            let media = arm.media.join(", ");
            let one = Item::new(Kind::Variant, format!("{path}::{}", plain(&variant.name)))
                .at(format!("{statuses} {media}"))
                .documented(&variant.docs)
                .giving(variant.ty.as_ref().map(|ty| self.named(ty)))
                .on_wire("status", statuses);
            Some(if media.is_empty() {
                one
            } else {
                one.on_wire("media type", media)
            })
        });
        Item::new(Kind::ByStatus, path.clone())
            .documented(&item.docs)
            .with(variants)
    }

    fn headers(&self, item: &HeaderStruct) -> Item {
        let path = format!("{}::{}", self.module, item.name);
        let fields = item.fields.iter().map(|field| {
            let ty = self.named(&field.ty);
            let ty = if field.required {
                ty
            } else {
                RustType::of("Option", ty)
            };
            Item::new(Kind::Field, format!("{path}.{}", plain(&field.name)))
                .at(&field.wire)
                .documented(&field.docs)
                .giving(Some(ty))
                .on_wire("header", field.wire.to_ascii_lowercase())
        });
        Item::new(Kind::Headers, path.clone())
            .documented(&item.docs)
            .with(fields)
    }
}
