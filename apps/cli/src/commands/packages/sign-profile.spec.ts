import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftProfile, parseProfile, profileBytes } from '#admissibility';
import { parseCertificate, verifyDetached } from '#seal';
import { sha256 } from '#wire';
import { liaise, must } from '../../../../../test/support/command.js';
import { writePackageKey } from '../../../../../test/support/keys.js';
import { aState } from '../../../../../test/support/state.js';

const dir = mkdtempSync(join(tmpdir(), 'liaise-sign-profile-'));
const file = join(dir, 'national.json');
const reviewed = profileBytes({
  ...{ ...parseProfile(draftProfile), id: 'national' },
  reviewedBy: { name: 'N. N.', office: 'Ministry of Justice', on: '2026-01-31' },
});
const args = ['package', 'sign-profile', file, '--dir', dir];
let certificate: Uint8Array;

beforeAll(async () => {
  const state = await aState('XA').before(2).build();
  mkdirSync(join(dir, 'keys', 'evidence'), { recursive: true });
  writePackageKey(dir, state);
  ({ certificate } = state.keys.package);
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a profile of a State', () => {
  it('is signed by its package key, beside it, as often as it is changed', async () => {
    for (const [bytes, by] of [
      [draftProfile, 'DRAFT'],
      [reviewed, 'N. N., Ministry of Justice'],
    ] as const) {
      writeFileSync(file, bytes);
      const said = await must(args);
      expect(said).toContain(by);
      expect(said).toContain(sha256(bytes));
      const signature = readFileSync(`${file}.sig`);
      const key = await parseCertificate(certificate);
      await expect(verifyDetached(bytes, signature, key, new Date())).resolves.toBeDefined();
    }
    expect(JSON.parse(await must([...args, '--json']))).toMatchObject({
      ...{ id: 'national', reviewedBy: { name: 'N. N.' }, sha256: sha256(reviewed) },
    });
  });

  it('is not signed where it is none, or where the key does not lie', async () => {
    writeFileSync(file, '{}\n');
    expect((await liaise(args)).err).toContain('PROFILE_INVALID');
    writeFileSync(file, reviewed);
    const elsewhere = await liaise([...args.slice(0, -1), join(dir, 'none')]);
    expect([elsewhere.code === 0, elsewhere.err]).toEqual([
      false,
      expect.stringContaining('KEY_MISSING'),
    ]);
  });
});
