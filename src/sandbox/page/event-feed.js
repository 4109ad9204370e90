import { api, ApiError } from './api-client.js';

/** Time between two attempts, and without a sign of life before the line counts as dead; milliseconds. */
const RETRY_MS = 2_000;
const SILENCE_MS = 40_000;

/**
 * @typedef {'live' | 'connecting' | 'refused'} FeedState
 * @typedef {(name: string, data: any) => void} EventListener
 */

/**
 * Reads the sandbox's events, and goes on after every break. `EventSource` would do, but it can't send
 * a token, which other machines need.
 *
 * @param {EventListener} onEvent
 * @param {(state: FeedState) => void} onState
 * @returns {Promise<void>} when the sandbox wants a token that is not there
 */
export async function followEvents(onEvent, onState) {
  for (;;) {
    onState('connecting');
    try {
      await readOnce(onEvent, onState);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return onState('refused');
    }
    onState('connecting');
    await new Promise(resolve => setTimeout(resolve, RETRY_MS));
  }
}

/**
 * @param {EventListener} onEvent
 * @param {(state: FeedState) => void} onState
 */
async function readOnce(onEvent, onState) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const body = await api.events(silence.signal);
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    onState('live');
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      const frames = (rest + value).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) readFrame(frame, onEvent);
    }
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} frame
 * @param {EventListener} onEvent
 */
function readFrame(frame, onEvent) {
  const name = /^event: (.*)$/m.exec(frame)?.[1];
  const data = /^data: (.*)$/m.exec(frame)?.[1];
  if (name !== undefined && data !== undefined) onEvent(name, JSON.parse(data));
}
