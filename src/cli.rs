//! The words of the command line. Arguments enter, a [`Cli`] leaves; no behaviour lives here.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  the data has faults
  2  the tool could not work, or was asked for something that cannot be";

/// Builds a dataset of Russia–China cooperation from hand-written YAML records.
#[derive(Debug, Parser)]
#[command(name = "amur", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// The dataset's folder [default: the nearest one, from here upwards, with schemas/kinds]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// When to use colours: auto (on a terminal, unless NO_COLOR is set), always, never
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    #[arg(hide_possible_values = true)]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// Returns what the program was called with; on `--help` and wrong usage that is said and
    /// the program ends.
    pub fn read() -> Cli {
        Cli::parse()
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set; CLICOLOR_FORCE asks for them elsewhere too
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show every fault in the records and the schema pages
    ///
    /// Reads all of records/ and schemas/, and shows every fault where it is, with the cure.
    /// Nothing is written.
    #[command(after_help = "\
Examples:
  amur check
  amur check --watch
  amur check --only M1,M204 --deny warnings
  amur check --format json | jq -r '.file' | sort | uniq -c
  amur check --format sarif > amur.sarif

A CODE is a code (M104), the beginning of several (M1), or a name (memorandum-outside-event).

With --watch, a terminal shows the newest report alone. Elsewhere an empty line stands before
each further report; with --format json a line such as {\"checked\":33,\"faults\":0} ends each.
Ctrl-C ends it, without an exit code of ours.

Exit codes:
  0  no errors; there may be warnings
  1  errors in the data
  2  the tool could not work")]
    Check {
        /// How to show the faults; docs/ci.md tells what each is good for
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
        /// Show only the faults of these codes
        #[arg(long, value_name = "CODE", value_delimiter = ',')]
        only: Vec<String>,
        /// Do not show the faults of these codes
        #[arg(long, value_name = "CODE", value_delimiter = ',')]
        skip: Vec<String>,
        /// Take warnings, or warnings and infos, for faults
        #[arg(long, value_name = "WHAT", value_enum)]
        deny: Option<Deny>,
        /// Leave out the hits that schemas/baseline.yaml keeps
        #[arg(long)]
        baseline: bool,
        /// Check again whenever a file of records/ or schemas/ is saved
        #[arg(long)]
        watch: bool,
        /// The day
        #[command(flatten)]
        day: Day,
    },
    /// Check, then write the tables, the summaries and the codebook to outputs/
    ///
    /// Where the check finds errors, nothing is written and the last good build stays. The same
    /// records give the same bytes.
    #[command(after_help = "\
Examples:
  amur build
  amur build --as-of 2025-12-31

Exit codes:
  0  built
  1  errors in the data; outputs/ is as it was
  2  the tool could not work; outputs/ is as it was")]
    Build {
        /// Leave out the hits that schemas/baseline.yaml keeps
        #[arg(long)]
        baseline: bool,
        /// The day
        #[command(flatten)]
        day: Day,
    },
    /// Explain a code: why it is a fault, what is wrong, what is right
    ///
    /// Prints the page of a code, found by its id or its name. Without a code, lists all.
    #[command(after_help = "\
Examples:
  amur explain V103
  amur explain unknown-key
  amur explain")]
    Explain {
        /// The code's id or name
        code: Option<String>,
    },
    /// List the rules, with their hits on the records and how long they take
    ///
    /// Rules are the pages of schemas/rules/. Times are in milliseconds, for the query alone.
    #[command(after_help = "\
Examples:
  amur rules
  amur rules --format csv > rules.csv
  amur rules --accept")]
    Rules {
        /// How to print the list
        #[arg(long, value_enum, default_value_t = QueryFormat::Table)]
        format: QueryFormat,
        /// Write into each page what its rule says now of its example
        #[arg(long)]
        accept: bool,
        /// The day
        #[command(flatten)]
        day: Day,
    },
    /// Keep the present hits of new rules in schemas/baseline.yaml, and take out what is cured
    ///
    /// With `--baseline`, `amur check` and `amur build` leave out a kept hit as long as its record
    /// is as it was, so that a new rule applies to new and changed records first. A rule is taken
    /// up once; from then on the file only shrinks. Without a code, it shrinks.
    #[command(after_help = "\
Examples:
  amur baseline M104
  amur baseline")]
    Baseline {
        /// Codes or names of the rules whose present hits are to be kept
        code: Vec<String>,
    },
    /// Ask the tables in SQL
    ///
    /// Compiles the records in memory and runs one SELECT over the tables. The tables are those
    /// that `amur build` writes to outputs/tables; `select name from sqlite_schema` lists them.
    #[command(after_help = "\
Examples:
  amur query \"select id, title_en from events order by id\"
  amur query --format csv \"select * from places\" > places.csv
  amur query --format json \"select kind, count(*) as n from names group by kind\"

In json each row is an object on its own line.")]
    Query {
        /// One SELECT
        sql: String,
        /// How to print the rows
        #[arg(long, value_enum, default_value_t = QueryFormat::Table)]
        format: QueryFormat,
        /// The day
        #[command(flatten)]
        day: Day,
    },
    /// Show a record, what it refers to and what refers to it
    ///
    /// The record stands as in its file. An id, a former id or a name in any script finds it.
    #[command(after_help = "\
Examples:
  amur show shenyang
  amur show Шэньян")]
    Show {
        /// The record's id, or a name of it
        id: String,
    },
    /// Start a record: a skeleton with the notes of its kind's page
    ///
    /// Writes records/KIND/ID.yaml. Required fields hold an example that must be replaced;
    /// optional ones are commented out; each has its description and its vocabulary above it.
    #[command(after_help = "\
Examples:
  amur new delegations khabarovsk-liaoning-2025
  amur new places harbin --print")]
    New {
        /// The kind, which is also the folder
        kind: String,
        /// The id: lowercase Latin letters, digits and hyphens
        id: String,
        /// Print the skeleton and write nothing
        #[arg(long)]
        print: bool,
    },
    /// List records that may be one thing entered twice
    ///
    /// Compares records of one kind by their names in any script, dates, places, parties,
    /// addresses and numbers in registers, and lists pairs that may be one, the likeliest first,
    /// with what speaks for it and against it. The machine only ranks: what you decide is a
    /// record, which `amur decide` writes and every later list respects. Records that name one
    /// another, editions of a series with different numbers and copies of one text are not listed.
    #[command(after_help = "\
Examples:
  amur duplicates
  amur duplicates --kind people --min 30
  amur duplicates --format csv > pairs.csv

In json each pair is an object on its own line: score, kind, records, reasons, decided.")]
    Duplicates(Duplicates),
    /// Write down whether two records are one thing
    ///
    /// The verdict becomes a record of its own, with the day and the reason. Those judged
    /// different are never listed as duplicates again; those judged the same wait to be merged.
    #[command(after_help = "\
Examples:
  amur decide harbin-visit harbin-visit-2025 same --because \"two papers on one visit\"
  amur decide wang-wei wang-wei-2 different --because \"a mayor and a physicist\"")]
    Decide(Decide),
    /// Make one record of two that are about the same thing
    ///
    /// The record GONE becomes part of KEEP, which is of the same kind. What KEEP lacks is taken over
    /// with its comments: fields, and items of its lists. Every reference to GONE names KEEP instead,
    /// KEEP's former ids remember GONE, and the file of GONE is deleted. All else in the files stays
    /// letter for letter, and they all change or none does. `git diff` shows what changed.
    ///
    /// Where the two differ in a value, a person decides: nothing is written, and every difference
    /// is shown.
    #[command(after_help = "\
