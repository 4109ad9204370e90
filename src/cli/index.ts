export { connectorRun } from './connector-run.js';
