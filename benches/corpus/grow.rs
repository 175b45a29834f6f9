//! The real records, many times over: each round is a copy of all of them in which ids, names
//! and addresses differ and some optional fields are left out, so that every reference still
//! resolves and no two records are alike. Places are copied once: there is only one of each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Optional fields that a record may lack, where nothing else in it speaks of them.
const OPTIONAL: [&str; 3] = ["summary", "topics", "claims"];

/// A real record: its kind, its id and its text.
struct Original {
    kind: String,
    id: String,
    text: String,
}

impl Original {
    /// Returns whether there is only one of what it describes.
    fn once(&self) -> bool {
        self.kind == "places"
    }
}

/// The ids of the originals, with whether each is copied once only.
type Ids<'a> = BTreeMap<&'a str, bool>;

/// Writes a dataset folder of at least `records` records, every `faults`th of them with a fault;
/// returns how many files and bytes it wrote.
pub(crate) fn grow(
    real: &Path,
    target: &Path,
    records: usize,
    faults: Option<usize>,
) -> io::Result<(usize, usize)> {
    copy(&real.join("schemas"), &target.join("schemas"))?;
    let mut originals = Vec::new();
    collect(&real.join("records"), &mut originals)?;
    originals.sort_by(|a, b| (&a.kind, &a.id).cmp(&(&b.kind, &b.id)));
    let ids: Ids<'_> =
        originals.iter().map(|original| (original.id.as_str(), original.once())).collect();
    let (mut files, mut bytes) = (0, 0);
    for round in 0.. {
        if files >= records || originals.iter().all(|original| round > 0 && original.once()) {
            break;
        }
        for original in originals.iter().filter(|original| round == 0 || !original.once()) {
            let folder =
                target.join("records").join(&original.kind).join(format!("{:03}", round / 50));
            if files % 50 == 0 || round % 50 == 0 {
                fs::create_dir_all(&folder)?;
            }
            let mut text = vary(&original.text, &ids, round, files as u64);
            if faults.is_some_and(|every| files % every.max(1) == 0) {
                text = spoil(&text, files as u64);
            }
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(format!("{}-r{round}.yaml", original.id)), &text)?;
            files += 1;
            bytes += text.len();
        }
    }
    Ok((files, bytes))
}

/// Returns a number that looks random and is the same in every run.
fn scatter(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn vary(text: &str, ids: &Ids<'_>, round: usize, seed: u64) -> String {
    let mut varied = String::with_capacity(text.len() + 64);
    for (position, block) in blocks(text).into_iter().enumerate() {
        let key = block.split(':').next().unwrap_or_default();
        // An id that was given up is given up once.
        if key == "former_ids" {
            continue;
        }
        let alone = OPTIONAL.contains(&key) && text.matches(key).count() == 1;
        if alone && scatter(seed ^ position as u64).is_multiple_of(3) {
            continue;
        }
        for line in block.split_inclusive('\n') {
            vary_line(line, ids, round, &mut varied);
        }
    }
    varied
}

/// Returns the top-level keys with all that stands under them.
fn blocks(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let top = line.starts_with(|c: char| c.is_ascii_lowercase());
        if top && offset > 0 {
            starts.push(offset);
        }
        offset += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

/// Renames ids and numbers names and addresses, token by token.
fn vary_line(line: &str, ids: &Ids<'_>, round: usize, out: &mut String) {
    let in_token = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let mut rest = line;
    let comment_or_url = line.contains("://") || line.trim_start().starts_with('#');
    while let Some(start) = rest.find(in_token) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !in_token(c)).unwrap_or(from.len());
        let (token, after) = from.split_at(end);
        out.push_str(before);
        let whole = !after.starts_with(':') && !before.ends_with('.');
        let named = ids.get(token).filter(|_| !comment_or_url && whole);
        match named {
            Some(true) => *out += &format!("{token}-r0"),
            Some(false) => *out += &format!("{token}-r{round}"),
            None => out.push_str(token),
        }
        rest = after;
    }
    out.push_str(rest);
    let address = ["url: ", "  http"].iter().any(|start| line.starts_with(start));
    if address && line.contains("://") {
        let bare = out.trim_end().trim_end_matches(['"', '\'']).len();
        out.insert_str(bare, &format!("?round={round}"));
    }
    let name = ["  en: ", "  ru: ", "  zh: "].iter().any(|start| line.starts_with(start));
    if name && line.ends_with('\n') && !line.trim_end().ends_with(['"', '\'', '|', '>', '-']) {
        out.pop();
        *out += &format!(" {round}\n");
    }
}

/// Puts one fault into a record, of the sorts that people make.
fn spoil(text: &str, seed: u64) -> String {
    match scatter(seed) % 5 {
        0 => format!("{text}nots: misspelt\n"),
        1 => format!("{text}notes: {{en: \"unclosed}}\n"),
        2 => text.replacen("20", "21.10.20", 1),
        3 => text.replacen("source: ", "source: no-", 1),
        _ => format!("{text}{}", text.lines().find(|l| !l.starts_with(['#', ' '])).unwrap_or("")),
    }
}

fn collect(folder: &Path, originals: &mut Vec<Original>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, originals)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            originals.push(original(&path)?);
        }
    }
    Ok(())
}

fn original(path: &Path) -> io::Result<Original> {
    let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let kind = parts.iter().rposition(|part| part == "records").map(|at| parts[at + 1].clone());
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Original { kind: kind.unwrap_or_default(), id, text: fs::read_to_string(path)? })
}

fn copy(from: &Path, to: &PathBuf) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() { copy(&path, &target)? } else { fs::copy(&path, target).map(|_| ())? }
    }
    Ok(())
}
