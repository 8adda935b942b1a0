import {
  applyDecorators,
  createParamDecorator,
  Delete,
  Get,
  Injectable,
  Post,
  SetMetadata,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { MetadataScanner, Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { answering, keepSession, SERVED, type Served } from '#api';
import type { Pattern } from '#capabilities/calls';
import { behind } from './bus.js';
import { doorOf, doors, type Door, type RouteName } from './doors.js';
import { GatewayError } from './errors.js';
import { KeepAlive } from './keep-alive.js';
import { requireToken } from './session-token.js';

const ROUTE = 'liaise:route';
const verbs = { GET: Get, POST: Post, DELETE: Delete } as const;

/** The handler of this row of the table of doors: its method, its address, who may pass, and what it may ask. */
export function Route(route: RouteName): MethodDecorator {
  const [verb, path] = route.split(' ') as [keyof typeof verbs, string];
  return applyDecorators(
    verbs[verb](path),
    SetMetadata(ROUTE, route),
    ...(doorOf(route).open ? [] : [ApiBearerAuth()]),
  );
}

const requestOf = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();

/** The caller's session token, for a handler behind a door that is not open. */
export const Session = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  requireToken(requestOf(context).headers.authorization),
);

/** The row of a handler. @throws ROUTE_CLOSED for one that stands in no row */
function routeOf(reflector: Reflector, handler: object): RouteName {
  const route = reflector.get<RouteName | undefined>(ROUTE, handler as () => unknown);
  if (route === undefined) throw new GatewayError('ROUTE_CLOSED', 'a handler without a row');
  return route;
}

const servedBy = (reflector: Reflector, handler: object): Served | undefined =>
  reflector.get<Served | undefined>(SERVED, handler as () => unknown);

/** Who may pass a handler. @throws ROUTE_CLOSED for one that stands in no row and serves no call */
function doorTo(reflector: Reflector, handler: object): Door {
  const served = servedBy(reflector, handler);
  if (served === undefined) return doorOf(routeOf(reflector, handler));
  const { calls, open } = served;
  const asks = calls.flatMap((call) =>
    answering(call).map((service) => `${service}.${call.name}` as Pattern),
  );
  return { open, asks };
}

/** Denies by default: a handler without a row is closed to everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keepAlive: KeepAlive,
  ) {}

  /** @throws ROUTE_CLOSED, SESSION_REQUIRED, or the refusal of `requests` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (doorTo(this.reflector, context.getHandler()).open) return true;
    const request = requestOf(context);
    const token = requireToken(request.headers.authorization);
    await this.keepAlive.touch(token);
    keepSession(request, token);
    return true;
  }
}

/** Whatever a handler does, it does behind its own door. */
@Injectable()
export class BehindDoor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const door = doorTo(this.reflector, context.getHandler());
    return new Observable((answer) => behind(door, () => next.handle().subscribe(answer)));
  }
}

/** The rows that these controllers serve, also by what they inherit, as Nest finds it. @throws ROUTE_CLOSED for a handler without one */
function routesOf(controllers: readonly Type[]): string[] {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as object;
    const below = [Reflect.getMetadata('path', controller) as string | string[]].flat();
    return scanner
      .getAllMethodNames(prototype)
      .map((name) => Reflect.get(prototype, name) as unknown)
      .filter((value): value is () => unknown => typeof value === 'function')
      .filter((handler) => Reflect.hasMetadata('method', handler))
      .flatMap((handler) => {
        const served = servedBy(reflector, handler);
        if (served === undefined) return [routeOf(reflector, handler)];
        const path = served.path === '' ? '' : `/${served.path}`;
        return below.map((address) => `${served.verb} /${address}${path}`);
      });
  });
}

/** Before anybody is let in: each handler has its row, each row has one handler. @throws ROUTE_CLOSED */
export function requireDoors(controllers: readonly Type[]): void {
  const served = routesOf(controllers).sort();
  const wrong = Object.keys(doors)
    .sort()
    .find((route, at) => route !== served[at]);
  if (wrong !== undefined || served.length > Object.keys(doors).length)
    throw new GatewayError('ROUTE_CLOSED', `${wrong ?? 'a row'} has not one handler`);
}
