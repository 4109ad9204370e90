import type { CoreProperties, DomainProperties, OpenctiProperties } from './core-properties.js';
import type { ExternalReference } from './external-reference.js';
import type { ExtensionType, StixExtensions } from './extensions.js';
import type { KillChainPhase } from './kill-chain-phase.js';
import type { OpenVocab } from './open-vocab.js';
import type { Timestamp } from './timestamp.js';

/** A rule of handling that objects are marked with: TLP, PAP or a statement. */
export interface MarkingDefinition extends CoreProperties, OpenctiProperties {
  readonly type: 'marking-definition';
  readonly created?: Timestamp;
  readonly modified?: Timestamp;
  /** Id of the identity that made the object, its author. */
  readonly created_by_ref?: string;
  readonly external_references?: readonly ExternalReference[];
  /** Name, such as `TLP:AMBER`. */
  readonly name?: string;
  /** Kind of marking: `tlp`, `statement`, or a kind of one's own such as `PAP`. */
  readonly definition_type?: OpenVocab<'tlp' | 'statement'>;
  /** The rule itself: `{ tlp: 'amber' }`, `{ statement: '…' }`, or text. */
  readonly definition?: Readonly<Record<string, string>> | string;
  /** Kind of marking as OpenCTI keeps it, such as `TLP`; wins over `definition_type`. */
  readonly x_opencti_definition_type?: string;
  /** The rule as OpenCTI keeps it, such as `TLP:AMBER`; wins over `definition`. */
  readonly x_opencti_definition?: string;
  /** Rank among the markings of its kind; higher is stricter. */
  readonly x_opencti_order?: number;
  /** Colour as `#rrggbb`. */
  readonly x_opencti_color?: string;
  readonly extensions?: StixExtensions;
}

/** A label as an object of its own, with its colour. */
export interface Label extends CoreProperties, OpenctiProperties {
  readonly type: 'label';
  readonly value: string;
  /** Colour as `#rrggbb`. The worker needs it. */
  readonly color: string;
  readonly extensions?: StixExtensions;
}

/** A value of one of OpenCTI's open vocabularies, as an object of its own. */
export interface Vocabulary extends CoreProperties, OpenctiProperties {
  readonly type: 'vocabulary';
  readonly name: string;
  /** Vocabulary that it belongs to, such as `malware_type_ov`. */
  readonly category: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly extensions?: StixExtensions;
}

/** An external reference as an object of its own. Objects usually embed an {@link ExternalReference}. */
export interface ExternalReferenceObject
  extends CoreProperties, ExternalReference, Omit<OpenctiProperties, 'x_opencti_files'> {
  readonly type: 'external-reference';
  readonly extensions?: StixExtensions;
}

/** A kill chain phase as an object of its own. Objects usually embed a {@link KillChainPhase}. */
export interface KillChainPhaseObject extends CoreProperties, KillChainPhase, OpenctiProperties {
  readonly type: 'kill-chain-phase';
  /** Place of the step in OpenCTI's lists; 0 comes first. */
  readonly order?: number;
  readonly extensions?: StixExtensions;
}

/** Translations of the text of another object. OpenCTI does not import it. */
export interface LanguageContent extends DomainProperties {
  readonly type: 'language-content';
  /** Id of the object that is translated. */
  readonly object_ref: string;
  /** Version of that object. */
  readonly object_modified?: Timestamp;
  /** Translated properties by RFC 5646 language code. */
  readonly contents: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The definition of an extension of STIX. OpenCTI does not import it. */
export interface ExtensionDefinition extends DomainProperties {
  readonly type: 'extension-definition';
  readonly name: string;
  readonly description?: string;
  /** The schema, or where it is. */
  readonly schema: string;
  readonly version: string;
  readonly extension_types: readonly ExtensionType[];
  readonly extension_properties?: readonly string[];
}
