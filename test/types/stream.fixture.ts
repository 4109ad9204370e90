import { EMPTY, type Observable } from 'rxjs';
import { On, OnBatch, Stream, type StreamEvent } from 'octiflow';
import type { CyberObservable, Indicator, IPv4Addr, IPv6Addr, Malware } from 'octiflow/stix';

// ---- what compiles

@Stream({ name: 'Firewall', concurrency: 4, onError: 'retry', retries: 3, maxPerMinute: 60 })
export class Firewall {
  @On('create', 'Indicator')
  @On('update', 'Indicator')
  block({ entity, previous }: StreamEvent<Indicator>): Observable<unknown> {
    return entity.pattern === previous?.pattern ? EMPTY : EMPTY;
  }

  @On('create', 'IPv4-Addr', 'IPv6-Addr')
  async address({ entity }: StreamEvent<IPv4Addr | IPv6Addr>): Promise<string> {
    return entity.value;
  }

  @On('delete', 'Stix-Cyber-Observable')
  forget({ entityId }: StreamEvent<CyberObservable>): string[] {
    return [entityId];
  }

  @On('merge')
  merged({ sources }: StreamEvent): void {
    sources.map(({ id }) => id);
  }
}

@Stream()
export class Bulk {
  @OnBatch({ size: 200, within: 'PT5S', maxPerMinute: 60, types: ['create', 'update'] })
  push(events: readonly StreamEvent[]): Promise<void> {
    return Promise.resolve(void events.length);
  }
}

// ---- what does not

export class Wrong {
  // @ts-expect-error no such type of event
  @On('created', 'Indicator')
  wrongType(): void {}

  // @ts-expect-error no such entity
  @On('create', 'Indicators')
  wrongName(): void {}

  // @ts-expect-error a malware is no indicator
  @On('create', 'Indicator')
  wrongEntity({ entity }: StreamEvent<Malware>): void {
    void entity;
  }

  // @ts-expect-error one of both is no malware
  @On('create', 'Indicator', 'Malware')
  half({ entity }: StreamEvent<Malware>): void {
    void entity;
  }

  // @ts-expect-error a number never says when it is done
  @On('create', 'Indicator')
  wrongOutput(): number {
    return 1;
  }

  // @ts-expect-error a batch is a list
  @OnBatch()
  single(event: StreamEvent): void {
    void event;
  }
}

// @ts-expect-error no such policy
Stream({ onError: 'ignore' });
// @ts-expect-error a handler handles, nothing is returned to OpenCTI that could have an author
Stream({ author: undefined });
