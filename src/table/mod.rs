//! Records as tables: admitted records enter, typed columns leave, one table a kind, one a
//! list of maps, and the tables that all kinds share. Polars is kept to this room and `output`.
