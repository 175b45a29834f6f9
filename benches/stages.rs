//! The time of each stage on a grown corpus: `cargo bench --bench stages`. The number of records
//! is 5,000, or what `AMUR_BENCH_RECORDS` says; throughput is printed per record.

#[path = "corpus/grow.rs"]
mod grow;

use std::sync::OnceLock;

use amur::output;
use amur::query::Database;
use amur::record::{self, Admitter, Index};
use amur::schema::{self, Schemas};
use amur::source::{File, Root};
use amur::table::{Builder, Table};
use amur::yaml;
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// The corpus and what the stages before have made of it.
struct Corpus {
    root: Root,
    schemas: Schemas,
    files: Vec<File>,
    tables: Vec<Table>,
}

fn corpus() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let wanted = std::env::var("AMUR_BENCH_RECORDS").ok().and_then(|word| word.parse().ok());
        let folder = tempfile::tempdir().expect("a folder for the corpus").keep();
        let real = env!("CARGO_MANIFEST_DIR").as_ref();
        grow::grow(real, &folder, wanted.unwrap_or(5_000), None).expect("the corpus grows");
        let root = Root::open(&folder).expect("the corpus is a dataset");
        let schemas = schema::load(&root, &mut Vec::new()).expect("the pages are read");
        let index = Index::list(&root, &schemas, &mut Vec::new()).expect("the records are listed");
        let read = |listed: &record::Listed| root.read(&listed.file, &mut Vec::new());
        let files = index.records().iter().filter_map(read).collect();
        let tables = tables(&root, &schemas);
        Corpus { root, schemas, files, tables }
    })
}

fn tables(root: &Root, schemas: &Schemas) -> Vec<Table> {
    let start = || Builder::new(schemas);
    let dataset = record::read(root, schemas, start, &|_, _| (), &mut Vec::new());
    dataset.and_then(|dataset| dataset.rows.finish(None)).expect("the records become tables")
}

fn count(corpus: &Corpus) -> ItemsCount {
    ItemsCount::new(corpus.files.len())
}

/// Listing and reading every file, on one thread.
#[divan::bench]
fn read_files(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(count(corpus)).bench(|| {
        let index = Index::list(&corpus.root, &corpus.schemas, &mut Vec::new()).expect("listed");
        let read = |listed: &record::Listed| corpus.root.read(&listed.file, &mut Vec::new());
        index.records().iter().filter_map(read).map(|file| file.text.len()).sum::<usize>()
    });
}

/// Text to trees, on one thread.
#[divan::bench]
fn parse_yaml(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(count(corpus)).bench(|| {
        corpus.files.iter().filter_map(|file| yaml::parse(file, &mut Vec::new())).count()
    });
}

/// Text to records: parsing, validation and values, on one thread.
#[divan::bench]
fn admit_records(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    let index = Index::list(&corpus.root, &corpus.schemas, &mut Vec::new()).expect("listed");
    let admitter = Admitter::new(&corpus.schemas, &index).expect("the validators compile");
    bencher.counter(count(corpus)).bench(|| {
        let pairs = index.records().iter().zip(&corpus.files);
        pairs.filter_map(|(listed, file)| admitter.admit(listed, file, &mut Vec::new()).0).count()
    });
}

/// Files to tables, on all cores: everything but writing.
#[divan::bench]
fn fill_tables(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(count(corpus)).bench(|| tables(&corpus.root, &corpus.schemas).len());
}

/// Tables to the bytes of Parquet files, on one thread.
#[divan::bench]
fn write_parquet(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    let page = &corpus.schemas.dataset;
    bencher.counter(count(corpus)).bench(|| {
        let parquet = |table| output::parquet(table, page).expect("a table fits").len();
        corpus.tables.iter().map(parquet).sum::<usize>()
    });
}

/// Tables into SQLite, on one thread.
#[divan::bench]
fn load_sqlite(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(count(corpus)).bench(|| Database::load(&corpus.tables, None).is_ok());
}

/// `amur check`, on all cores.
#[divan::bench]
fn whole_check(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(count(corpus)).bench(|| {
        amur::run::check(&corpus.root, &amur::run::Choice::default(), &|_, _| ()).is_ok()
    });
}

/// `amur build`, on all cores.
#[divan::bench]
fn whole_build(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(count(corpus)).bench(|| {
        amur::run::build(&corpus.root, &amur::run::Choice::default(), &|_, _| ()).is_ok()
    });
}
