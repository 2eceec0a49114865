//! The built UI as files, under the same content security policy as the window.

use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use std::path::{Component, PathBuf};

/// As in the window, with this origin in place of its protocol.
const CSP: &str = "default-src 'self'; connect-src 'self'; img-src 'self' data: blob:; style-src 'self'; font-src 'self'; script-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'";

/// Serves the files of `folder`.
pub fn serve(folder: PathBuf) -> MethodRouter {
    get(move |uri: Uri| {
        let folder = folder.clone();
        async move { file(&folder, uri.path()) }
    })
}

fn file(folder: &std::path::Path, path: &str) -> Response {
    let wanted = PathBuf::from(path.trim_start_matches('/'));
    let inside = wanted.components().all(|c| matches!(c, Component::Normal(_)));
    let wanted = if wanted.as_os_str().is_empty() { PathBuf::from("index.html") } else { wanted };
    let Some(bytes) = inside.then(|| std::fs::read(folder.join(&wanted)).ok()).flatten() else {
        return (StatusCode::NOT_FOUND, "not here").into_response();
    };
    let kind = match wanted.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        _ => "application/octet-stream",
    };
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP))];
    (headers, bytes).into_response()
}
