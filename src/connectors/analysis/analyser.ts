import type { ObservableInput } from 'rxjs';
import type { StixObject } from '../../stix/index.js';
import type { AnalysisRequest } from './analysis-request.js';

/** A part of the text, and the entity of OpenCTI that it means. */
export interface AnalysisMatch {
  /** The part, as it stands in the text. */
  readonly text: string;
  /** The entity, or its id. OpenCTI shows the match only if it has the entity. */
  readonly entity: StixObject | string;
}

/**
 * What a class marked `@Analysis` does: find the entities of OpenCTI that a text speaks of. OpenCTI
 * suggests them to the user, who decides.
 *
 * ```ts
 * @Analysis({ name: 'Entity finder', scope: ['text/plain'] })
 * export class Finder implements Analyser {
 *   constructor(private readonly names: NameIndex) {}
 *
 *   async *analyse(request: AnalysisRequest): AsyncIterable<AnalysisMatch> {
 *     yield* this.names.findIn(await request.text());
 *   }
 * }
 * ```
 */
export interface Analyser {
  /**
   * Gives the matches. Called once a request, and again when it is tried again; with `concurrency`
   * above 1, for several requests at once. Completing ends the request. Of several matches of the
   * same text the last one counts. What it throws ends the request in error.
   */
  analyse(request: AnalysisRequest): ObservableInput<AnalysisMatch | readonly AnalysisMatch[]>;
}
