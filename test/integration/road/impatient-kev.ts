import type { Observable } from 'rxjs';
import { KevBookmark } from '../../../examples/cisa-kev/cisa-kev.bookmark.js';
import { KevClient } from '../../../examples/cisa-kev/cisa-kev.client.js';
import { CisaConfig } from '../../../examples/cisa-kev/cisa-kev.config.js';
import { CisaKev } from '../../../examples/cisa-kev/cisa-kev.connector.js';
import { KevConverter } from '../../../examples/cisa-kev/cisa-kev.converter.js';
import { NetworkSettings } from '../../../src/config/index.js';
import { ExternalImport } from '../../../src/connectors/index.js';
import { Http, type HttpOptions, type HttpReply } from '../../../src/http/index.js';
import { Clock, Injectable, Logger } from '../../../src/injection/index.js';

/** Gives a stuck source up soon, so that its test is quick. */
@Injectable()
class ImpatientHttp extends Http {
  constructor(clock: Clock, log: Logger, network: NetworkSettings) {
    super(clock, log, network);
  }

  override request(url: string, options: HttpOptions = {}): Observable<HttpReply> {
    return super.request(url, { ...options, timeout: { totalMs: 6_000 } });
  }
}

@Injectable()
class ImpatientClient extends KevClient {
  constructor(config: CisaConfig, http: ImpatientHttp) {
    super(config, http);
  }
}

/** The KEV connector with an impatient client. */
@ExternalImport({
  name: 'Impatient KEV',
  scope: ['cisa'],
  durationPeriod: 'P2D',
  bookmark: KevBookmark,
})
export class ImpatientKev extends CisaKev {
  constructor(client: ImpatientClient, converter: KevConverter) {
    super(client, converter);
  }
}
