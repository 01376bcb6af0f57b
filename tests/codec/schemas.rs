//! Schemas that hold at times, and schemas that others fill in.

use golden::{conditional, generics};
use serde_json::json;

use crate::{refused, survives};

#[test]
fn what_is_declared_at_times_survives() {
    use conditional::models::{Address, Payment};
    survives::<Address>(json!({"country": "us", "zip": "12345"}));
    survives::<Address>(
        json!({"country": "nl", "house": 5, "code": {"text": "1234", "letters": "AB"}}),
    );
    survives::<Address>(json!({"country": "de", "house": "5a"}));
    let method = survives::<Payment>(json!({"method": "cash", "change": 0.5})).method;
    assert!(method.is_some_and(|method| method.as_str() == "cash"));
    survives::<Payment>(json!({"method": "card", "card": "1", "billing": {"country": "us"}}));
}

#[test]
fn generic_schemas_are_read_as_what_fills_them_in() {
    use generics::models::{NamedTree, OrderPage, Page, Tree, UserPage};
    let orders = json!({"items": [{"number": "7"}], "info": {"total": 1, "best": {"number": "7"}}});
    let page = survives::<OrderPage>(orders.clone());
    assert_eq!(page.items[0].number, "7");
    let users = json!({"items": [{"id": 1, "orders": orders}], "info": {"best": {"id": 1}}});
    let page = survives::<UserPage>(users.clone());
    assert_eq!(page.items[0].id, 1);
    assert!(refused::<OrderPage>(&users).contains("items[0]"));
    assert!(survives::<Page>(users).items[0].is_object());
    let tree = json!({"name": "a", "children": [{"name": "b", "children": []}]});
    let children = survives::<NamedTree>(tree).children.unwrap_or_default();
    assert_eq!(children[0].name, "b");
    survives::<Tree>(json!({"children": [{"children": []}]}));
}
