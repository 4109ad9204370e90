import type {
  AutonomousSystem,
  DomainName,
  Hostname,
  IPv4Addr,
  IPv6Addr,
  MacAddr,
  NetworkTraffic,
  Url,
} from '../model/network-observables.js';
import { defineBuilder, defineValueBuilder } from './build.js';
import type { PropertiesOf, WithOneOf } from './properties-of.js';

/** What {@link networkTraffic} takes: at least one of its ends. */
export type NetworkTrafficProperties = WithOneOf<
  PropertiesOf<NetworkTraffic>,
  'src_ref' | 'dst_ref'
>;

/** Builds an IPv4 address, or a range in CIDR notation. */
export const ipv4 = defineValueBuilder<IPv4Addr, 'value'>('ipv4-addr', 'value', 'text');

/** Builds an IPv6 address, or a range in CIDR notation. */
export const ipv6 = defineValueBuilder<IPv6Addr, 'value'>('ipv6-addr', 'value', 'text');

/** Builds a hardware address. */
export const macAddr = defineValueBuilder<MacAddr, 'value'>('mac-addr', 'value', 'text');

/** Builds an autonomous system from its number. */
export const autonomousSystem = defineValueBuilder<AutonomousSystem, 'number'>(
  'autonomous-system',
  'number',
  'number',
);

/** Builds a domain name. */
export const domainName = defineValueBuilder<DomainName, 'value'>('domain-name', 'value', 'text');

/** Builds a host name. */
export const hostname = defineValueBuilder<Hostname, 'value'>('hostname', 'value', 'text');

/** Builds a URL. */
export const url = defineValueBuilder<Url, 'value'>('url', 'value', 'text');

/** Builds network traffic. Its id follows from times, ends, ports, protocols and extensions. */
export const networkTraffic = defineBuilder<NetworkTraffic, NetworkTrafficProperties>(
  'network-traffic',
  { protocols: 'list' },
);
