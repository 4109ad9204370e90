import type {
  Event,
  Identity,
  Individual,
  Language,
  Organization,
  Sector,
  SecurityPlatform,
  System,
} from '../model/entities.js';
import { defineBuilder, type Builder } from './build.js';
import type { PropertiesOf } from './properties-of.js';

/**
 * Builds an identity of a class that is only known at run time. Its id follows from name and class.
 * The builders of one class, such as {@link organization}, let relationship rules be checked.
 */
export const identity = defineBuilder<Identity>('identity', {
  name: 'text',
  identity_class: 'text',
});

/** Builds an identity that is a person. */
export const individual = identityBuilder<Individual>('individual');

/** Builds an identity that is an organization. */
export const organization = identityBuilder<Organization>('organization');

/** Builds an identity that is a branch of activity. */
export const sector = identityBuilder<Sector>('class');

/** Builds an identity that is a system. */
export const system = identityBuilder<System>('system');

/** Builds an identity that is a security product in use. */
export const securityPlatform = identityBuilder<SecurityPlatform>('securityplatform');

/** Builds an event. Its id follows from its name. */
export const event = defineBuilder<Event>('event', { name: 'text' });

/** Builds a language. Its id follows from its name. */
export const language = defineBuilder<Language>('language', { name: 'text' });

function identityBuilder<T extends Identity>(
  identityClass: T['identity_class'],
): Builder<T, PropertiesOf<Identity, 'identity_class'>> {
  return defineBuilder<T, PropertiesOf<Identity, 'identity_class'>>(
    'identity',
    { name: 'text' },
    { fixed: { identity_class: identityClass } },
  );
}
