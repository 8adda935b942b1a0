import type { Calls, Pattern } from '#capabilities/calls';

/** Calls that need no session, because what they take is signed itself or tells nothing. */
type OpenPattern = {
  [P in Pattern]: Calls[P]['in'] extends { readonly session: string } ? never : P;
}[Pattern];

/** Who may pass a route, and which calls its handler may make: it makes no other, and each asks for the officer's right. */
export interface Door {
  readonly open: boolean;
  readonly asks: readonly Pattern[];
}

type Verb = 'GET' | 'POST' | 'DELETE';

const open = (...asks: readonly OpenPattern[]): Door => ({ open: true, asks });
const session = (...asks: readonly Pattern[]): Door => ({ open: false, asks });

/**
 * Every route of the gateway. The compiler refuses a handler of a route without a row and a row that names no call, the
 * gateway does not start with a handler beside this table. What a call asks of the officer is in the table of rights.
 */
export const doors = {
  'GET /livez': open(),
  'GET /readyz': open('audit.status'),
  'GET /metrics': open('audit.status'),
  'GET /api/v1/openapi.json': open(),
  'GET /api/v1/kinds': session(),
  'GET /api/v1/status': session('audit.status'),
  'POST /api/v1/enrolments': open('requests.enrol'),
  'POST /api/v1/sessions': open('requests.open-session'),
  'GET /api/v1/session': session('requests.session'),
  'DELETE /api/v1/session': session('requests.close-session'),
  'GET /api/v1/peers': session('requests.peers'),
  'GET /api/v1/directory/authorities': session('requests.authorities'),
  'GET /api/v1/directory/officers': session('requests.officers'),
  'GET /api/v1/directory/registrars': session('requests.registrars'),
  'GET /api/v1/directory/entries': session('requests.retention', 'requests.directory'),
  'POST /api/v1/directory/entries': open('requests.append-entry'),
  'POST /api/v1/policy/check': session('requests.policy'),
  'POST /api/v1/uploads': session(
    'requests.upload-begin',
    'requests.upload-chunk',
    'requests.upload-finish',
  ),
  'GET /api/v1/requests/broadcasts/:broadcast': session('requests.broadcast'),
  'POST /api/v1/requests/:thread/notes': session('requests.note'),
  'GET /api/v1/requests/:thread/notes': session('requests.notes'),
  'POST /api/v1/requests/duplicates': session('requests.duplicates'),
  'GET /api/v1/requests/notices': session('requests.notices'),
  'GET /api/v1/requests/owed': session('requests.owed'),
  'POST /api/v1/requests/:thread/dispatches/:dispatch/exculpatory': session(
    'requests.mark-exculpatory',
  ),
  'GET /api/v1/requests/recalls': session('requests.recalls'),
  'GET /api/v1/requests/consents': session('requests.consents'),
  'GET /api/v1/requests': session('requests.list'),
  'GET /api/v1/requests/:thread': session('requests.show'),
  'GET /api/v1/requests/:thread/dispatches': session('requests.documents'),
  'GET /api/v1/requests/:thread/dispatches/:dispatch': session('requests.document'),
  'GET /api/v1/requests/:thread/dispatches/:dispatch/attachments/:position':
    session('requests.attachment'),
  'GET /api/v1/requests/:thread/dispatches/:dispatch/receipts/:rseq': session('requests.receipt'),
  'POST /api/v1/requests': session('requests.submit'),
  'GET /api/v1/dispatches/:dispatch/delivery': session('requests.delivery'),
  'POST /api/v1/requests/search': session('requests.search'),
  'GET /api/v1/requests/reviews': session('requests.reviews'),
  'POST /api/v1/requests/:thread/keep': session('requests.keep'),
  'POST /api/v1/requests/:thread/want-erased': session('requests.want-erased'),
  'GET /api/v1/requests/:thread/roster': session('requests.roster'),
  'POST /api/v1/requests/:thread/roster/add': session('requests.roster-add'),
  'POST /api/v1/requests/:thread/roster/remove': session('requests.roster-remove'),
  'POST /api/v1/requests/:thread/break-glass': session('requests.break-glass'),
  'POST /api/v1/requests/:thread/stop': session('requests.stop'),
  'POST /api/v1/requests/:thread/stop/lift': session('requests.stop-lift'),
  'POST /api/v1/requests/:thread/stop/lift/confirm': session('requests.stop-lifted'),
  'GET /api/v1/requests/:thread/stops': session('requests.stops'),
  'GET /api/v1/inbox/copies': session('inbox.copies'),
  'GET /api/v1/inbox/copies/:dispatch': session('inbox.copy'),
  'GET /api/v1/inbox/withheld-copies': session('inbox.withheld-copies'),
  'POST /api/v1/inbox/:thread/assign': session('inbox.assign'),
  'POST /api/v1/inbox/:thread/release': session('inbox.release'),
  'POST /api/v1/inbox/handover': session('inbox.handover'),
  'POST /api/v1/inbox/:thread/notes': session('inbox.note'),
  'GET /api/v1/inbox/:thread/notes': session('inbox.notes'),
  'GET /api/v1/inbox/notices': session('inbox.notices'),
  'GET /api/v1/inbox/owed': session('inbox.owed'),
  'POST /api/v1/inbox/:thread/dispatches/:dispatch/exculpatory': session('inbox.mark-exculpatory'),
  'GET /api/v1/inbox': session('inbox.list'),
  'POST /api/v1/inbox/search': session('inbox.search'),
  'GET /api/v1/inbox/:thread': session('inbox.show'),
  'GET /api/v1/inbox/:thread/dispatches': session('inbox.documents'),
  'GET /api/v1/inbox/:thread/dispatches/:dispatch': session('inbox.document'),
  'GET /api/v1/inbox/:thread/dispatches/:dispatch/attachments/:position':
    session('inbox.attachment'),
  'GET /api/v1/inbox/:thread/dispatches/:dispatch/receipts/:rseq': session('inbox.receipt'),
  'POST /api/v1/inbox/:thread/claim': session('inbox.claim'),
  'POST /api/v1/inbox/:thread/answers': session('inbox.answer'),
  'GET /api/v1/inbox/recalls': session('inbox.recalls'),
  'GET /api/v1/inbox/consents': session('inbox.consents'),
  'GET /api/v1/inbox/reviews': session('inbox.reviews'),
  'POST /api/v1/inbox/:thread/keep': session('inbox.keep'),
  'POST /api/v1/inbox/:thread/want-erased': session('inbox.want-erased'),
  'GET /api/v1/inbox/:thread/roster': session('inbox.roster'),
  'POST /api/v1/inbox/:thread/roster/add': session('inbox.roster-add'),
  'POST /api/v1/inbox/:thread/roster/remove': session('inbox.roster-remove'),
  'POST /api/v1/inbox/:thread/break-glass': session('inbox.break-glass'),
  'POST /api/v1/inbox/:thread/stop': session('inbox.stop'),
  'POST /api/v1/inbox/:thread/stop/lift': session('inbox.stop-lift'),
  'POST /api/v1/inbox/:thread/stop/lift/confirm': session('inbox.stop-lifted'),
  'GET /api/v1/inbox/:thread/stops': session('inbox.stops'),
  'POST /api/v1/subjects/search': session('requests.subject-search'),
  'POST /api/v1/subjects/sent': session('requests.subject-ask'),
  'GET /api/v1/subjects/sent': session('requests.subject-asks'),
  'GET /api/v1/subjects/sent/:thread': session('requests.subject-asked'),
  'GET /api/v1/subjects/sent/:thread/dispatches/:dispatch/receipts/:rseq': session(
    'requests.subject-receipt',
  ),
  'GET /api/v1/subjects/received': session('inbox.subject-asks'),
  'GET /api/v1/subjects/received/:thread': session('inbox.subject-asked'),
  'GET /api/v1/subjects/received/:thread/dispatches/:dispatch/receipts/:rseq':
    session('inbox.subject-receipt'),
  'POST /api/v1/subjects/received/:thread/answers': session('inbox.subject-answer'),
  'GET /api/v1/audit/events/:event/proof': session('audit.proof'),
  'GET /api/v1/audit/checkpoint': session('audit.checkpoint'),
  'GET /api/v1/audit/threads/:thread/timeline': session('audit.timeline'),
  'GET /api/v1/audit/items/:item': session('audit.item'),
  'GET /api/v1/audit/officers/:officer': session('audit.officer'),
  'GET /api/v1/audit/peers/:peer': session('audit.peer'),
  'GET /api/v1/audit/requests': session('audit.requests'),
  'GET /api/v1/audit/differences': session('audit.differences'),
  'GET /api/v1/audit/health': session('audit.health'),
  'GET /api/v1/audit/log/entries': session('audit.entries'),
  'GET /api/v1/audit/log/tiles': session('audit.tiles'),
  'GET /api/v1/audit/log/notes': session('audit.notes'),
  'GET /api/v1/quarantine': session('audit.quarantine-list'),
  'GET /api/v1/quarantine/:id': session('audit.quarantine-show'),
} as const satisfies Readonly<Record<`${Verb} /${string}`, Door>>;

export type RouteName = keyof typeof doors;

export const doorOf = (route: RouteName): Door => doors[route];
