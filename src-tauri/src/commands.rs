//! From the web view to the command table and back. Adds no behaviour.

use crate::files;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::ipc::{Channel, Invoke, InvokeBody, InvokeResolver, JavaScriptChannelId};
use tauri::{Manager, Wry};
use workbench::{ApiError, Reporter, Workbench, table};

/// Cancel switches of running jobs.
#[derive(Default)]
pub struct Running(Mutex<BTreeMap<String, Arc<AtomicBool>>>);

impl Running {
    fn start(&self, job: &str) -> Arc<AtomicBool> {
        let switch = Arc::new(AtomicBool::new(false));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(job.to_owned(), switch.clone());
        switch
    }

    fn cancel(&self, job: &str) {
        if let Some(switch) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(job) {
            switch.store(true, Ordering::Relaxed);
        }
    }

    fn end(&self, job: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(job);
    }
}

/// Answers every call of the window. Which names may be called at all is settled before, by the capability file.
pub fn handle(invoke: Invoke<Wry>) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let app = message.webview().app_handle().clone();
    let bench = app.state::<Arc<Workbench>>().inner().clone();
    let name = message.command().to_owned();
    if name == "offer" {
        files::offer(&bench, &message, resolver);
        return true;
    }
    let mut body = match message.payload() {
        InvokeBody::Json(body) => body.clone(),
        InvokeBody::Raw(_) => Value::Null,
    };
    // Taken out, not copied: a passphrase among them is wiped by the command that takes it over. The message itself cannot be.
    let args = body.get_mut("args").map_or_else(|| json!({}), Value::take);
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    match name.as_str() {
        "cancel" => {
            app.state::<Running>().cancel(&text("job"));
            resolver.resolve(Value::Null);
        }
        "reveal" => respond(resolver, files::reveal(&bench, &text("path"))),
        "open" => respond(resolver, files::open(&bench, &text("path"))),
        "choose_folder" => files::choose_folder(&app, resolver),
        job if table::JOBS.contains(&job) => match JavaScriptChannelId::from_str(&text("progress")) {
            Ok(channel) => {
                let channel: Channel<Value> = channel.channel_on(message.webview());
                let id = text("job");
                tauri::async_runtime::spawn_blocking(move || {
                    run(&app, &bench, &name, &id, args, &channel);
                });
                resolver.resolve(Value::Null);
            }
            Err(why) => resolver.reject(ApiError::new("bad-arguments", format!("`{job}` needs a channel for its progress: {why}"))),
        },
        _ => {
            tauri::async_runtime::spawn_blocking(move || respond(resolver, guarded(|| table::call(&bench, &name, args))));
        }
    }
    true
}

/// Runs a job; its end is a message on the channel, because messages may still be on their way when a promise resolves.
fn run(app: &tauri::AppHandle, bench: &Workbench, name: &str, id: &str, args: Value, channel: &Channel<Value>) {
    let running = app.state::<Running>();
    let cancelled = running.start(id);
    let send = |progress: workbench::contract::Progress| {
        let _ = channel.send(json!({ "kind": "progress", "done": progress.done, "total": progress.total, "words": progress.words }));
    };
    let outcome = guarded(|| table::run(bench, name, args, &Reporter::new(&send, &cancelled)));
    running.end(id);
    let _ = channel.send(match outcome {
        Ok(answer) => json!({ "kind": "finished", "answer": answer }),
        Err(error) => json!({ "kind": "failed", "error": error }),
    });
}

/// A defect in one command must not take the desk down with it.
fn guarded(work: impl FnOnce() -> Result<Value, ApiError>) -> Result<Value, ApiError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(ApiError::new("internal", "Something in Entrydesk broke while doing this. Nothing was stored by it. Please report what you did."))
    })
}

fn respond(resolver: InvokeResolver<Wry>, outcome: Result<Value, ApiError>) {
    match outcome {
        Ok(answer) => resolver.resolve(answer),
        Err(error) => resolver.reject(error),
    }
}
