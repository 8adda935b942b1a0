import { beforeAll, describe, expect, it } from '@jest/globals';
import { Prefix } from '@nats-io/nkeys';
import { Codec } from '@nats-io/nkeys/lib/codec.js';
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isSmallOrderEd25519, type CodedError } from '#kernel';
import type { EntryBodies, EntryKind } from '#capabilities/directory/directory.schema';
import { parseCertificate } from '#seal';
import { ed25519PublicKey, makeVerifier, parsePolicy, parseVerifierKey } from '#tlog';
import { DirectoryChain } from '#trust';
import { isUserPublicKey } from '#broker';
import { nodes } from '../../support/programs.js';
import { aState } from '../../support/state.js';
import { base64, type TestState } from '../../support/test-state.js';
import { keyCertificate } from '../openpgp/make/small-order.js';

interface Encoding {
  readonly encoding: string;
  readonly description: string;
  readonly order: number;
}
const file = new URL('small-order-ed25519.json', import.meta.url);
const encodings = JSON.parse(readFileSync(file, 'utf8')) as readonly Encoding[];
const cases = encodings.map((each) => ({ ...each, raw: Buffer.from(each.encoding, 'hex') }));

// Counts, for each key, the documents that one signature verifies under. The signature is made by nobody: R is the
// neutral point and S is zero. Node.js 24 (OpenSSL 3.5) refuses such keys itself, Node.js 20 does not.
const takenByNode = `
import { createPublicKey, verify } from 'node:crypto';
const signature = Buffer.concat([Buffer.from('01'.padEnd(64, '0'), 'hex'), Buffer.alloc(32)]);
const documents = Array.from({ length: 400 }, (_, i) => Buffer.from('document ' + i));
const keys = JSON.parse(process.argv[1]).map((x) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }));
console.log(JSON.stringify(keys.map((key) =>
  documents.filter((document) => verify(null, document, key, signature)).length)));
`;

const nodeKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
    format: 'jwk',
  });

function vkeyOf(name: string, type: number, raw: Uint8Array): string {
  const key = Buffer.concat([Uint8Array.of(type), raw]);
  const id = createHash('sha256')
    .update(Buffer.concat([Buffer.from(`${name}\n`), key]))
    .digest('hex')
    .slice(0, 8);
  return `${name}+${id}+${key.toString('base64')}`;
}

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    return (error as CodedError).code;
  }
  return 'TAKEN';
};

describe('points of small order', () => {
  it('are 14 different encodings', () => {
    expect(new Set(encodings.map(({ encoding }) => encoding)).size).toBe(14);
    expect(cases.every(({ raw }) => raw.length === 32)).toBe(true);
  });

  it('verify one signature under many documents, on the oldest Node', () => {
    const raw = JSON.stringify(cases.map((each) => each.raw.toString('base64url')));
    const args = ['--input-type=module', '--eval', takenByNode, raw];
    const taken = JSON.parse(execFileSync(nodes.oldest, args, { encoding: 'utf8' })) as number[];
    // About one of `order` documents verifies.
    expect(taken.every((count) => count > 10)).toBe(true);
    expect(taken[2]).toBe(400);
  });

  it('a key that has its full order is not among them', () => {
    const base = Buffer.from(
      '5866666666666666666666666666666666666666666666666666666666666666',
      'hex',
    );
    expect(isSmallOrderEd25519(base)).toBe(false);
    expect(ed25519PublicKey(base).asymmetricKeyType).toBe('ed25519');
  });
});

describe.each(cases)('$description is refused', ({ raw }) => {
  let state: TestState;
  beforeAll(async () => {
    state = await aState('XB').build();
  });

  const entered = async <K extends EntryKind>(kind: K, body: EntryBodies[K]): Promise<string> => {
    const chain = new DirectoryChain(state.state, state.rootFingerprint);
    for (const signed of state.directory) await chain.extend(signed);
    const signed = await state.entry(kind, body, [state.root]);
    return codeOf(() => chain.extend(signed));
  };

  it('as an OpenPGP key, native and legacy, of a signer', async () => {
    for (const form of ['native', 'legacy'] as const)
      expect(await codeOf(() => parseCertificate(keyCertificate(raw, form)))).toBe(
        'SEAL_KEY_SMALL_ORDER',
      );
  });

  it('as the key of a log or a witness', async () => {
    for (const type of [1, 4])
      expect(await codeOf(() => parseVerifierKey(vkeyOf('log.example', type, raw)))).toBe(
        'NOTE_KEY_INVALID',
      );
    expect(await codeOf(() => makeVerifier('log.example', nodeKey(raw), 'note'))).toBe(
      'NOTE_KEY_INVALID',
    );
    expect(await codeOf(() => parsePolicy(`log ${vkeyOf('log.example', 1, raw)}\n`))).toBe(
      'POLICY_INVALID',
    );
  });

  it('as a key in a directory entry', async () => {
    const { validity } = state;
    for (const [purpose, type] of [
      ['log', 1],
      ['witness', 4],
    ] as const)
      expect(
        await entered('note-key', { purpose, vkey: vkeyOf('x.example', type, raw), ...validity }),
      ).toBe('TRUST_ENTRY_KEY');
    const event = { service: 'sealer', publicKey: base64(raw), ...validity };
    expect(await entered('event-key', event)).toBe('TRUST_ENTRY_KEY');
  });

  it('as the login of a broker', () => {
    const text = Buffer.from(Codec.encode(Prefix.User, Uint8Array.from(raw))).toString('latin1');
    expect(text).toMatch(/^U[A-Z2-7]{55}$/);
    expect(isUserPublicKey(text)).toBe(false);
  });
});
