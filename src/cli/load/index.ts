export { loadConnectors, type LoadedConnectors } from './load-connectors.js';
