import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import {
  chainOf,
  type ChainName,
  type Entry,
  type EntryBodies,
  type EntryKind,
  type OpenpgpPurpose,
} from '#capabilities/directory/directory.schema';
import {
  parseMessageId,
  parseOfficerId,
  parseSha256,
  timestamp,
  type AuthorityId,
  type Fingerprint,
  type LinkId,
  type OfficerId,
  type Role,
  type StateCode,
  type Statement,
  type StatementBodies,
  type StatementKind,
} from '#kernel';
import { generateOfficerKey, signDetached } from '#seal';
import type { Tx } from '#store';
import { makeSigner, type Signer } from '#tlog';
import { newToken, nonceOf, tokenHash, TrustStore, type DirectoryStatement } from '#trust';
import { chainHead, encodeEntry, encodeLogin, encodeStatement, type SignedEntry } from '#wire';
import { cachedKey, type TestKey } from './keys.js';

export interface TestOfficer {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
  readonly roles: readonly Role[];
  readonly key: TestKey;
  readonly token: string;
}

const day = 24 * 3_600_000;
export const later = (at: Date, days: number): Date => new Date(at.getTime() + days * day);
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const hash = (text: string) => parseSha256(createHash('sha256').update(text).digest('hex'));

export class TestState {
  readonly directory: SignedEntry[] = [];
  readonly peers: SignedEntry[] = [];
  readonly retention: SignedEntry[] = [];
  readonly #chains = {
    directory: this.directory,
    peers: this.peers,
    retention: this.retention,
  };
  readonly officers = new Map<string, TestOfficer>();
  readonly authorityKeys = new Map<string, TestKey>();
  readonly eventKeys = new Map<string, KeyObject>();
  readonly noteKeys = new Map<'log' | 'witness', KeyObject>();

  constructor(
    readonly state: StateCode,
    readonly at: Date,
    readonly root: TestKey,
    readonly keys: Readonly<Record<OpenpgpPurpose, TestKey>>,
    readonly registrars: readonly TestKey[],
  ) {}

  /** Copies this State. Entries added to the copy do not change the original; keys and officers are shared. */
  copy(): TestState {
    const copy = new TestState(this.state, this.at, this.root, this.keys, this.registrars);
    for (const chain of ['directory', 'peers', 'retention'] as const)
      for (const { entry, signatures } of this[chain])
        copy[chain].push({
          entry: Buffer.from(entry),
          signatures: signatures.map((each) => Buffer.from(each)),
        });
    for (const [name, officer] of this.officers) copy.officers.set(name, officer);
    for (const [name, key] of this.authorityKeys) copy.authorityKeys.set(name, key);
    for (const [service, key] of this.eventKeys) copy.eventKeys.set(service, key);
    for (const [purpose, key] of this.noteKeys) copy.noteKeys.set(purpose, key);
    return copy;
  }

  get rootFingerprint(): Fingerprint {
    return this.root.fingerprint;
  }

  noteSigner(purpose: 'log' | 'witness'): Signer {
    const key = this.noteKeys.get(purpose);
    if (key === undefined) throw new Error(`no key for ${purpose}`);
    const name = `${this.state.toLowerCase()}.example/${purpose}`;
    return makeSigner(name, key, purpose === 'log' ? 'note' : 'cosignature');
  }

  officer(name: string): TestOfficer {
    const officer = this.officers.get(name);
    if (officer === undefined) throw new Error(`no officer ${name}`);
    return officer;
  }

  get validity() {
    return { from: timestamp(later(this.at, -1)), to: timestamp(later(this.at, 300)) };
  }

  async entry<K extends EntryKind>(
    kind: K,
    body: EntryBodies[K],
    signers: readonly TestKey[],
    { issuedAt = this.at, signedAt = issuedAt }: { issuedAt?: Date; signedAt?: Date } = {},
  ): Promise<SignedEntry> {
    const entry: Entry = {
      typ: 'liaise-directory-entry',
      v: 1,
      chain: chainOf(kind),
      state: this.state,
      kind,
      issuedAt: timestamp(issuedAt),
      body,
    };
    const bytes = encodeEntry(entry);
    const signatures: Uint8Array[] = [];
    for (const { unlocked } of signers)
      signatures.push(await signDetached(bytes, unlocked, signedAt));
    return { entry: bytes, signatures };
  }

  async add<K extends EntryKind>(
    kind: K,
    body: EntryBodies[K],
    signers: readonly TestKey[],
    times: { issuedAt?: Date; signedAt?: Date } = {},
  ): Promise<SignedEntry> {
    const signed = await this.entry(kind, body, signers, times);
    this.addEntry(chainOf(kind), signed);
    return signed;
  }

  addEntry(chain: ChainName, signed: SignedEntry): void {
    this.#chains[chain].push(signed);
  }

  async grant(
    name: string,
    roles: readonly Role[],
    authority: AuthorityId,
    given?: TestKey,
  ): Promise<TestOfficer> {
    const key =
      given ?? (await cachedKey(generateOfficerKey, `${this.state} ${name}`, later(this.at, -2)));
    const token = createHash('sha256').update(`${this.state} ${name}`).digest('base64url');
    const officer = { officer: parseOfficerId(name), authority, roles, key, token };
    await this.add(
      'officer',
      {
        officer: officer.officer,
        authority,
        fingerprint: key.fingerprint,
        roles,
        enrolment: hash(token),
        ...this.validity,
      },
      this.registrars,
    );
    this.officers.set(name, officer);
    return officer;
  }

  suspension(
    name: string,
    effective: Date,
    times: { issuedAt?: Date; signedAt?: Date } = {},
  ): Promise<SignedEntry> {
    const body = { officer: this.officer(name).officer, effective: timestamp(effective) };
    return this.add('officer-suspended', body, this.registrars.slice(0, 1), times);
  }

  confirm(peer: TestState, linkId: LinkId, end: 1 | 2): Promise<SignedEntry> {
    const body = {
      peer: peer.state,
      rootFingerprint: peer.rootFingerprint,
      rootCertificate: base64(peer.root.certificate),
      linkId,
      end,
      // Each ceremony has other words.
      transcriptSha256: hash(`${linkId} ${this.peers.length}`),
    };
    return this.add('peer', body, [this.officer('dora').key, this.officer('eli').key]);
  }

  sign(bytes: Uint8Array, key: TestKey, at = this.at): Promise<Uint8Array> {
    return signDetached(bytes, key.unlocked, at);
  }

  point(version = this.directory.length) {
    let head = null as ReturnType<typeof chainHead> | null;
    for (const [i, signed] of this.directory.slice(0, version).entries())
      head = chainHead(head, i, signed);
    if (head === null) throw new Error('an empty chain has no head');
    return { version, head };
  }

  async statement<K extends StatementKind>(
    kind: K,
    to: StateCode,
    link: LinkId,
    body: StatementBodies[K],
    issuedAt = this.at,
    key = this.keys.signing,
  ): Promise<DirectoryStatement> {
    const statement: Statement<K> = {
      typ: 'liaise-statement',
      v: 1,
      kind,
      id: parseMessageId(randomBytes(16).toString('hex')),
      link,
      from: this.state,
      to,
      issuedAt: timestamp(issuedAt),
      rack: 0,
      body,
    };
    const bytes = encodeStatement(statement);
    return { bytes, signature: await signDetached(bytes, key.unlocked, issuedAt) };
  }

  directoryStatement(
    to: StateCode,
    link: LinkId,
    { from = 0, version = this.directory.length, issuedAt = this.at, hours = 24 } = {},
  ): Promise<DirectoryStatement> {
    const entries = this.directory.slice(from, version).map(({ entry, signatures }) => ({
      entry: base64(entry),
      signatures: signatures.map(base64),
    }));
    const freshUntil = timestamp(new Date(issuedAt.getTime() + hours * 3_600_000));
    const body = { point: this.point(version), freshUntil, from, entries };
    return this.statement('directory', to, link, body, issuedAt);
  }

  async login(
    name: string,
    origin: string,
    { at = this.at, seconds = 120, token = newToken() } = {},
  ): Promise<{ login: Uint8Array; signature: Uint8Array; token: string }> {
    const { officer, key } = this.officer(name);
    const login = encodeLogin({
      state: this.state,
      origin,
      nonce: nonceOf(tokenHash(token) ?? ''),
      officer,
      signer: key.fingerprint,
      issuedAt: timestamp(at),
      expiresAt: timestamp(new Date(at.getTime() + seconds * 1000)),
    });
    return { login, signature: await this.sign(login, key, at), token };
  }

  async install(tx: Tx): Promise<void> {
    const trust = new TrustStore(this.state, this.rootFingerprint);
    await trust.refresh(tx);
    for (const { key } of this.officers.values())
      await trust.bindCertificate(tx, key.fingerprint, key.certificate);
    for (const entry of this.directory.slice(trust.own().version))
      await trust.append(tx, 'directory', entry, this.at);
    for (const entry of this.peers.slice(trust.peers().version))
      await trust.append(tx, 'peers', entry, this.at);
    for (const entry of this.retention.slice(trust.retention().version))
      await trust.append(tx, 'retention', entry, this.at);
  }
}
