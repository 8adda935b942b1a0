import { membersOf } from '#contract';
import { calls } from '#capabilities/contracts';
import { v7 } from 'uuid';
import {
  parseAuthorityId,
  parseBroadcastId,
  parseOfficerId,
  parseThreadId,
  timestamp,
  type DocumentId,
  type ThreadId,
} from '#kernel';
import { plainReason } from '#capabilities/suspensions/suspensions.model';
import type { Calls, Pattern } from './calls.js';
import { sha256 } from '#wire';
import { aRelease, aRequestBody, bodyOf } from './builders.js';
import { eventually } from './nats.js';
import type { OfficeDay } from './office-day.js';
import type { Composed, TwoStates } from './two-states.js';

/** A call and what it is to record. */
export type Made<P extends Pattern> = readonly [
  day: OfficeDay,
  who: string,
  call: P,
  input: object,
  told: string[],
];
export type Make = <P extends Pattern>(made: Made<P>) => Promise<Calls[P]['out']>;

export interface Making {
  readonly two: TwoStates;
  readonly a: OfficeDay;
  readonly b: OfficeDay;
  readonly make: Make;
}

const purpose = 'INVESTIGATION';
const pageAfter = { limit: 9, after: null, purpose } as const;

/** The neighbour has opened it, and its receipt is here. */
export const opened = (of: DocumentId, at: OfficeDay): Promise<void> =>
  eventually(async () => {
    const rows = await at.gateway.sql(
      `select 1 as one from mailbox.outbox where dispatch = $1 and state = 'CLOSED'`,
      [of],
    );
    return rows.length > 0;
  });

/** A request of XA's, at XB. */
async function asked(
  { two, a, make }: Making,
  members: Parameters<typeof aRequestBody>[0] = {},
  besides: readonly string[] = [],
): Promise<Composed> {
  const sent = await two.request({ body: aRequestBody(members) });
  await make([a, 'ana', 'requests.submit', sent, ['case.opened', 'msg.signed', ...besides]]);
  await opened(sent.id, a);
  await make([a, 'ana', 'requests.delivery', { dispatch: sent.id }, []]);
  return sent;
}

/** May a request of XA's go on to a third State? */
export async function released(making: Making): Promise<void> {
  const { two, a, b, make } = making;
  const sent = await asked(making);
  const place = { thread: parseThreadId(sent.id), inReplyTo: sent.id };
  const names = aRelease({ item: sent.id, itemSha256: sha256(sent.document) });
  const asks = { ...names, reason: 'It is bound for XC.' };
  const question = await two.reply('ben', place, 'forward-consent-request', asks);
  await make([b, 'ben', 'inbox.answer', question, ['msg.signed', 'release.asked']]);
  await opened(question.id, b);
  const gives = { ...names, outcome: 'GRANTED', reason: '' } as const;
  const answering = { ...place, inReplyTo: question.id };
  const given = await two.reply('ana', answering, 'forward-consent', gives);
  await make([a, 'ana', 'requests.submit', given, ['msg.signed', 'release.answered']]);
  await make([a, 'ana', 'requests.submit', given, []]);
  await opened(given.id, a);
  const all = { ...pageAfter, all: true };
  await make([a, 'ana', 'requests.consents', all, ['item.viewed']]);
  await make([b, 'ben', 'inbox.consents', all, ['item.viewed']]);
}

/** May a request of XA's be used as evidence? It speaks for an accused person. */
export async function evidenced(making: Making): Promise<void> {
  const { two, a, b, make } = making;
  const sent = await asked(making);
  const thread = parseThreadId(sent.id);
  // Where nothing is owed, nothing is shown.
  await make([a, 'ana', 'requests.owed', pageAfter, []]);
  const items = [{ document: sent.id, sha256: sha256(sent.document), attachments: [] }];
  const asks = { ...bodyOf['evidence-consent-request'](), items };
  const place = { thread, inReplyTo: sent.id };
  const question = await two.reply('ben', place, 'evidence-consent-request', asks);
  await make([b, 'ben', 'inbox.answer', question, ['msg.signed', 'consent.requested']]);
  await make([b, 'ben', 'inbox.answer', question, []]);
  await opened(question.id, b);
  for (const [day, who, desk] of [
    [a, 'ana', 'requests'],
    [b, 'ben', 'inbox'],
  ] as const) {
    const item = { thread, dispatch: sent.id };
    await make([day, who, `${desk}.mark-exculpatory`, item, ['item.exculpatory']]);
    await make([day, who, `${desk}.mark-exculpatory`, item, []]);
    await make([day, who, `${desk}.owed`, pageAfter, ['item.viewed']]);
  }
}

