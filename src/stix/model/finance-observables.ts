import type { CustomObservableProperties } from './core-properties.js';
import type { Timestamp } from './timestamp.js';

/** An account at a bank. */
export interface BankAccount extends CustomObservableProperties {
  readonly type: 'bank-account';
  /** International bank account number. */
  readonly iban: string;
  /** Business identifier code of the bank. */
  readonly bic?: string;
  readonly account_number?: string;
  /** Same as `iban`; Python connectors write it, OpenCTI does not read it. */
  readonly value?: string;
}

/** A card by which one pays. */
export interface PaymentCard extends CustomObservableProperties {
  readonly type: 'payment-card';
  readonly card_number: string;
  readonly expiration_date?: Timestamp;
  readonly cvv?: string | number;
  readonly holder_name?: string;
  /** Same as `card_number`; Python connectors write it, OpenCTI does not read it. */
  readonly value?: string;
}

/** An address that holds a cryptocurrency. */
export interface CryptocurrencyWallet extends CustomObservableProperties {
  readonly type: 'cryptocurrency-wallet';
  readonly value: string;
}
