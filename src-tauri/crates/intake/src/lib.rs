//! Merchants' spreadsheets into shipments and issues.
