import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CountedExchanges } from './fixtures/counted-exchanges.js';
import {
  budgetOf,
  budgetTable,
  costOf,
  departures,
  medianCost,
  readBudget,
  whenMany,
  whenOne,
  withTotal,
  type StepCost,
} from '../instruments/sql/sql-budget.js';
import { wholeReads } from '../instruments/sql/whole-reads.js';
import { asAdmin } from '#store';

const file = fileURLToPath(new URL('sql-budget.md', import.meta.url));
const text = readFileSync(file, 'utf8');
const budget = readBudget(text);
const isRecording = process.env['SQL_BUDGET'] === 'record';
const mostRounds = isRecording ? 2 : 4;
const single = 7;
const burst = 128;

async function rounds(
  measure: () => Promise<StepCost[]>,
  check: (found: readonly StepCost[][]) => readonly string[],
): Promise<StepCost[][]> {
  const found: StepCost[][] = [];
  do found.push(await measure());
  while (found.length < mostRounds && check(found).length > 0);
  return found;
}

// Index that may be read whole, since the read ends at its first thousand rows.
const bounded: ReadonlySet<string> = new Set(['sealer thread_unclaimed']);

describe('the SQL of one exchange', () => {
  let states: CountedExchanges;
  const recorded: { one: StepCost[]; many: StepCost[] } = { one: [], many: [] };

  beforeAll(async () => {
    states = await CountedExchanges.start(20);
    // Certificates, plans and batch sizes are those of a State in use.
    await states.keepUnderway(16, 32);
    await states.settle();
    states.uncounted();
  });

  afterAll(async () => {
    await states.stop();
    if (!isRecording) return;
    const table = budgetTable(budgetOf(recorded.one, recorded.many));
    writeFileSync(file, text.replace(/^\| State[^]*\|$/m, table));
  });

  it('is what the budget says of each step, one in flight', async () => {
    const wanted = budget.map(({ name, one }) => ({ name, ...one }));
    const check = (found: readonly StepCost[][]): string[] => departures(wanted, found, whenOne);
    const found = await rounds(async () => {
      const each: StepCost[][] = [];
      for (let n = 0; n < single; n += 1) {
        await states.exchange();
        each.push(costOf(await states.settle(), 1));
      }
      return withTotal(medianCost(each));
    }, check);
    recorded.one = found.at(-1) ?? [];
    expect(isRecording ? [] : check(found)).toEqual([]);
  });

  it('is what the budget says of each step, 64 in flight', async () => {
    const wanted = budget.map(({ name, many }) => ({ name, ...many }));
    const check = (found: readonly StepCost[][]): string[] => departures(wanted, found, whenMany);
    const found = await rounds(async () => {
      await states.keepUnderway(64, burst);
      return withTotal(costOf(await states.settle(), burst));
    }, check);
    recorded.many = found.at(-1) ?? [];
    expect(isRecording ? [] : check(found)).toEqual([]);
  });

  it('leaves no work to steps that are not counted', () => {
    const uncounted = states.uncounted();
    // They ran and wrote almost nothing.
    expect(uncounted.length).toBeGreaterThan(10);
    // Once for each file, half a minute later: review and erasure dates are written.
    const onceAFile = uncounted.filter(({ name }) => / watch-retention$/.test(name));
    expect(onceAFile.filter(({ rows }) => rows > 1.1)).toEqual([]);
    const others = uncounted.filter((each) => !onceAFile.includes(each));
    expect(others.filter(({ rows }) => rows >= 0.1)).toEqual([]);
  });

  it('reads no table or index whole that grows with the exchanges', async () => {
    const { two, statements } = states;
    for (const { database } of [two.a, two.b]) {
      const { planned, reads } = await asAdmin(database, (admin) => wholeReads(admin, statements));
      expect(planned).toBeGreaterThan(100);
      expect([...reads].filter(([read]) => !bounded.has(read))).toEqual([]);
    }
  });
});
