//! The desktop window. Thin by design: everything it does is a command of the workbench.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod files;
mod key_store;
mod linux_display;
mod places;

use std::sync::Arc;
use tauri::{Manager, RunEvent};
use workbench::{Setup, Workbench};

/// Deciding, importing and drawing are made of many small texts: this allocator hands them out in two thirds of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
            // Locked, damaged or in use: the window says so, and helps.
            let bench = Workbench::stand_by(setup, key_store::of_this_computer())?;
            app.manage(Arc::new(bench));
            app.manage(commands::Running::default());
            Ok(())
        })
        .invoke_handler(commands::handle)
        .build(tauri::generate_context!());
    match outcome {
        Ok(app) => app.run(|app, event| {
            if let (RunEvent::Exit, Some(bench)) = (event, app.try_state::<Arc<Workbench>>())
                && let Err(why) = bench.close()
            {
                // The window is gone: the next start finds the desk whole, and says when the last backup was made.
                eprintln!("entrydesk: {why}");
            }
        }),
        Err(why) => {
            eprintln!("entrydesk: {why}");
            std::process::exit(1);
        }
    }
}
