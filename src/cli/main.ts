#!/usr/bin/env node
import 'reflect-metadata';
import { asConnectorError } from '../errors/index.js';
import { connectorRun } from './index.js';
import { problemText } from './problem-text.js';

/** What is still open when everything has ended is a leak; it must not keep the process. */
const LEAVE_AFTER_MS = 2_000;

function fail(thrown: unknown): void {
  const error = asConnectorError(thrown);
  process.stderr.write(`${problemText(error)}\n${error.stack ?? ''}\n`);
  process.exit(error.exitCode);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

void connectorRun(process.argv.slice(2)).then(code => {
  // Not process.exit() at once: what is still being written to a pipe would be lost.
  process.exitCode = code;
  setTimeout(() => {
    process.stderr.write(`left open: ${process.getActiveResourcesInfo().join(', ')}\n`);
    process.exit(code);
  }, LEAVE_AFTER_MS).unref();
});
