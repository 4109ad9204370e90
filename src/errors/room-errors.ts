import { ConnectorError, type ErrorOptions } from './connector-error.js';
import type { CodeOf, FactsOf } from './table.js';

/** The author declared something impossible. Seen at boot, before anything runs. */
export class DeclarationError<
  C extends CodeOf<'DECLARATION'> = CodeOf<'DECLARATION'>,
> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** A constructor has a hole that injection can't fill. Seen at boot. */
export class InjectionError<
  C extends CodeOf<'INJECTION'> = CodeOf<'INJECTION'>,
> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** The operator's settings are missing or wrong. One error lists every problem. Seen at boot. */
export class ConfigError<C extends CodeOf<'CONFIG'> = CodeOf<'CONFIG'>> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** OpenCTI refused, or did not answer. */
export class PlatformError<
  C extends CodeOf<'PLATFORM'> = CodeOf<'PLATFORM'>,
> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** The queue is away, or refused a message. */
export class TransportError<
  C extends CodeOf<'TRANSPORT'> = CodeOf<'TRANSPORT'>,
> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** What OpenCTI asks for can't be done, or what a handler makes of it can't be used. */
export class RequestError<C extends CodeOf<'REQUEST'> = CodeOf<'REQUEST'>> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** An event of a live stream can't be read, handled or kept. */
export class StreamError<C extends CodeOf<'STREAM'> = CodeOf<'STREAM'>> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** A bundle that OpenCTI would reject, or that can't be read. */
export class BundleError<C extends CodeOf<'BUNDLE'> = CodeOf<'BUNDLE'>> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** A source refused, failed, or answered with what can't be read. */
export class HttpError<C extends CodeOf<'HTTP'> = CodeOf<'HTTP'>> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** The command line can't be understood. */
export class UsageError<C extends CodeOf<'USAGE'> = CodeOf<'USAGE'>> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}

/** The embedded sandbox can't start or can't do what it is asked. */
export class SandboxError<C extends CodeOf<'SANDBOX'> = CodeOf<'SANDBOX'>> extends ConnectorError {
  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(code, facts, options);
  }
}
