import type {
  Credential,
  MediaContent,
  Persona,
  PhoneNumber,
  SimpleObservable,
  Text,
  TrackingNumber,
  UserAgent,
} from '../model/text-observables.js';
import { defineBuilder, defineValueBuilder } from './build.js';

/** Builds a text observable. */
export const text = defineValueBuilder<Text, 'value'>('text', 'value', 'text');

/** Builds a user agent. */
export const userAgent = defineValueBuilder<UserAgent, 'value'>('user-agent', 'value', 'text');

/** Builds a phone number. */
export const phoneNumber = defineValueBuilder<PhoneNumber, 'value'>(
  'phone-number',
  'value',
  'text',
);

/** Builds a leaked credential. */
export const credential = defineValueBuilder<Credential, 'value'>('credential', 'value', 'text');

/** Builds a tracking number. */
export const trackingNumber = defineValueBuilder<TrackingNumber, 'value'>(
  'tracking-number',
  'value',
  'text',
);

/** Builds a media content from its URL. */
export const mediaContent = defineValueBuilder<MediaContent, 'url'>('media-content', 'url', 'text');

/** Builds a persona. Its id follows from name and type. */
export const persona = defineBuilder<Persona>('persona', {
  persona_name: 'text',
  persona_type: 'text',
});

/** Builds an observable whose type is only known at run time. Its id is random. */
export const simpleObservable = defineBuilder<SimpleObservable>('simple-observable', {
  key: 'text',
  value: 'text',
});
