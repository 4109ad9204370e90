import { nearest } from './edit-distance.js';
import { isDead, slip, type StrayName, type StraySearch } from './stray-name.js';

/** What Kubernetes sets in every container for a service that is called like a section. */
const KUBERNETES = /^(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|PORT_\d+_(?:TCP|UDP)(?:_.+)?)$/;
const KUBERNETES_PORT = /^(?:tcp|udp):\/\//;

interface Variable {
  readonly name: string;
  readonly text: string;
  readonly origin: string;
  /** File and line; undefined for the environment. */
  readonly place?: string;
}

/** Variables of the environment and of `.env` that are no setting but look like ours. */
export function strayVariables(search: StraySearch): StrayName[] {
  const { environment, envFile } = search.sources;
  const inEnvironment = Object.entries(environment).map(([name, text]) => ({
    name,
    text,
    origin: 'environment',
  }));
  const inEnvFile = [...(envFile?.variables ?? [])].map(([name, { text, line }]) => ({
    name,
    text,
    origin: envFile?.path ?? '',
    place: `${envFile?.path}, line ${line}`,
  }));

  return [...inEnvironment, ...inEnvFile].flatMap(({ text, ...variable }) =>
    text === undefined ? [] : strayOf({ ...variable, text }, search),
  );
}

function strayOf(variable: Variable, search: StraySearch): StrayName[] {
  const { name, text, origin, place } = variable;
  if (search.names.isRead(name)) return [];
  const prefix = search.names.prefixOf(name);
  if (prefix === undefined) return missed(variable, search);
  const rest = name.slice(prefix.length);
  if (isDead(rest) || isFromKubernetes(rest, text)) return [];

  const open = search.open.filter(record => record.env.startsWith(prefix));
  const guess = nearest(
    rest,
    open.map(record => record.env.slice(prefix.length)),
  );
  if (guess === undefined) return [{ name, origin }];

  return [{ name, origin, problem: slip(name, prefix + guess, place) }];
}

/** A name outside of our sections is taken for a slip only where a required setting is missing. */
function missed({ name, origin, place }: Variable, { open }: StraySearch): StrayName[] {
  const required = open.filter(({ isRequired }) => isRequired);
  const guess = nearest(
    name,
    required.map(({ env }) => env),
  );

  return guess === undefined ? [] : [{ name, origin, problem: slip(name, guess, place) }];
}

function isFromKubernetes(rest: string, text: string): boolean {
  return KUBERNETES.test(rest) || (rest === 'PORT' && KUBERNETES_PORT.test(text));
}
