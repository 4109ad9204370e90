import { EMPTY, Observable, concat, map, of } from 'rxjs';
import {
  Accepts,
  Analysis,
  Enrich,
  Enrichment,
  ExportFile,
  ImportFile,
  Produces,
  type Analyser,
  type AnalysisMatch,
  type AnalysisRequest,
  type Enricher,
  type EnrichmentRequest,
  type ExportRequest,
  type ImportedFile,
  type StixObject,
  type Tlp,
} from 'octiflow';
import type {
  CyberObservable,
  DomainName,
  Indicator,
  IPv4Addr,
  IPv6Addr,
  Organization,
  Report,
} from 'octiflow/stix';

class WhoisConfig {
  readonly maxTlp: Tlp = 'TLP:AMBER';
}

// ---- what compiles

@Enrichment({ scope: 'Report' })
export class Summarise implements Enricher<Report> {
  enrich({ entity }: EnrichmentRequest<Report>): StixObject[] {
    return [{ ...entity, name: entity.name } as StixObject];
  }
}

@Enrichment({ scope: ['IPv4-Addr', 'Domain-Name'], cacheTtl: 'PT1H' })
export class TwoKinds implements Enricher<IPv4Addr | DomainName> {
  async enrich({ entity }: EnrichmentRequest<IPv4Addr | DomainName>): Promise<StixObject[]> {
    return [{ type: entity.type, id: entity.value }];
  }
}

@Enrichment({ scope: 'Stix-Cyber-Observable' })
export class AnyObservable {
  enrich({ entity }: EnrichmentRequest<CyberObservable>): Observable<StixObject> {
    return of(entity);
  }
}

@Enrichment({ scope: 'Report' })
export class TakesAnything {
  *enrich({ entity }: EnrichmentRequest): Iterable<StixObject> {
    yield entity;
  }
}

@Enrichment({
  name: 'Whois',
  maxTlp: settings => settings.get(WhoisConfig).maxTlp,
  concurrency: 4,
  retries: 0,
  auto: true,
  autoUpdate: true,
  enrichmentResolution: 'stix_bundle',
  playbookCompatible: false,
})
export class Whois {
  constructor(private readonly config: WhoisConfig) {}

  @Enrich('IPv4-Addr', 'IPv6-Addr')
  address({ entity }: EnrichmentRequest<IPv4Addr | IPv6Addr>): Observable<StixObject> {
    return of({ type: entity.type, id: entity.value + this.config.maxTlp });
  }

  @Enrich('Indicator')
  async *indicator({ entity }: EnrichmentRequest<Indicator>): AsyncIterable<StixObject[]> {
    yield [{ type: 'indicator', id: entity.pattern }];
  }

  @Enrich('Organization')
  @Enrich('Domain-Name')
  either({ entity, note }: EnrichmentRequest<Organization | DomainName>): StixObject[] {
    note(entity.id);
    return [];
  }

  @Enrich('Stix-Cyber-Observable')
  rest(_request: EnrichmentRequest): StixObject[] {
    return [];
  }
}

@ImportFile({ name: 'Import CSV', maxTlp: 'TLP:GREEN', auto: true, batchSize: 10 })
export class ImportCsv {
  @Accepts('text/csv', 'text/plain')
  async *rows(file: ImportedFile): AsyncIterable<StixObject> {
    for await (const { ip } of file.csv<{ ip: string }>({ delimiter: ';' })) {
      yield { type: 'ipv4-addr', id: ip };
    }
    for await (const line of file.lines()) yield { type: 'text', id: line };
    if (file.contextEntity) yield file.contextEntity;
  }

  @Accepts('application/json')
  async whole(file: ImportedFile): Promise<StixObject[]> {
    return file.json<StixObject[]>();
  }
}

@ExportFile({ name: 'Export CSV', concurrency: 2 })
export class ExportCsv {
  @Produces('text/csv')
  table(request: ExportRequest): Observable<string> {
    return concat(of('id\r\n'), request.objects().pipe(map(({ id }) => `${id}\r\n`)));
  }

  @Produces('application/octet-stream')
  async *bytes(request: ExportRequest): AsyncIterable<Uint8Array> {
    for await (const page of request.pages()) yield new Uint8Array(page.length);
  }
}

@Analysis({ name: 'Finder', scope: ['text/plain'] })
export class Finder implements Analyser {
  async *analyse(request: AnalysisRequest): AsyncIterable<AnalysisMatch> {
    yield { text: await request.text(), entity: request.entity };
  }
}

// ---- what does not

export class WrongHandlers {
  // @ts-expect-error a domain name is no address
  @Enrich('IPv4-Addr')
  wrongEntity(_request: EnrichmentRequest<DomainName>): StixObject[] {
    return [];
  }

  // @ts-expect-error one of the two is not handled
  @Enrich('IPv4-Addr', 'Domain-Name')
  halfHandled(_request: EnrichmentRequest<IPv4Addr>): StixObject[] {
    return [];
  }

  // @ts-expect-error OpenCTI has no such entity
  @Enrich('Indicatr')
  misspelt(_request: EnrichmentRequest): StixObject[] {
    return [];
  }

  // @ts-expect-error no entity is named
  @Enrich()
  nameless(_request: EnrichmentRequest): StixObject[] {
    return [];
  }

  // @ts-expect-error numbers are no STIX
  @Enrich('IPv4-Addr')
  numbers(_request: EnrichmentRequest<IPv4Addr>): Observable<number> {
    return EMPTY;
  }

  // @ts-expect-error nothing at all is no stream of objects
  @Enrich('IPv4-Addr')
  nothing(_request: EnrichmentRequest<IPv4Addr>): void {}

  // @ts-expect-error a MIME type has two parts
  @Accepts('csv')
  mime(_file: ImportedFile): StixObject[] {
    return [];
  }

  // @ts-expect-error an export request is no file
  @Accepts('text/csv')
  wrongRequest(_request: ExportRequest): StixObject[] {
    return [];
  }

  // @ts-expect-error an export is text or bytes
  @Produces('text/csv')
  objects(_request: ExportRequest): Observable<StixObject> {
    return EMPTY;
  }
}

// @ts-expect-error the scope says reports, the method takes indicators
@Enrichment({ scope: 'Report' })
export class WrongScope implements Enricher<Indicator> {
  enrich(_request: EnrichmentRequest<Indicator>): StixObject[] {
    return [];
  }
}

// @ts-expect-error OpenCTI has no such entity
@Enrichment({ scope: 'Reprot' })
export class MisspeltScope {
  enrich(_request: EnrichmentRequest): StixObject[] {
    return [];
  }
}

// @ts-expect-error the method gives no STIX
@Enrichment({ scope: 'Report' })
export class GivesText {
  enrich(_request: EnrichmentRequest<Report>): string[] {
    return [];
  }
}

// @ts-expect-error there is no such level
@Enrichment({ scope: 'Report', maxTlp: 'TLP:PURPLE' })
export class WrongTlp {
  enrich(_request: EnrichmentRequest<Report>): StixObject[] {
    return [];
  }
}

// @ts-expect-error the scope is what the handlers name
@ImportFile({ scope: 'text/csv' })
export class ScopeTwice {}

// @ts-expect-error no analyse
@Analysis()
export class NoMethod {}

// @ts-expect-error a match names its text
@Analysis()
export class HalfMatch {
  analyse(_request: AnalysisRequest): { entity: string }[] {
    return [];
  }
}

declare const request: EnrichmentRequest<IPv4Addr>;
// @ts-expect-error the entity is frozen
request.entity.value = '198.51.100.1';
// @ts-expect-error so is the context
request.context.draftId = null;
