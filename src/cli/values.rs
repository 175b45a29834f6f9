//! The words and values that options take: texts of the command line enter, values leave, or what
//! a value should look like. No command is known here.

use chrono::NaiveDate;
use clap::ValueEnum;

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

pub(super) fn year(text: &str) -> Result<i32, String> {
    let year = text.parse().ok().filter(|year| text.len() == 4 && (1000..=2999).contains(year));
    year.ok_or_else(|| "a year has four digits, from 1000 to 2999".to_owned())
}

pub(super) fn claim(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').map(|(field, why_not)| (field.trim(), why_not.trim()));
    let parts = parts.filter(|(field, why_not)| !field.is_empty() && !why_not.is_empty());
    let (field, why_not) = parts
        .ok_or_else(|| "a claim is written \"meetings=counts informal talks too\"".to_owned())?;
    Ok((field.to_owned(), why_not.to_owned()))
}

pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    let well_formed = text.len() == 10 && text.starts_with(|c: char| c.is_ascii_digit());
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| well_formed);
    day.ok_or_else(|| "a day is written 2025-10-21".to_owned())
}
