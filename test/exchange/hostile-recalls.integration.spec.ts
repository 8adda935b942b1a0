import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Body, DocumentId, DocumentKind, MessageId, Sha256, ThreadId } from '#kernel';
import { base64Of } from '../support/builders.js';
import { unmatched } from '../instruments/entries/entries.js';
import { soon, type Release } from './fixtures/forwarding.js';
import { HostileNeighbour } from '../support/hostile.js';
import { eventually } from '../support/nats.js';
import { codeOf, Recalling } from './fixtures/recalling.js';
import { insertRows } from '../support/rows.js';
import { TwoStates } from '../support/two-states.js';

let two: TwoStates;
let at: Recalling;
beforeAll(async () => {
  two = await TwoStates.start();
  at = Recalling.openFor(two);
}, 60_000);
afterAll(() => two.stop());

const recalling = (...items: DocumentId[]): Body<'recall'> => ({
  ...{ what: 'RECALL', items, reason: 'It is mine.' },
});
const complied = { outcome: 'COMPLIED', reason: '' } as const;

describe('a recall of what was erased', () => {
  const erased = (gateway: TwoStates['a'], thread: ThreadId): Promise<void> =>
    eventually(async () => {
      const [row] = await gateway.sql<{ erased: boolean }>(
        'select key_wrapped is null as erased from cases.thread where id = $1',
        [thread],
      );
      return row?.erased === true;
    });

  it('is refused by the holder, whose words then are gone already: it owes no answer, and the view says so', async () => {
    const { thread, request } = await at.opened();
    await two.b.orderErasing(thread);
    await erased(two.b, thread);
    const place = { thread, inReplyTo: request };
    const recall = await at.say('ana', place, 'recall', recalling(request));
    await eventually(async () => (await at.recalls('ana', thread)).length === 0);
    expect(await at.recalls('ana', thread, true)).toEqual([
      expect.objectContaining({ recall, rejected: 'CONTENT_ERASED', answer: null }),
    ]);
    expect(await at.recalls('ben', thread)).toEqual([]);
  }, 60_000);

  it('is not taken at the sender; of what was recalled before nobody owes an answer', async () => {
    const { thread, request } = await at.opened();
    const recall = await at.recall('ana', thread, request);
    await two.a.orderErasing(thread);
    await erased(two.a, thread);
    const place = { thread, inReplyTo: request };
    expect(await at.code('ana', place, 'recall', recalling(request))).toBe('CONTENT_ERASED');
    expect(await at.recalls('ana', thread)).toEqual([]);
    const kept = expect.objectContaining({ recall, answer: null }) as unknown;
    expect(await at.recalls('ana', thread, true)).toEqual([kept]);
  }, 60_000);
});

describe('too many recalls', () => {
  it('of one State in a thread are not taken, and the other may still recall', async () => {
    const { thread, request } = await at.opened();
    const said = { final: false, information: 'So far.' };
    const response = await at.tell('ben', { thread, inReplyTo: request }, 'response', said);
    const [of] = await two.a.sql<object>(
      `select thread, officer, document_sha256, composed_at, id as in_reply_to from cases.dispatch where id = $1`,
      [request],
    );
    const made = await insertRows<{ id: string }>(
      two.a,
      'cases.dispatch',
      Array.from({ length: 128 }, () => ({ ...of, direction: 'OUT', kind: 'recall' })),
    );
    await insertRows(
      two.a,
      'cases.recall',
      made.map(({ id }) => ({ document: id, act: 'RECALL', items: [request] })),
    );
    const place = { thread, inReplyTo: request };
    expect(await at.code('ana', place, 'recall', recalling(request))).toBe('RECALL_IMPOSSIBLE');
    await at.recall('ben', thread, response);
    expect((await at.row('ana', thread)).recalls).toEqual({ owed: 1, awaited: 128 });
    const seen = new Set<DocumentId>();
    let before: string | null = null;
    do {
      const { recalls, next } = await at.page('ana', 50, before);
      for (const { recall, thread: of } of recalls) if (of === thread) seen.add(recall);
      before = next;
    } while (before !== null);
    expect(seen.size).toBe(129);
  }, 60_000);
});

