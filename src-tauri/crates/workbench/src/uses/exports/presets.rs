//! Column orders a broker keeps, in the desk file and on record.

use super::described;
use crate::contract::*;
use crate::{ApiError, Workbench};

const PREFIX: &str = "export-preset:";
/// Characters of a name.
const NAME: usize = 60;

/// All of them, by name.
pub fn export_presets(bench: &Workbench, _: Nothing) -> Result<Vec<ExportPreset>, ApiError> {
    let stored = bench.desk.settings_under(PREFIX)?;
    let mut presets: Vec<ExportPreset> = stored.iter().map(|(_, text)| Ok(serde_json::from_str(text)?)).collect::<Result<_, ApiError>>()?;
    // A preset of a later version may name columns this one does not have.
    for preset in &mut presets {
        let known = described(preset.rows);
        preset.columns.retain(|id| known.iter().any(|c| c.id == *id));
    }
    presets.sort_by_key(|p| p.name.to_lowercase());
    Ok(presets)
}

/// Keeps one; one of the same name is replaced.
pub fn export_preset_save(bench: &Workbench, preset: ExportPreset) -> Result<Vec<ExportPreset>, ApiError> {
    let name = preset.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(ApiError::refused(format!("A column order needs a name of at most {NAME} characters.")));
    }
    if preset.columns.is_empty() {
        return Err(ApiError::refused(format!("`{name}` has no column. Choose at least one.")));
    }
    let known = described(preset.rows);
    if let Some(stranger) = preset.columns.iter().find(|id| !known.iter().any(|c| c.id == **id)) {
        return Err(ApiError::refused(format!("There is no column `{stranger}` for these rows.")));
    }
    if let Some(twice) = preset.columns.iter().enumerate().find(|(i, id)| preset.columns.iter().take(*i).any(|earlier| earlier == *id)) {
        return Err(ApiError::refused(format!("The column `{}` is named twice.", twice.1)));
    }
    let text = serde_json::to_string(&ExportPreset { name: name.clone(), ..preset })?;
    bench.desk.set_setting(&key(&name), &text, &bench.act())?;
    export_presets(bench, Nothing {})
}

/// Forgets one.
pub fn export_preset_remove(bench: &Workbench, args: NameArgs) -> Result<Vec<ExportPreset>, ApiError> {
    let key = key(args.name.trim());
    if bench.desk.setting(&key)?.is_none_or(|text| text.is_empty()) {
        return Err(ApiError::not_found(format!("The column order `{}`", args.name)));
    }
    bench.desk.set_setting(&key, "", &bench.act())?;
    export_presets(bench, Nothing {})
}

/// Names that differ by case alone are one name.
fn key(name: &str) -> String {
    format!("{PREFIX}{}", name.to_lowercase())
}
