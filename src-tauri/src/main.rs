//! The desktop window. Thin by design: everything it does is a command of the workbench.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod files;
mod linux_display;
mod places;

use std::sync::Arc;
use tauri::Manager;
use tauri_plugin_dialog::DialogExt;
use workbench::{Setup, Workbench};

fn main() {
    linux_display::prepare();
    let mut builder = tauri::Builder::default();
    if !places::apart() {
        // First of all plugins: a second start brings the first window forward and ends.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }));
    }
    let outcome = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .setup(|app| {
            let home = places::find(app.path())?;
            let setup =
                Setup { desk: home.desk.clone(), output_folder: home.documents, clock: Box::new(|| chrono::Local::now().fixed_offset()), user: home.user };
            match Workbench::open(setup) {
                Ok(bench) => {
                    app.manage(Arc::new(bench));
                    app.manage(commands::Running::default());
                    Ok(())
                }
                Err(why) => {
                    // The desk file is in use, newer, or damaged: say so before there is anything to click.
                    app.dialog().message(format!("{why}\n\n{}", home.desk.display())).title("Entrydesk cannot open its desk file").blocking_show();
                    Err(Box::new(why) as Box<dyn std::error::Error>)
                }
            }
        })
        .invoke_handler(commands::handle)
        .run(tauri::generate_context!());
    if let Err(why) = outcome {
        eprintln!("entrydesk: {why}");
        std::process::exit(1);
    }
}
