"""An external import of two objects and what links them, done once."""

import json

from pycti import Malware, OpenCTIConnectorHelper, StixCoreRelationship, Tool

helper = OpenCTIConnectorHelper({})

malware = {
    "type": "malware",
    "spec_version": "2.1",
    "id": Malware.generate_id("Emotet"),
    "name": "Emotet",
    "is_family": True,
}
tool = {
    "type": "tool",
    "spec_version": "2.1",
    "id": Tool.generate_id("PsExec"),
    "name": "PsExec",
}
uses = {
    "type": "relationship",
    "spec_version": "2.1",
    "id": StixCoreRelationship.generate_id("uses", malware["id"], tool["id"]),
    "relationship_type": "uses",
    "source_ref": malware["id"],
    "target_ref": tool["id"],
}

work_id = helper.api.work.initiate_work(helper.connect_id, "one run")
bundle = {"type": "bundle", "id": "bundle--1", "objects": [uses, tool, malware]}
helper.send_stix2_bundle(json.dumps(bundle), work_id=work_id)
helper.api.work.to_processed(work_id, "3 objects")
helper.set_state({"runs": 1})
helper.force_ping()
