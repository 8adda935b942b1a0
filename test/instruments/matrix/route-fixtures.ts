import { differenceKinds } from '#capabilities/audit/differences.lists';
import type { AttachmentEntry, DocumentId, DocumentKind, ThreadId } from '#kernel';
import { canonicalJson } from '#wire';
import { aSubject } from '../../support/bodies.js';
import { enclosingBody } from '../../support/documents.js';
import { split, type Method } from '../../support/http-gateway.js';
import { naming, saidByTheAsked, saidByTheAsking } from './naming-fixtures.js';
import type { Belongings } from './tenants.js';

/**
 * Ids and search words of the caller's authority for one test call. A test replaces some of them with another authority's or
 * with unknown ones.
 */
export type Aim = Belongings & { readonly words: string };
export type Slot = keyof Aim;

export interface Signed {
  readonly kind: DocumentKind;
  readonly thread: ThreadId | null;
  readonly inReplyTo: DocumentId | null;
  readonly attachment?: AttachmentEntry;
  readonly body?: object;
}

export interface RouteFixture {
  readonly slots: readonly Slot[];
  readonly query?: (aim: Aim) => Readonly<Record<string, string>>;
  readonly body?: (aim: Aim) => object;
  readonly bytes?: Buffer;
  readonly signs?: (aim: Aim) => { readonly document: Signed; readonly more?: object };
  /**
   * Names the id that the list takes as page cursor. The test repeats the call with an unknown id that sorts next to it;
   * answers must agree.
   */
  readonly cursor?: 'thread' | 'dispatch';
  /** Parts of an answer that differ at each call; removed before answers are compared. */
  readonly varying?: RegExp;
  readonly sides?: readonly ['asked' | 'asking'];
}

const why = { purpose: 'INVESTIGATION' };
const purpose = (): typeof why => why;
const waived = { rule: 'CUS-06', profile: '0'.repeat(64) };
const handing = { ...why, recipient: 'x', at: '2026-01-01T00:00:00.000Z', way: 'LETTER' };
const certifying = { ...why, certificate: 'H4sIAAAAAAAAAwMAAAAAAAAAAAA=' };
const telling = {
  ...{ ...why, handed: '0f6b6a1c-9d3b-4a51-8d3b-7c1e0f6b6a1c', concerns: 1 },
  ...{ at: '2026-01-01T00:00:00.000Z', way: 'LETTER' },
};
const waiving = { ...waived, reason: 'OUT_OF_REACH' };
const unwaiving = { ...waived, reason: 'MISTAKEN' };
const thread: RouteFixture = { slots: ['thread'] };
const read: RouteFixture = { slots: ['thread'], query: purpose };
const dispatch: RouteFixture = { slots: ['thread', 'dispatch'], query: purpose };
const page: RouteFixture = {
  slots: ['thread', 'dispatch'],
  query: (aim) => ({ ...why, after: aim.dispatch }),
};
const notes: RouteFixture = {
  slots: ['thread', 'note'],
  query: (aim) => ({ ...why, after: aim.note }),
};
const copied: RouteFixture = {
  slots: ['dispatch'],
  query: (aim) => ({ ...why, after: aim.dispatch }),
};
const listAfter: RouteFixture = {
  slots: ['thread'],
  query: (aim) => ({ ...why, after: aim.thread }),
};
const owed: RouteFixture = {
  slots: ['dispatch'],
  cursor: 'dispatch',
  query: (aim) => ({ ...why, after: aim.dispatch }),
};
const marks: RouteFixture = { slots: ['thread', 'dispatch'] };
const rights = { purpose: 'DATA_SUBJECT_RIGHTS' };
const asks: RouteFixture = {
  slots: ['thread'],
  query: (aim) => ({ ...rights, after: aim.thread }),
};
const ask: RouteFixture = { slots: ['thread'], query: () => rights };
const pageOfAsk: RouteFixture = {
  slots: ['thread', 'dispatch'],
  query: ({ dispatch: after }) => ({ ...rights, after }),
};
const askReceipt: RouteFixture = { slots: ['thread', 'dispatch'], query: () => rights };
const aboutPerson: RouteFixture = {
  slots: ['thread', 'dispatch'],
  signs: (aim) => ({
    document: { kind: 'data-subject-answer', thread: aim.thread, inReplyTo: aim.dispatch },
  }),
};
const answerAboutPerson: RouteFixture = {
  slots: ['thread', 'dispatch', 'named'],
  signs: (aim) => ({
    document: { kind: 'data-subject-answer', thread: aim.thread, inReplyTo: aim.dispatch },
    more: { seen: aim.named },
  }),
};
const search: RouteFixture = { slots: ['words'], body: ({ words }) => ({ ...why, words }) };
// Another desk's work on a duplicate is the one bit that may come back.
const soughtOf = (name: string): string =>
  Buffer.from(
    canonicalJson({ requestType: 'INFORMATION', subjects: [aSubject({ name })] }),
  ).toString('base64');
