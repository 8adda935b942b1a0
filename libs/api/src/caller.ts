import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Addresses of a desk: what this State asks, and what it is asked. One controller serves both. */
export const deskAddresses = ['api/v1/requests', 'api/v1/inbox'];
/** The same of data protection officers. */
export const subjectAddresses = ['api/v1/subjects/sent', 'api/v1/subjects/received'];

const askedAddresses = ['/api/v1/inbox', '/api/v1/subjects/received'];

/** Officer's session, and the side of the desk that the address is about. */
export interface Caller {
  /** Opaque session token. */
  readonly session: string;
  readonly side: 'requests' | 'inbox';
}

/** Side of the desk that an address, as it is declared, is about. */
export const sideOf = (address: string): Caller['side'] =>
  askedAddresses.some((each) => address === each || address.startsWith(`${each}/`))
    ? 'inbox'
    : 'requests';

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
  return { session, side: sideOf(request.routeOptions.url ?? '') };
});
