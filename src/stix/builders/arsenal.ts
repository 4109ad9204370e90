import type { Channel, Malware, Tool } from '../model/arsenal.js';
import type { Vulnerability } from '../model/vulnerability.js';
import { defineBuilder } from './build.js';

/** Builds a malware. Its id follows from its name. */
export const malware = defineBuilder<Malware>('malware', { name: 'text', is_family: 'boolean' });

/** Builds a tool. Its id follows from its name. */
export const tool = defineBuilder<Tool>('tool', { name: 'text' });

/** Builds a channel. Its id follows from its name. */
export const channel = defineBuilder<Channel>('channel', { name: 'text' });

/** Builds a vulnerability. Its id follows from its name, the CVE id. */
export const vulnerability = defineBuilder<Vulnerability>('vulnerability', { name: 'text' });
