import { parseLeaf } from '#journal';
import { addEncryptionSubkey, keepSubkeys, unlockKey, type PrivateKey } from '#seal';
import { asAdmin, migrations, type Connection, type Store } from '#store';
import { journalOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { aState } from '../../../test/support/state.js';
import { later } from '../../../test/support/test-state.js';
import { NoteSubkeys } from './note-subkeys.jobs.js';

let postgres: TestPostgres;
let admin: Connection;
let store: Store;
let key: PrivateKey;
let held: readonly PrivateKey[];

beforeAll(async () => {
  postgres = await TestPostgres.start();
  admin = await postgres.database(migrations);
  store = await postgres.store(await postgres.role(admin, 'liaise_opener'));
  const state = await aState('XA').build();
  const first = state.authorityKeys.get('border-police ENFORCEMENT')?.unlocked;
  if (first === undefined) throw new Error('no key');
  const made = await addEncryptionSubkey(first, later(first.certificate.created, 1));
  key = await unlockKey(made.privateKey);
  held = [first];
}, 60_000);
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const anew = (): NoteSubkeys =>
  new NoteSubkeys(store, journalOf('opener').journal, () => Promise.resolve(held));
const readRotations = async (): Promise<unknown[]> => {
  const rows = await asAdmin(admin, (query) =>
    query.query<{ leaf: Buffer }>(
      `select leaf from journal.event where typ = 'key.rotated' order by at, id`,
    ),
  );
  return rows.map(({ leaf }) => parseLeaf(leaf).data);
};

describe('the log', () => {
  it('is told once of each subkey that came or went, whenever the opener starts', async () => {
    const [, first, second] = key.parts;
    const entry = (subkey: unknown, step: string): unknown => ({
      ...{ fingerprint: key.fingerprint, subkey, step, entrySha256: null },
    });
    const all = [entry(first, 'HELD')];
    let step = anew();
    expect([await step.run(), await step.run(), await anew().run()]).toEqual([1, 0, 0]);
    expect(await readRotations()).toEqual(all);
    held = [key];
    expect([await step.run(), await step.run()]).toEqual([1, 0]);
    all.push(entry(second, 'HELD'));
    expect(await readRotations()).toEqual(all);
    // The file was written while the opener was stopped.
    const left = await keepSubkeys(key, second === undefined ? [] : [second]);
    held = [await unlockKey(left.privateKey)];
    step = anew();
    expect([await step.run(), await step.run(), await anew().run()]).toEqual([1, 0, 0]);
    all.push(entry(first, 'GONE'));
    expect(await readRotations()).toEqual(all);
  });

  it('hears nothing of keys that cannot be read, and the opener does not touch what destroys keys', async () => {
    const before = await readRotations();
    const broken = new NoteSubkeys(store, journalOf('opener').journal, () =>
      Promise.reject(new Error('unreadable')),
    );
    await expect(broken.run()).rejects.toThrow('unreadable');
    expect(await readRotations()).toEqual(before);
    for (const table of ['ops.quiet_subkey', 'ops.subkey_failure'])
      await expect(
        store.transaction({ step: 'test' }, (tx) => tx.query(`select * from ${table}`)),
      ).rejects.toThrow();
  });
});
