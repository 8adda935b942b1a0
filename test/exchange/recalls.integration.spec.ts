import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  parseAuthorityId,
  parseStateCode,
  type Body,
  type DocumentId,
  type ThreadId,
} from '#kernel';
import { unmatched } from '../instruments/entries/entries.js';
import { eventually } from '../support/nats.js';
import { codeOf, heldByAnother, Recalling, type Who } from './fixtures/recalling.js';
import { deskOf } from './fixtures/inbox-desk.js';
import { firstPage, type TwoStates } from '../support/two-states.js';
import './parts/owed-recalls.js';
import { sharedStates, stopStates } from './parts/states.js';

const purpose = 'INVESTIGATION';
const other = (who: Who): Who => (who === 'ana' ? 'ben' : 'ana');
const narrowing = (items: readonly DocumentId[], handling: Body<'recall'>['handling']) =>
  ({ what: 'NARROW', items, reason: 'A witness is at risk.', handling }) as Body<'recall'>;
const strict = { codes: ['H0', 'H2'], restrictions: '', retentionMonths: 3 } as const;

let two: TwoStates;
let at: Recalling;
beforeAll(async () => {
  two = await sharedStates();
  at = Recalling.openFor(two);
}, 60_000);
afterAll(stopStates, 60_000);

const marksOf = async (who: Who, thread: ThreadId, item: DocumentId) => {
  const { dispatches, withheld } = await at.documents(who, thread);
  const row = [...dispatches, ...withheld].find(({ dispatch }) => dispatch === item);
  return row?.recalls.map(({ recall, act, answer }) => ({
    recall,
    act,
    outcome: answer?.outcome ?? null,
  }));
};
const matched = async (): Promise<void> => {
  for (const gateway of [two.a, two.b])
    expect(await unmatched((sql) => gateway.sql(sql), /recall|given out/)).toEqual({});
};

