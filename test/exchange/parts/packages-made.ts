import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import { AskPackages, DeliverPackages } from '#capabilities/packages/packages.service';
import { type ThreadId, timestamp } from '#kernel';
import { HandOver } from '#capabilities/packages/life/hand-over.service';
import type { ReaderLabel } from '#capabilities/packages/variants.model';
import { type AdmissibilityReport, assess, draftProfile } from '#admissibility';
import {
  type Cosigner,
  examinePackage,
  names,
  noRoots,
  paths,
  readZip,
  type Roots,
  verifyPackage,
} from '#package';
import { formatVerifierKey, makeSigner } from '#tlog';
import {
  type FormalWitness,
  sufficesForFormalActs,
} from '#capabilities/witnesses/formal-witnesses.model';
import { sha512 } from '#wire';
import { keyFile, newSecret } from '#trust';
import { handoverUseOf } from '../../../apps/cli/src/installation/keys/handover-epochs.js';
import { handoverServices } from '../../../apps/cli/src/installation/layout.js';
import { OutsideSteps, OutsideWitness } from '../fixtures/outside-witness.js';
import { authoritiesOf, Packing } from '../fixtures/packing.js';
import { eventually } from '../../support/nats.js';
import type { TimeServer } from '../../support/time-authority.js';
import type { TwoStates } from '../../support/two-states.js';
import { answeredThread, packingStates } from './packing.js';

const purpose = 'INVESTIGATION' as const;
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? '').toString('utf8');
const later = (): Date => new Date(Date.now() + 60_000);

const formalWitnesses = (cosigners: readonly Cosigner[]): FormalWitness[] =>
  cosigners.flatMap(({ party, key }): FormalWitness[] => {
    if (party === 'UNKNOWN') return [];
    if (party === 'READER') return [{ party: 'OUTSIDE', name: key }];
    return [{ party: party === 'STATE' ? 'OWN' : 'NEIGHBOUR', name: party }];
  });

