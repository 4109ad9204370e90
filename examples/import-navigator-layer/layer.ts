import { SkippableError } from 'octiflow';

/** A technique of a layer, as far as it is looked at. */
export interface LayerTechnique {
  readonly id: string;
  /** What somebody wrote beside it. */
  readonly comment?: string;
}

/** What a layer says, and how much of it could not be read. */
export interface Layer {
  readonly techniques: readonly LayerTechnique[];
  readonly unreadable: number;
}

/** Ids of ATT&CK, and of ATLAS, which the Navigator shows as well. */
const TECHNIQUE_ID = /^(AML\.)?T\d{4}(\.\d{3})?$/;

/**
 * Reads a layer, or a list of them, which is how the Navigator saves several tabs. A technique that
 * stands under several tactics comes once; what is switched off in the layer is left out.
 *
 * @throws SkippableError when it is no layer
 */
export function readLayer(json: unknown): Layer {
  const layers = Array.isArray(json) ? (json as unknown[]) : [json];
  const entries = layers.flatMap(entriesOf);
  const techniques = new Map<string, LayerTechnique>();
  let unreadable = 0;
  for (const entry of entries) {
    const { techniqueID, comment, enabled } = (entry ?? {}) as Record<string, unknown>;
    const id = typeof techniqueID === 'string' ? techniqueID.trim().toUpperCase() : '';
    if (!TECHNIQUE_ID.test(id)) unreadable += 1;
    else if (enabled !== false) techniques.set(id, merged(techniques.get(id), id, comment));
  }

  return { techniques: [...techniques.values()], unreadable };
}

function entriesOf(layer: unknown): readonly unknown[] {
  const { techniques } = (layer ?? {}) as { techniques?: unknown };
  if (Array.isArray(techniques)) return techniques as unknown[];

  throw new SkippableError('the file is no Navigator layer: it has no list "techniques"');
}

function merged(known: LayerTechnique | undefined, id: string, comment: unknown): LayerTechnique {
  const texts = [known?.comment, typeof comment === 'string' ? comment.trim() : ''];
  const said = [...new Set(texts.filter(text => text))].join('\n');

  return said === '' ? { id } : { id, comment: said };
}