describe('what a State takes back', () => {
  it('is marked at once on both sides, and hidden on every path once the holder has complied', async () => {
    const { entry, upload } = await at.file(Buffer.alloc(2_000, 7));
    const { thread, request } = await at.opened({ attachments: [entry] }, [upload]);
    const ben = at.session('ben');
    const file = { ...{ session: '', thread, dispatch: request }, position: 0, chunk: 0, purpose };
    const fetch = () => two.b.askedFiles.chunk(ben, file as never);
    await eventually(async () => (await codeOf(fetch())) === 'done');
    expect(await at.row('ben', thread)).toMatchObject({ subjectLine: 'Owner of a vehicle' });
    const search = async () => {
      const { store, cases } = await two.b.parts('inbox');
      const { officer, authority, compartments } = ben;
      const context = { step: 'search', officer, authority, compartments };
      return store.transaction(context, async (tx) => {
        const desk = { side: 'ASKED', authority, compartments } as const;
        const { threads } = await cases.search.find(tx, desk, 'XX-none');
        return threads.some(({ id }) => id === thread);
      });
    };
    expect(await search()).toBe(true);

    const recall = await at.recall('ana', thread, request);
    for (const who of ['ana', 'ben'] as const) {
      const open = { recall, act: 'RECALL', outcome: null };
      expect(await marksOf(who, thread, request)).toEqual([open]);
      const [mark] = (await at.one(who, thread, request)).recalls;
      expect(mark).toMatchObject({ recall, answer: null });
      // The request's state does not change.
      const waiting = who === 'ben' ? { owed: 1, awaited: 0 } : { owed: 0, awaited: 1 };
      expect((await at.row(who, thread)).recalls).toEqual(waiting);
    }
    // Until his answer, ben can read it.
    expect(await codeOf(fetch())).toBe('done');
    expect(await search()).toBe(true);

    const answer = await at.answer('ben', thread, recall);
    for (const who of ['ana', 'ben'] as const)
      expect(await marksOf(who, thread, request)).toEqual([
        { recall, act: 'RECALL', outcome: 'COMPLIED' },
      ]);
    // Every path by which it was given out is closed.
    expect(await codeOf(at.one('ben', thread, request))).toBe('ITEM_RECALLED');
    expect(await codeOf(fetch())).toBe('ITEM_RECALLED');
    expect(await codeOf(two.b.askedFiles.chunk(ben, { ...file, chunk: 1 } as never))).toBe(
      'ITEM_RECALLED',
    );
    const shown = await at.documents('ben', thread);
    expect(shown.dispatches.map(({ dispatch }) => dispatch)).toEqual([recall, answer]);
    expect(shown.withheld.map(({ dispatch, withheld }) => [dispatch, withheld])).toEqual([
      [request, true],
    ]);
    expect(await search()).toBe(false);
    expect((await at.row('ben', thread)).subjectLine).toBe('');
    const view = await two.b.asked.show(ben, thread, purpose, firstPage);
    expect(view.subjectLine).toBe('');
    expect(JSON.stringify([view, shown])).not.toMatch('Owner of a vehicle');
    // Ids, hashes, receipts and the log stay.
    expect(view.dispatches.map(({ dispatch }) => dispatch)).toEqual([request, recall, answer]);
    expect(view.dispatches[0]?.documentSha256).toMatch(/^[0-9a-f]{64}$/);
    const viewed = await two.b.sql(
      `select 1 from journal.event where thread = $1 and typ = 'item.decrypted'`,
      [thread],
    );
    expect(viewed).toHaveLength(2);
    // Its author still reads it.
    expect((await at.one('ana', thread, request)).withheld).toBe(false);
    expect((await at.row('ana', thread)).subjectLine).toBe('Owner of a vehicle');
    // Work goes on: the desk may still answer.
    const refusal = { ground: 'NOT_AVAILABLE', refusedPart: 'All.', reasons: '' } as const;
    await at.tell('ben', { thread, inReplyTo: request }, 'refusal', refusal);
    await matched();
  }, 90_000);

  it.each(['ana', 'ben'] as const)(
    'by %s: the view lists who owes the answer, since when, and empties',
    async (who) => {
      const { thread, request } = await at.opened();
      const said = { final: true, information: 'The keeper is a company.' };
      const response = await at.tell('ben', { thread, inReplyTo: request }, 'response', said);
      const item = who === 'ana' ? request : response;
      expect(await at.recalls(who, thread)).toEqual([]);
      const recall = await at.recall(who, thread, item);
      const [own, theirs] = [at.gateway(who).state.state, at.gateway(other(who)).state.state];
      await eventually(async () => (await at.recalls(who, thread))[0]?.deliveredAt !== null);
      for (const desk of ['ana', 'ben'] as const)
        expect(await at.recalls(desk, thread)).toEqual([
          expect.objectContaining({
            ...{ recall, act: 'RECALL', items: [item], by: own, rejected: null },
            ...{ holder: { state: theirs, authority: 'border-police' }, answer: null },
            overdue: false,
          }),
        ]);
      const answer = await at.answer(other(who), thread, recall);
      for (const desk of ['ana', 'ben'] as const) {
        expect(await at.recalls(desk, thread)).toEqual([]);
        const [all] = await at.recalls(desk, thread, true);
        expect(all?.answer).toMatchObject({ document: answer, outcome: 'COMPLIED' });
        expect((await at.row(desk, thread)).recalls).toEqual({ owed: 0, awaited: 0 });
      }
      expect(await codeOf(at.one(other(who), thread, item))).toBe('ITEM_RECALLED');
      expect(await codeOf(at.one(who, thread, item))).toBe('done');
      expect((await at.row('ana', thread)).state).toBe('ANSWERED');
      await matched();
    },
    60_000,
  );

  it('after the request has ended, and by an officer who does not hold it', async () => {
    const { thread, request } = await at.opened();
    const place = { thread, inReplyTo: request };
    await at.tell('ana', place, 'withdrawal', { reason: 'It was found.' });
    const recall = await at.recall('ana', thread, request);
    await heldByAnother(two.b, thread, 'ben');
    await at.answer('ben', thread, recall);
    for (const who of ['ana', 'ben'] as const)
      expect((await at.row(who, thread)).state).toBe('WITHDRAWN');
  }, 60_000);

  it('is answered by whoever has the ended request from its holder, in a shift or alone', async () => {
    const { assignments } = deskOf(two.b);
    const { officer: ben } = two.b.session('ben');
    const { officer: bob } = two.b.session('bob');
    const { thread, request } = await at.opened();
    const place = { thread, inReplyTo: request };
    const ground = { ground: 'NOT_AVAILABLE', refusedPart: 'all', reasons: '' } as const;
    await at.tell('ben', place, 'refusal', { partial: false, ...ground });
    const given = await assignments.assign(two.b.session('ben'), thread, bob);
    expect(given).toMatchObject({ holder: 'bob', state: 'REFUSED' });
    const recall = await at.recall('ana', thread, request);
    expect(await codeOf(at.answer('ben', thread, recall))).toBe('ALREADY_CLAIMED');
    expect(await assignments.handOver(two.b.session('bob'), ben)).toMatchObject({ more: false });
    await at.answer('ben', thread, recall);
    for (const who of ['ana', 'ben'] as const)
      expect((await at.row(who, thread)).state).toBe('REFUSED');
    const assignmentEvents = await two.b.sql<{ typ: string }>(
      `select typ from journal.event where thread = $1 and typ in ('case.assigned', 'case.handover') order by id`,
      [thread],
    );
    expect(assignmentEvents.map(({ typ }) => typ)).toEqual(['case.assigned', 'case.handover']);
  }, 60_000);

  it('stays readable when the holder cannot comply, and says so', async () => {
    const { thread, request } = await at.opened();
    const recall = await at.recall('ana', thread, request);
    await at.answer('ben', thread, recall, 'CANNOT');
    for (const who of ['ana', 'ben'] as const) {
      expect(await marksOf(who, thread, request)).toEqual([
        { recall, act: 'RECALL', outcome: 'CANNOT' },
      ]);
      expect((await at.one(who, thread, request)).withheld).toBe(false);
      expect(await at.recalls(who, thread)).toEqual([]);
    }
    // It may be recalled again and then complied with.
    await at.answer('ben', thread, await at.recall('ana', thread, request));
    expect(await codeOf(at.one('ben', thread, request))).toBe('ITEM_RECALLED');
    await matched();
  }, 60_000);

  it('waits for those behind the holder of whom nobody has heard, until it is said again', async () => {
    const { thread, request } = await at.opened();
    const recall = await at.recall('ana', thread, request);
    const unanswered = { recall, answer: null };
    // Ben knows the onward recipients; ana learns them from his answer.
    expect(await at.recalls('ana', thread)).toMatchObject([{ ...unanswered, onward: null }]);
    expect(await at.recalls('ben', thread)).toMatchObject([{ ...unanswered, onward: [] }]);
    const holder = { state: parseStateCode('XC'), authority: parseAuthorityId('coast-guard') };
    const cannot = { outcome: 'CANNOT', reason: 'XC does not answer.' } as const;
    const place = { thread, inReplyTo: recall };
    await at.tell('ben', place, 'recall-answer', { ...cannot, onward: [{ holder }] });
    expect(await at.recalls('ben', thread)).toEqual([]);
    expect(await at.recalls('ana', thread)).toMatchObject([
      { recall, answer: { outcome: 'CANNOT' }, onward: [{ holder, outcome: null }] },
    ]);
    const again = await at.recall('ana', thread, request);
    expect((await at.recalls('ana', thread)).map((each) => each.recall)).toEqual([again]);
    await at.answer('ben', thread, again);
    expect(await at.recalls('ana', thread)).toEqual([]);
  }, 60_000);

  it('goes with the request to another authority of the State', async () => {
    const { thread, request } = await at.opened();
    await at.answer('ben', thread, await at.recall('ana', thread, request));
    const authority = 'harbour-office' as Body<'transfer-notice'>['authority'];
    await at.say('ben', { thread, inReplyTo: request }, 'transfer-notice', {
      ...{ authority, reason: 'In port.' },
    });
    const hal = two.b.session('hal');
    const read = () => two.b.askedDocuments.one(hal, thread, request, purpose);
    await eventually(async () => (await codeOf(read())) === 'ITEM_RECALLED');
    const view = await two.b.asked.show(hal, thread, purpose, firstPage);
    expect([view.subjectLine, view.dispatches[0]?.recalls]).toEqual([
      '',
      [expect.objectContaining({ act: 'RECALL' })],
    ]);
  }, 60_000);
});

