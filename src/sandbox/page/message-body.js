/**
 * @typedef {object} ReadMessage
 * @property {string} summary what it is about, in a few words
 * @property {string} json the message, indented; as it came when it can't be read
 * @property {string} search everything in it, in lower case
 */

/** @type {Map<string, ReadMessage>} */
const READ = new Map();
const MAX_READ = 1_000;

/**
 * Reads a message of a queue. The bundle in one that comes from a connector is decoded.
 *
 * @param {string} body
 * @returns {ReadMessage}
 */
export function readMessage(body) {
  const known = READ.get(body);
  if (known) return known;
  const made = read(body);
  if (READ.size >= MAX_READ) READ.clear();
  READ.set(body, made);

  return made;
}

/** @param {string} body */
function read(body) {
  const message = parsed(body);
  if (!isRecord(message)) {
    return { summary: 'Too long or no JSON', json: body, search: body.toLowerCase() };
  }
  const content = typeof message.content === 'string' ? decoded(message.content) : undefined;
  const whole = content === undefined ? message : { ...message, content };
  const json = JSON.stringify(whole, null, 2);

  return { summary: summaryOf(message, content), json, search: json.toLowerCase() };
}

/**
 * @param {Record<string, unknown>} message
 * @param {unknown} content
 */
function summaryOf(message, content) {
  if (isRecord(content) && Array.isArray(content.objects)) return objectsText(content.objects);
  const { event } = message;
  if (!isRecord(event)) return typeof message.type === 'string' ? message.type : 'Message';
  const about = event.entity_id ?? event.file_id ?? event.file_name ?? '';

  return [event.event_type ?? 'Request', event.entity_type, about].filter(Boolean).join(' ');
}

/** @param {readonly unknown[]} objects */
function objectsText(objects) {
  const [first] = objects;
  if (!isRecord(first)) return 'Empty bundle';
  const name = first.name ?? first.value ?? first.relationship_type ?? first.id;
  const more = objects.length > 1 ? ` and ${objects.length - 1} more` : '';

  return `${String(first.type)} ${String(name)}${more}`;
}

/** @param {string} base64 */
function decoded(base64) {
  try {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);

    return parsed(text) ?? text;
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
