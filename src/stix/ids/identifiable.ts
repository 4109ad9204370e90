/** What an id can be made for: a STIX object, or the properties of one that has no id yet. */
export type Identifiable =
  { readonly type: string; readonly [property: string]: unknown } | { readonly type: string };
