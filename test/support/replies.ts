import type { Answer } from '../road/scripted-server.js';

/** Answers as a list says, one after the other; the last one stays. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let next = 0;

  return (request, response) => {
    const answer = answers[Math.min(next++, answers.length - 1)];
    answer?.(request, response);
  };
}

/** Answers with a status, headers and a body. */
export function reply(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Answer {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** Takes the request and never says a word. */
export const silence: Answer = () => undefined;
