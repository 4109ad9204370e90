import type {
  BankAccount,
  CryptocurrencyWallet,
  PaymentCard,
} from '../model/finance-observables.js';
import { defineValueBuilder } from './build.js';

/** Builds a bank account from its IBAN. */
export const bankAccount = defineValueBuilder<BankAccount, 'iban'>('bank-account', 'iban', 'text');

/** Builds a payment card from its number. */
export const paymentCard = defineValueBuilder<PaymentCard, 'card_number'>(
  'payment-card',
  'card_number',
  'text',
);

/** Builds a cryptocurrency wallet from its address. */
export const cryptocurrencyWallet = defineValueBuilder<CryptocurrencyWallet, 'value'>(
  'cryptocurrency-wallet',
  'value',
  'text',
);
