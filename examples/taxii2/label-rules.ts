import { Injectable } from 'octiflow';
import { LabelConfig, ScoreConfig } from './taxii2-objects.config.js';

type Changes = Readonly<Record<string, unknown>>;

/** What becomes of an object's labels, and what score they give. Objects without labels stay. */
@Injectable()
export class LabelRules {
  private readonly excluded: readonly RegExp[];
  private readonly replaced: readonly (readonly [string, string])[];

  constructor(
    private readonly config: LabelConfig,
    private readonly score: ScoreConfig,
  ) {
    this.excluded = config.labelsToExclude.map(text => new RegExp(text));
    this.replaced = config.charactersToReplaceInLabel
      .map(rule => rule.split(':'))
      .flatMap(([find = '', by = '']) => (find === '' ? [] : [[find, by] as const]));
  }

  changesOf(object: Readonly<Record<string, unknown>>): Changes {
    const { labels: given } = object;
    if (!Array.isArray(given)) return {};
    const all: unknown[] = [...(given as unknown[]), ...this.added(object)];
    const labels = all.filter(label => typeof label === 'string');
    const kept = labels.filter(label => !this.isExcluded(label)).map(label => this.cleaned(label));

    return { labels: [...new Set(kept)], ...this.scored(labels, object['x_opencti_score']) };
  }

  private *added(object: Readonly<Record<string, unknown>>): Generator<unknown> {
    const { addCustomLabel, customLabel, stixCustomProperty } = this.config;
    if (addCustomLabel) yield customLabel;
    if (!this.config.stixCustomPropertyToLabel || stixCustomProperty === undefined) return;
    if (Object.hasOwn(object, stixCustomProperty)) yield object[stixCustomProperty];
  }

  private isExcluded(label: string): boolean {
    return this.config.excludeSpecificLabels && this.excluded.some(rule => rule.test(label));
  }

  private cleaned(label: string): string {
    if (!this.config.replaceCharactersInLabel) return label;

    return this.replaced.reduce((text, [find, by]) => text.replaceAll(find, by), label);
  }

  /** A label of the high score counts whatever the server says; the others where it says nothing. */
  private scored(labels: readonly string[], given: unknown): Changes {
    const { score } = this;
    if (!score.determineXOpenctiScoreByLabel) return {};
    const own = new Set(labels.map(label => label.toLowerCase()));
    const has = (wanted: readonly string[]): boolean =>
      wanted.some(label => own.has(label.toLowerCase()));
    if (has(score.indicatorHighScoreLabels)) return { x_opencti_score: score.indicatorHighScore };
    if (given !== undefined) return {};
    if (has(score.indicatorMediumScoreLabels)) {
      return { x_opencti_score: score.indicatorMediumScore };
    }
    const isLow = has(score.indicatorLowScoreLabels);

    return { x_opencti_score: isLow ? score.indicatorLowScore : score.defaultXOpenctiScore };
  }
}
