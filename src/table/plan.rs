//! What one kind's page means for tables: a schema enters; the tables it fills, and for each
//! field the columns or rows that it becomes, leave. No value is known here.

use std::sync::Arc;

use super::cells::{self, Heading};
use super::{Column, Holds};
use crate::schema::{Field, Role, Schema, Type};

/// The tables that one kind fills, its own first.
#[derive(Debug, Clone)]
pub(super) struct Plan<'a> {
    /// The tables, with what describes them.
    pub(super) tables: Vec<Layout>,
    /// One for each field of the schema, in its order.
    pub(super) nodes: Vec<Node<'a>>,
}

/// A table without its rows.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) columns: Arc<Vec<Column>>,
    pub(super) key: Vec<String>,
    /// Whether other kinds add rows to it too.
    pub(super) shared: bool,
}

impl Layout {
    /// Returns the columns, to add more.
    fn more(&mut self) -> &mut Vec<Column> {
        Arc::make_mut(&mut self.columns)
    }
}

/// What becomes of a field.
#[derive(Debug, Clone)]
pub(super) enum Node<'a> {
    /// The columns of one value.
    Cells(&'a Type),
    /// The columns of the fields of a map.
    Map(Vec<Node<'a>>),
    /// A list column, the rows of a child table, or both.
    List { column: bool, child: Option<Child<'a>> },
    /// A column that takes one path of a list in each of as many rows.
    Paths,
    /// No column.
    Nothing,
}

/// The rows that the items of a list become.
#[derive(Debug, Clone)]
pub(super) struct Child<'a> {
    /// Position among the plan's tables.
    pub(super) table: usize,
    /// Whether rows say of which kind the record is.
    pub(super) shared: bool,
    /// What becomes of an item.
    pub(super) item: Items<'a>,
}

/// What becomes of an item.
#[derive(Debug, Clone)]
pub(super) enum Items<'a> {
    /// The columns of one value.
    Value(&'a Type),
    /// The columns of a map's fields.
    Map(Vec<Node<'a>>),
}

impl Node<'_> {
    /// Says whether rows of one item differ in this column.
    pub(super) fn is_paths(&self) -> bool {
        matches!(self, Node::Paths)
    }
}

/// A list field with the name of its column.
#[derive(Debug, Clone, Copy)]
struct List<'a, 'n> {
    name: &'n str,
    field: &'a Field,
    item: &'a Field,
    nullable: bool,
}

/// Where in a record the plan is.
#[derive(Debug, Clone, Copy)]
struct Spot<'s> {
    /// Position among the plan's tables of the one that columns go to.
    table: usize,
    /// What column names begin with.
    prefix: &'s str,
    /// Whether a map around may be absent.
    nullable: bool,
    /// Whether columns are of rows that items become.
    in_list: bool,
    /// Whether those rows are shared by kinds.
    shared: bool,
}

impl<'a> Plan<'a> {
    /// Returns the tables of this kind.
    pub(super) fn new(schema: &'a Schema) -> Plan<'a> {
        let own = Layout {
            name: schema.kind.clone(),
            title: schema.title.clone(),
            description: schema.description.clone(),
            columns: Arc::new(vec![id_column(&schema.kind)]),
            key: vec!["id".to_owned()],
            shared: false,
        };
        let mut plan = Plan { tables: vec![own], nodes: Vec::new() };
        let spot = Spot { table: 0, prefix: "", nullable: false, in_list: false, shared: false };
        plan.nodes = plan.fields(schema, &schema.fields, spot);
        if schema.event {
            plan.tables[0].more().extend(counting_columns());
        }
        plan.tables[0].more().extend(origin_columns());
        plan
    }

    fn fields(&mut self, schema: &'a Schema, fields: &'a [Field], spot: Spot<'_>) -> Vec<Node<'a>> {
        fields.iter().map(|field| self.field(schema, field, spot)).collect()
    }

    fn field(&mut self, schema: &'a Schema, field: &'a Field, spot: Spot<'_>) -> Node<'a> {
        if field.skip {
            return Node::Nothing;
        }
        let name = format!("{}{}", spot.prefix, field.name);
        let nullable = spot.nullable || !field.required;
        match &field.holds {
            Type::Map(fields) => {
                let prefix = format!("{name}_");
                Node::Map(self.fields(schema, fields, Spot { prefix: &prefix, nullable, ..spot }))
            }
            Type::List(item) => {
                self.list(schema, List { name: &name, field, item, nullable }, spot)
            }
            holds => {
                let unit = field.unit.as_deref();
                let heading =
                    Heading { name: &name, description: &field.description, unit, nullable };
                cells::describe(holds, heading, self.tables[spot.table].more());
                Node::Cells(holds)
            }
        }
    }

    fn list(&mut self, schema: &'a Schema, list: List<'a, '_>, spot: Spot<'_>) -> Node<'a> {
        let columns = self.tables[spot.table].more();
        let paths = spot.shared && list.item.role == Some(Role::Path);
        if paths && !columns.iter().any(|column| column.name == "field") {
            columns.push(path_column(list));
            return Node::Paths;
        }
        let joined = matches!(list.item.holds, Type::Reference(_));
        let column = joined || matches!(list.item.holds, Type::Word(_) | Type::String);
        if column {
            columns.push(list_column(list));
        }
        let nested = spot.in_list || matches!(list.item.holds, Type::List(_));
        let child = (!nested && !joined).then(|| self.child(schema, list));
        Node::List { column, child }
    }

    fn child(&mut self, schema: &'a Schema, list: List<'a, '_>) -> Child<'a> {
        let table = self.tables.len();
        let shared = list.field.table.is_some();
        self.tables.push(child_layout(schema, list));
        let item = match &list.item.holds {
            Type::Map(fields) => {
                let spot = Spot { table, prefix: "", nullable: false, in_list: true, shared };
                Items::Map(self.fields(schema, fields, spot))
            }
            holds => {
                let (description, unit) = (list.description(), list.unit());
                let heading = Heading { name: "value", description, unit, nullable: false };
                cells::describe(holds, heading, self.tables[table].more());
                Items::Value(holds)
            }
        };
        let rows_of_paths = matches!(&item, Items::Map(nodes) if nodes.iter().any(Node::is_paths));
        if rows_of_paths {
            self.tables[table].key.clear();
        }
        self.tables[table].more().extend(origin_columns());
        Child { table, shared, item }
    }
}

impl<'a> List<'a, '_> {
    fn description(self) -> &'a str {
        [&self.field.description, &self.item.description]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", |text| text.trim())
    }

    fn unit(self) -> Option<&'a str> {
        self.field.unit.as_deref().or(self.item.unit.as_deref())
    }
}