describe('the evidence package of a thread of two running States', () => {
  let two: TwoStates;
  let a: Packing;
  let servers: readonly TimeServer[];
  let thread: ThreadId;
  let build: BuildPackages;
  let witness: OutsideWitness | undefined;
  const same = () => Promise.resolve(build);

  beforeAll(async () => {
    ({ two, a, servers } = await packingStates());
    ({ thread } = await answeredThread(two));
    await a.stampLog();
    build = await a.builder();
    a.failures.splice(0);
  }, 120_000);
  afterAll(() => witness?.stop());
  afterEach(() => {
    expect(a.failures.splice(0)).toEqual([]);
  });

  async function judged(): Promise<AdmissibilityReport> {
    const bytes = await a.opened(thread);
    const examined = await examinePackage(bytes, { roots: a.roots(bytes), at: later() });
    const profile = { bytes: draftProfile, signature: undefined };
    return assess(examined, profile, { sha512: sha512(bytes), at: later() });
  }

  it('is built from an ask, and the verifier passes it with the roots told by another way', async () => {
    const asked = await a.ask(thread);
    expect(asked).toMatchObject({ state: 'ASKED', exit: null, sha512: null });
    await expect(a.ask(thread)).rejects.toMatchObject({ code: 'PACKAGES_SPENT' });
    await a.until(same, 'BUILT');
    const found = await a.row();
    expect(found).toMatchObject({ exit: 0, thread_key: null, exhibit: asked.exhibit });
    const bytes = await a.opened(thread);
    const known = { roots: a.roots(bytes), at: later() };
    const report = await verifyPackage(bytes, known);
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report).toMatchObject({ exit: 0, exhibit: asked.exhibit });
    expect((await verifyPackage(bytes, { roots: noRoots, at: later() })).exit).toBe(2);
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(changed.length >> 1) ^ 1, changed.length >> 1);
    expect((await verifyPackage(changed, known)).exit).toBe(1);
  }, 120_000);

  it('gives the rules what they ask of it, and lets nothing pass that it does not hold', async () => {
    const report = await judged();
    const codes = Object.fromEntries(report.rules.map(({ rule, code }) => [rule, code]));
    // Clock differences and surrounding stamps depend on the load of the machine.
    const passing = report.rules.filter(
      ({ rule, outcome }) => outcome === 'pass' && rule !== 'TIM-02' && rule !== 'TIM-03',
    );
    expect(passing.map(({ rule }) => rule)).toEqual([
      ...['INT-01', 'INT-03', 'INT-04', 'KEY-01', 'KEY-02', 'KEY-03', 'KEY-04'],
      ...['CUS-01', 'CUS-04', 'LOG-01', 'LOG-02', 'TIM-01', 'DEF-01'],
    ]);
    expect(codes).toMatchObject({ 'CUS-03': 'NEIGHBOUR_UNSEEN', 'FRM-01': 'REQUEST_NONE' });
    // Whatever the time of day: the case is minutes old.
    expect(codes).toMatchObject({ 'CER-03': 'HEALTH_EARLY' });
    expect(report).toMatchObject({ decision: 'NOT_APPROVED', exit: 0 });
  });

  it('holds the request with its file, the answer, and the receipts', async () => {
    const bytes = await a.opened(thread);
    const files = new Map(readZip(bytes).map(({ name, content }) => [name, content]));
    expect(text(files.get(paths.attachment(1, 1)))).toBe('a photograph');
    expect(files.has(paths.message(1, 'original.pgp'))).toBe(true);
    expect(files.has(paths.message(2, 'original.pgp'))).toBe(true);
    expect(files.has(paths.receipt(1))).toBe(true);
    expect([...files.keys()].filter((name) => name.includes('session-key'))).toEqual([]);
  });

  it('is on record: asked for, gathered, built', async () => {
    const recordedEvents = await two.a.sql<{ typ: string; data: Record<string, unknown> }>(
      `select typ, convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
       where thread = '${thread}'
         and (typ like 'pkg.%' or convert_from(leaf, 'UTF8')::jsonb #>> '{data,screen}' = 'package') order by id`,
    );
    const { exhibit } = await a.row();
    expect(recordedEvents).toMatchObject([
      { typ: 'item.viewed', data: { screen: 'package', purpose } },
      { typ: 'pkg.gathered', data: { exhibit, unnamed: 0 } },
      { typ: 'pkg.built', data: { exhibit, exit: 0 } },
    ]);
  });

  it('is given out to officers on the access list, each part on record before', async () => {
    const { exhibit } = await a.row();
    const files = two.a.requests.get(DeliverPackages);
    const session = two.a.session('ana');
    const whole = { thread, purpose, file: 'PACKAGE', certificate: null } as const;
    const parts: Uint8Array[] = [];
    for (let from = 0; ;) {
      const piece = await files.piece(session, { ...whole, exhibit, from });
      if (piece.bytes.length === 0) break;
      parts.push(piece.bytes);
      from += piece.bytes.length;
    }
    expect(Buffer.concat(parts)).toEqual(await a.opened(thread));
    const deliveredEvents = await two.a.sql<{ from: number }>(
      `select (convert_from(leaf, 'UTF8')::jsonb #>> '{data,from}')::int as from from journal.event
       where typ = 'pkg.delivered' and thread = '${thread}' order by id`,
    );
    expect(deliveredEvents.length).toBe(parts.length + 1);
    const other = { ...session, officer: two.a.session('dora').officer };
    await expect(files.piece(other, { ...whole, exhibit, from: 0 })).rejects.toMatchObject({
      code: 'NOT_ON_ROSTER',
    });
    await expect(
      files.piece(session, { ...whole, exhibit: 'border-police-2026-9999', from: 0 }),
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

  it('is made by another process at each step, and has another number the next time', async () => {
    const before = await a.row();
    const asked = await a.ask(thread);
    expect(asked.exhibit).not.toBe(before.exhibit);
    // A process keeps nothing between steps.
    const seen = await a.until(() => a.builder(), 'BUILT');
    expect(seen).toEqual(['GATHERING', 'WAITING_FOR_CHECKPOINT', 'SEALING', 'BUILT']);
    expect(await a.row()).toMatchObject({ exit: 0, exhibit: asked.exhibit });
  }, 120_000);

  it('waits for the witness outside where the State has one, and bears out both', async () => {
    witness = await new OutsideWitness().start();
    const outside = await OutsideSteps.openFor(two.a, witness);
    const key = formatVerifierKey(witness.signer.verifier);
    // The State's own witness key is no outside witness, whatever its name.
    const { privateKey } = two.a.state.noteSigner('witness');
    const mirror = makeSigner('another.example', privateKey, 'cosignature');
    const named = [formatVerifierKey(mirror.verifier), key];
    const builder = await a.builder({ outside: named });
    const suffices = async (bytes: Uint8Array, roots: Roots): Promise<boolean> => {
      const { exit, witnesses } = await verifyPackage(bytes, { roots, at: later() });
      expect(exit).toBe(0);
      return sufficesForFormalActs(formalWitnesses(witnesses ?? []));
    };
    const before = await a.opened(thread);
    expect(await suffices(before, a.roots(before))).toBe(false);
    await a.ask(thread);
    await a.until(() => Promise.resolve(builder), 'WAITING_FOR_CHECKPOINT');
    const cosigned = async (): Promise<boolean> => {
      await two.a.witness.offer();
      return (
        (
          await two.a
            .sql(`select 1 as one from journal.cosignature c join journal.leaf l on l.index < c.size
          join cases.package p on p.gathered_event = l.event and p.state = 'WAITING_FOR_CHECKPOINT'`)
        ).length > 0
      );
    };
    await eventually(cosigned);
    // Cosigned by the neighbour only: not frozen.
    for (let look = 0; look < 3; look += 1) await builder.run();
    expect((await a.row()).state).toBe('WAITING_FOR_CHECKPOINT');
    await outside.round();
    expect([outside.failures, outside.alarms]).toEqual([[], []]);
    await a.until(() => Promise.resolve(builder), 'BUILT');
    const bytes = await a.opened(thread);
    const files = new Map(readZip(bytes).map(({ name, content }) => [name, content]));
    expect(text(files.get(names.second))).toContain(`\n\u2014 ${witness.signer.verifier.name} `);
    expect(text(files.get(names.policy))).toMatch(/^group both all XB-1 outside-1\nquorum both$/m);
    expect(text(files.get(names.policy))).not.toContain('another.example');
    const known = a.roots(bytes);
    expect(await suffices(bytes, { ...known, witnesses: [witness.signer.verifier] })).toBe(true);
    // A reader who was not told of that witness counts the neighbour only.
    expect(await suffices(bytes, known)).toBe(false);
  }, 120_000);

  it('is made by the State that was asked, of what came in and what it answered', async () => {
    const [server] = servers;
    if (server === undefined) throw new Error('no authority');
    const b = new Packing(two, two.b, 'ben', [{ name: 'tsa1', server }]);
    await b.stampLog();
    const asked = await b.ask(thread);
    const builder = await b.builder();
    await b.until(() => Promise.resolve(builder), 'BUILT');
    expect([await b.row(), b.failures]).toMatchObject([{ exit: 0, exhibit: asked.exhibit }, []]);
    const bytes = await b.opened(thread);
    const report = await verifyPackage(bytes, { roots: b.roots(bytes), at: later() });
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    const files = new Map(readZip(bytes).map(({ name, content }) => [name, content]));
    const index = JSON.parse(text(files.get('data/index.json'))) as {
      messages: { direction: string }[];
    };
    expect(index.messages.map(({ direction }) => direction)).toEqual(['IN', 'OUT']);
    expect(text(files.get(paths.attachment(1, 1)))).toBe('a photograph');
  }, 60_000);

  it('relies on two authorities, and is stamped by the one that answers', async () => {
    const [first, second] = servers;
    if (first === undefined || second === undefined) throw new Error('no authority');
    const before = a.authorities;
    a.authorities = [
      { name: 'tsa1', server: first },
      { name: 'tsa2', server: second },
    ];
    await a.stampLog();
    await first.stop();
    await a.ask(thread);
    const builder = await a.builder();
    await a.until(() => Promise.resolve(builder), 'BUILT');
    await first.start();
    // The first authority gave no answer.
    expect(a.failures.splice(0).every((said) => said.startsWith('tsa1 '))).toBe(true);
    const bytes = await a.opened(thread);
    const hashes = authoritiesOf(bytes);
    expect(hashes).toHaveLength(2);
    const exits = [hashes, ...hashes.map((hash) => [hash])].map(async (only) => {
      const { exit } = await verifyPackage(bytes, { roots: a.roots(bytes, only), at: later() });
      return exit;
    });
    expect(await Promise.all(exits)).toEqual([0, 2, 2]);
    a.authorities = before;
    build = await a.builder();
  }, 60_000);

  it('goes on under the key of its hand-over when that changes, and is not made once it is gone', async () => {
    const folders = handoverServices.map((each) => join(two.a.folder, 'keys', each));
    const handover = (folder: string, epoch: number) => join(folder, keyFile.handover(epoch));
    const use = (): Promise<ReadonlySet<number>> => handoverUseOf(two.a.database);
    expect(await use()).toEqual(new Set());
    await a.ask(thread);
    expect(await use()).toEqual(new Set([1]));
    const secret = newSecret();
    const then = new Date(Date.now() - 61_000);
    for (const folder of folders) {
      writeFileSync(handover(folder, 2), secret, { mode: 0o600 });
      utimesSync(handover(folder, 2), then, then);
    }
    await a.until(same, 'BUILT');
    expect(await a.row()).toMatchObject({ exit: 0, key_epoch: 1 });
    await a.ask(thread);
    expect(await use()).toEqual(new Set([2]));
    await build.run();
    for (const folder of folders) rmSync(handover(folder, 2));
    await a.until(same, 'FAILED');
    expect(await a.row()).toMatchObject({ failure: 'PACKAGE_CHANGED', thread_key: null });
    expect(a.failures.splice(0)).toEqual([expect.stringMatching('key of the hand-over')]);
  }, 60_000);

  it('is not made once its thread is erased meanwhile, and goes with it', async () => {
    const before = await a.row(`state = 'BUILT'`);
    expect(await two.a.objectStore.find(before.root)).toBeDefined();
    await a.ask(thread);
    await build.run();
    await two.a.orderErasing(thread);
    await two.a.erase.run();
    await a.until(same, 'FAILED');
    expect(await a.row()).toMatchObject({ failure: 'PACKAGE_CHANGED', thread_key: null });
    expect(a.failures.splice(0)).toHaveLength(1);
    const session = two.a.session('ana');
    const of = { thread, exhibit: before.exhibit, certificate: null } as const;
    const part = { ...of, file: 'PACKAGE', from: 0, purpose } as const;
    const read = two.a.requests.get(DeliverPackages).piece(session, part);
    await expect(read).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
    // Its making stays visible.
    const { packages } = await two.a.requests
      .get(AskPackages)
      .listPackages(session, thread, purpose);
    expect(packages.map(({ exhibit }) => exhibit)).toContain(before.exhibit);
    expect(await a.row(`state = 'BUILT'`)).toMatchObject({ package_key: null });
    // Files go after the commit, and the sealer's own step may have done it.
    await eventually(async () => (await two.a.objectStore.find(before.root)) === undefined);
  }, 60_000);

  it('is made of an erased thread: proofs, receipts and hashes, and when it was erased', async () => {
    const session = two.a.session('ana');
    const { exhibit } = await a.ask(thread, { reader: 'defence-1' as ReaderLabel, show: ['case'] });
    await a.until(same, 'BUILT');
    const made = await a.row(`state = 'BUILT'`);
    expect(made).toMatchObject({ exhibit, exit: 0, thread_key: null });
    const part = { thread, exhibit, file: 'PACKAGE', certificate: null, from: 0, purpose } as const;
    const { bytes } = await two.a.requests.get(DeliverPackages).piece(session, part);
    const whole = await a.opened(thread);
    expect(Buffer.from(bytes).equals(whole.subarray(0, bytes.length))).toBe(true);
    const report = await verifyPackage(whole, { roots: a.roots(whole), at: later() });
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    const { redaction } = report;
    const documents = redaction?.listed.filter(({ what }) => what === 'DOCUMENT') ?? [];
    expect([documents.length > 1, new Set(documents.map(({ reason }) => reason))]).toEqual([
      true,
      new Set(['ERASED']),
    ]);
    const [erasure] = await two.a.sql<{ at: Date }>(
      `select at from journal.event where typ = 'erasure.done' and thread = '${thread}'`,
    );
    expect(Date.parse(redaction?.erasedAt ?? '')).toBe(erasure?.at.getTime());
    const members = readZip(whole).map(({ name }) => name);
    expect(members).toContain(paths.message(1, 'envelope.json'));
    expect(members).toContain(paths.receipt(1));
    expect(members.filter((name) => /document|attachments|disclosures/.test(name))).toEqual([]);
    const handing = two.a.requests.get(HandOver);
    const hand = (of: string) =>
      handing.hand(session, {
        ...{ thread, exhibit: of, purpose, recipient: 'District Court' },
        ...{ at: timestamp(new Date()), way: 'TELEPHONE' },
      });
    const recipients = [{ recipient: null, told: 0 }];
    expect(await hand(exhibit)).toMatchObject({ handed: recipients, openCase: null });
    // No key is left under which a name could be erased: none is kept, and there is somebody to tell.
    const kept = `select octet_length(recipient) as bytes from cases.package_handed where thread = '${thread}'`;
    expect(await two.a.sql(kept)).toEqual([{ bytes: 0 }]);
    // The erasure looks for remains once more and removes nothing of it.
    await two.a.erase.run();
    expect((await a.row(`state = 'BUILT'`)).package_key).not.toBeNull();
    const { packages } = await two.a.requests
      .get(AskPackages)
      .listPackages(session, thread, purpose);
    expect(packages.find((each) => each.exhibit === exhibit)?.handed).toMatchObject(recipients);
    const gone = packages.find((each) => each.exhibit !== exhibit && each.state === 'BUILT');
    expect(gone).toBeDefined();
    await expect(hand(gone?.exhibit ?? '')).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
  }, 120_000);
});
