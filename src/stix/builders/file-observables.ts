import type { Artifact, Directory, StixFile } from '../model/file-observables.js';
import { defineBuilder, defineValueBuilder } from './build.js';
import type { PropertiesOf, WithOneOf } from './properties-of.js';

/** What {@link artifact} takes: at least its bytes or their hashes. */
export type ArtifactProperties = WithOneOf<PropertiesOf<Artifact>, 'hashes' | 'payload_bin'>;

/** What {@link file} takes: at least a hash or a name. */
export type FileProperties = WithOneOf<PropertiesOf<StixFile>, 'hashes' | 'name'>;

/** Builds an artifact from its bytes or their hashes. Its id follows from both. */
export const artifact = defineBuilder<Artifact, ArtifactProperties>('artifact', {});

/** Builds a folder from its path. */
export const directory = defineValueBuilder<Directory, 'path'>('directory', 'path', 'text');

/** Builds a file from a hash or a name. Its id follows from hash, name, folder and extensions. */
export const file = defineBuilder<StixFile, FileProperties>('file', {});