Examples:
  amur merge khabarovsk-krai-china-2025 krai-delegation-2025 --dry-run
  amur merge khabarovsk-krai-china-2025 krai-delegation-2025
  amur merge amurpress amur-press-agency --keep
  amur merge tour-2025 autumn-tour-2025 --claim \"meetings=counts informal talks too\"

Exit codes:
  0  merged
  1  something stands against it; nothing was written
  2  the tool could not work; nothing was written")]
    Merge {
        /// The id of the record that stays
        keep: String,
        /// The id of the record that becomes part of it
        gone: String,
        /// Where they differ, follow KEEP and leave behind what GONE says
        #[arg(long = "keep")]
        follow: bool,
        /// Write what GONE says in this field as a claim of KEEP, with the reason not to follow
        /// it; one source of GONE must give it
        #[arg(long = "claim", value_name = "FIELD=WHY_NOT", value_parser = claim)]
        claims: Vec<(String, String)>,
        /// Print what would change, as a diff, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Write the report of a year to outputs/reports/YEAR.html
    ///
    /// One self-contained page from the templates and the SQL in schemas/report/.
    #[command(after_help = "\
Examples:
  amur report 2025
  amur report 2025 --as-of 2025-12-31")]
    Report {
        /// The year
        #[arg(value_parser = year)]
        year: i32,
        /// The day
        #[command(flatten)]
        day: Day,
    },
}

