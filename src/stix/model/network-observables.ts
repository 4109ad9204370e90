import type { ObservableProperties, CustomObservableProperties } from './core-properties.js';
import type { ObservableExtensions } from './extensions.js';
import type { Timestamp } from './timestamp.js';

/** One or more IPv4 addresses, in CIDR notation when several. */
export interface IPv4Addr extends ObservableProperties {
  readonly type: 'ipv4-addr';
  /** Such as `198.51.100.7` or `198.51.100.0/24`. */
  readonly value: string;
  /** Ids of the MAC addresses that it resolves to. */
  readonly resolves_to_refs?: readonly string[];
  /** Ids of the autonomous systems that it belongs to. */
  readonly belongs_to_refs?: readonly string[];
}

/** One or more IPv6 addresses, in CIDR notation when several. */
export interface IPv6Addr extends ObservableProperties {
  readonly type: 'ipv6-addr';
  /** Such as `2001:db8::7` or `2001:db8::/32`. */
  readonly value: string;
  /** Ids of the MAC addresses that it resolves to. */
  readonly resolves_to_refs?: readonly string[];
  /** Ids of the autonomous systems that it belongs to. */
  readonly belongs_to_refs?: readonly string[];
}

/** A hardware address. */
export interface MacAddr extends ObservableProperties {
  readonly type: 'mac-addr';
  /** Six pairs in lower case with colons, such as `d2:fb:49:24:37:18`. */
  readonly value: string;
}

/** An autonomous system of the Internet. */
export interface AutonomousSystem extends ObservableProperties {
  readonly type: 'autonomous-system';
  /** Its number, without `AS`. */
  readonly number: number;
  readonly name?: string;
  /** Regional Internet registry that assigned the number. */
  readonly rir?: string;
}

/** A network domain name. */
export interface DomainName extends ObservableProperties {
  readonly type: 'domain-name';
  /** Such as `example.com`. OpenCTI lower-cases it. */
  readonly value: string;
  /** Ids of the domain names and IP addresses that it resolves to. */
  readonly resolves_to_refs?: readonly string[];
}

/** The name of a host, which need not be a domain name. */
export interface Hostname extends CustomObservableProperties {
  readonly type: 'hostname';
  readonly value: string;
}

/** A uniform resource locator. */
export interface Url extends ObservableProperties {
  readonly type: 'url';
  readonly value: string;
  /** How malicious the URL is, from 0 to 100, as the platform writes it; builders use `x_opencti_score`. */
  readonly score?: number;
}

/** Traffic between a source and a destination. */
export interface NetworkTraffic extends ObservableProperties {
  readonly type: 'network-traffic';
  /** Protocols from the outermost to the innermost, in lower case, such as `['ipv4', 'tcp', 'http']`. */
  readonly protocols: readonly string[];
  readonly start?: Timestamp;
  /** Only when `is_active` is not true. */
  readonly end?: Timestamp;
  /** True: the traffic goes on. */
  readonly is_active?: boolean;
  /** Id of the address, domain name or MAC address that it comes from. */
  readonly src_ref?: string;
  /** Id of the address, domain name or MAC address that it goes to. */
  readonly dst_ref?: string;
  /** From 0 to 65 535. */
  readonly src_port?: number;
  /** From 0 to 65 535. */
  readonly dst_port?: number;
  /** Bytes sent by the source. */
  readonly src_byte_count?: number;
  /** Bytes sent by the destination. */
  readonly dst_byte_count?: number;
  readonly src_packets?: number;
  readonly dst_packets?: number;
  /** IP flow information export fields. */
  readonly ipfix?: Readonly<Record<string, string | number>>;
  /** Id of the artifact that holds what the source sent. */
  readonly src_payload_ref?: string;
  /** Id of the artifact that holds what the destination sent. */
  readonly dst_payload_ref?: string;
  readonly encapsulates_refs?: readonly string[];
  readonly encapsulated_by_ref?: string;
  readonly extensions?: NetworkTrafficExtensions;
}

/** The `extensions` of network traffic. */
export interface NetworkTrafficExtensions extends ObservableExtensions {
  readonly 'http-request-ext'?: HttpRequestExtension;
  readonly 'icmp-ext'?: IcmpExtension;
  readonly 'socket-ext'?: SocketExtension;
  readonly 'tcp-ext'?: TcpExtension;
}

/** An HTTP request inside network traffic. */
export interface HttpRequestExtension {
  /** Method in lower case, such as `get`. */
  readonly request_method: string;
  /** Path and query that were asked for. */
  readonly request_value: string;
  /** Such as `http/1.1`. */
  readonly request_version?: string;
  readonly request_header?: Readonly<Record<string, string | readonly string[]>>;
  /** In bytes. */
  readonly message_body_length?: number;
  /** Id of the artifact that holds the body. */
  readonly message_body_data_ref?: string;
}

/** An ICMP message inside network traffic. */
export interface IcmpExtension {
  readonly icmp_type_hex: string;
  readonly icmp_code_hex: string;
}

/** A network socket behind network traffic. */
export interface SocketExtension {
  readonly address_family:
    | 'AF_UNSPEC'
    | 'AF_INET'
    | 'AF_IPX'
    | 'AF_APPLETALK'
    | 'AF_NETBIOS'
    | 'AF_INET6'
    | 'AF_IRDA'
    | 'AF_BTH';
  readonly is_blocking?: boolean;
  readonly is_listening?: boolean;
  readonly options?: Readonly<Record<string, number>>;
  readonly socket_type?: 'SOCK_STREAM' | 'SOCK_DGRAM' | 'SOCK_RAW' | 'SOCK_RDM' | 'SOCK_SEQPACKET';
  readonly socket_descriptor?: number;
  readonly socket_handle?: number;
}

/** TCP flags of network traffic. */
export interface TcpExtension {
  /** Union of all flags that the source sent. */
  readonly src_flags_hex?: string;
  /** Union of all flags that the destination sent. */
  readonly dst_flags_hex?: string;
}
