"""Does one kind of work with pycti and prints the seconds that it took: ids COUNT | split COUNT."""

import json
import sys
import time

import pycti
from pycti.utils.opencti_stix2_splitter import OpenCTIStix2Splitter

INDICATES = (
    "indicator--11111111-1111-4111-8111-111111111111",
    "malware--22222222-2222-4222-8222-222222222222",
)

ID_MAKERS = [
    lambda i: pycti.Indicator.generate_id(f"[ipv4-addr:value = '198.18.{i % 251}.{i % 241}']"),
    lambda i: pycti.Identity.generate_id(f"Organisation n°{i}", "organization"),
    lambda i: pycti.StixCoreRelationship.generate_id(
        "indicates", *INDICATES, f"2024-03-01T00:00:{i % 60:02d}.000Z"
    ),
    lambda i: pycti.Report.generate_id(f"Report {i}", "2024-03-01T00:00:00.000Z"),
    lambda i: pycti.Vulnerability.generate_id(f"CVE-2024-{i}"),
    lambda i: pycti.Malware.generate_id(f"BenchRAT-{i}"),
    lambda i: pycti.ExternalReference.generate_id(f"https://feed.bench.example/ioc/{i}"),
    lambda i: pycti.KillChainPhase.generate_id(f"phase-{i % 1000}", "mitre-attack"),
]


def make_ids(count):
    for i in range(count):
        ID_MAKERS[i % 8](i)


def split(bundle):
    OpenCTIStix2Splitter().split_bundle_with_expectations(bundle, use_json=False)


def main():
    work, count = sys.argv[1], int(sys.argv[2])
    bundle = json.load(sys.stdin) if work == "split" else None
    began = time.perf_counter()
    make_ids(count) if work == "ids" else split(bundle)
    print(time.perf_counter() - began)


main()
