import { parseStateCode, timestamp, type StateCode } from '#kernel';
import type { ChainName } from '#capabilities/directory/directory.schema';
import { asAdmin, migrations, type Connection, type Store, type Tx } from '#store';
import { TestPostgres } from '../../../test/support/postgres.js';
import { aLinkId, aState, type TestState } from '../../../test/support/state.js';
import { officerForDocument } from './officers.js';
import { TrustStore } from './trust-store.js';

const hour = 3_600_000;
const link = aLinkId();

let postgres: TestPostgres;
let admin: Connection;
let store: Store;
let own: TestState;
let peer: TestState;
let trust: TrustStore;
let now: Date;

const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => store.transaction({ step: 'test' }, fn);
const opened = (): TrustStore => new TrustStore(own.state, own.rootFingerprint);
const refreshed = async (): Promise<TrustStore> => {
  const fresh = opened();
  await run((tx) => fresh.refresh(tx));
  return fresh;
};
const tamper = (sql: string): Promise<unknown> =>
  asAdmin(admin, async (query) => {
    await query.query('alter table trust.entry disable trigger user');
    await query.query('alter table trust.certificate disable trigger user');
    await query.query(sql);
  });

async function install(): Promise<void> {
  const owner = await postgres.store(admin, 'install', 1);
  await owner.transaction({ step: 'install' }, (tx) => own.install(tx));
  await owner.close();
}

beforeAll(async () => {
  postgres = await TestPostgres.start();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  admin = await postgres.database(migrations);
  store = await postgres.store(await postgres.role(admin, 'liaise_opener'), 'test', 8);
  own = await aState('XA').build();
  peer = await aState('XB').build();
  now = own.at;
  await own.confirm(peer, link, 1);
  await install();
  trust = await refreshed();
});
afterEach(() => store.close());

describe('own chains', () => {
  it('are read, verified and followed', async () => {
    expect(trust.point(own.state)).toEqual(own.point());
    expect(trust.peers().peer(peer.state)?.linkId).toBe(link);
    const suspension = await own.suspension('ana', now);
    const other = await refreshed();
    const point = await run((tx) => trust.append(tx, 'directory', suspension, now));
    expect(point).toMatchObject(own.point());
    const { fingerprint } = own.officer('ana').key;
    await run((tx) => other.refresh(tx));
    expect(other.own().activeOfficer(fingerprint, own.validity.to)).toBeUndefined();
    expect(other.compare(own.state, own.point())).toBe('KNOWN');
    expect(other.compare(own.state, { ...own.point(), version: 99 })).toBe('AHEAD');
    expect(other.compare(own.state, { ...own.point(), version: 3 })).toBe('FORK');
  });

  it('do not take what was rolled back', async () => {
    const suspension = await own.suspension('ana', now);
    const failed = run(async (tx) => {
      await trust.append(tx, 'directory', suspension, now);
      await trust.refresh(tx);
      throw new Error('after the append');
    });
    await expect(failed).rejects.toThrow('after the append');
    await run((tx) => trust.refresh(tx));
    expect(trust.own().version).toBe(own.directory.length - 1);
    await run((tx) => trust.append(tx, 'directory', suspension, now));
    await run((tx) => trust.refresh(tx));
    expect(trust.point(own.state)).toEqual(own.point());
  });

  it('do not fork when many append at once', async () => {
    const entries = [];
    for (let i = 0; i < 8; i += 1)
      entries.push(await own.suspension('ana', new Date(now.getTime() + i)));
    const stores = await Promise.all(entries.map(() => refreshed()));
    await Promise.all(
      entries.map((entry, i) =>
        run((tx) => (stores[i] ?? trust).append(tx, 'directory', entry, now)),
      ),
    );
    const fresh = await refreshed();
    expect(fresh.own().version).toBe(own.directory.length);
    await run((tx) => fresh.recheck(tx));
  });

  it('take no entry that is old or from the future, whoever signed it', async () => {
    const early = new Date(now.getTime() - 8 * 24 * hour);
    const backdated = await own.suspension('ana', early, { issuedAt: new Date(now.getTime()) });
    await expect(
      run((tx) =>
        trust.append(tx, 'directory', backdated, new Date(now.getTime() + 8 * 24 * hour)),
      ),
    ).rejects.toMatchObject({ code: 'TRUST_ENTRY_TIME' });
    await expect(
      run((tx) => trust.append(tx, 'directory', backdated, new Date(now.getTime() - hour))),
    ).rejects.toMatchObject({ code: 'TRUST_ENTRY_TIME' });
  });

  it('read by an older snapshot raise no alarm', async () => {
    const suspension = await own.suspension('ana', now);
    await store.transaction({ step: 'test', isolation: 'REPEATABLE READ' }, async (old) => {
      await old.query('select 1 from trust.entry limit 1');
      await run((tx) => trust.append(tx, 'directory', suspension, now));
      await run((tx) => trust.refresh(tx));
      await trust.refresh(old);
    });
    expect(trust.point(own.state)).toEqual(own.point());
  });
});

