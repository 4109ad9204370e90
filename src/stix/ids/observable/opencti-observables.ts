import { valued, type ObservableShape } from './observable-shape.js';
import { text, timestamp } from './scalar-cleaners.js';

/** One of the observables that nobody gave a rule for ids. */
const withoutIdentity: ObservableShape = { properties: {}, identity: [] };

/**
 * Observables of OpenCTI's own, without the properties that all observables have in common. A bank
 * account and a payment card have a `value` too, which does not count.
 *
 * @see pycti `utils/constants.py`
 */
export const OPENCTI_OBSERVABLES: Readonly<Record<string, ObservableShape>> = {
  'cryptocurrency-wallet': valued(),
  'cryptographic-key': valued(),
  credential: valued(),
  hostname: valued(),
  'phone-number': valued(),
  'ssh-key': valued(),
  text: valued(),
  'tracking-number': valued(),
  'user-agent': valued(),
  'bank-account': {
    properties: { value: text, iban: text, bic: text, account_number: text },
    required: ['value', 'iban'],
    identity: ['iban'],
  },
  'payment-card': {
    properties: {
      value: text,
      card_number: text,
      expiration_date: text,
      cvv: text,
      holder_name: text,
    },
    required: ['value', 'card_number'],
    identity: ['card_number'],
  },
  'media-content': {
    properties: {
      url: text,
      title: text,
      description: text,
      content: text,
      media_category: text,
      publication_date: timestamp,
    },
    required: ['url'],
    identity: ['url'],
  },
  persona: {
    properties: { persona_name: text, persona_type: text },
    required: ['persona_name', 'persona_type'],
    identity: ['persona_name', 'persona_type'],
  },
  'email-mime-part-type': withoutIdentity,
  'simple-observable': withoutIdentity,
  'windows-registry-value-type': withoutIdentity,
};