fn child_layout(schema: &Schema, list: List<'_, '_>) -> Layout {
    let key = format!("{}_id", schema.kind);
    let shared = list.field.table.is_some();
    let mut columns = Vec::new();
    if shared {
        columns.push(kind_column("kind", "Kind of the record.", super::words::kinds([schema])));
        columns.push(record_column("record_id", &schema.kind));
    } else {
        columns.push(record_column(&key, &schema.kind));
    }
    columns.push(Column {
        holds: Holds::Integer,
        ..text_column("position", "Place in the record's list, from 1.")
    });
    let own = || format!("{}_{}", schema.kind, list.name);
    let name = list.field.table.clone().unwrap_or_else(own);
    let title = match shared {
        true => capitalized(&name),
        false => format!("{}: {}", schema.title, list.name.replace('_', " ")),
    };
    Layout {
        name,
        title,
        description: list.description().to_owned(),
        key: columns.iter().map(|column| column.name.clone()).collect(),
        columns: Arc::new(columns),
        shared,
    }
}

fn list_column(list: List<'_, '_>) -> Column {
    let references = match &list.item.holds {
        Type::Reference(kinds) => kinds.clone(),
        _ => Vec::new(),
    };
    Column {
        holds: Holds::TextList,
        unit: list.unit().map(str::to_owned),
        nullable: list.nullable,
        references,
        ..text_column(list.name, list.description())
    }
}

fn path_column(list: List<'_, '_>) -> Column {
    let rule =
        "One path a row, with dots between names; absent where the row is about the whole record.";
    let description = format!("{} {rule}", list.description());
    Column { nullable: true, ..text_column("field", description.trim()) }
}

/// Returns a column of texts that are always there.
pub(super) fn text_column(name: &str, description: &str) -> Column {
    Column::new(name, description, Holds::Text)
}

/// Returns a column of words that are always there, or of texts where there is no word.
pub(super) fn kind_column(
    name: &str,
    description: &str,
    words: Vec<crate::schema::Word>,
) -> Column {
    let holds = if words.is_empty() { Holds::Text } else { Holds::Word(words) };
    Column { holds, ..text_column(name, description) }
}

/// Returns the columns that say where a row was read.
pub(super) fn origin_columns() -> [Column; 2] {
    let line = text_column("line", "Line of that file where it begins, from 1.");
    [
        text_column("file", "File that the row comes from, as a path from the project's folder."),
        Column { holds: Holds::Integer, ..line },
    ]
}

/// Returns the columns that say whether an event counts in sums.
pub(super) fn counting_columns() -> [Column; 2] {
    let recommended = text_column(
        "recommended",
        "Whether to count the record in sums; false where it did not happen or another record counts it.",
    );
    let reason = text_column(
        "exclude_reason",
        "Why sums should leave the record out; absent where they should not.",
    );
    [Column { holds: Holds::Boolean, ..recommended }, Column { nullable: true, ..reason }]
}

fn id_column(kind: &str) -> Column {
    text_column(
        "id",
        &format!("Id of the record, which is also the name of its file in records/{kind}."),
    )
}

fn record_column(name: &str, kind: &str) -> Column {
    Column { references: vec![kind.to_owned()], ..text_column(name, "Id of the record.") }
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + &letters.as_str().replace('_', " ")
}
