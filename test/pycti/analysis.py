"""An analysis that finds nothing, and says so in a file."""

import json

from pycti import OpenCTIConnectorHelper


def analyse(data):
    helper.api.stix_core_object.push_analysis(
        entity_id=data["entity_id"],
        file_name=data["analysis_name"],
        data=json.dumps({data["content_source"]: {}}),
        content_source=data["content_source"],
        content_type=data["content_type"],
        analysis_type="mapping_analysis",
    )
    return "analysed"


helper = OpenCTIConnectorHelper({})
helper.listen(message_callback=analyse)
