import type { EmailAddr, EmailMessage, EmailMimePartType } from '../model/email-observables.js';
import { defineBuilder, defineValueBuilder } from './build.js';

/** Builds an email address. */
export const emailAddr = defineValueBuilder<EmailAddr, 'value'>('email-addr', 'value', 'text');

/** Builds an email message. Its id follows from sender, subject and body. */
export const emailMessage = defineBuilder<EmailMessage>('email-message', {
  is_multipart: 'boolean',
});

/** Builds a part of a multipart email, as an observable of its own. Its id is random. */
export const emailMimePartType = defineBuilder<EmailMimePartType>('email-mime-part-type', {});
