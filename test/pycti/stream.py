"""A stream connector that keeps in its state what it was told of."""

import json

from pycti import OpenCTIConnectorHelper


def take(message):
    told = json.loads(message.data)
    state = helper.get_state() or {}
    seen = [*state.get("seen", []), [message.event, told["data"]["id"]]]
    helper.set_state({**state, "seen": seen})
    helper.force_ping()


helper = OpenCTIConnectorHelper({})
helper.get_stream_collection()
helper.listen_stream(message_callback=take)
