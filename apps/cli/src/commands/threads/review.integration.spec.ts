import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { shortId } from '../../print/short-id.js';

const thread = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const file = {
  ...{
    thread,
    requestType: 'INFORMATION',
    state: 'CLOSED',
    peer: 'XB',
    peerAuthority: 'coast-guard',
  },
  ...{ keeper: null, dueAt: at(), endedAt: at(), eraseAt: at(), erasureWantedAt: null, held: true },
  openCase: {
    ...{ ground: 'PACKAGE_HANDED', since: at(), erasure: 'DECISION_NEEDED', stoppedAt: null },
  },
};

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
});
afterAll(() => desk.close());

describe.each([
  ['request', 'requests'],
  ['inbox', 'inbox'],
] as const)('liaise %s', (word, place) => {
  const path = `/api/v1/${place}`;

  it('lists what is due, and says how to go on', async () => {
    desk.server.on(`GET ${path}/reviews`, () => ({ files: [file], next: thread }));
    const { code, out, err } = await desk.liaise([
      word,
      'reviews',
      '--purpose',
      'INVESTIGATION',
      '--limit',
      '1',
    ]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/CLOSED .* nobody\n.*\n {4}HELD\n {4}CASE OPEN PACKAGE_HANDED/),
    ]);
    expect(err).toMatch(`--after ${shortId(thread)}.\n`);
    desk.server.on(`GET ${path}/reviews`, () => ({ files: [], next: null }));
    expect((await desk.liaise([word, 'reviews', '--purpose', 'INVESTIGATION'])).err).toMatch(
      'No file is due',
    );
  });

  it('keeps a file for a reason of the list and until a time; a refusal says what is allowed', async () => {
    desk.server.on(`POST ${path}/${thread}/keep`, () => ({ until: at() }));
    const args = [word, 'keep', thread, '--until', at(), '--reason'];
    expect((await desk.liaise([...args, 'PROCEEDINGS'])).code).toBe(0);
    expect(desk.server.last(`POST ${path}/${thread}/keep`).json()).toEqual({
      ...{ reason: 'PROCEEDINGS', until: at() },
    });
    expect((await desk.liaise([...args, 'HABIT'])).code).not.toBe(0);
    await desk.liaise([word, 'keep', thread, '--until', '2027-01-31', '--reason', 'EVIDENCE']);
    expect(desk.server.last(`POST ${path}/${thread}/keep`).json()).toEqual({
      ...{ reason: 'EVIDENCE', until: '2027-01-31T00:00:00.000Z' },
    });
    desk.server.on(`POST ${path}/${thread}/keep`, (_, reply) =>
      refuse(reply, 422, 'REVIEW_TOO_LONG'),
    );
    expect((await desk.liaise([...args, 'PROCEEDINGS'])).err).toMatch('REVIEW_TOO_LONG');
  });

  it('says that two administrators must order what is wanted to go', async () => {
    desk.server.on(`POST ${path}/${thread}/want-erased`, () => ({
      ...file,
      erasureWantedAt: at(),
    }));
    const { code, out } = await desk.liaise([word, 'want-erased', thread]);
    expect([code, out]).toEqual([0, expect.stringMatching('ERASURE WANTED')]);
    expect(out).toMatch(`liaise retention erase ${thread}`);
  });
});
