//! The yearly report: the project's own pages and templates over records that try them, as a page
//! that is accepted, self-contained and readable in a real browser; and the faults of a template.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use amur::value::date;
use snapbox::{Data, assert_data_eq};

use crate::folder::{Folder, fixture, project};

/// Writes files into a dataset, over those that are there.
fn with(folder: Folder, files: &[(&str, &str)]) -> Folder {
    files.iter().for_each(|(path, text)| folder.write(path, text));
    folder
}

/// The project's schemas over records that try what the report counts.
fn trial(files: &[(&str, &str)]) -> Folder {
    with(Folder::with(&project().join("schemas"), Some(&fixture("summaries/records"))), files)
}

fn amur(folder: &Folder, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
    command.arg("--root").arg(folder.path()).args(arguments).env("NO_COLOR", "1");
    command.output().expect("amur runs")
}

fn path(folder: &Folder, year: &str) -> PathBuf {
    folder.path().join(format!("outputs/reports/{year}.html"))
}

fn report(folder: &Folder, year: &str) -> String {
    let output = amur(folder, &["report", year]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(path(folder, year)).expect("the report")
}

#[test]
fn the_reports_are_as_accepted() {
    let folder = trial(&[]);
    for year in ["2023", "2025", "2026", "1999"] {
        let expected = fixture(&format!("report/{year}.html"));
        assert_data_eq!(report(&folder, year), Data::read_from(&expected, None).raw());
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let [one, other] = [trial(&[]), trial(&[])].map(|folder| report(&folder, "2025"));
    assert_eq!(one, other);
}

/// Returns what follows each occurrence of `before`, up to `end`.
fn after<'a>(text: &'a str, before: &'a str, end: char) -> Vec<&'a str> {
    let rest = text.split(before).skip(1);
    rest.map(|rest| rest.split(end).next().unwrap_or_default()).collect()
}

#[test]
fn the_page_loads_nothing() {
    let page = report(&trial(&[]), "2025");
    for loader in ["src=", "<link", "<script", "<iframe", "@import", "url(", "@font-face"] {
        assert!(!page.contains(loader), "{loader}");
    }
    let links = after(&page, "href=\"", '"');
    let inside = links.iter().filter_map(|link| link.strip_prefix('#'));
    for id in inside.clone() {
        assert!(page.contains(&format!("id=\"{id}\"")), "#{id} leads to nothing");
    }
    let outside: Vec<_> = links.iter().filter(|link| !link.starts_with('#')).collect();
    assert!(inside.count() > 20 && outside.len() > 5);
    assert!(outside.iter().all(|link| link.starts_with("https:&#x2f;&#x2f;")), "{outside:?}");
}

#[test]
fn every_table_says_how_it_was_counted() {
    let page = report(&trial(&[]), "2025");
    let sections = after(&page, "<section id=\"", '"');
    for (section, text) in sections.iter().zip(page.split("<section ").skip(1)) {
        assert!(*section == "cite" || text.contains("How counted."), "{section}");
    }
    assert_eq!(sections.len(), 14);
}

#[test]
fn what_a_record_holds_cannot_become_markup() {
    let source = "title: {en: \"<script>alert(1)</script> & co\"}\nurl: \"javascript:alert(1)\"\n\
                  publisher: krai-office\nside: russian\nkind: news\nlanguage: ru\n";
    let page = report(&trial(&[("records/sources/krai-news.yaml", source)]), "2025");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt; &amp; co"));
    assert!(!page.contains("<script") && !page.contains("href=\"javascript"));
}

#[test]
fn a_picture_stands_where_its_file_says() {
    let files =
        [("schemas/report/pictures/topics.html", "<figure>{{ year }} in a picture</figure>")];
    let page = report(&trial(&files), "2025");
    let topics = page.split("<section id=\"topics\">").nth(1).expect("the part");
    assert!(topics.trim_start().contains("<figure>2025 in a picture</figure>"));
}

#[test]
fn a_fault_is_shown_where_it_is_and_the_last_report_stays() {
    let cases = fs::read_to_string(fixture("report/faults.txt"));
    let cases = cases.expect("the cases").replace("\r\n", "\n");
    let mut told = String::new();
    for case in cases.split("==== ").skip(1) {
        let (name, rest) = case.split_once('\n').expect("a line with the name");
        let (files, _) = rest.split_once("---- told\n").expect("what is told");
        let files: Vec<(&str, &str)> = files
            .split("---- ")
            .skip(1)
            .map(|file| file.split_once('\n').expect("a line with the path"))
            .collect();
        let folder = with(Folder::of(&fixture("small")), &files);
        fs::create_dir_all(folder.path().join("outputs/reports")).expect("a new folder");
        fs::write(path(&folder, "2025"), "the last report").expect("a new file");
        let output = amur(&folder, &["report", "2025"]);
        let kept = fs::read_to_string(path(&folder, "2025")).expect("the last report");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), kept.as_str()), (Some(1), "the last report"), "{said}");
        let checked = String::from_utf8_lossy(&amur(&folder, &["check"]).stdout).into_owned();
        if name.ends_with("(only with rows)") {
            assert!(checked.contains("clean"), "{name}: {checked}");
        } else {
            assert!(checked.starts_with(&first_fault(&said)), "{name}: {checked}");
        }
        told += &format!("==== {name}\n");
        files.iter().for_each(|(path, text)| told += &format!("---- {path}\n{text}"));
        told += &format!("---- told\n{}\n\n", said.trim_end());
    }
    let expected = fixture("report/faults.txt");
    assert_data_eq!(told, Data::read_from(&expected, None).raw());
}

