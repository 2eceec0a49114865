//! The desk file: SQLite schema, migrations, journal, search.