// XB is hostile: it has all its keys and keeps no rule.
describe('a hostile neighbour', () => {
  let thread: ThreadId;
  let request: DocumentId;
  let response: DocumentId;
  let elsewhere: DocumentId;
  let foe: HostileNeighbour;
  let answered: DocumentId;
  let own: DocumentId;
  let release: Release;
  let question: DocumentId;

  beforeAll(async () => {
    ({ thread, request } = await at.opened());
    const said = { final: false, information: 'So far.' };
    response = await at.tell('ben', { thread, inReplyTo: request }, 'response', said);
    const other = await at.opened();
    const place = { thread: other.thread, inReplyTo: other.request };
    elsewhere = await at.tell('ben', place, 'response', said);
    answered = await at.recall('ana', thread, request);
    await at.answer('ben', thread, answered, 'CANNOT');
    own = await at.recall('ben', thread, response);
    release = await releaseOf(response);
    const why = { ...release, reason: 'It is bound for another State.' };
    question = await at.tell(
      'ana',
      { thread, inReplyTo: response },
      'forward-consent-request',
      why,
    );
    foe = await HostileNeighbour.turn(two, 'b');
  }, 60_000);
  afterAll(() => foe.close());

  const releaseOf = async (item: DocumentId): Promise<Release> => {
    const [row] = await two.a.sql<{ itemSha256: Sha256 }>(
      'select document_sha256 as "itemSha256" from cases.dispatch where id = $1',
      [item],
    );
    if (row === undefined) throw new Error('no document');
    const recipient = { state: two.a.state.state, authority: at.session('ana').authority };
    return { ...row, item, recipient, purpose: 'INVESTIGATION', until: soon() };
  };
  const send = async <K extends DocumentKind>(
    inReplyTo: DocumentId,
    kind: K,
    body: Body<K>,
  ): Promise<{ messageId: MessageId; id: DocumentId }> => {
    const composed = await at.compose('ben', { thread, inReplyTo }, kind, body);
    const message = await foe.message(composed, 'ben');
    await foe.publish([message]);
    return { messageId: message.messageId, id: composed.id };
  };
  const refusal = async (messageId: MessageId): Promise<string | undefined> => {
    const [row] = await two.a.sql<{ code: string }>(
      'select code from mailbox.quarantine where message_id = $1',
      [messageId],
    );
    return row?.code;
  };
  const refused = async (messageId: MessageId): Promise<string | undefined> => {
    await eventually(async () => (await refusal(messageId)) !== undefined);
    const due = await two.a.sql<{ stage: string; code: string }>(
      `select stage, code from mailbox.receipt_due where message_id = $1 and stage = 'REJECTED'`,
      [messageId],
    );
    expect(due.map(({ code }) => code)).toEqual([await refusal(messageId)]);
    return refusal(messageId);
  };
  const laxer = { codes: ['H1'], restrictions: '', retentionMonths: 6 } as const;

  it.each([
    ['the words of the other', () => send(request, 'recall', recalling(request))],
    ['those beside its own', () => send(response, 'recall', recalling(response, request))],
    ['its own of another thread', () => send(response, 'recall', recalling(response, elsewhere))],
    ['a recall', () => send(response, 'recall', recalling(response, own))],
    [
      'the words of the other, as a correction',
      () => send(request, 'correction', { item: request, correction: 'No.', reason: 'No.' }),
    ],
  ])('recalls %s: RECALL_IMPOSSIBLE', async (_, act) => {
    const { messageId } = await act();
    expect(await refused(messageId)).toBe('RECALL_IMPOSSIBLE');
    expect(await codeOf(at.one('ana', thread, request))).toBe('done');
    expect((await at.one('ana', thread, request)).recalls).toHaveLength(1);
  });

  it('narrows to what is laxer: NARROWING_LAXER', async () => {
    const body: Body<'recall'> = { ...recalling(response), what: 'NARROW', handling: laxer };
    const { messageId } = await send(response, 'recall', body);
    expect(await refused(messageId)).toBe('NARROWING_LAXER');
    expect((await at.one('ana', thread, response)).narrowed).toBeNull();
  });

  it('answers a second time, or its own recall, or what is no recall', async () => {
    const [again, itself, none] = [
      await send(answered, 'recall-answer', complied),
      await send(own, 'recall-answer', complied),
      await send(request, 'recall-answer', complied),
    ];
    expect(await refused(again.messageId)).toBe('RECALL_ANSWERED');
    expect(await refused(itself.messageId)).toBe('PARENT_MISMATCH');
    expect(await refused(none.messageId)).toBe('PARENT_MISMATCH');
    const [first] = (await at.recalls('ana', thread, true)).filter(
      ({ recall }) => recall === answered,
    );
    expect(first?.answer?.outcome).toBe('CANNOT');
  });

  it('brings a release inside its own that cannot be read: ENCLOSED_INVALID, and nothing of it is filed', async () => {
    const document = base64Of(Buffer.from('{"typ":"none"}'));
    const { messageId, id } = await send(question, 'forward-consent', {
      ...{ ...release, outcome: 'GRANTED', reason: '' },
      releases: [{ document, signature: document, certificate: document }],
    });
    expect(await refused(messageId)).toBe('ENCLOSED_INVALID');
    expect(await two.a.sql('select 1 from cases.dispatch where id = $1', [id])).toEqual([]);
    const answer = { ...release, outcome: 'REFUSED', reason: 'No.' } as const;
    await at.arrived('ana', (await send(question, 'forward-consent', answer)).id);
  });

  it('names what is not here: it waits for that, and is refused when it does not come', async () => {
    const { id: unknown } = await two.request();
    const { messageId } = await send(response, 'recall', recalling(response, unknown));
    const waiting = async (): Promise<boolean> => {
      const [row] = await two.a.sql<{ waits: string | null }>(
        'select waits_for as waits from mailbox.delivery where message_id = $1',
        [messageId],
      );
      return row?.waits === 'PARENT';
    };
    await eventually(waiting);
    expect(await refusal(messageId)).toBeUndefined();
    await two.a.sql(
      `update mailbox.delivery set received_at = received_at - interval '61 minutes',
         try_after = clock_timestamp() where message_id = $1`,
      [messageId],
    );
    expect(await refused(messageId)).toBe('RECALL_IMPOSSIBLE');
  });

  it('may say a recall before what it names: it is filed once that has come', async () => {
    const said = { final: false, information: 'The wrong person.' };
    const late = await at.compose('ben', { thread, inReplyTo: request }, 'response', said);
    const { messageId, id } = await send(response, 'recall', recalling(response, late.id));
    await eventually(async () => {
      const sql = `select 1 from mailbox.delivery where message_id = $1 and waits_for = 'PARENT'`;
      return (await two.a.sql(sql, [messageId])).length === 1;
    });
    await foe.publish([await foe.message(late, 'ben')]);
    await at.arrived('ana', id);
    const [mark] = (await at.one('ana', thread, late.id)).recalls;
    expect(mark).toMatchObject({ recall: id, act: 'RECALL' });
  });

  it('leaves every fact with its entry', async () => {
    expect(await unmatched((sql) => two.a.sql(sql), /answered|given out|is owed/)).toEqual({});
  });
});
