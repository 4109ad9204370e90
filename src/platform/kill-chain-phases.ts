import { AnswerReader } from './answer-reader.js';
import { where } from './filter-group.js';
import { listAll, PAGE_INFO } from './list-pages.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

/** One phase of a kill chain, as OpenCTI holds it. */
export interface PlatformKillChainPhase {
  /** Internal id. */
  readonly id: string;
  /** STIX id. */
  readonly standardId: string;
  /** Such as `mitre-attack`. */
  readonly killChain: string;
  /** Such as `initial-access`. */
  readonly phase: string;
  /** Place in its kill chain. */
  readonly order: number;
}

const FIELDS = 'id standard_id kill_chain_name phase_name x_opencti_order';
const LIST = `query KillChainPhases($filters: FilterGroup, $first: Int, $after: ID, $orderBy: KillChainPhasesOrdering, $orderMode: OrderingMode) {
  killChainPhases(filters: $filters, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode) {
    edges { node { ${FIELDS} } }
    ${PAGE_INFO}
  }
}`;
const ADD = `mutation KillChainPhaseAdd($input: KillChainPhaseAddInput!) {
  killChainPhaseAdd(input: $input) { ${FIELDS} }
}`;

/** The kill chain phases of OpenCTI. */
export class KillChainPhases {
  constructor(private readonly queries: PlatformQueries) {}

  /**
   * The phases of a kill chain, or of all.
   *
   * @param killChain such as `mitre-attack`; default: all of them
   */
  list(killChain?: string, options?: QueryOptions): Promise<PlatformKillChainPhase[]> {
    const filters = killChain === undefined ? undefined : where('kill_chain_name', killChain);
    const query = { document: LIST, root: 'killChainPhases', variables: { filters }, read };

    return listAll(this.queries, query, options);
  }

  /**
   * Creates a phase, or gives the one that there is.
   *
   * @param order place in its kill chain; default 0
   * @throws PlatformError `PLATFORM_FORBIDDEN` when the user lacks SETTINGS_SETKILLCHAINPHASES
   */
  async create(
    killChain: string,
    phase: string,
    order = 0,
    options?: QueryOptions,
  ): Promise<PlatformKillChainPhase> {
    const input = { kill_chain_name: killChain, phase_name: phase, x_opencti_order: order };
    const data = await this.queries.query(ADD, { input }, { isIdempotent: true, ...options });

    return read(AnswerReader.of('KillChainPhaseAdd', data).object('killChainPhaseAdd'));
  }
}

function read(node: AnswerReader): PlatformKillChainPhase {
  return {
    id: node.text('id'),
    standardId: node.text('standard_id'),
    killChain: node.text('kill_chain_name'),
    phase: node.text('phase_name'),
    order: node.countIfAny('x_opencti_order'),
  };
}
