import type { Members } from '../../ids/observable/shape.js';
import type { Finding } from './finding.js';

/** Pairs of dates of which the second is never before the first. */
const SPANS = [
  ['created', 'modified'],
  ['first_seen', 'last_seen'],
  ['first_observed', 'last_observed'],
  ['valid_from', 'valid_until'],
  ['start_time', 'stop_time'],
  ['analysis_started', 'analysis_ended'],
  ['validity_not_before', 'validity_not_after'],
] as const;

/** Finds spans of time that end before they begin. Dates that can't be read are found elsewhere. */
export function* dateFindings(object: Members, path: string): Generator<Finding, void> {
  for (const [start, end] of SPANS) {
    const from = momentOf(object[start]);
    const to = momentOf(object[end]);
    if (!(from > to)) continue;
    yield {
      path: `${path}.${end}`,
      code: 'STIX_CONFLICT',
      message: `"${end}" is before "${start}".`,
    };
  }
}

function momentOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : NaN;
}
