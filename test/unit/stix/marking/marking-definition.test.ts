import {
  isPap,
  isTlp,
  PAP_LEVELS,
  papMarking,
  statementMarking,
  stixId,
  TLP_LEVELS,
  tlpMarking,
  type Pap,
  type Tlp,
} from '../../../../src/stix/index.js';

describe('tlpMarking', () => {
  it('gives TLP:AMBER as OpenCTI has it', () => {
    expect(tlpMarking('TLP:AMBER')).toEqual({
      type: 'marking-definition',
      spec_version: '2.1',
      id: 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
      created: '2017-01-20T00:00:00.000Z',
      name: 'TLP:AMBER',
      definition_type: 'tlp',
      definition: { tlp: 'amber' },
      x_opencti_definition_type: 'TLP',
      x_opencti_definition: 'TLP:AMBER',
      x_opencti_order: 3,
      x_opencti_color: '#d84315',
    });
  });

  it('gives TLP:CLEAR for TLP:WHITE', () => {
    expect(tlpMarking('TLP:WHITE')).toEqual(tlpMarking('TLP:CLEAR'));
  });

  it('says TLP:CLEAR in the words of STIX 2.1', () => {
    expect(tlpMarking('TLP:CLEAR')).toMatchObject({
      name: 'TLP:CLEAR',
      definition_type: 'tlp',
      definition: { tlp: 'white' },
    });
  });

  it('gives AMBER+STRICT, for which STIX has no word, as a statement', () => {
    expect(tlpMarking('TLP:AMBER+STRICT')).toMatchObject({
      definition_type: 'statement',
      x_opencti_definition_type: 'TLP',
    });
  });

  it.each(Object.keys(TLP_LEVELS) as Tlp[])('gives %s the id that stixId gives it', tlp => {
    const { id } = tlpMarking(tlp);

    expect(id).toBe(
      stixId({ type: 'marking-definition', definition_type: 'TLP', definition: tlp }),
    );
  });
});

describe('papMarking', () => {
  it.each(Object.keys(PAP_LEVELS) as Pap[])('gives %s the id that stixId gives it', pap => {
    const { id } = papMarking(pap);

    expect(id).toBe(
      stixId({ type: 'marking-definition', definition_type: 'PAP', definition: pap }),
    );
  });

  it('ranks RED above AMBER', () => {
    const [amber, red] = [papMarking('PAP:AMBER'), papMarking('PAP:RED')];

    expect(red.x_opencti_order).toBeGreaterThan(amber.x_opencti_order ?? Infinity);
  });
});

describe('statementMarking', () => {
  it('has the same id for the same text and another for another', () => {
    expect(statementMarking('CC BY 4.0').id).toBe(statementMarking('CC BY 4.0').id);
    expect(statementMarking('CC BY 4.0').id).not.toBe(statementMarking('CC0').id);
  });
});

describe('the id of a whole marking', () => {
  it.each([
    ...Object.keys(TLP_LEVELS).map(tlp => tlpMarking(tlp as Tlp)),
    ...Object.keys(PAP_LEVELS).map(pap => papMarking(pap as Pap)),
    statementMarking('Copyright of the example'),
  ])('is what stixId makes of it: $name', marking => {
    expect(stixId(marking)).toBe(marking.id);
  });
});

describe('isTlp', () => {
  it('is true for the six levels in capitals', () => {
    expect(Object.keys(TLP_LEVELS).every(isTlp)).toBe(true);
  });

  it.each(['tlp:red', 'RED', 'PAP:RED', '', 'toString', 5, null, undefined, {}])(
    'is false for %j',
    value => {
      expect(isTlp(value)).toBe(false);
      expect(isPap(value)).toBe(value === 'PAP:RED');
    },
  );
});
