import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiDescription } from './description/api-description.js';
import { connectionLimits, Connections } from './edge/connections.js';
import { fortify, refuseUnroutable } from './edge/edge.js';
import { GatewayModule } from './gateway-module.js';
import { Metrics } from './health/metrics.js';
import { describeApi } from './description/openapi.js';
import { edge, type GatewayOptions } from './options.js';
import { ServedMethods } from './edge/served-methods.js';

const adapterOf = (options: GatewayOptions): FastifyAdapter =>
  new FastifyAdapter({
    https: {
      key: options.tls.key,
      cert: options.tls.cert,
      minVersion: 'TLSv1.3',
      handshakeTimeout: edge.handshakeWithinMs,
      headersTimeout: edge.headersWithinMs,
      requestTimeout: edge.requestWithinMs,
    },
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // Closes a connection on which nothing moves: the peer is gone or stalls.
    connectionTimeout: 2 * edge.idleMs,
    keepAliveTimeout: edge.idleMs,
    requestTimeout: edge.requestWithinMs,
    bodyLimit: edge.jsonBytes,
    routerOptions: { maxParamLength: 128 },
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      refuseUnroutable(request, reply),
  });

// Nest types its settings as a class; a plain object is what it takes.
type NestSettings = NonNullable<Parameters<typeof NestFactory.create>[2]>;

/** Makes the HTTPS server of one State, ready to listen. Turns requests into bus calls and stores nothing. */
export async function createGateway(options: GatewayOptions): Promise<NestFastifyApplication> {
  const settings: unknown = {
    bodyParser: false,
    logger: options.logger ?? false,
    abortOnError: false,
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.register(options),
    adapterOf(options),
    settings as NestSettings,
  );
  const instance = app.getHttpAdapter().getInstance();
  const metrics = app.get(Metrics);
  const limits = connectionLimits(options.limits.connectionsPerAddress);
  const connections = new Connections(limits, options.log, (reason) => metrics.closed(reason));
  connections.guard(instance.server);
  metrics.connectionsFrom(() => connections.open);
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.observe(route, request.method, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
  const served = app.get(ServedMethods);
  instance.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) served.add(each, url);
  });
  fortify(instance, options);
  app.get(ApiDescription).madeBy(() => describeApi(app));
  return app.init();
}
