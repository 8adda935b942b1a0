import { randomBytes, randomUUID } from 'node:crypto';
import { TestPostgres } from '../support/postgres.js';
import { asOwner, storeOf } from '../support/journal.js';
import { figure, type Figure } from './figures.js';
import { measureJournal, type JournalRates } from './journal-rate.js';

const rounds = 3;
const events = 8_000;
const batch = 32;
const connections = 4;
const bodyBytes = 1_024;

async function insertLimit(): Promise<number> {
  const postgres = await TestPostgres.start();
  try {
    const database = await postgres.database();
    await asOwner(database, 'create table bench (id uuid primary key, body bytea not null)');
    await asOwner(database, 'create role liaise_audit login');
    await asOwner(database, 'grant insert on bench to liaise_audit');
    const stores = [];
    for (let at = 0; at < connections; at += 1)
      stores.push(await storeOf(postgres, database, 'audit', 1));
    const began = performance.now();
    await Promise.all(
      stores.map(async (store) => {
        for (let done = 0; done < events / connections; done += batch) {
          const rows = Array.from({ length: batch }, () => randomBytes(bodyBytes));
          const ids = rows.map(() => randomUUID());
          await store.transaction({ step: 'bench' }, (tx) =>
            tx.query('insert into bench select * from unnest($1::uuid[], $2::bytea[])', [
              ids,
              rows,
            ]),
          );
        }
      }),
    );
    const seconds = (performance.now() - began) / 1_000;
    for (const store of stores) await store.close();
    return (Math.ceil(events / connections / batch) * batch * connections) / seconds;
  } finally {
    await postgres.stop();
  }
}

export async function journalFigures(): Promise<Figure[]> {
  const found: JournalRates[] = [];
  const inserted: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    inserted.push(await insertLimit());
    found.push(await measureJournal(events, batch));
  }
  const of = (what: string, by: string, unit: string, pick: (one: JournalRates) => number) =>
    figure(what, by, unit, found.map(pick), 'unnest insert');
  const durable = 'durable events';
  return [
    figure(durable, 'unnest insert', '1/s', inserted),
    of(durable, 'journal, signed', '1/s', (one) => one.recordedPerSecond),
    of(durable, 'journal, released', '1/s', (one) => one.releasedPerSecond),
    of('commit at 200/s, p50', 'journal', 'ms', (one) => one.commitMs.p50),
    of('commit at 200/s, p99', 'journal', 'ms', (one) => one.commitMs.p99),
    of('release at 200/s, p50', 'journal', 'ms', (one) => one.releaseMs.p50),
    of('release at 200/s, p99', 'journal', 'ms', (one) => one.releaseMs.p99),
  ];
}
