import { expect, it } from '@jest/globals';
import type { FoundField } from '#capabilities/requests/threads.lists';
import type { ThreadId } from '#kernel';
import { fileWords, threadOf } from './fixtures/many-threads.js';
import type { TestGateway } from '../support/gateway.js';

type Filed = Readonly<Record<number, Parameters<typeof fileWords>[2]>>;
type By = readonly (readonly [ThreadId, readonly FoundField[]])[];

export function findsNumbers(desk: () => TestGateway, by: (text: string) => Promise<By>): void {
  async function filed(said: Filed): Promise<() => Promise<void>> {
    const undo: (() => Promise<unknown>)[] = [];
    for (const [n, words] of Object.entries(said))
      undo.push(await fileWords(desk(), Number(n), words));
    return async () => {
      for (const each of undo) await each();
    };
  }
  const keptBy = (holder: string | null, ...of: number[]): Promise<unknown> =>
    desk().sql('update cases.thread set holder = $1 where id = any ($2::uuid[])', [
      ...[holder, of.map(threadOf)],
    ]);

  it('finds the same, in the same order, whatever threads hold that the officer may not read', async () => {
    const removeOpen = await filed({
      4: { text: 'zz 12 34 56' },
      8: { name: 'Kask', text: 'call +385 91 234' },
      12: { plate: 'SX-70', text: 'wing' },
      14: { text: 'SX-70', name: 'Wing' },
      16: { reference: 'QQ 77', text: 'qq' },
    });
    const wings: By = [
      [threadOf(12), ['PLATE', 'TEXT']],
      [threadOf(14), ['NAME', 'TEXT']],
    ];
    const expected: Readonly<Record<string, By>> = {
      '12 34 56': [[threadOf(4), ['TEXT']]],
      'zz 12 34 56': [[threadOf(4), ['TEXT']]],
      '123456': [],
      '+385 91 234': [[threadOf(8), ['TEXT']]],
      'Kask +385 91 234': [[threadOf(8), ['NAME', 'TEXT']]],
      'wing SX-70': wings,
      'SX-70 wing': wings,
      'qq 77': [[threadOf(16), ['REFERENCE', 'TEXT']]],
    };
    const found = async (): Promise<Readonly<Record<string, By>>> => {
      const all: Record<string, By> = {};
      for (const text of Object.keys(expected)) all[text] = await by(text);
      return all;
    };
    expect(await found()).toEqual(expected);
    const closed = { phone: '38591234', text: 'wing 77', name: 'wing' };
    const removeClosed = await filed({
      6: { ...closed, reference: '12-34-56' },
      10: { ...closed, reference: '1234' },
    });
    await keptBy('bea', 6, 10);
    expect(await found()).toEqual(expected);
    await keptBy(null, 6, 10);
    // Once they are open, the number stands first and hides nothing.
    expect(await by('+385 91 234')).toEqual([
      [threadOf(10), ['PHONE']],
      [threadOf(6), ['PHONE']],
      [threadOf(8), ['TEXT']],
    ]);
    await removeClosed();
    await removeOpen();
  });

  it('finds a number of a text in another spelling, behind the exact ones', async () => {
    const remove = await filed({
      4: { text: 'Ocean 7, deck' },
      8: { text: 'SHIP-99/2' },
      12: { plate: 'SHIP-99' },
      16: { text: 'Stern of SHIP-99', name: 'Norn' },
      20: { text: 'SHIP 99', name: 'Norn' },
      24: { text: 'the ship' },
    });
    for (const [text, threads] of [
      ['Ocean-7', [4]],
      ['SHIP-99', [12, 16, 20, 8]],
      ['ship 99', [12, 20, 16, 8]],
      ['Norn SHIP-99', [16, 20]],
      ['SHIP-99/2', [8, 20, 16]],
    ] as const)
      expect([text, (await by(text)).map(([thread]) => thread)]).toEqual([
        text,
        threads.map(threadOf),
      ]);
    await remove();
  });
}
