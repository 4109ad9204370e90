import { papMarking, TLP_LEVELS, tlpMarking, tlpOf } from '../../../../src/stix/index.js';

const { id: green } = TLP_LEVELS['TLP:GREEN'];
const { id: red } = TLP_LEVELS['TLP:RED'];

describe('tlpOf', () => {
  it.each(['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const)(
    'reads %s from its own marking',
    tlp => {
      expect(tlpOf(tlpMarking(tlp))).toBe(tlp);
    },
  );

  it('gives an object the strictest level that it is marked with', () => {
    const report = { type: 'report', object_marking_refs: [green, red, papMarking('PAP:RED').id] };

    expect(tlpOf(report)).toBe('TLP:RED');
  });

  it.each([
    ['STIX’s own form', { definition_type: 'tlp', definition: { tlp: 'white' } }, 'TLP:CLEAR'],
    ['its name', { definition_type: 'tlp', name: 'tlp:amber+strict' }, 'TLP:AMBER+STRICT'],
    ['OpenCTI’s platform form', { definition_type: 'TLP', name: 'TLP:GREEN' }, 'TLP:GREEN'],
    ['a name without a type', { name: 'TLP:RED' }, 'TLP:RED'],
    ['its id alone', { id: red }, 'TLP:RED'],
    [
      'what OpenCTI added, before anything else',
      {
        definition_type: 'tlp',
        definition: { tlp: 'red' },
        x_opencti_definition_type: 'TLP',
        x_opencti_definition: 'TLP:GREEN',
      },
      'TLP:GREEN',
    ],
  ])('reads a marking by %s', (_, marking, expected) => {
    expect(tlpOf({ type: 'marking-definition', ...marking })).toBe(expected);
  });

  it.each([
    ['an unmarked object', { type: 'report' }],
    ['a PAP marking', papMarking('PAP:RED')],
    ['a marking of a custom kind', { type: 'marking-definition', x_opencti_definition_type: 'X' }],
    ['refs that are no list', { type: 'report', object_marking_refs: red }],
    ['refs that are no text', { type: 'report', object_marking_refs: [null, {}, 5] }],
    [
      'a definition of null',
      { type: 'marking-definition', definition_type: 'tlp', definition: null },
    ],
    [
      'an unknown colour',
      { type: 'marking-definition', definition_type: 'tlp', definition: { tlp: 'ex' } },
    ],
  ])('finds none in %s', (_, object) => {
    expect(tlpOf(object as never)).toBeUndefined();
  });
});
