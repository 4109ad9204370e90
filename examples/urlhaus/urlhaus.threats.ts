import { Injectable, Platform, where, type PlatformEntity } from 'octiflow';

const TYPES = ['Threat-Actor', 'Intrusion-Set', 'Malware', 'Campaign', 'Incident', 'Tool'];

/** The threats that OpenCTI knows by name. Each name is looked up once a run. */
@Injectable()
export class UrlhausThreats {
  private readonly known = new Map<string, Promise<PlatformEntity | undefined>>();

  constructor(private readonly platform: Platform) {}

  /** What was not known may be by the next run. */
  forget(): void {
    this.known.clear();
  }

  named(name: string): Promise<PlatformEntity | undefined> {
    const key = name.toLowerCase();
    const found = this.known.get(key) ?? this.lookUp(name);
    this.known.set(key, found);

    return found;
  }

  private async lookUp(name: string): Promise<PlatformEntity | undefined> {
    const filters = where('name', name);
    for await (const { items } of this.platform.entities.list({ types: TYPES, filters })) {
      return items[0];
    }

    return undefined;
  }
}
