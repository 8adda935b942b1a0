import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import { unwrapPackageKey } from '#capabilities/packages/handover.rows';
import { PackageStamps } from '#capabilities/packages/package-stamps.rows';
import { AskPackages, DeliverPackages } from '#capabilities/packages/packages.service';
import { AcceptStamps } from '#capabilities/time-stamps/accept-stamps.jobs';
import { PostStamps } from '#capabilities/time-stamps/post-stamps.jobs';
import { RequestStamps } from '#capabilities/time-stamps/request-stamps.jobs';
import type { AttachmentEntry, Sha256, ThreadId } from '#kernel';
import { AttachmentReader } from '#objects';
import { noRoots, parseRoots, paths, readZip, verifyPackage } from '#package';
import { readStampTrust } from '#stamp';
import { keyFile, newSecret } from '#trust';
import { postTimeQuery } from '#border';
import { handoverUseOf } from '../../apps/cli/src/installation/keys/handover-epochs.js';
import { handoverServices } from '../../apps/cli/src/installation/layout.js';
import { threadKeyAt } from './fixtures/packed.js';
import { eventually } from '../support/nats.js';
import { policies, TimeAuthority, TimeServer } from '../support/time-authority.js';
import { TwoStates } from '../support/two-states.js';

const purpose = 'INVESTIGATION' as const;
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? '').toString('utf8');

let two: TwoStates;
let authority: TimeAuthority;
let server: TimeServer;
let thread: ThreadId;
let build: BuildPackages;
const failures: string[] = [];

const tsa = () => ({
  name: 'tsa1' as const,
  policy: policies.usual,
  trust: () => readStampTrust(authority.read('ca.pem'), authority.read('crl.pem'), policies.usual),
});
const reached = () => ({
  name: 'tsa1' as const,
  post: (request: Uint8Array) =>
    postTimeQuery({ url: server.url, tlsAuthority: undefined, withinMs: 5_000 }, request),
});
const refused = (_: string, error: unknown): void => void failures.push(String(error));

/** The log of XA is stamped once, as its services do it. */
async function stampLog(): Promise<void> {
  const { store, journal } = await two.a.parts('audit');
  const exchange = await two.a.parts('exchange');
  await new RequestStamps(store, journal, [tsa()]).run();
  await new PostStamps(exchange.store, journal.stamps, [reached()], refused).run();
  await new AcceptStamps(store, journal, [tsa()], refused).run();
}

/** XB cosigns what XA's log is now. */
async function cosigned(): Promise<void> {
  await two.a.witness.offer();
  const before = await newestCosigned();
  await eventually(async () => (await newestCosigned()) > before || before > 0);
}

async function newestCosigned(): Promise<number> {
  const [row] = await two.a.sql<{ size: string | null }>(
    'select max(size) as size from journal.cosignature',
  );
  return Number(row?.size ?? 0);
}

async function row(of = 'true') {
  const [found] = await two.a.sql<{
    state: string;
    failure: string | null;
    thread_key: Buffer | null;
    package_key: Buffer | null;
    id: string;
    root: Sha256;
    size: string;
    sha512: string;
    exhibit: string;
    exit: number | null;
    key_epoch: number;
  }>(`select * from cases.package where ${of} order by asked_at desc limit 1`);
  if (found === undefined) throw new Error('no package');
  return found;
}

/** Runs until the package is as far, with the witness and the authority at work. */
async function until(...states: readonly string[]): Promise<void> {
  const exchange = await two.a.parts('exchange');
  const post = new PostStamps(exchange.store, new PackageStamps(), [reached()], refused);
  await eventually(async () => {
    await two.a.witness.offer();
    await build.run();
    await post.run();
    const { state, failure } = await row();
    if (state === 'FAILED' && !states.includes(state)) throw new Error(`failed: ${failure ?? ''}`);
    return states.includes(state);
  }, 60_000);
}

async function newBuilder(): Promise<BuildPackages> {
  const { store, trust, journal, keys } = await two.a.parts('evidence');
  return new BuildPackages(
    {
      ...{ store, trust, journal, keys, erased: two.a.erasures, objects: two.a.objectStore },
      ...{ authorities: [tsa()], policy: undefined, origin: 'xa.example/log', software: '0.1.0' },
    },
    (exhibit, error) => void failures.push(`${exhibit} ${String(error)}`),
  );
}

async function upload(name: string, bytes: Buffer) {
  const session = two.a.session('ana');
  const { upload: id } = await two.a.upload.begin(session, bytes.length);
  await two.a.upload.chunk(session, id, 0, bytes);
  const { size, sha256, sha512 } = await two.a.upload.finish(session, id);
  const entry: AttachmentEntry = { name, mediaType: 'text/plain', size, sha256, sha512 };
  return { id, entry };
}

