import { createRequire } from 'node:module';

/**
 * Where the running octiflow has what an import asks for, so that a connector outside of any project
 * still finds it; undefined for imports of other packages.
 *
 * @param request as written, such as `octiflow/stix`.
 */
export function ownModule(request: string): string | undefined {
  if (request !== 'octiflow' && !request.startsWith('octiflow/')) return undefined;

  try {
    return createRequire(__filename).resolve(request);
  } catch {
    return undefined;
  }
}
