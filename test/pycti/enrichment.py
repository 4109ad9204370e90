"""An enrichment that gives an address a score and a label; also a step of playbooks."""

import json

from pycti import OpenCTIConnectorHelper


def enrich(data):
    entity = {**data["stix_entity"], "x_opencti_score": 80}
    others = [one for one in data["stix_objects"] if one["id"] != entity["id"]]
    bundle = {"type": "bundle", "id": "bundle--1", "objects": [entity, *others]}
    helper.send_stix2_bundle(json.dumps(bundle))
    # Playbooks say no event type, and hand in the bundle itself.
    if data.get("event_type"):
        observable = data["enrichment_entity"]
        helper.api.stix_cyber_observable.add_label(
            id=observable["id"], label_name="seen"
        )
    return "scored 80"


helper = OpenCTIConnectorHelper({}, playbook_compatible=True)
helper.listen(message_callback=enrich)
