import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aHoldId, aState, anEntry, aThreadId } from '../../../test/support/builders.js';
import {
  adam,
  anna,
  aDirectory,
  clerk,
  registrars,
  root,
} from '../../../test/support/case-facts.js';
import { parseEntry, type Entry } from '#capabilities/directory/directory.schema';
import { type KernelError, parseTimestamp, type Fingerprint } from '#kernel';
import { Retention } from './retention.model.js';
import { standardRetention, standardStanding, type StandingRule } from './retention.schema.js';

const both = [adam, anna];

const take = (retention: Retention, entry: Entry, signers: readonly Fingerprint[]): void => {
  retention.apply(entry, signers, aDirectory());
};

function refuses(
  retention: Retention,
  entry: Entry,
  signers: readonly Fingerprint[],
  expected: object,
): void {
  const state = () => JSON.stringify([retention.version, retention.holds(), retention.orders()]);
  const before = state();
  expect(() => {
    take(retention, entry, signers);
  }).toThrow(expect.objectContaining(expected));
  expect(state()).toBe(before);
}

const one = aThreadId('one');
const other = aThreadId('two');

describe('Retention', () => {
  it('one administrator sets a hold, two lift it, two order an erasing: no fewer and no others', () => {
    const retention = new Retention();
    for (const signers of [[], [clerk], [root], registrars])
      refuses(retention, anEntry('hold'), signers, { detail: 'an administrator must sign' });
    for (const signers of [[], [adam], [adam, adam], [adam, clerk], [adam, root]])
      refuses(retention, anEntry('erase'), signers, {
        detail: 'two administrators must order that a thread is erased',
      });
    take(retention, anEntry('hold'), [adam]);
    for (const signers of [[], [adam], [adam, clerk]])
      refuses(retention, anEntry('hold-lifted'), signers, {
        detail: 'two administrators must lift a hold',
      });
    take(retention, anEntry('hold-lifted'), both);
    take(retention, anEntry('erase'), both);
    expect(retention.orders().map(({ thread, version }) => [thread, version])).toEqual([[one, 2]]);
  });

  it('a hold beats an erasing: refused while it stands, and void when it comes before it was done', () => {
    const retention = new Retention();
    take(retention, anEntry('erase'), both);
    take(retention, anEntry('hold'), [anna]);
    expect(retention.orders()).toEqual([]);
    refuses(retention, anEntry('erase'), both, { code: 'RETENTION_HELD' });
    take(retention, anEntry('erase', { thread: other }), both);
    take(retention, anEntry('hold-lifted'), both);
    // Lifting a hold does not restore the earlier order.
    expect(retention.orders().map(({ thread }) => thread)).toEqual([other]);
    take(retention, anEntry('erase'), both);
    expect(retention.orders().map(({ thread }) => thread)).toEqual([other, one]);
  });

  it('a lifting stands while no hold does: of the hold that was set last, however late each was lifted', () => {
    const retention = new Retention();
    const [early, late] = ['2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z'].map(
      (issuedAt) => ({ issuedAt: parseTimestamp(issuedAt) }),
    );
    const two = { hold: aHoldId('two') };
    take(retention, anEntry('hold', {}, early), [adam]);
    take(retention, anEntry('hold', two, late), [adam]);
    take(retention, anEntry('hold-lifted', two), both);
    expect([retention.lifting(one), retention.liftings().length]).toEqual([undefined, 1]);
    take(retention, anEntry('hold-lifted'), both);
    expect(retention.lifting(one)).toMatchObject({
      ...{ thread: one, version: 2 },
      hold: { version: 1, since: late?.issuedAt },
    });
    expect(retention.lifting(other)).toBeUndefined();
  });

  it('of two holds each is lifted by itself; an id is used once', () => {
    const retention = new Retention();
    take(retention, anEntry('hold'), [adam]);
    refuses(retention, anEntry('hold'), [adam], { detail: 'a hold of this id was set before' });
    take(retention, anEntry('hold', { hold: aHoldId('two') }), [adam]);
    refuses(retention, anEntry('hold-lifted', { thread: other }), both, {
      detail: 'no such hold stands on this thread',
    });
    take(retention, anEntry('hold-lifted'), both);
    expect(retention.isHeld(one)).toBe(true);
    refuses(retention, anEntry('hold'), [adam], { detail: 'a hold of this id was set before' });
    take(retention, anEntry('hold-lifted', { hold: aHoldId('two') }), both);
    expect(retention.isHeld(one)).toBe(false);
  });

  it('the rule is the standard one until two administrators set another, within bounds; the newest holds', () => {
    const retention = new Retention();
    expect(retention.rule()).toEqual(standardStanding);
    for (const signers of [[], [adam], [adam, adam], [adam, clerk], [adam, root]])
      refuses(retention, anEntry('retention-rule'), signers, {
        detail: 'two administrators must set how long what is kept',
      });
    take(retention, anEntry('hold'), [adam]);
    take(retention, anEntry('retention-rule'), both);
    const months = { ...standardRetention.months, NOTE: 6 };
    const newest = anEntry('retention-rule', { months, reviewMonths: 3 });
    take(retention, newest, both);
    expect(retention.rule()).toMatchObject({ rule: newest.body, version: 2 });
    for (const wrong of [
      { months: { ...months, NOTE: 0 } },
      { months: { ...months, ANSWER: 61 } },
      { months: { NOTE: 6 } },
      { reviewMonths: 7 },
      { basis: 'because' },
    ])
      expect(() => parseEntry(anEntry('retention-rule', wrong as never))).toThrow(
        expect.objectContaining({ code: 'VALUE_INVALID' }),
      );
  });

  it('a rule that was signed before the one that stands is not put in its place by whoever kept it', () => {
    const retention = new Retention();
    const [before, after] = ['2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z'].map(
      (issuedAt) => ({ issuedAt: parseTimestamp(issuedAt) }),
    );
    const months = { ...standardRetention.months, REQUEST: 1 };
    take(retention, anEntry('retention-rule', {}, after), both);
    refuses(retention, anEntry('retention-rule', { months }, before), both, {
      detail: 'issued before the one that stands',
    });
    expect(retention.rule().rule.months.REQUEST).toBe(60);
    take(retention, anEntry('retention-rule', { months }, after), both);
    expect(retention.rule()).toMatchObject({ rule: { months }, version: 1 });
  });

  it('knows the rules that a new one came after while it may still need them, and no older ones', () => {
    const retention = new Retention();
    for (const day of ['01', '05', '18', '31'])
      take(
        retention,
        anEntry('retention-rule', {}, { issuedAt: parseTimestamp(`2026-10-${day}T00:00:00.000Z`) }),
        both,
      );
    const since: (string | null)[] = [];
    for (let rule: StandingRule | null = retention.rule(); rule !== null; rule = rule.before)
      since.push(rule.since?.slice(8, 10) ?? null);
    // No rule had passed its 14 days when the next one came.
    expect(since).toEqual(['31', '18', '05', '01', null]);
    take(
      retention,
      anEntry('retention-rule', {}, { issuedAt: parseTimestamp('2026-11-14T00:00:00.000Z') }),
      both,
    );
    expect(retention.rule()).toMatchObject({ version: 4, before: { version: 3, before: null } });
  });

  it('whatever is signed in whatever order, nothing that is held is ordered to be erased', () => {
    const threads = [one, other];
    const act = fc.record({
      kind: fc.constantFrom('hold' as const, 'hold-lifted' as const, 'erase' as const),
      hold: fc.constantFrom(aHoldId('one'), aHoldId('two'), aHoldId('three')),
      thread: fc.constantFrom(...threads),
      signers: fc.constantFrom([adam], both),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const retention = new Retention();
        for (const { kind, hold, thread, signers } of acts)
          try {
            take(
              retention,
              anEntry(kind, kind === 'erase' ? { thread } : { hold, thread }),
              signers,
            );
          } catch (error) {
            expect(['ENTRY_NOT_ALLOWED', 'RETENTION_HELD']).toContain((error as KernelError).code);
          }
        for (const { thread } of retention.orders()) expect(retention.isHeld(thread)).toBe(false);
      }),
    );
  });

  it('takes no entry of another chain, State or kind, and no second order', () => {
    const retention = new Retention();
    const foreign = { detail: 'entry of another chain' };
    refuses(retention, anEntry('erase', {}, { chain: 'peers' }), both, foreign);
    refuses(retention, anEntry('erase', {}, { state: aState('XB') }), both, foreign);
    refuses(retention, anEntry('peer', {}, { chain: 'retention' }), both, {
      detail: 'not an entry about retention',
    });
    take(retention, anEntry('erase'), both);
    refuses(retention, anEntry('erase'), both, { detail: 'it is ordered already' });
    expect(() => {
      aDirectory().apply(anEntry('erase', {}, { chain: 'directory' }), [root]);
    }).toThrow('not an entry of the directory');
  });
});
