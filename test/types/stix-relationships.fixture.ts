import { Stix, type Identity, type Relationship, type StixObject } from 'octiflow/stix';

declare const identity: Identity;
declare const anything: StixObject;
declare const either: ReturnType<typeof Stix.malware> | ReturnType<typeof Stix.tool>;

const actor = Stix.intrusionSet({ name: 'Sandworm' });
const malware = Stix.malware({ name: 'Industroyer', is_family: true });
const tool = Stix.tool({ name: 'PsExec' });
const address = Stix.ipv4('198.51.100.7');
const indicator = Stix.indicator({ pattern: "[ipv4-addr:value = '198.51.100.7']" });
const organization = Stix.organization({ name: 'Ukrenergo' });
const sector = Stix.sector({ name: 'Energy' });
const country = Stix.country({ name: 'Ukraine' });
const report = Stix.report({ name: 'r', published: new Date(0), object_refs: [] });

Stix.relationship(actor, 'uses', malware) satisfies Relationship<'uses'>;
Stix.relationship(actor, 'uses', malware, { start_time: new Date(0), confidence: 80 });
Stix.relationship(actor, 'targets', organization);
Stix.relationship(actor, 'targets', sector);
Stix.relationship(actor, 'originates-from', country);
Stix.relationship(organization, 'part-of', sector);

// @ts-expect-error a tool uses no malware
Stix.relationship(tool, 'uses', malware);
// @ts-expect-error a sector is no part of an organization
Stix.relationship(sector, 'part-of', organization);
// @ts-expect-error an intrusion set originates from a place
Stix.relationship(actor, 'originates-from', organization);
// @ts-expect-error misspelt
Stix.relationship(actor, 'use', malware);
// @ts-expect-error a known type that OpenCTI takes from no source
Stix.relationship(actor, 'duplicate-of', actor);
// @ts-expect-error a report is in no rule
Stix.relationship(report, 'uses', malware);
// @ts-expect-error the builder writes the ends
Stix.relationship(actor, 'uses', malware, { source_ref: 'intrusion-set--1' });
// @ts-expect-error the builder writes the id
Stix.relationship(actor, 'uses', malware, { id: 'relationship--1' });

// Two types are taken between any two objects.
Stix.relationship(report, 'related-to', tool);
Stix.relationship(malware, 'revoked-by', actor);

// Every observable stands behind an indicator, and consists in an infrastructure.
Stix.relationship(indicator, 'based-on', address);
Stix.relationship(indicator, 'based-on', Stix.text('x'));
Stix.relationship(Stix.infrastructure({ name: 'i' }), 'consists-of', address);
// @ts-expect-error an indicator is based on observables
Stix.relationship(indicator, 'based-on', malware);

// A relationship may be the end of another.
Stix.relationship(indicator, 'indicates', Stix.relationship(actor, 'uses', malware));
Stix.relationship(Stix.relationship(actor, 'targets', sector), 'located-at', country);
// @ts-expect-error OpenCTI knows no such end
Stix.relationship(indicator, 'indicates', Stix.relationship(actor, 'targets', sector));

// Group and individual are told apart.
Stix.relationship(Stix.threatActorIndividual({ name: 'a' }), 'citizen-of', country);
// @ts-expect-error a group is no citizen
Stix.relationship(Stix.threatActorGroup({ name: 'a' }), 'citizen-of', country);

// What is not known may be anything that fits.
Stix.relationship(identity, 'part-of', sector);
Stix.relationship(actor, 'targets', identity);
Stix.relationship(anything, 'uses', malware);
Stix.relationship(actor, 'uses', anything);
Stix.relationship('intrusion-set--1', 'uses', 'malware--1');
Stix.relationship(actor, 'uses', 'malware--1');
Stix.relationship(either, 'uses', malware);
Stix.relationship(Stix.adopt({}), 'uses', tool);
// @ts-expect-error no identity fits
Stix.relationship(identity, 'indicates', malware);
// @ts-expect-error nothing uses an indicator
Stix.relationship(anything, 'uses', indicator);
