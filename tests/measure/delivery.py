"""Ends many spans by Scale's SDK for Python, and waits until they are sent.

In: the address of a server, how many spans, how many bytes their inputs have, and how many spans a
second, 0 for no limit. Out: as JSON, after how many seconds all had ended, and after how many they
were sent.
"""

import json
import logging
import sys
import time

from scale_gp_beta import SGPClient
from scale_gp_beta.lib.tracing import create_span
from scale_gp_beta.lib.tracing.trace_queue_manager import TraceQueueManager

url, spans, size, rate = sys.argv[1], *map(int, sys.argv[2:])
# What it logs of lost spans would take its time.
logging.disable(logging.CRITICAL)
manager = TraceQueueManager(SGPClient(api_key="key", account_id="account", base_url=url))
content = "x" * size
output = {"messages": [{"role": "assistant", "content": "y" * 256}]}

begun = time.perf_counter()
for number in range(spans):
    if rate:
        early = number / rate - (time.perf_counter() - begun)
        if early > 0.005:
            time.sleep(early)
    span = create_span(
        "chat",
        span_type="COMPLETION",
        trace_id="trace-1",
        input={"messages": [{"role": "user", "content": content}]},
        queue_manager=manager,
    )
    span.start()
    span.output = dict(output)
    span.end()
ended = time.perf_counter() - begun
manager.shutdown()
print(json.dumps({"ended": ended, "sent": time.perf_counter() - begun}))
