import { DirectoryChain } from '#chains';
import { timestamp, type Fingerprint } from '#kernel';
import {
  addEncryptionSubkey,
  generateEncryptionKey,
  generateOfficerKey,
  generateStateSigningKey,
  keepSubkeys,
  parseCertificate,
  unlockKey,
} from '#seal';
import {
  reformatted,
  revoked,
  type TestKey,
  withForeignSubkey,
  withNewestRevoked,
  withSigningSubkey,
} from '../../../../test/support/keys.js';
import { aState, type TestState } from '../../../../test/support/state.js';
import { base64, later } from '../../../../test/support/test-state.js';

const police = 'border-police ENFORCEMENT';
let state: TestState;
let chain: DirectoryChain;
let key: TestKey;
let renewed: TestKey;

const withSecret = async (made: Omit<TestKey, 'unlocked'>): Promise<TestKey> => ({
  ...made,
  unlocked: await unlockKey(made.privateKey),
});
const withSubkey = async ({ unlocked }: TestKey, at: Date): Promise<TestKey> =>
  withSecret(await addEncryptionSubkey(unlocked, at));

beforeAll(async () => {
  state = await aState('XA').build();
  chain = new DirectoryChain(state.state, state.rootFingerprint);
  for (const signed of state.directory) await chain.extend(signed);
  const made = state.authorityKeys.get(police);
  if (made === undefined) throw new Error('no key');
  key = made;
  renewed = await withSubkey(key, state.at);
});

const outcome = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

async function judged(
  body: { readonly fingerprint: Fingerprint; readonly certificate: Uint8Array },
  signers: readonly TestKey[] = [key],
  issuedAt = state.at,
): Promise<string> {
  const { fingerprint, certificate } = body;
  const members = { fingerprint, certificate: base64(certificate) };
  const signed = await state.entry('certificate', members, signers, { issuedAt });
  return outcome(chain.fork().extend(signed));
}

