import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sources } from './imports.js';

const root = resolve(import.meta.dirname, '../..');

const writers: Readonly<Record<string, readonly [count: number, why: string]>> = {
  'libs/threads/src/allowance.integration.spec.ts': [1, 'a condition of the statement is tried'],
  'libs/capabilities/audit/find-events.queries.integration.spec.ts': [
    1,
    'the statement is refused',
  ],
  'libs/capabilities/audit/keep-chain-note.jobs.integration.spec.ts': [
    3,
    'rows that were taken away come back',
  ],
  'libs/runner/src/postgres/postgres.integration.spec.ts': [
    2,
    'the log of the server must not show it',
  ],
  'apps/cli/src/installation/keys/storage-epochs.integration.spec.ts': [
    1,
    'more than a hundred copies of one thread',
  ],
  'libs/capabilities/retention/erasing/erased-files.integration.spec.ts': [
    1,
    'a hundred copies of one thread',
  ],
  'libs/capabilities/retention/open-case/open-case.integration.spec.ts': [
    1,
    'the statement is refused',
  ],
  'libs/journal/src/journal.integration.spec.ts': [3, 'the statement is tried with every role'],
  'libs/store/src/continued.integration.spec.ts': [
    3,
    'transactions are tried on tables of its own',
  ],
  'libs/capabilities/services/record-health.jobs.integration.spec.ts': [
    2,
    'as a service writes them: triggers count, and another row in its place is told from a new one',
  ],
  'libs/store/src/rights.integration.spec.ts': [5, 'statements are tried with every role'],
  'libs/store/src/row-walls.integration.spec.ts': [3, 'statements are tried with every role'],
  'libs/store/src/store.integration.spec.ts': [14, 'transactions are tried on tables of its own'],
  'libs/trust/src/trust-store.integration.spec.ts': [1, 'one of many changes by hand'],
  'test/architecture/instruments.spec.ts': [6, 'statements that instruments must see'],
  'test/bench/journal.ts': [1, 'the speed of the statement is measured'],
  'test/bench/pipeline/database.ts': [2, 'the speed of the statement is measured'],
  'test/bench/sql-counts.spec.ts': [1, 'statements that an instrument must count'],
  'test/e2e/running/deleted-suspension.ts': [1, 'rows that were taken away come back'],
  'test/exchange/parts/packages-handed.ts': [3, 'the statement is refused'],
  'test/exchange/stamps.integration.spec.ts': [2, 'the statement is refused'],
  'test/exchange/unsealable.integration.spec.ts': [
    4,
    'a size that is refused, and hundreds of copies of what was signed',
  ],
  'libs/journey/src/03-sequence.fault.spec.ts': [1, 'statements of the product are told apart'],
  'test/bench/grown-log.ts': [1, 'made by the hundred thousand'],
  'test/support/subkey-keeper.ts': [1, 'all rows of all tables come back'],
  'test/support/many-events.ts': [7, 'made by the million'],
  'test/exchange/fixtures/many-threads.ts': [5, 'made by the million'],
  'test/support/rows.ts': [2, 'the builder of rows'],
  'test/instruments/rights/try-rights.ts': [1, 'the statement is tried with every role'],
};

const statements = (file: string): number =>
  readFileSync(file, 'utf8').match(/\binsert\s+into\b/gi)?.length ?? 0;

const testCode = (): string[] => [
  ...sources(`${root}/test`),
  ...['libs', 'apps'].flatMap((folder) =>
    sources(`${root}/${folder}`).filter((file) => file.endsWith('.spec.ts')),
  ),
];

describe('rows of tests', () => {
  it('are made by the builder, but for statements that are listed with their reason', () => {
    const found = testCode()
      .filter((file) => file !== import.meta.filename)
      .map((file) => [relative(root, file), statements(file)] as const)
      .filter(([, count]) => count > 0);
    const listed = Object.entries(writers).map(([file, [count]]) => [file, count]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
  });
});
