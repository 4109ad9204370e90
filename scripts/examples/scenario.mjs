import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What an example is shown with: the file `scenario.json` in its folder. Everything may be left out;
 * an import without one makes a single run.
 *
 * @typedef {object} Scenario
 * @property {string} [load] STIX bundle that the sandbox knows from the start
 * @property {Record<string, string>} [environment] settings of the connector
 * @property {string} [replay] recorded traffic of its source
 * @property {Record<string, unknown>} [source] path → answer (`{ status, headers, body | file }`) of a
 *   source that is played on loopback; `{{SOURCE}}` in the environment is its address
 * @property {Ask[]} [asks] what people ask of it
 * @property {number} [deliveries] how many requests the played source gets before a stream is shown
 *
 * @typedef {object} Ask
 * @property {string | string[]} [enrichment] id of the entity to enrich; of several, at once
 * @property {string} [import] file to upload and import
 * @property {string} [mime] its type
 * @property {string} [entity] id of the entity it is about
 * @property {object} [export] an export, as `sandbox.ask.export` takes it
 * @property {string} [analysis] id of the entity to analyse
 */

/**
 * The scenario of the example in this folder.
 *
 * @param {string} folder
 * @returns {Promise<Scenario>}
 */
export async function readScenario(folder) {
  const text = await readFile(join(folder, 'scenario.json'), 'utf8').catch(error => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });

  return JSON.parse(text);
}
