/** A level of the Traffic Light Protocol, from open to closed. WHITE is the old name of CLEAR. */
export type Tlp =
  'TLP:CLEAR' | 'TLP:WHITE' | 'TLP:GREEN' | 'TLP:AMBER' | 'TLP:AMBER+STRICT' | 'TLP:RED';

/** A level of the Permissible Actions Protocol, from open to closed. */
export type Pap = 'PAP:CLEAR' | 'PAP:GREEN' | 'PAP:AMBER' | 'PAP:RED';

/** How OpenCTI knows a level. */
export interface Level {
  /** Id of the level's marking definition. */
  readonly id: string;
  /** Rank among the levels of its kind; higher is stricter. */
  readonly order: number;
  /** Colour as `#rrggbb`. */
  readonly color: string;
}

const CLEAR: Level = {
  id: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9',
  order: 1,
  color: '#ffffff',
};

/**
 * The TLP levels. The ids are those of STIX 2.1, which knows no AMBER+STRICT: that id is OpenCTI's own.
 * They are not the ids of the TLP 2.0 extension that OASIS published later.
 */
export const TLP_LEVELS: Readonly<Record<Tlp, Level>> = {
  'TLP:CLEAR': CLEAR,
  'TLP:WHITE': CLEAR,
  'TLP:GREEN': {
    id: 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da',
    order: 2,
    color: '#2e7d32',
  },
  'TLP:AMBER': {
    id: 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
    order: 3,
    color: '#d84315',
  },
  'TLP:AMBER+STRICT': {
    id: 'marking-definition--826578e1-40ad-459f-bc73-ede076f81f37',
    order: 4,
    color: '#d84315',
  },
  'TLP:RED': {
    id: 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
    order: 5,
    color: '#c62828',
  },
};

/** The PAP levels. */
export const PAP_LEVELS: Readonly<Record<Pap, Level>> = {
  'PAP:CLEAR': {
    id: 'marking-definition--4cdff7eb-acb8-543f-8573-829eb9fe8b34',
    order: 1,
    color: '#ffffff',
  },
  'PAP:GREEN': {
    id: 'marking-definition--89484dde-e3d2-547f-a6c6-d14824429eb1',
    order: 2,
    color: '#2e7d32',
  },
  'PAP:AMBER': {
    id: 'marking-definition--a6f20d4d-0360-59b6-ba22-3b48707828b1',
    order: 3,
    color: '#d84315',
  },
  'PAP:RED': {
    id: 'marking-definition--4e4e3b84-de45-53df-9d9b-b21207699fd8',
    order: 4,
    color: '#c62828',
  },
};

/** True for the exact spelling of a TLP level, which is in capitals. */
export function isTlp(value: unknown): value is Tlp {
  return typeof value === 'string' && Object.hasOwn(TLP_LEVELS, value);
}

/** True for the exact spelling of a PAP level, which is in capitals. */
export function isPap(value: unknown): value is Pap {
  return typeof value === 'string' && Object.hasOwn(PAP_LEVELS, value);
}
