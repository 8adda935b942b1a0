import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { HandOver } from '#capabilities/packages/life/hand-over.service';
import { WatchPackages } from '#capabilities/packages/life/watch-packages.jobs';
import { parseReaderLabel } from '#capabilities/packages/variants.model';
import type { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import type { PackagePieceAsked, PackageView } from '#capabilities/packages/packages.contract';
import { AskPackages, DeliverPackages } from '#capabilities/packages/packages.service';
import { Transfer } from '#capabilities/transfers/transfers.rows';
import { eventKeyName } from '#custody';
import { knownObject } from '#journal';
import {
  parseAuthorityId,
  timestamp,
  type DocumentId,
  type Sha256,
  type Sha512,
  type ThreadId,
} from '#kernel';
import { names, readZip } from '#package';
import { threadColumns, type ThreadRecord } from '#threads';
import { keyHash } from '#tlog';
import { sha256, sha512 } from '#wire';
import { newHold } from '../../support/archive.js';
import { eventually } from '../../support/nats.js';
import { insertRow } from '../../support/rows.js';
import { rawPublicKey } from '../../support/state.js';
import type { TwoStates } from '../../support/two-states.js';
import type { Packing } from '../fixtures/packing.js';
import { answeredThread, packingStates } from './packing.js';

const purpose = 'INVESTIGATION' as const;

describe('an evidence package that a court outside has', () => {
  let two: TwoStates;
  let a: Packing;
  let build: BuildPackages;
  let thread: ThreadId;
  let request: DocumentId;
  const [hold, basis] = [newHold(), 'LED_ART_16_2'];
  let exhibit: string;
  let newer: string;
  const same = () => Promise.resolve(build);
  const ana = () => two.a.session('ana');
  const when = () => ({ at: timestamp(new Date()), way: 'TELEPHONE' }) as const;

  beforeAll(async () => {
    ({ two, a } = await packingStates());
    build = await a.builder();
    ({ thread, request } = await answeredThread(two));
    await a.stampLog();
    await a.tellHealth();
    ({ exhibit } = await a.ask(thread));
    await a.until(same, 'BUILT');
    a.failures.splice(0);
  }, 120_000);

  async function shown(of: string): Promise<PackageView> {
    const { packages } = await two.a.requests.get(AskPackages).listPackages(ana(), thread, purpose);
    const found = packages.find((each) => each.exhibit === of);
    if (found === undefined) throw new Error(of);
    return found;
  }

  async function touched(of: string, count: number): Promise<PackageView['concerns']> {
    two.a.steps.wake('packages');
    const found = `select 1 as one from cases.package_concern c join cases.package p on p.id = c.package
      where p.exhibit = '${of}'`;
    await eventually(async () => (await two.a.sql(found)).length >= count);
    return (await shown(of)).concerns;
  }

  const alerts = async (who = ana()): Promise<string[]> => {
    const list = await two.a.asking.listThreads(who, { limit: 100, before: null }, purpose);
    const row = list.find((each) => each.thread === thread);
    return (row?.alerts ?? []).map(({ alert }) => alert);
  };

  const hand = (recipient: string, of = exhibit, who = ana()): Promise<PackageView> => {
    const said = { thread, exhibit: of, purpose, recipient, ...when() };
    return two.a.requests.get(HandOver).hand(who, said);
  };
  const tell = (handed: string, concerns: number): Promise<PackageView> => {
    const said = { thread, exhibit, purpose, handed, concerns, ...when() };
    return two.a.requests.get(HandOver).tell(ana(), said);
  };

  it('says who has it, and is on record with a digest of the name', async () => {
    const { handed, concerns } = await hand('District Court, Second Chamber');
    expect([handed, concerns]).toMatchObject([
      [{ recipient: 'District Court, Second Chamber', officer: 'ana', told: 0, toldAt: null }],
      [],
    ]);
    const [row] = await two.a.sql<{ leaf: string; kept: Buffer }>(
      `select convert_from(e.leaf, 'UTF8') as leaf, h.recipient as kept from journal.event e, cases.package_handed h
       where e.thread = '${thread}' and e.typ = 'pkg.handed' and h.thread = e.thread`,
    );
    expect(JSON.parse(row?.leaf ?? '{}')).toMatchObject({
      data: { exhibit, handed: handed[0]?.handed, way: 'TELEPHONE', purpose },
    });
    expect(row?.leaf).not.toMatch('District');
    expect(row?.kept.includes('District')).toBe(false);
    await expect(hand('x\u0007')).rejects.toMatchObject({ code: 'VALUE_INVALID' });
    await expect(hand('x', 'border-police-2026-999')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(tell(handed[0]?.handed ?? '', 1)).rejects.toMatchObject({
      code: 'PACKAGE_CONCERNS_DIFFER',
    });
  }, 60_000);

  it('is touched by a recall once, and stays an alert until the court was told', async () => {
    const body = { what: 'RECALL', items: [request], reason: 'Sent by mistake.' } as const;
    const recall = await two.reply('ana', { thread, inReplyTo: request }, 'recall', body);
    expect(await alerts()).not.toContain('PACKAGE_UNTOLD');
    await two.a.submit.submitDocument(ana(), recall);
    expect(await touched(exhibit, 1)).toMatchObject([
      { number: 1, code: 'ITEM_RECALLED', cause: recall.id },
    ]);
    expect(await alerts()).toContain('PACKAGE_UNTOLD');
    await eventually(() => (two.a.measured.get('packages')?.['untold'] ?? 0) === 1);
    const { handed } = await shown(exhibit);
    const packageView = await tell(handed[0]?.handed ?? '', 1);
    expect(packageView.handed).toMatchObject([{ told: 1, toldAt: expect.any(String) }]);
    expect(await alerts()).not.toContain('PACKAGE_UNTOLD');
    await expect(tell(handed[0]?.handed ?? '', 1)).rejects.toMatchObject({
      code: 'PACKAGE_CONCERNS_DIFFER',
    });
    // A second look finds nothing new.
    const { store, trust, journal } = await two.a.parts('sealer');
    const looked: number[] = [];
    const watch = new WatchPackages(store, trust, journal, ({ untold }) => looked.push(untold));
    await watch.run();
    await watch.run();
    expect(looked).toEqual([0, 0]);
    const once = `select 1 as one from journal.event where typ = 'pkg.touched' and thread = '${thread}'`;
    expect(await two.a.sql(once)).toHaveLength(1);
  }, 60_000);

  it('is not told of by rows alone: the database asks for the entry, and for no more concerns than there are', async () => {
    const { store, journal } = await two.a.parts('requests');
    const write = (sql: string) =>
      store.transaction(officerContext(ana(), 'tell-recipient'), (tx) => tx.query(sql));
    const of = `from cases.package_handed h join cases.package p on p.id = h.package where p.exhibit = '${exhibit}'`;
    const [said] = await two.a.sql<{ told: string; handed: string }>(
      `select (select id from journal.event where typ = 'pkg.told' and thread = '${thread}') as told,
         (select id from journal.event where typ = 'pkg.handed' and thread = '${thread}') as handed`,
    );
    const missing = {
      cause: { message: expect.stringContaining('LIAISE_ENTRY_MISSING') as unknown },
    };
    const [notifiedEvent, handed] = [said?.told ?? '', said?.handed ?? ''];
    const tellRow = (concerns: number, event: string) =>
      write(`insert into cases.package_told (handed, concerns, officer, told_at, way, event)
        select h.id, ${concerns}, 'ana', clock_timestamp(), 'LETTER', '${event}' ${of}`);
    const handRow = (event: string) =>
      write(`insert into cases.package_handed (id, package, thread, officer, handed_at, way, recipient, event)
        select gen_random_uuid(), h.package, h.thread, 'ana', clock_timestamp(), 'LETTER', h.recipient, '${event}' ${of}`);
    for (const event of [randomUUID(), notifiedEvent, handed]) {
      await expect(tellRow(256, event)).rejects.toMatchObject(missing);
      await expect(handRow(event)).rejects.toMatchObject(missing);
    }
    const given = `update cases.package set delivered_at = clock_timestamp() where exhibit = '${exhibit}'`;
    await expect(write(given)).rejects.toMatchObject(missing);
    const [file] = await two.a.sql<{ sha256: Sha256; sha512: Sha512; size: string }>(
      `select sha256, sha512, size from cases.package where exhibit = '${exhibit}'`,
    );
    if (file === undefined) throw new Error(exhibit);
    const giveOut = (sha512: Sha512) =>
      store.transaction(officerContext(ana(), 'read-package'), async (tx) => {
        const object = knownObject('package', { ...file, size: Number(file.size), sha512 });
        await journal.recordEvent(tx, {
          ...{ typ: 'pkg.delivered', case: { thread, compartment: 'ENFORCEMENT' }, obj: [object] },
          ...{ actor: { officer: ana().officer, role: 'CENTRAL_AUTHORITY' as const } },
          data: { exhibit, from: 0, purpose },
        });
        await tx.query(given.replace('clock_timestamp()', `'infinity'`));
      });
    await expect(giveOut(sha512(Buffer.of()))).rejects.toMatchObject(missing);
    await giveOut(file.sha512);
    const [{ sound } = { sound: false }] = await two.a.sql<{ sound: boolean }>(
      `select delivered_at <= clock_timestamp() as sound from cases.package where exhibit = '${exhibit}'`,
    );
    expect(sound).toBe(true);
    for (const event of [randomUUID(), notifiedEvent, handed])
      await expect(
        write(`insert into cases.package_stayed (package, thread, officer, event)
          select p.id, p.thread, 'ana', '${event}' from cases.package p where p.exhibit = '${exhibit}'`),
      ).rejects.toMatchObject(missing);
    const early = `update cases.package_handed set recipient = null where thread = '${thread}'`;
    await expect(two.a.sql(early)).rejects.toThrow('who received a package stays');
    const { handed: has } = await shown(exhibit);
    const before = { at: timestamp(new Date(0)), way: 'LETTER' } as const;
    const late = { thread, exhibit, purpose, ...before };
    await expect(
      two.a.requests.get(HandOver).hand(ana(), { ...late, recipient: 'x' }),
    ).rejects.toMatchObject({ code: 'VALUE_INVALID', detail: 'at' });
    expect(has).toHaveLength(1);
  }, 60_000);

  it('is superseded by one that says so itself, and by no second one', async () => {
    const of = { supersedes: exhibit, reason: 'RECALL' } as const;
    await expect(a.ask(thread, { reason: 'RECALL' })).rejects.toMatchObject({
      code: 'VALUE_INVALID',
    });
    // The newer one is for the same reader: a package replaces only an older one of its reader.
    await expect(
      a.ask(thread, { ...of, reader: parseReaderLabel('defence-1') }),
    ).rejects.toMatchObject({
      code: 'PACKAGE_NOT_SUPERSEDED',
    });
    const strange = a.ask(thread, { ...of, supersedes: 'border-police-2026-999' });
    await expect(strange).rejects.toMatchObject({ code: 'PACKAGE_NOT_SUPERSEDED' });
    ({ exhibit: newer } = await a.ask(thread, of));
    await a.until(same, 'BUILT');
    expect(a.failures.splice(0)).toEqual([]);
    const [, second] = await touched(exhibit, 2);
    expect(second).toMatchObject({ number: 2, code: 'SUPERSEDED', cause: newer });
    expect(await shown(newer)).toMatchObject({
      supersedes: { exhibit, reason: 'RECALL' },
      concerns: [],
    });
    expect(await alerts()).toContain('PACKAGE_UNTOLD');
    const index = readZip(await a.opened(thread)).find(({ name }) => name === names.index);
    expect(JSON.parse(Buffer.from(index?.content ?? '{}').toString())).toMatchObject({
      supersedes: { exhibit, reason: 'RECALL' },
    });
    await expect(a.ask(thread, of)).rejects.toMatchObject({ code: 'PACKAGE_NOT_SUPERSEDED' });
  }, 120_000);

  it('is an alert, too, while it was fetched and nobody is on record who has it', async () => {
    const { store, trust, journal } = await two.a.parts('sealer');
    const looked: unknown[] = [];
    const watch = new WatchPackages(store, trust, journal, (found) => looked.push(found));
    const look = async (): Promise<unknown> => {
      await watch.run();
      return looked.at(-1);
    };
    const { handed } = await shown(exhibit);
    await tell(handed[0]?.handed ?? '', 2);
    const fetched: PackagePieceAsked = {
      ...{ thread, exhibit: newer, from: 0, purpose },
      ...{ file: 'PACKAGE', certificate: null },
    };
    await two.a.requests.get(DeliverPackages).piece(ana(), fetched);
    const { deliveredAt } = await shown(newer);
    expect(deliveredAt).not.toBeNull();
    expect([await alerts(), await look()]).toMatchObject([[], { untold: 0, unrecorded: 0 }]);
    const [row] = await two.a.sql<{ id: string }>(
      `select id from cases.package where exhibit = '${newer}'`,
    );
    const of = { package: row?.id ?? '', thread };
    const replaced = { ...of, number: 1, code: 'SUPERSEDED', cause: 'border-police-2026-9' };
    await insertRow(two.a, 'cases.package_concern', replaced);
    // A newer one in its place is no reason to ask where this one is.
    expect([await alerts(), await look()]).toMatchObject([[], { untold: 0, unrecorded: 0 }]);
    await insertRow(two.a, 'cases.package_concern', { ...of, number: 2, code: 'ITEM_RECALLED' });
    expect([await alerts(), await look()]).toMatchObject([
      ['PACKAGE_UNTOLD'],
      { untold: 0, unrecorded: 1 },
    ]);
    const stay = () =>
      two.a.requests.get(HandOver).stay(ana(), { thread, exhibit: newer, purpose });
    expect((await stay()).stayedAt).not.toBeNull();
    expect([await alerts(), await look()]).toMatchObject([[], { untold: 0, unrecorded: 0 }]);
    await expect(stay()).rejects.toMatchObject({ code: 'PACKAGE_IMPOSSIBLE' });
    // Whoever fetches it again may pass it on: what was said before does not speak of that.
    await two.a.requests.get(DeliverPackages).piece(ana(), fetched);
    const again = await shown(newer);
    expect(again).toMatchObject({ stayedAt: null, deliveredAt: expect.any(String) });
    expect(await look()).toMatchObject({ untold: 0, unrecorded: 1 });
    // Since when it is out is said once: another fetch changes nothing.
    await two.a.requests.get(DeliverPackages).piece(ana(), fetched);
    expect(await shown(newer)).toMatchObject({ deliveredAt: again.deliveredAt });
  }, 60_000);

  it('goes with its thread to another authority, which is told, fetches it, and says who has it', async () => {
    const { store, trust, journal, keys } = await two.a.parts('sealer');
    const moveTo = (authority: string) =>
      store.transaction({ step: 'move-threads' }, async (tx) => {
        const [row] = await tx.query<ThreadRecord>(
          `select ${threadColumns} from cases.thread where id = $1`,
          [thread],
        );
        if (row === undefined) throw new Error(thread);
        await new Transfer(keys).move(tx, row, parseAuthorityId(authority), null);
      });
    const there = { ...ana(), authority: parseAuthorityId('coast-guard') };
    const own = two.a.requests;
    await moveTo('coast-guard');
    expect(await alerts(there)).toEqual(['PACKAGE_UNTOLD']);
    const { packages } = await own.get(AskPackages).listPackages(there, thread, purpose);
    expect(packages.map((each) => each.exhibit)).toEqual([newer, exhibit]);
    await expect(own.get(AskPackages).listPackages(ana(), thread, purpose)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const fetched = { thread, exhibit: newer, from: 0, purpose, certificate: null };
    await own.get(DeliverPackages).piece(there, { ...fetched, file: 'PACKAGE' });
    const { handed } = await hand('District Court', newer, there);
    const said = { thread, exhibit: newer, purpose, handed: handed[0]?.handed ?? '', concerns: 2 };
    await own.get(HandOver).tell(there, { ...said, ...when() });
    expect(await alerts(there)).toEqual([]);
    const looked: unknown[] = [];
    await new WatchPackages(store, trust, journal, (found) => looked.push(found)).run();
    expect(looked).toMatchObject([{ untold: 0, unrecorded: 0 }]);
    await moveTo('border-police');
    const stays = own.get(HandOver).stay(ana(), { thread, exhibit: newer, purpose });
    await expect(stays).rejects.toMatchObject({ code: 'PACKAGE_IMPOSSIBLE' });
  }, 60_000);

  it('is touched by a key of a machine that ended before a time-stamp shows what it signed', async () => {
    const keysOf = (of: string) =>
      two.a.sql<{ id: string; key: string; until: Date | null }>(
        `select p.id, y.key, y.until from cases.package_key y join cases.package p on p.id = y.package
         where p.exhibit = '${of}'`,
      );
    const until = new Map((await keysOf(exhibit)).map((each) => [each.key, each.until]));
    const { keys } = two.a.state;
    expect(until.get(keys.package.fingerprint)).toBeNull();
    for (const state of [two.a.state, two.b.state])
      expect(until.has(state.keys.signing.fingerprint)).toBe(true);
    expect(until.has(keyHash(two.b.state.noteSigner('log').verifier))).toBe(true);
    for (const service of ['requests', 'sealer', 'opener', 'audit', 'evidence']) {
      const event = two.a.state.eventKeys.get(service);
      expect([service, event && until.has(eventKeyName(createPublicKey(event)))]).toEqual([
        ...[service, true],
      ]);
    }
    const answering = two.b.state.eventKeys.get('opener');
    expect(answering && until.has(eventKeyName(createPublicKey(answering)))).toBe(true);
    expect(until.get(two.b.state.rootFingerprint)).toBeNull();
    // A key of its own stands for one of these: they are needed on.
    const publicKey = rawPublicKey(generateKeyPairSync('ed25519').privateKey);
    const key = sha256(Buffer.from(publicKey, 'base64'));
    const moment = new Date(Math.floor(Date.now() / 1_000) * 1_000);
    const [kept] = await keysOf(newer);
    await insertRow(two.a, 'cases.package_key', { package: kept?.id ?? '', key, until: moment });
    const before = (await shown(newer)).concerns.length;
    const ends = { service: 'audit', publicKey, from: timestamp(moment), to: timestamp(moment) };
    await two.a.state.add('event-key', ends, [two.a.state.root], { issuedAt: new Date() });
    await two.a.install();
    const concerns = await touched(newer, before + 1);
    expect(concerns.at(-1)).toMatchObject({ code: 'KEY_REVOKED', cause: key });
  }, 60_000);

  it('keeps its thread from being erased, which its status says, until administrators have decided on a hold', async () => {
    await expect(two.a.orderErasing(thread)).rejects.toMatchObject({
      ...{ code: 'ERASURE_CASE_OPEN', detail: 'PACKAGE_HANDED' },
    });
    expect(await shown(exhibit)).toMatchObject({
      openCase: { ground: 'PACKAGE_HANDED', erasure: 'DECISION_NEEDED', stoppedAt: null },
    });
    // Its due day arrives.
    await two.a.sql(
      `update cases.thread set erase_at = clock_timestamp(), retention_rule = 0 where id = '${thread}'`,
    );
    two.a.steps.wake('erase');
    await eventually(async () => (await alerts()).includes('ERASURE_STOPPED'));
    expect((await shown(exhibit)).openCase?.stoppedAt).not.toBeNull();
    await two.a.order('hold', { hold, thread, reason: 'COURT_ORDER', basis });
    expect((await shown(exhibit)).openCase).toMatchObject({ erasure: 'HELD' });
  }, 60_000);

  it('keeps that it was handed over, and not to whom, once its thread is erased after a decision', async () => {
    await two.a.order('hold-lifted', { hold, thread, basis });
    await two.a.erase.run();
    await eventually(async () => {
      const kept = await two.a.sql<{ recipient: Buffer | null }>(
        `select recipient from cases.package_handed where thread = '${thread}'`,
      );
      return kept.length === 2 && kept.every(({ recipient }) => recipient === null);
    });
    await expect(hand('x')).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
    // Nobody can be told any more, so nothing is due.
    two.a.steps.wake('packages');
    await eventually(() => two.a.measured.get('packages')?.['untold'] === 0);
  }, 60_000);
});