/** Before anything passes: XB's contact point is an authority of its own, with con at its desk. */
export async function nameContactPoint({ a, b, linkId }: TwoStates): Promise<void> {
  const { state } = b;
  const point = { authority: parseAuthorityId('contact-point'), ...state.validity };
  await state.add('contact-point', point, [state.root]);
  await b.install();
  await a.introduce(await state.directoryStatement(a.state.state, linkId));
}

/** One request of ana's is copied to XB's contact point, another one is not. */
export async function copied(making: Making): Promise<void> {
  const { a, b, make } = making;
  const seen = ['item.viewed'];
  const broadcast = { id: parseBroadcastId(v7()), proportionality: 'Nobody knows where.' };
  const sent = await asked(making, { broadcast });
  await make([a, 'ana', 'requests.submit', sent, []]);
  await make([a, 'ana', 'requests.broadcast', { broadcast: broadcast.id, purpose }, seen]);
  await make([b, 'con', 'inbox.copies', pageAfter, seen]);
  await make([b, 'con', 'inbox.copy', { dispatch: sent.id, purpose }, seen]);
  const copyException = { exception: 'SAFETY_OF_PERSON', reason: 'A source.' } as const;
  await asked(making, { copyException }, ['case.copy.withheld']);
  await make([b, 'sue', 'inbox.withheld-copies', pageAfter, seen]);
}

/** A colleague at each desk is put on the roster of a thread, taken off it, breaks the glass, and is put on it again. */
export async function madeOfRosters({ a, b, make }: Making, thread: ThreadId): Promise<void> {
  for (const [day, who, other, desk] of [
    [a, 'ana', 'lia', 'requests'],
    [b, 'ben', 'bea', 'inbox'],
  ] as const) {
    const officer = parseOfficerId(other);
    const joins = { thread, officer, reason: 'STAND_IN' };
    const leaves = { thread, officer, reason: 'WORK_DONE' };
    await make([day, who, `${desk}.roster-add`, joins, ['case.roster.added']]);
    await make([day, who, `${desk}.roster-remove`, leaves, ['case.roster.removed']]);
    const breaks = { thread, reason: 'HOLDER_UNREACHABLE', facts: 'Nobody answers the phone.' };
    await make([day, other, `${desk}.break-glass`, breaks, ['case.glass.broken']]);
    await make([day, who, `${desk}.roster-add`, joins, ['case.roster.added']]);
    await make([day, who, `${desk}.roster`, { thread, purpose }, ['item.viewed']]);
  }
}

/** Another request, stopped for the sake of a person, at both desks; each lifted by two officers. */
export async function madeOfStops(making: Making): Promise<void> {
  const { two, a, b, make } = making;
  const sent = await asked(making);
  const of = { thread: parseThreadId(sent.id) };
  const why = { ...of, ground: 'ASYLUM_CLAIM', text: '' } as const;
  await make([b, 'ben', 'inbox.stop', why, ['case.stopped']]);
  const place = { ...of, inReplyTo: sent.id };
  const { id: _, ...withdrawal } = await two.reply('ana', place, 'withdrawal', {
    reason: plainReason,
  });
  const told = ['msg.signed', 'case.closed', 'case.stopped'];
  await make([a, 'ana', 'requests.stop', { ...why, withdrawal }, told]);
  await make([a, 'ana', 'requests.stop', { ...why, withdrawal }, []]);
  const joins = { ...of, officer: parseOfficerId('lia'), reason: 'JOINT_WORK' };
  await make([a, 'ana', 'requests.roster-add', joins, ['case.roster.added']]);
  for (const [day, who, other, desk] of [
    [a, 'ana', 'lia', 'requests'],
    [b, 'ben', 'bea', 'inbox'],
  ] as const) {
    const proposed = ['case.stop.proposed'];
    await make([day, who, `${desk}.stop-lift`, { ...of, text: 'Another person.' }, proposed]);
    await make([day, other, `${desk}.stop-lifted`, of, ['case.stop.lifted']]);
    await make([day, who, `${desk}.stops`, { ...of, purpose }, ['item.viewed']]);
  }
}

