//! The values of one column while its table grows: cells enter in the order of rows, a polars
//! column leaves. Buffers are plain vectors, so that those of two chunks join at the cost of a copy.

use polars::chunked_array::builder::CategoricalChunkedBuilder;
use polars::prelude::{
    BooleanChunked, Categorical8Type, Categorical16Type, Categorical32Type, CategoricalPhysical,
    Column, DataType, Float64Chunked, FrozenCategories, Int32Chunked, Int64Chunked, IntoColumn,
    IntoSeries, ListBuilderTrait, ListStringChunkedBuilder, NewChunkedArray, PolarsCategoricalType,
    PolarsResult, StringChunkedBuilder,
};

use super::Holds;

/// One value on its way into a column.
#[derive(Debug, Clone)]
pub(super) enum Cell<'v> {
    /// Nothing known.
    Null,
    /// A text, or a word of the column's vocabulary.
    Text(&'v str),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day, as days since 1970-01-01.
    Day(i32),
    /// A list of texts.
    Texts(Vec<&'v str>),
}

/// The length that stands for an absent text or list.
const ABSENT: u32 = u32::MAX;

/// The length that stands for the same text once more.
const AGAIN: u32 = u32::MAX - 1;

/// Texts one after another, with their lengths. A text that comes again right after is kept
/// once, as rows of one record share its id and its file.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    bytes: String,
    lengths: Vec<u32>,
    /// Where the last text begins.
    last: Option<usize>,
}

/// Values of which many are absent.
#[derive(Debug, Clone)]
pub(super) struct Sparse<T> {
    present: Vec<bool>,
    values: Vec<T>,
}

/// One growing column.
#[derive(Debug, Clone)]
pub(super) enum Buffer {
    Text(Texts),
    Integer(Sparse<i64>),
    Number(Sparse<f64>),
    Boolean(Sparse<bool>),
    Date(Sparse<i32>),
    Word { words: Vec<String>, cells: Sparse<u32> },
    TextList { texts: Texts, lengths: Vec<u32> },
}

impl Texts {
    fn push(&mut self, text: Option<&str>) {
        let Some(text) = text else { return self.lengths.push(ABSENT) };
        if self.last.is_some_and(|last| self.bytes[last..] == *text) {
            return self.lengths.push(AGAIN);
        }
        self.last = Some(self.bytes.len());
        self.bytes.push_str(text);
        self.lengths.push(u32::try_from(text.len()).unwrap_or(AGAIN - 1));
    }

    fn append(&mut self, other: &Texts) {
        self.last = other.last.map(|last| self.bytes.len() + last).or(self.last);
        self.bytes.push_str(&other.bytes);
        self.lengths.extend_from_slice(&other.lengths);
    }

    /// Returns the texts in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        let (mut rest, mut last) = (self.bytes.as_str(), "");
        self.lengths.iter().map(move |length| match *length {
            ABSENT => None,
            AGAIN => Some(last),
            length => {
                (last, rest) = rest.split_at(length as usize);
                Some(last)
            }
        })
    }
}

impl<T: Copy> Sparse<T> {
    fn new() -> Sparse<T> {
        Sparse { present: Vec::new(), values: Vec::new() }
    }

    fn push(&mut self, value: Option<T>) {
        self.present.push(value.is_some());
        self.values.extend(value);
    }

    fn append(&mut self, other: &Sparse<T>) {
        self.present.extend_from_slice(&other.present);
        self.values.extend_from_slice(&other.values);
    }

    /// Returns the values in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Option<T>> {
        let mut values = self.values.iter();
        self.present.iter().map(move |present| present.then(|| values.next().copied()).flatten())
    }
}

impl<T: Copy> FromIterator<Option<T>> for Sparse<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(values: I) -> Sparse<T> {
        let mut sparse = Sparse::new();
        values.into_iter().for_each(|value| sparse.push(value));
        sparse
    }
}

impl Buffer {
    /// Returns an empty column for values of this type.
    pub(super) fn new(holds: &Holds) -> Buffer {
        match holds {
            Holds::Text => Buffer::Text(Texts::default()),
            Holds::Integer => Buffer::Integer(Sparse::new()),
            Holds::Number => Buffer::Number(Sparse::new()),
            Holds::Boolean => Buffer::Boolean(Sparse::new()),
            Holds::Date => Buffer::Date(Sparse::new()),
            Holds::Word(words) => Buffer::Word {
                words: words.iter().map(|word| word.word.clone()).collect(),
                cells: Sparse::new(),
            },
            Holds::TextList => Buffer::TextList { texts: Texts::default(), lengths: Vec::new() },
        }
    }

