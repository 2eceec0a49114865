//! The only place that knows a Linux display.

/// WebKitGTK's DMA-BUF renderer shows an empty window on NVIDIA drivers under Wayland (WebKit bug 261874).
/// Switched off there, unless the person has set the variable; everywhere else the default works.
#[cfg(target_os = "linux")]
pub fn prepare() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let wayland = std::env::var_os("WAYLAND_DISPLAY").is_some();
    let nvidia = std::path::Path::new("/proc/driver/nvidia/version").exists();
    if wayland && nvidia && std::env::var_os(SWITCH).is_none() {
        // No other thread runs yet: this is the first statement of `main`.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(SWITCH, "1");
        }
    }
}

/// Nothing to prepare on other systems.
#[cfg(not(target_os = "linux"))]
pub fn prepare() {}