describe('a new certificate of an encryption key', () => {
  it('signed by the key itself leads to its new subkey under the old name', async () => {
    const fork = chain.fork();
    const { fingerprint, certificate } = renewed;
    const body = { fingerprint, certificate: base64(certificate) };
    const signed = await state.entry('certificate', body, [renewed]);
    const verified = await fork.extend(signed);
    expect(verified.signers).toEqual([key.fingerprint]);
    const { authority } = state.officer('ana');
    const now = fork.directory.encryptionKey(authority, 'ENFORCEMENT', timestamp(state.at));
    expect(now?.fingerprint).toBe(key.fingerprint);
    const read = await parseCertificate(Buffer.from(now?.certificate ?? '', 'base64'));
    const [old, newest] = read.subkeys;
    expect(old?.fingerprint).toBe(key.unlocked.parts[1]);
    expect(await read.encryptionFingerprint(state.at)).toBe(newest?.fingerprint);
    // Accepted twice, it would restore what a later one ended.
    expect(await outcome(fork.extend(signed))).toMatch('no younger subkey');
    // Stored entries need no new verification and follow the same rules.
    const kept = [...state.directory, signed].map((each, i) => {
      const signers = fork.entries[i]?.signers ?? [];
      return { ...each, signers };
    });
    const resumed = DirectoryChain.resume(state.state, state.rootFingerprint, kept);
    expect(resumed.heads.point()).toEqual(fork.heads.point());
  });

  it('follows from one to the next, a day apart', async () => {
    const fork = chain.fork();
    const next = await withSubkey(renewed, later(state.at, 1));
    for (const [i, each] of [renewed, next].entries()) {
      const { fingerprint, certificate } = each;
      const body = { fingerprint, certificate: base64(certificate) };
      const issuedAt = later(state.at, i);
      await fork.extend(await state.entry('certificate', body, [each], { issuedAt }));
    }
    const found = fork.directory.encryptionCertificate(key.fingerprint);
    expect(found?.certificate).toBe(base64(next.certificate));
  });

  it('is not taken from the root, a registrar, another key of the State, or nobody', async () => {
    const [registrar] = state.registrars;
    const gateway = state.keys['gateway-encryption'];
    if (registrar === undefined) throw new Error('no registrar');
    for (const signer of [state.root, registrar, gateway, state.keys.signing])
      expect(await judged(renewed, [signer])).toMatch('TRUST_SIGNER_UNKNOWN');
    expect(await judged(renewed, [])).toMatch('TRUST_SIGNATURE_COUNT');
    expect(await judged(renewed, [key, state.root])).toMatch('TRUST_SIGNER_UNKNOWN');
    expect(await judged(renewed, [key, key])).toMatch('TRUST_SIGNER_TWICE');
    expect(await judged(renewed)).toBe('accepted');
  });

  it('is not another key under the name, nor a key that only signs, nor one nobody certified', async () => {
    const at = later(state.at, -1);
    const other = await withSecret(await generateEncryptionKey({ userId: 'XA other', at }));
    const { certificate } = other;
    const { fingerprint } = key;
    expect(await judged({ fingerprint, certificate }, [key])).toMatch('TRUST_ENTRY_CERTIFICATE');
    expect(await judged(other, [other])).toMatch('TRUST_SIGNER_UNKNOWN');
    expect(await judged(other, [key])).toMatch('TRUST_SIGNER_UNKNOWN');
    const { signing } = state.keys;
    expect(await judged(signing, [signing])).toMatch('TRUST_SIGNER_UNKNOWN');
    const officer = state.officer('ana').key;
    expect(await judged(officer, [officer])).toMatch('TRUST_SIGNER_UNKNOWN');
  });

  it('must be one that messages can be sealed to, by the suite of the protocol', async () => {
    const none = await keepSubkeys(key.unlocked, []);
    expect(await judged(none)).toMatch('TRUST_ENTRY_CERTIFICATE: SEAL_KEY_UNUSABLE');
    const future = await withSubkey(key, later(state.at, 2));
    const onlyFuture = await keepSubkeys(future.unlocked, future.unlocked.parts.slice(2));
    expect(await judged(onlyFuture)).toMatch('TRUST_ENTRY_CERTIFICATE: SEAL_KEY_UNUSABLE');
    expect(await judged(await revoked(key, state.at))).toMatch(
      'TRUST_ENTRY_CERTIFICATE: SEAL_KEY_REVOKED',
    );
    const bytes = Uint8Array.from(renewed.certificate);
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
    const changed = { fingerprint: key.fingerprint, certificate: bytes };
    expect(await judged(changed)).toMatch('TRUST_ENTRY_CERTIFICATE');
  });

  it('leads forwards only: an older certificate that somebody kept brings nothing back', async () => {
    const next = await withSubkey(renewed, later(state.at, 1));
    const tried: string[] = [];
    for (const [last, offered] of [
      [renewed, renewed],
      [renewed, key],
      [next, renewed],
      [next, key],
    ] as const) {
      const fork = chain.fork();
      const entry = (each: TestKey, days: number) =>
        state.entry(
          'certificate',
          { fingerprint: each.fingerprint, certificate: base64(each.certificate) },
          [key],
          { issuedAt: later(state.at, days) },
        );
      await fork.extend(await entry(last, 1));
      tried.push(await outcome(fork.extend(await entry(offered, 5))));
    }
    expect(new Set(tried)).toEqual(new Set(['TRUST_ENTRY_CERTIFICATE: no younger subkey']));
    // Repeating the first certificate fails, and so does a newest subkey that is revoked or of the future.
    expect(await judged(key)).toMatch('no younger subkey');
    const future = await withSubkey(renewed, later(state.at, 2));
    expect(await judged(future)).toMatch('no younger subkey');
    expect(await judged(await withNewestRevoked(renewed, state.at))).toMatch('no younger subkey');
  });

  it('has the user ids that the root certified, and no others', async () => {
    const [name = ''] = key.unlocked.certificate.userIds;
    for (const names of [[name, 'XA ministry'], ['XA ministry']])
      expect(await judged(await reformatted(renewed, state.at, { names }))).toBe(
        'TRUST_ENTRY_CERTIFICATE: user ids',
      );
    expect(await judged(await reformatted(renewed, state.at, {}))).toBe('accepted');
  });

  it('does not come from a key that has expired or that the root has ended', async () => {
    const lifeSeconds = 3 * 24 * 3_600;
    const ending = await reformatted(renewed, state.at, { lifeSeconds });
    expect(await judged(ending, [key], later(state.at, 4))).toBe(
      'TRUST_ENTRY_CERTIFICATE: SEAL_KEY_EXPIRED',
    );
    const { fingerprint } = key;
    const fork = chain.fork();
    const { authority } = state.officer('ana');
    const [record] = fork.directory.authorities(timestamp(state.at));
    const ended = { from: timestamp(state.at), to: timestamp(state.at) };
    const { name = '', keys = [] } = record ?? {};
    await fork.extend(
      await state.entry('authority', { authority, name, keys, ...ended }, [state.root]),
    );
    const members = { fingerprint, certificate: base64(renewed.certificate) };
    const signed = await state.entry('certificate', members, [key]);
    expect(await outcome(fork.extend(signed))).toMatch('ENTRY_NOT_ALLOWED');
  });

  it('is of this State and of this authority: what another has signed for itself is nothing here', async () => {
    const other = await aState('XB').build();
    const foreign = other.authorityKeys.get(police);
    const sibling = state.authorityKeys.get('border-police PROTECTION');
    if (foreign === undefined || sibling === undefined) throw new Error('no key');
    const theirs = await withSubkey(foreign, state.at);
    const body = { fingerprint: theirs.fingerprint, certificate: base64(theirs.certificate) };
    const signed = await other.entry('certificate', body, [theirs]);
    expect(await outcome(chain.fork().extend(signed))).toBe(
      'TRUST_SIGNER_UNKNOWN: the entry is of XB, this gateway of XA',
    );
    expect(await judged(theirs, [theirs])).toMatch('TRUST_SIGNER_UNKNOWN');
    const siblings = await withSubkey(sibling, state.at);
    expect(await judged(siblings, [key])).toMatch('TRUST_SIGNER_UNKNOWN');
    const { fingerprint } = key;
    expect(await judged({ fingerprint, certificate: siblings.certificate })).toBe(
      'TRUST_ENTRY_CERTIFICATE: fingerprint',
    );
  });

  it('is signed by the primary key: a subkey that signs does not speak for it', async () => {
    const withSigning = await withSecret(await withSigningSubkey(key, later(state.at, -1)));
    const first = await withSubkey(withSigning, state.at);
    const fork = chain.fork();
    const members = { fingerprint: key.fingerprint, certificate: base64(first.certificate) };
    await fork.extend(await state.entry('certificate', members, [key]));
    const next = await withSubkey(first, later(state.at, 1));
    const body = { fingerprint: key.fingerprint, certificate: base64(next.certificate) };
    const issuedAt = later(state.at, 2);
    const signed = await state.entry('certificate', body, [next], { issuedAt });
    expect(await outcome(fork.extend(signed))).toBe('TRUST_SIGNER_UNKNOWN: not by the primary key');
  });

  it('does not bind a subkey of somebody else: its own signature over the binding is missing', async () => {
    expect(await judged(await withForeignSubkey(key, later(state.at, -1)))).toMatch(
      'TRUST_ENTRY_CERTIFICATE',
    );
  });

  it('is verified by what was known of the key before, not by what it now says', async () => {
    // A stranger's key with the right name in the entry.
    const at = later(state.at, -1);
    for (const make of [generateOfficerKey, generateStateSigningKey, generateEncryptionKey]) {
      const stranger = await withSecret(await make({ userId: 'stranger', at }));
      const body = { fingerprint: key.fingerprint, certificate: stranger.certificate };
      expect(await judged(body, [stranger])).not.toBe('accepted');
      expect(await judged(renewed, [stranger])).toMatch('TRUST_SIGNER_UNKNOWN');
    }
  });
});
