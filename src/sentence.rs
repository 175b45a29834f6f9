//! Words and numbers as parts of a sentence: names enter, a list in backticks leaves; a number
//! and its noun enter, the noun leaves in the plural where it must. No sentence is made here.

/// Returns names in backticks with commas between them: "`a`, `b`, `c`".
pub fn listed<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    ticked(names).join(", ")
}

/// Returns names in backticks, of which all are meant: "`a`, `b` and `c`".
pub fn both<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    joined(names, "and")
}

/// Returns names in backticks, of which one is meant: "`a`, `b` or `c`".
pub fn either<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    joined(names, "or")
}

/// Returns a number of things: "1 record", "2 records".
pub fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

fn joined<T: AsRef<str>>(names: impl IntoIterator<Item = T>, last: &str) -> String {
    match ticked(names).as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

fn ticked<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Vec<String> {
    names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect()
}
