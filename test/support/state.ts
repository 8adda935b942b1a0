import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import {
  parseAuthorityId,
  parseLinkId,
  parseMessageId,
  parseOfficerId,
  parseSha256,
  parseStateCode,
  timestamp,
  type AuthorityId,
  type ChainName,
  type Compartment,
  type Entry,
  type EntryBodies,
  type EntryKind,
  type Fingerprint,
  type LinkId,
  type OfficerId,
  type OpenpgpPurpose,
  type Role,
  type StateCode,
  type Statement,
  type StatementBodies,
  type StatementKind,
} from '#model';
import {
  generateEncryptionKey,
  generateOfficerKey,
  generateStateSigningKey,
  signDetached,
  unlockKey,
  type GeneratedKey,
  type NewKey,
  type PrivateKey,
} from '#seal';
import type { Tx } from '#store';
import { formatVerifierKey, makeVerifier } from '#tlog';
import { TrustStore, type DirectoryStatement } from '#trust';
import { chainHead, encodeEntry, encodeLogin, encodeStatement, type SignedEntry } from '#wire';

export interface TestKey extends GeneratedKey {
  readonly unlocked: PrivateKey;
}

export interface TestOfficer {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
  readonly roles: readonly Role[];
  readonly key: TestKey;
  /** One-time enrolment token whose hash stands in the officer's entry. */
  readonly token: string;
}

const made = new Map<string, Promise<TestKey>>();

/** Keys are made once per process: the same name and time give the same key, whichever State it is built for. */
function cachedKey(
  make: (options: NewKey) => Promise<GeneratedKey>,
  userId: string,
  at: Date,
): Promise<TestKey> {
  const name = `${userId} ${at.toISOString()}`;
  let key = made.get(name);
  if (key === undefined) {
    key = make({ userId, at }).then(async (generated) => ({
      ...generated,
      unlocked: await unlockKey(generated.privateKey),
    }));
    made.set(name, key);
  }
  return key;
}

const day = 24 * 3_600_000;
const later = (at: Date, days: number): Date => new Date(at.getTime() + days * day);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const hash = (text: string) => parseSha256(createHash('sha256').update(text).digest('hex'));

/** When the States of a test process were founded, unless the test says otherwise. */
const processStart = new Date(Math.floor(Date.now() / 1000) * 1000);

const services = ['requests', 'inbox', 'sealer', 'opener', 'exchange', 'audit'] as const;
const people: Readonly<Record<string, readonly Role[]>> = {
  ana: ['LIAISON_OFFICER'],
  ben: ['DUTY_OFFICER'],
  cleo: ['AUDITOR'],
  dora: ['ADMINISTRATOR'],
  eli: ['ADMINISTRATOR'],
};

/** A State with everything in memory: keys of all persons and purposes, and the signed chains that name them. */
export class TestState {
  readonly directory: SignedEntry[] = [];
  readonly peers: SignedEntry[] = [];
  readonly officers = new Map<string, TestOfficer>();
  readonly authorityKeys = new Map<string, TestKey>();
  readonly eventKeys = new Map<string, KeyObject>();
  readonly noteKeys = new Map<'log' | 'witness', KeyObject>();

  constructor(
    readonly state: StateCode,
    /** Every entry is issued at this time; keys are two days older; validity is a day before to 300 days after. */
    readonly at: Date,
    readonly root: TestKey,
    readonly keys: Readonly<Record<OpenpgpPurpose, TestKey>>,
    readonly registrars: readonly TestKey[],
  ) {}

  get rootFingerprint(): Fingerprint {
    return this.root.fingerprint;
  }

  officer(name: string): TestOfficer {
    const officer = this.officers.get(name);
    if (officer === undefined) throw new Error(`no officer ${name}`);
    return officer;
  }

  get validity() {
    return { from: timestamp(later(this.at, -1)), to: timestamp(later(this.at, 300)) };
  }

