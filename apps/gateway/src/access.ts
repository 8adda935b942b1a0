import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { GatewayError } from './errors.js';
import { KeepAlive } from './keep-alive.js';
import { requireToken } from './session-token.js';

export type Door = 'open' | 'session';

const DOOR = 'liaise:door';

/** Anyone may call this route. */
export const Open = (): MethodDecorator => SetMetadata(DOOR, 'open');

/** Only a caller with a live session; what its officer may do is decided by the called service. */
export const WithSession = (): MethodDecorator =>
  applyDecorators(SetMetadata(DOOR, 'session'), ApiBearerAuth());

const requestOf = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();

/** The caller's session token, for a handler behind `WithSession`. */
export const Session = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  requireToken(requestOf(context).headers.authorization),
);

/** The access rule of a handler; undefined when somebody forgot it. */
export const doorOf = (reflector: Reflector, handler: () => unknown): Door | undefined =>
  reflector.get<Door | undefined>(DOOR, handler);

/** Denies by default: a handler without a rule is closed to everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keepAlive: KeepAlive,
  ) {}

  /** @throws ROUTE_CLOSED, SESSION_REQUIRED, or the refusal of `requests` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const door = doorOf(this.reflector, context.getHandler() as () => unknown);
    if (door === 'open') return true;
    if (door !== 'session') throw new GatewayError('ROUTE_CLOSED');
    await this.keepAlive.touch(requireToken(requestOf(context).headers.authorization));
    return true;
  }
}
