//! Long work: progress out, cancel in.

use crate::contract::Progress;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Passes progress to whoever started a job, at most twenty times a second, and says whether they want it to stop.
pub struct Reporter<'a> {
    send: &'a (dyn Fn(Progress) + Sync),
    cancelled: &'a AtomicBool,
    last: std::sync::Mutex<Option<Instant>>,
}

impl<'a> Reporter<'a> {
    /// A reporter that sends to `send` until `cancelled` is set.
    pub fn new(send: &'a (dyn Fn(Progress) + Sync), cancelled: &'a AtomicBool) -> Self {
        Self { send, cancelled, last: std::sync::Mutex::new(None) }
    }

    /// Reports `done` of `total`; returns whether to stop.
    pub fn at(&self, done: usize, total: usize, words: &str) -> bool {
        let stop = self.cancelled.load(Ordering::Relaxed);
        if let Ok(mut last) = self.last.lock()
            && (done == total || last.is_none_or(|l| l.elapsed() > Duration::from_millis(50)))
        {
            *last = Some(Instant::now());
            (self.send)(Progress { done: done as u64, total: total as u64, words: words.to_owned() });
        }
        stop
    }
}
