//! The TypeScript side of the command table, written from the Rust side so that the two cannot drift.

use crate::table;
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

/// Collects the declarations of a type and of everything it is made of.
pub struct Declarations {
    config: Config,
    by_name: BTreeMap<String, String>,
}

impl Declarations {
    fn new() -> Self {
        // Counts and row numbers stay far below 2^53, so a plain number is exact.
        Self { config: Config::new().with_large_int("number"), by_name: BTreeMap::new() }
    }

    /// Adds a type, returns its name in TypeScript.
    pub fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.by_name.contains_key(&name) {
                return;
            }
            self.by_name.insert(name, T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The whole of `ui/src/contract/index.ts`.
pub fn contract() -> String {
    let mut types = Declarations::new();
    let error = types.add::<crate::ApiError>();
    let progress = types.add::<crate::contract::Progress>();
    let commands = table::commands_in_typescript(&mut types);
    let jobs = table::jobs_in_typescript(&mut types);
    let mut out = String::from("// Written from the Rust command table by `cargo xtask contract`. Never edited by hand.\n\n");
    for declaration in types.by_name.values() {
        out.push_str("export ");
        out.push_str(declaration);
        out.push_str("\n\n");
    }
    for (interface, rows) in [("Commands", commands), ("Jobs", jobs)] {
        out.push_str(&format!("export interface {interface} {{\n"));
        for (name, args, answer) in rows {
            out.push_str(&format!("  {name}: {{ args: {args}; answer: {answer} }};\n"));
        }
        out.push_str("}\n\n");
    }
    out.push_str(&format!("export type JobMessage =\n  | ({{ kind: \"progress\" }} & {progress})\n  | {{ kind: \"finished\"; answer: unknown }}\n  | {{ kind: \"failed\"; error: {error} }};\n"));
    out
}
