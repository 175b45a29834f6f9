//! Numbers of things as sources print them: `7`, `>20`, `~100`, `20..30`, `several`. A text
//! enters, its range leaves; a best value is never made up.

use super::Fault;

/// A number, as exact as its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// The text as written.
    pub text: String,
    /// The least it can be.
    pub min: Option<f64>,
    /// The value itself, where the source gives one.
    pub best: Option<f64>,
    /// The most it can be.
    pub max: Option<f64>,
    /// What sort of statement it is.
    pub basis: Basis,
}

/// What sort of statement a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// `7`
    Exact,
    /// `>20`
    MoreThan,
    /// `>=20`
    AtLeast,
    /// `<100`
    FewerThan,
    /// `<=100`
    AtMost,
    /// `~100`
    About,
    /// `20..30`
    Range,
    /// `several`
    Several,
    /// `dozens`
    Dozens,
    /// `hundreds`
    Hundreds,
}

/// Reads a whole number of things.
pub fn parse(text: &str) -> Result<Count, Fault> {
    let _ = text;
    todo!()
}

/// Reads an amount of money, which may have decimals and an exponent.
pub fn parse_amount(text: &str) -> Result<Count, Fault> {
    let _ = text;
    todo!()
}
