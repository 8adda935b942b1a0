import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compartments,
  parseAuthorityId,
  timestamp,
  type Fingerprint,
  type StateCode,
} from '#kernel';
import { createUserKey } from '#broker';
import { open, readCertificate, seal, type PrivateKey } from '#seal';
import { asAdmin, type Connection, migrations, type Store, type Tx } from '#store';
import { keyFile, TrustStore } from '#trust';
import type { SignedEntry } from '#wire';
import { readHeldKey } from '../../apps/cli/src/installation/keys/held-keys.js';
import { Layout } from '../../apps/cli/src/installation/layout.js';
import { disk, type Disk } from '../../apps/cli/src/installation/keys/replace-secret.js';
import { alone } from '../../apps/cli/src/installation/keys/subkey-records.js';
import { Subkeys, type Looked } from '../../apps/cli/src/installation/keys/subkeys.js';
import { copyDatabase, type TestPostgres } from './postgres.js';
import { insertRow, insertRows } from './rows.js';
import { writeDecryptionKeys, writeServiceKeys } from './keys.js';
import { aState } from './state.js';
import type { TestState } from './test-state.js';

export const day = 24 * 3_600_000;
const authority = parseAuthorityId('border-police');
export const police = 'authority-border-police-ENFORCEMENT';

export class Crashes {
  #left: number;
  #dead = false;
  passed = 0;

  constructor(at = Number.POSITIVE_INFINITY) {
    this.#left = at;
  }

  get happened(): boolean {
    return this.#dead;
  }

  readonly point = (): void => {
    if (this.#dead || this.#left === 0) {
      this.#dead = true;
      throw new Error('crash');
    }
    this.#left -= 1;
    this.passed += 1;
  };

  around<A extends unknown[]>(fn: (...args: A) => Promise<unknown>): (...args: A) => Promise<void> {
    return async (...args) => {
      this.point();
      await fn(...args);
      this.point();
    };
  }

  get disk(): Disk {
    return {
      create: this.around(disk.create),
      link: this.around(disk.link),
      rename: this.around(disk.rename),
      drop: this.around(disk.drop),
      destroy: this.around(disk.destroy),
    };
  }
}

export class SubkeyKeeper {
  readonly layout: Layout;
  #trust: TrustStore | undefined;

  private constructor(
    readonly state: TestState,
    private readonly postgres: TestPostgres,
    public database: Connection,
    private store: Store,
    private readonly folder: string,
  ) {
    this.layout = new Layout(folder);
  }

  static async create(postgres: TestPostgres, folder: string): Promise<SubkeyKeeper> {
    const state = await aState('XA').build();
    const database = await postgres.database(migrations);
    const store = await postgres.store(database, 'install', 2);
    await store.transaction({ step: 'install' }, (tx) => state.install(tx));
    writeServiceKeys(folder, state.eventKeys);
    writeDecryptionKeys(folder, state);
    mkdirSync(join(folder, 'peers'));
    return new SubkeyKeeper(state, postgres, database, store, folder);
  }

  close(): Promise<void> {
    return this.store.close();
  }

  async saveCopy(): Promise<void> {
    cpSync(this.folder, this.#kept, { recursive: true });
    await keepRows(this.database);
  }

  async putBack(): Promise<void> {
    rmSync(this.folder, { recursive: true });
    cpSync(this.#kept, this.folder, { recursive: true });
    await putRowsBack(this.database);
    this.#trust = undefined;
  }

  get #kept(): string {
    return `${this.folder}.kept`;
  }

  async backup(): Promise<Connection> {
    await this.store.close();
    const { cluster } = this.postgres;
    const name = `${this.database.database}_${randomBytes(4).toString('hex')}`;
    await copyDatabase(cluster, this.database.database, name);
    await this.restore(this.database);
    return cluster.admin(name);
  }

  async restore(backup: Connection): Promise<void> {
    await this.store.close();
    this.database = backup;
    this.#trust = undefined;
    this.store = await this.postgres.store(backup, 'install', 2);
  }

  at(days: number): Date {
    return new Date(this.state.at.getTime() + days * day);
  }

  sql<T extends object>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    return asAdmin(this.database, (admin) => admin.query<T>(text, params));
  }

  async append(signed: SignedEntry, at: Date): Promise<void> {
    await this.store.transaction({ step: 'append-entry' }, async (tx) => {
      const trust = await this.#read(tx);
      await trust.append(tx, 'directory', signed, at);
    });
  }

  async #read(tx: Tx): Promise<TrustStore> {
    const { state, rootFingerprint } = this.state;
    const trust = (this.#trust ??= new TrustStore(state, rootFingerprint));
    await trust.refresh(tx);
    return trust;
  }