/** A file of each desk is due for review: it is listed, kept, and due again it is wanted to go. */
export async function madeOfReviews({ a, b, make }: Making, thread: ThreadId): Promise<void> {
  for (const [day, who, desk] of [
    [a, 'ana', 'requests'],
    [b, 'ben', 'inbox'],
  ] as const) {
    const due = () =>
      day.gateway.sql(
        `update cases.thread set review_at = clock_timestamp(), review_due_at = clock_timestamp() where id = $1`,
        [thread],
      );
    await due();
    await make([day, who, `${desk}.reviews`, pageAfter, ['item.viewed']]);
    const until = timestamp(new Date(Date.now() + 3_600_000));
    const keeping = { thread, reason: 'PROCEEDINGS', until };
    await make([day, who, `${desk}.keep`, keeping, ['retention.reviewed']]);
    await due();
    await make([day, who, `${desk}.want-erased`, { thread }, ['retention.reviewed']]);
    await day.gateway.sql(
      'update cases.thread set review_due_at = null, retention_rule = -1 where id = $1',
      [thread],
    );
  }
}

/** A data protection officer of XA asks XB's about a person, and is answered; what proves a receipt is shown to both. */
export async function madeOfSubjects({ two, a, b, make }: Making): Promise<void> {
  const seen = ['item.viewed'];
  const why = { purpose: 'DATA_SUBJECT_RIGHTS' } as const;
  const first = { ...why, limit: 9, before: null } as const;
  const [xa, xb] = [two.a.state, two.b.state];
  const ask = await two.compose(xa, xb, 'pat', { kind: 'data-subject-request' });
  await make([a, 'pat', 'requests.subject-ask', ask, ['case.opened', 'msg.signed']]);
  await make([a, 'pat', 'requests.subject-ask', ask, []]);
  await opened(ask.id, a);
  const thread = parseThreadId(ask.id);
  await make([b, 'dan', 'inbox.subject-asks', first, seen]);
  const kind = 'data-subject-answer';
  const answer = await two.compose(xb, xa, 'dan', { kind, thread, inReplyTo: ask.id });
  await make([b, 'dan', 'inbox.subject-answer', answer, ['msg.signed', 'case.closed']]);
  await opened(answer.id, b);
  await make([a, 'pat', 'requests.subject-asks', first, seen]);
  const of = { ...why, thread, limit: 9, after: null };
  for (const [day, who, desk, dispatch] of [
    [a, 'pat', 'requests', ask.id],
    [b, 'dan', 'inbox', answer.id],
  ] as const) {
    const three = ['item.viewed', 'item.viewed', 'item.viewed'];
    const { dispatches } = await make([day, who, `${desk}.subject-asked`, of, three]);
    const stages = dispatches.find((each) => each.dispatch === dispatch)?.stages ?? [];
    const rseq = stages.find(({ receipt }) => receipt !== null)?.receipt?.rseq;
    await make([day, who, `${desk}.subject-receipt`, { ...why, thread, dispatch, rseq }, seen]);
  }
}

/** Of all that is given, what the shape of a call has. */
export function onlyAsked(pattern: string, given: object): object {
  const call = calls.find(({ name, rights }) =>
    Object.keys(rights).some((service) => `${service}.${name}` === pattern),
  );
  if (call === undefined) return given;
  const members = membersOf(call.asked);
  return Object.fromEntries(Object.entries(given).filter(([name]) => members.has(name)));
}
