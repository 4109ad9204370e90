import type { Constructor } from '../../injection/index.js';
import { refuseHandlers } from '../explore-handlers.js';
import type { AnalysisBlueprint } from '../listening-blueprint.js';
import { OptionReader } from '../option-reader.js';
import { exploreListening, exploreMaxTlp } from '../requests/explore-listening.js';
import { requireMethod } from '../require-method.js';
import type { Analyser } from './analyser.js';

/** Reads and checks what `@Analysis` says about a class. */
export function exploreAnalysis(target: Constructor, options: unknown): AnalysisBlueprint {
  const read = new OptionReader(target.name, options);
  refuseHandlers(target);
  requireMethod(target, 'analyse', { decorator: '@Analysis', contract: 'Analyser' });

  return {
    kind: 'INTERNAL_ANALYSIS',
    ...exploreListening(target, read),
    target: target as Constructor<Analyser>,
    maxTlp: exploreMaxTlp(read),
  };
}
