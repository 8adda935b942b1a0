import { id } from './http-gateway.js';

type Door = readonly [route: string, door: 'open' | 'session', body?: object];

/** The doors of the gateway: every route, who may pass, and an address that reaches it. A route without a row fails. */
export const doors: readonly Door[] = [
  ['POST /api/v1/enrolments', 'open', {}],
  ['POST /api/v1/sessions', 'open', {}],
  ['GET /api/v1/session', 'session'],
  ['DELETE /api/v1/session', 'session'],
  ['GET /api/v1/directory/authorities', 'session'],
  ['GET /api/v1/directory/officers', 'session'],
  ['GET /api/v1/directory/registrars', 'session'],
  ['GET /api/v1/peers', 'session'],
  ['GET /api/v1/directory/entries', 'session'],
  ['POST /api/v1/directory/entries', 'open', {}],
  ['POST /api/v1/uploads', 'session'],
  ['POST /api/v1/requests', 'session', {}],
  ['GET /api/v1/requests', 'session'],
  ['GET /api/v1/requests/recalls', 'session'],
  ['GET /api/v1/requests/consents', 'session'],
  ['GET /api/v1/requests/:thread', 'session'],
  ['GET /api/v1/requests/:thread/dispatches', 'session'],
  ['GET /api/v1/requests/:thread/dispatches/:dispatch', 'session'],
  ['POST /api/v1/requests/search', 'session', {}],
  ['POST /api/v1/requests/duplicates', 'session', {}],
  ['GET /api/v1/requests/notices', 'session'],
  ['GET /api/v1/inbox/notices', 'session'],
  ['GET /api/v1/requests/:thread/dispatches/:dispatch/attachments/:position', 'session'],
  ['GET /api/v1/requests/:thread/dispatches/:dispatch/receipts/:rseq', 'session'],
  ['GET /api/v1/inbox', 'session'],
  ['POST /api/v1/inbox/search', 'session', {}],
  ['GET /api/v1/inbox/recalls', 'session'],
  ['GET /api/v1/inbox/consents', 'session'],
  ['GET /api/v1/inbox/:thread', 'session'],
  ['GET /api/v1/inbox/:thread/dispatches', 'session'],
  ['GET /api/v1/inbox/:thread/dispatches/:dispatch', 'session'],
  ['POST /api/v1/inbox/:thread/claim', 'session'],
  ['POST /api/v1/inbox/:thread/assign', 'session', {}],
  ['POST /api/v1/inbox/:thread/release', 'session'],
  ['POST /api/v1/inbox/handover', 'session', {}],
  ['POST /api/v1/inbox/:thread/notes', 'session', {}],
  ['GET /api/v1/inbox/:thread/notes', 'session'],
  ['POST /api/v1/requests/:thread/notes', 'session', {}],
  ['GET /api/v1/requests/:thread/notes', 'session'],
  ['POST /api/v1/requests/:thread/stop', 'session', {}],
  ['POST /api/v1/requests/:thread/stop/lift', 'session', {}],
  ['POST /api/v1/requests/:thread/stop/lift/confirm', 'session'],
  ['GET /api/v1/requests/:thread/stops', 'session'],
  ['POST /api/v1/inbox/:thread/stop', 'session', {}],
  ['POST /api/v1/inbox/:thread/stop/lift', 'session', {}],
  ['POST /api/v1/inbox/:thread/stop/lift/confirm', 'session'],
  ['GET /api/v1/inbox/:thread/stops', 'session'],
  ...['requests', 'inbox'].flatMap((desk): Door[] => [
    [`GET /api/v1/${desk}/:thread/roster`, 'session'],
    [`POST /api/v1/${desk}/:thread/roster/add`, 'session', {}],
    [`POST /api/v1/${desk}/:thread/roster/remove`, 'session', {}],
    [`POST /api/v1/${desk}/:thread/break-glass`, 'session', {}],
  ]),
  ['POST /api/v1/inbox/:thread/answers', 'session', {}],
  ['GET /api/v1/inbox/:thread/dispatches/:dispatch/attachments/:position', 'session'],
  ['GET /api/v1/inbox/:thread/dispatches/:dispatch/receipts/:rseq', 'session'],
  ['GET /api/v1/audit/threads/:thread/timeline', 'session'],
  ['GET /api/v1/audit/items/:item', 'session'],
  ['GET /api/v1/audit/officers/:officer', 'session'],
  ['GET /api/v1/audit/peers/:peer', 'session'],
  ['GET /api/v1/audit/requests', 'session'],
  ['GET /api/v1/audit/differences', 'session'],
  ['GET /api/v1/audit/health', 'session'],
  ['GET /api/v1/audit/log/entries', 'session'],
  ['GET /api/v1/audit/log/tiles', 'session'],
  ['GET /api/v1/audit/log/notes', 'session'],
  ['GET /api/v1/audit/events/:event/proof', 'session'],
  ['GET /api/v1/audit/checkpoint', 'session'],
  ['GET /api/v1/quarantine', 'session'],
  ['GET /api/v1/quarantine/:id', 'session'],
  ['GET /api/v1/status', 'session'],
  ['GET /api/v1/kinds', 'session'],
  ['GET /api/v1/openapi.json', 'open'],
  ['GET /livez', 'open'],
  ['GET /readyz', 'open'],
  ['GET /metrics', 'open'],
];

export const rows = (
  some: typeof doors,
): { readonly route: string; readonly body: object | undefined }[] =>
  some.map(([route, , body]) => ({ route, body }));

export type Method = 'GET' | 'POST' | 'DELETE';
export const split = (route: string): { method: Method; url: string } => {
  const [method, url] = route.split(' ') as [Method, string];
  return { method, url: url.replace(/:position|:rseq/, '1').replace(/:[a-z]+/g, id) };
};
