import { PlatformError } from '../errors/index.js';
import type { Logger } from '../injection/index.js';
import { AnswerReader } from './answer-reader.js';
import { PlatformCapabilities, type PlatformFeature } from './platform-capabilities.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

const VERSION = /* GraphQL */ `
  query healthCheck {
    about {
      version
    }
  }
`;

// OpenCTI refuses a document that asks for the same root field more than twice.
const SCHEMA = /* GraphQL */ `
  query ApiCompatibility {
    registerConnectorInput: __type(name: "RegisterConnectorInput") {
      inputFields {
        name
      }
    }
    mutations: __type(name: "Mutation") {
      fields {
        name
        args {
          name
        }
      }
    }
  }
`;

/**
 * Asks OpenCTI which version it is: the lightest request that needs a valid token.
 *
 * @returns an empty text when it does not tell
 * @throws PlatformError
 */
export async function askVersion(client: PlatformQueries, options?: QueryOptions): Promise<string> {
  const data = AnswerReader.of('healthCheck', await client.query(VERSION, {}, options));

  return (data.objectIfAny('about')?.textIfAny('version') ?? '').trim().slice(0, 100);
}

/**
 * Finds out what this OpenCTI can do. Version 6 is known; from 7 on, or when the version can't be
 * read, its schema is asked as well, and what it does not answer counts as absent.
 *
 * @param version when it is known already, as after `waitForPlatform`; else it is asked for
 * @throws PlatformError when the version itself can't be asked for
 */
export async function probePlatform(
  client: PlatformQueries,
  log?: Logger,
  version?: string,
): Promise<PlatformCapabilities> {
  version ??= await askVersion(client);
  const major = Number(/^v?(\d+)\./.exec(version)?.[1] ?? Number.NaN);
  if (major < 7) return baseline(version, 6);

  try {
    return await askSchema(client, version, major);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log?.debug('schema of OpenCTI not told', { version, code: error.code, reason: error.message });

    return baseline(version, major >= 7 ? 7 : 6);
  }
}

async function askSchema(
  client: PlatformQueries,
  version: string,
  major: number,
): Promise<PlatformCapabilities> {
  const data = AnswerReader.of('ApiCompatibility', await client.query(SCHEMA));
  const inputs = namesOf(data.objectIfAny('registerConnectorInput'), 'inputFields');
  const mutations = data.objectIfAny('mutations')?.objects('fields') ?? [];
  const workAdd = mutations.find(field => field.value('name') === 'workAdd');
  const generation = major >= 7 || inputs.includes('version') ? 7 : 6;
  const features = featuresOf(generation);
  if (namesOf(workAdd, 'args').includes('isMultiPartWork')) features.add('multiPartWorks');
  const knowsTokens = mutations.some(field => field.value('name') === 'userAdminTokenAdd');
  if (mutations.length > 0 && !knowsTokens) features.delete('namedTokens');
  const registerInputs = inputs.length > 0 ? inputs : undefined;

  return new PlatformCapabilities({ version, generation, registerInputs, features });
}

function namesOf(type: AnswerReader | undefined, list: string): string[] {
  return type?.objects(list).map(item => item.text('name')) ?? [];
}

function baseline(version: string, generation: 6 | 7): PlatformCapabilities {
  return new PlatformCapabilities({ version, generation, features: featuresOf(generation) });
}

/** What a generation has for sure. */
function featuresOf(generation: 6 | 7): Set<PlatformFeature> {
  return new Set(generation === 7 ? ['callbackKeys', 'workContext', 'namedTokens'] : []);
}
