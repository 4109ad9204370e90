import type { OpenVocab } from '../open-vocab.js';

/** Where a channel publishes (`channel_types_ov`). */
export type ChannelType = OpenVocab<'Twitter' | 'Facebook'>;

/** Where a data source is collected (`collection_layers_ov`). */
export type CollectionLayer = OpenVocab<
  'container' | 'cloud-control-plane' | 'host' | 'OSINT' | 'network'
>;

/** Rights that a technique needs (`permissions_ov`). */
export type PermissionRequired = OpenVocab<'User' | 'Administrator'>;

/** Operating system or platform (`platforms_ov`). */
export type Platform = OpenVocab<'android' | 'macos' | 'linux' | 'windows'>;
