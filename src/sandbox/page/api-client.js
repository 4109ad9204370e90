import { accessToken } from './access-token.js';

/** @import { Overview, Figures } from '../views/overview.js' */
/** @import { ObjectPage, ObjectDetails } from '../views/object-page.js' */
/** @import { GraphView } from '../views/graph-view.js' */
/** @import { DraftView } from '../views/draft-view.js' */
/** @import { WorkView } from '../views/work-view.js' */
/** @import { StoredFile } from '../files/stored-file.js' */

/** What the sandbox said no to, with its reason. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} path below `/sandbox/api/`
 * @param {RequestInit & { headers?: Record<string, string> }} [init]
 * @returns {Promise<Response>}
 */
async function call(path, init = {}) {
  const response = await request(`/sandbox/api/${path}`, init);
  if (response.ok) return response;
  const answer = await response.json().catch(() => ({}));

  throw new ApiError(response.status, answer.error ?? `The sandbox answered ${response.status}`);
}

/**
 * @param {string} url
 * @param {RequestInit & { headers?: Record<string, string> }} [init]
 * @returns {Promise<Response>}
 */
function request(url, init = {}) {
  const token = accessToken.get();
  const headers = new Headers(init.headers);
  if (token !== '') headers.set('authorization', `Bearer ${token}`);

  return fetch(url, { ...init, headers });
}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
const get = async path => (await call(path)).json();

/**
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
const post = async (path, body = {}) =>
  (
    await call(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  ).json();

/** @param {string} path */
const remove = path => call(path, { method: 'DELETE' });

/** @param {string} text */
const escaped = text => encodeURIComponent(text);

/** Everything the page asks of the sandbox. Each may throw an {@link ApiError}. */
export const api = {
  /** @returns {Promise<{ version: string, variables: Record<string, string> }>} */
  about: () => get('about'),
  /** @returns {Promise<Overview>} */
  overview: () => get('overview'),
  /** @returns {Promise<Figures>} */
  figures: () => get('figures'),
  /** @returns {Promise<readonly StoredFile[]>} */
  files: async () => (await get('files')).files,
  /** @returns {Promise<readonly DraftView[]>} */
  drafts: async () => (await get('drafts')).drafts,
  /**
   * @param {{ search: string, type: string, page: number, size: number }} query
   * @returns {Promise<ObjectPage>}
   */
  objects: query =>
    get(
      `objects?${new URLSearchParams({ ...query, page: String(query.page), size: String(query.size) })}`,
    ),
  /** @returns {Promise<ObjectDetails>} */
  object: (/** @type {string} */ id) => get(`objects/${escaped(id)}`),
  /** @returns {Promise<GraphView>} */
  graph: (/** @type {string} */ around, /** @type {number} */ limit) =>
    get(`graph?${new URLSearchParams({ around, limit: String(limit) })}`),

  /** @returns {Promise<{ works: readonly WorkView[] }>} */
  enrich: (/** @type {string} */ entityId, /** @type {string} */ connectorId) =>
    post('ask/enrichment', { entityId, connectorId }),
  /** @returns {Promise<{ works: readonly WorkView[] }>} */
  importFile: (/** @type {string} */ fileId, /** @type {string} */ connectorId) =>
    post('ask/import', { fileId, connectorId }),
  /** @returns {Promise<{ works: readonly WorkView[] }>} */
  exportList: (/** @type {Record<string, unknown>} */ request) => post('ask/export', request),
  /** @returns {Promise<{ events: number }>} */
  replayStream: () => post('streams/replay'),
  resetState: (/** @type {string} */ connectorId) =>
    post(`connectors/${escaped(connectorId)}/reset`),
  validateDraft: (/** @type {string} */ id) => post(`drafts/${escaped(id)}/validate`),
  deleteDraft: (/** @type {string} */ id) => remove(`drafts/${escaped(id)}`),
  deleteObject: (/** @type {string} */ id) => remove(`objects/${escaped(id)}`),

  /**
   * @param {File} file
   * @param {string} [entityId]
   * @returns {Promise<StoredFile>}
   */
  async upload(file, entityId) {
    const query = new URLSearchParams({ name: file.name, ...(entityId && { entityId }) });
    const response = await call(`files?${query}`, {
      method: 'POST',
      body: file,
      headers: { 'content-type': 'application/octet-stream' },
    });

    return response.json();
  },

  /**
   * A file's bytes, whatever its type: it is saved, never shown.
   *
   * @param {StoredFile} file
   * @returns {Promise<Blob>}
   */
  async download({ id }) {
    const response = await request(`/storage/get/${id.split('/').map(escaped).join('/')}`);
    if (!response.ok) throw new ApiError(response.status, 'The file could not be read');

    return new Blob([await response.arrayBuffer()], { type: 'application/octet-stream' });
  },

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
   */
  async events(signal) {
    const { body } = await call('events', { signal });
    if (!body) throw new ApiError(500, 'The events have no body');

    return body;
  },
};
