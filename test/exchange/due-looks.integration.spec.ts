import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RecordHealth } from '#capabilities/services/record-health.jobs';
import { KeepChainNote } from '#capabilities/audit/keep-chain-note.jobs';
import { MoveThreads } from '#capabilities/transfers/move-threads.jobs';
import { SealOutbox } from '#journey/02-seal';
import { SequenceJournal } from '#journey/03-sequence';
import { RelayOutbox } from '#journey/04-relay';
import { OpenDelivery } from '#journey/06-open';
import { IssueReceipts } from '#journey/07-receipt';
import { RelayObjects } from '#journey/objects/relay-objects';
import { SendDirectory } from '#journey/statements/send-directory';
import { SendLogStatements } from '#journey/statements/send-log-statements';
import { askedSql, receivedStatementSql } from '#mailbox';
import { DuePoll } from '#service-runtime';
import { dueIf, type Due, migrations, type Store } from '#store';
import { linkOf, messageOf, storeOf } from '../support/journal.js';
import { TestPostgres } from '../support/postgres.js';
import { insertRow } from '../support/rows.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const link = linkOf(1);
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const past = new Date(0);

const questionOf = (step: new (...parts: never[]) => { readonly due: Due }): string =>
  new step(...(Array.from({ length: 9 }, () => ({})) as never[])).due.sql;

interface Case {
  readonly sql: string;
  readonly service: string;
  readonly sees: (value: never) => boolean;
  readonly rows: readonly (readonly [string, object])[];
}

const is = (value: boolean): boolean => value;
const names = (links: readonly string[]): boolean => links.includes(link);
const thread = { id: idOf(1), link_id: link };
const dispatch = { id: idOf(2), thread: idOf(1), direction: 'OUT' };
const inOutbox = { link_id: link, dispatch: idOf(2), thread: idOf(1), message_id: messageOf(1) };
const sealed = { ...inOutbox, state: 'SEALED', ciphertext: Buffer.alloc(1), next_attempt_at: past };

const cases: Readonly<Record<string, Case>> = {
  'libs/journey/src/02-seal.ts': {
    ...{ sql: questionOf(SealOutbox), service: 'sealer', sees: is },
    rows: [
      ['cases.thread', thread],
      ['cases.dispatch', dispatch],
      ['mailbox.outbox', { ...inOutbox, message_id: null, state: 'QUEUED' }],
    ],
  },
  'libs/journey/src/03-sequence.ts': {
    ...{ sql: questionOf(SequenceJournal), service: 'audit' },
    sees: ({ pending }: { pending: boolean }) => pending,
    rows: [['journal.pending', {}]],
  },
  'libs/journey/src/04-relay.ts': {
    ...{ sql: questionOf(RelayOutbox), service: 'exchange', sees: names },
    rows: [['mailbox.outbox', sealed]],
  },
  'libs/journey/src/06-open.ts': {
    ...{ sql: questionOf(OpenDelivery), service: 'opener', sees: is },
    rows: [
      ['mailbox.link', { link_id: link }],
      ['mailbox.delivery', { link_id: link, state: 'RECEIVED', try_after: past }],
    ],
  },
  'libs/journey/src/07-receipt.ts': {
    ...{ sql: questionOf(IssueReceipts), service: 'sealer' },
    sees: ({ due }: { due: boolean }) => due,
    rows: [
      ['mailbox.link_heard', { link_id: link }],
      ['objects.transfer', { link_id: link, direction: 'IN', report_after: past }],
    ],
  },
  'libs/journey/src/objects/relay-objects.ts': {
    sql: (Reflect.construct(RelayObjects, [null, null, null, { linkId: link }]) as RelayObjects).due
      .sql,
    ...{ service: 'exchange', sees: names },
    rows: [['objects.transfer', { link_id: link, direction: 'OUT', state: 'ACTIVE' }]],
  },
  'libs/journey/src/statements/send-directory.ts': {
    ...{ sql: questionOf(SendDirectory), service: 'sealer' },
    sees: (sent: Record<string, number> | null) => sent?.[link] !== undefined,
    rows: [['mailbox.link', { link_id: link }]],
  },
  'libs/journey/src/statements/send-log-statements.ts': {
    ...{ sql: questionOf(SendLogStatements), service: 'sealer', sees: is },
    rows: [['mailbox.statement_due', { link_id: link, kind: 'cosignature' }]],
  },
  'libs/capabilities/services/record-health.jobs.ts': {
    ...{ sql: questionOf(RecordHealth), service: 'audit', sees: is },
    rows: [['ops.health', { hour: past }]],
  },
  'libs/capabilities/transfers/move-threads.jobs.ts': {
    ...{ sql: questionOf(MoveThreads), service: 'sealer', sees: is },
    rows: [['cases.thread', { ...thread, moving_to: 'coast-guard' }]],
  },
  'libs/journey/src/statements/answer-custody.ts': {
    ...{ sql: dueIf(askedSql).sql, service: 'sealer', sees: is },
    rows: [['mailbox.statement_heard', { link_id: link, kind: 'package-ask' }]],
  },
  'apps/audit/src/log-steps.ts': {
    ...{ sql: dueIf(receivedStatementSql).sql, service: 'audit', sees: is },
    rows: [['mailbox.statement_heard', { link_id: link, kind: 'cosignature' }]],
  },
};
const askingNothing = ['libs/capabilities/audit/keep-chain-note.jobs.ts'];

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await TestPostgres.start();
}, 60_000);
afterAll(() => postgres.stop());

async function look(store: Store, { sql, sees }: Case): Promise<boolean> {
  const poll = new DuePoll(store, { refresh: () => Promise.resolve() }, () => undefined);
  let woken = false;
  poll.add({ sql, isDue: sees }, () => (woken = true));
  await poll.stop();
  woken = false;
  await poll.lookForWork();
  return woken;
}

describe('the look for work', () => {
  it.each(Object.entries(cases))(
    'sees the rows that %s waits for, under its role and step',
    async (_file, each) => {
      const database = await postgres.database(migrations);
      const store = await storeOf(postgres, database, each.service, 2);
      expect(await look(store, each)).toBe(false);
      for (const [table, members] of each.rows) await insertRow(database, table, { ...members });
      expect(await look(store, each)).toBe(true);
      await store.close();
    },
  );

  it('says so when a wall hides what it asks for', async () => {
    const database = await postgres.database(migrations);
    const store = await storeOf(postgres, database, 'sealer', 2);
    await insertRow(database, 'cases.thread', { ...thread });
    await insertRow(database, 'cases.stop_word', { thread: thread.id });
    const sql = 'exists (select from cases.stop_word)';
    expect(await look(store, { sql, service: 'sealer', sees: is, rows: [] })).toBe(false);
    const found = await store.transaction({ step: 'carry-stop-words' }, (tx) =>
      tx.query(`select ${sql} as there`),
    );
    expect(found).toEqual([{ there: true }]);
    await store.close();
  });

  it('has a case here of every question', () => {
    const asks = /\bdueIf\(|\bdue(\(\))?: Due\b/;
    const files = ['apps', 'libs'].flatMap((top) =>
      readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
        .map((name) => join(top, name))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
        .filter(
          (name) => !name.startsWith('libs/service-runtime/') && !name.startsWith('libs/store/'),
        )
        .filter((name) => asks.test(readFileSync(join(root, name), 'utf8'))),
    );
    expect(files.sort()).toEqual([...Object.keys(cases), ...askingNothing].sort());
    expect(questionOf(KeepChainNote)).toBe('true');
  });
});
