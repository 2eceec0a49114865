//! Development only: the same command table as the window, over loopback HTTP, with the built UI beside it.
//!
//! Browser tests meet the real backend through it. It listens on 127.0.0.1 alone and is not part of any bundle.

mod site;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use clap::Parser;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::UnboundedReceiverStream;
use workbench::{ApiError, Clock, Reporter, Setup, Workbench, table};

/// Deciding, importing and drawing are made of many small texts: this allocator hands them out in two thirds of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The workbench over loopback HTTP, for development and browser tests.
#[derive(Parser)]
struct Args {
    /// The desk file; made where there is none.
    #[arg(long)]
    desk: PathBuf,
    /// The built UI.
    #[arg(long)]
    ui: PathBuf,
    /// Where documents are written.
    #[arg(long)]
    output: PathBuf,
    /// Port on 127.0.0.1; 0 for a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// A fixed moment instead of the clock, like 2026-11-23T09:00:00-05:00.
    #[arg(long)]
    now: Option<chrono::DateTime<chrono::FixedOffset>>,
}

#[derive(Clone)]
struct Host {
    bench: Arc<Workbench>,
    running: Arc<Mutex<BTreeMap<String, Arc<AtomicBool>>>>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let clock: Clock = match args.now {
        Some(now) => Box::new(move || now),
        None => Box::new(|| chrono::Local::now().fixed_offset()),
    };
    let bench = Workbench::stand_by(Setup { desk: args.desk, output_folder: args.output, clock, user: "tester".into() }, None)?;
    let host = Host { bench: Arc::new(bench), running: Arc::default() };
    let app = Router::new()
        .route("/api/call/{name}", post(call))
        .route("/api/run/{name}", post(run))
        .route("/api/cancel", post(cancel))
        .route("/api/offer", post(offer))
        .route("/api/file", get(file))
        .layer(axum::extract::DefaultBodyLimit::max(512 * 1024 * 1024))
        .with_state(host)
        .fallback(site::serve(args.ui));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", args.port)).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

async fn call(State(host): State<Host>, Path(name): Path<String>, body: Bytes) -> Response {
    let outcome = tokio::task::spawn_blocking(move || table::call(&host.bench, &name, arguments(&body)?)).await;
    answer(outcome.unwrap_or_else(|_| Err(broke())))
}

async fn run(State(host): State<Host>, Path(name): Path<String>, Query(query): Query<BTreeMap<String, String>>, body: Bytes) -> Response {
    let job = query.get("job").cloned().unwrap_or_default();
    let cancelled = Arc::new(AtomicBool::new(false));
    host.running.lock().unwrap_or_else(PoisonError::into_inner).insert(job.clone(), cancelled.clone());
    let (lines, stream) = tokio::sync::mpsc::unbounded_channel::<Value>();
    tokio::task::spawn_blocking(move || {
        let send = |p: workbench::contract::Progress| {
            let _ = lines.send(json!({ "kind": "progress", "done": p.done, "total": p.total, "words": p.words }));
        };
        let outcome = arguments(&body).and_then(|args| table::run(&host.bench, &name, args, &Reporter::new(&send, &cancelled)));
        host.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&job);
        let _ = lines.send(match outcome {
            Ok(answer) => json!({ "kind": "finished", "answer": answer }),
            Err(error) => json!({ "kind": "failed", "error": error }),
        });
    });
    let lines = UnboundedReceiverStream::new(stream).map(|line| Ok::<_, std::convert::Infallible>(format!("{line}\n")));
    ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response()
}

async fn cancel(State(host): State<Host>, Query(query): Query<BTreeMap<String, String>>) -> Response {
    let running = host.running.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(switch) = query.get("job").and_then(|job| running.get(job)) {
        switch.store(true, Ordering::Relaxed);
    }
    answer(Ok(Value::Null))
}

async fn offer(State(host): State<Host>, Query(query): Query<BTreeMap<String, String>>, body: Bytes) -> Response {
    let name = query.get("name").cloned().unwrap_or_else(|| "file".into());
    answer(serde_json::to_value(host.bench.offer(&name, body.to_vec())).map_err(ApiError::from))
}

/// A file the desk has written, as a download: what the window opens with the system's own program.
async fn file(State(host): State<Host>, Query(query): Query<BTreeMap<String, String>>) -> Response {
    let wanted = query.get("path").and_then(|path| std::path::Path::new(path).canonicalize().ok());
    let folder = host.bench.output_folder().canonicalize().ok();
    match wanted.filter(|path| folder.is_some_and(|folder| path.starts_with(folder))).map(std::fs::read) {
        Some(Ok(bytes)) => ([(header::CONTENT_TYPE, "application/octet-stream"), (header::CONTENT_DISPOSITION, "attachment")], bytes).into_response(),
        _ => answer(Err(ApiError::refused("only documents that the desk has written can be opened"))),
    }
}

fn arguments(body: &[u8]) -> Result<Value, ApiError> {
    if body.is_empty() { Ok(json!({})) } else { serde_json::from_slice(body).map_err(|e| ApiError::new("bad-arguments", e.to_string())) }
}

fn answer(outcome: Result<Value, ApiError>) -> Response {
    match outcome {
        Ok(value) => axum::Json(value).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, axum::Json(json!(error))).into_response(),
    }
}

fn broke() -> ApiError {
    ApiError::new("internal", "Something in Entrydesk broke while doing this. Nothing was stored by it.")
}
