/** The longest stem and extension that a key keeps of a name. @see OpenCTI `database/file-storage.ts` */
const MAX_STEM_CHARS = 200;
const MAX_EXTENSION_CHARS = 10;

/** Characters that mean something to a path or a URL. Control characters are not taken either. */
const UNSAFE = new Set('/\\?#%\u007f');

/**
 * The last part of a storage key: the name in lower case, its stem and extension cut. What could lead
 * out of its folder becomes `_`.
 */
export function fileKeyName(name: string): string {
  const safe = onePart(name.trim()).toLowerCase();
  const dot = safe.lastIndexOf('.');
  const stem = dot > 0 ? safe.slice(0, dot) : safe;
  const extension = dot > 0 ? safe.slice(dot, dot + 1 + MAX_EXTENSION_CHARS) : '';

  return stem.slice(0, MAX_STEM_CHARS) + extension;
}

/** A storage key: folders and a name. Each folder is one part of it, whatever it holds. */
export function fileKey(folders: readonly string[], name: string): string {
  return [...folders.map(onePart), fileKeyName(name)].join('/');
}

function onePart(text: string): string {
  const safe = [...text].map(char => (char < ' ' || UNSAFE.has(char) ? '_' : char)).join('');

  return /^\.*$/.test(safe) ? `_${safe}` : safe;
}
