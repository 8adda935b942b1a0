import { chainOf, isEntry, type Entry } from '#capabilities/directory/directory.schema';
import { KernelError, timestamp, type Fingerprint, phrase, type Detail, detailOf } from '#kernel';
import { policyFlaw, policyLeap } from '#capabilities/policy/policy.model';
import type { Directory } from '#capabilities/directory/trust.model';
import type { PolicyPack } from '#capabilities/policy/policy.schema';
import {
  parseCertificate,
  partFingerprints,
  SealError,
  signatureIssuer,
  verifyDetached,
  type Certificate,
} from '#seal';
import { ed25519PublicKey, parseVerifierKey, TlogError } from '#tlog';
import { decodeEntry, WireError, type SignedEntry } from '#wire';
import { TrustError } from './errors.js';
import { assertRenewal } from './renewal.js';

export type CertificateOf = (fingerprint: Fingerprint) => Promise<Uint8Array | undefined>;

export interface VerifiedEntry {
  readonly entry: Entry;
  readonly signers: readonly Fingerprint[];
}

const maxSignatures = 4;

/**
 * Delays (ms) after `issuedAt`, tried in order until one is not before the signature's time. Registrars may sign up to 7 days
 * after issue.
 */
const lateness = [0, 3_600_000, 24 * 3_600_000, 7 * 24 * 3_600_000] as const;
const skew = 5 * 60_000;

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

interface Named {
  readonly fingerprint: Fingerprint;
  readonly certificate: string;
}

function certificatesIn(entry: Entry): readonly Named[] {
  if (isEntry(entry, 'root') || isEntry(entry, 'state-key') || isEntry(entry, 'registrar'))
    return [entry.body];
  if (isEntry(entry, 'authority')) return entry.body.keys;
  if (isEntry(entry, 'certificate')) return [entry.body];
  if (isEntry(entry, 'peer')) {
    const { rootFingerprint, rootCertificate } = entry.body;
    return [{ fingerprint: rootFingerprint, certificate: rootCertificate }];
  }
  return [];
}

/**
 * Refuses weak Ed25519 keys (small order), whose signatures are valid for every text. Their signer could deny every
 * signature. @throws TrustError TRUST_ENTRY_KEY
 */
function assertSoundKey(entry: Entry): void {
  try {
    if (isEntry(entry, 'event-key')) ed25519PublicKey(bytesOf(entry.body.publicKey));
    if (isEntry(entry, 'note-key')) parseVerifierKey(entry.body.vkey);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    throw new TrustError('TRUST_ENTRY_KEY', detailOf(error), error);
  }
}

/** Asserts that a certificate in an entry has the fingerprint that the entry names. @throws TrustError TRUST_ENTRY_CERTIFICATE */
async function named({ fingerprint, certificate }: Named): Promise<Certificate> {
  let parsed: Certificate;
  try {
    parsed = await parseCertificate(bytesOf(certificate));
  } catch (cause) {
    throw new TrustError('TRUST_ENTRY_CERTIFICATE', undefined, cause);
  }
  if (parsed.fingerprint !== fingerprint)
    throw new TrustError('TRUST_ENTRY_CERTIFICATE', 'fingerprint');
  return parsed;
}

async function issuerOf(signature: Uint8Array): Promise<Fingerprint | undefined> {
  try {
    return await signatureIssuer(signature);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new TrustError('TRUST_SIGNATURE_INVALID', error.code, error);
  }
}

/**
 * Selects the people whose key is named as issuer in one of `signatures`. Avoids full parsing of all certificates, which
 * could take seconds.
 */
async function namedBy(
  signatures: readonly Uint8Array[],
  people: readonly Named[],
): Promise<Named[]> {
  const issuers = await Promise.all(signatures.map(issuerOf));
  return people.filter(({ certificate }) =>
    partFingerprints(bytesOf(certificate)).some((part) => issuers.includes(part)),
  );
}

function registrarsFor(entry: Entry, directory: Directory): readonly Named[] {
  // Time limits bind every authority.
  if (isEntry(entry, 'time-limits')) return directory.registrars();
  const authorities =
    isEntry(entry, 'officer') || isEntry(entry, 'authority-profile') || isOfDesk(entry)
      ? [entry.body.authority]
      : isEntry(entry, 'officer-suspended')
        ? directory
            .officers()
            .filter((grant) => grant.officer === entry.body.officer)
            .map((grant) => grant.authority)
        : [];
  // Expired registrars included: `apply` checks the relevant time.
  return directory.registrars().filter((r) => authorities.some((a) => r.authorities.includes(a)));
}

