import { Stix, bundle } from '../../../src/stix/index.js';
import { stixMatchers } from '../../../src/testing/index.js';

expect.extend(stixMatchers);

const malware = Stix.malware({ name: 'Emotet', is_family: true, labels: ['loader', 'trojan'] });
const objects = [Stix.ipv4('198.51.100.7'), malware];

describe('toContainStix', () => {
  it('finds an object in a list, a bundle, or what has objects', () => {
    for (const received of [objects, bundle(objects), { objects }]) {
      expect(received).toContainStix({ type: 'malware', name: 'Emotet' });
    }
  });

  it('takes asymmetric values, and compares lists as a whole', () => {
    expect(objects).toContainStix({ name: expect.stringContaining('mote') });
    expect(objects).toContainStix({ labels: ['loader', 'trojan'] });
    expect(objects).not.toContainStix({ labels: ['loader'] });
  });

  it('is not content with properties of several objects', () => {
    expect(objects).not.toContainStix({ type: 'ipv4-addr', name: 'Emotet' });
  });

  it('does not look into prototypes', () => {
    expect(objects).not.toContainStix({ constructor: Object });
  });

  it('shows what there is instead', () => {
    const look = (): void => expect(objects).toContainStix({ type: 'malware', name: 'Qakbot' });

    expect(look).toThrow(/Qakbot[\s\S]+Emotet/);
    expect(look).not.toThrow(/198\.51/);
  });

  it.each([[undefined], [null], ['text'], [{ objects: 7 }]])('refuses %p', received => {
    expect(() => expect(received).toContainStix({ type: 'malware' })).toThrow(/takes a bundle/);
  });
});

describe('toBeValidBundle', () => {
  it('takes bundles, and objects alone', () => {
    expect(bundle(objects)).toBeValidBundle();
    expect(objects).toBeValidBundle();
  });

  it('names each finding with its place', () => {
    const broken = [{ ...malware, name: 7 }];

    expect(() => expect(broken).toBeValidBundle()).toThrow(/objects\[0\]\.name/);
  });

  it.each([[undefined], [null], ['text'], [{}]])('finds that %p is none', received => {
    expect(received).not.toBeValidBundle();
  });
});
