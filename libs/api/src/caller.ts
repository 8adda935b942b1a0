import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Addresses of a desk: what this State asks, and what it is asked. One controller serves both. */
export const deskAddresses = ['api/v1/requests', 'api/v1/inbox'];

/** Officer's session, and the side of the desk that the address is about. */
export interface Caller {
  /** Opaque session token. */
  readonly session: string;
  readonly side: 'requests' | 'inbox';
}

const sessions = new WeakMap<object, string>();

/** Keeps the token of a request that the guard has let pass. */
export function keepSession(request: object, session: string): void {
  sessions.set(request, session);
}

/** Caller of a route behind a session. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const session = sessions.get(request);
  if (session === undefined) throw new Error('the route is open: nobody has a session here');
  const isInbox = request.routeOptions.url?.startsWith('/api/v1/inbox') === true;
  return { session, side: isInbox ? 'inbox' : 'requests' };
});
