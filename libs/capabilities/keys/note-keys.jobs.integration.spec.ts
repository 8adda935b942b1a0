import { parseLeaf, type Journal, type MachineKey } from '#journal';
import { migrations, type Connection, type Store } from '#store';
import { DirectoryChain, TrustStore } from '#trust';
import { decodeEntry, sha256 } from '#wire';
import { asOwner, journalOf, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { aState, type TestState } from '../../../test/support/state.js';
import { NoteKeys } from './note-keys.jobs.js';
import { RecordBeginning } from '#capabilities/audit/record-beginning.jobs';

let postgres: TestPostgres;
let database: Connection;
let state: TestState;
let audit: Store;
let requests: Store;
beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  audit = await storeOf(postgres, database, 'audit', 1);
  requests = await storeOf(postgres, database, 'requests', 1);
  state = await aState('XA').build();
  await requests.transaction({ step: 'test' }, (tx) => state.install(tx));
}, 60_000);
afterAll(async () => {
  await audit.close();
  await requests.close();
  await postgres.stop();
});

const readEvents = async (service: string): Promise<(readonly unknown[])[]> => {
  const rows = await asOwner<{ leaf: Buffer }>(
    database,
    'select leaf from journal.event where service = $1 order by id',
    [service],
  );
  return rows.map(({ leaf }) => {
    const { typ, data } = parseLeaf(leaf);
    return [typ, data['use'] ?? data['change'], data['fingerprint'] ?? data['after']];
  });
};

describe('keys of this machine', () => {
  const { journal } = journalOf('audit');
  const http: MachineKey = { use: 'tls:http', fingerprint: 'aa' };
  const bus: MachineKey = { use: 'tls:bus', fingerprint: 'bb' };
  const newer: MachineKey = { use: 'tls:http', fingerprint: 'cc' };
  let present = [http, bus];
  const step = (): NoteKeys => new NoteKeys(audit, journal, () => present);

  it('are told when they come and when they go, once, whoever was started anew meanwhile', async () => {
    expect(await step().run()).toBe(2);
    expect(await step().run()).toBe(0);
    present = [bus, newer];
    const running = step();
    expect(await running.run()).toBe(2);
    expect(await running.run()).toBe(0);
    present = [http, bus, newer];
    expect(await running.run()).toBe(1);
    expect(await readEvents('audit')).toEqual([
      ['key.enrolled', 'tls:http', 'aa'],
      ['key.enrolled', 'tls:bus', 'bb'],
      ['key.enrolled', 'tls:http', 'cc'],
      ['key.revoked', 'tls:http', 'aa'],
      ['key.enrolled', 'tls:http', 'aa'],
    ]);
  });

  it('are told by the next run when the log could not take them', async () => {
    const failing = {
      machineKeys: (tx: never) => journal.machineKeys(tx),
      recordAll: () => Promise.reject(new Error('no log')),
    } as unknown as Journal;
    present = [http, bus];
    await expect(new NoteKeys(audit, failing, () => present).run()).rejects.toThrow('no log');
    expect(await step().run()).toBe(1);
    expect((await readEvents('audit')).at(-1)).toEqual(['key.revoked', 'tls:http', 'cc']);
  });
});

describe('the beginning of a State', () => {
  it('is told entry by entry, each with its keys, once', async () => {
    const trust = new TrustStore(state.state, state.rootFingerprint);
    const beginning = new RecordBeginning(requests, trust, journalOf('requests').journal);
    const count = await beginning.run();
    expect(await beginning.run()).toBe(0);
    const events = await readEvents('requests');
    expect(events).toHaveLength(count);
    const entries = events.filter(([typ]) => typ === 'admin.change');
    expect(entries).toEqual(
      state.directory.map(({ entry }) => [
        'admin.change',
        `directory:${decodeEntry(entry).kind}`,
        sha256(entry),
      ]),
    );
    const chain = new DirectoryChain(state.state, state.rootFingerprint);
    for (const entry of state.directory) await chain.extend(entry);
    const officers = chain.directory.officers().map(({ fingerprint }) => fingerprint);
    const enrolled = events.filter(([, use]) => use === 'officer').map(([, , key]) => key);
    expect(enrolled).toEqual(officers);
    expect(events.filter(([, use]) => use === 'root')).toHaveLength(1);
    expect(events.filter(([typ]) => typ === 'key.revoked')).toEqual([]);
  });
});
