"""What connectors do with the API directly, without a bundle."""

import json
import sys

from pycti import OpenCTIConnectorHelper

helper = OpenCTIConnectorHelper({})
# The helper's own hook ends the process without a word.
sys.excepthook = sys.__excepthook__
api = helper.api

author = api.identity.create(type="Organization", name="Bench", description="an author")
label = api.label.read_or_create_unchecked(value="c2")
marking = api.marking_definition.read(
    filters={
        "mode": "and",
        "filters": [{"key": "definition", "values": ["TLP:GREEN"]}],
        "filterGroups": [],
    }
)
reference = api.external_reference.create(
    source_name="bench", url="https://bench.example/1"
)
api.external_reference.add_file(
    id=reference["id"], file_name="page.html", data="<p>", mime_type="text/html"
)

observable = api.stix_cyber_observable.create(
    observableData={"type": "domain-name", "value": "bench.example"},
    createdBy=author["id"],
    objectMarking=[marking["id"]],
    objectLabel=[label["id"]],
    externalReferences=[reference["id"]],
)
hashed = api.stix_cyber_observable.create(
    simple_observable_key="File.hashes.MD5",
    simple_observable_value="d41d8cd98f00b204e9800998ecf8427e",
)
api.stix_cyber_observable.update_field(
    id=observable["id"], input={"key": "x_opencti_score", "value": "70"}
)
api.stix_cyber_observable.add_external_reference(
    id=hashed["id"], external_reference_id=reference["id"]
)
indicator = api.indicator.create(
    name="bench.example",
    pattern="[domain-name:value = 'bench.example']",
    pattern_type="stix",
    x_opencti_main_observable_type="Domain-Name",
)
relationship = api.stix_core_relationship.create(
    fromId=indicator["id"], toId=observable["id"], relationship_type="based-on"
)
case = api.case_incident.create(name="A case", objects=[indicator["id"]])
report = api.report.create(
    name="A report",
    published="2026-01-02T03:04:05Z",
    objects=[indicator["id"], observable["id"], relationship["id"]],
    createdBy=author["id"],
)
api.stix_domain_object.add_label(id=report["id"], label_name="weekly")
api.stix_domain_object.update_field(
    id=report["id"], input={"key": "description", "value": "changed"}
)
api.stix_domain_object.add_file(
    id=report["id"], file_name="notes.txt", data="notes", mime_type="text/plain"
)
artifact = api.stix_cyber_observable.upload_artifact(
    file_name="a.bin",
    data=b"\x00\x01",
    mime_type="application/octet-stream",
    x_opencti_description="two bytes",
    createdBy=author["id"],
    objectMarking=[marking["id"]],
    objectLabel=[label["id"]],
)

read = api.stix_cyber_observable.read(id=observable["id"])
found = api.stix_domain_object.get_by_stix_id_or_name(name="A report")
listed = api.indicator.list(search="bench", getAll=True)
linked = api.stix_core_relationship.list(fromOrToId=observable["id"])
bundle = api.stix2.get_stix_bundle_or_object_from_entity_id(
    entity_type="Report", entity_id=report["id"], mode="full"
)
imported = api.stix2.import_bundle_from_json(
    json.dumps(
        {
            "type": "bundle",
            "id": "bundle--1",
            "objects": [
                {
                    "type": "malware",
                    "spec_version": "2.1",
                    "id": "malware--0ebb9c39-2a0c-5e1c-8d4e-0e1f4b2f4d11",
                    "name": "Imported by the client",
                    "is_family": True,
                    "labels": ["new"],
                    "external_references": [
                        {"source_name": "s", "url": "https://s.example/1"}
                    ],
                }
            ],
        }
    )
)

checks = {
    "score": read["x_opencti_score"] == 70,
    "author": read["createdBy"]["name"] == "Bench",
    "marking": read["objectMarking"][0]["definition"] == "TLP:GREEN",
    "label": read["objectLabel"][0]["value"] == "c2",
    "reference": read["externalReferences"][0]["url"] == "https://bench.example/1",
    "description": found["description"] == "changed",
    "list": [one["id"] for one in listed] == [indicator["id"]],
    "links": [one["id"] for one in linked] == [relationship["id"]],
    "objects": len(bundle["objects"]) >= 5,
    "case": case["entity_type"] == "Case-Incident",
    "artifact": artifact["entity_type"] == "Artifact",
    "import": len(imported) > 0,
}
failed = [name for name, holds in checks.items() if not holds]
if failed:
    sys.exit("wrong: " + ", ".join(failed))

helper.set_state({"checked": len(checks)})
helper.force_ping()
