//! Every processor, with every runtime or none.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{
    BatchSpanProcessor, SdkTracerProvider, SimpleSpanProcessor, Span, SpanData, SpanExporter,
    SpanProcessor,
};
use spanwire_delivery::ScaleExporter;
use spanwire_delivery::spanwire::scale_v5::models::SpanBatchCreateRequest;
use spanwire_delivery::spanwire::testing::block_on;

use crate::common::{LONG, Sink, end, within};

fn exporter(sink: &Sink) -> ScaleExporter {
    ScaleExporter::builder(&sink.client()).build().unwrap()
}

/// Each of the processors.
fn providers(sink: &Sink) -> [SdkTracerProvider; 3] {
    let with =
        |processor: Box<dyn FnOnce(ScaleExporter) -> SdkTracerProvider>| processor(exporter(sink));
    let builder = SdkTracerProvider::builder;
    [
        with(Box::new(move |exporter| {
            let processor = SimpleSpanProcessor::new(exporter);
            builder().with_span_processor(processor).build()
        })),
        with(Box::new(move |exporter| {
            let processor = BatchSpanProcessor::builder(exporter).build();
            builder().with_span_processor(processor).build()
        })),
        with(Box::new(move |exporter| {
            builder().with_span_processor(exporter.batched()).build()
        })),
    ]
}

/// Ends a span with each processor and shuts it down, on this thread.
fn export_by_each(sink: &Sink) -> Vec<String> {
    let mut ids: Vec<_> = providers(sink)
        .into_iter()
        .map(|provider| {
            let id = end(&provider, "work");
            provider.shutdown().unwrap();
            id
        })
        .collect();
    ids.sort();
    ids
}

fn assert_exported(export: impl FnOnce(Arc<Sink>) -> Vec<String> + Send + 'static) {
    let sink = Arc::new(Sink::new());
    let shared = Arc::clone(&sink);
    let ids = within(LONG, move || export(shared));
    let expected: Vec<_> = ids.into_iter().map(|id| (id, 1)).collect();
    assert_eq!(sink.ids().into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn without_a_runtime() {
    assert_exported(|sink| export_by_each(&sink));
}

#[test]
fn on_a_current_thread_runtime() {
    assert_exported(|sink| {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let runtime = runtime.unwrap();
        // Neither timers nor IO, and the only thread is held up by the shutdown.
        runtime.block_on(async { export_by_each(&sink) })
    });
}

#[test]
fn on_a_multi_thread_runtime() {
    assert_exported(|sink| {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).build().unwrap();
        let task = runtime.spawn(async move { export_by_each(&sink) });
        runtime.block_on(task).unwrap()
    });
}

#[test]
fn within_another_executor() {
    assert_exported(|sink| block_on(async { export_by_each(&sink) }));
    // There the SDK's own processors can't wait for an exporter; the thread of a batch can.
    assert_exported(|sink| {
        futures_executor::block_on(async {
            let processor = exporter(&sink).batched();
            let builder = SdkTracerProvider::builder().with_span_processor(processor);
            let provider = builder.build();
            let id = end(&provider, "work");
            provider.shutdown().unwrap();
            vec![id]
        })
    });
}

/// A task of tokio may do so much before it must yield.
#[test]
fn many_spans_of_a_task_that_never_yields() {
    assert_exported(|sink| {
        let processor = SimpleSpanProcessor::new(exporter(&sink));
        let builder = SdkTracerProvider::builder().with_span_processor(processor);
        let provider = builder.build();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let work = async {
            let mut ids: Vec<_> = (0..300).map(|_| end(&provider, "work")).collect();
            ids.sort();
            ids
        };
        runtime.unwrap().block_on(work)
    });
}

/// The program's own call leaves a connection that its runtime drives, which waits for the span.
#[test]
fn beside_calls_of_the_same_client() {
    let sink = Sink::new();
    let client = sink.client();
    let count = within(LONG, move || {
        let exporter = ScaleExporter::builder(&client).build().unwrap();
        let counts = exporter.counts();
        let processor = SimpleSpanProcessor::new(exporter);
        let builder = SdkTracerProvider::builder().with_span_processor(processor);
        let provider = builder.build();
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        runtime.block_on(async {
            let own = SpanBatchCreateRequest::new(Vec::new());
            client.spans().upsert_batch(&own).await.unwrap();
            end(&provider, "work");
        });
        counts.totals().accepted
    });
    assert_eq!(count, 1);
    assert_eq!(sink.names(), ["work"]);
}

/// Keeps the spans that end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept(Arc<Mutex<Vec<SpanData>>>);

impl SpanProcessor for Kept {
    fn on_start(&self, _: &mut Span, _: &opentelemetry::Context) {}

    fn on_end(&self, span: SpanData) {
        self.0.lock().unwrap().push(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

/// So many spans.
pub(crate) fn spans(count: usize) -> Vec<SpanData> {
    let kept = Kept::default();
    let builder = SdkTracerProvider::builder().with_span_processor(kept.clone());
    let provider = builder.build();
    for _ in 0..count {
        end(&provider, "work");
    }
    std::mem::take(&mut *kept.0.lock().unwrap())
}

#[test]
fn awaited_by_any_executor() {
    let sink = Sink::new();
    let exporter = exporter(&sink);
    futures_executor::block_on(exporter.export(spans(1))).unwrap();
    block_on(exporter.export(spans(1))).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let result = runtime.unwrap().block_on(exporter.export(spans(1)));
    result.unwrap();
    assert_eq!(sink.ids().len(), 3);
    assert_eq!(exporter.counts().totals().accepted, 3);
}

#[test]
fn the_resource_reaches_the_spans() {
    let sink = Sink::new();
    let resource = Resource::builder_empty().with_service_name("shop").build();
    let with = |builder: opentelemetry_sdk::trace::TracerProviderBuilder| {
        let provider = builder.with_resource(resource.clone()).build();
        end(&provider, "work");
        provider.shutdown().unwrap();
    };
    let builder = SdkTracerProvider::builder;
    with(builder().with_span_processor(exporter(&sink).batched()));
    with(builder().with_simple_exporter(exporter(&sink)));
    let spans = sink.spans();
    assert_eq!(spans.len(), 2);
    for span in spans {
        assert_eq!(span["metadata"]["resource"]["service.name"], "shop");
    }
}
