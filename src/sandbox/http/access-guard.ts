import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Visitor } from './access.js';

/** Lets through those who may, and tells the others what to send. */
export function guard(
  allows: (visitor: Visitor) => boolean,
): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  return async ({ headers, socket }, reply) => {
    const visitor: Visitor = {
      authorization: headers.authorization,
      host: headers.host,
      address: socket.remoteAddress,
      isForwarded: Boolean(headers.forwarded ?? headers['x-forwarded-for']),
      ...(headers.origin !== undefined && { origin: headers.origin }),
    };
    if (allows(visitor)) return undefined;

    return reply.code(401).send({
      status: 'error',
      error: 'Send "Authorization: Bearer <token>" to the address the sandbox was started with',
    });
  };
}
