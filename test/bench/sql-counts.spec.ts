import { describe, expect, it } from '@jest/globals';
import {
  budgetOf,
  budgetTable,
  departures,
  readBudget,
  whenOne,
} from '../instruments/sql/sql-budget.js';
import { SqlConversation, SqlCounter } from '../instruments/sql/sql-counts.js';
import { MessageReader, startupOf } from '../instruments/sql/sql-messages.js';

const begin =
  "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT set_config('liaise.step', 'seal', true)";

function talk(work: (talking: SqlConversation) => void) {
  const counter = new SqlCounter();
  work(new SqlConversation(counter, 'XA', 'sealer'));
  return counter
    .takeCounts()
    .map(({ statements, ...counts }) => ({ ...counts, of: statements.size }));
}

const opening = (talking: SqlConversation, text = begin): void => {
  talking.simple(text);
  for (const tag of ['BEGIN', 'SELECT 1']) talking.ended(tag);
};

describe('the count of SQL', () => {
  const seal = { state: 'XA', service: 'sealer', step: 'seal' };

  it('gives statements to their transaction, also when their answers come later', () => {
    const found = talk((talking) => {
      opening(talking);
      talking.ready();
      for (const text of ['insert into a', 'update b']) {
        talking.execute(text);
        talking.sync();
      }
      talking.simple('COMMIT');
      talking.ended('INSERT 0 3');
      talking.ready();
      talking.ended('UPDATE 2');
      talking.ready();
      talking.ended('COMMIT');
      talking.ready();
    });
    const counts = { commands: 2, transactions: 1, notifications: 0, rows: 5, of: 2 };
    expect(found).toEqual([{ ...seal, ...counts }]);
  });

  it('counts what stands behind BEGIN and its settings', () => {
    const found = talk((talking) => {
      opening(talking, `${begin}; delete from a`);
      talking.ended('DELETE 1');
      talking.ready();
    });
    expect(found).toMatchObject([{ ...seal, commands: 1, transactions: 1, rows: 1 }]);
  });

  it('counts a notification, and a transaction for a statement that has none', () => {
    const found = talk((talking) => {
      for (const text of ["select pg_notify(c, '')", 'select 1']) {
        talking.execute(text);
        talking.sync();
        talking.ended('SELECT 1');
        talking.ready();
      }
    });
    expect(found).toMatchObject([
      { step: '(wake-ups)', commands: 0, transactions: 0, notifications: 1 },
      { step: '(outside a transaction)', commands: 1, transactions: 1, notifications: 0 },
    ]);
  });

  it('reads messages however they are cut', () => {
    const startup = Buffer.from('\0\0\0\x19\0\x03\0\0database\0XA\0\0', 'latin1');
    startup.writeInt32BE(startup.length);
    const sync = Buffer.from('S\0\0\0\x04', 'latin1');
    const reader = new MessageReader(true);
    const all = Buffer.concat([startup, sync, sync]);
    const found = [...all].flatMap((byte) => reader.read(Buffer.from([byte])));
    expect(found.map(({ type }) => type)).toEqual(['', 'S', 'S']);
    expect(startupOf(found[0]?.body ?? Buffer.alloc(0))).toEqual({ database: 'XA' });
  });
});

describe('the budget', () => {
  const step = { name: 'XA sealer seal-outbox', commands: 5, transactions: 1 };
  const cost = { ...step, notifications: 0, rows: 2 };

  it('is read as it was written', () => {
    const budget = budgetOf([cost], [{ ...cost, commands: 1.25 }]);
    expect(readBudget(`text\n\n${budgetTable(budget)}\n`)).toEqual(budget);
  });

  it('is departed from by what grows or falls in every round, and by what was not seen', () => {
    const more = { ...cost, commands: 6 };
    expect(departures([cost], [[more], [more]], whenOne)).toEqual([
      'XA sealer seal-outbox: 6 commands instead of 5',
    ]);
    expect(departures([cost], [[more], [cost]], whenOne)).toEqual([]);
    expect(departures([cost], [[{ ...cost, rows: 1 }]], whenOne)).toEqual([
      'XA sealer seal-outbox: only 1 rows instead of 2: record the fall',
    ]);
    expect(departures([cost], [[]], whenOne)).toHaveLength(3);
    expect(departures([], [[cost]], whenOne)).toHaveLength(3);
  });
});
