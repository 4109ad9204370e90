/** Stands for a dot that the writer made harmless: such a name is meant, whatever it looks like. */
export const DEFANGED_DOT = '\ue000';

/** Ways to write a dot, an at sign and a colon that no program follows. */
const DOT = '(?:[[({<] ?(?:\\.|dot) ?[\\])}>]|\\\\\\.|\\[\\.(?=\\w))';
const DOTS = new RegExp(` ${DOT} (?=\\w)|${DOT}`, 'gi');
const ATS = / ?[[({<] ?(?:at|@) ?[\])}>] ?/gi;
const COLONS = /[[({]:(?:\/\/)?[\])}](?:\/\/)?/g;
const SCHEMES = /\b(?:h(?:xx|\*\*|__)p|meow)(s?)(?=:\/\/)/gi;

/** Text with its addresses written out; dots that were defanged stay recognisable. */
export function refang(text: string): string {
  return text
    .replaceAll(DEFANGED_DOT, ' ')
    .replace(COLONS, '://')
    .replace(DOTS, DEFANGED_DOT)
    .replace(ATS, '@')
    .replace(SCHEMES, 'http$1');
}

/** A part of refanged text, as it was before it was defanged. */
export function plain(text: string): string {
  return text.replaceAll(DEFANGED_DOT, '.');
}
