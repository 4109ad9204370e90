import { HttpError } from '../../errors/index.js';
import type { RecordedBody, RecordedExchange } from './recorded-exchange.js';

/**
 * Reads a recording, and checks what may have been written by hand.
 *
 * @param file its path, for the error
 * @throws HttpError `HTTP_RECORDING`
 */
export function readRecording(file: string, text: string): RecordedExchange {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new HttpError('HTTP_RECORDING', { file, reason }, { cause });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse('it is not JSON', error);
  }
  const { request, response } = members(value);
  const { method, url, bodySha256 } = members(request);
  const { status, headers = {}, body, isCut } = members(response);

  if (typeof method !== 'string') return refuse('request.method is no text');
  if (typeof url !== 'string' || !URL.canParse(url)) return refuse('request.url is no URL');
  if (bodySha256 !== undefined && typeof bodySha256 !== 'string') {
    return refuse('request.bodySha256 is no text');
  }
  if (!isStatus(status)) return refuse('response.status is no status');
  if (!isHeaders(headers)) return refuse('response.headers are no texts');
  if (body !== undefined && !isBody(body)) {
    return refuse('response.body holds neither text, json, base64 nor file');
  }

  return {
    request: { method: method.toUpperCase(), url, ...(bodySha256 && { bodySha256 }) },
    response: { status, headers: lowerCase(headers), body, isCut: isCut === true },
  };
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;
}

function isHeaders(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every(each => typeof each === 'string')
  );
}

function isBody(value: unknown): value is RecordedBody {
  const body = members(value);
  const isText = ['text', 'base64', 'file'].some(name => typeof body[name] === 'string');

  return isText || 'json' in body;
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
