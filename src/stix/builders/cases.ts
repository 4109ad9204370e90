import type { CaseIncident, CaseRfi, CaseRft, Feedback, Task } from '../model/cases.js';
import { defineBuilder } from './build.js';

/** Builds an incident response. Its id follows from name and creation date. */
export const caseIncident = defineBuilder<CaseIncident>('case-incident', {
  name: 'text',
  created: 'text',
});

/** Builds a request for information. Its id follows from name and creation date. */
export const caseRfi = defineBuilder<CaseRfi>('case-rfi', { name: 'text', created: 'text' });

/** Builds a request for takedown. Its id follows from name and creation date. */
export const caseRft = defineBuilder<CaseRft>('case-rft', { name: 'text', created: 'text' });

/** Builds a task of a case. Its id follows from name and creation date. */
export const task = defineBuilder<Task>('task', { name: 'text', created: 'text' });

/** Builds a feedback. Its id follows from its name. */
export const feedback = defineBuilder<Feedback>('feedback', { name: 'text' });
