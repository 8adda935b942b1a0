import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeBatch } from '#wire';
import { codeTables } from '../architecture/error-catalogue.js';
import { TestFolder } from '../support/nats.js';
import { TestPostgres } from '../support/postgres.js';
import { ReceivingEnd } from '../support/receiving-end.js';
import type { Parties, Refused, Step, Vector } from '../vectors/messages/make/vector.js';

const folder = fileURLToPath(new URL('../vectors/messages', import.meta.url));
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
const parties = read('parties.json') as Parties;
const vectors = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== 'parties.json')
  .map((name) => ({ file: basename(name, '.json'), ...(read(name) as Vector) }));

interface StoredMessage {
  readonly id: string;
  readonly code: string;
  readonly messageId: string | null;
  readonly evidence: Buffer;
}

let postgres: TestPostgres;
let keys: TestFolder;
let end: ReceivingEnd;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  keys = await TestFolder.create();
  end = await ReceivingEnd.create(parties, postgres, keys.path);
}, 60_000);
afterAll(async () => {
  await end.close();
  await postgres.stop();
  await keys.remove();
});

const ids = async (state: 'OPENED' | 'WAITING'): Promise<string[]> =>
  (
    await end.rows<{ id: string }>(
      'select message_id as id from mailbox.delivery where state = $1 order by opened_at, serial',
      [state],
    )
  ).map(({ id }) => id);
const quarantined = async (): Promise<string[]> =>
  (await end.rows<{ id: string }>('select id from mailbox.quarantine')).map(({ id }) => id);
// Without those of before: evidence of some vectors has many megabytes.
const keptSince = (before: readonly string[]): Promise<StoredMessage[]> =>
  end.rows<StoredMessage>(
    `select id, code, message_id as "messageId", evidence from mailbox.quarantine
     where id <> all ($1::uuid[]) order by at, id`,
    [before],
  );
const isNew =
  <T>(before: readonly T[]) =>
  (each: T): boolean =>
    !before.includes(each);

function cameAs(batch: Uint8Array, { messageId }: Refused): string[] {
  if (messageId === null) return [hex(batch)];
  const { frames } = decodeBatch(batch);
  return frames.filter((f) => f.messageId === messageId).map((f) => hex(f.ciphertext));
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

async function receipt({ messageId, code }: Refused): Promise<boolean> {
  const found = await end.rows(
    `select 1 as one from mailbox.receipt_due where message_id = $1 and stage = 'REJECTED' and code = $2`,
    [messageId, code],
  );
  return found.length === 1;
}

async function plays(step: Step, waitingBefore: readonly string[]): Promise<void> {
  const [openedBefore, keptBefore] = [await ids('OPENED'), await quarantined()];
  const zeros = Buffer.alloc(step.zeros ?? 0);
  const batch =
    step.batch === null ? null : Buffer.concat([Buffer.from(step.batch, 'base64'), zeros]);
  await end.takes(batch, parties.link);
  const refused = await keptSince(keptBefore);
  expect({
    opened: (await ids('OPENED')).filter(isNew(openedBefore)),
    waiting: (await ids('WAITING')).filter(isNew(waitingBefore)),
    refused: refused.map(({ code, messageId }) => ({ code, messageId })),
  }).toEqual({
    opened: step.opened,
    waiting: step.waiting,
    refused: step.refused.map(({ code, messageId }) => ({ code, messageId })),
  });
  for (const [i, each] of step.refused.entries()) {
    expect(cameAs(batch ?? zeros, each)).toContain(hex(refused[i]?.evidence ?? zeros));
    expect([each.code, await receipt(each)]).toEqual([each.code, each.receipt]);
  }
}

describe('vectors of messages on the border', () => {
  it.each(vectors)('$name: $description', async ({ steps }) => {
    const before = await ids('WAITING');
    for (const step of steps) await plays(step, before);
  });

  it('are named as their files, say what they do with codes that exist, and cover every kind of attack', () => {
    expect(vectors.map(({ name }) => name)).toEqual(vectors.map(({ file }) => file));
    const codes = new Set(Object.values(codeTables).flatMap((table) => Object.keys(table)));
    const expected = vectors.flatMap(({ steps }) => steps.flatMap(({ refused }) => refused));
    expect(expected.filter(({ code }) => !codes.has(code))).toEqual([]);
    for (const kind of [
      ...['malformed', 'oversized', 'deeply-nested', 'unsigned', 'signed-by', 'readdressed'],
      ...['replayed', 'duplicated', 're-ordered', 'another-state', 'unknown-version'],
    ])
      expect([kind, vectors.some(({ name }) => name.includes(kind))]).toEqual([kind, true]);
  });

  it('leave every event in the log, and all that came either filed, waiting or kept as evidence', async () => {
    const [left] = await end.rows<{ n: number }>(
      `select count(*)::int as n from mailbox.delivery d where state not in ('OPENED', 'WAITING', 'QUARANTINED')
         or state = 'QUARANTINED' and not exists (select from mailbox.quarantine q where q.message_id = d.message_id)`,
    );
    expect(left).toEqual({ n: 0 });
    const [silent] = await end.rows<{ n: number }>(
      `select count(*)::int as n from mailbox.quarantine q where not exists (
         select from journal.event e where e.id = q.event)`,
    );
    expect(silent).toEqual({ n: 0 });
  });
});