/// Returns what is told of the first fault, without how many there are.
fn first_fault(said: &str) -> String {
    said.split("\n\n").next().unwrap_or_default().to_owned()
}

#[test]
fn the_codebook_s_template_is_checked_and_built_alike() {
    let files =
        [("schemas/report/codebook.html", "<p>{{ dataset.title }}</p>\n<p>{{ grups }}</p>\n")];
    let folder = with(Folder::of(&fixture("small")), &files);
    for (command, stream) in [("check", 0), ("build", 1)] {
        let output = amur(&folder, &[command]);
        let said =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text"));
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(said[stream].contains("error[S301]: there is no `grups`"), "{said:?}");
        assert!(said[stream].contains("--> schemas/report/codebook.html:2:7"), "{said:?}");
        assert!(said[stream].contains("did you mean `groups`?"), "{said:?}");
        assert!(!folder.path().join("outputs/codebook.html").exists(), "{command}");
    }
}

#[test]
fn a_year_has_four_digits() {
    let folder = trial(&[]);
    for year in ["999", "3000", "25", "twenty", "2025-10", "+2025"] {
        let output = amur(&folder, &["report", year]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("a year has four digits, from 1000 to 2999"), "{said}");
    }
}

#[test]
fn a_dataset_without_a_template_is_told_so() {
    let folder = Folder::of(&fixture("small"));
    let output = amur(&folder, &["report", "2025"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("write one at `schemas/report/year.html`"), "{said}");
}

#[test]
fn dates_are_said_in_words_and_no_more_exactly() {
    let cases = fs::read_to_string(fixture("report/dates.tsv"));
    for line in cases.expect("the cases").lines() {
        let (edtf, words) = line.split_once('\t').expect("a date and its words");
        assert!(date::parse(edtf).is_ok(), "{edtf}");
        assert_eq!(date::english(edtf), words, "{edtf}");
    }
}

/// Opens a page in a real Chromium that can reach no other machine, and returns its document.
fn in_chromium(page: &Path) -> String {
    let named = std::env::var_os("AMUR_CHROMIUM").map(PathBuf::from);
    let known = ["chromium", "chromium-browser", "google-chrome"];
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = named.or_else(|| {
        let mut folders = std::env::split_paths(&folders);
        folders.find_map(|folder| {
            known.map(|name| folder.join(name)).into_iter().find(|path| path.exists())
        })
    });
    let browser = found.expect(
        "no Chromium: install it (Debian: apt-get install chromium), or say where it is in AMUR_CHROMIUM",
    );
    let profile = tempfile::tempdir().expect("a new folder");
    let output = Command::new(&browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg("--dump-dom")
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", browser.display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a document in UTF-8")
}

#[test]
fn a_real_browser_shows_the_report() {
    let folder = Folder::of(project());
    let page = report(&folder, "2025");
    let shown = in_chromium(&path(&folder, "2025"));
    assert!(shown.contains("<h1>The year 2025</h1>"));
    assert!(shown.contains("<title>2025 · Amur"));
    for tag in ["<section", "<h2", "<h3", "<table", "<tr", "<td", "<dd", "<li"] {
        // A browser moves or mends what is not well-formed.
        assert_eq!(shown.matches(tag).count(), page.matches(tag).count(), "{tag}");
    }
    for text in ["Khabarovsk Krai delegation to China", "沈阳", "Шэньян", "more than 20"] {
        assert!(shown.contains(text), "{text}");
    }
}
