import { attribute, isEmpty, texts, type StixRecord } from './stix-record.js';

/** The author's id. Observables have theirs among OpenCTI's own attributes. */
export function authorOf(object: StixRecord): string | undefined {
  const author = object.created_by_ref ?? attribute(object, 'created_by_ref');

  return typeof author === 'string' && author !== '' ? author : undefined;
}

/** The labels, wherever they stand. */
export function labelsOf(object: StixRecord): readonly string[] {
  return [...new Set([...texts(object.labels), ...texts(attribute(object, 'labels'))])];
}

/** The external references, wherever they stand. */
export function externalReferencesOf(
  object: StixRecord,
): readonly Readonly<Record<string, unknown>>[] {
  const found = isEmpty(object.external_references)
    ? attribute(object, 'external_references')
    : object.external_references;

  return records(found);
}

/** The kill chain phases, wherever they stand. */
export function killChainPhasesOf(
  object: StixRecord,
): readonly Readonly<Record<string, unknown>>[] {
  const found = isEmpty(object.kill_chain_phases)
    ? attribute(object, 'kill_chain_phases')
    : object.kill_chain_phases;

  return records(found);
}

/** The description; observables have theirs among OpenCTI's own attributes. */
export function descriptionOf(object: StixRecord): unknown {
  return attribute(object, 'description') ?? object.description ?? null;
}

/** The score, from 0 to 100. */
export function scoreOf(object: StixRecord): unknown {
  return attribute(object, 'score') ?? object.score ?? null;
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];

  return list.filter(
    (item): item is Readonly<Record<string, unknown>> => typeof item === 'object' && item !== null,
  );
}
