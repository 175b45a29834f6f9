//! scratch
use std::io::BufRead;
use amur::translit::{Bearer, expected};
fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let c: Vec<&str> = line.split('\t').collect();
        println!("{line}\t{}", expected(Bearer::find(c[0]).unwrap(), c[1], c[2]).unwrap_or_default());
    }
}
