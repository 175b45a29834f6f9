//! The node tree as the validator sees it: every scalar is what its schema takes it for. The
//! `jsonschema` crate's view of our nodes is kept to this file.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node as JsonNode, NodeIdentity, Object};
use serde_json::{Number, Value};

use crate::yaml::{Content, Entry, Node, Reading, Scalar, Style};

/// The representation that validators are built for.
#[derive(Debug)]
pub(super) struct Tree;

impl Json for Tree {
    type Node<'a> = &'a Node;
    type PreparedKey = String;
    type StringBuffer = Option<Node>;

    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(
        buffer: &mut Option<Node>,
        string: &str,
        f: impl FnOnce(&Node) -> T,
    ) -> T {
        let scalar =
            Scalar { text: string.to_owned(), style: Style::Double, reading: Reading::Text };
        f(buffer.insert(Node { span: 0..0, content: Content::Scalar(scalar) }))
    }
}

/// A number that the schema asked for.
#[derive(Debug)]
pub(super) enum Numeral {
    Integer(i64),
    Number(f64),
}

impl JsonNumber for Numeral {
    fn as_u64(&self) -> Option<u64> {
        self.as_i64().and_then(|number| number.try_into().ok())
    }

    fn as_i64(&self) -> Option<i64> {
        match self {
            Numeral::Integer(number) => Some(*number),
            Numeral::Number(_) => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        match self {
            Numeral::Integer(number) => Some(*number as f64),
            Numeral::Number(number) => Some(*number),
        }
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(match self {
            Numeral::Integer(number) => Number::from(*number),
            Numeral::Number(number) => Number::from_f64(*number).unwrap_or_else(|| 0.into()),
        })
    }
}

impl<'a> JsonNode<'a, Tree> for &'a Node {
    type Object = &'a [Entry];
    type Array = &'a [Node];
    type Number = Numeral;

    fn as_object(&self) -> Option<&'a [Entry]> {
        self.map()
    }

    fn as_array(&self) -> Option<&'a [Node]> {
        self.list()
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match &self.content {
            Content::Scalar(Scalar { text, reading: Reading::Text, .. }) => {
                Some(Cow::Borrowed(text))
            }
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Numeral> {
        match self.scalar()?.reading {
            Reading::Integer(number) => Some(Numeral::Integer(number)),
            Reading::Number(number) => Some(Numeral::Number(number)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.scalar()?.reading {
            Reading::Boolean(boolean) => Some(boolean),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        false
    }

    fn json_type(&self) -> JsonType {
        match &self.content {
            Content::Map(_) => JsonType::Object,
            Content::List(_) => JsonType::Array,
            Content::Scalar(scalar) => match scalar.reading {
                Reading::Text => JsonType::String,
                Reading::Integer(_) => JsonType::Integer,
                Reading::Number(_) => JsonType::Number,
                Reading::Boolean(_) => JsonType::Boolean,
            },
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match &self.content {
            Content::Map(entries) => Value::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), (&entry.node).to_value().into_owned()))
                    .collect(),
            ),
            Content::List(items) => {
                Value::Array(items.iter().map(|item| item.to_value().into_owned()).collect())
            }
            Content::Scalar(scalar) => match scalar.reading {
                Reading::Text => Value::String(scalar.text.clone()),
                Reading::Integer(number) => Value::from(number),
                Reading::Number(number) => Value::from(number),
                Reading::Boolean(boolean) => Value::Bool(boolean),
            },
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Node>(self) as usize))
    }
}

impl<'a> Object<'a, Tree> for &'a [Entry] {
    type Node = &'a Node;
    type MemberName = &'a str;
    type MembersIter = std::iter::Map<std::slice::Iter<'a, Entry>, fn(&Entry) -> (&str, &Node)>;

    fn len(&self) -> usize {
        <[Entry]>::len(self)
    }

    fn get(&self, key: &String) -> Option<&'a Node> {
        self.iter().find(|entry| entry.key == *key).map(|entry| &entry.node)
    }

    fn members(&self) -> Self::MembersIter {
        self.iter().map(|entry| (entry.key.as_str(), &entry.node))
    }
}

impl<'a> Array<'a, Tree> for &'a [Node] {
    type Node = &'a Node;
    type ElementsIter = std::slice::Iter<'a, Node>;

    fn len(&self) -> usize {
        <[Node]>::len(self)
    }

    fn elements(&self) -> std::slice::Iter<'a, Node> {
        self.iter()
    }
}
