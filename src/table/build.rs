//! Records to rows: one push a record, one frame a table at the end.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

use super::assembly::{Assembly, Layouts};
use super::buffer::Cell;
use super::cells;
use super::facts::{Facts, Quantity};
use super::plan::{Child, Items, Layout, Node, Plan};
use super::rows::Rows;
use super::{Table, shared};
use crate::error::Result;
use crate::record::{self, Item, Record, Value};
use crate::schema::{Schema, Schemas};
use crate::value::count::Count;

/// Tables under construction. Copies of an empty one share the plan of the tables.
#[derive(Debug, Clone)]
pub struct Builder<'a> {
    schemas: &'a Schemas,
    plans: Arc<Plans<'a>>,
    /// For each kind the parts that were filled, in their order. Copies share them.
    kinds: Vec<Vec<Arc<Kind>>>,
    records: usize,
    newest: Option<NaiveDate>,
}

/// What the tables will be.
#[derive(Debug)]
struct Plans<'a> {
    /// One for each kind.
    kinds: Vec<Plan<'a>>,
    /// Those that records of every kind fill: `links`, `names`, `redirects` and `events`.
    shared: [Layout; 4],
    /// Those that no record fills, with the rows of the first: `vocabularies` and `dataset`.
    vocabularies: (Layout, Rows),
    dataset: Layout,
    whole: Layouts,
}

impl<'a> Plans<'a> {
    fn new(schemas: &'a Schemas) -> Plans<'a> {
        let mut plans = Plans {
            kinds: schemas.kinds.iter().map(Plan::new).collect(),
            shared: [
                shared::links(schemas),
                shared::names(schemas),
                shared::redirects(schemas),
                shared::events(schemas),
            ],
            vocabularies: shared::vocabularies(schemas),
            dataset: shared::dataset(),
            whole: Layouts::default(),
        };
        let of_kinds = plans.kinds.iter().flat_map(|plan| &plan.tables);
        let all = of_kinds.chain(&plans.shared).chain([&plans.vocabularies.0, &plans.dataset]);
        all.for_each(|layout| plans.whole.add(layout));
        plans
    }
}

/// The rows that come from the records of one kind.
#[derive(Debug, Clone)]
struct Kind {
    tables: Vec<Rows>,
    links: Rows,
    names: Rows,
    redirects: Rows,
    events: Option<Rows>,
}

impl<'a> Builder<'a> {
    /// Returns empty tables for these schemas.
    pub fn new(schemas: &'a Schemas) -> Builder<'a> {
        let plans = Arc::new(Plans::new(schemas));
        let kinds = vec![Vec::new(); schemas.kinds.len()];
        Builder { schemas, plans, kinds, records: 0, newest: None }
    }

    /// Adds the rows of one record; records come in the order of their ids within a kind.
    pub fn push(&mut self, record: &Record) {
        let Some(parts) = self.kinds.get_mut(record.kind) else { return };
        let schema = &self.schemas.kinds[record.kind];
        let plan = &self.plans.kinds[record.kind];
        if parts.is_empty() {
            parts.push(Arc::new(Kind::new(schema, plan, &self.plans.shared)));
        }
        let Some(kind) = parts.last_mut() else { return };
        let published = Arc::make_mut(kind).push(schema, plan, record);
        self.newest = self.newest.max(published);
        self.records += usize::from(!schema.keeps_verdicts());
    }

    /// Adds the rows of another builder after the rows of this one.
    pub fn append(&mut self, other: Builder<'a>) {
        self.newest = self.newest.max(other.newest);
        self.records += other.records;
        self.kinds.iter_mut().zip(other.kinds).for_each(|(mine, more)| mine.extend(more));
    }

    /// Returns the tables, in the order of their names, with the `dataset` table, whose
    /// `as_of` is the given day or else the newest day on which a source came out.
    pub fn finish(self, as_of: Option<NaiveDate>) -> Result<Vec<Table>> {
        self.finish_some(as_of, &|_| true)
    }

    /// Returns those of the tables whose names are wanted.
    pub fn finish_some(
        self,
        as_of: Option<NaiveDate>,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Table>> {
        let Plans { kinds: plans, shared, vocabularies, dataset, whole } = &*self.plans;
        let mut whole = Assembly::of(whole, wanted)?;
        let (layout, rows) = vocabularies;
        whole.add(layout, [Cow::Borrowed(rows)].into_iter());
        let row = shared::dataset_row(dataset, self.schemas, as_of.or(self.newest), self.records);
        whole.add(dataset, [Cow::Owned(row)].into_iter());
        for (parts, plan) in self.kinds.iter().zip(plans) {
            for (place, layout) in plan.tables.iter().enumerate() {
                whole.add(layout, parts.iter().map(move |kind| Cow::Borrowed(&kind.tables[place])));
            }
            for (place, layout) in shared.iter().enumerate() {
                let rows = parts.iter().filter_map(move |kind| kind.shared()[place]);
                whole.add(layout, rows.map(Cow::Borrowed));
            }
        }
        let numbered = self.kinds.iter().zip(0..);
        let ids = numbered.flat_map(|(parts, kind)| parts.iter().map(move |part| (kind, part)));
        whole.finish(
            ids.flat_map(|(kind, part)| {
                part.tables[0].texts(0).flatten().map(move |id| (kind, id))
            }),
        )
    }
}

impl record::Rows for Builder<'_> {
    fn push(&mut self, record: &Record) {
        Builder::push(self, record);
    }

    fn append(&mut self, other: Self) {
        Builder::append(self, other);
    }
}

impl Kind {
    fn new(schema: &Schema, plan: &Plan<'_>, shared: &[Layout; 4]) -> Kind {
        let [links, names, redirects, events] = shared.each_ref().map(|layout| &layout.columns);
        Kind {
            tables: plan.tables.iter().map(|layout| Rows::new(&layout.columns)).collect(),
            links: Rows::new(links),
            names: Rows::new(names),
            redirects: Rows::new(redirects),
            events: schema.event.then(|| Rows::new(events)),
        }
    }

