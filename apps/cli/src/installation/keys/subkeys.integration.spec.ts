import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestFolder } from '../../../../../test/support/nats.js';
import { TestPostgres } from '../../../../../test/support/postgres.js';
import { police, SubkeyKeeper } from '../../../../../test/support/subkey-keeper.js';
import { parseStateCode } from '#kernel';
import { horizonOf, type Looked } from './subkeys.js';

const xb = parseStateCode('XB');
let postgres: TestPostgres;
let folder: TestFolder;
let keeper: SubkeyKeeper;
let count = 0;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  await folder.remove();
});
beforeEach(async () => {
  count += 1;
  keeper = await SubkeyKeeper.create(postgres, join(folder.path, String(count)));
});
afterEach(() => keeper.close());

const done = ({ changes }: Looked): string[] =>
  changes.filter(({ key }) => key === police).map(({ did }) => did);
async function daily(from: number, to: number): Promise<string[]> {
  const all: string[] = [];
  for (let days = from; days <= to; days += 1)
    all.push(...done(await keeper.look(days)).map((did) => `${did} ${days}`));
  return all;
}
const due = 28;

describe('an encryption subkey', () => {
  it('is followed every 30 days; messages under way to the old one still open', async () => {
    expect((await keeper.look(due - 0.01)).changes).toEqual([]);
    const before = await keeper.sealed(due - 0.01);
    const looked = await keeper.look(due);
    expect(looked.failed).toEqual([]);
    // Keys of the gateway and of the authority for each compartment.
    expect(looked.changes.map(({ did }) => did)).toEqual(
      Array(4).fill(['made', 'published']).flat(),
    );
    const [old, newest] = await keeper.subkeys();
    const certificate = await keeper.certificate(due);
    expect(certificate.subkeys.map(({ fingerprint }) => fingerprint)).toEqual([old, newest]);
    expect(await certificate.encryptionFingerprint(keeper.at(due))).toBe(newest);
    for (const message of [before, await keeper.sealed(due)])
      expect(await keeper.opens(message, due)).toBe('{}');
    expect((await keeper.look(due + 29.9)).changes).toEqual([]);
    expect(done(await keeper.look(due + 30))).toEqual(['made', 'published']);
    expect(await keeper.published()).toBe(2);
  });

  it('is destroyed once nothing alive has needed it for the horizon', async () => {
    const before = await keeper.sealed(due);
    const [old] = await keeper.subkeys();
    // One day until no neighbour uses the old subkey, then the horizon of 30 days.
    expect(await daily(due, due + 29)).toEqual(['made 28', 'published 28']);
    expect(await keeper.opens(before, due + 29)).toBe('{}');
    expect(await daily(due + 30, due + 31)).toEqual(['made 58', 'published 58', 'destroyed 59']);
    expect(await keeper.subkeys()).not.toContain(old);
    expect(await keeper.opens(before, due + 31)).toBe('SEAL_RECIPIENT_UNKNOWN');
    expect(await keeper.opens(await keeper.sealed(due + 31), due + 31)).toBe('{}');
    expect(keeper.strays()).toEqual([]);
  });

  it('waits for what is not opened yet, and begins to wait anew when a backup brings that back', async () => {
    const message = await keeper.sealed(due);
    await keeper.look(due);
    const id = await keeper.receive(message);
    const backup = await keeper.backup();
    expect(await daily(due + 1, due + 40)).not.toContainEqual(expect.stringContaining('destroyed'));
    await keeper.opened(id);
    expect(await daily(due + 41, due + 60)).not.toContainEqual(
      expect.stringContaining('destroyed'),
    );
    // Within the horizon: the backup's unopened message can be opened, and its subkey is needed again.
    await keeper.restore(backup);
    const [inside] = await keeper.unopened();
    expect(await keeper.opens(inside ?? Buffer.alloc(0), due + 60)).toBe('{}');
    expect(await daily(due + 61, due + 72)).not.toContainEqual(
      expect.stringContaining('destroyed'),
    );
  });

  it('leaves a backup from beyond the horizon that nobody can decrypt', async () => {
    const message = await keeper.sealed(due);
    const id = await keeper.receive(message);
    const backup = await keeper.backup();
    await keeper.opened(id);
    await daily(due, due + 31);
    await keeper.restore(backup);
    const [old] = await keeper.unopened();
    expect(old).toEqual(Buffer.from(message));
    expect(await keeper.opens(old ?? Buffer.alloc(0), due + 32)).toBe('SEAL_RECIPIENT_UNKNOWN');
    // The restored database lacks the newer subkeys; they are published again from the key file.
    expect(await keeper.published()).toBe(0);
    const looked = await keeper.look(due + 32);
    expect([looked.failed, done(looked)]).toEqual([[], ['published']]);
    expect(await keeper.opens(await keeper.sealed(due + 32), due + 32)).toBe('{}');
  });

  it('is kept for a neighbour that has not been in touch, but not for ever', async () => {
    const { longestMs } = horizonOf({ horizonDays: 30 });
    expect(longestMs / 86_400_000).toBe(90);
    keeper.link(xb);
    const [old] = await keeper.subkeys();
    await daily(due, due + 50);
    expect(await keeper.subkeys()).toContain(old);
    await keeper.setFreshUntil(xb, due + 70);
    await daily(due + 51, due + 69);
    // A message came before 30 days were over: they begin anew.
    await daily(due + 70, due + 89);
    expect(await keeper.subkeys()).toContain(old);
    expect(await daily(due + 90, due + 90)).toContain(`destroyed ${due + 90}`);
    expect(await keeper.subkeys()).not.toContain(old);
  });

  it('is followed at once when somebody asks for it, once in 24 hours', async () => {
    expect(done(await keeper.look(3, 'now'))).toEqual(['made', 'published']);
    const again = await keeper.look(3.9, 'now');
    expect(again.changes).toEqual([]);
    expect(again.waiting.map(({ key, until }) => [key, until])).toContainEqual([
      police,
      keeper.at(4),
    ]);
    expect(done(await keeper.look(4, 'now'))).toEqual(['made', 'published']);
    // Bounded: a key must fit into what readers accept.
    for (let days = 5; days < 18; days += 1) await keeper.look(days, 'now');
    expect(await keeper.subkeys()).toHaveLength(16);
    const full = await keeper.look(18, 'now');
    expect(full.failed.map(({ error }) => (error as { code: string }).code)).toEqual(
      Array(4).fill('CLI_SUBKEYS_MANY'),
    );
    expect(await keeper.opens(await keeper.sealed(18), 18)).toBe('{}');
    // The next rotation is due after all waits have ended: old subkeys go first, or a full key would never get another.
    expect(done(await keeper.look(48))).toEqual([
      ...(Array(15).fill('destroyed') as string[]),
      ...['made', 'published'],
    ]);
    expect(await keeper.opens(await keeper.sealed(48), 48)).toBe('{}');
  });

  it('of an older key file that was put back is followed: neighbours seal to one that is not here', async () => {
    const text = readFileSync(keeper.file);
    await keeper.look(due);
    writeFileSync(keeper.file, text);
    const lost = await keeper.sealed(due + 0.5);
    expect(await keeper.opens(lost, due + 0.5)).toBe('SEAL_RECIPIENT_UNKNOWN');
    expect((await keeper.look(due + 0.5)).waiting.map(({ key }) => key)).toEqual([police]);
    expect(done(await keeper.look(due + 1))).toEqual(['made', 'published']);
    expect(await keeper.opens(await keeper.sealed(due + 1), due + 1)).toBe('{}');
  });

  it('of one key whose file is broken does not keep the others from going on', async () => {
    const text = readFileSync(keeper.file);
    writeFileSync(keeper.file, 'nothing');
    const looked = await keeper.look(due);
    expect(looked.failed.map(({ key }) => key)).toEqual([police]);
    expect(looked.changes).toHaveLength(6);
    const failures = () => keeper.sql('select key, code, since from ops.subkey_failure');
    const failure = { key: police, code: expect.any(String) as string, since: keeper.at(due) };
    expect(await failures()).toEqual([failure]);
    await keeper.look(due + 0.05);
    expect(await failures()).toEqual([failure]);
    writeFileSync(keeper.file, text);
    expect(done(await keeper.look(due + 0.1))).toEqual(['made', 'published']);
    expect(await failures()).toEqual([]);
  });
});
