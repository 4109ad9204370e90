"""An import of files with one domain name a line."""

import json
import uuid

from pycti import OpenCTIConnectorHelper


def read(data):
    url = helper.opencti_url + data["file_fetch"]
    text = helper.api.fetch_opencti_file(url)
    names = [line.strip() for line in text.splitlines() if line.strip()]
    objects = [
        {
            "type": "domain-name",
            "spec_version": "2.1",
            "id": "domain-name--" + str(uuid.uuid4()),
            "value": name,
        }
        for name in names
    ]
    bundle = {"type": "bundle", "id": "bundle--1", "objects": objects}
    helper.send_stix2_bundle(
        json.dumps(bundle),
        bypass_validation=data["bypass_validation"],
        file_name="import-" + str(uuid.uuid4()) + ".json",
        entity_id=data.get("entity_id"),
    )
    return f"{len(objects)} names"


helper = OpenCTIConnectorHelper({})
helper.listen(message_callback=read)
