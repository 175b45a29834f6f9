//! What `docs/ci.md` shows is what works: its YAML is valid for those who read it, its commands
//! run, and the hook runs in pre-commit.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_yaml::Value;

use crate::folder::{Folder, fixture, project};

/// Runs a program in a folder, with `amur` on the path.
fn run(program: &OsStr, arguments: &[&str], folder: &Path) -> Output {
    let amur = Path::new(env!("CARGO_BIN_EXE_amur")).parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(amur).chain(std::env::split_paths(&path));
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("PATH", std::env::join_paths(paths).expect("a path"))
        .env("PRE_COMMIT_HOME", folder.join("cache"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap_or_else(|error| panic!("{program:?}: {error}"))
}

/// Runs a module of the Python that `make test` installs; it must do well.
fn python(arguments: &[&str], folder: &Path) {
    let output = run(project().join("target/python/bin/python").as_ref(), arguments, folder);
    assert!(output.status.success(), "{arguments:?}\n{}", said(&output));
}

fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{out}{err}")
}

/// The block of `docs/ci.md` that is shown as this file.
fn shown(path: &str) -> String {
    let page = fs::read_to_string(project().join("docs/ci.md")).expect("the page");
    let (_, rest) = page.split_once(&format!("```yaml {path}\n")).expect("the block");
    rest.split("```").next().expect("its end").to_owned()
}

/// Every text in a YAML value that calls `amur`.
fn calls(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("amur ") => found.push(text.clone()),
        Value::Sequence(items) => items.iter().for_each(|item| calls(item, found)),
        Value::Mapping(map) => map.values().for_each(|item| calls(item, found)),
        _ => {}
    }
}

/// The commands of an example do what its text says, in a clean dataset and in a faulty one.
fn check_example(path: &str, schema: &str, wanted: &[(&str, i32)], writes: &str) {
    let yaml = shown(path);
    let folder = Folder::of(&fixture("faulty"));
    folder.write(path, &yaml);
    python(&["-m", "check_jsonschema", "--builtin-schema", schema, path], folder.path());
    let mut found = Vec::new();
    calls(&serde_yaml::from_str(&yaml).expect("YAML"), &mut found);
    let clean = Folder::of(&fixture("small"));
    let exits = found.iter().map(|call| {
        let arguments = ["-e", "-o", "pipefail", "-c", call];
        let good = run("bash".as_ref(), &arguments, clean.path());
        assert_eq!(good.status.code(), Some(0), "{call}\n{}", said(&good));
        (call.as_str(), run("bash".as_ref(), &arguments, folder.path()).status.code().unwrap_or(-1))
    });
    assert_eq!(exits.collect::<Vec<_>>(), wanted);
    let written = fs::read_to_string(folder.path().join(writes)).expect("it was written");
    assert!(written.contains("R101"), "{written}");
    assert!(yaml.matches(writes).count() == 2, "what is written is handed on");
}

#[test]
fn the_example_for_github_works() {
    let wanted = [
        ("amur check --format github", 1),
        ("amur check --format sarif > amur.sarif || [ $? = 1 ]", 0),
    ];
    check_example(
        ".github/workflows/records.yml",
        "vendor.github-workflows",
        &wanted,
        "amur.sarif",
    );
}

#[test]
fn the_example_for_gitlab_works() {
    let wanted = [("amur check --format junit > amur.xml || amur check", 1)];
    check_example(".gitlab-ci.yml", "vendor.gitlab-ci", &wanted, "amur.xml");
}

/// Makes a repository of what is in the folder.
fn commit(folder: &Path) {
    for arguments in [
        &["init", "-q"][..],
        &["add", "--all"],
        &["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "all"],
    ] {
        let output = run("git".as_ref(), arguments, folder);
        assert!(output.status.success(), "{}", said(&output));
    }
}

#[test]
fn the_hook_runs_before_a_commit() {
    let hooks = Folder::empty();
    let manifest = fs::read(project().join(".pre-commit-hooks.yaml")).expect("the hooks");
    hooks.write(".pre-commit-hooks.yaml", manifest);
    python(&["-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"], hooks.path());
    commit(hooks.path());
    let config = shown(".pre-commit-config.yaml");
    let there = hooks.path().to_str().expect("UTF-8");
    let revision = run("git".as_ref(), &["rev-parse", "HEAD"], hooks.path());
    let config = config
        .replace("https://github.com/amur-data/amur", there)
        .replace("rev: main", &format!("rev: {}", String::from_utf8_lossy(&revision.stdout)));
    let ends = ["small", "faulty"].map(|dataset| {
        let folder = Folder::of(&fixture(dataset));
        folder.write(".pre-commit-config.yaml", &config);
        folder.write(".gitignore", "cache/\n");
        commit(folder.path());
        let program = project().join("target/python/bin/python");
        let output = run(program.as_ref(), &["-m", "pre_commit", "run"], folder.path());
        (output.status.code(), said(&output))
    });
    assert_eq!(ends[0].0, Some(0), "{}", ends[0].1);
    assert_eq!(ends[1].0, Some(1), "{}", ends[1].1);
    assert!(ends[1].1.contains("error[R101]: `city` names no record"), "{}", ends[1].1);
}
