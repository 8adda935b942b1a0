import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from './address.js';
import { costlyCall, CostlyCalls, costlyPaths } from './costly-calls.js';
import { GatewayError } from '../errors.js';
import { checkShape, parseJson, readBody } from './json-body.js';
import { edge, type GatewayOptions } from '../options.js';
import { sendProblem } from '../problems/problem-filter.js';
import { RateLimit } from './rate-limit.js';
import { securityHeaders } from './security-headers.js';
import { bearerToken, tokenHash } from '../route-policy/session-token.js';

// Factor for the limit of an address: many officers may share one.
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

function refuseLater(reply: FastifyReply, wait: number): void {
  if (wait === 0) return;
  reply.header('retry-after', String(wait));
  throw new GatewayError('RATE_LIMITED');
}

function limitCalls(
  rates: RateLimit,
  perMinute: number,
): (request: FastifyRequest, reply: FastifyReply) => void {
  return (request, reply) => {
    const token = bearerToken(request.headers.authorization);
    const byAddress = rates.countCall(
      `address ${callerOf(request.ip)}`,
      perMinute * SESSIONS_PER_ADDRESS,
    );
    refuseLater(reply, byAddress);
    // Counted only now: invented tokens from an address over its limit would evict other windows.
    if (token !== undefined)
      refuseLater(reply, rates.countCall(`session ${tokenHash(token)}`, perMinute));
  };
}

const isCostly = ({ method, routeOptions }: FastifyRequest): boolean =>
  method === 'POST' && costlyPaths.has(routeOptions.url ?? '');

// Counts costly calls by kind, hence after the body is read.
function limitCostly(instance: FastifyInstance, costly: CostlyCalls): void {
  instance.addHook('preHandler', (request, reply) =>
    Promise.resolve().then(() => {
      if (!isCostly(request)) return;
      const call = costlyCall(request.routeOptions.url ?? '', request.body);
      refuseLater(reply, costly.countCall(callerOf(request.ip), call));
    }),
  );
  instance.addHook('onResponse', (request, reply, done) => {
    if (isCostly(request) && reply.statusCode === 201) {
      const call = costlyCall(request.routeOptions.url ?? '', request.body);
      if (call.kind === 'login') costly.verified(call.signer);
    }
    done();
  });
}

/** Installs body parsers, limits, security headers and request logging. Refuses requests from web pages of other origins. */
export function fortify(instance: FastifyInstance, options: GatewayOptions): void {
  const { requestsPerMinute, loginsPerMinute } = options.limits;
  const rates = new RateLimit(options.now ?? Date.now);
  const limit = limitCalls(rates, requestsPerMinute);
  limitCostly(instance, new CostlyCalls(rates, loginsPerMinute));
  // Fastify answers a rejected promise; an error thrown in a callback hook would bypass it.
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
      const announced = Number(request.headers['content-length'] ?? 0);
      return parseJson(await readBody(payload, edge.jsonBytes, edge.jsonWithinMs, announced));
    },
  );
  // Left unread: the handler reads the stream.
  instance.addContentTypeParser('application/octet-stream', (_request, payload, done) => {
    done(null, payload);
  });
}

/** Answers requests that the router refuses before any hook runs, such as an address that cannot be decoded. */
export function refuseUnroutable(request: FastifyRequest, reply: FastifyReply): void {
  secure(reply);
  sendProblem(reply, new GatewayError('REQUEST_INVALID'), request.id);
}
