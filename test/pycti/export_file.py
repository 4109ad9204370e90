"""An export to JSON: one entity with what is around it, a selection, or a list."""

import json

from pycti import OpenCTIConnectorHelper


def bundle_of(data):
    stix2 = helper.api_impersonate.stix2
    if data["export_scope"] == "single":
        return stix2.get_stix_bundle_or_object_from_entity_id(
            entity_type=data["entity_type"],
            entity_id=data["entity_id"],
            mode=data["export_type"],
            access_filter=data["access_filter"],
        )
    if data["export_scope"] == "selection":
        entities = helper.api_impersonate.opencti_stix_object_or_stix_relationship.list(
            filters=data["main_filter"], getAll=True
        )
        return stix2.export_selected(entities, data["export_type"], data["access_filter"])
    params = data["list_params"]
    return stix2.export_list(
        data["entity_type"],
        params["search"],
        params["filters"],
        params["orderBy"],
        params["orderMode"],
        data["export_type"],
        data["access_filter"],
    )


def export(data):
    content = json.dumps(bundle_of(data), indent=2)
    name, markings = data["file_name"], data["file_markings"]
    if data["export_scope"] == "single":
        helper.api.stix_domain_object.push_entity_export(
            data["entity_id"], name, content, markings
        )
    else:
        helper.api.stix_core_object.push_list_export(
            data.get("entity_id"), data["entity_type"], name, markings, content, ""
        )
    return "exported"


helper = OpenCTIConnectorHelper({})
helper.listen(message_callback=export)
