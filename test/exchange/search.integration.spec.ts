import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadThread } from '#flows';
import { Mailbox } from '#mailbox';
import type { Side, ThreadId } from '#model';
import { TestGateway } from '../support/gateway.js';
import { fillThreads, share, threadOf, words } from '../support/many-threads.js';
import { TestFolder } from '../support/nats.js';
import { TestPostgres } from '../support/postgres.js';
import { aState } from '../support/state.js';

const count = 6_000;
const purpose = 'INVESTIGATION';

/** Even ones were asked of this State, odd ones it asked. */
describe('a search among many threads', () => {
  let postgres: TestPostgres;
  let folder: TestFolder;
  let gateway: TestGateway;
  const desks = new Map<Side, ReadThread>();

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    folder = await TestFolder.create();
    gateway = await TestGateway.create(await aState('XB').build(), postgres, folder.path);
    await fillThreads(gateway, 'ben', count);
    for (const [side, service] of [
      ['ASKED', 'inbox'],
      ['ASKING', 'requests'],
    ] as const) {
      const { store, cases, journal, trust } = await gateway.parts(service);
      desks.set(side, new ReadThread(store, cases, new Mailbox(), journal, side, trust));
    }
  }, 120_000);
  afterAll(async () => {
    await gateway.stores.closeAll();
    await postgres.stop();
    await folder.remove();
  });

  const find = async (
    text: string,
    side: Side = 'ASKED',
  ): Promise<{ threads: readonly ThreadId[]; more: boolean }> => {
    const name = side === 'ASKED' ? 'ben' : 'ana';
    const found = await desks.get(side)?.search(gateway.session(name), text, purpose);
    if (found === undefined) throw new Error('no desk');
    return { threads: found.threads.map(({ thread }) => thread), more: found.more };
  };
  const numbers = Array.from({ length: count }, (_, n) => count - 1 - n);
  const expected = (is: (n: number) => boolean): ThreadId[] => numbers.filter(is).map(threadOf);

  it('finds all that have a word, newest first, each desk its own', async () => {
    const district = words.district(4);
    const of =
      (parity: number) =>
      (n: number): boolean =>
        n % share.district === 4 && n % 2 === parity;
    expect(await find(district)).toEqual({ threads: expected(of(0)), more: false });
    expect(await find(district, 'ASKING')).toEqual({ threads: [], more: false });
  });

  it('finds the oldest by a word of its own beside one that stands everywhere', async () => {
    for (const text of [
      words.reference(0),
      words.plate(0),
      `${words.everywhere} ${words.reference(0)}`,
      `${words.name(0)} ${words.district(0)} ${words.everywhere} ${words.reference(0)}`,
    ])
      expect([text, await find(text)]).toEqual([text, { threads: [threadOf(0)], more: false }]);
    expect(await find(words.reference(1))).toEqual({ threads: [], more: false });
    expect(await find(words.reference(1), 'ASKING')).toEqual({
      threads: [threadOf(1)],
      more: false,
    });
  });

  it('finds the newest of what stands everywhere, and says that there are more', async () => {
    const { threads, more } = await find(words.everywhere);
    expect([threads, more]).toEqual([expected((n) => n % 2 === 0).slice(0, 100), true]);
  });

  it('finds nothing by a word that is missing, and says that this is all', async () => {
    const none = { threads: [], more: false };
    expect(await find(`${words.everywhere} nowhere`)).toEqual(none);
    expect(await find(`${words.reference(0)} ${words.reference(2)}`)).toEqual(none);
    expect(await find('')).toEqual(none);
  });
});
