//! Ports of Schedule D: a starter list, and what the broker added or changed.

use crate::contract::*;
use crate::{ApiError, Workbench};
use std::collections::BTreeMap;

/// Main ports, each `code,name,state`. Where the list comes from is said in its own first lines.
const BUILT_IN: &str = include_str!("../../../../../assets/ports.csv");
/// One setting of the desk for each port that differs from the list.
const PREFIX: &str = "port:";
/// Stands for a port that was taken off the list.
const REMOVED: &str = "removed";

/// The built-in list.
fn built_in() -> impl Iterator<Item = Port> {
    BUILT_IN.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).filter_map(|line| {
        let mut cells = line.split(',').map(str::trim);
        Some(Port { code: cells.next()?.into(), name: cells.next()?.into(), state: cells.next()?.into(), own: false })
    })
}

/// All ports the desk knows, by code.
pub fn ports(bench: &Workbench, _: Nothing) -> Result<Vec<Port>, ApiError> {
    let mut all: BTreeMap<String, Port> = built_in().map(|p| (p.code.clone(), p)).collect();
    for (code, text) in bench.desk.settings_under(PREFIX)? {
        if text == REMOVED {
            all.remove(&code);
        } else {
            all.insert(code, serde_json::from_str(&text)?);
        }
    }
    Ok(all.into_values().collect())
}

/// Adds a port or changes one.
pub fn port_save(bench: &Workbench, args: PortArgs) -> Result<Vec<Port>, ApiError> {
    let port = Port {
        code: code(&args.port.code)?,
        name: args.port.name.split_whitespace().collect::<Vec<_>>().join(" "),
        state: args.port.state.trim().to_uppercase(),
        own: true,
    };
    if port.name.is_empty() {
        return Err(ApiError::refused(format!("Port {} needs a name.", port.code)));
    }
    if !port.state.is_empty() && (port.state.len() != 2 || !port.state.bytes().all(|b| b.is_ascii_uppercase())) {
        return Err(ApiError::refused(format!("`{}` is not a state or territory of two letters, like NY.", port.state)));
    }
    bench.desk.set_setting(&format!("{PREFIX}{}", port.code), &serde_json::to_string(&port)?, &bench.act())?;
    ports(bench, Nothing {})
}

/// Takes a port off the list. Entries that name it keep it.
pub fn port_remove(bench: &Workbench, args: PortCodeArgs) -> Result<Vec<Port>, ApiError> {
    let code = code(&args.code)?;
    if !ports(bench, Nothing {})?.iter().any(|p| p.code == code) {
        return Err(ApiError::not_found(format!("Port {code}")));
    }
    let value = if built_in().any(|p| p.code == code) { REMOVED } else { "" };
    bench.desk.set_setting(&format!("{PREFIX}{code}"), value, &bench.act())?;
    ports(bench, Nothing {})
}

/// A port code by its shape alone.
pub fn code(text: &str) -> Result<String, ApiError> {
    let code = text.trim();
    if code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit()) {
        Ok(code.to_owned())
    } else {
        Err(ApiError::refused(format!("`{code}` is not a port code: Schedule D has four digits, like 4701 for New York JFK.")))
    }
}

/// The name of a port, where the desk knows it.
pub fn name(bench: &Workbench, wanted: &str) -> Result<Option<String>, ApiError> {
    Ok(ports(bench, Nothing {})?.into_iter().find(|p| p.code == wanted).map(|p| if p.state.is_empty() { p.name } else { format!("{}, {}", p.name, p.state) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_built_in_list_reads_and_names_each_port_once() {
        let all: Vec<Port> = built_in().collect();
        assert!(all.len() > 120, "{} ports", all.len());
        assert_eq!(all.iter().map(|p| &p.code).collect::<BTreeSet<_>>().len(), all.len());
        for port in &all {
            assert!(code(&port.code).is_ok() && !port.name.is_empty() && port.state.len() == 2, "{port:?}");
        }
        let lines = BUILT_IN.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).count();
        assert_eq!(all.len(), lines, "a line of the list was not read");
    }
}
