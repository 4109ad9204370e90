import { DEFANGED_DOT } from './refang.js';

/** Endings that are taken without further proof; countries have two letters. */
const ENDINGS = new Set(
  `com net org info biz name mobi pro xyz top site online club shop store live icu vip cloud tech
  space fun website press host link click work life today world zone email digital agency network
  systems services solutions support news media wiki blog dev app page gov edu mil int arpa onion
  asia cat jobs tel travel museum aero coop monster buzz cyou rest bond lol quest sbs cfd`.split(
    /\s+/,
  ),
);

/** Endings of files and of code that are endings of domains, too. */
const FILES = new Set(
  'ai as bz cc cs db do gz hs id in io is js kt la ml mm md ms my pl pm ps py rb rs sh so st tv vb ws'.split(
    ' ',
  ),
);
/** Countries and others of these that people do register domains in. */
const REGISTERED = new Set('ai bz cc id in io is la ml ms my pl tv ws rs'.split(' '));

/** Whether a dotted name is a domain, and not a file, an abbreviation or a piece of code. */
export function isDomain(name: string): boolean {
  if (name.includes(DEFANGED_DOT)) return true;
  const labels = name.split('.');
  const ending = (labels.at(-1) ?? '').toLowerCase();
  if (ending.startsWith('xn--') || ENDINGS.has(ending)) return true;
  if (ending.length !== 2 || labels.some(label => label.length < 2)) return false;

  return (!FILES.has(ending) || REGISTERED.has(ending)) && /^[a-z]{2}$/.test(ending);
}
