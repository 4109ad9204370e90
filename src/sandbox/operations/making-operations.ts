import { entityNode } from '../entities/entity-node.js';
import { relationshipOfInput, sightingOfInput, stixOfInput } from '../entities/stix-of-input.js';
import { UploadedFile } from '../files/uploaded-file.js';
import { ENTITY_MAKERS } from '../graphql/sdl/entity-roots.js';
import type { StixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { PlatformRefusal } from '../platform-refusal.js';
import {
  targetOf,
  text,
  type Operation,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';

/** Making entities, observables and relationships one by one. */
export const makingOperations: Operations = {
  Query: {},

  Mutation: {
    ...Object.fromEntries(ENTITY_MAKERS.map(({ add, type }) => [add, makerOf(type)])),

    stixCyberObservableAdd: (args, context) => {
      const entityType = text(args, 'type');
      const { [entityType.replace(/-/g, '')]: own, ...shared } = args;
      const members = Object.entries(shared).filter(([, value]) => !isInput(value));
      const input = { ...Object.fromEntries(members), ...asInput(own) };
      return make(stixOfInput(entityType, input, context), context);
    },

    artifactImport: async (args, context) => {
      const { file, ...shared } = args;
      if (!(file instanceof UploadedFile)) throw new PlatformRefusal('BAD_USER_INPUT');
      const payload = file.bytes.toString('base64');
      const input = { ...shared, mime_type: 'application/octet-stream', payload_bin: payload };
      return make(stixOfInput('Artifact', input, context), context);
    },

    stixCoreRelationshipAdd: ({ input }, context) =>
      make(relationshipOfInput(asInput(input), context), context),

    stixSightingRelationshipAdd: ({ input }, context) =>
      make(sightingOfInput(asInput(input), context), context),
  },
};

function makerOf(type: string | undefined): Operation {
  return ({ input }, context) => {
    const given = asInput(input);
    return make(stixOfInput(type ?? text(given, 'type'), given, context), context);
  };
}

/** Stores an object as an import would, and shows it. */
async function make(object: StixRecord, context: OperationContext): Promise<unknown> {
  return entityNode(await stored(object, context), context);
}

async function stored(object: StixRecord, context: OperationContext): Promise<StoredObject> {
  const outcome = await context.ingestion.import(object, targetOf(context));
  if (outcome.kind === 'missing') {
    const unresolvedIds = outcome.references.map(({ ref }) => ref);
    throw new PlatformRefusal('MISSING_REFERENCE_ERROR', undefined, { unresolvedIds });
  }
  if (outcome.kind === 'refused') throw new PlatformRefusal('FUNCTIONAL_ERROR', outcome.error);
  const found = context.knowledge.find(outcome.ids[0] ?? '');
  if (!found) throw new PlatformRefusal('UNSUPPORTED_ERROR');

  return found;
}

function isInput(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asInput(value: unknown): OperationArguments {
  return isInput(value) ? (value as OperationArguments) : {};
}
