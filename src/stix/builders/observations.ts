import { mainObservableType } from '../pattern/main-observable-type.js';
import type { Indicator, Infrastructure } from '../model/observations.js';
import { defineBuilder, type Draft } from './build.js';
import type { PropertiesOf } from './properties-of.js';

/** What {@link indicator} takes. `pattern_type` is `stix` unless told otherwise. */
export type IndicatorProperties = Omit<PropertiesOf<Indicator>, 'pattern_type'> &
  Partial<Pick<PropertiesOf<Indicator>, 'pattern_type'>>;

/**
 * Builds an indicator. Its id follows from the pattern.
 *
 * OpenCTI needs a name and, to choose a decay rule, the type of the main observable; when absent,
 * the name is the pattern, and the type is that of the first observable of a STIX pattern.
 */
export const indicator = defineBuilder<Indicator, IndicatorProperties>(
  'indicator',
  { pattern: 'text' },
  { complete: completeIndicator },
);

/** Builds an infrastructure. Its id follows from its name. */
export const infrastructure = defineBuilder<Infrastructure>('infrastructure', { name: 'text' });

function completeIndicator(draft: Draft): void {
  draft.pattern_type ??= 'stix';
  draft.name ??= draft.pattern;
  if (draft.x_opencti_main_observable_type !== undefined || draft.pattern_type !== 'stix') return;
  const type = mainObservableType(draft.pattern);
  if (type !== undefined) draft.x_opencti_main_observable_type = type;
}
