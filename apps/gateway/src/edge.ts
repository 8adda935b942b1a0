import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from './errors.js';
import { checkShape, parseJson, readBody } from './json-body.js';
import { edge, type GatewayOptions } from './options.js';
import { problemOf, problemType } from './problem.js';
import { RateLimit } from './rate-limit.js';
import { securityHeaders } from './security-headers.js';
import { bearerToken, tokenHash } from './session-token.js';

/** Open routes that make a service check signatures: they have the tighter limit per address. */
export const costlyPaths: ReadonlySet<string> = new Set([
  '/api/v1/enrolments',
  '/api/v1/sessions',
  '/api/v1/directory/entries',
]);

/** Many officers may sit behind one address. */
const SESSIONS_PER_ADDRESS = 20;

function secure(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(securityHeaders))
    if (!reply.hasHeader(name)) reply.header(name, value);
}

function refuseForeignPages(request: FastifyRequest, origin: string): void {
  const { origin: from, 'sec-fetch-site': site } = request.headers;
  if (from !== undefined && from !== origin) throw new GatewayError('ORIGIN_REFUSED');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new GatewayError('ORIGIN_REFUSED');
}

function limiter(options: GatewayOptions): (request: FastifyRequest, reply: FastifyReply) => void {
  const rates = new RateLimit(options.now ?? Date.now);
  const { requestsPerMinute, loginsPerMinute } = options.limits;
  return (request, reply) => {
    const token = bearerToken(request.headers.authorization);
    const waits = [
      rates.take(`address ${request.ip}`, requestsPerMinute * SESSIONS_PER_ADDRESS),
      token === undefined ? 0 : rates.take(`session ${tokenHash(token)}`, requestsPerMinute),
      request.method === 'POST' && costlyPaths.has(request.routeOptions.url ?? '')
        ? rates.take(`login ${request.ip}`, loginsPerMinute)
        : 0,
    ];
    const wait = Math.max(...waits);
    if (wait === 0) return;
    reply.header('retry-after', String(wait));
    throw new GatewayError('RATE_LIMITED');
  };
}

/** A body that was announced too large is refused before its first byte is read. */
function announced(request: FastifyRequest, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit)
    throw new GatewayError('BODY_TOO_LARGE', `at most ${limit} bytes`);
}

/** Everything that happens before a handler: parsers, limits, headers, one line of log per request. */
export function fortify(instance: FastifyInstance, options: GatewayOptions): void {
  const limit = limiter(options);
  // What is refused here is a rejected promise, which Fastify answers; a hook that calls back would throw past it.
  instance.addHook('onRequest', (request, reply) =>
    Promise.resolve().then(() => {
      refuseForeignPages(request, options.origin);
      limit(request, reply);
      checkShape(request.query);
    }),
  );
  instance.addHook('onSend', (_request, reply, payload, done) => {
    secure(reply);
    done(null, payload);
  });
  instance.addHook('onResponse', (request, reply, done) => {
    options.log.info(
      {
        request: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    'application/json',
    async (request: FastifyRequest, payload: Readable) => {
      announced(request, edge.jsonBytes);
      return parseJson(await readBody(payload));
    },
  );
  // Left unread: the handler takes it piece by piece.
  instance.addContentTypeParser('application/octet-stream', (_request, payload, done) => {
    done(null, payload);
  });
}

/** Answers for what the router refuses before any hook runs: an address that cannot be decoded. */
export function refuseUnroutable(request: FastifyRequest, reply: FastifyReply): void {
  secure(reply);
  const problem = problemOf(new GatewayError('REQUEST_INVALID'), request.id);
  void reply.status(problem.status).type(problemType).send(JSON.stringify(problem));
}
