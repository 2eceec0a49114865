//! Grants the window exactly the commands of the table: `commands.txt` is written from it by `cargo xtask contract`.

fn main() {
    println!("cargo:rerun-if-changed=commands.txt");
    let names: Vec<&'static str> = include_str!("commands.txt").lines().collect();
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(Box::leak(names.into_boxed_slice())));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
