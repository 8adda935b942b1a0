import { existsSync, writeFileSync } from 'node:fs';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Desk } from '../../../../../test/support/desk.js';
import { someLeaves } from '../../../../../test/support/tlog.js';
import {
  formatLogProof,
  formatVerifierKey,
  inclusionProofOf,
  leafHash,
  makeSigner,
  makeVerifier,
  rootOf,
  signCheckpoint,
  signSecondNote,
} from '#tlog';

const event = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const origin = 'xa.example/log';
const other = generateKeyPairSync('ed25519').privateKey;
const leaves = someLeaves(9);
let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
});
afterAll(() => desk.close());

function serve(key: KeyObject): void {
  const hashes = leaves.map((leaf) => leafHash(leaf));
  const point = { origin, size: leaves.length, root: rootOf(hashes) };
  const checkpoint = signCheckpoint(point, makeSigner(origin, key, 'note'));
  const second = signSecondNote(point, makeSigner(origin, key, 'note'));
  const proof = formatLogProof({ index: 4, hashes: inclusionProofOf(hashes, 4), checkpoint });
  desk.server.on(`GET /api/v1/audit/events/${event}/proof`, () => ({
    leaf: Buffer.from(leaves[4] ?? []).toString('base64'),
    index: 4,
    proof: Buffer.from(proof).toString('utf8'),
    second: Buffer.from(second).toString('utf8'),
    bracket: {
      after: null,
      before: { at: '2026-03-01T12:00:00.000Z', by: 'tsa1', size: 9 },
      seen: null,
      state: 'timed',
    },
  }));
}
const logKey = (): KeyObject => {
  const key = desk.xa.noteKeys.get('log');
  if (key === undefined) throw new Error('no log key');
  return key;
};
const purpose = ['--purpose', 'INVESTIGATION'];
const prove = (...more: string[]) => desk.liaise(['audit', 'proof', event, ...purpose, ...more]);

describe('liaise audit proof', () => {
  it('verifies with the log key that the signed directory names', async () => {
    serve(logKey());
    const { code, out, err } = await prove('--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ origin, index: 4, size: 9 });
    expect((await prove()).out).toMatch(
      / timed\n  before 2026-03-01 \d\d:00\S+ by tsa1, checkpoint 9\n/,
    );
  });

  it('does not believe a log with another key, and keeps its proof as evidence', async () => {
    serve(other);
    const name = desk.file('evidence');
    const { code, out, err } = await prove('--out', name);
    expect([code, out, err]).toEqual([4, '', expect.stringMatching('CLI_PROOF_FAILED')]);
    expect(['leaf', 'proof', 'second'].map((part) => existsSync(`${name}.${part}`))).toEqual([
      ...[true, true, true],
    ]);
  });

  it('takes a key from a file instead, for logs of others', async () => {
    serve(other);
    const file = desk.file('log.vkey');
    writeFileSync(file, formatVerifierKey(makeVerifier(origin, createPublicKey(other), 'note')));
    expect((await prove('--vkey', file)).code).toBe(0);
    serve(logKey());
    expect((await prove('--vkey', file)).code).toBe(4);
  });
});
