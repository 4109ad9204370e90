import { Injectable, Stix, type ImportedFile, type StixObject } from 'octiflow';
import { checkRelationship, entityNameOf, isSco, patternOf, ENTITY_GROUPS } from 'octiflow/stix';
import { ImportDocumentConfig } from './import-document.config.js';

/** Objects that a report names at once; one with more comes again with the others. */
const REPORT_SIZE = 5_000;

/** Ties what is found in a document to what the document belongs to. */
@Injectable()
export class Linker {
  constructor(private readonly config: ImportDocumentConfig) {}

  /**
   * A container is filled by octiflow, and anything else is related to what is found. A document of
   * its own becomes a report.
   */
  async *linked(found: AsyncIterable<StixObject>, file: ImportedFile): AsyncIterable<StixObject> {
    let refs: string[] = [];
    for await (const object of found) {
      for (const each of this.objectsOf(object, file)) {
        yield each;
        refs.push(each.id);
      }
      if (file.contextEntity || refs.length < REPORT_SIZE) continue;
      yield reportOf(file, refs);
      refs = [];
    }
    if (!file.contextEntity && refs.length > 0) yield reportOf(file, refs);
  }

  private *objectsOf(
    object: StixObject,
    { contextEntity: entity, context, markings }: ImportedFile,
  ): Iterable<StixObject> {
    yield object;
    const pattern = this.config.createIndicator && isSco(object) ? patternOf(object) : undefined;
    if (pattern !== undefined) {
      const indicator = Stix.indicator({
        name: nameOf(object),
        pattern,
        pattern_type: 'stix',
        valid_from: context.receivedAt,
        object_marking_refs: markings.map(({ id }) => id),
      });
      yield indicator;
      yield Stix.relationship(indicator, 'based-on', object.id);
    }
    if (!entity || isContainer(entity) || entity.id === object.id) return;
    if (checkRelationship(object, 'related-to', entity)) return;

    yield Stix.relationship(object, 'related-to', entity);
  }
}

function reportOf(file: ImportedFile, refs: readonly string[]): StixObject {
  return Stix.report({
    name: file.name,
    description: 'Automatic import',
    published: file.context.receivedAt,
    report_types: ['threat-report'],
    object_refs: refs,
  });
}

function isContainer(entity: StixObject): boolean {
  const name = entityNameOf(entity);

  return ENTITY_GROUPS.Container.some(container => container === name);
}

function nameOf(object: StixObject): string {
  const { value, hashes } = object as { value?: string; hashes?: Record<string, string> };
  const { name } = object as { name?: string };

  return value ?? Object.values(hashes ?? {})[0] ?? name ?? object.id;
}
