//! Names across scripts, case by case: each table in `tests/fixtures/translit` has a name in its
//! first column and after it what is made of it. `SNAPSHOTS=overwrite` accepts.

use amur::translit;

use crate::folder::fixture;

/// Compares a table with what `read` makes of its first column.
fn table(name: &str, read: impl Fn(&str) -> String) {
    let path = fixture("translit").join(name);
    let written = std::fs::read_to_string(&path).expect("the table is there");
    let row = |line: &str| match line.split_once('\t') {
        Some((name, _)) if !line.starts_with('#') => format!("{name}\t{}\n", read(name)),
        _ => format!("{line}\n"),
    };
    let actual: String = written.lines().map(row).collect();
    snapbox::assert_data_eq!(actual, snapbox::Data::read_from(&path, None).raw());
}

#[test]
fn keys() {
    table("keys.tsv", translit::latin);
}
