import { beforeAll, describe, expect, it } from '@jest/globals';
import { BorderError } from '#border';
import type { ThreadId } from '#kernel';
import { DirectoryChain } from '#trust';
import { receiptProblem } from '../../../apps/cli/src/receipts/verify-receipt.js';
import { eventually } from '../../support/nats.js';
import type { TestState } from '../../support/test-state.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const why = { purpose: 'INVESTIGATION' } as const;

async function directory({ state, rootFingerprint, directory: entries }: TestState) {
  const chain = new DirectoryChain(state, rootFingerprint);
  for (const entry of entries) await chain.extend(entry);
  return chain.directory;
}

describe('erasing on one side of a real exchange', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await sharedStates();
    two.a.errors.length = 0;
  }, 60_000);

  const erasedAt = (side: 'a' | 'b', thread: ThreadId) =>
    eventually(async () => {
      const [row] = await two[side].sql<{ erased: boolean }>(
        'select erased_at is not null as erased from cases.thread where id = $1',
        [thread],
      );
      return row?.erased === true;
    });

  const cameWith = async (thread: ThreadId): Promise<(Buffer | null)[][]> => {
    const rows = await two.b.sql<Record<'kept' | 'key' | 'raw', Buffer | null>>(
      `select kept, session_key as key, ciphertext as raw from mailbox.delivery where dispatch = $1`,
      [thread],
    );
    return rows.map(({ kept, key, raw }) => [kept, key, raw]);
  };
  const destroyedBy = async (side: 'a' | 'b', thread: ThreadId): Promise<object> => {
    const [row] = await two[side].sql<{ leaf: Buffer }>(
      `select leaf from journal.event where typ = 'erasure.done' and thread = $1`,
      [thread],
    );
    if (row === undefined) throw new Error('not in the log');
    return (JSON.parse(row.leaf.toString()) as { data: object }).data;
  };

  it('leaves the receipts that the other side holds valid, and refuses what comes late', async () => {
    const { a, b } = two;
    const ana = a.session('ana');
    const { thread, dispatch } = await a.submit.submitDocument(ana, await two.request());
    await a.reached(thread, 'OPENED');
    expect((await cameWith(thread)).map((row) => row.map((each) => each !== null))).toEqual([
      [true, true, false],
    ]);
    await b.orderErasing(thread);
    await erasedAt('b', thread);
    const read = b.askedDocuments.one(b.session('ben'), thread, dispatch, 'INVESTIGATION');
    await expect(read).rejects.toMatchObject({ code: 'CONTENT_ERASED', status: 410 });
    const claim = b.claim.claimRequest(b.session('ben'), thread);
    await expect(claim).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
    // The asking side still reads its copy, and every receipt verifies.
    const view = await a.askingDocuments.one(ana, thread, dispatch, 'INVESTIGATION');
    const [own, peer] = [await directory(a.state), await directory(b.state)];
    const receipted = view.stages.filter(({ receipt }) => receipt !== null);
    expect(receipted.length).toBeGreaterThan(1);
    for (const shown of receipted) {
      const rseq = shown.receipt?.rseq ?? 0;
      const proof = await a.receiptsAsking.readReceipt(ana, { ...why, thread, dispatch, rseq });
      const known = { own, peer, link: two.linkId };
      expect(await receiptProblem(known, view, shown, proof)).toBeUndefined();
    }
    const late = await two.compose(a.state, b.state, 'ana', {
      ...{ kind: 'withdrawal', thread, inReplyTo: dispatch },
      body: { reason: 'No longer needed.' },
    });
    await a.submit.submitDocument(ana, late);
    await a.reached(late.id, 'REJECTED');
    const { dispatches } = await a.asking.show(ana, thread, 'INVESTIGATION', firstPage);
    const last = dispatches.find((each) => each.dispatch === late.id);
    expect(last?.stages.map(({ code: said }) => said)).toContain('CONTENT_ERASED');
    const [kept] = await b.sql<{ left: number }>(
      `select (select count(*) from cases.dispatch where thread = $1 and content is not null)
         + (select count(*) from journal.disclosure d join journal.event e on e.id = d.event where e.thread = $1) as left`,
      [thread],
    );
    expect(kept?.left).toBe(0);
    expect(await cameWith(thread)).toEqual([[null, null, null]]);
    // Key of the opened request, beside the thread's key.
    expect(await destroyedBy('b', thread)).toMatchObject({ keys: { count: 2 } });
  }, 60_000);

  it('destroys the sender’s session keys, and a dispatch that had not left never leaves', async () => {
    const { a } = two;
    const ana = a.session('ana');
    const { thread } = await a.submit.submitDocument(ana, await two.request());
    await a.reached(thread, 'OPENED');
    const kept = () =>
      a.sql<{ key: Buffer | null; sealed: boolean | null; state: string }>(
        `select session_key as key, encode(sha256(ciphertext), 'hex') = ciphertext_sha256 as sealed, state
         from mailbox.outbox where thread = $1 order by id`,
        [thread],
      );
    // Closed, with the sealed bytes as they left.
    expect(await kept()).toMatchObject([
      { key: expect.any(Buffer), sealed: true, state: 'CLOSED' },
    ]);
    await a.orderErasing(thread);
    await erasedAt('a', thread);
    expect(await kept()).toEqual([{ key: null, sealed: null, state: 'CLOSED' }]);
    const show = a.asking.show(ana, thread, 'INVESTIGATION', firstPage);
    await expect(show).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
    const list = await a.asking.listThreads(ana, { limit: 10, before: null }, 'INVESTIGATION');
    expect(list.find((row) => row.thread === thread)).toMatchObject({ erased: true });
    const more = await two.compose(a.state, two.b.state, 'ana', {
      ...{ kind: 'withdrawal', thread, inReplyTo: list[0]?.thread as never },
      body: { reason: 'Late.' },
    });
    await expect(a.submit.submitDocument(ana, more)).rejects.toMatchObject({
      code: 'CONTENT_ERASED',
    });
    // The border may be slow; no step failed because of erased rows.
    expect(a.errors.filter((error) => !(error instanceof BorderError))).toEqual([]);
  }, 60_000);
});
