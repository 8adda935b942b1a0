import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftProfile, parseProfile, profileBytes } from '#admissibility';
import { Directory } from '#capabilities/directory/trust.model';
import { decodeEntry } from '#wire';
import { anEntry, at } from '../../../test/support/builders.js';
import type { TestKey } from '../../../test/support/keys.js';
import { aState } from '../../../test/support/state.js';
import type { TestState } from '../../../test/support/test-state.js';
import { ownProfile, profileNumbers } from './own-profile.js';

const reviewed = profileBytes({
  ...{ ...parseProfile(draftProfile), id: 'national' },
  reviewedBy: { name: 'N. N.', office: 'Ministry of Justice', on: '2026-01-31' },
});
const folder = mkdtempSync(join(tmpdir(), 'liaise-profile-'));
const file = join(folder, 'national.json');
const settings = (profileFile = file) => ({ packages: { profileFile } });
let state: TestState;
let directory: Directory;

beforeAll(async () => {
  state = await aState('XA').before(2).build();
  directory = new Directory(state.state, state.rootFingerprint);
  for (const { entry } of state.directory) {
    const { root, registrars } = state;
    const signers = [root, ...registrars].map(({ fingerprint }) => fingerprint);
    directory.apply(decodeEntry(entry), signers);
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function signed(bytes: Uint8Array, key: TestKey, at = new Date()): Promise<void> {
  writeFileSync(file, bytes);
  writeFileSync(`${file}.sig`, await state.sign(bytes, key, at));
}
const refusal = (at = new Date()): Promise<unknown> =>
  ownProfile(settings(), directory, at).then(
    () => 'taken',
    (error: unknown) => (error as { code: string }).code,
  );

describe('the profile by which a State judges its packages', () => {
  it('is the draft of the program where the settings name none', async () => {
    expect(await ownProfile(settings(''), directory, new Date())).toEqual({ bytes: draftProfile });
  });

  it('is its own, signed by its package key; also a draft, which approves nothing', async () => {
    for (const bytes of [reviewed, draftProfile]) {
      await signed(bytes, state.keys.package);
      const given = await ownProfile(settings(), directory, new Date());
      expect(Buffer.from(given.bytes).equals(bytes)).toBe(true);
      expect(given.signature?.length).toBeGreaterThan(0);
    }
  });

  it.each<readonly [what: string, signing: () => Promise<void>, code: string]>([
    ['another key of the State', () => signed(reviewed, state.keys.signing), 'PROFILE_UNSIGNED'],
    ['a later signature', () => signed(reviewed, state.keys.package, future()), 'PROFILE_UNSIGNED'],
    [
      'other bytes under the signature',
      async () => {
        await signed(reviewed, state.keys.package);
        writeFileSync(file, draftProfile);
      },
      'PROFILE_UNSIGNED',
    ],
    ['no signature', () => gone(`${file}.sig`), 'PROFILE_UNSIGNED'],
    ['no profile', () => signed(Buffer.from('{}\n'), state.keys.package), 'PROFILE_INVALID'],
    ['no file', () => gone(file), 'HOST_SETTINGS_INVALID'],
  ])('is refused at the start with %s', async (_, signing, code) => {
    await signing();
    expect(await refusal()).toBe(code);
  });

  it('is refused once the key has ended', async () => {
    await signed(reviewed, state.keys.package);
    expect(await refusal(new Date(Date.now() + 400 * 86_400_000))).toBe('PROFILE_UNSIGNED');
  });
});

describe('what is told of the profile', () => {
  const numbers = async (profileFile = file, at = new Date()) =>
    profileNumbers(
      await ownProfile(settings(profileFile), directory, new Date()),
      { directory, entries: entries() },
      at,
    );
  const entries = () => state.directory.map(({ entry }) => decodeEntry(entry));
  const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

  it('is that it is a draft, with no key where it comes with the program', async () => {
    expect(await numbers('')).toEqual({ draft: 1 });
    await signed(draftProfile, state.keys.package);
    expect(await numbers()).toEqual({ draft: 1, keyDays: expect.any(Number) as number });
  });

  it('is for how many days the key holds that signed it', async () => {
    await signed(reviewed, state.keys.package);
    const { draft, keyDays = 0 } = await numbers();
    expect([draft, keyDays > 30]).toEqual([0, true]);
    expect(await numbers(file, inDays(keyDays))).toEqual({ draft: 0, keyDays: 0 });
    expect(await numbers(file, inDays(keyDays + 2))).toEqual({ draft: 0, keyDays: -1 });
  });

  it('is that an entry ended that key, which no extension mends', async () => {
    await signed(reviewed, state.keys.package);
    const given = await ownProfile(settings(), directory, new Date());
    const none = { allStateKeys: () => [] };
    const { fingerprint } = state.keys.package;
    const over = {
      purpose: 'package',
      fingerprint,
      certificate: '',
      from: at(),
      to: at(),
    } as const;
    const ended = [...entries(), anEntry('state-key', over)];
    const numbersWith = (keys: ReturnType<typeof entries>) =>
      profileNumbers(given, { directory: none, entries: keys }, new Date());
    expect(await numbersWith(ended)).toEqual({ draft: 0, ended: 1 });
    expect(await numbersWith([])).toEqual({ draft: 0, ended: 1 });
    expect(await numbersWith(entries())).toEqual({ draft: 0, keyDays: -1 });
  });
});

function gone(path: string): Promise<void> {
  rmSync(path);
  return Promise.resolve();
}

const future = (): Date => new Date(Date.now() + 3_600_000);