  async look(days: number, now?: 'now', crashes = new Crashes()): Promise<Looked> {
    const at = this.at(days);
    const world = {
      layout: this.layout,
      state: this.state.state,
      root: this.state.rootFingerprint,
      retention: { horizonDays: 30 },
      append: crashes.around((signed: SignedEntry) => this.append(signed, at)),
      disk: crashes.disk,
    };
    let isWhole = false;
    try {
      const looked = await alone(this.database, (admin) => Subkeys.look(world, admin, at, now));
      isWhole = !crashes.happened;
      return looked;
    } finally {
      // It may hold what was not committed.
      if (!isWhole) this.#trust = undefined;
    }
  }

  get file(): string {
    return this.layout.authorityKey(authority, 'ENFORCEMENT');
  }

  key(): Promise<PrivateKey> {
    return readHeldKey({ name: police, path: this.file });
  }

  async subkeys(): Promise<Fingerprint[]> {
    const { certificate } = await this.key();
    return certificate.subkeys.map(({ fingerprint }) => fingerprint);
  }

  async certificate(days: number) {
    const trust = await this.store.transaction({ step: 'test' }, (tx) => this.#read(tx));
    const at = this.at(days);
    const found = trust.own().encryptionKey(authority, 'ENFORCEMENT', timestamp(at));
    return readCertificate(Buffer.from(found?.certificate ?? '', 'base64'), at);
  }

  async sealed(days: number): Promise<Uint8Array> {
    const { ciphertext } = await seal(
      Buffer.from('{}'),
      await this.certificate(days),
      this.at(days),
    );
    return ciphertext;
  }

  async opens(ciphertext: Uint8Array, days: number): Promise<string> {
    return open(ciphertext, [await this.key()], this.at(days)).then(
      ({ payload }) => Buffer.from(payload).toString(),
      (error: unknown) => (error as { code: string }).code,
    );
  }

  strays(): string[] {
    const own = [keyFile.event, keyFile.pseudonym];
    const known = [
      ...[...own, keyFile.purpose('gateway-encryption')],
      ...compartments.flatMap((each) => [keyFile.storage(each, 1), keyFile.index(each)]),
      ...compartments.map((compartment) => keyFile.authority(authority, compartment)),
    ];
    return readdirSync(this.layout.path('keys', 'opener')).filter((name) => !known.includes(name));
  }

  get isThere(): boolean {
    return existsSync(this.file);
  }

  async receive(ciphertext: Uint8Array): Promise<string> {
    const id = randomBytes(16).toString('hex');
    await insertRow(this, 'mailbox.delivery', {
      ...{ link_id: 'link', message_id: id, state: 'RECEIVED', ciphertext },
    });
    return id;
  }

  async opened(id: string): Promise<void> {
    await this.sql(
      `update mailbox.delivery set state = 'OPENED', ciphertext = null where message_id = $1`,
      [id],
    );
  }

  async unopened(): Promise<Buffer[]> {
    const rows = await this.sql<{ ciphertext: Buffer }>(
      `select ciphertext from mailbox.delivery where state = 'RECEIVED'`,
    );
    return rows.map(({ ciphertext }) => ciphertext);
  }

  link(peer: StateCode): void {
    const linkId = randomBytes(16).toString('hex');
    const { publicKey: leafPublicKey } = createUserKey();
    const link = { linkId, peer, authorityFile: 'ca.pem', side: 'listen', leafPublicKey };
    writeFileSync(this.layout.path('peers', `${linkId}.json`), JSON.stringify(link));
  }

  async published(): Promise<number> {
    const { fingerprint } = await this.key();
    const rows = await this.sql<{ count: number }>(
      `select count(*)::integer as count from trust.entry
        where position('"kind":"certificate"'::bytea in entry) > 0 and position($1::bytea in entry) > 0`,
      [Buffer.from(fingerprint)],
    );
    return rows[0]?.count ?? 0;
  }

  async setFreshUntil(peer: StateCode, days: number): Promise<void> {
    const said = { state: peer, root: 'A'.repeat(40), version: 1, fresh_until: this.at(days) };
    await insertRows(this, 'trust.freshness', [said], { ifThere: 'replace' });
  }
}

const forEachTable = (body: string, only = 'true'): string => `
  do $$ declare named text; copy text; begin
    perform set_config('session_replication_role', 'replica', true); -- no triggers: records may be taken away
    for named, copy in
      select format('%I.%I', n.nspname, c.relname), format('kept.%I', n.nspname || '.' || c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname <> all ('{pg_catalog,information_schema,kept}') and ${only}
    loop
      ${body}
    end loop;
  end $$`;

export async function keepRows(database: Connection): Promise<void> {
  await asAdmin(database, async (admin) => {
    await admin.query('create schema kept');
    await admin.query(forEachTable(`execute format('create table %s as table %s', copy, named);`));
  });
}

// Most tables have no rows, neither now nor in the copy.
const hasRows = `greatest(pg_relation_size(c.oid),
  pg_relation_size(to_regclass(format('kept.%I', n.nspname || '.' || c.relname)))) > 0`;

export async function putRowsBack(database: Connection): Promise<void> {
  const body = `
    execute format('delete from %s', named);
    execute format('insert into %s overriding system value table %s', named, copy);`;
  await asAdmin(database, (admin) => admin.query(forEachTable(body, hasRows)));
}
