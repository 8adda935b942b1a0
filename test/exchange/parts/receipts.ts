import { beforeAll, describe, expect, it } from '@jest/globals';
import { Directory } from '#capabilities/directory/trust.model';
import { parseAuthorityId, type StageView } from '#kernel';
import { DirectoryChain } from '#trust';
import { receiptProblem, type Known } from '../../../apps/cli/src/receipts/verify-receipt.js';
import type { TestState } from '../../support/test-state.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const why = { purpose: 'INVESTIGATION' } as const;

async function directory({ state, rootFingerprint, directory: entries }: TestState) {
  const chain = new DirectoryChain(state, rootFingerprint);
  for (const entry of entries) await chain.extend(entry);
  return chain.directory;
}

describe('receipts of a real exchange', () => {
  let two: TwoStates;
  let known: Known;

  beforeAll(async () => {
    two = await sharedStates();
    const [own, peer] = [await directory(two.a.state), await directory(two.b.state)];
    known = { own, peer, link: two.linkId };
  }, 60_000);

  it('verify at the officer who asked, and for nobody else’s State', async () => {
    const { a, b } = two;
    const sent = await two.request();
    const ana = a.session('ana');
    const { thread, dispatch } = await a.submit.submitDocument(ana, sent);
    const show = () => a.askingDocuments.one(ana, thread, dispatch, 'INVESTIGATION');
    const receipted = async (): Promise<StageView[]> =>
      (await show()).stages.filter(({ receipt }) => receipt !== null);
    await a.reached(dispatch, 'OPENED');
    await b.askedDocuments.one(b.session('ben'), thread, dispatch, 'INVESTIGATION');
    await a.reached(dispatch, 'RETRIEVED');
    expect(await receipted()).toHaveLength(3);
    const view = await show();
    for (const shown of await receipted()) {
      const rseq = shown.receipt?.rseq ?? 0;
      const proof = await a.receiptsAsking.readReceipt(ana, { ...why, thread, dispatch, rseq });
      expect([shown.stage, await receiptProblem(known, view, shown, proof)]).toEqual([
        ...[shown.stage, undefined],
      ]);
      const swapped = { ...known, own: known.peer, peer: known.own };
      expect(await receiptProblem(swapped, view, shown, proof)).toMatch('addresses');
      const empty = new Directory(known.peer.state, known.peer.pinned);
      expect(await receiptProblem({ ...known, peer: empty }, view, shown, proof)).toMatch('key');
    }
    const wrong = a.receiptsAsking.readReceipt(ana, { ...why, thread, dispatch, rseq: 4_000_000 });
    await expect(wrong).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const foreign = { ...ana, authority: parseAuthorityId('customs') };
    const other = a.receiptsAsking.readReceipt(foreign, { ...why, thread, dispatch, rseq: 1 });
    await expect(other).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }, 60_000);
});
