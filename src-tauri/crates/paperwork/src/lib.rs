//! Forms, reports and audit packs.