const factsOfDraft = Buffer.from(
  canonicalJson({ peer: { state: 'XB', authority: 'border-police' }, powers: ['BANK_DATA'] }),
).toString('base64');
const keeping = () => ({ reason: 'EVIDENCE', until: '2026-12-01T00:00:00.000Z' });
const stopping = { ground: 'ASYLUM_CLAIM', text: 'x' };
const joining = { reason: 'JOINT_WORK' };
const leaving = { reason: 'WORK_DONE' };
const breaking = { reason: 'SUPERVISION', facts: 'looked at what was done' };
const ofAccessList = (more: object): RouteFixture => ({
  slots: ['thread', 'officer'],
  body: ({ officer }) => ({ officer, ...more }),
});
const colleague: RouteFixture = {
  slots: ['thread', 'officer'],
  body: ({ officer }) => ({ officer }),
};
const free: RouteFixture = { slots: [] };
const period = { from: '2026-01-01T00:00:00.000Z', to: '2099-01-01T00:00:00.000Z' };

/** Test calls for every route of the gateway, by method and path. A route without an entry fails the test. */
export const routeFixtures: Readonly<Record<string, RouteFixture | readonly RouteFixture[]>> = {
  'POST /api/v1/enrolments': { slots: [], body: () => ({}) },
  'POST /api/v1/sessions': { slots: [], body: () => ({}) },
  'GET /api/v1/session': free,
  'DELETE /api/v1/session': free,
  'GET /api/v1/directory/authorities': free,
  'GET /api/v1/directory/officers': free,
  'GET /api/v1/directory/registrars': free,
  'GET /api/v1/peers': free,
  'GET /api/v1/directory/entries': { slots: [], query: () => ({ chain: 'directory' }) },
  'POST /api/v1/directory/entries': { slots: [], body: () => ({}) },
  'POST /api/v1/policy/check': { slots: [], body: () => ({ facts: factsOfDraft }) },
  'POST /api/v1/uploads': { slots: [], bytes: Buffer.from('bytes of an attachment') },
  'POST /api/v1/requests': [
    {
      slots: ['thread', 'dispatch'],
      signs: (aim) => ({
        document: { kind: 'withdrawal', thread: aim.thread, inReplyTo: aim.dispatch },
      }),
    },
    {
      slots: ['upload'],
      signs: (aim) => ({
        document: { kind: 'request', thread: null, inReplyTo: null, attachment: aim.attachment },
        more: { uploads: [aim.upload] },
      }),
    },
    {
      slots: ['thread'],
      signs: (aim) => ({
        document: { kind: 'request', thread: null, inReplyTo: null, attachment: aim.attachment },
        // Refused for the missing file, whatever it claims to have seen.
        more: { uploads: [], duplicatesSeen: [aim.thread], otherDeskSeen: true },
      }),
    },
    {
      slots: ['said', 'release'],
      signs: ({ said, release }) => ({
        document: {
          ...{ kind: 'forward', thread: null, inReplyTo: null },
          body: enclosingBody([{ ...said, consent: release }]),
        },
      }),
    },
    ...naming.map((each) => ({ ...each, sides: ['asking'] as const })),
    ...saidByTheAsking,
  ],
  'POST /api/v1/requests/duplicates': {
    slots: ['words'],
    // Remaining checks, and the one bit.
    varying: /"(?:checksLeft|otherDesk)":[^,}]+/g,
    body: ({ words }) => ({ ...why, sought: soughtOf(words) }),
  },
  'POST /api/v1/subjects/search': {
    slots: ['words'],
    // Remaining searches, and the event. The searcher may search everybody's files.
    varying: /"(?:searchesLeft":\d+|entry":\{[^}]*\})/g,
    body: ({ words }) => ({ ground: 'ACCESS', reference: 'x', names: [words], numbers: [] }),
  },
  'POST /api/v1/subjects/sent': aboutPerson,
  'GET /api/v1/subjects/sent': asks,
  'GET /api/v1/subjects/sent/:thread': [ask, pageOfAsk],
  'GET /api/v1/subjects/sent/:thread/dispatches/:dispatch/receipts/:rseq': askReceipt,
  'GET /api/v1/subjects/received': asks,
  'GET /api/v1/subjects/received/:thread': [ask, pageOfAsk],
  'GET /api/v1/subjects/received/:thread/dispatches/:dispatch/receipts/:rseq': askReceipt,
  'POST /api/v1/subjects/received/:thread/answers': [aboutPerson, answerAboutPerson],
  'GET /api/v1/requests/notices': listAfter,
  'GET /api/v1/inbox/notices': listAfter,
  'GET /api/v1/requests': listAfter,
  'GET /api/v1/requests/recalls': listAfter,
  'GET /api/v1/requests/consents': listAfter,
  'GET /api/v1/requests/owed': owed,
  'POST /api/v1/requests/:thread/dispatches/:dispatch/exculpatory': marks,
  'GET /api/v1/requests/broadcasts/:broadcast': { slots: ['broadcast'], query: purpose },
  'GET /api/v1/inbox/copies': copied,
  'GET /api/v1/inbox/copies/:dispatch': { slots: ['dispatch'], query: purpose },
  'GET /api/v1/inbox/withheld-copies': copied,
  'GET /api/v1/requests/:thread': [read, page],
  'GET /api/v1/requests/:thread/dispatches': page,
  'GET /api/v1/requests/:thread/dispatches/:dispatch': dispatch,
  'POST /api/v1/requests/search': search,
  'GET /api/v1/requests/:thread/dispatches/:dispatch/attachments/:position': dispatch,
  'GET /api/v1/requests/:thread/dispatches/:dispatch/receipts/:rseq': dispatch,
  'GET /api/v1/dispatches/:dispatch/delivery': { slots: ['dispatch'] },
  'GET /api/v1/inbox': listAfter,
  'POST /api/v1/inbox/search': search,
  'GET /api/v1/inbox/recalls': listAfter,
  'GET /api/v1/inbox/consents': listAfter,
  'GET /api/v1/inbox/owed': owed,
  'POST /api/v1/inbox/:thread/dispatches/:dispatch/exculpatory': marks,
  'GET /api/v1/inbox/:thread': [read, page],
  'GET /api/v1/inbox/:thread/dispatches': page,
  'GET /api/v1/inbox/:thread/dispatches/:dispatch': dispatch,
  'POST /api/v1/inbox/:thread/claim': thread,
  'POST /api/v1/inbox/:thread/assign': colleague,
  'POST /api/v1/inbox/:thread/release': thread,
  'POST /api/v1/inbox/handover': { slots: ['officer'], body: ({ officer }) => ({ officer }) },
  'POST /api/v1/inbox/:thread/notes': { slots: ['thread'], body: () => ({ text: 'x' }) },
  'GET /api/v1/inbox/:thread/notes': notes,
  'POST /api/v1/requests/:thread/notes': { slots: ['thread'], body: () => ({ text: 'x' }) },
  'GET /api/v1/requests/:thread/notes': notes,
  'POST /api/v1/requests/:thread/stop': { slots: ['thread'], body: () => stopping },
  'POST /api/v1/requests/:thread/stop/lift': { slots: ['thread'], body: () => ({ text: 'x' }) },
  'POST /api/v1/requests/:thread/stop/lift/confirm': thread,
  'GET /api/v1/requests/:thread/stops': { slots: ['thread'], query: purpose },
  'POST /api/v1/requests/:thread/packages': { slots: ['thread'], body: purpose },
  'GET /api/v1/requests/:thread/packages': { slots: ['thread'], query: purpose },
  'POST /api/v1/requests/:thread/waivers': { slots: ['thread'], body: () => waiving },
  'POST /api/v1/requests/:thread/waivers/withdrawal': { slots: ['thread'], body: () => unwaiving },
  'GET /api/v1/requests/:thread/waivers': { slots: ['thread'], query: purpose },
  'GET /api/v1/requests/:thread/packages/:exhibit': {
    slots: ['thread'],
    query: () => ({ ...why, from: '0' }),
  },
  'POST /api/v1/requests/:thread/packages/:exhibit/certificate': {
    slots: ['thread'],
    body: () => certifying,
  },
  'POST /api/v1/requests/:thread/packages/:exhibit/handed': {
    slots: ['thread'],
    body: () => handing,
  },
  'POST /api/v1/requests/:thread/packages/:exhibit/stayed': { slots: ['thread'], body: purpose },
  'POST /api/v1/requests/:thread/packages/:exhibit/told': {
    slots: ['thread'],
    body: () => telling,
  },
  'POST /api/v1/inbox/:thread/stop': { slots: ['thread'], body: () => stopping },
  'POST /api/v1/inbox/:thread/stop/lift': { slots: ['thread'], body: () => ({ text: 'x' }) },
  'POST /api/v1/inbox/:thread/stop/lift/confirm': thread,
  'GET /api/v1/inbox/:thread/stops': { slots: ['thread'], query: purpose },
  'POST /api/v1/inbox/:thread/packages': { slots: ['thread'], body: purpose },
  'GET /api/v1/inbox/:thread/packages': { slots: ['thread'], query: purpose },
  'POST /api/v1/inbox/:thread/waivers': { slots: ['thread'], body: () => waiving },
  'POST /api/v1/inbox/:thread/waivers/withdrawal': { slots: ['thread'], body: () => unwaiving },
  'GET /api/v1/inbox/:thread/waivers': { slots: ['thread'], query: purpose },
  'GET /api/v1/inbox/:thread/packages/:exhibit': {
    slots: ['thread'],
    query: () => ({ ...why, from: '0' }),
  },
  'POST /api/v1/inbox/:thread/packages/:exhibit/certificate': {
    slots: ['thread'],
    body: () => certifying,
  },
  'POST /api/v1/inbox/:thread/packages/:exhibit/handed': { slots: ['thread'], body: () => handing },
  'POST /api/v1/inbox/:thread/packages/:exhibit/stayed': { slots: ['thread'], body: purpose },
  'POST /api/v1/inbox/:thread/packages/:exhibit/told': { slots: ['thread'], body: () => telling },
  'GET /api/v1/requests/reviews': listAfter,
  'POST /api/v1/requests/:thread/keep': { slots: ['thread'], body: keeping },
  'POST /api/v1/requests/:thread/want-erased': thread,
  'GET /api/v1/inbox/reviews': listAfter,
  'POST /api/v1/inbox/:thread/keep': { slots: ['thread'], body: keeping },
  'POST /api/v1/inbox/:thread/want-erased': thread,
  'GET /api/v1/requests/:thread/roster': read,
  'POST /api/v1/requests/:thread/roster/add': ofAccessList(joining),
  'POST /api/v1/requests/:thread/roster/remove': ofAccessList(leaving),
  'POST /api/v1/requests/:thread/break-glass': { slots: ['thread'], body: () => breaking },
  'GET /api/v1/inbox/:thread/roster': read,
  'POST /api/v1/inbox/:thread/roster/add': ofAccessList(joining),
  'POST /api/v1/inbox/:thread/roster/remove': ofAccessList(leaving),
  'POST /api/v1/inbox/:thread/break-glass': { slots: ['thread'], body: () => breaking },
  'POST /api/v1/inbox/:thread/answers': [
    {
      slots: ['thread', 'dispatch'],
      signs: (aim) => ({
        document: { kind: 'response', thread: aim.thread, inReplyTo: aim.dispatch },
      }),
    },
    {
      slots: ['thread', 'dispatch', 'upload'],
      signs: ({ thread, dispatch, attachment, upload }) => ({
        document: { kind: 'response', thread, inReplyTo: dispatch, attachment },
        more: { uploads: [upload], seen: dispatch },
      }),
    },
    ...naming.map((each) => ({ ...each, sides: ['asked'] as const })),
    ...saidByTheAsked,
  ],
  'GET /api/v1/inbox/:thread/dispatches/:dispatch/attachments/:position': dispatch,
  'GET /api/v1/inbox/:thread/dispatches/:dispatch/receipts/:rseq': dispatch,
  'GET /api/v1/audit/threads/:thread/timeline': read,
  'GET /api/v1/audit/items/:item': { slots: ['item'], query: purpose },
  'GET /api/v1/audit/officers/:officer': {
    slots: ['officer'],
    query: () => ({ ...why, ...period }),
  },
  'GET /api/v1/audit/peers/:peer': { slots: [], query: () => ({ ...why, ...period }) },
  'GET /api/v1/audit/requests': { slots: [], query: () => ({ ...why, ...period }) },
  'GET /api/v1/audit/differences': {
    slots: [],
    query: () => ({ ...why, kind: differenceKinds[0] }),
  },
  'GET /api/v1/audit/health': free,
  'GET /api/v1/audit/log/entries': { slots: [], query: () => ({ ...why, from: '0' }) },
  'GET /api/v1/audit/log/tiles': { slots: [], query: () => ({ level: '0', from: '0' }) },
  'GET /api/v1/audit/log/notes': { slots: [], query: () => ({ above: '0' }) },
  'GET /api/v1/audit/events/:event/proof': { slots: ['event'], query: purpose },
  'GET /api/v1/audit/checkpoint': free,
  'GET /api/v1/quarantine': {
    slots: ['quarantined'],
    query: (aim) => ({ ...why, after: aim.quarantined }),
  },
  'GET /api/v1/quarantine/:id': { slots: ['quarantined'], query: purpose },
  'GET /api/v1/status': free,
  'GET /api/v1/kinds': free,
  'GET /api/docs': free,
  'GET /api/docs/style.css': free,
  'GET /api/v1/openapi.json': free,
  'GET /api/v1/asyncapi.json': free,
  'GET /api/v1/events': free,
  'GET /livez': free,
  'GET /readyz': free,
  'GET /metrics': free,
};

export function addressOf(
  route: string,
  aim: Aim,
  fixture: RouteFixture,
): { method: Method; url: string } {
  const [, path = ''] = route.split(' ');
  const { method } = split(route);
  const url = path
    .replace(':thread', aim.thread)
    .replace(':broadcast', aim.broadcast)
    .replace(':dispatch', aim.dispatch)
    .replace(':event', aim.event)
    .replace(':item', aim.item)
    .replace(':officer', aim.officer)
    .replace(':peer', 'XA')
    .replace(':position', '0')
    .replace(':rseq', '1')
    .replace(':id', aim.quarantined);
  const query = new URLSearchParams(fixture.query?.(aim)).toString();
  return { method, url: query === '' ? url : `${url}?${query}` };
}
