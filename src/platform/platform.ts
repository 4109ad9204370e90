import { BoundConnection, type AsksCapabilities } from './bound-connection.js';
import { Drafts } from './drafts.js';
import { Entities } from './entities.js';
import { Files } from './files.js';
import { KillChainPhases } from './kill-chain-phases.js';
import { Labels } from './labels.js';
import { Markings } from './markings.js';
import type { QueryOptions } from './platform-call.js';
import type { PlatformConnection } from './platform-connection.js';
import { Playbooks } from './playbooks.js';
import { documentText, type TypedDocument } from './query-document.js';
import type { RequestContext } from './request-context.js';
import { Users } from './users.js';
import { Vocabularies } from './vocabularies.js';

/**
 * OpenCTI, as connectors see it: ask for it in a constructor, or take the one of the request
 * (`request.platform`), which acts on behalf of that request. Nothing of one request ever shows in
 * another, however many run at once.
 *
 * ```ts
 * const entity = await platform.entities.read(id);
 * for await (const { items } of platform.entities.list({ types: ['Malware'] })) { … }
 * ```
 *
 * What is sent in bulk goes through bundles, not through here.
 */
export class Platform {
  readonly entities: Entities;
  readonly files: Files;
  readonly labels: Labels;
  readonly markings: Markings;
  readonly vocabularies: Vocabularies;
  readonly killChainPhases: KillChainPhases;
  readonly drafts: Drafts;
  readonly playbooks: Playbooks;
  readonly users: Users;
  private readonly bound: BoundConnection;

  /**
   * @param connection most often a `PlatformClient`
   * @param capabilities what it can do; asked for when the first call depends on it
   * @param context in which everything is carried out; default: as the token's user, in no draft
   */
  constructor(
    private readonly connection: PlatformConnection,
    private readonly capabilities: AsksCapabilities,
    context: RequestContext = {},
  ) {
    this.bound = new BoundConnection(connection, capabilities, context);
    this.entities = new Entities(this.bound);
    this.files = new Files(this.bound);
    this.labels = new Labels(this.bound);
    this.markings = new Markings(this.bound);
    this.vocabularies = new Vocabularies(this.bound);
    this.killChainPhases = new KillChainPhases(this.bound);
    this.drafts = new Drafts(this.bound);
    this.playbooks = new Playbooks(this.bound);
    this.users = new Users(this.bound);
  }

  /**
   * Sends a GraphQL document and gives the `data` of the answer. Queries that may succeed later are
   * sent again; mutations only if they surely did not arrive. OpenCTI refuses a document that asks
   * for one root field more than twice.
   *
   * @typeParam T what the answer is taken for; it is not checked
   * @throws PlatformError see `PlatformClient.query`
   */
  query<T = unknown>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    options?: QueryOptions,
  ): Promise<T>;
  /** Sends a document that carries the types of its answer and its variables. */
  query<T, V extends Readonly<Record<string, unknown>>>(
    document: TypedDocument<T, V>,
    variables: V,
    options?: QueryOptions,
  ): Promise<T>;
  query<T>(
    document: string | TypedDocument<T, never>,
    variables?: Readonly<Record<string, unknown>>,
    options?: QueryOptions,
  ): Promise<T> {
    return this.bound.query<T>(documentText(document), variables, options);
  }

  /**
   * The same OpenCTI, seen from one request: every call says on whose behalf it is, in which draft
   * (or explicitly in none), and for which work where OpenCTI knows that.
   */
  forRequest(context: RequestContext): Platform {
    return new Platform(this.connection, this.capabilities, context);
  }
}
