//! One file to one [`Record`]: text, tree, marked tree, validator, values. A fault on the way
//! goes to the sink and keeps the record out; all of a file's faults are found in one go.

use std::sync::Arc;

use jsonschema::Validator;

use super::convert::{Converter, Lines, Pending};
use super::index::{Index, Listed};
use super::tree::Tree;
use super::{Record, shape, typing, unfilled};
use crate::diagnostic::{Sink, has_error};
use crate::error::{Error, Result};
use crate::schema::{Schema, Schemas};
use crate::source::File;
use crate::yaml;

/// Everything that a file is held against.
#[derive(Debug)]
pub struct Admitter<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) index: &'a Index,
    pub(super) validators: Validators,
}

/// A validator for each kind; copies share them.
#[derive(Debug, Clone)]
pub struct Validators(Arc<Vec<Validator<Tree>>>);

impl Validators {
    /// Compiles the schemas.
    pub fn of(schemas: &Schemas) -> Result<Validators> {
        let validators = schemas.kinds.iter().map(validator).collect::<Result<_>>()?;
        Ok(Validators(Arc::new(validators)))
    }

    /// Returns the validator of a kind, by its position.
    pub(super) fn kind(&self, position: usize) -> &Validator<Tree> {
        &self.0[position]
    }
}

impl<'a> Admitter<'a> {
    /// Compiles a validator for each kind.
    pub fn new(schemas: &'a Schemas, index: &'a Index) -> Result<Admitter<'a>> {
        Ok(Admitter::with(schemas, index, Validators::of(schemas)?))
    }

    /// Returns one that uses these validators.
    pub fn with(schemas: &'a Schemas, index: &'a Index, validators: Validators) -> Admitter<'a> {
        Admitter { schemas, index, validators }
    }

    /// Reads and admits one file. The record leaves if the file has no error; what only
    /// the whole dataset can judge leaves by itself.
    pub fn admit(
        &self,
        listed: &Listed,
        file: &File,
        sink: &mut Sink,
    ) -> (Option<Record>, Pending) {
        let mut faults = Sink::new();
        let Some(mut root) = yaml::parse(file, &mut faults) else {
            sink.append(&mut faults);
            return (None, Pending::default());
        };
        let schema = &self.schemas.kinds[listed.kind];
        typing::mark(&mut root, &schema.fields);
        for error in self.validators.kind(listed.kind).iter_errors(&root) {
            shape::report(&error, &file.path, &root, schema, &mut faults);
        }
        unfilled::report(&root, &file.text, &file.path, &mut faults);
        let mut lines = Lines::default();
        let line = lines.at(&file.text, root.span.start);
        let mut converter = Converter {
            file: &file.path,
            text: &file.text,
            schemas: self.schemas,
            index: self.index,
            fields: &schema.fields,
            root: &root,
            sink: &mut faults,
            pending: Pending::default(),
            lines,
        };
        let values = converter.map(&root, &schema.fields);
        let pending = converter.pending;
        let clean = !has_error(&faults);
        sink.append(&mut faults);
        let record = Record {
            kind: listed.kind,
            id: listed.id.clone(),
            file: listed.file.clone(),
            line,
            values,
        };
        (clean.then_some(record), pending)
    }
}

fn validator(schema: &Schema) -> Result<Validator<Tree>> {
    jsonschema::options_for::<Tree>()
        .should_validate_formats(true)
        .build(&schema.json)
        .map_err(|error| Error::library(format!("compiling `{}`", schema.file), error))
}