    /// Adds a cell; what is not of the column's type comes back, and nothing stands for it.
    pub(super) fn push<'v>(&mut self, cell: Cell<'v>) -> Option<Cell<'v>> {
        match (&mut *self, cell) {
            (_, Cell::Null) => self.push_null(),
            (Buffer::Text(texts), Cell::Text(text)) => texts.push(Some(text)),
            (Buffer::Integer(cells), Cell::Integer(value)) => cells.push(Some(value)),
            (Buffer::Number(cells), Cell::Number(value)) => cells.push(Some(value)),
            (Buffer::Boolean(cells), Cell::Boolean(value)) => cells.push(Some(value)),
            (Buffer::Date(cells), Cell::Day(value)) => cells.push(Some(value)),
            (Buffer::Word { words, cells }, Cell::Text(text)) => {
                let index = words.iter().position(|word| word == text);
                cells.push(index.map(|index| index as u32));
                return index.is_none().then_some(Cell::Text(text));
            }
            (Buffer::TextList { texts, lengths }, Cell::Texts(items)) => {
                items.iter().for_each(|item| texts.push(Some(item)));
                lengths.push(items.len() as u32);
            }
            (_, cell) => {
                self.push_null();
                return Some(cell);
            }
        }
        None
    }

    fn push_null(&mut self) {
        match self {
            Buffer::Text(texts) => texts.push(None),
            Buffer::Integer(cells) => cells.push(None),
            Buffer::Number(cells) => cells.push(None),
            Buffer::Boolean(cells) => cells.push(None),
            Buffer::Date(cells) => cells.push(None),
            Buffer::Word { cells, .. } => cells.push(None),
            Buffer::TextList { lengths, .. } => lengths.push(ABSENT),
        }
    }

    /// Adds absent cells.
    pub(super) fn skip(&mut self, rows: usize) {
        (0..rows).for_each(|_| self.push_null());
    }

    /// Adds the cells of another column of the same type and the same words; says whether it was.
    pub(super) fn append(&mut self, other: &Buffer) -> bool {
        match (self, other) {
            (Buffer::Text(mine), Buffer::Text(more)) => mine.append(more),
            (Buffer::Integer(mine), Buffer::Integer(more)) => mine.append(more),
            (Buffer::Number(mine), Buffer::Number(more)) => mine.append(more),
            (Buffer::Boolean(mine), Buffer::Boolean(more)) => mine.append(more),
            (Buffer::Date(mine), Buffer::Date(more)) => mine.append(more),
            (Buffer::Word { cells: mine, .. }, Buffer::Word { cells: more, .. }) => {
                mine.append(more);
            }
            (
                Buffer::TextList { texts, lengths },
                Buffer::TextList { texts: more, lengths: more_lengths },
            ) => {
                texts.append(more);
                lengths.extend_from_slice(more_lengths);
            }
            _ => return false,
        }
        true
    }

    /// Gives a column of words more words, and its cells their places among them.
    pub(super) fn widen(&mut self, holds: &Holds) {
        let (Buffer::Word { words, cells }, Holds::Word(wide)) = (self, holds) else { return };
        let place = |word: &String| wide.iter().position(|w| w.word == *word).map(|p| p as u32);
        let places: Vec<Option<u32>> = words.iter().map(place).collect();
        *cells = cells.iter().map(|cell| cell.and_then(|index| places[index as usize])).collect();
        *words = wide.iter().map(|word| word.word.clone()).collect();
    }

    /// Returns the column for polars.
    pub(super) fn finish(self, name: &str) -> PolarsResult<Column> {
        let name = name.into();
        Ok(match self {
            Buffer::Text(texts) => {
                let mut builder = StringChunkedBuilder::new(name, texts.lengths.len());
                texts.iter().for_each(|text| builder.append_option(text));
                builder.finish().into_column()
            }
            Buffer::Integer(cells) => {
                Int64Chunked::from_iter_options(name, cells.iter()).into_column()
            }
            Buffer::Number(cells) => {
                Float64Chunked::from_iter_options(name, cells.iter()).into_column()
            }
            Buffer::Boolean(cells) => {
                BooleanChunked::from_iter_options(name, cells.iter()).into_column()
            }
            Buffer::Date(cells) => {
                let days = Int32Chunked::from_iter_options(name, cells.iter());
                days.into_series().cast(&DataType::Date)?.into_column()
            }
            Buffer::Word { words, cells } => words_column(name, &words, &cells)?,
            Buffer::TextList { texts, lengths } => lists_column(name, &texts, &lengths),
        })
    }
}

fn words_column(
    name: polars::prelude::PlSmallStr,
    words: &[String],
    cells: &Sparse<u32>,
) -> PolarsResult<Column> {
    fn fill<T: PolarsCategoricalType>(
        name: polars::prelude::PlSmallStr,
        dtype: DataType,
        cells: &Sparse<u32>,
    ) -> PolarsResult<Column>
    where
        polars::prelude::CategoricalChunked<T>: IntoColumn,
    {
        let mapping = dtype.cat_mapping()?.clone();
        let mut builder = CategoricalChunkedBuilder::<T>::new(name, dtype);
        builder.reserve(cells.present.len());
        for cell in cells.iter() {
            match cell {
                Some(index) => builder.append_cat(index, &mapping)?,
                None => builder.append_null(),
            }
        }
        Ok(builder.finish().into_column())
    }
    let categories = FrozenCategories::new(words.iter().map(String::as_str))?;
    let physical = categories.physical();
    let dtype = DataType::from_frozen_categories(categories);
    match physical {
        CategoricalPhysical::U8 => fill::<Categorical8Type>(name, dtype, cells),
        CategoricalPhysical::U16 => fill::<Categorical16Type>(name, dtype, cells),
        CategoricalPhysical::U32 => fill::<Categorical32Type>(name, dtype, cells),
    }
}

fn lists_column(name: polars::prelude::PlSmallStr, texts: &Texts, lengths: &[u32]) -> Column {
    let mut builder = ListStringChunkedBuilder::new(name, lengths.len(), texts.lengths.len());
    let mut items = texts.iter().flatten();
    for length in lengths {
        match *length {
            ABSENT => builder.append_null(),
            length => builder.append_values_iter(items.by_ref().take(length as usize)),
        }
    }
    builder.finish().into_column()
}
