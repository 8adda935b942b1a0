import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loggedChains } from '#journal';
import { chains } from '#capabilities/directory/directory.schema';
import { parseHoldId, parseThreadId, timestamp } from '#kernel';
import { journalOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { aState, type TestState } from '../../../test/support/state.js';
import { AppendEntry } from '#capabilities/directory/append-entry.service';
import { KeepChainNote } from './keep-chain-note.jobs.js';
import { RecordBeginning } from './record-beginning.jobs.js';
import { asAdmin, migrations, type Connection, type Store } from '#store';
import { makeSigner, type Signer } from '#tlog';
import { ChainNoteFile, TrustStore } from '#trust';
import type { SignedEntry } from '#wire';

let postgres: TestPostgres;
let admin: Connection;
let requests: Store;
let audit: Store;
let state: TestState;
let folder: string;
let path: string;
let append: AppendEntry;
let keep: KeepChainNote;
let log: Signer;
let running: TrustStore;

const store = async (service: string): Promise<Store> =>
  postgres.store(await postgres.role(admin, `liaise_${service}`));
const opened = (): TrustStore =>
  new TrustStore(state.state, state.rootFingerprint, new ChainNoteFile(path));
const refresh = (trust: TrustStore): Promise<void> =>
  requests.transaction({ step: 'test' }, (tx) => trust.refresh(tx));
async function started(): Promise<TrustStore> {
  const trust = opened();
  await requests.transaction({ step: 'start' }, async (tx) => {
    trust.expect(await loggedChains(tx));
    await trust.refresh(tx);
  });
  return trust;
}
const newKeeper = (): KeepChainNote =>
  new KeepChainNote(audit, opened(), journalOf('audit').journal, new ChainNoteFile(path), log);
const tamper = (...sql: string[]): Promise<void> =>
  asAdmin(admin, async (query) => {
    await query.query('alter table trust.entry disable trigger user');
    await query.query('alter table journal.event disable trigger user');
    for (const each of sql) await query.query(each);
  });
const submit = (chain: 'directory' | 'retention', signed: SignedEntry) =>
  append.appendEntry({ chain, ...signed });
const suspend = async (name: string): Promise<void> => {
  await submit('directory', await state.suspension(name, state.at));
};
const works = (trust: TrustStore, name: string): boolean =>
  trust.own().activeOfficer(state.officer(name).key.fingerprint, timestamp(state.at)) !== undefined;
const newest = (count: number): string =>
  `chain = 'directory' and version > (select max(version) - ${count} from trust.entry where chain = 'directory')`;
const broken = { code: 'TRUST_CHAIN_BROKEN', action: 'alarm' };

beforeAll(async () => {
  postgres = await TestPostgres.start();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  admin = await postgres.database(migrations);
  requests = await store('requests');
  audit = await store('audit');
  state = await aState('XA').build();
  folder = mkdtempSync(join(tmpdir(), 'liaise-note-'));
  path = join(folder, 'chains');
  await requests.transaction({ step: 'test' }, (tx) => state.install(tx));
  const key = state.noteKeys.get('log');
  if (key === undefined) throw new Error('no log key');
  log = makeSigner('xa.example/log', key, 'note');
  const { journal } = journalOf('requests');
  const trust = opened();
  await new RecordBeginning(requests, trust, journal).run();
  append = new AppendEntry(requests, trust, journal);
  keep = newKeeper();
  expect(await keep.run()).toBe(true);
  running = await started();
});
afterEach(async () => {
  await requests.close();
  await audit.close();
  rmSync(folder, { recursive: true });
});

describe('a suspension that somebody with all rights in the database deletes', () => {
  beforeEach(async () => {
    await suspend('ben');
    await suspend('ana');
    expect(await keep.run()).toBe(true);
    await refresh(running);
  });

  it.each([
    ['the newest entry', `delete from trust.entry where ${newest(1)}`],
    ['the two newest', `delete from trust.entry where ${newest(2)}`],
    ['the whole chain', `delete from trust.entry where chain = 'directory'`],
    ['all that is stored', `delete from trust.entry`],
  ])('is missed by what runs and by what starts: %s', async (_, sql) => {
    await tamper('create table kept as table trust.entry', sql);
    await expect(refresh(running)).rejects.toMatchObject(broken);
    expect(works(running, 'ana')).toBe(false);
    await expect(started()).rejects.toMatchObject(broken);
    await expect(newKeeper().run()).rejects.toMatchObject(broken);
    // After restoring the rows, running and starting services accept the chain again.
    await tamper('insert into trust.entry select * from kept on conflict do nothing');
    await refresh(running);
    expect(works(await started(), 'ana')).toBe(false);
  });

  it('is missed by its note alone, also of a log that was cut in the same way', async () => {
    const events = `typ = 'admin.change' and service = 'requests'`;
    await tamper(
      `delete from trust.entry where ${newest(1)}`,
      `delete from journal.event where ${events} and at = (select max(at) from journal.event where ${events})`,
    );
    await expect(started()).rejects.toMatchObject(broken);
  });

  it('is missed by the log alone, also where the note is one of before', async () => {
    const before = readFileSync(path);
    await suspend('dora');
    await keep.run();
    writeFileSync(path, before);
    await tamper(`delete from trust.entry where ${newest(1)}`);
    await expect(started()).rejects.toMatchObject(broken);
    await expect(newKeeper().run()).rejects.toMatchObject(broken);
    expect(readFileSync(path)).toEqual(before);
  });

  it('is missed where another entry took its place', async () => {
    const body = { officer: state.officer('eli').officer, effective: timestamp(state.at) };
    const other = await state.entry('officer-suspended', body, state.registrars.slice(0, 1));
    await tamper(`delete from trust.entry where ${newest(1)}`);
    const blind = new TrustStore(state.state, state.rootFingerprint);
    await requests.transaction({ step: 'test' }, (tx) =>
      blind.append(tx, 'directory', other, state.at),
    );
    await expect(refresh(running)).rejects.toMatchObject(broken);
    await expect(started()).rejects.toMatchObject(broken);
  });
});

describe('the note', () => {
  it('follows every own chain, and is written again only when one has grown', async () => {
    expect(await keep.run()).toBe(false);
    const before = readFileSync(path, 'utf8');
    const body = {
      hold: parseHoldId('01900000-0000-7000-8000-000000000001'),
      thread: parseThreadId('01900000-0000-7000-8000-000000000002'),
      ...{ reason: 'COURT_ORDER', basis: 'CODE_1' },
    };
    const hold = await state.add('hold', body, [state.officer('dora').key]);
    const direct = new TrustStore(state.state, state.rootFingerprint);
    await requests.transaction({ step: 'test' }, (tx) =>
      direct.append(tx, 'retention', hold, state.at),
    );
    expect(await keep.run()).toBe(true);
    expect(await keep.run()).toBe(false);
    const after = readFileSync(path, 'utf8');
    expect(before).toContain('retention 0 -');
    expect(after).toMatch(/^retention 1 [0-9a-f]{64}$/m);
    // A removed hold is detected like a removed suspension.
    await tamper(`delete from trust.entry where chain = 'retention'`);
    await expect(started()).rejects.toMatchObject(broken);
  });

  it('that was removed is missed, by what runs and by what starts, and not made anew', async () => {
    await refresh(running);
    rmSync(path);
    const missing = { code: 'TRUST_NOTE_MISSING', action: 'alarm' };
    await expect(refresh(running)).rejects.toMatchObject(missing);
    await expect(started()).rejects.toMatchObject(missing);
    await expect(keep.run()).rejects.toMatchObject(missing);
    await expect(newKeeper().run()).rejects.toMatchObject(missing);
  });

  it('is written by the first start of a version that keeps it', async () => {
    await tamper(`delete from journal.event where service = 'audit'`);
    rmSync(path);
    const trust = await started();
    expect(await newKeeper().run()).toBe(true);
    await refresh(trust);
    expect(trust.ownHeads().noted).toEqual(trust.ownHeads().now);
    expect(chains.map((chain) => trust.ownHeads().now[chain]?.version ?? 0)).toEqual([
      state.directory.length,
      state.peers.length,
      0,
    ]);
  });

  it('is told in the log although the process died before it could be', async () => {
    await tamper(`delete from journal.event where service = 'audit'`);
    expect(await newKeeper().run()).toBe(true);
    rmSync(path);
    await expect(started()).rejects.toMatchObject({ code: 'TRUST_NOTE_MISSING' });
  });

  it('that is damaged, or signed by another key, is an alarm of its own', async () => {
    const good = readFileSync(path);
    const invalid = { code: 'TRUST_NOTE_INVALID', action: 'alarm' };
    for (const bytes of [good.subarray(0, -9), Buffer.alloc(0), Buffer.alloc(20_000, 65)]) {
      writeFileSync(path, bytes);
      await expect(refresh(running)).rejects.toMatchObject(invalid);
      await expect(started()).rejects.toMatchObject(invalid);
    }
    writeFileSync(path, good);
    await refresh(running);
  });

  it('is no alarm for whoever reads an older state of the database', async () => {
    const trust = await started();
    await requests.transaction({ step: 'test', isolation: 'REPEATABLE READ' }, async (old) => {
      await old.query('select 1 from trust.entry limit 1');
      await suspend('ana');
      await keep.run();
      await trust.refresh(old);
    });
    await refresh(trust);
    expect(works(trust, 'ana')).toBe(false);
  });

  it('lies where an older copy of the database is noticed: a restored one is behind it', async () => {
    await tamper(
      'create table kept as table trust.entry',
      'create table log as table journal.event',
    );
    await suspend('ana');
    await keep.run();
    // The copy lacks both the entry and its event.
    await tamper(
      'delete from trust.entry',
      'delete from journal.event',
      'insert into trust.entry select * from kept',
      'insert into journal.event select * from log',
    );
    await expect(started()).rejects.toMatchObject(broken);
  });
});
