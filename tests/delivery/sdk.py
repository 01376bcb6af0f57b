"""Sends spans by Scale's SDK for Python.

In: the address of a server as the argument, and on standard input a JSON list of spans. Each has the
arguments of `create_span`, `start` and `end` in microseconds since 1970, and perhaps `error`, the
arguments of `set_error`. Out: one request a span to the server.
"""

import json
import sys
from datetime import datetime, timedelta, timezone

from scale_gp_beta import SGPClient
from scale_gp_beta.lib.tracing import create_span
from scale_gp_beta.lib.tracing.trace_queue_manager import TraceQueueManager


def timestamp(microseconds):
    """As the SDK writes the present time."""
    epoch = datetime.fromtimestamp(0, timezone.utc)
    return (epoch + timedelta(microseconds=microseconds)).isoformat()


client = SGPClient(api_key="key", account_id="account", base_url=sys.argv[1])
manager = TraceQueueManager(client, worker_enabled=False)
for fields in json.load(sys.stdin):
    start, end, error = (fields.pop(name, None) for name in ("start", "end", "error"))
    span = create_span(queue_manager=manager, **fields)
    span.start_time = timestamp(start)
    if end is not None:
        span.end_time = timestamp(end)
    if error is not None:
        span.set_error(**error)
    span.flush()
