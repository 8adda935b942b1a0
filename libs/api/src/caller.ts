import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export const deskAddresses = ['api/v1/requests', 'api/v1/inbox'];
export const subjectAddresses = ['api/v1/subjects/sent', 'api/v1/subjects/received'];

const askedAddresses = ['/api/v1/inbox', '/api/v1/subjects/received'];

export interface Caller {
  readonly session: string;
  readonly side: 'requests' | 'inbox';
}

export const sideOf = (address: string): Caller['side'] =>
  askedAddresses.some((each) => address === each || address.startsWith(`${each}/`))
    ? 'inbox'
    : 'requests';

const sessions = new WeakMap<object, string>();

export function keepSession(request: object, session: string): void {
  sessions.set(request, session);
}

export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const session = sessions.get(request);
  if (session === undefined) throw new Error('the route is open: nobody has a session here');
  return { session, side: sideOf(request.routeOptions.url ?? '') };
});
