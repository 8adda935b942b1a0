import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Body, Document, DocumentId, DocumentKind, ThreadId } from '#kernel';
import { decodeDocument } from '#wire';
import { aRequestBody, bodyOf } from '../../support/builders.js';
import { type Composed, enclosing } from '../../support/documents.js';
import { unmatched } from '../../instruments/entries/entries.js';
import { Forwarding, handled, uploaded, type Item } from '../fixtures/forwarding.js';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { codeOf } from '../fixtures/recalling.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { firstPage } from '../../support/two-states.js';
import { sharedLine } from './line.js';

const purpose = 'INVESTIGATION';
const free = handled('H0');

describe('a file that came from another State', () => {
  let three: ThreeStates;
  let acts: Forwarding;
  let a: TestGateway;
  let b: TestGateway;
  let c: TestGateway;
  beforeAll(async () => {
    three = await sharedLine();
    acts = new Forwarding(three);
    ({ a, b, c } = three);
  }, 90_000);

  const received = async (
    filled: number,
    members: Partial<Document> = {},
  ): Promise<Item & { readonly entry: Document['attachments'][number] }> => {
    const { upload, entry } = await uploaded(a, 'ana', filled);
    return { ...(await acts.received({ attachments: [entry], ...members }, [upload])), entry };
  };
  const telling = (name: string): Partial<Document> =>
    name === 'ben'
      ? { kind: 'spontaneous-information', body: bodyOf['spontaneous-information']() }
      : {};
  const request = async (name: string, ...filled: readonly number[]): Promise<Composed> => {
    const files = [];
    for (const each of filled) files.push(await uploaded(b, name, each));
    const attachments = files.map(({ entry }) => entry);
    const sent = await three.onward({ ...telling(name), attachments }, name);
    const uploads = files.map(({ upload }) => upload);
    await b.submit.submitDocument(b.session(name), { ...sent, uploads });
    return sent;
  };
  const settled = async (gateway: TestGateway, { id }: Composed): Promise<string | null> => {
    const row: { state?: string; code?: string | null } = {};
    await eventually(async () => {
      const sql = 'select state, code from mailbox.outbox where dispatch = $1';
      Object.assign(row, ...(await gateway.sql<object>(sql, [id])));
      return row.state !== 'QUEUED';
    });
    return row.state === 'VOID' ? (row.code ?? null) : 'leaves';
  };
  const outcome = async (name: string, ...filled: readonly number[]) =>
    settled(b, await request(name, ...filled));
  const handOn = async (
    item: Pick<Item, 'sent'>,
    filled: number,
    { consent, members }: { consent?: Composed; members?: Partial<Document> } = {},
  ): Promise<Composed> => {
    const { upload, entry } = await uploaded(b, 'ben', filled);
    const enclosed = [await enclosing(a.state, item.sent, consent)];
    const sent = await acts.forwarding(enclosed, { attachments: [entry], ...members });
    await b.submit.submitDocument(b.session('ben'), { ...sent, uploads: [upload] });
    return sent;
  };
  let open: Promise<Item> | undefined;
  const byBen = async (filled: number): Promise<Composed> =>
    handOn(await (open ??= acts.received({ handling: free })), filled);
  const back = async (
    name: string,
    filled: number,
    members: Partial<Document> = {},
  ): Promise<Composed> => {
    const { upload, entry } = await uploaded(b, name, filled);
    // Information only: a request to another State would be a broadcast.
    const asking = { body: aRequestBody({ facts: 'The owner lives in XA.' }) };
    const facts = { ...asking, ...telling(name), attachments: [entry] };
    const sent = await three.along([b, a], name, { ...facts, ...members });
    await b.submit.submitDocument(b.session(name), { ...sent, uploads: [upload] });
    return sent;
  };
  const done = { outcome: 'COMPLIED', reason: '' } as const;
  const recalled = (id: DocumentId) =>
    ({ what: 'RECALL', items: [id], reason: 'It is over.' }) as const;

  it('goes on with a forward of what it came with alone, to whom its originator’s release names, while it lasts', async () => {
    const item = await received(8);
    const attach = (filled: number) => codeOf(byBen(filled));
    expect(await attach(8)).toBe('ATTACHMENT_BOUND');
    // One other byte makes another file.
    expect(await attach(9)).toBe('done');
    const consent = await acts.consented(item);
    // A release permits the document itself, not one with laxer handling.
    expect(await attach(8)).toBe('ATTACHMENT_BOUND');
    expect(await codeOf(request('ben', 8))).toBe('ATTACHMENT_BOUND');
    expect(await codeOf(handOn(item, 8, { consent, members: { handling: free } }))).toBe(
      'FORWARD_HANDLING_LOOSER',
    );
    expect(await settled(b, await handOn(item, 8, { consent }))).toBe('leaves');
    await acts.says('ana', item, consent.id, 'recall', recalled(consent.id));
    expect(await codeOf(handOn(item, 8, { consent }))).toBe('FORWARD_IMPOSSIBLE');
    // The index holds neither hash nor words of the file; its mark goes with the document.
    const marks = await b.sql<{ token: Buffer }>(
      `select token from cases.token where type = 'file' and dispatch = $1`,
      [item.sent.id],
    );
    expect(marks).toHaveLength(1);
    expect(item.entry.sha256).not.toMatch(marks[0]?.token.toString('hex') ?? item.entry.sha256);
  }, 60_000);

  it('that nothing binds goes on no other way, so that a recall reaches whoever has it', async () => {
    const item = await received(10, { handling: free });
    expect(await codeOf(request('ben', 10))).toBe('ATTACHMENT_BOUND');
    const members = { handling: free };
    const forward = await handOn(item, 10, { members });
    await three.arrived(c, forward.id);
    const thread = forward.id as unknown as ThreadId;
    const file = { dispatch: forward.id, position: 0, chunk: 0, purpose } as const;
    const fetch = () => codeOf(c.askedFiles.chunk(c.session('ben'), { ...file, thread }));
    await c.whole(forward.id);
    expect(await fetch()).toBe('done');

    const recall = await acts.says('ana', item, item.sent.id, 'recall', recalled(item.sent.id));
    const comply = () => codeOf(acts.says('ben', item, recall.id, 'recall-answer', done));
    expect(await comply()).toBe('RECALL_NOT_PASSED_ON');
    const place = { thread, inReplyTo: forward.id };
    const body: Body<DocumentKind> = recalled(forward.id);
    const onward = await three.onward({ kind: 'recall', ...place, body });
    await b.submit.submitDocument(b.session('ben'), onward);
    await three.arrived(c, onward.id);
    const said = { kind: 'recall-answer', thread, inReplyTo: onward.id, body: done } as const;
    const answer = await three.back(said);
    await c.answer.submitDocument(c.session('ben'), answer);
    await three.arrived(b, answer.id);
    expect(await comply()).toBe('done');
    expect(await fetch()).toBe('ITEM_RECALLED');
  }, 60_000);

  it('in the place of another one goes on with the correction that brought it', async () => {
    const item = await received(11, { handling: free });
    const { upload, entry } = await uploaded(a, 'ana', 12);
    const body = {
      item: item.sent.id,
      correction: 'The map of the north.',
      reason: 'The wrong one.',
    };
    const correction = await three.between(
      'ana',
      { attachments: [entry], handling: free },
      { thread: item.thread, inReplyTo: item.sent.id, kind: 'correction', body },
    );
    await a.submit.submitDocument(a.session('ana'), { ...correction, uploads: [upload] });
    await three.arrived(b, correction.id);
    const members = { handling: free };
    expect(await codeOf(handOn(item, 12, { members }))).toBe('ATTACHMENT_BOUND');
    expect(await settled(b, await handOn({ sent: correction }, 12, { members }))).toBe('leaves');
  }, 60_000);

  it('is kept back from whoever else of the State has it, who is not told where it is held', async () => {
    const item = await received(20);
    for (const name of ['ana', 'hal']) {
      const sent = await request(name, 21, 20);
      expect([name, await settled(b, sent)]).toEqual([name, 'ATTACHMENT_KEPT']);
      const thread = sent.id as unknown as ThreadId;
      const view = await b.asking.show(b.session(name), thread, purpose, firstPage);
      const [shown] = view.dispatches;
      expect(shown?.stages.map(({ code }) => code)).toEqual(['ATTACHMENT_KEPT']);
      expect(JSON.stringify(view)).not.toContain(item.sent.id);
      const [said] = await b.sql<{ data: object; reason: string }>(
        `select d -> 'data' as data, d ->> 'reason' as reason from journal.event,
           lateral (select convert_from(leaf, 'UTF8')::jsonb as d) s
         where typ = 'msg.send.abandoned' and d #>> '{data,document}' = $1`,
        [sent.id],
      );
      expect(said).toEqual({
        reason: 'ATTACHMENT_KEPT',
        data: { document: sent.id, boundBy: item.sent.id },
      });
      expect(await c.sql('select 1 from cases.dispatch where id = $1', [sent.id])).toEqual([]);
      expect(await outcome(name, 21)).toBe('leaves');
    }
    // A release covers the enclosing forward, and a holder may send the file alone.
    await acts.consented(item);
    for (const name of ['ana', 'hal']) expect(await outcome(name, 20)).toBe('ATTACHMENT_KEPT');
    expect(await unmatched((sql) => b.sql(sql), /may not leave/)).toEqual({});
  }, 60_000);

  it('goes back to the State that sent it, for what it was given for, until it is recalled', async () => {
    const item = await received(30, { handling: free });
    expect(await outcome('hal', 30)).toBe('ATTACHMENT_KEPT');
    expect(await settled(b, await back('hal', 30))).toBe('leaves');
    expect(await settled(b, await back('hal', 30, { purpose: 'PREVENTION' }))).toBe(
      'ATTACHMENT_KEPT',
    );

    const recall = await acts.says('ana', item, item.sent.id, 'recall', recalled(item.sent.id));
    expect(await settled(b, await back('hal', 30))).toBe('ATTACHMENT_KEPT');
    await acts.says('ben', item, recall.id, 'recall-answer', done);
    // Kept and no longer given out: an unreadable file still binds.
    expect(await codeOf(back('ben', 30))).toBe('ATTACHMENT_BOUND');
    expect(await settled(b, await back('hal', 30))).toBe('ATTACHMENT_KEPT');
  }, 60_000);

  it('is kept also when it was bound only after the officer had signed', async () => {
    const item = await received(40, { handling: free });
    await b.steps.hold('seal');
    const sent = await back('ben', 40);
    const handling = { codes: ['H0', 'H2'], restrictions: '', retentionMonths: 3 } as const;
    await acts.says('ana', item, item.sent.id, 'recall', {
      ...{ what: 'NARROW', items: [item.sent.id], reason: 'A witness.' },
      handling,
    });
    b.steps.resume('seal');
    expect(await settled(b, sent)).toBe('ATTACHMENT_KEPT');
  }, 60_000);

  it('binds nothing where this State had sent it before, nor once what it came with is erased', async () => {
    expect(await outcome('hal', 50)).toBe('leaves');
    await received(50);
    expect(await outcome('ana', 50)).toBe('leaves');

    const { thread } = await received(51);
    expect(await outcome('hal', 51)).toBe('ATTACHMENT_KEPT');
    await b.orderErasing(thread);
    const gone = 'select 1 from cases.thread where id = $1 and key_wrapped is null';
    await eventually(async () => (await b.sql(gone, [thread])).length === 1);
    expect(await outcome('hal', 51)).toBe('leaves');
  }, 60_000);

  it('through a third one goes on with the forward alone, however loosely that is handled', async () => {
    const item = await received(60, { handling: free });
    const along = await uploaded(b, 'ben', 60);
    const own = await uploaded(b, 'ben', 61);
    const forward = await acts.forwarding([await enclosing(a.state, item.sent)], {
      handling: free,
      attachments: [along.entry, own.entry],
    });
    const uploads = [along.upload, own.upload];
    await b.submit.submitDocument(b.session('ben'), { ...forward, uploads });
    await three.arrived(c, forward.id);
    const other = await received(62, { handling: free });
    // Without the file, which XC knows by XA's signed hash.
    const bare = await acts.forward(other, undefined, { handling: free });
    await three.arrived(c, bare.id);
    expect(decodeDocument(bare.document).attachments).toEqual([]);

    const attach = async (name: string, filled: number) => {
      const { upload, entry } = await uploaded(c, name, filled);
      const sent = await three.along([c, b], name, { attachments: [entry] });
      await c.submit.submitDocument(c.session(name), { ...sent, uploads: [upload] });
      return settled(c, sent);
    };
    for (const filled of [60, 62]) {
      expect([filled, await codeOf(attach('ana', filled))]).toEqual([filled, 'ATTACHMENT_BOUND']);
      expect([filled, await attach('hal', filled)]).toEqual([filled, 'ATTACHMENT_KEPT']);
    }
    // Files added by the forwarder are its own and unbound.
    expect(await attach('ana', 61)).toBe('leaves');
  }, 60_000);

  it('leaves to be said again what is said once and was kept back with it', async () => {
    await received(70);
    type Place = { readonly thread: ThreadId; readonly inReplyTo: DocumentId };
    const twice = async <K extends DocumentKind>(
      [to, by]: readonly [TestGateway, 'answer' | 'submit'],
      place: Place,
      kind: K,
      body: Body<K>,
    ): Promise<void> => {
      const { upload, entry } = await uploaded(b, 'hal', 70);
      const members = { ...place, kind, body: body as Body<DocumentKind> };
      const say = async (attachments: Document['attachments'], uploads: readonly string[]) => {
        const sent = await three.along([b, to], 'hal', { ...members, attachments });
        await b[by].submitDocument(b.session('hal'), { ...sent, uploads });
        return sent;
      };
      const kept = await settled(b, await say([entry], [upload]));
      expect([kind, kept]).toEqual([kind, 'ATTACHMENT_KEPT']);
      await three.arrived(to, (await say([], [])).id);
    };
    const office = { state: b.state.state, authority: b.session('hal').authority };
    const sendDocument = async (members: Partial<Document>): Promise<DocumentId> => {
      const sent = await three.along([a, b], 'ana', { to: office, ...members });
      await a.submit.submitDocument(a.session('ana'), sent);
      await three.arrived(b, sent.id);
      return sent.id;
    };
    const placeOf = (id: DocumentId) => ({ thread: id as unknown as ThreadId, inReplyTo: id });

    const asked = placeOf(await sendDocument({}));
    await b.claim.claimRequest(b.session('hal'), asked.thread);
    const refusal = { ground: 'NOT_AVAILABLE', refusedPart: 'all', reasons: '' } as const;
    await twice([a, 'answer'], asked, 'refusal', refusal);
    const taken = { kind: 'recall', body: recalled(asked.inReplyTo) } as const;
    const recall = { ...asked, inReplyTo: await sendDocument({ ...asked, ...taken }) };
    await twice([a, 'answer'], recall, 'recall-answer', done);

    const own = await request('hal');
    await three.arrived(c, own.id);
    const { thread, inReplyTo } = placeOf(own.id);
    const { state, authority } = a.session('ana');
    const release = acts.release({ sent: own, thread }, { recipient: { state, authority } });
    const body = { ...release, reason: 'It lands there.' };
    const ask = await three.along([c, b], 'ben', {
      ...{ to: office, thread, inReplyTo, kind: 'forward-consent-request', body },
    });
    await c.claim.claimRequest(c.session('ben'), thread);
    await c.answer.submitDocument(c.session('ben'), ask);
    await three.arrived(b, ask.id);
    const given = { ...release, outcome: 'GRANTED', reason: '' } as const;
    await twice([c, 'submit'], { thread, inReplyTo: ask.id }, 'forward-consent', given);
    const over = { reason: 'It is over.' };
    await twice([c, 'submit'], { thread, inReplyTo }, 'withdrawal', over);
  }, 60_000);
});