describe('rows changed by somebody with all rights (T-52)', () => {
  const last = `version = (select max(version) from trust.entry where state = 'XA' and chain = 'directory')
    and state = 'XA' and chain = 'directory'`;

  it.each([
    ['entry bytes', `update trust.entry set entry = set_byte(entry, 40, 65) where ${last}`],
    ['a signature', `update trust.entry set signatures = array['\\x00'::bytea] where ${last}`],
    ['a head', `update trust.entry set head = repeat('0', 64) where ${last}`],
    ['a removed row', `delete from trust.entry where ${last}`],
    [
      'a row put in twice',
      `insert into trust.entry (state, chain, root, version, entry, signatures, head)
       select state, chain, root, version + 1, entry, signatures, head from trust.entry where ${last}`,
    ],
  ])('are detected by a running process: %s', async (_, sql) => {
    await tamper(sql);
    await expect(run((tx) => trust.refresh(tx))).rejects.toMatchObject({
      code: 'TRUST_CHAIN_BROKEN',
      action: 'alarm',
    });
    expect(trust.point(own.state)).toEqual(own.point());
  });

  it('are detected in the middle of the chain by a start and by a recheck', async () => {
    await tamper(
      `update trust.entry set entry = convert_to(replace(convert_from(entry, 'UTF8'), 'AUDITOR', 'DUTY_OFFICER'), 'UTF8')
        where state = 'XA' and chain = 'directory' and convert_from(entry, 'UTF8') like '%AUDITOR%'`,
    );
    await expect(refreshed()).rejects.toMatchObject({ code: 'TRUST_CHAIN_BROKEN' });
    await run((tx) => trust.refresh(tx));
    await expect(run((tx) => trust.recheck(tx))).rejects.toMatchObject({
      code: 'TRUST_CHAIN_BROKEN',
    });
  });

  it('cannot confirm a neighbour or change a certificate', async () => {
    const { fingerprint } = own.officer('ana').key;
    const { fingerprint: other } = own.officer('ben').key;
    await tamper(
      `update trust.certificate c set certificate = o.certificate, sha256 = o.sha256
         from trust.certificate o where c.fingerprint = '${fingerprint}' and o.fingerprint = '${other}'`,
    );
    await expect(run((tx) => trust.certificate(tx, fingerprint))).rejects.toMatchObject({
      code: 'TRUST_CERTIFICATE_CHANGED',
    });
    await tamper(
      `update trust.entry set entry = convert_to(replace(convert_from(entry, 'UTF8'), 'XB', 'XC'), 'UTF8') where chain = 'peers'`,
    );
    await expect(refreshed()).rejects.toMatchObject({ code: 'TRUST_CHAIN_BROKEN' });
  });
});

