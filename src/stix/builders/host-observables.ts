import type {
  Mutex,
  Process,
  Software,
  UserAccount,
  WindowsRegistryKey,
  WindowsRegistryValueType,
} from '../model/host-observables.js';
import { defineBuilder, defineValueBuilder } from './build.js';

/** Builds a mutex from its name. */
export const mutex = defineValueBuilder<Mutex, 'name'>('mutex', 'name', 'text');

/** Builds a process. Its id is random: nothing tells processes apart for good. */
export const process = defineBuilder<Process>('process', {});

/** Builds a software product. Its id follows from name, CPE, SWID tag, vendor and version. */
export const software = defineValueBuilder<Software, 'name'>('software', 'name', 'text');

/** Builds a user account. Its id follows from account type, user id and login. */
export const userAccount = defineBuilder<UserAccount>('user-account', {});

/** Builds a key of the Windows registry. Its id follows from key and values. */
export const windowsRegistryKey = defineBuilder<WindowsRegistryKey>('windows-registry-key', {});

/** Builds a value of the Windows registry, as an observable of its own. Its id is random. */
export const windowsRegistryValueType = defineBuilder<WindowsRegistryValueType>(
  'windows-registry-value-type',
  {},
);
