import { BundleError } from '../../../errors/index.js';
import type { Members } from '../../ids/observable/shape.js';
import { isStixObject } from '../../model/is-type.js';
import type { Bundle, StixObject } from '../../stix-object.js';
import { stronglyConnected } from '../split/strongly-connected.js';
import { jsonProblem } from '../json-problem.js';
import { withFormerIds } from './former-ids.js';
import { expectedId, identityProperties, type Typed } from './identity-parts.js';
import { rewriteReferences } from './rewrite-references.js';
import { agree, united } from './same-thing.js';

/** What {@link restamp} makes of a bundle. */
export interface RestampResult {
  /** The bundle with OpenCTI's ids. Its own id and other members are as they were. */
  readonly bundle: Bundle;
  /** The new id by the old one, for every object that was given another id. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Objects that keep the id they came with, each with the reason. */
  readonly kept: { readonly id: string; readonly reason: string }[];
  /** Objects that became part of another one which means the same: the id they share, and their old one. */
  readonly merged: { readonly id: string; readonly from: string }[];
}

/**
 * Gives foreign objects the ids that OpenCTI expects, so that the same thing from two sources meets in
 * one object, and makes every reference in the bundle follow: members, containers, authors, markings
 * of parts and of files, extensions. The id that an object came with stays in `x_opencti_stix_ids`.
 *
 * An id that is made from other ids, such as a relationship's, is made from the new ones. Of two
 * objects that would get the same id, the second becomes part of the first when nothing contradicts;
 * else it keeps its own id. The bundle given is not changed, and nothing in it is lost.
 *
 * ```ts
 * const { bundle, renamed, kept } = restamp(await readFeed());
 * ```
 *
 * @throws BundleError `BUNDLE_WITHOUT_OBJECTS` for what has no list of objects.
 */
export function restamp(bundle: Bundle): RestampResult {
  const objects: unknown = (bundle as Partial<Bundle> | null)?.objects;
  if (!Array.isArray(objects)) throw new BundleError('BUNDLE_WITHOUT_OBJECTS', {});

  return new Restamping(bundle, objects as unknown[]).run();
}

class Restamping {
  private readonly byId = new Map<string, StixObject>();
  /** Which object has which new id. */
  private readonly holders = new Map<string, StixObject>();
  /** Objects that others became part of, with what they have now. */
  private readonly grown = new Map<unknown, Members>();
  private readonly takenUp = new Set<unknown>();
  private readonly opaque = new Set<unknown>();
  private readonly renamed = new Map<string, string>();
  private readonly kept: { id: string; reason: string }[] = [];
  private readonly merged: { id: string; from: string }[] = [];

  constructor(
    private readonly bundle: Bundle,
    private readonly objects: readonly unknown[],
  ) {
    objects.forEach((object, index) => {
      const problem = jsonProblem(object);
      if (problem === undefined && isStixObject(object)) {
        this.byId.set(object.id, object);
      } else {
        this.opaque.add(object);
        this.keep(`objects[${index}]`, problem ?? 'it has no type or no id');
      }
    });
  }

  run(): RestampResult {
    for (const members of this.inOrder()) {
      if (members.length > 1) {
        for (const { id } of members) this.keep(id, 'its id would be made from itself');
      } else {
        for (const object of members) this.stamp(object);
      }
    }

    const objects = this.objects.filter(object => !this.takenUp.has(object));
    return {
      bundle: { ...this.bundle, objects: objects.map(object => this.finished(object)) },
      renamed: this.renamed,
      kept: this.kept,
      merged: this.merged,
    };
  }

  /** Objects after those that they refer to; in a circle, after those that their ids are made from. */
  private inOrder(): StixObject[][] {
    const objects = [...this.byId.values()];
    const sets = stronglyConnected(objects, object => this.linksOf(object, Object.keys(object)));

    return sets.flatMap(set =>
      stronglyConnected(set, object => this.linksOf(object, identityProperties(object.type))),
    );
  }

  private linksOf(object: StixObject, properties: readonly string[]): StixObject[] {
    const members = object as unknown as Members;

    return properties
      .flatMap(property => (property === 'id' ? [] : textsIn(members[property])))
      .flatMap(text => this.byId.get(text) ?? []);
  }

  private stamp(object: StixObject): void {
    const links = this.linksOf(object, identityProperties(object.type));
    if (links.includes(object)) return this.keep(object.id, 'its id would be made from itself');

    try {
      const members = rewriteReferences(object, this.renamed);
      const id = expectedId(members as unknown as Typed);
      if (id === undefined) this.keep(object.id, 'nothing tells it apart from others');
      else this.settle(object, id);
    } catch (error) {
      if (!isBundleError(error)) throw error;
      this.keep(object.id, error.message);
    }
  }

  private settle(object: StixObject, id: string): void {
    const holder = this.holders.get(id) ?? this.rightful(id) ?? object;
    if (holder === object) {
      this.holders.set(id, object);
      if (id !== object.id) this.renamed.set(object.id, id);
      return;
    }

    const present = this.grown.get(holder) ?? asMembers(holder);
    const isSame = agree(
      rewriteReferences(present, this.renamed),
      rewriteReferences(asMembers(object), this.renamed),
    );
    if (!isSame) {
      this.keep(object.id, `it means the same as ${holder.id} and says something else`);
      return;
    }
    this.grown.set(holder, united(present, asMembers(object)));
    this.takenUp.add(object);
    this.renamed.set(object.id, id);
    this.merged.push({ id, from: object.id });
  }

  /** The object that came with an id, if that is the right one for it. */
  private rightful(id: string): StixObject | undefined {
    const object = this.byId.get(id);
    try {
      return object !== undefined && expectedId(asMembers(object)) === id ? object : undefined;
    } catch {
      return undefined;
    }
  }

  private keep(id: string, reason: string): void {
    this.kept.push({ id, reason });
  }

  private finished(object: unknown): StixObject {
    if (this.opaque.has(object)) return object as StixObject;

    const { id: formerId } = object as StixObject;
    const id = this.renamed.get(formerId);
    const members = rewriteReferences(
      this.grown.get(object) ?? asMembers(object as StixObject),
      this.renamed,
    );
    const finished = id === undefined ? members : withFormerIds({ ...members, id }, [formerId]);
    return finished as unknown as StixObject;
  }
}

function asMembers(object: StixObject): Typed {
  return object as unknown as Typed;
}

function isBundleError(error: unknown): error is BundleError {
  return error instanceof BundleError;
}

/** Every text in a value that is JSON. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];

  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
