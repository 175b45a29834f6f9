//! What a query may do: read. Every statement is asked about before it runs, and what would
//! write, attach a file or change a setting is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, Result};

/// Lets statements only read from here on.
pub(super) fn close(connection: &mut Connection) -> Result<()> {
    connection.authorizer(Some(|context: AuthContext<'_>| judge(&context.action)))
}

/// Lets statements do anything again.
pub(super) fn open(connection: &mut Connection) -> Result<()> {
    connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)
}

/// The columns that are read of each table.
pub(super) type Read = BTreeMap<String, BTreeSet<String>>;

/// Returns the columns that these queries read, of each table that they read, and the steps in
/// which SQLite would answer them. A query that does not run reads nothing; running it will tell
/// why.
pub(super) fn reads(connection: &mut Connection, queries: &[&str]) -> Result<(Read, Vec<String>)> {
    let seen = Arc::new(Mutex::new(Read::new()));
    let noted = Arc::clone(&seen);
    connection.authorizer(Some(move |context: AuthContext<'_>| {
        if let AuthAction::Read { table_name, column_name } = context.action {
            let mut seen = noted.lock().unwrap_or_else(PoisonError::into_inner);
            seen.entry(table_name.to_owned()).or_default().insert(column_name.to_owned());
        }
        judge(&context.action)
    }))?;
    let mut steps = Vec::new();
    for query in queries {
        let Ok(mut plan) = connection.prepare(&format!("EXPLAIN QUERY PLAN {query}")) else {
            continue;
        };
        let told = plan.query_map([], |step| step.get("detail"))?;
        steps.extend(told.collect::<Result<Vec<String>>>()?);
    }
    open(connection)?;
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    Ok((std::mem::take(&mut seen), steps))
}

fn judge(action: &AuthAction<'_>) -> Authorization {
    match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => {
            Authorization::Allow
        }
        AuthAction::Function { function_name }
            if !function_name.eq_ignore_ascii_case("load_extension") =>
        {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}
