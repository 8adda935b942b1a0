import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Fingerprint, ThreadId } from '#kernel';
import {
  addEncryptionSubkey,
  armored,
  keepSubkeys,
  open,
  openWithSessionKey,
  unlockKey,
  type GeneratedKey,
  type PrivateKey,
} from '#seal';
import { parseLeaf } from '#journal';
import type { Reached } from '../../support/gateway.js';
import type { TestKey } from '../../support/keys.js';
import { eventually } from '../../support/nats.js';
import { base64 } from '../../support/test-state.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

let two: TwoStates;

const police = (): TestKey => {
  const key = two.b.state.authorityKeys.get('border-police ENFORCEMENT');
  if (key === undefined) throw new Error('no key');
  return key;
};
function replace({ privateKey }: GeneratedKey): void {
  const file = join(two.b.folder, 'keys', 'opener', 'authority-border-police-ENFORCEMENT.key');
  writeFileSync(`${file}.new`, armored(privateKey, 'PRIVATE KEY BLOCK'), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
async function rotate(key: PrivateKey, at: Date): Promise<PrivateKey> {
  const made = await addEncryptionSubkey(key, at);
  replace(made);
  const body = { fingerprint: made.fingerprint, certificate: base64(made.certificate) };
  const signed = await two.b.state.entry('certificate', body, [police()], { issuedAt: at });
  await two.b.append.appendEntry({ chain: 'directory', ...signed });
  return unlockKey(made.privateKey);
}
const submit = async (): Promise<ThreadId> =>
  (await two.a.submit.submitDocument(two.a.session('ana'), await two.request())).thread;
const reached = (thread: ThreadId, stage: Reached) => two.a.reached(thread, stage, 30_000);
const underWay = async (): Promise<Buffer> => {
  const [row] = await two.a.sql<{ ciphertext: Buffer }>(
    `select ciphertext from mailbox.outbox where not statement and state <> 'CLOSED'
      and ciphertext is not null order by id desc limit 1`,
  );
  if (row === undefined) throw new Error('nothing');
  return row.ciphertext;
};
const names = (ciphertext: Buffer, subkey: Fingerprint | undefined): boolean =>
  ciphertext.includes(Buffer.from(subkey ?? 'x', 'hex'));
const keptOf = async (thread: ThreadId) => {
  const { store, cases } = await two.b.parts('opener');
  const [row] = await two.b.sql<{ id: string; kept: Buffer; key: Buffer }>(
    `select message_id as id, kept, session_key as key from mailbox.delivery where dispatch = $1`,
    [thread],
  );
  if (row === undefined) throw new Error('nothing is kept');
  return store.transaction({ step: 'test' }, async (tx) => {
    const record = await cases.lock(tx, thread);
    const [ciphertext, sessionKey] = [
      cases.reveal(record, `sealed:${row.id}`, row.kept),
      cases.reveal(record, `session-key:${row.id}`, row.key),
    ].map((bytes) => Buffer.from(bytes));
    if (ciphertext === undefined || sessionKey === undefined) throw new Error('not revealed');
    return { ciphertext, sessionKey };
  });
};
const readRotations = async (): Promise<[unknown, unknown, unknown][]> => {
  const rows = await two.b.sql<{ service: string; leaf: Buffer }>(
    `select service, leaf from journal.event where typ = 'key.rotated' order by at, id`,
  );
  return rows.flatMap(({ service, leaf }) => {
    const { data } = parseLeaf(leaf);
    return data['fingerprint'] === police().fingerprint
      ? [[service, data['step'], data['subkey']]]
      : [];
  });
};

describe('an authority whose encryption subkey is followed by another', () => {
  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);

  it('opens what was under way to the old one; then the neighbour seals to the new one', async () => {
    await two.b.stopExchange();
    const before = await submit();
    await reached(before, 'RELAYED');
    const old = await underWay();
    const { unlocked } = police();
    const [, first] = unlocked.parts;
    expect(names(old, first)).toBe(true);
    const now = new Date(Math.floor(Date.now() / 1_000) * 1_000);
    const both = await rotate(unlocked, now);
    const newest = both.certificate.subkeys.at(-1)?.fingerprint;
    await two.b.startExchange(two.borders[1], two.neighbour('listen'));
    await reached(before, 'OPENED');
    await eventually(async () => {
      const [row] = await two.a.sql<{ n: number }>(
        `select count(*)::int as n from trust.entry where position('"kind":"certificate"'::bytea in entry) > 0`,
      );
      return row?.n === 1;
    }, 30_000);
    await two.b.stopExchange();
    const after = await submit();
    await reached(after, 'RELAYED');
    const sealed = await underWay();
    expect([names(sealed, first), names(sealed, newest)]).toEqual([false, true]);
    await two.b.startExchange(two.borders[1], two.neighbour('listen'));
    await reached(after, 'OPENED');

    // The old subkey is destroyed: captured bytes stay closed, and work goes on.
    if (newest === undefined) throw new Error('no subkey');
    const left = await keepSubkeys(both, [newest]);
    replace(left);
    const key = await unlockKey(left.privateKey);
    await expect(open(old, [key], new Date())).rejects.toMatchObject({
      code: 'SEAL_RECIPIENT_UNKNOWN',
    });
    // The thread's holder still reads it, by the session key stored at opening.
    const kept = await keptOf(before);
    expect(kept.ciphertext.equals(old)).toBe(true);
    const payload = await openWithSessionKey(kept.ciphertext, kept.sessionKey, new Date());
    const opened = await open(old, [unlocked], new Date());
    expect(Buffer.from(payload).equals(Buffer.from(opened.payload))).toBe(true);
    await reached(await submit(), 'OPENED');
    two.b.steps.wake('note-subkeys');
    await eventually(
      async () => (await readRotations()).some(([, step]) => step === 'GONE'),
      10_000,
    );
    expect(new Set(await readRotations())).toEqual(
      new Set([
        ['opener', 'HELD', first],
        ['opener', 'HELD', newest],
        ['requests', 'CERTIFIED', newest],
        ['opener', 'GONE', first],
      ]),
    );
    expect(await two.b.sql('select key, fingerprint from ops.held_subkey')).toContainEqual({
      key: police().fingerprint,
      fingerprint: newest,
    });
  }, 120_000);

  it('takes no older certificate back, whoever kept it and hands it in', async () => {
    const { fingerprint, certificate } = police();
    const body = { fingerprint, certificate: base64(certificate) };
    const signed = await two.b.state.entry('certificate', body, [police()], {
      issuedAt: new Date(Date.now() - 60_000),
    });
    await expect(two.b.append.appendEntry({ chain: 'directory', ...signed })).rejects.toMatchObject(
      {
        code: 'TRUST_ENTRY_CERTIFICATE',
      },
    );
  });
});
