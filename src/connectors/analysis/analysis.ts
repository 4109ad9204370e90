import { Injectable, type Constructor } from '../../injection/index.js';
import { appendDeclaration } from '../declaration.js';
import type { ListeningOptions, TlpOptions } from '../requests/listening-options.js';
import type { Analyser } from './analyser.js';

/** What `@Analysis` takes. Everything is a default that the operator may override. */
export interface AnalysisOptions
  extends Omit<ListeningOptions, 'scope' | 'author' | 'markings'>, TlpOptions {
  /**
   * MIME types of the files that can be analysed; fields of entities always can. Default:
   * `['not-applicable']`, no files. `CONNECTOR_SCOPE` overrides it.
   */
  readonly scope?: string | readonly string[];
}

/** The shape that {@link Analysis} asks of its class. */
export type AnalysisMethods = { readonly analyse: Analyser['analyse'] };

/**
 * Marks the class of a connector that finds the entities a text speaks of. The class has the method
 * of {@link Analyser}.
 *
 * The class is injectable without a further decorator. Its options are checked when the connector
 * starts.
 *
 * @see OpenCTI's connector type `INTERNAL_ANALYSIS`.
 */
export function Analysis(
  options: AnalysisOptions = {},
): (target: Constructor<AnalysisMethods>) => void {
  return target => {
    Injectable()(target);
    appendDeclaration(target, { kind: 'INTERNAL_ANALYSIS', options });
  };
}