    /// Adds the rows of one record and returns the day on which it came out as a source.
    fn push(&mut self, schema: &Schema, plan: &Plan<'_>, record: &Record) -> Option<NaiveDate> {
        let shared = [&mut self.links, &mut self.names, &mut self.redirects];
        let facts = Facts::of(schema, record, shared);
        let filling = Filling { kind: &schema.kind, record };
        self.tables[0].text(Some(&record.id));
        filling.fields(&mut self.tables, 0, &plan.nodes, Some(&record.values), None);
        if let Some(events) = &mut self.events {
            let reason = facts.exclude_reason();
            fill_counting(reason.as_deref(), &mut self.tables[0]);
            fill_event(&schema.kind, record, &facts, events);
            fill_counting(reason.as_deref(), events);
            events.end_at(&record.file, record.line);
        }
        self.tables[0].end_at(&record.file, record.line);
        facts.published.and_then(|date| date.earliest)
    }

    /// Returns the rows for the tables that kinds share, in the order of those.
    fn shared(&self) -> [Option<&Rows>; 4] {
        [Some(&self.links), Some(&self.names), Some(&self.redirects), self.events.as_ref()]
    }
}

/// One record on its way into the rows of its own tables.
#[derive(Debug, Clone, Copy)]
struct Filling<'r> {
    kind: &'r str,
    record: &'r Record,
}

impl Filling<'_> {
    /// Fills the open row of one table; lists fill rows of other tables.
    fn fields(
        self,
        tables: &mut [Rows],
        table: usize,
        nodes: &[Node<'_>],
        values: Option<&[Option<Value>]>,
        path: Option<&str>,
    ) {
        for (place, node) in nodes.iter().enumerate() {
            let value = values.and_then(|values| values.get(place)).and_then(Option::as_ref);
            match node {
                Node::Cells(holds) => cells::fill(holds, value, &mut tables[table]),
                Node::Map(nodes) => {
                    let values = value.and_then(fields_of);
                    self.fields(tables, table, nodes, values, path);
                }
                Node::List { column, child } => {
                    if *column {
                        tables[table].push(value.map_or(Cell::Null, list_cell));
                    }
                    if let (Some(child), Some(value)) = (child, value) {
                        self.items(tables, child, value);
                    }
                }
                Node::Paths => tables[table].text(path),
                Node::Nothing => {}
            }
        }
    }

    fn items(self, tables: &mut [Rows], child: &Child<'_>, list: &Value) {
        let Value::List(items) = list else { return };
        for (position, item) in items.iter().enumerate() {
            for path in paths(&child.item, &item.value) {
                let rows = &mut tables[child.table];
                if child.shared {
                    rows.text(Some(self.kind));
                }
                rows.text(Some(&self.record.id));
                rows.integer(Some(position as i64 + 1));
                match &child.item {
                    Items::Value(holds) => cells::fill(holds, Some(&item.value), rows),
                    Items::Map(nodes) => {
                        self.fields(tables, child.table, nodes, fields_of(&item.value), path);
                    }
                }
                tables[child.table].end_at(&self.record.file, item.line);
            }
        }
    }
}

fn fields_of(value: &Value) -> Option<&[Option<Value>]> {
    match value {
        Value::Map(values) => Some(values),
        _ => None,
    }
}

fn list_cell(value: &Value) -> Cell<'_> {
    match value {
        Value::List(items) => Cell::Texts(items.iter().filter_map(text_of).collect()),
        _ => Cell::Null,
    }
}

fn text_of(item: &Item) -> Option<&str> {
    match &item.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Returns the paths that an item becomes a row each for; one row without a path where it has none.
fn paths<'v>(item: &Items<'_>, value: &'v Value) -> Vec<Option<&'v str>> {
    let (Items::Map(nodes), Some(values)) = (item, fields_of(value)) else { return vec![None] };
    let place = nodes.iter().position(Node::is_paths);
    match place.and_then(|place| values.get(place)) {
        Some(Some(Value::List(items))) if !items.is_empty() => items.iter().map(text_of).collect(),
        _ => vec![None],
    }
}

fn fill_counting(reason: Option<&str>, rows: &mut Rows) {
    rows.boolean(Some(reason.is_none()));
    rows.text(reason);
}

fn fill_event(kind: &str, record: &Record, facts: &Facts<'_>, rows: &mut Rows) {
    rows.text(Some(kind));
    rows.text(Some(&record.id));
    cells::fill_text(facts.title, rows);
    cells::fill_date(facts.when, rows);
    rows.text(facts.status);
    rows.text(facts.direction);
    let bounds = match facts.quantity {
        Some(Quantity::Count(Count { min, best, max, .. })) => [*min, *best, *max],
        Some(Quantity::Number(number)) => [Some(number as f64); 3],
        None => [None; 3],
    };
    bounds.into_iter().for_each(|bound| rows.integer(bound.map(|bound| bound as i64)));
    for ids in [&facts.places, &facts.parties, &facts.sources] {
        rows.push(if ids.is_empty() { Cell::Null } else { Cell::Texts(ids.clone()) });
    }
    rows.text(facts.whole);
}
