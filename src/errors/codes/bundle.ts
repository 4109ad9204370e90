import { entry } from '../code-entry.js';

/** Codes of the `BUNDLE_*` errors. */
export const bundleCodes = {
  BUNDLE_TYPE_UNKNOWN: entry<{ type: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ type }) => `No id can be made for a STIX object of type "${type}".`,
    fix: () => 'Use a type that OpenCTI knows, such as "indicator" or "ipv4-addr".',
  }),
  BUNDLE_PROPERTY_MISSING: entry<{ type: string; property: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ type, property }) => `A ${type} has no "${property}".`,
    fix: ({ property }) => `Give the object a "${property}", or leave the object out.`,
  }),
  BUNDLE_PROPERTY_INVALID: entry<{ type: string; property: string; problem: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ type, property, problem }) => `"${property}" of a ${type} ${problem}.`,
    fix: ({ property }) =>
      `Correct "${property}" where the object is made, or leave the object out.`,
  }),
  BUNDLE_PROPERTY_UNKNOWN: entry<{ type: string; property: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ type, property }) => `A ${type} has no property "${property}" in STIX 2.1.`,
    fix: () => 'Remove the property, or allow custom properties.',
  }),
  BUNDLE_PROPERTIES_CONFLICT: entry<{ type: string; problem: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ type, problem }) => `The properties of a ${type} do not go together: ${problem}.`,
    fix: ({ type }) => `Compare the object with the definition of ${type} in STIX 2.1.`,
  }),
  BUNDLE_NOT_CANONICAL: entry<{ problem: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ problem }) => `A value can not be written as canonical JSON: ${problem}.`,
    fix: () => 'Use text, finite numbers, booleans, null, lists and plain objects only.',
  }),
  BUNDLE_DATE_UNREADABLE: entry<{ date: string; problem: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ date, problem }) => `"${date}" can not be read as a date: ${problem}.`,
    fix: () => 'Write the date as YYYY-MM-DDTHH:MM:SS.sssZ.',
  }),
  BUNDLE_TLP_UNKNOWN: entry<{ tlp: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ tlp }) => `"${tlp}" is not a TLP level.`,
    fix: () =>
      'Use TLP:CLEAR, TLP:WHITE, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED, spelt like that.',
  }),
  BUNDLE_NOT_JSON: entry<{ reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ reason }) => `The bundle is not JSON: ${reason}.`,
    fix: () => 'Give the text of one JSON object, or the object itself.',
  }),
  BUNDLE_WITHOUT_OBJECTS: entry<Record<string, never>>({
    recovery: 'stop',
    exitCode: 70,
    message: () => 'The bundle has no list of objects.',
    fix: () => 'Give an object of type "bundle" whose "objects" is a list, even an empty one.',
  }),
  BUNDLE_OBJECT_WITHOUT_ID: entry<{ index: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ index }) => `Object ${index} of the bundle has no id.`,
    fix: () => 'Give the object an id: the builders and stixId make the one that OpenCTI expects.',
  }),
  BUNDLE_OBJECT_WITHOUT_TYPE: entry<{ id: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ id }) => `The object ${id} of the bundle has no type.`,
    fix: () => 'Give the object its STIX type, which is the part of the id before "--".',
  }),
  BUNDLE_MEMBER_MALFORMED: entry<{ id: string; property: string; expected: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ id, property, expected }) => `"${property}" of ${id} is not ${expected}.`,
    fix: ({ property }) => `Correct "${property}" where the object is made, or remove it.`,
  }),
  BUNDLE_STREAM_TRUNCATED: entry<{ offset: number }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ offset }) => `The source ended at byte ${offset}, in the middle of the bundle.`,
    fix: () => 'Read the source again; if it ends there every time, it is incomplete.',
  }),
  BUNDLE_STREAM_MALFORMED: entry<{ offset: number; expected: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ offset, expected }) => `At byte ${offset} of the source, expected ${expected}.`,
    fix: () => 'Look at the source around that byte: it must be one STIX bundle, as JSON in UTF-8.',
  }),
  BUNDLE_OBJECT_UNREADABLE: entry<{ offset: number; reason: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ offset, reason }) =>
      `The object at byte ${offset} of the source can not be read: ${reason}.`,
    fix: () => 'Correct the object at its source, or give onMalformed to go on without it.',
  }),
  BUNDLE_OBJECT_TOO_LARGE: entry<{ offset: number; maxBytes: number }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ offset, maxBytes }) =>
      `The object at byte ${offset} of the source is larger than ${maxBytes} bytes.`,
    fix: () => 'Leave the object out, or raise maxObjectBytes if the platform takes it.',
  }),
  BUNDLE_OBJECT_TOO_DEEP: entry<{ offset: number; maxDepth: number }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ offset, maxDepth }) =>
      `The object at byte ${offset} of the source is nested more than ${maxDepth} levels deep.`,
    fix: () => 'Leave the object out: no STIX object needs such nesting.',
  }),
  BUNDLE_PATTERN_INVALID: entry<{ problem: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ problem }) => `A STIX pattern can not be made or read: ${problem}.`,
    fix: () =>
      'Correct the path, the value or the pattern where it is made, or leave the item out.',
  }),
  BUNDLE_NOT_STIX: entry<{ problem: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ problem }) => `A value is not a STIX object: ${problem}.`,
    fix: () => 'Adopt only objects with a "type" and an "id"; make the others with a builder.',
  }),
  BUNDLE_PATCH: entry<{ path: string; reason: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ path, reason }) =>
      `The JSON Patch can't be applied${path === '' ? '' : ` at ${path}`}: ${reason}.`,
    fix: () => 'Take the object as it is now, or ask the platform for it.',
  }),
} as const;