/// The day for which the state of things is told.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Day {
    /// The day for which the state of promises and plans is told [default: the newest day on
    /// which a source came out]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<NaiveDate>,
}

/// What `check` takes for a fault besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
    /// Warnings and infos
    Infos,
}

/// How `check` shows the faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Text,
    /// For programs: one object a line
    Json,
    /// For code scanners and editors: SARIF 2.1.0
    Sarif,
    /// For GitHub Actions: annotations
    Github,
    /// For lists of test results: JUnit XML, each record a test
    Junit,
}

/// How `query` prints the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum QueryFormat {
    /// For people
    Table,
    /// Comma-separated values
    Csv,
    /// One object a line
    Json,
}

/// Which pairs `duplicates` lists.
#[derive(Debug, clap::Args)]
pub struct Duplicates {
    /// Compare records of this kind only
    #[arg(long)]
    pub kind: Option<String>,
    /// The least score of a pair, from 0 to 99
    #[arg(long, value_name = "SCORE", default_value_t = 50)]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=99))]
    pub min: u8,
    /// How to print the pairs
    #[arg(long, value_enum, default_value_t = PairFormat::Text)]
    pub format: PairFormat,
    /// Also list pairs that were judged unsure
    #[arg(long)]
    pub all: bool,
}

/// What a person decided about two records.
#[derive(Debug, clap::Args)]
pub struct Decide {
    /// The id of one record
    #[arg(value_name = "A")]
    pub one: String,
    /// The id of the other
    #[arg(value_name = "B")]
    pub other: String,
    /// What you decided
    #[arg(value_name = "VERDICT", value_enum)]
    pub verdict: Decision,
    /// Why, for those who come later
    #[arg(long, value_name = "TEXT")]
    pub because: String,
    /// The day on which you decided [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<NaiveDate>,
}

/// How `duplicates` prints the pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PairFormat {
    /// For people
    Text,
    /// One object a line
    Json,
    /// Comma-separated values
    Csv,
}

/// What a person can decide about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Decision {
    /// Both are one thing, to be merged
    Same,
    /// They are two things; the pair is not listed again
    Different,
    /// It cannot be told; the pair is listed with --all only
    Unsure,
}

fn year(text: &str) -> Result<i32, String> {
    let year = text.parse().ok().filter(|year| text.len() == 4 && (1000..=2999).contains(year));
    year.ok_or_else(|| "a year has four digits, from 1000 to 2999".to_owned())
}

fn claim(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').map(|(field, why_not)| (field.trim(), why_not.trim()));
    let parts = parts.filter(|(field, why_not)| !field.is_empty() && !why_not.is_empty());
    let (field, why_not) = parts
        .ok_or_else(|| "a claim is written \"meetings=counts informal talks too\"".to_owned())?;
    Ok((field.to_owned(), why_not.to_owned()))
}

fn day(text: &str) -> Result<NaiveDate, String> {
    let well_formed = text.len() == 10 && text.starts_with(|c: char| c.is_ascii_digit());
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| well_formed);
    day.ok_or_else(|| "a day is written 2025-10-21".to_owned())
}
