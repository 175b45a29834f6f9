//! Names across scripts, case by case: each table in `tests/fixtures/translit` has a name in its
//! first column and after it what is made of it. `SNAPSHOTS=overwrite` accepts.

use amur::translit::{self, Bearer};

use crate::folder::{fixture, project};

/// Compares a table with what `read` makes of its first columns.
fn table<const KEYS: usize>(name: &str, read: impl Fn([&str; KEYS]) -> String) {
    let path = fixture("translit").join(name);
    let written = std::fs::read_to_string(&path).expect("the table is there");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').take(KEYS).collect();
        match <[&str; KEYS]>::try_from(cells) {
            Ok(cells) if !line.starts_with('#') && !line.is_empty() => {
                format!("{}\t{}\n", cells.join("\t"), read(cells))
            }
            _ => format!("{line}\n"),
        }
    };
    let actual: String = written.lines().map(row).collect();
    snapbox::assert_data_eq!(actual, snapbox::Data::read_from(&path, None).raw());
}

#[test]
fn keys() {
    table("keys.tsv", |[name]| translit::latin(name));
}

#[test]
fn forms() {
    table("forms.tsv", |[bearer, original, written]| {
        let bearer = Bearer::find(bearer).expect("a person or a place");
        translit::expected(bearer, original, written).unwrap_or_else(|| "-".to_owned())
    });
}

/// Nothing stands twice in the tables of the room, so that nothing is passed over.
#[test]
fn tables_are_in_order() {
    for name in ["palladius", "readings", "surnames", "traditional"] {
        let path = project().join(format!("src/translit/{name}.csv"));
        let text = std::fs::read_to_string(&path).expect("the table is there");
        let keys: Vec<&str> =
            text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert!(keys.len() > 30 && keys.is_sorted_by(|one, next| one < next), "{name}");
    }
}