  /** A signed entry, not yet part of a chain. */
  async entry<K extends EntryKind>(
    kind: K,
    body: EntryBodies[K],
    signers: readonly TestKey[],
    { issuedAt = this.at, signedAt = issuedAt }: { issuedAt?: Date; signedAt?: Date } = {},
  ): Promise<SignedEntry> {
    const chain: ChainName = kind.startsWith('peer') ? 'peers' : 'directory';
    const entry: Entry = {
      typ: 'liaise-directory-entry',
      v: 1,
      chain,
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

  /** Appends to the in-memory directory. */
  async add<K extends EntryKind>(
    kind: K,
    body: EntryBodies[K],
    signers: readonly TestKey[],
    times: { issuedAt?: Date; signedAt?: Date } = {},
  ): Promise<SignedEntry> {
    const signed = await this.entry(kind, body, signers, times);
    (kind.startsWith('peer') ? this.peers : this.directory).push(signed);
    return signed;
  }

  /** Grants by both registrars; the officer's key is made when it is not given. */
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

  /** Both administrators confirm a neighbour. */
  confirm(peer: TestState, linkId: LinkId, end: 1 | 2): Promise<SignedEntry> {
    const body = {
      peer: peer.state,
      rootFingerprint: peer.rootFingerprint,
      rootCertificate: base64(peer.root.certificate),
      linkId,
      end,
      transcriptSha256: hash(linkId),
    };
    return this.add('peer', body, [this.officer('dora').key, this.officer('eli').key]);
  }

  sign(bytes: Uint8Array, key: TestKey, at = this.at): Promise<Uint8Array> {
    return signDetached(bytes, key.unlocked, at);
  }

  /** Version and head of the first `version` entries of the directory. */
  point(version = this.directory.length) {
    let head = null as ReturnType<typeof chainHead> | null;
    for (const [i, signed] of this.directory.slice(0, version).entries())
      head = chainHead(head, i, signed);
    if (head === null) throw new Error('an empty chain has no head');
    return { version, head };
  }

  /** Any statement, signed by the signing key. */
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

  /** The directory from one version to another, as a neighbour gets it. */
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

  /** A login statement composed by an officer's client, with its signature. */
  async login(
    name: string,
    origin: string,
    { at = this.at, seconds = 120, nonce = randomBytes(16).toString('hex') } = {},
  ): Promise<{ login: Uint8Array; signature: Uint8Array }> {
    const { officer, key } = this.officer(name);
    const login = encodeLogin({
      state: this.state,
      origin,
      nonce,
      officer,
      signer: key.fingerprint,
      issuedAt: timestamp(at),
      expiresAt: timestamp(new Date(at.getTime() + seconds * 1000)),
    });
    return { login, signature: await this.sign(login, key, at) };
  }

  /** Writes certificates and both chains of this State into a migrated database; what is there already stays. */
  async install(tx: Tx): Promise<void> {
    const trust = new TrustStore(this.state, this.rootFingerprint);
    await trust.refresh(tx);
    for (const { key } of this.officers.values())
      await trust.bindCertificate(tx, key.fingerprint, key.certificate);
    for (const entry of this.directory.slice(trust.own().version))
      await trust.append(tx, 'directory', entry, this.at);
    for (const entry of this.peers.slice(trust.peers().version))
      await trust.append(tx, 'peers', entry, this.at);
  }
}

export const aLinkId = (name = 'link'): LinkId => parseLinkId(hash(name).slice(0, 32));

/** The 32 bytes of an Ed25519 public key, base64. */
export function rawPublicKey(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  return Buffer.from(x, 'base64url').toString('base64');
}

/** Builds a State: `await aState('XA').officer('fay', ['AUDITOR']).build()`. */
class StateBuilder {
  #at = processStart;
  #authority = parseAuthorityId('border-police');
  readonly #people = new Map<string, readonly Role[]>(Object.entries(people));

  constructor(readonly code: StateCode) {}

  at(at: Date): this {
    this.#at = at;
    return this;
  }

  authority(id: string): this {
    this.#authority = parseAuthorityId(id);
    return this;
  }

  /** Adds to the standard five (ana, ben, cleo, dora, eli) or gives one of them other roles. */
  officer(name: string, roles: readonly Role[]): this {
    this.#people.set(name, roles);
    return this;
  }

  async build(): Promise<TestState> {
    const at = this.#at;
    const key = (make: (options: NewKey) => Promise<GeneratedKey>, name: string) =>
      cachedKey(make, `${this.code} ${name}`, later(at, -2));
    const state = new TestState(
      this.code,
      at,
      await key(generateStateSigningKey, 'root'),
      {
        signing: await key(generateStateSigningKey, 'signing'),
        receipts: await key(generateStateSigningKey, 'receipts'),
        package: await key(generateStateSigningKey, 'package'),
        'gateway-encryption': await key(generateEncryptionKey, 'gateway-encryption'),
      },
      [await key(generateOfficerKey, 'reg-one'), await key(generateOfficerKey, 'reg-two')],
    );
    await this.#addKeys(state);
    await this.#addPeople(state, (name) => key(generateEncryptionKey, name));
    return state;
  }

  async #addKeys(state: TestState): Promise<void> {
    const { root, validity } = state;
    await state.add(
      'root',
      { fingerprint: root.fingerprint, certificate: base64(root.certificate) },
      [root],
    );
    for (const [purpose, { fingerprint, certificate }] of Object.entries(state.keys) as [
      OpenpgpPurpose,
      TestKey,
    ][])
      await state.add(
        'state-key',
        { purpose, fingerprint, certificate: base64(certificate), ...validity },
        [root],
      );
    for (const purpose of ['log', 'witness'] as const) {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      state.noteKeys.set(purpose, privateKey);
      const name = `${state.state.toLowerCase()}.example/${purpose}`;
      const use = purpose === 'log' ? 'note' : 'cosignature';
      const vkey = formatVerifierKey(makeVerifier(name, publicKey, use));
      await state.add('note-key', { purpose, vkey, ...validity }, [root]);
    }
    for (const service of services) {
      const { privateKey } = generateKeyPairSync('ed25519');
      state.eventKeys.set(service, privateKey);
      const publicKey = rawPublicKey(privateKey);
      await state.add('event-key', { service, publicKey, ...validity }, [root]);
    }
  }

  async #addPeople(state: TestState, newKey: (name: string) => Promise<TestKey>): Promise<void> {
    const { root, validity } = state;
    const authority = this.#authority;
    const keys: EntryBodies['authority']['keys'][number][] = [];
    for (const compartment of ['ENFORCEMENT', 'PROTECTION'] as const satisfies Compartment[]) {
      const key = await newKey(`${authority} ${compartment}`);
      state.authorityKeys.set(`${authority} ${compartment}`, key);
      const { fingerprint } = key;
      keys.push({ compartment, fingerprint, certificate: base64(key.certificate) });
    }
    await state.add('authority', { authority, name: 'Border Police', keys, ...validity }, [root]);
    for (const [i, { fingerprint, certificate }] of state.registrars.entries())
      await state.add(
        'registrar',
        {
          registrar: parseOfficerId(`reg-${i === 0 ? 'one' : 'two'}`),
          fingerprint,
          certificate: base64(certificate),
          authorities: [authority],
          ...validity,
        },
        [root],
      );
    for (const [name, roles] of this.#people) await state.grant(name, roles, authority);
  }
}

export const aState = (code = 'XA'): StateBuilder => new StateBuilder(parseStateCode(code));
