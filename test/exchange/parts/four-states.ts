import { beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { ReadBroadcast } from '#capabilities/broadcasts/broadcasts.queries';
import {
  parseBroadcastId,
  parseOfficerId,
  timestamp,
  type Document,
  type DocumentId,
  type Side,
  type ThreadId,
} from '#kernel';
import { Store } from '#store';
import { TrustStore } from '#trust';
import { decodeDocument, decodeEnvelope } from '#wire';
import { bodyOf } from '../../support/bodies.js';
import { aRequestBody } from '../../support/builders.js';
import { composed, type Composed } from '../../support/documents.js';
import {
  arrived,
  copiesOf,
  markedAt,
  opening,
  point,
  police,
  saysIn,
  sharedPoints,
} from '../fixtures/contact-points.js';
import { unmatched } from '../../instruments/entries/entries.js';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { codeOf } from '../fixtures/recalling.js';
import type { FourStates } from '../fixtures/three-states.js';
import { firstPage } from '../../support/two-states.js';
const [purpose, page] = ['INVESTIGATION', { limit: 50, after: null }] as const;
const lia = parseOfficerId('lia');

let four: FourStates;
let a: TestGateway;
let b: TestGateway;
let c: TestGateway;
let d: TestGateway;
beforeAll(async () => {
  four = await sharedPoints();
  b = four.b;
  [a, c, d] = four.others as [TestGateway, TestGateway, TestGateway];
}, 90_000);

type RequestBody = Document<'request'>['body'];

const ask = (to: TestGateway, body: Partial<RequestBody> = {}): Promise<Composed> =>
  composed(
    four.linkOf(to),
    { from: b.state, to: to.state, name: 'lia' },
    { body: aRequestBody(body) },
  );

const send = async (request: Composed): Promise<ThreadId> =>
  (await b.submit.submitDocument(b.session('lia'), request)).thread;

type Said = Parameters<typeof saysIn> extends [unknown, ...infer Rest] ? Rest : never;
const says = (...said: Said): Promise<DocumentId> => saysIn(four, ...said);

const looked = (gateway: TestGateway, side: Side): Promise<void> => {
  const [store, trust] = [gateway.desk(side).get(Store), gateway.desk(side).get(TrustStore)];
  return store.transaction({ step: 'look' }, (tx) => trust.refresh(tx));
};

describe('a request to three States', () => {
  const id = parseBroadcastId(v7());
  const broadcast = { id, proportionality: 'Nobody knows in which port it lies.' };
  let asked: Composed[];
  let threads: ThreadId[];

  const members = async (name = 'lia') => {
    await looked(b, 'ASKING');
    return b.requests.get(ReadBroadcast).show(b.session(name), id, purpose);
  };

  it('is three requests, each with receipts and a clock of its own', async () => {
    asked = [];
    for (const to of [a, c, d]) asked.push(await ask(to, { broadcast }));
    threads = [];
    for (const request of asked) threads.push(await send(request));
    for (const [i, to] of [a, c, d].entries()) await arrived(to, threads.slice(i, i + 1));
    await eventually(async () =>
      (await members()).every(({ request }) =>
        request.stages.some(({ stage }) => stage === 'OPENED'),
      ),
    );
    const [first, second, third] = threads as [ThreadId, ThreadId, ThreadId];
    await a.claim.claimRequest(a.session('ben'), first);
    await c.claim.claimRequest(c.session('ben'), second);
    await d.claim.claimRequest(d.session('ben'), third);
    await says(a, first, 'response', { final: true, information: 'It was never here.' });
    await says(c, second, 'clarification-question', { question: 'Which of the two?' });
    await eventually(async () => {
      const states = (await members()).map(({ clock }) => clock.state);
      return states.join() === 'STOPPED,PAUSED,RUNNING';
    });
    await says(d, third, 'response', { final: false, information: 'One of that name.' });
    // A colleague on no access list does not learn of the threads.
    expect(await codeOf(members('ana'))).toBe('NOT_FOUND');
    const shown = await members();
    expect(shown.map(({ peer, thread }) => [peer, thread])).toEqual([
      ['XA', first],
      ['XC', second],
      ['XD', third],
    ]);
    for (const { clock, request } of shown)
      expect(request.stages.find((s) => s.stage === 'DELIVERED')?.at).toBe(clock.startedAt);
    const receipts = shown.map(({ request }) =>
      request.stages.flatMap(({ receipt }) => (receipt === null ? [] : [receipt.messageId])),
    );
    expect(receipts.every((each) => each.length > 0 && new Set(each).size === 1)).toBe(true);
    expect(new Set(receipts.flat()).size).toBe(3);
  }, 60_000);

  it('tells nobody who else was asked, unless it says so', async () => {
    const { asked: desk } = a;
    const [first] = threads;
    if (first === undefined) throw new Error('not sent');
    const view = await desk.show(a.session('ben'), first, purpose, firstPage);
    const request = view.dispatches[0]?.dispatch;
    if (request === undefined) throw new Error('no request');
    const { document } = await a.askedDocuments.one(a.session('ben'), first, request, purpose);
    expect(Buffer.from(document).toString('utf8')).not.toMatch(/X[CD]/);
    const open = {
      ...broadcast,
      id: parseBroadcastId(v7()),
      alsoSentTo: [{ state: c.state.state }],
    };
    await arrived(a, [await send(await ask(a, { broadcast: open }))]);
  }, 60_000);

  it('is refused without a reason to ask all of them, and to the same authority twice', async () => {
    const without = { broadcast: { id } } as never;
    await expect(ask(a, without)).rejects.toMatchObject({
      code: 'ITEM_MISSING',
      detail: '/broadcast/proportionality (of a request to several States)',
    });
    const again = await ask(c, { broadcast });
    expect(await codeOf(send(again))).toBe('BROADCAST_IMPOSSIBLE');
    const [, , third] = asked;
    if (third === undefined) throw new Error('not sent');
    // The same document again is no new request.
    expect(await codeOf(send(third))).toBe('done');
  });
});

describe('the national contact point', () => {
  it('is shown what others ask and are asked, at both ends, and nothing else of it', async () => {
    const thread = await send(await ask(c, { subjectLine: 'Shown to both' }));
    await arrived(c, [thread]);
    for (const [gateway, side] of [
      [b, 'ASKING'],
      [c, 'ASKED'],
    ] as const) {
      const copies = await copiesOf(gateway);
      const con = gateway.session('con');
      const [newest] = (await copies.listCopies(con, page, 'INVESTIGATION')).copies;
      expect(newest).toMatchObject({
        thread,
        side,
        authority: police,
        subjectLine: 'Shown to both',
      });
      const copy = await copies.one(con, opening(thread), purpose);
      expect(decodeDocument(copy.document).id).toBe(thread);
      for (const name of ['ben', 'lia', 'ana'].filter((each) => gateway.state.officers.has(each))) {
        const session = gateway.session(name);
        expect((await copies.listCopies(session, page, purpose)).copies).toEqual([]);
        expect(await codeOf(copies.one(session, opening(thread), purpose))).toBe('NOT_FOUND');
      }
      // Read-only: it is in no list of the contact point, and no call of its desk finds it.
      for (const desk of [gateway.asking, gateway.asked])
        expect(await codeOf(desk.show(con, thread, purpose, firstPage))).toBe('NOT_FOUND');
      expect(await codeOf(gateway.claim.claimRequest(con, thread))).toBe('NOT_FOUND');
      const logged = await gateway.sql(
        `select 1 from journal.event where typ = 'case.copied' and thread = $1`,
        [thread],
      );
      expect(logged).toHaveLength(1);
    }
    // XD's contact point was asked itself; XA has named none.
    for (const gateway of [a, d]) expect(await gateway.sql('select 1 from cases.copy')).toEqual([]);
  }, 60_000);

  it('is shown nothing when the request names an exception; that is for a supervisor’s eyes', async () => {
    const [exception, reason] = ['SAFETY_OF_PERSON', 'A source would be known.'] as const;
    const copyException = { exception, reason };
    const thread = await send(await ask(c, { copyException }));
    await arrived(c, [thread]);
    for (const gateway of [b, c]) {
      const copies = await copiesOf(gateway);
      const con = gateway.session('con');
      const { copies: listed } = await copies.listCopies(con, page, purpose);
      expect(listed.map((each) => each.thread)).not.toContain(thread);
      expect(await codeOf(copies.one(con, opening(thread), purpose))).toBe('NOT_FOUND');
      expect((await copies.withheld(con, page, purpose)).withheld).toEqual([]);
      const { withheld } = await copies.withheld(gateway.session('sue'), page, purpose);
      expect(withheld).toMatchObject([{ thread, officer: 'lia', ...copyException }]);
      const older = await copiesOf(gateway, thread);
      expect((await older.withheld(gateway.session('sue'), page, purpose)).withheld).toEqual([]);
      const logged = await gateway.sql<{ typ: string; officer: string | null }>(
        `select typ, officer from journal.event
         where thread = $1 and (typ = 'case.copy.withheld' or officer = 'sue') order by id`,
        [thread],
      );
      expect(logged.map(({ typ }) => typ)).toEqual(['case.copy.withheld', 'item.viewed']);
      // The row shows neither the exception nor its reason.
      const rows = await gateway.sql<{ text: string }>('select c::text as text from cases.copy c');
      expect(rows.map(({ text }) => text).join()).not.toMatch(/SAFETY|source/);
    }
    await expect(
      ask(c, { copyException: { ...copyException, exception: 'BUSY' as never } }),
    ).rejects.toMatchObject({ code: 'DOCUMENT_INVALID' });
  }, 60_000);

  it('is shown answers and what is told unasked in the same way, with the same exceptions', async () => {
    const copyException = { exception: 'TERRORISM_NON_CRISIS', reason: 'A cell.' } as const;
    const sendInformation = async (more: object): Promise<DocumentId> => {
      const kind = 'spontaneous-information';
      const members = { kind, body: { ...bodyOf[kind](), ...more } } as const;
      const parties = { from: b.state, to: c.state, name: 'lia' };
      return opening(await send(await composed(four.linkOf(c), parties, members)));
    };
    const answered = async (body: Partial<RequestBody>, ...more: object[]) => {
      const thread = await send(await ask(c, body));
      await arrived(c, [thread]);
      await c.claim.claimRequest(c.session('ben'), thread);
      const said: DocumentId[] = [];
      for (const each of more)
        said.push(
          await says(c, thread, 'response', { final: false, information: 'Seen.', ...each }),
        );
      return { thread, said };
    };
    const [unasked, unaskedKept] = [
      await sendInformation({}),
      await sendInformation({ copyException }),
    ];
    const asked = await answered({ subjectLine: 'Answered' }, {}, { copyException });
    const [answer, answerKept] = asked.said as [DocumentId, DocumentId];
    const secret = await answered({ copyException }, {});
    await arrived(c, [unasked, unaskedKept]);
    await arrived(b, [...asked.said, ...secret.said]);
    for (const gateway of [b, c]) {
      const copies = await copiesOf(gateway);
      const con = gateway.session('con');
      const listed = (await copies.listCopies(con, page, purpose)).copies;
      const kindOf = (id: DocumentId) => listed.find(({ dispatch }) => dispatch === id)?.kind;
      const request = opening(asked.thread);
      expect([unasked, request, answer].map(kindOf)).toEqual([
        'spontaneous-information',
        'request',
        'response',
      ]);
      // An answer would reveal the request: it is kept secret with it.
      expect([unaskedKept, answerKept, ...secret.said].map(kindOf)).toEqual(
        Array(3).fill(undefined),
      );
      const first = await copies.listCopies(con, { limit: 1, after: request }, purpose);
      expect(first.copies.map(({ dispatch }) => dispatch)).toEqual([unasked]);
      expect(decodeDocument((await copies.one(con, answer, purpose)).document).id).toBe(answer);
      for (const id of [unaskedKept, answerKept, ...secret.said])
        expect(await codeOf(copies.one(con, id, purpose))).toBe('NOT_FOUND');
      const { withheld } = await copies.withheld(gateway.session('sue'), page, purpose);
      const kept = { ...copyException, peerAuthority: police };
      const reasonOf = (id: DocumentId) => withheld.find(({ dispatch }) => dispatch === id);
      expect([opening(secret.thread), answerKept, unaskedKept].map(reasonOf)).toMatchObject([
        { ...kept, kind: 'request', officer: 'lia' },
        { ...kept, kind: 'response', officer: 'ben', thread: asked.thread },
        { ...kept, kind: 'spontaneous-information', officer: 'lia' },
      ]);
      expect(secret.said.map(reasonOf)).toEqual([undefined]);
    }
    // XD's contact point answered itself, so it has the document.
    const own = await send(await ask(d, { subjectLine: 'Of its own' }));
    await arrived(d, [own]);
    await d.claim.claimRequest(d.session('ben'), own);
    const said = await says(d, own, 'response', { final: true, information: 'Ours.' });
    await arrived(b, [said]);
    const rows = (gateway: TestGateway) =>
      gateway.sql('select contact_point from cases.copy where dispatch = $1', [said]);
    expect([await rows(b), await rows(d)]).toEqual([[{ contact_point: point }], []]);
    // Recalled and complied with: the contact point may read no more than others.
    const pulled = { what: 'RECALL', items: [answer], reason: 'The wrong person.' } as const;
    const recall = await says(c, asked.thread, 'recall', pulled, answer);
    await arrived(b, [recall]);
    const recalls = [{ recall, act: 'RECALL', answer: null }];
    for (const gateway of [b, c])
      expect(await markedAt(gateway, answer)).toMatchObject({ marked: [answer], recalls });
    const [kind, body] = ['recall-answer', { outcome: 'COMPLIED', reason: '' }] as const;
    const members = { kind, thread: asked.thread, inReplyTo: recall, body } as const;
    await send(
      await composed(four.linkOf(c), { from: b.state, to: c.state, name: 'lia' }, members),
    );
    const there = await copiesOf(b);
    const con = b.session('con');
    expect(await codeOf(there.one(con, answer, purpose))).toBe('ITEM_RECALLED');
    expect(await codeOf(there.one(con, opening(asked.thread), purpose))).toBe('done');
    await c.orderErasing(asked.thread);
    await eventually(async () => {
      const { copies } = await (await copiesOf(c)).listCopies(c.session('con'), page, purpose);
      const gone = copies.filter(({ thread }) => thread === asked.thread);
      return gone.length === 2 && gone.every(({ erased, subjectLine }) => erased && !subjectLine);
    });
    const erased = (await copiesOf(c)).one(c.session('con'), answer, purpose);
    expect(await codeOf(erased)).toBe('CONTENT_ERASED');
  }, 60_000);

  it('sees of all else nothing, whatever a service forgets', async () => {
    const { store } = await c.parts('inbox');
    const context = { step: 'read-copy', officer: 'con', authority: point };
    const seen = await store.transaction({ ...context, compartments: ['ENFORCEMENT'] }, (tx) =>
      tx.query<{ id: string }>('select id from cases.dispatch'),
    );
    const copied = await c.sql<{ id: string }>(
      'select dispatch as id from cases.copy where contact_point is not null',
    );
    expect(seen.map(({ id }) => id).sort()).toEqual(copied.map(({ id }) => id).sort());
  }, 60_000);

  it('has what is transferred to it as its own, and as a copy no more', async () => {
    const thread = await send(await ask(c, { subjectLine: 'To be shown' }));
    await arrived(c, [thread]);
    await c.claim.claimRequest(c.session('ben'), thread);
    const body = { authority: point, reason: 'It is yours.' };
    await says(c, thread, 'transfer-notice', body);
    const con = c.session('con');
    const lists = async () => {
      const threads = await c.asked.listThreads(con, { limit: 50, before: null }, 'INVESTIGATION');
      const { copies } = await (await copiesOf(c)).listCopies(con, page, 'INVESTIGATION');
      return [threads, copies].map((rows) => rows.some((row) => row.thread === thread));
    };
    await eventually(async () => (await lists())[0] === true);
    expect(await lists()).toEqual([true, false]);
    expect(await codeOf((await copiesOf(c)).one(con, opening(thread), purpose))).toBe('NOT_FOUND');
  }, 60_000);
});

describe('whoever signs for another', () => {
  it('is shown to stand in, at both ends, by the directory of the day, also once suspended', async () => {
    const thread = await send(await ask(d, { subjectLine: 'By a stand-in' }));
    await arrived(d, [thread]);
    const post = { host: 'XA', sending: 'XB', post: 'Mission of XB to XA', standInFor: 'ana' };
    const shown = async (gateway: TestGateway, who: string, side: Side) => {
      await looked(gateway, side);
      const session = gateway.session(who);
      const desk = side === 'ASKING' ? gateway.asking : gateway.asked;
      const { dispatches } = await desk.show(session, thread, purpose, firstPage);
      return dispatches.map(({ posting, directory }) => ({ ...posting, directory }));
    };
    expect(await shown(b, 'lia', 'ASKING')).toMatchObject([post]);
    expect(await shown(d, 'ben', 'ASKED')).toMatchObject([post]);

    const before = b.state.directory.length;
    await b.state.suspension('lia', new Date());
    await b.install();
    await d.introduce(await b.state.directoryStatement(d.state.state, four.linkOf(d)));
    const late = await send(await ask(d, { subjectLine: 'Late' }));
    const voided = `select 1 from mailbox.outbox where thread = $1 and state = 'VOID'`;
    await eventually(async () => (await b.sql(voided, [late])).length === 1);
    const { directory, sealedAt } = await envelopeOf(thread);
    expect(await shown(d, 'ben', 'ASKED')).toMatchObject([{ ...post, directory }]);
    expect(await shown(b, 'lia', 'ASKING')).toMatchObject([{ ...post, directory }]);
    const opened = await d.askedDocuments.one(d.session('ben'), thread, opening(thread), purpose);
    const { envelope } = opened;
    expect(envelope && decodeEnvelope(envelope)).toMatchObject({ directory, sealedAt });
    // Judged by the directory in the envelope, and by today's at that time.
    const { store, trust } = await d.parts('inbox');
    expect(directory.version).toBe(before);
    const signer = b.state.officer('lia').key.fingerprint;
    const then = await store.transaction({ step: 'look' }, async (tx) => {
      await trust.refresh(tx);
      return trust.directoryAt(tx, b.state.state, directory);
    });
    const now = trust.directoryOf(b.state.state);
    const active = [then, now].map((each) => each.activeOfficer(signer, sealedAt)?.officer);
    expect(active).toEqual(['lia', 'lia']);
    expect(now.activeOfficer(signer, timestamp(new Date()))).toBeUndefined();
    expect(then.posting(lia, police, sealedAt)?.standInFor).toBe('ana');
  }, 60_000);

  async function envelopeOf(thread: ThreadId) {
    const [row] = await b.sql<{ envelope: Buffer }>(
      'select envelope from mailbox.outbox where thread = $1 order by id limit 1',
      [thread],
    );
    if (row === undefined) throw new Error('not sealed');
    return decodeEnvelope(row.envelope);
  }

  it('leaves every act in the log', async () => {
    for (const gateway of [b, c])
      expect(await unmatched((sql) => gateway.sql(sql), /copied|thread was opened/)).toEqual({});
  });
});
