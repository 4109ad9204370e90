import type { ConfigProblem } from './config-problem.js';
import { nearest } from './edit-distance.js';
import { isDead, slip, type StrayName, type StraySearch } from './stray-name.js';
import type { YamlFile, YamlValue } from './yaml-file.js';

/** Sections and keys of `config.yml` that are no setting but look like ours. */
export function strayKeys(search: StraySearch): StrayName[] {
  const { yamlFile } = search.sources;
  if (!yamlFile) return [];

  return [...yamlFile.sections].flatMap(([section, keys]) => {
    if (!search.names.hasSection(section)) return straySection(section, yamlFile, search);
    if (!keys) return [stray(section, yamlFile, noMap(section, yamlFile))];

    return [...keys].flatMap(([key, value]) => strayKey(section, key, value, yamlFile, search));
  });
}

function straySection(section: string, file: YamlFile, { names }: StraySearch): StrayName[] {
  const missing = names.sectionNames.filter(name => !file.sections.has(name));
  const guess = nearest(section, missing);

  return guess === undefined ? [] : [stray(section, file, slip(section, guess, file.path))];
}

function strayKey(
  section: string,
  key: string,
  { line }: YamlValue,
  file: YamlFile,
  { names, open }: StraySearch,
): StrayName[] {
  const path = `${section}.${key}`;
  if (names.hasPath(path) || isDead(key)) return [];
  const candidates = open.flatMap(({ yamlPath }) =>
    yamlPath?.startsWith(`${section}.`) ? [yamlPath.slice(section.length + 1)] : [],
  );
  const guess = nearest(key, candidates);
  if (guess === undefined) return [stray(path, file)];
  const place = line === undefined ? file.path : `${file.path}, line ${line}`;

  return [stray(path, file, slip(path, `${section}.${guess}`, place))];
}

function stray(name: string, { path }: YamlFile, problem?: ConfigProblem): StrayName {
  return { name, origin: path, ...(problem && { problem }) };
}

function noMap(variable: string, { path }: YamlFile): ConfigProblem {
  return { variable, rule: 'is not a map of settings', origin: path };
}