describe('the directory of a neighbour', () => {
  const accept = async (...args: Parameters<TestState['directoryStatement']>): Promise<unknown> => {
    const statement = await peer.directoryStatement(...args);
    const accepted = await run((tx) => trust.acceptDirectory(tx, statement, now));
    await run((tx) => trust.refresh(tx));
    return accepted;
  };

  it('is taken in parts, is fresh until then, and stands after a restart', async () => {
    expect(trust.point(peer.state)).toBeUndefined();
    await accept(own.state, link, { version: 12 });
    expect(trust.point(peer.state)).toEqual(peer.point(12));
    await accept(own.state, link, { from: 10 });
    expect(trust.point(peer.state)).toEqual(peer.point());
    await accept(own.state, link, { from: peer.directory.length, hours: 2 });
    const fresh = await refreshed();
    expect(fresh.point(peer.state)).toEqual(peer.point());
    const { freshUntil, point } = (await run((tx) => fresh.freshness(tx, peer.state))) ?? {};
    expect(point).toEqual(peer.point());
    expect(freshUntil).toBe(new Date(now.getTime() + 24 * hour).toISOString());
  });

  it('travels as the rows that were verified, in parts that fit, until nothing is left', async () => {
    const sender = new TrustStore(peer.state, peer.rootFingerprint);
    const other = await postgres.store(await postgres.database(migrations), 'peer');
    try {
      while (peer.directory.length < 80)
        await peer.suspension('ana', new Date(now.getTime() + peer.directory.length));
      await other.transaction({ step: 'test' }, (tx) => peer.install(tx));
      await other.transaction({ step: 'test' }, (tx) => sender.refresh(tx));
      const sizes: number[] = [];
      for (let from = 0; ;) {
        const part = await other.transaction({ step: 'test' }, (tx) =>
          sender.entriesFrom(tx, from),
        );
        const freshUntil = timestamp(new Date(now.getTime() + hour));
        const body = { ...part, freshUntil };
        const statement = await peer.statement('directory', own.state, link, body);
        expect(await run((tx) => trust.acceptDirectory(tx, statement, now))).toEqual(part.point);
        await run((tx) => trust.refresh(tx));
        sizes.push(part.entries.length);
        from = part.point.version;
        if (part.entries.length === 0) break;
      }
      expect(sizes).toEqual([64, 16, 0]);
      expect(trust.point(peer.state)).toEqual(peer.point());
    } finally {
      await other.close();
    }
  });

  it('is given to clients chain by chain, but not whom a neighbour trusts', async () => {
    await accept(own.state, link, {});
    const part = (chain: ChainName, state: StateCode | null, from: number) =>
      run((tx) => trust.part(tx, chain, state, from));
    const mine = await part('directory', null, 0);
    expect(mine).toEqual(await part('directory', own.state, 0));
    expect(mine.entries).toHaveLength(own.directory.length);
    expect(mine.point).toEqual(own.point());
    const end = await part('directory', null, 100_000);
    expect(end).toEqual({ point: own.point(), from: own.directory.length, entries: [] });
    const theirs = await part('directory', peer.state, 3);
    expect([theirs.from, theirs.point]).toEqual([3, peer.point()]);
    expect((await part('peers', null, 0)).entries).toHaveLength(own.peers.length);
    for (const asked of [part('peers', peer.state, 0), part('directory', parseStateCode('XQ'), 0)])
      await expect(asked).rejects.toMatchObject({ code: 'TRUST_PEER_UNKNOWN' });
    expect(await run((tx) => trust.administratorCertificates(tx))).toHaveLength(2);
  });

  it('never goes back, never has a gap, never shows two histories', async () => {
    await accept(own.state, link, { version: 12 });
    await expect(accept(own.state, link, { version: 8 })).rejects.toMatchObject({
      code: 'TRUST_VERSION_OLD',
    });
    await expect(accept(own.state, link, { from: 14 })).rejects.toMatchObject({
      code: 'TRUST_ENTRIES_MISSING',
    });
    const [first] = peer.directory.splice(10, 1);
    expect(first).toBeDefined();
    await expect(accept(own.state, link, { from: 0, version: 12 })).rejects.toMatchObject({
      code: 'TRUST_FORK',
      action: 'alarm',
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['another link', () => accept(own.state, aLinkId('other'))],
    ['another addressee', () => accept(peer.state, link)],
    ['a life of more than a day', () => accept(own.state, link, { hours: 25 })],
    [
      'a key that is not the signing key',
      async () => {
        const { bytes } = await peer.directoryStatement(own.state, link);
        const signature = await peer.sign(bytes, peer.keys.receipts);
        return run((tx) => trust.acceptDirectory(tx, { bytes, signature }, now));
      },
    ],
  ])('is refused with %s', async (_, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ code: 'TRUST_STATEMENT_INVALID' });
    expect(
      await run((tx) => tx.query('select 1 from trust.entry where state = $1', ['XB'])),
    ).toEqual([]);
  });

  it('is refused of a State that is no confirmed neighbour', async () => {
    const stranger = await aState('XC').build();
    const statement = await stranger.directoryStatement(own.state, link);
    await expect(run((tx) => trust.acceptDirectory(tx, statement, now))).rejects.toMatchObject({
      code: 'TRUST_PEER_UNKNOWN',
    });
  });

  it('when changed closes that neighbour only; freshness cannot be prolonged by SQL', async () => {
    await accept(own.state, link);
    await tamper(`update trust.freshness set fresh_until = fresh_until + interval '1 day'`);
    await expect(run((tx) => trust.freshness(tx, peer.state))).rejects.toMatchObject({
      code: 'TRUST_FRESHNESS_CHANGED',
    });
    await tamper(
      `update trust.entry set head = repeat('0', 64) where state = 'XB' and version = 3`,
    );
    const fresh = await refreshed();
    expect(fresh.point(own.state)).toEqual(own.point());
    expect(() => fresh.directoryOf(peer.state)).toThrow('TRUST_CHAIN_BROKEN');
  });

  it('begins anew with a new root; what rests on the old one still verifies', async () => {
    await accept(own.state, link);
    const { officer, authority, key } = peer.officer('ana');
    const before = peer.point();
    const at = timestamp(now);
    const claim = {
      ...{ signer: key.fingerprint, officer, authority, composedAt: at, sealedAt: at, now: at },
      roles: ['LIAISON_OFFICER'] as const,
    };
    // Keys of a name are made once in ten minutes.
    const anew = new Date(now.getTime() + 10 * 60_000);
    const renewed = await aState('XB').at(anew).build();
    expect(renewed.rootFingerprint).not.toBe(peer.rootFingerprint);
    const entry = await own.confirm(renewed, link, 1);
    await run((tx) => trust.append(tx, 'peers', entry, now));
    await run((tx) => trust.refresh(tx));
    expect(trust.version(peer.state)).toBe(0);
    expect(await run((tx) => trust.freshness(tx, peer.state))).toBeUndefined();
    expect([...(await run((tx) => trust.lapsed(tx, now)))]).toEqual([peer.state]);
    const statement = await renewed.directoryStatement(own.state, link);
    await run((tx) => trust.acceptDirectory(tx, statement, renewed.at));
    const fresh = await refreshed();
    expect(fresh.point(peer.state)).toEqual(renewed.point());
    expect(() => officerForDocument(fresh.directoryOf(peer.state), claim)).toThrow(
      'OFFICER_UNKNOWN',
    );
    expect([...(await run((tx) => fresh.lapsed(tx, now)))]).toEqual([]);
    const then = await run((tx) => fresh.directoryAt(tx, peer.state, before));
    expect(officerForDocument(then, claim).officer).toBe('ana');
    const unknown = { version: before.version, head: renewed.point(2).head };
    const missing = run((tx) => fresh.directoryAt(tx, peer.state, unknown));
    await expect(missing).rejects.toThrow('TRUST_POINT_UNKNOWN');
    // Its entries are available for verification from the root confirmed then.
    const given = (root: TestState['rootFingerprint']) =>
      run((tx) => fresh.formerPart(tx, peer.state, root, 2));
    expect((await given(peer.rootFingerprint)).entries.length).toBe(before.version - 2);
    await expect(given(own.rootFingerprint)).rejects.toThrow('TRUST_PEER_UNKNOWN');
    await run((tx) => fresh.recheck(tx));
  });

  it('is no longer used once the link is removed', async () => {
    await accept(own.state, link);
    const removed = await own.add('peer-removed', { peer: peer.state, linkId: link }, [
      own.officer('eli').key,
    ]);
    await run((tx) => trust.append(tx, 'peers', removed, now));
    await run((tx) => trust.refresh(tx));
    expect(() => trust.directoryOf(peer.state)).toThrow('TRUST_PEER_UNKNOWN');
  });
});