const registrarKinds = [
  'officer',
  'officer-suspended',
  'authority-profile',
  'posting',
  'duty-roster',
  'time-limits',
] as const;

const isOfDesk = (entry: Entry): entry is Entry<'posting' | 'duty-roster'> =>
  isEntry(entry, 'posting') || isEntry(entry, 'duty-roster');

export const administratorKeys = (directory: Directory): readonly Fingerprint[] => [
  ...new Set(
    directory
      .officers()
      .filter((grant) => grant.roles.includes('ADMINISTRATOR'))
      .map((grant) => grant.fingerprint),
  ),
];

async function administrators(
  directory: Directory,
  certificateOf: CertificateOf,
): Promise<Certificate[]> {
  const found: Certificate[] = [];
  for (const key of administratorKeys(directory)) {
    const bytes = await certificateOf(key);
    if (bytes === undefined) continue;
    const certificate = await parseCertificate(bytes);
    if (certificate.fingerprint === key) found.push(certificate);
  }
  return found;
}

/**
 * Returns the certificates of the permitted signers. Leaves out registrars whom no signature names, to avoid parsing their
 * certificates.
 */
async function candidates(
  entry: Entry,
  signatures: readonly Uint8Array[],
  directory: Directory,
  certificateOf: CertificateOf,
): Promise<Certificate[]> {
  if (chainOf(entry.kind) !== 'directory') return administrators(directory, certificateOf);
  if (registrarKinds.some((kind) => isEntry(entry, kind))) {
    const people = registrarsFor(entry, directory);
    const distinct = new Map(people.map((person) => [person.fingerprint, person]));
    const signing = await namedBy(signatures, [...distinct.values()]);
    return Promise.all(signing.map(named));
  }
  const signing = isEntry(entry, 'certificate')
    ? // By the known certificate of the key, not by the new one it brings.
      directory.encryptionCertificate(entry.body.fingerprint)
    : isEntry(entry, 'root')
      ? entry.body
      : directory.rootEntry();
  return signing === undefined ? [] : [await named(signing)];
}

async function isSignedBy(
  bytes: Uint8Array,
  signature: Uint8Array,
  certificate: Certificate,
  issuedAt: number,
): Promise<boolean> {
  for (const late of lateness)
    try {
      const at = new Date(issuedAt + late);
      const { signedAt } = await verifyDetached(bytes, signature, certificate, at);
      if (signedAt.getTime() < issuedAt - skew)
        throw new TrustError('TRUST_ENTRY_TIME', phrase`signed before it was issued`);
      return true;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      if (error.code === 'SEAL_SIGNATURE_ISSUER') return false;
      if (error.code !== 'SEAL_SIGNATURE_FUTURE')
        throw new TrustError('TRUST_SIGNATURE_INVALID', error.code, error);
    }
  throw new TrustError('TRUST_ENTRY_TIME', phrase`signed more than 7 days after it was issued`);
}

async function signerOf(
  bytes: Uint8Array,
  signature: Uint8Array,
  people: readonly Certificate[],
  issuedAt: number,
): Promise<Fingerprint | undefined> {
  for (const person of people)
    if (await isSignedBy(bytes, signature, person, issuedAt)) return person.fingerprint;
  return undefined;
}

async function isByRegistrar(
  { entry: bytes, signatures }: SignedEntry,
  issuedAt: number,
  directory: Directory,
): Promise<boolean> {
  try {
    const found = await namedBy(signatures, directory.registrars());
    const people = await Promise.all(found.map(named));
    for (const signature of signatures)
      if ((await signerOf(bytes, signature, people, issuedAt)) !== undefined) return true;
    return false;
  } catch (error) {
    if (error instanceof TrustError) return false;
    throw error;
  }
}

// What a stranger's signature most often means, told instead of the key. Anybody may hand in an entry: only the signature of
// a registrar earns an answer on which authorities there are.
async function strayEntry(
  signed: SignedEntry,
  entry: Entry,
  directory: Directory,
): Promise<Detail | undefined> {
  if (entry.state !== directory.state)
    return phrase`the entry is of ${entry.state}, this gateway of ${directory.state}`;
  if (!isEntry(entry, 'officer')) return undefined;
  const { body, issuedAt } = entry;
  if (directory.authority(body.authority, issuedAt) !== undefined) return undefined;
  return (await isByRegistrar(signed, Date.parse(issuedAt), directory))
    ? phrase`no authority ${body.authority} in ${directory.state}`
    : undefined;
}

