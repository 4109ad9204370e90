import type {
  Grouping,
  MalwareAnalysis,
  Note,
  Opinion,
  Report,
  SecurityCoverage,
} from '../model/analyses.js';
import { defineBuilder } from './build.js';

/** Builds a report. Its id follows from name and publication date. */
export const report = defineBuilder<Report>('report', {
  name: 'text',
  published: 'text',
  object_refs: 'list',
});

/** Builds a grouping. Its id follows from name, context and creation date. */
export const grouping = defineBuilder<Grouping>('grouping', {
  name: 'text',
  context: 'text',
  created: 'text',
  object_refs: 'list',
});

/** Builds a note. Its id follows from content and creation date. */
export const note = defineBuilder<Note>('note', {
  content: 'text',
  created: 'text',
  object_refs: 'list',
});

/** Builds an opinion. Its id follows from its value and creation date. */
export const opinion = defineBuilder<Opinion>('opinion', {
  opinion: 'text',
  created: 'text',
  object_refs: 'list',
});

/** Builds a malware analysis. Its id follows from result name, product and submission date. */
export const malwareAnalysis = defineBuilder<MalwareAnalysis>('malware-analysis', {
  product: 'text',
  result_name: 'text',
});

/** Builds a security coverage. Its id follows from what is covered. */
export const securityCoverage = defineBuilder<SecurityCoverage>('security-coverage', {
  name: 'text',
  covered_ref: 'text',
});
