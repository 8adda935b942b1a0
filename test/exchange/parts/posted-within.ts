import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ThreadId } from '#kernel';
import { bound, Forwarding } from '../fixtures/forwarding.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { sharedLine } from './line.js';

describe('whoever signed from a post what a forward encloses', () => {
  let three: ThreeStates;
  let acts: Forwarding;
  beforeAll(async () => {
    three = await sharedLine();
    acts = new Forwarding(three);
  }, 90_000);

  it('is shown with where that is, for the document and its release, at both ends', async () => {
    const { b, c } = three;
    const item = await acts.received();
    const consent = await acts.answer(item, await acts.ask(item));
    const sent = await acts.forward(item, consent, { handling: bound });
    await three.arrived(c, sent.id);
    const thread = sent.id as unknown as ThreadId;
    const ends = [
      await c.askedDocuments.one(c.session('ben'), thread, sent.id, 'INVESTIGATION'),
      await b.askingDocuments.one(b.session('ben'), thread, sent.id, 'INVESTIGATION'),
    ];
    const posting = expect.objectContaining({ host: 'XB', post: 'Mission of XA to XB' }) as object;
    for (const { posted } of ends)
      expect(posted).toEqual([
        { document: item.sent.id, state: 'XA', officer: 'ana', posting },
        { document: consent.id, state: 'XA', officer: 'ana', posting },
      ]);
  }, 60_000);
});
