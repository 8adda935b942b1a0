import { parseThreadId, type Calls, type DocumentId, type Pattern } from '#model';
import { sha256 } from '#wire';
import { aRelease, bodyOf } from './builders.js';
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

const page = { limit: 9, before: null };

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
async function asked({ two, a, make }: Making): Promise<Composed> {
  const sent = await two.request();
  await make([a, 'ana', 'requests.submit', sent, ['case.opened', 'msg.signed']]);
  await opened(sent.id, a);
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
  const all = { ...page, all: true };
  await make([a, 'ana', 'requests.consents', all, ['item.viewed']]);
  await make([b, 'ben', 'inbox.consents', all, ['item.viewed']]);
}

/** May a request of XA's be used as evidence? It speaks for an accused person. */
export async function evidenced(making: Making): Promise<void> {
  const { two, a, b, make } = making;
  const sent = await asked(making);
  const thread = parseThreadId(sent.id);
  // Where nothing is owed, nothing is shown.
  await make([a, 'ana', 'requests.owed', page, []]);
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
    await make([day, who, `${desk}.owed`, page, ['item.viewed']]);
  }
}
