import { Injectable, type StreamEvent } from 'octiflow';
import {
  MITRE_EXTENSION,
  OPENCTI_EXTENSION,
  OPENCTI_OBSERVABLE_EXTENSION,
  type StixObject,
} from 'octiflow/stix';
import { TaxiiPostConfig } from './taxii-post.config.js';

const OF_OPENCTI = [OPENCTI_EXTENSION, OPENCTI_OBSERVABLE_EXTENSION, MITRE_EXTENSION];

interface Entity extends StixObject {
  readonly modified?: string;
  readonly extensions?: object;
}

/** Makes of events what the collection gets. */
@Injectable()
export class TaxiiPostConverter {
  private readonly leftOut: RegExp;

  constructor(private readonly config: TaxiiPostConfig) {
    const { deleteCreatedByRef, deleteMarkingDefinition, deleteExtensions } = config;
    const names = [
      ...(deleteCreatedByRef ? ['created_by_ref'] : []),
      ...(deleteMarkingDefinition ? ['object_marking_refs'] : []),
      ...(deleteExtensions ? ['x_opencti_.*', ...OF_OPENCTI] : []),
    ];
    this.leftOut = new RegExp(`^(${names.join('|')})$`, 's');
  }

  /** The entities in the order of their events, each version once: as it was last. */
  toObjects(events: readonly StreamEvent<Entity>[]): readonly StixObject[] {
    const versions = new Map<string, StixObject>();
    for (const { entity } of events) {
      // Where objects do not tell of authors, the authors are left out too.
      if (this.config.deleteCreatedByRef && entity.type === 'identity') continue;
      versions.set(JSON.stringify([entity.id, entity.modified]), this.toObject(entity));
    }

    return [...versions.values()];
  }

  private toObject({ type, id, extensions = {}, ...others }: Entity): Entity {
    const kept = this.kept(extensions);
    const object = { type, id, ...this.kept(others), spec_version: '2.1' };

    return Object.keys(kept).length > 0 ? { ...object, extensions: kept } : object;
  }

  private kept(members: object): object {
    const entries = Object.entries(members).filter(([name]) => !this.leftOut.test(name));

    return Object.fromEntries(entries);
  }
}
