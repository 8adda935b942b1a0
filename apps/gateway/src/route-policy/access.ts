import { phrase } from '#kernel';
import {
  Injectable,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { MetadataScanner, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { keepSession, SERVED, sideOf, subjectOf, type Served } from '#api';
import { calls } from '#capabilities/contracts';
import type { Call } from '#contract';
import { withRoutePolicy, type RoutePolicy } from './bus.js';
import { GatewayError } from '../errors.js';
import { KeepAlive } from './keep-alive.js';
import { requireToken } from './session-token.js';

const requestOf = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();

function servedBy(reflector: Reflector, handler: object): Served {
  const served = reflector.get<Served | undefined>(SERVED, handler as () => unknown);
  if (served === undefined)
    throw new GatewayError('ROUTE_CLOSED', phrase`a handler that serves no call`);
  return served;
}

const policyAt = ({ open, calls: served }: Served, address: string): RoutePolicy => ({
  open,
  asks: served.map((call) => subjectOf(call, { side: sideOf(address) })),
});

/** Guard that denies by default: a route whose handler names no call is closed to everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keepAlive: KeepAlive,
  ) {}

  /**
   * @throws ROUTE_CLOSED if the handler names no call; SESSION_REQUIRED if the request has no token; the error of the
   * `requests` service if it refuses the session
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (servedBy(this.reflector, context.getHandler()).open) return true;
    const request = requestOf(context);
    const token = requireToken(request.headers.authorization);
    await this.keepAlive.touch(token);
    keepSession(request, token);
    return true;
  }
}

@Injectable()
export class RoutePolicyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const served = servedBy(this.reflector, context.getHandler());
    const policy = policyAt(served, requestOf(context).routeOptions.url ?? '');
    return new Observable((answer) =>
      withRoutePolicy(policy, () => next.handle().subscribe(answer)),
    );
  }
}

export interface ServedRoute extends RoutePolicy {
  readonly route: string;
}

interface Handler {
  readonly served: Served;
  readonly addresses: readonly string[];
}

function handlersOf(controllers: readonly Type[]): Handler[] {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as object;
    const addresses = [Reflect.getMetadata('path', controller) as string | string[]].flat();
    return scanner
      .getAllMethodNames(prototype)
      .map((name) => Reflect.get(prototype, name) as unknown)
      .filter((value): value is () => unknown => typeof value === 'function')
      .filter((handler) => Reflect.hasMetadata('method', handler))
      .map((handler) => ({ served: servedBy(reflector, handler), addresses }));
  });
}

export const routesOf = (controllers: readonly Type[]): ServedRoute[] =>
  handlersOf(controllers).flatMap(({ served, addresses }) =>
    addresses.map((below) => {
      const address = `/${[below, served.path].filter((part) => !['', '/'].includes(part)).join('/')}`;
      return { route: `${served.verb} ${address}`, ...policyAt(served, address) };
    }),
  );

/**
 * Checks at the start that each API call has a handler and a right. Each route must have exactly one handler. @throws
 * ROUTE_CLOSED if a check fails
 */
export function assertRoutePolicies(controllers: readonly Type[]): void {
  const served = new Set<Call>(handlersOf(controllers).flatMap((each) => each.served.calls));
  const known = new Set<Call>(calls);
  const without = [...served].find(
    (call) => !known.has(call) || Object.keys(call.rights).length === 0,
  );
  if (without !== undefined)
    throw new GatewayError('ROUTE_CLOSED', phrase`nobody has a right to ${without.name}`);
  const unserved = calls.find((call) => !served.has(call));
  if (unserved !== undefined)
    throw new GatewayError('ROUTE_CLOSED', phrase`no handler serves ${unserved.name}`);
  const routes = routesOf(controllers).map(({ route }) => route);
  const twice = routes.find((route, at) => routes.indexOf(route) !== at);
  if (twice !== undefined)
    throw new GatewayError('ROUTE_CLOSED', phrase`${twice} has two handlers`);
}
