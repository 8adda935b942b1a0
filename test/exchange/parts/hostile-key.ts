import { beforeAll, describe, expect, it } from '@jest/globals';
import { generateOfficerKey } from '#seal';
import { cachedKey } from '../../support/keys.js';
import { eventually } from '../../support/nats.js';
import { base64, later } from '../../support/test-state.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

describe('a neighbour certifies for its authority a key that nothing may be sealed to', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
    two.a.errors.length = 0;
  }, 60_000);

  it('voids what names that key, and stops nothing else', async () => {
    const { a, b } = two;
    const authority = a.session('ana').authority;
    const good = b.state.authorityKeys.get(`${authority} ENFORCEMENT`);
    if (good === undefined) throw new Error('no key');
    const weak = await cachedKey(generateOfficerKey, 'XB weak', later(b.state.at, -2));
    const certify = async (key: typeof weak): Promise<void> => {
      const { fingerprint } = key;
      b.state.authorityKeys.set(`${authority} ENFORCEMENT`, key);
      const keys = [
        { compartment: 'ENFORCEMENT', fingerprint, certificate: base64(key.certificate) },
      ] as const;
      const body = { authority, name: 'Border Police', keys, ...b.state.validity };
      await b.state.add('authority', body, [b.state.root]);
      await b.install();
      await a.introduce(await b.state.directoryStatement(a.state.state, two.linkId));
    };
    await certify(weak);
    const lost = await a.submit.submitDocument(a.session('ana'), await two.request());
    const kept = `select 1 from mailbox.outbox where dispatch = $1 and state = 'VOID'`;
    await eventually(async () => (await a.sql(kept, [lost.thread])).length > 0);
    expect((await two.stages(lost.thread))[0]?.code).toBe('SEAL_SUITE_WEAK');
    expect(a.errors).toEqual([]);
    await certify(good);
    const sent = await a.submit.submitDocument(a.session('ana'), await two.request());
    await a.reached(sent.thread, 'OPENED');
  }, 60_000);
});
