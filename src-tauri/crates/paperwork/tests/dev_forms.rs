//! dev
#[path = "../../../../tests/tests/forms.rs"]
mod forms;
