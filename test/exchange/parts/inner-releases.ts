import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseStateCode, type Body, type ThreadId } from '#kernel';
import { sha256 } from '#wire';
import { type Composed, deskOf, enclosedRelease } from '../../support/documents.js';
import { unmatched } from '../../instruments/entries/entries.js';
import { Forwarding, soon } from '../fixtures/forwarding.js';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { codeOf } from '../fixtures/recalling.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { sharedLine } from './line.js';

describe('a release that XB hands on inside its own', () => {
  let three: ThreeStates;
  let acts: Forwarding;
  let a: TestGateway;
  let b: TestGateway;
  let c: TestGateway;
  beforeAll(async () => {
    three = await sharedLine();
    ({ a, b, c } = three);
    acts = new Forwarding(three);
  }, 90_000);

  const placeOf = ({ id }: Composed) => ({ thread: id as unknown as ThreadId, inReplyTo: id });
  const fate = async ({ id }: Composed) => {
    const sql = 'select state, code from mailbox.outbox where dispatch = $1';
    const read = async () => (await b.sql<{ state: string; code: string | null }>(sql, [id]))[0];
    await eventually(async () => (await read())?.state !== 'QUEUED');
    return read();
  };

  it('is asked for again before it leaves: withdrawn meanwhile, nothing goes on by it', async () => {
    const item = await acts.received();
    const toC = await acts.forward(item, await acts.consented(item));
    await three.arrived(c, toC.id);
    await c.claim.claimRequest(c.session('ben'), placeOf(toC).thread);
    const recipient = { ...deskOf(c.state), state: parseStateCode('XD') };
    const about = (sent: Composed) => ({
      ...{ item: sent.id, itemSha256: sha256(sent.document), recipient },
      ...{ purpose: 'INVESTIGATION' as const, until: soon() },
    });
    // XC asks XB, which asks XA; XA consents.
    const [ofB, reason] = [about(toC), 'It is bound for XD.'];
    const asked = await three.back({
      ...{ kind: 'forward-consent-request', ...placeOf(toC), body: { ...ofB, reason } },
    });
    await c.answer.submitDocument(c.session('ben'), asked);
    await three.arrived(b, asked.id);
    const ofA = { ...about(item.sent), through: [deskOf(c.state)] };
    const askedA = await acts.says('ben', item, item.sent.id, 'forward-consent-request', {
      ...{ ...ofA, reason },
    });
    const granted = { outcome: 'GRANTED', reason: '' } as const;
    const byA = await acts.says('ana', item, askedA.id, 'forward-consent', { ...ofA, ...granted });

    const answer = async (body: Body<'forward-consent'>): Promise<Composed> => {
      const place = { ...placeOf(toC), inReplyTo: asked.id };
      const sent = await three.onward({ kind: 'forward-consent', ...place, body });
      await b.submit.submitDocument(b.session('ben'), sent);
      return sent;
    };
    const releases = [await enclosedRelease(a.state, byA)];
    await b.steps.hold('seal');
    const given = await answer({ ...ofB, ...granted, releases });
    const back = { what: 'RECALL', items: [byA.id], reason: 'Not any more.' } as const;
    await acts.says('ana', item, byA.id, 'recall', back);
    b.steps.resume('seal');
    expect(await fate(given)).toEqual({ state: 'VOID', code: 'FORWARD_IMPOSSIBLE' });
    expect(await c.sql('select 1 from cases.dispatch where id = $1', [given.id])).toEqual([]);
    // As if unanswered: this release no longer permits it, and a refusal is always possible.
    expect(await codeOf(answer({ ...ofB, ...granted, releases }))).toBe('FORWARD_IMPOSSIBLE');
    const refused = await answer({ ...ofB, outcome: 'REFUSED', reason: 'XA does not want it.' });
    await three.arrived(c, refused.id);
    for (const gateway of [a, b, c])
      expect(await unmatched((sql) => gateway.sql(sql), /release|handed on/)).toEqual({});
  }, 60_000);
});
