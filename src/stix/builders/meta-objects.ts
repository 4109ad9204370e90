import type {
  ExternalReferenceObject,
  KillChainPhaseObject,
  Label,
  MarkingDefinition,
  Vocabulary,
} from '../model/meta-objects.js';
import { defineBuilder } from './build.js';
import type { PropertiesOf } from './properties-of.js';

/** What {@link markingDefinition} takes. */
export type MarkingDefinitionProperties = Omit<
  PropertiesOf<MarkingDefinition>,
  'definition_type' | 'definition'
> & {
  /** Kind of marking, such as `PAP` or `statement`. */
  readonly definition_type: string;
  /** The marking as OpenCTI shows it, such as `PAP:RED`, or the text of the statement. */
  readonly definition: string;
};

/**
 * Builds a marking definition. Its id follows from type and definition. For TLP and PAP there are
 * ready ones: `tlpMarking`, `papMarking`.
 */
export const markingDefinition = defineBuilder<MarkingDefinition, MarkingDefinitionProperties>(
  'marking-definition',
  { definition_type: 'text', definition: 'text' },
  { complete: draft => (draft.name ??= draft.definition) },
);

/** Builds a label as an object of its own, to give it a colour. Its id follows from its value. */
export const label = defineBuilder<Label>('label', { value: 'text', color: 'text' });

/** Builds a value of an open vocabulary of OpenCTI. Its id follows from name and category. */
export const vocabulary = defineBuilder<Vocabulary>('vocabulary', {
  name: 'text',
  category: 'text',
});

/** Builds an external reference as an object of its own; most often `externalReference` is meant. */
export const externalReferenceObject = defineBuilder<ExternalReferenceObject>(
  'external-reference',
  { source_name: 'text' },
);

/** Builds a kill chain phase as an object of its own; most often `killChainPhase` is meant. */
export const killChainPhaseObject = defineBuilder<KillChainPhaseObject>('kill-chain-phase', {
  kill_chain_name: 'text',
  phase_name: 'text',
});
