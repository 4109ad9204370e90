import { randomUUID } from 'node:crypto';
import { externalReferenceNode, killChainPhaseNode, labelNode } from '../entities/meta-nodes.js';
import { stixOfInput } from '../entities/stix-of-input.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { idsOf } from '../knowledge/object-ids.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { connectionOf } from './connection.js';
import { matchesFilters } from './filter-group.js';
import {
  optionalText,
  text,
  type Operation,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';

type Node = Readonly<Record<string, unknown>>;

/** How one kind of meta object is shown. */
interface MetaKind {
  readonly type: string;
  readonly entityType: string;
  readonly toNode: (stored: StoredObject, knowledge: Knowledge) => Node;
}

const LABEL: MetaKind = {
  type: 'label',
  entityType: 'Label',
  toNode: ({ object }, knowledge) => labelNode(String(object.value), knowledge),
};

const EXTERNAL_REFERENCE: MetaKind = {
  type: 'external-reference',
  entityType: 'External-Reference',
  toNode: ({ object }, knowledge) => externalReferenceNode(object, knowledge),
};

const KILL_CHAIN_PHASE: MetaKind = {
  type: 'kill-chain-phase',
  entityType: 'Kill-Chain-Phase',
  toNode: ({ object }, knowledge) => killChainPhaseNode(object, knowledge),
};

/** Labels, external references and kill chain phases, of which objects hold copies. */
export const metaOperations: Operations = {
  Query: {
    label: readOf(LABEL),
    labels: listOf(LABEL),
    externalReference: readOf(EXTERNAL_REFERENCE),
    externalReferences: listOf(EXTERNAL_REFERENCE),
    killChainPhase: readOf(KILL_CHAIN_PHASE),
    killChainPhases: listOf(KILL_CHAIN_PHASE),
    vocabulary: () => null,
    vocabularies: args => connectionOf([], args),
    vocabularyCategories: () => [],
  },

  Mutation: {
    labelAdd: makerOf(LABEL),
    externalReferenceAdd: makerOf(EXTERNAL_REFERENCE),
    killChainPhaseAdd: makerOf(KILL_CHAIN_PHASE),
  },
};

function readOf({ type, toNode }: MetaKind): Operation {
  return (args, { knowledge }) => {
    const stored = knowledge.find(text(args, 'id'));
    return stored?.object.type === type ? toNode(stored, knowledge) : null;
  };
}

function listOf({ type, toNode }: MetaKind): Operation {
  return (args, { knowledge }) => {
    const search = optionalText(args, 'search')?.toLowerCase();
    const nodes = [...knowledge.ofTypeWithUnlisted(type)]
      .map(stored => toNode(stored, knowledge))
      .filter(node => matchesFilters(args.filters, node))
      .filter(node => search === undefined || JSON.stringify(node).toLowerCase().includes(search));
    return connectionOf(nodes, args);
  };
}

function makerOf(kind: MetaKind): Operation {
  return ({ input }, context) => {
    const stored = keep(kind, (input ?? {}) as OperationArguments, context);
    return kind.toNode(stored, context.knowledge);
  };
}

/** One that is there already is given back. It is not listed: what uses it holds a copy. */
function keep(
  { entityType }: MetaKind,
  input: OperationArguments,
  context: OperationContext,
): StoredObject {
  const { knowledge, now } = context;
  const { color, ...members } = input;
  const object = stixOfInput(
    entityType,
    { ...members, ...(color !== null && color !== undefined && { x_opencti_color: color }) },
    context,
  );
  const known = knowledge.find(object.id);
  if (known) return known;
  const internalId = randomUUID();
  const at = now().toISOString();
  const stored: StoredObject = {
    internalId,
    object,
    ids: new Set([...idsOf(object), internalId]),
    createdAt: at,
    updatedAt: at,
    isUnlisted: true,
  };
  knowledge.put(stored);

  return stored;
}
