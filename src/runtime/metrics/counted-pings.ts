import type { PlatformClient } from '../../platform/index.js';
import type { Metrics } from './metrics.js';

/** Where pings go. */
type Queries = Pick<PlatformClient, 'query'>;

/** Counts what is asked, and what fails. For one who asks nothing but pings. */
export function countedPings(queries: Queries, metrics: Metrics): Queries {
  return {
    query: async (document, variables, options) => {
      try {
        const data = await queries.query<never>(document, variables, options);
        metrics.add('ping_api_total', 1);
        return data;
      } catch (error) {
        metrics.add('ping_api_errors_total', 1);
        throw error;
      }
    },
  };
}
