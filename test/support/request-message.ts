/** The body of an enrichment request, as the platform sends it. */
export function requestMessage(
  workId: string | null,
  event: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    internal: {
      work_id: workId,
      applicant_id: null,
      draft_id: null,
      trigger: 'create',
      mode: 'auto',
    },
    event: {
      event_type: 'INTERNAL_ENRICHMENT',
      entity_id: 'ipv4-addr--11a37b1e-8e5b-5c6e-9a5f-0b6ac9a8a1c2',
      entity_type: 'IPv4-Addr',
      stix_entity: '{"type":"ipv4-addr","value":"198.51.100.7"}',
      stix_objects: null,
      ...event,
    },
    configuration: null,
  });
}

/** The work that a request is for. */
export function workOf(body: unknown): string | null {
  return (body as { readonly internal: { readonly work_id: string | null } }).internal.work_id;
}