describe('what a State narrows or corrects', () => {
  it('has the stricter handling from then on; a correction stands beside the words', async () => {
    const { thread, request } = await at.opened();
    const place = { thread, inReplyTo: request };
    expect((await at.one('ben', thread, request)).narrowed).toBeNull();
    const narrow = await at.tell('ana', place, 'recall', narrowing([request], strict));
    const evaluation = { source: 'X', information: '4' };
    for (const who of ['ana', 'ben'] as const) {
      const { narrowed, recalls } = await at.one(who, thread, request);
      expect(narrowed).toEqual({ ...strict, evaluation });
      expect(recalls).toEqual([expect.objectContaining({ recall: narrow, act: 'NARROW' })]);
      const page = await at.documents(who, thread);
      expect(page.dispatches.map((each) => each.narrowed?.codes)).toEqual([
        strict.codes,
        undefined,
      ]);
    }
    await at.answer('ben', thread, narrow);
    // A narrowing that was complied with is no recall.
    expect((await at.one('ben', thread, request)).narrowed?.codes).toEqual(strict.codes);
    const correction = await at.tell('ana', place, 'correction', {
      ...{ item: request, correction: 'The plate ends in 1.', reason: 'A slip.' },
    });
    expect(await at.recalls('ben', thread)).toHaveLength(1);
    await at.answer('ben', thread, correction);
    expect(await marksOf('ben', thread, request)).toEqual([
      { recall: narrow, act: 'NARROW', outcome: 'COMPLIED' },
      { recall: correction, act: 'CORRECT', outcome: 'COMPLIED' },
    ]);
    // A correction's content may have to be recalled too.
    await at.answer('ben', thread, await at.recall('ana', thread, correction));
    expect(await codeOf(at.one('ben', thread, correction))).toBe('ITEM_RECALLED');
    expect(await codeOf(at.one('ben', thread, request))).toBe('done');
    await matched();
  }, 60_000);

  it('is never laxer than before, at the sender', async () => {
    const { thread, request } = await at.opened();
    const place = { thread, inReplyTo: request };
    const tried = (handling: Body<'recall'>['handling']) =>
      at.code('ana', place, 'recall', narrowing([request], handling));
    expect(await tried({ ...strict, codes: ['H2'] })).toBe('NARROWING_LAXER');
    expect(await tried({ ...strict, retentionMonths: 7 })).toBe('NARROWING_LAXER');
    expect(await tried(strict)).toBe('done');
    // The last narrowing counts, not the first one signed.
    expect(await tried({ ...strict, retentionMonths: 4 })).toBe('NARROWING_LAXER');
    expect(await tried({ ...strict, codes: ['H0', 'H1'] })).toBe('NARROWING_LAXER');
    expect(await tried({ ...strict, retentionMonths: 2, tlp: 'AMBER' })).toBe('done');
    const least = { ...strict, retentionMonths: 2 } as const;
    expect(await tried({ ...least, tlp: 'GREEN' })).toBe('NARROWING_LAXER');
    // A mark stays when a later narrowing has none.
    expect(await tried(least)).toBe('done');
    expect(await tried({ ...least, tlp: 'CLEAR' })).toBe('NARROWING_LAXER');
    expect((await at.one('ana', thread, request)).narrowed).toMatchObject({ tlp: 'AMBER' });
    expect(await tried({ ...least, tlp: 'RED' })).toBe('done');
    await eventually(async () => (await at.one('ben', thread, request)).narrowed?.tlp === 'RED');
  }, 60_000);
});

