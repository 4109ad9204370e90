import { Injectable, Platform, type ExportRequest, type StixObject } from 'octiflow';

/** Names that are remembered in one export; then it starts anew, so that memory stays flat. */
const REMEMBERED = 10_000;

/** What authors and markings are called, which an object refers to by their ids. */
export type Names = ReadonlyMap<string, string>;

/** Looks up names in the name of the user who asked for the export. */
@Injectable()
export class NameLookup {
  constructor(private readonly platform: Platform) {}

  /** A look-up that asks for each name once, a page of objects at a time. */
  forRequest({ context }: ExportRequest): (page: readonly StixObject[]) => Promise<Names> {
    const platform = this.platform.forRequest(context);
    const names = new Map<string, string>();
    let markings: Promise<Names> | undefined;

    return async page => {
      markings ??= platform.markings
        .list()
        .then(all => new Map(all.map(each => [each.standardId, each.definition])));
      if (names.size > REMEMBERED) names.clear();
      const unknown = page.flatMap(authorOf).filter(id => !names.has(id));
      for (const [id, { name }] of await platform.entities.find(unknown)) names.set(id, name ?? id);

      return new Map([...(await markings), ...names]);
    };
  }
}

function authorOf(object: StixObject): string[] {
  const { created_by_ref, extensions } = object as Authored;
  const refs = [
    created_by_ref,
    ...Object.values(extensions ?? {}).map(each => each.created_by_ref),
  ];

  return refs.filter(ref => typeof ref === 'string');
}

interface Authored {
  readonly created_by_ref?: string;
  readonly extensions?: Readonly<Record<string, { readonly created_by_ref?: string }>>;
}
