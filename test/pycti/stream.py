"""A stream connector that keeps in its state what it was told of."""

import json

from pycti import OpenCTIConnectorHelper

# pycti's own pings may bring back an older state, so that what was told is not read from there.
seen = []


def take(message):
    told = json.loads(message.data)
    seen.append([message.event, told["data"]["id"]])
    helper.set_state({**(helper.get_state() or {}), "seen": seen})
    helper.force_ping()


helper = OpenCTIConnectorHelper({})
helper.get_stream_collection()
helper.listen_stream(message_callback=take)