describe('is not taken at the sender', () => {
  it('words of the other State, of another thread, of nobody; a recall or its answer', async () => {
    const [one, elsewhere] = [await at.opened(), await at.opened()];
    const { thread, request } = one;
    const said = { final: false, information: 'So far.' };
    const response = await at.tell('ben', { thread, inReplyTo: request }, 'response', said);
    const recall = (items: readonly DocumentId[]): Body<'recall'> => ({
      ...{ what: 'RECALL', items, reason: 'Mine.' },
    });
    const place = (inReplyTo: DocumentId) => ({ thread, inReplyTo });
    const tried = (who: Who, items: readonly DocumentId[], first: DocumentId) =>
      at.code(who, place(first), 'recall', recall(items));
    expect(await tried('ben', [request], request)).toBe('RECALL_IMPOSSIBLE');
    expect(await tried('ana', [response], response)).toBe('RECALL_IMPOSSIBLE');
    expect(await tried('ana', [request, response], request)).toBe('RECALL_IMPOSSIBLE');
    expect(await tried('ana', [request, elsewhere.request], request)).toBe('RECALL_IMPOSSIBLE');
    const { id: unknown } = await two.request();
    expect(await tried('ana', [request, unknown], request)).toBe('RECALL_IMPOSSIBLE');
    expect(await tried('ana', [elsewhere.request], elsewhere.request)).toBe('PARENT_MISMATCH');
    const wrong = { item: request, correction: 'No.', reason: 'Mine.' };
    expect(await at.code('ben', place(request), 'correction', wrong)).toBe('RECALL_IMPOSSIBLE');

    const recallId = await at.recall('ana', thread, request);
    expect(await tried('ana', [request, recallId], request)).toBe('RECALL_IMPOSSIBLE');
    const complied = { outcome: 'COMPLIED', reason: '' } as const;
    const answering = (who: Who, to: DocumentId) =>
      at.code(who, place(to), 'recall-answer', complied);
    // Nobody answers an own recall, or a document that is none.
    expect(await answering('ana', recallId)).toBe('PARENT_MISMATCH');
    expect(await answering('ben', request)).toBe('PARENT_MISMATCH');
    expect(await at.code('ben', place(recallId), 'response', said)).toBe('PARENT_MISMATCH');
    await at.answer('ben', thread, recallId, 'CANNOT');
    expect(await answering('ben', recallId)).toBe('RECALL_ANSWERED');
    expect(await marksOf('ben', thread, request)).toEqual([
      { recall: recallId, act: 'RECALL', outcome: 'CANNOT' },
    ]);
    await matched();
  }, 60_000);

  it('the same document again is no second recall and no second answer', async () => {
    const { thread, request } = await at.opened();
    const body = { what: 'RECALL', items: [request], reason: 'Mine.' } as const;
    const recall = await at.compose('ana', { thread, inReplyTo: request }, 'recall', body);
    for (let i = 0; i < 2; i += 1) await at.submit('ana', recall);
    await at.arrived('ben', recall.id);
    const place = { thread, inReplyTo: recall.id };
    const done = { outcome: 'COMPLIED', reason: '' } as const;
    const answer = await at.compose('ben', place, 'recall-answer', done);
    for (let i = 0; i < 2; i += 1) await at.submit('ben', answer);
    expect(await at.recalls('ben', thread, true)).toHaveLength(1);
    await matched();
  }, 60_000);
});