/** The bytes of the newest package that is made, as an officer's service would open them. */
async function opened(): Promise<Buffer> {
  const { id, root, size, package_key: wrapped } = await row(`state = 'BUILT'`);
  if (wrapped === null) throw new Error('no key');
  const key = unwrapPackageKey(wrapped, { id }, await threadKeyAt(two.a, 'ana', thread));
  const pieces: Uint8Array[] = [];
  const reader = new AttachmentReader(two.a.objectStore);
  for await (const piece of reader.decryptStream(root, key, Number(size)))
    pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

beforeAll(async () => {
  authority = await TimeAuthority.create('Stamps');
  server = await new TimeServer(authority).start();
  two = await TwoStates.start();
  const { id, entry } = await upload('photo.txt', Buffer.from('a photograph'));
  const session = two.a.session('ana');
  const sent = await two.request({ attachments: [entry] });
  const asked = await two.a.submit.run(session, { ...sent, uploads: [id] });
  thread = asked.thread;
  await eventually(async () => (await two.stages(thread)).some(({ stage }) => stage === 'OPENED'));
  const ben = two.b.session('ben');
  await two.b.claim.run(ben, thread);
  await two.b.answer.run(ben, await two.response(thread, asked.dispatch));
  await eventually(async () => {
    const [found] = await two.a.sql<{ n: string }>(
      `select count(*) as n from cases.dispatch where direction = 'IN'`,
    );
    return Number(found?.n) === 1;
  });
  await cosigned();
  await stampLog();
  build = await newBuilder();
}, 120_000);

afterAll(async () => {
  await two.stop();
  await server.stop();
  authority.remove();
});

describe('the evidence package of a thread of two running States', () => {
  const ask = () => two.a.requests.get(AskPackages).ask(two.a.session('ana'), thread, purpose);

  it('is built from an ask, and the verifier passes it with the roots told by another way', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ state: 'ASKED', exit: null, sha512: null });
    await expect(ask()).rejects.toMatchObject({ code: 'PACKAGES_SPENT' });
    await until('BUILT');
    expect(failures).toEqual([]);
    const found = await row();
    expect(found).toMatchObject({ exit: 0, thread_key: null, exhibit: asked.exhibit });
    const bytes = await opened();
    const roots = [two.a.state, two.b.state].map(
      ({ state, rootFingerprint }) => `root ${state} ${rootFingerprint}`,
    );
    const index = JSON.parse(
      text(readZip(bytes).find(({ name }) => name === 'data/build.json')?.content),
    ) as { authorities: string[] };
    const known = parseRoots(
      [...roots, ...index.authorities.map((hash) => `tsa ${hash}`)].join('\n'),
    );
    const at = new Date(Date.now() + 60_000);
    const report = await verifyPackage(bytes, { roots: known, at });
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report).toMatchObject({ exit: 0, exhibit: asked.exhibit });
    expect((await verifyPackage(bytes, { roots: noRoots, at })).exit).toBe(2);
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(changed.length >> 1) ^ 1, changed.length >> 1);
    expect((await verifyPackage(changed, { roots: known, at })).exit).toBe(1);
  }, 120_000);

  it('holds the request with its file, the answer, and the receipts', async () => {
    const files = new Map(readZip(await opened()).map(({ name, content }) => [name, content]));
    expect(text(files.get(paths.attachment(1, 1)))).toBe('a photograph');
    expect(files.has(paths.message(1, 'original.pgp'))).toBe(true);
    expect(files.has(paths.message(2, 'original.pgp'))).toBe(true);
    expect(files.has(paths.receipt(1))).toBe(true);
    expect([...files.keys()].filter((name) => name.includes('session-key'))).toEqual([]);
  });

  it('is on record: asked for, gathered, built', async () => {
    const told = await two.a.sql<{ typ: string; data: Record<string, unknown> }>(
      `select typ, convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
       where typ like 'pkg.%' or convert_from(leaf, 'UTF8')::jsonb #>> '{data,screen}' = 'package' order by id`,
    );
    const { exhibit } = await row();
    expect(told).toMatchObject([
      { typ: 'item.viewed', data: { screen: 'package', purpose } },
      { typ: 'pkg.gathered', data: { exhibit, unnamed: 0 } },
      { typ: 'pkg.built', data: { exhibit, exit: 0 } },
    ]);
  });

  it('is given out to officers on the roster, each part on record before', async () => {
    const { exhibit } = await row();
    const files = two.a.requests.get(DeliverPackages);
    const session = two.a.session('ana');
    const parts: Uint8Array[] = [];
    for (let from = 0; ;) {
      const piece = await files.piece(session, { thread, exhibit, from, purpose });
      if (piece.bytes.length === 0) break;
      parts.push(piece.bytes);
      from += piece.bytes.length;
    }
    expect(Buffer.concat(parts)).toEqual(await opened());
    const told = await two.a.sql<{ from: number }>(
      `select (convert_from(leaf, 'UTF8')::jsonb #>> '{data,from}')::int as from from journal.event
       where typ = 'pkg.delivered' order by id`,
    );
    expect(told.length).toBe(parts.length + 1);
    const other = { ...session, officer: two.a.session('dora').officer };
    await expect(files.piece(other, { thread, exhibit, from: 0, purpose })).rejects.toMatchObject({
      code: 'NOT_ON_ROSTER',
    });
    await expect(
      files.piece(session, { thread, exhibit: 'border-police-2026-9', from: 0, purpose }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('shows the service nothing of a thread of which none is being made', async () => {
    const { store } = await two.a.parts('evidence');
    const seen = await store.transaction({ step: 'build-package' }, async (tx) => [
      ...(await tx.query('select id from cases.thread')),
      ...(await tx.query('select id from cases.dispatch')),
      ...(await tx.query('select message_id from mailbox.outbox')),
      ...(await tx.query('select message_id from mailbox.delivery')),
      ...(await tx.query(
        `select id from journal.event where thread is not null and service <> 'evidence'`,
      )),
    ]);
    expect(seen).toEqual([]);
    for (const column of ['mailbox.outbox', 'mailbox.delivery'])
      await expect(
        store.transaction({ step: 'build-package' }, (tx) =>
          tx.query(`select session_key from ${column}`),
        ),
      ).rejects.toMatchObject({ code: 'STORE_DENIED' });
  });

  it('goes on after a kill between any two steps, and has another number the next time', async () => {
    const before = await row();
    const asked = await ask();
    expect(asked.exhibit).not.toBe(before.exhibit);
    const seen = new Set<string>();
    const exchange = await two.a.parts('exchange');
    const post = new PostStamps(exchange.store, new PackageStamps(), [reached()], refused);
    await eventually(async () => {
      await two.a.witness.offer();
      // Nothing of a process outlives a step: each is made by another one.
      await (await newBuilder()).run();
      await post.run();
      const { state } = await row();
      seen.add(state);
      return state === 'BUILT';
    }, 60_000);
    expect([...seen]).toEqual(['GATHERING', 'WAITING_FOR_CHECKPOINT', 'SEALING', 'BUILT']);
    expect(await row()).toMatchObject({ exit: 0, exhibit: asked.exhibit });
  }, 120_000);

  it('goes on under the key of its hand-over when that changes, and is not made once it is gone', async () => {
    const folders = handoverServices.map((each) => join(two.a.folder, 'keys', each));
    const handover = (folder: string, epoch: number) => join(folder, keyFile.handover(epoch));
    const use = (): Promise<ReadonlySet<number>> => handoverUseOf(two.a.database);
    expect(await use()).toEqual(new Set());
    await ask();
    expect(await use()).toEqual(new Set([1]));
    const secret = newSecret();
    const then = new Date(Date.now() - 61_000);
    for (const folder of folders) {
      writeFileSync(handover(folder, 2), secret, { mode: 0o600 });
      utimesSync(handover(folder, 2), then, then);
    }
    await until('BUILT');
    expect(await row()).toMatchObject({ exit: 0, key_epoch: 1 });
    await ask();
    expect(await use()).toEqual(new Set([2]));
    await build.run();
    for (const folder of folders) rmSync(handover(folder, 2));
    await until('FAILED');
    expect(await row()).toMatchObject({ failure: 'PACKAGE_CHANGED', thread_key: null });
    expect(failures.splice(0)).toEqual([expect.stringMatching('key of the hand-over')]);
  }, 60_000);

  it('is not made once its thread is erased meanwhile', async () => {
    const before = await row(`state = 'BUILT'`);
    expect(await two.a.objectStore.find(before.root)).toBeDefined();
    await ask();
    await build.run();
    await two.a.orderErasing(thread);
    await two.a.erase.run();
    await until('FAILED');
    expect(await row()).toMatchObject({ failure: 'PACKAGE_CHANGED', thread_key: null });
    // Nor does one open that was made before: its key and its bytes went with the thread.
    const session = two.a.session('ana');
    const part = { thread, exhibit: before.exhibit, from: 0, purpose };
    await expect(two.a.requests.get(DeliverPackages).piece(session, part)).rejects.toMatchObject({
      code: 'CONTENT_ERASED',
    });
    expect(await row(`state = 'BUILT'`)).toMatchObject({ package_key: null });
    expect(await two.a.objectStore.find(before.root)).toBeUndefined();
  }, 60_000);
});
