//! What spans of OpenTelemetry become at Scale, case by case, and that nothing of them is lost.

mod cases;
mod lost;
mod read;
