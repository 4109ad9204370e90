import { BlockList, isIPv4 } from 'node:net';
import { Injectable, type StixObject } from 'octiflow';
import { ImportDocumentConfig } from './import-document.config.js';

/** Domains that reports name as their sources, and what an empty file hashes to. */
const HARMLESS = [
  ...['attack.mitre.org', 'cisa.gov', 'first.org', 'github.com', 'google.com', 'microsoft.com'],
  ...['mitre.org', 'nist.gov', 'virustotal.com', 'w3.org', 'wikipedia.org', 'x.com', 'youtube.com'],
  'd41d8cd98f00b204e9800998ecf8427e',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
];

const LOCAL = new BlockList();
LOCAL.addSubnet('0.0.0.0', 8);
LOCAL.addSubnet('10.0.0.0', 8);
LOCAL.addSubnet('127.0.0.0', 8);
LOCAL.addSubnet('169.254.0.0', 16);
LOCAL.addSubnet('172.16.0.0', 12);
LOCAL.addSubnet('192.168.0.0', 16);
LOCAL.addSubnet('224.0.0.0', 3);
LOCAL.addSubnet('::', 127, 'ipv6');
LOCAL.addSubnet('fe80::', 10, 'ipv6');

/** What is in every report and says nothing: not imported. */
@Injectable()
export class AllowList {
  private readonly values: ReadonlySet<string>;

  constructor({ allowList }: ImportDocumentConfig) {
    this.values = new Set([...HARMLESS, ...allowList].map(value => value.trim().toLowerCase()));
  }

  /** Whether an observable is to be left out. */
  holds(observable: StixObject): boolean {
    const { value, hashes } = observable as { value?: string; hashes?: Record<string, string> };
    if (hashes) return Object.values(hashes).some(hash => this.values.has(hash));
    if (value === undefined) return false;
    if (/^ipv[46]-addr$/.test(observable.type)) return this.values.has(value) || isLocal(value);
    const host = observable.type === 'url' ? new URL(value).hostname : value.split('@').at(-1);

    return this.values.has(value.toLowerCase()) || this.holdsHost((host ?? '').toLowerCase());
  }

  private holdsHost(host: string): boolean {
    const labels = host.split('.');

    return labels.some((_label, at) => this.values.has(labels.slice(at).join('.')));
  }
}

function isLocal(range: string): boolean {
  const [address = ''] = range.split('/');

  return LOCAL.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
