import type {
  AttackPattern,
  CourseOfAction,
  DataComponent,
  DataSource,
  Narrative,
} from '../model/techniques.js';
import { defineBuilder } from './build.js';

/** Builds an attack pattern. Its id follows from `x_mitre_id`, or from its name without one. */
export const attackPattern = defineBuilder<AttackPattern>('attack-pattern', { name: 'text' });

/** Builds a course of action. Its id follows from `x_mitre_id`, or from its name without one. */
export const courseOfAction = defineBuilder<CourseOfAction>('course-of-action', { name: 'text' });

/** Builds a data source. Its id follows from its name. */
export const dataSource = defineBuilder<DataSource>('data-source', { name: 'text' });

/** Builds a data component. Its id follows from its name. */
export const dataComponent = defineBuilder<DataComponent>('data-component', { name: 'text' });

/** Builds a narrative. Its id follows from its name. */
export const narrative = defineBuilder<Narrative>('narrative', { name: 'text' });
