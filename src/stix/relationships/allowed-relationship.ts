import type {
  EntityName,
  EntityTypes,
  IdentityTypes,
  LocationTypes,
  ObservableTypes,
  ThreatActorTypes,
} from '../model/entity-types.js';
import type { Relationship } from '../model/relationships.js';
import type { StixObject } from '../stix-object.js';
import type { RELATIONSHIP_RULES, UNRULED_RELATIONSHIPS } from './relationship-rules.js';

/** An end of a relationship: an object, or an id. */
export type RelationshipEnd = StixObject | string;

/** @inline */
type Rules = typeof RELATIONSHIP_RULES;

/** @inline */
type Unruled = (typeof UNRULED_RELATIONSHIPS)[number];

/** The relationship types that OpenCTI takes from a source to something. */
export type RelationshipTypeFrom<Source extends RelationshipEnd> =
  | Unruled
  | {
      [Name in EndName<Source> & keyof Rules]: keyof Rules[Name] & string;
    }[EndName<Source> & keyof Rules];

/** Every relationship type that OpenCTI takes between some pair. */
export type RelationshipType = RelationshipTypeFrom<string>;

/**
 * `Target` when OpenCTI takes a relationship of this type from `Source` to it; else the targets that
 * it takes, so that the compiler names them.
 */
export type AllowedTarget<
  Source extends RelationshipEnd,
  Type extends string,
  Target extends RelationshipEnd,
> = Type extends Unruled
  ? Target
  : EntityName extends EndName<Target>
    ? Target
    : [Extract<EndName<Target>, TargetName<EndName<Source>, Type>>] extends [never]
      ? NoInfer<EndNamed<TargetName<EndName<Source>, Type>>>
      : Target;

/**
 * The names under which OpenCTI's rules may know an end: the entity, or the type of a relationship. All
 * of them for an id and for a bare `StixObject`, which may be anything.
 */
export type EndName<End extends RelationshipEnd> = End extends StixObject
  ? string extends End['type']
    ? EntityName | RelationshipAsEnd
    : NameOfType<End>
  : EntityName | RelationshipAsEnd;

/** The names of the targets that OpenCTI takes from a source, by a type of relationship. */
export type TargetName<SourceName, Type> = SourceName extends keyof TargetTable
  ? Type extends keyof TargetTable[SourceName]
    ? TargetTable[SourceName][Type]
    : never
  : never;

/** An end that has a name: the object, or an id. */
export type EndNamed<Name> =
  | string
  | (Name extends EntityName
      ? EntityTypes[Name]
      : Name extends string
        ? Relationship<Name>
        : never);

/** @inline */
type RelationshipAsEnd = 'targets' | 'uses';

type NameOfType<End extends StixObject> = End extends { type: 'identity'; identity_class: infer C }
  ? NameByMember<IdentityTypes, 'identity_class', C>
  : End extends { type: 'location'; x_opencti_location_type?: infer L }
    ? NameByMember<LocationTypes, 'x_opencti_location_type', L>
    : End extends { type: 'threat-actor'; x_opencti_type?: infer A }
      ? NameByMember<ThreatActorTypes, 'x_opencti_type', A>
      : End extends Relationship<infer R>
        ? NarrowOrAll<R, RelationshipAsEnd>
        : NameByStixType[End['type'] & keyof NameByStixType];

type NameByStixType = { [Name in EntityName as EntityTypes[Name]['type']]: Name };

/** The names whose type has this value in a member; all of them when the value is any text. */
type NameByMember<Types, Member extends string, Value> = string extends Value
  ? keyof Types
  : {
      [Name in keyof Types]: Types[Name] extends { readonly [M in Member]?: infer Own }
        ? Extract<Value, Own> extends undefined
          ? never
          : Name
        : never;
    }[keyof Types];

type NarrowOrAll<Value extends string, All> = string extends Value ? All : Extract<All, Value>;

/** The rules with lists as unions, and with every observable in place of their common name. */
type TargetTable = {
  [Name in keyof Rules]: {
    [Type in keyof Rules[Name]]: Expanded<ListItem<Rules[Name][Type]>>;
  };
};

type Expanded<Name> = Name extends 'Stix-Cyber-Observable' ? keyof ObservableTypes : Name;

type ListItem<List> = List extends readonly (infer Item)[] ? Item : never;
