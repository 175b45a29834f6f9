//! Grows a corpus from the real records: `cargo bench --bench corpus -- RECORDS FOLDER [FAULTS]`
//! writes a dataset folder of at least so many records, every FAULTSth of them with a fault.
#![expect(clippy::print_stdout, reason = "a program that says what it has written")]

mod grow;

use std::path::PathBuf;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let records = arguments.next().and_then(|word| word.parse().ok());
    let folder = arguments.next().map(PathBuf::from);
    let faults = arguments.next().and_then(|word| word.parse().ok());
    match (records, folder) {
        (Some(records), Some(folder)) => {
            let grown = grow::grow(env!("CARGO_MANIFEST_DIR").as_ref(), &folder, records, faults);
            let (files, bytes) = grown.expect("the folder can be written");
            println!("{files} records, {bytes} bytes in {}", folder.display());
        }
        _ => println!("usage: cargo bench --bench corpus -- RECORDS FOLDER [FAULTS]"),
    }
}
