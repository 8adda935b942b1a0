import { describe, expect, it } from '@jest/globals';
import type { Session } from '#access';
import type { Cases } from '#capabilities/cases';
import { ReadCopies } from './copies.queries.js';
import type { Journal } from '#journal';
import type { Store } from '#store';
import type { TrustStore } from '#trust';

describe('documents that were not copied', () => {
  it('come twenty-five at a time, whatever is asked for: each is opened, and forty within an hour raise an alarm', async () => {
    const asked: number[] = [];
    const store = {
      transaction: (_: unknown, step: (tx: object) => Promise<unknown>) => step({}),
    } as unknown as Store;
    const cases = {
      copies: {
        withheld: (_: unknown, authority: string, { limit }: { readonly limit: number }) => {
          asked.push(limit);
          return Promise.resolve([]);
        },
      },
      headsById: () => Promise.resolve([]),
      dispatchesById: () => Promise.resolve([]),
    } as unknown as Cases;
    const journal = {
      recordAll: () => Promise.resolve([]),
    } as unknown as Journal;
    const copies = new ReadCopies(store, cases, journal, {} as TrustStore);
    const session = {
      officer: 'sue',
      authority: 'gateway',
      roles: ['SUPERVISOR'],
      compartments: [],
    } as unknown as Session;
    for (const limit of [1, 25, 100])
      await copies.withheld(session, { limit, after: null }, 'PREVENTION');
    // One row more shows whether another page follows.
    expect(asked).toEqual([2, 26, 26]);
  });
});
