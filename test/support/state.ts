import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import {
  type AuthorityId,
  compartments,
  type LinkId,
  parseAuthorityId,
  parseLinkId,
  parseOfficerId,
  parseStateCode,
  type Role,
  type StateCode,
} from '#kernel';
import type { EntryBodies, OpenpgpPurpose } from '#capabilities/directory/directory.schema';
import {
  generateEncryptionKey,
  generateOfficerKey,
  generateStateSigningKey,
  type GeneratedKey,
  type NewKey,
} from '#seal';
import { formatVerifierKey, makeVerifier } from '#tlog';
import { cachedKey, type TestKey } from './keys.js';
import { began } from './suite.js';
import { base64, hash, later, TestState } from './test-state.js';
import { createAuthority, createUserKey } from '#broker';
import type { Card } from '#trust';

export type { TestKey } from './keys.js';
export type { TestOfficer, TestState } from './test-state.js';

const suiteStart = (): Date => new Date(Math.floor(began() / 1_000) * 1_000);

const services = [
  'requests',
  'inbox',
  'sealer',
  'opener',
  'exchange',
  'audit',
  'evidence',
] as const;
const people: Readonly<Record<string, readonly Role[]>> = {
  ana: ['LIAISON_OFFICER'],
  ben: ['DUTY_OFFICER'],
  cleo: ['AUDITOR'],
  dora: ['ADMINISTRATOR'],
  eli: ['ADMINISTRATOR'],
};

export const aLinkId = (name = 'link'): LinkId => parseLinkId(hash(name).slice(0, 32));

export function rawPublicKey(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  return Buffer.from(x, 'base64url').toString('base64');
}

// Builds a State: `await aState('XA').officer('fay', ['AUDITOR']).build()`.
class StateBuilder {
  #at = suiteStart();
  #authority = parseAuthorityId('border-police');
  readonly #others = new Map<AuthorityId, Readonly<Record<string, readonly Role[]>>>();
  readonly #people = new Map<string, readonly Role[]>(Object.entries(people));

  constructor(readonly code: StateCode) {}

  at(at: Date): this {
    this.#at = at;
    return this;
  }

  before(days: number): this {
    return this.at(later(suiteStart(), -days));
  }

  authority(id: string): this {
    this.#authority = parseAuthorityId(id);
    return this;
  }

  officer(name: string, roles: readonly Role[]): this {
    this.#people.set(name, roles);
    return this;
  }

  also(id: string, officers: Readonly<Record<string, readonly Role[]>>): this {
    this.#others.set(parseAuthorityId(id), officers);
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
    const authorities = [this.#authority, ...this.#others.keys()];
    for (const authority of authorities) await this.#addAuthority(state, authority, newKey);
    for (const [i, { fingerprint, certificate }] of state.registrars.entries())
      await state.add(
        'registrar',
        {
          registrar: parseOfficerId(`reg-${i === 0 ? 'one' : 'two'}`),
          fingerprint,
          certificate: base64(certificate),
          authorities,
          ...validity,
        },
        [root],
      );
    const desks = [[this.#authority, this.#people] as const].concat(
      [...this.#others].map(
        ([authority, who]) => [authority, new Map(Object.entries(who))] as const,
      ),
    );
    for (const [authority, officers] of desks)
      for (const [name, roles] of officers) await state.grant(name, roles, authority);
  }

  async #addAuthority(
    state: TestState,
    authority: AuthorityId,
    newKey: (name: string) => Promise<TestKey>,
  ): Promise<void> {
    const { root, validity } = state;
    const keys: EntryBodies['authority']['keys'][number][] = [];
    for (const compartment of compartments) {
      const key = await newKey(`${authority} ${compartment}`);
      state.authorityKeys.set(`${authority} ${compartment}`, key);
      const { fingerprint } = key;
      keys.push({ compartment, fingerprint, certificate: base64(key.certificate) });
    }
    await state.add('authority', { authority, name: 'Border Police', keys, ...validity }, [root]);
  }
}

export const aState = (code = 'XA'): StateBuilder => new StateBuilder(parseStateCode(code));

let made: Promise<readonly [TestState, TestState]> | undefined;

/** Two States, five days old. Slow to make, so shared; each call returns its own copies. */
export async function sharedStatePair(): Promise<readonly [TestState, TestState]> {
  const making = (made ??= Promise.all([
    aState('XA').before(5).build(),
    aState('XB').officer('judge', ['JUDICIAL_AUTHORITY']).before(5).build(),
  ]));
  // Not to fail each later suite, too.
  making.catch(() => (made = undefined));
  const [own, neighbour] = await making;
  return [own.copy(), neighbour.copy()];
}

export async function aCard(
  state: TestState,
  typ: Card['typ'],
  linkId: LinkId,
  end: 1 | 2,
): Promise<Card> {
  const { from, to } = state.validity;
  const validity = { notBefore: new Date(from), notAfter: new Date(to) };
  const { certificate } = await createAuthority({ name: `${state.state} link`, ...validity });
  return {
    typ,
    v: 1,
    state: state.state,
    rootFingerprint: state.rootFingerprint,
    rootCertificate: Buffer.from(state.root.certificate).toString('base64'),
    linkId,
    border:
      end === 1
        ? { end, host: 'border.example', port: 7422 }
        : { end, leafPublicKey: createUserKey().publicKey },
    linkAuthority: certificate,
    nonce: randomBytes(16).toString('hex'),
    protocol: { min: 1, max: 1 },
    directory: state.point(),
  };
}
