import { validateSync, type ValidationError } from 'class-validator';
import { ConfigError } from '../errors/index.js';
import type { ConfigClass } from './config.js';
import { Secret } from './secret.js';

/**
 * The settings of a class that break a rule of their class-validator decorators, with the rules in
 * words. Validators see secrets and URLs as text, so that `@MinLength` works on a secret.
 *
 * @throws ConfigError `CONFIG_DECLARATION` when a validator itself throws
 */
export function brokenRules(
  cls: ConfigClass,
  values: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const copy = Object.create(cls.prototype as object) as Record<string, unknown>;
  for (const [property, value] of Object.entries(values)) {
    Object.defineProperty(copy, property, { value: asText(value), enumerable: true });
  }
  const errors = validated(cls, copy);

  return new Map(errors.map(error => [error.property, rulesOf(error)]));
}

function validated(cls: ConfigClass, copy: object): ValidationError[] {
  try {
    return validateSync(copy, { forbidUnknownValues: false });
  } catch (cause) {
    throw new ConfigError(
      'CONFIG_DECLARATION',
      {
        where: cls.name,
        reason: 'one of its validators threw',
        fix: 'make the validator answer false for what it does not accept',
      },
      { cause },
    );
  }
}

function asText(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();

  return value instanceof URL ? value.href : value;
}

function rulesOf(error: ValidationError): string {
  const own = `${error.property} `;
  const messages = messagesOf(error).map(message =>
    message.startsWith(own) ? message.slice(own.length) : message,
  );

  return messages.length === 0 ? 'is not valid' : messages.join(' and ');
}

function messagesOf({ constraints = {}, children = [] }: ValidationError): string[] {
  return [...Object.values(constraints), ...children.flatMap(messagesOf)];
}
