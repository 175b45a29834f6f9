//! Console sessions: what a person types and sees. Each page of `tests/console` runs in the
//! dataset beside it, the README in the project's own.

use std::path::Path;
use std::process::{Command, Output};

use amur::codes;
use amur::diagnostic::{Diagnostic, Place, Severity};
use amur::render;

use crate::folder::{Folder, fixture, project};

/// Runs the program in a folder.
fn amur(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
    command.args(arguments).current_dir(folder).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn sessions() {
    trycmd::TestCases::new().case("tests/console/*.md").case("README.md");
}

#[test]
fn a_new_record_of_every_kind_is_a_record() {
    let folder = Folder::of(&fixture("small"));
    for kind in ["organizations", "places", "sources", "visits"] {
        let id = format!("new-{kind}");
        let output = amur(folder.path(), &["new", kind, &id]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(folder.path().join(format!("records/{kind}/{id}.yaml")).is_file());
        let again = amur(folder.path(), &["new", kind, &id]);
        assert_eq!(again.status.code(), Some(2), "an id is taken once");
    }
    let output = amur(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1), "examples are no facts");
    assert!(text(&output.stdout).lines().all(|l| !l.starts_with("error") || l.contains("V109")));
    for kind in ["organizations", "places", "sources", "visits"] {
        let path = folder.path().join(format!("records/{kind}/new-{kind}.yaml"));
        let skeleton = std::fs::read_to_string(&path).expect("it was written");
        std::fs::write(&path, skeleton.replace("  # example", "")).expect("it can be written");
    }
    let output = amur(folder.path(), &["check"]);
    assert_eq!(text(&output.stdout), "9 records are clean\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_record_is_shown_whatever_others_hold() {
    let folder = Folder::of(&fixture("small"));
    let tour = folder.path().join("records/visits/tour-2025.yaml");
    let text_of_tour = std::fs::read_to_string(&tour).expect("the fixture is there");
    let twice = format!("{text_of_tour}former_ids: [old]\npart_of: {}\n", "x".repeat(100_000));
    std::fs::write(&tour, twice).expect("it can be written");
    folder.write("records/visits/other.yaml", format!("{text_of_tour}former_ids: [old]\n"));
    let output = amur(folder.path(), &["show", "tour-2025"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).starts_with("note: 2 errors in 1 of 6 records"));
    assert!(text(&output.stdout).contains("  sources.source  amur-news"), "long ids stick out");
}

#[test]
fn what_a_folder_holds_is_not_missed_where_it_cannot_be_read() {
    let folder = Folder::of(&fixture("small"));
    std::fs::remove_dir_all(folder.path().join("records/places")).expect("it is there");
    folder.write("records/places", "a file in the way");
    let output = amur(folder.path(), &["check", "--format", "json"]);
    assert_eq!(text(&output.stdout).lines().count(), 1, "{}", text(&output.stdout));
}

#[test]
fn the_dataset_is_found_from_a_folder_inside_it() {
    let folder = Folder::of(&fixture("small"));
    let output = amur(&folder.path().join("records/visits"), &["check"]);
    assert_eq!(text(&output.stdout), "5 records are clean\n");
}

#[test]
fn colours_are_printed_where_they_are_asked_for() {
    let faults = project().join("tests/console/faults.in");
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
        command.args(arguments).current_dir(&faults);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        let output = command.envs(environment.iter().copied()).output().expect("it runs");
        text(&output.stdout).contains('\u{1b}')
    };
    assert!(!coloured(&["check"], &[]), "a pipe takes none");
    assert!(coloured(&["check", "--color", "always"], &[]));
    assert!(coloured(&["check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["check", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["check", "--format", "json", "--color", "always"], &[]));
}

#[test]
fn a_reader_who_goes_away_is_no_failure() {
    let folder = Folder::of(&fixture("small"));
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 50000) \
                select i from n";
    let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
    command.args(["query", "--format", "csv", many]).current_dir(folder.path());
    let status = command.stdout(writer).status().expect("it runs");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_full_disk_is_a_failure() {
    let folder = Folder::of(&fixture("small"));
    let Ok(full) = std::fs::File::create("/dev/full") else { return };
    let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
    let status = command.arg("check").current_dir(folder.path()).stdout(full).status();
    assert_eq!(status.expect("it runs").code(), Some(2));
}

#[test]
fn the_summary_counts_and_says_what_comes_first() {
    let fault = |code: &str, severity, file: &str| {
        let place = Place::file(&file.into());
        let mut diagnostic = Diagnostic::new(&codes::NOT_UTF8, place, "a fault");
        code.clone_into(&mut diagnostic.code);
        diagnostic.severity = severity;
        diagnostic
    };
    let faults = [
        fault("R101", Severity::Error, "records/a.yaml"),
        fault("Y101", Severity::Error, "records/b.yaml"),
        fault("V101", Severity::Warning, "records/b.yaml"),
        fault("S101", Severity::Error, "schemas/kinds/a.yaml"),
    ];
    let said = [
        render::summary(&[], 20),
        render::summary(&[], 1),
        render::summary(&[], 0),
        render::summary(&faults[..1], 1),
        render::summary(&faults[3..], 0),
        render::summary(&faults, 20),
        render::stages(&faults).unwrap_or_default(),
        format!("{:?}", render::stages(&faults[..1])),
    ];
    snapbox::assert_data_eq!(
        said.join("\n"),
        snapbox::str![[r#"
20 records are clean
1 record is clean
no records yet: `amur new KIND ID` starts one
1 error in 1 of 1 record
1 error in 1 page
3 errors and 1 warning in 2 of 20 records and 1 page
mend them from the top, since one may follow from another:
  1 error    what cannot be read
  1 error    the pages in schemas/
  1 warning  the shape and the values of single records
  1 error    references and duplicates
`amur check --only Y` shows the first of these alone
None
"#]]
    );
}
