import { element } from './element.js';

/** Hues of the types that are seen most, apart from each other; degrees. @type {Record<string, number>} */
const HUES = {
  vulnerability: 8,
  malware: 340,
  'attack-pattern': 28,
  indicator: 45,
  report: 85,
  software: 165,
  infrastructure: 195,
  identity: 215,
  'threat-actor': 290,
  'intrusion-set': 275,
  campaign: 310,
  tool: 130,
  relationship: 240,
};

/**
 * The hue by which a type is told from others, never the only sign of it.
 *
 * @param {string} type a STIX type
 * @returns {number} degrees
 */
export function hueOf(type) {
  const known = Object.hasOwn(HUES, type) ? HUES[type] : undefined;
  if (known !== undefined) return known;
  let sum = 0;
  for (const character of type) sum = (sum * 31 + character.charCodeAt(0)) % 360;

  return sum;
}

/**
 * A type with its colour.
 *
 * @param {string} type a STIX type
 * @param {string} [name] what to show instead
 * @returns {HTMLElement}
 */
export function typeBadge(type, name = type) {
  const dot = element('span', { class: 'dot', 'aria-hidden': 'true' });
  dot.style.setProperty('--hue', String(hueOf(type)));

  return element('span', { class: 'type' }, dot, name);
}