async function assertOwnWord(
  entry: Entry<'certificate'>,
  signatures: readonly Uint8Array[],
  known: Certificate,
): Promise<void> {
  // Refuses signing subkeys, which would be a second way to sign for the key.
  for (const signature of signatures)
    if ((await issuerOf(signature)) !== known.fingerprint)
      throw new TrustError('TRUST_SIGNER_UNKNOWN', phrase`not by the primary key`);
  await assertRenewal(entry, known);
}

/**
 * Parses an entry and asserts that only permitted signers signed. Does not check that the signers are enough. @throws
 * WireError, KernelError for malformed bytes or a root that is not pinned; TrustError TRUST_SIGNATURE_*, TRUST_SIGNER_*,
 * TRUST_ENTRY_TIME, TRUST_ENTRY_CERTIFICATE, TRUST_ENTRY_KEY
 */
export async function verifyEntry(
  signed: SignedEntry,
  directory: Directory,
  certificateOf: CertificateOf,
): Promise<VerifiedEntry> {
  const count = signed.signatures.length;
  if (count < 1 || count > maxSignatures)
    throw new TrustError('TRUST_SIGNATURE_COUNT', phrase`1 to ${maxSignatures}`);
  const entry = decodeEntry(signed.entry);
  // Before cryptography: an unpinned root has no authority, even over its own certificate.
  if (isEntry(entry, 'root') && entry.body.fingerprint !== directory.pinned)
    throw new KernelError('ENTRY_NOT_ALLOWED', phrase`another root than the one pinned`);
  assertSoundKey(entry);
  await Promise.all(certificatesIn(entry).map(named));
  const people = await candidates(entry, signed.signatures, directory, certificateOf);
  const signers: Fingerprint[] = [];
  for (const signature of signed.signatures) {
    const signer = await signerOf(signed.entry, signature, people, Date.parse(entry.issuedAt));
    if (signer === undefined)
      throw new TrustError('TRUST_SIGNER_UNKNOWN', await strayEntry(signed, entry, directory));
    if (signers.includes(signer)) throw new TrustError('TRUST_SIGNER_TWICE');
    signers.push(signer);
  }
  const [known] = people;
  if (isEntry(entry, 'certificate') && known !== undefined)
    await assertOwnWord(entry, signed.signatures, known);
  return { entry, signers };
}

/**
 * Longest time (ms) between issuing and appending an entry that persons signed. After a longer time the signers' mandates
 * may have ended.
 */
const oldest = 7 * 24 * 3_600_000;

const postingDelay = 3_600_000;

/**
 * Refuses an entry issued over 7 days ago or over 5 minutes in the future. Entries signed by `root` have no age limit.
 * @throws TrustError TRUST_ENTRY_TIME, also if a `posting` or `time-limits` begins too early
 */
export function assertTimely(
  entry: Entry,
  signers: readonly Fingerprint[],
  now: Date,
  root: Fingerprint,
): void {
  if (entry.issuedAt > timestamp(new Date(now.getTime() + skew)))
    throw new TrustError('TRUST_ENTRY_TIME', phrase`issued in the future`);
  if (!signers.includes(root) && entry.issuedAt < timestamp(new Date(now.getTime() - oldest)))
    throw new TrustError('TRUST_ENTRY_TIME', phrase`issued more than 7 days ago`);
  // A later posting would change under which post earlier documents were signed. One hour lets two registrars sign.
  if (
    isEntry(entry, 'posting') &&
    entry.body.from < timestamp(new Date(now.getTime() - postingDelay))
  )
    throw new TrustError('TRUST_ENTRY_TIME', phrase`a posting that begins, or ends, in the past`);
  // Signed in time but submitted late: a request on its way would have limits unknown to its sender.
  if (isEntry(entry, 'time-limits') && entry.body.from < timestamp(new Date(now.getTime() - skew)))
    throw new TrustError('TRUST_ENTRY_TIME', phrase`limits whose beginning is past: say them anew`);
}

/**
 * Refuses a policy pack with a flaw or a version number far above `inForce`. Runs only before appending, so stored packs
 * still load. @throws KernelError ENTRY_NOT_ALLOWED
 */
export function assertTried(entry: Entry, inForce: PolicyPack | undefined): void {
  if (!isEntry(entry, 'policy-pack')) return;
  const flaw = policyFlaw(entry.body, entry.state) ?? policyLeap(entry.body, inForce);
  if (flaw !== undefined) throw new KernelError('ENTRY_NOT_ALLOWED', flaw);
}

export const isJudgement = (error: unknown): boolean =>
  error instanceof KernelError ||
  error instanceof WireError ||
  error instanceof SealError ||
  error instanceof TrustError;
