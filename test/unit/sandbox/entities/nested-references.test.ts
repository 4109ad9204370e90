import { nestedReferences } from '../../../../src/sandbox/entities/nested-references.js';
import { PlatformRig, withId } from '../platform-rig.js';

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });
const address = withId({ type: 'ipv4-addr', value: '198.51.100.7' });

describe('nestedReferences', () => {
  it('shows references of observables as relationships, and leaves out those that are fields', () => {
    const rig = new PlatformRig();
    const domain = withId({
      type: 'domain-name',
      value: 'a.example',
      resolves_to_refs: [address.id],
      x_opencti_created_by_ref: author.id,
    });

    const found = nestedReferences(rig.store(author, address, domain), rig);

    expect(found).toMatchObject([
      {
        relationship_type: 'obs_resolves-to',
        from: { standard_id: domain.id },
        to: { standard_id: address.id },
      },
    ]);
  });

  it('names the references of domain objects without a prefix', () => {
    const rig = new PlatformRig();
    const file = withId({ type: 'file', name: 'a.exe' });
    const malware = withId({ type: 'malware', name: 'Emotet', sample_refs: [file.id] });

    expect(nestedReferences(rig.store(file, malware), rig)).toMatchObject([
      { relationship_type: 'sample' },
    ]);
  });
});
