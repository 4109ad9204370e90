import type { Bundle, StixObject } from '../../../../src/stix/index.js';

/** An id that is the same for the same number, and a different one for every other. */
export function sampleId(type: string, number: number): string {
  return `${type}--11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
}

/** An object of a type, with a sample id and any members. */
export function sample(type: string, number: number, members: object = {}): StixObject {
  return { type, spec_version: '2.1', id: sampleId(type, number), ...members } as StixObject;
}

/** A note about other objects, which may be anything. */
export function note(number: number, about: readonly unknown[], members: object = {}): StixObject {
  return sample('note', number, { content: `note ${number}`, object_refs: about, ...members });
}

/** A bundle of objects, malformed ones too. */
export function bundleOf(...objects: readonly unknown[]): Bundle {
  return {
    type: 'bundle',
    id: 'bundle--99999999-9999-4999-8999-999999999999',
    objects: objects as StixObject[],
  };
}

/** Gives the error that a function throws, or nothing. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }

  return undefined;
}
