import type { Incident, ObservedData } from '../model/events.js';
import { defineBuilder } from './build.js';

/** Builds an incident. Its id follows from name and creation date. */
export const incident = defineBuilder<Incident>('incident', { name: 'text', created: 'text' });

/** Builds observed data. Its id follows from its objects, in their order. */
export const observedData = defineBuilder<ObservedData>('observed-data', {
  first_observed: 'text',
  last_observed: 'text',
  number_observed: 'number',
  object_refs: 'list',
});
