import { chainOf, isEntry, type Entry } from '#capabilities/directory/directory.schema';
import { KernelError, timestamp, type Fingerprint } from '#kernel';
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
import { requireRenewal } from './renewal.js';

/** Binary certificate by full fingerprint; undefined when none is bound. */
export type CertificateOf = (fingerprint: Fingerprint) => Promise<Uint8Array | undefined>;

export interface VerifiedEntry {
  readonly entry: Entry;
  /** Full primary fingerprints whose signatures over the exact bytes verified; each once. */
  readonly signers: readonly Fingerprint[];
}

/** As many as travel in a directory statement. */
const maxSignatures = 4;

/**
 * How long after `issuedAt` a signature may have been made, in steps: two registrars rarely sit at one table. Steps,
 * because the key must stand at the time that is asked for, and that should lie near the signature.
 */
const lateness = [0, 3_600_000, 24 * 3_600_000, 7 * 24 * 3_600_000] as const;
/** Clocks differ: a signature may be that much older than the entry's own time. */
const skew = 5 * 60_000;

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

interface Named {
  readonly fingerprint: Fingerprint;
  readonly certificate: string;
}

/** Certificates inside an entry, with the fingerprints it gives them. */
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
 * Keys that an entry gives bare, without a certificate. @throws TrustError TRUST_ENTRY_KEY
 * Under a point of small order one signature verifies for everything, so its holder could deny what was signed.
 */
function requireSoundKey(entry: Entry): void {
  try {
    if (isEntry(entry, 'event-key')) ed25519PublicKey(bytesOf(entry.body.publicKey));
    if (isEntry(entry, 'note-key')) parseVerifierKey(entry.body.vkey);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    throw new TrustError('TRUST_ENTRY_KEY', error.detail, error);
  }
}

/** A certificate that an entry brings must be the one it names: nobody relies on a fingerprint beside another key. */
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

/** Full fingerprint of the key part that a signature names. @throws TrustError TRUST_SIGNATURE_INVALID */
async function issuerOf(signature: Uint8Array): Promise<Fingerprint | undefined> {
  try {
    return await signatureIssuer(signature);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new TrustError('TRUST_SIGNATURE_INVALID', error.code, error);
  }
}

/**
 * Registrars of these that the signatures name, so that no other certificate is parsed: a root can certify a
 * thousand registrars, and each parsed certificate costs milliseconds, for each entry they may sign.
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
  // It binds every authority.
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
  // Also those whose time is over: `apply` knows the time that counts.
  return directory.registrars().filter((r) => authorities.some((a) => r.authorities.includes(a)));
}

/** Entries that registrars sign; all else in the directory is the root's, or a key's own. */
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

/** Keys that were ever granted ADMINISTRATOR, each once, oldest grant first. */
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
 * Certificates of the persons whose signature on this entry can count. Whether they suffice is `apply`'s to say; that
 * nobody else is tried means that a signature by anyone else makes the entry void.
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
    ? // By what is known of the key already, not by what it now says of itself.
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
        throw new TrustError('TRUST_ENTRY_TIME', 'signed before it was issued');
      return true;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      if (error.code === 'SEAL_SIGNATURE_ISSUER') return false;
      if (error.code !== 'SEAL_SIGNATURE_FUTURE')
        throw new TrustError('TRUST_SIGNATURE_INVALID', error.code, error);
    }
  throw new TrustError('TRUST_ENTRY_TIME', 'signed more than 7 days after it was issued');
}

async function signerOf(
  bytes: Uint8Array,
  signature: Uint8Array,
  people: readonly Certificate[],
  issuedAt: number,
): Promise<Fingerprint> {
  for (const person of people)
    if (await isSignedBy(bytes, signature, person, issuedAt)) return person.fingerprint;
  throw new TrustError('TRUST_SIGNER_UNKNOWN');
}

/** Requires that an encryption key's entry about itself is by its primary key, and renews what is known of it. @throws TrustError */
async function requireOwnWord(
  entry: Entry<'certificate'>,
  signatures: readonly Uint8Array[],
  known: Certificate,
): Promise<void> {
  // A subkey that signs would be a second way to speak for the key.
  for (const signature of signatures)
    if ((await issuerOf(signature)) !== known.fingerprint)
      throw new TrustError('TRUST_SIGNER_UNKNOWN', 'not by the primary key');
  await requireRenewal(entry, known);
}

/**
 * Finds who signed an entry: parses its exact bytes and verifies every signature with the certificate of one of the persons
 * that may make such an entry: the pinned root (from the root entry), registrars (from their entries), administrators
 * (`certificateOf`), an encryption key about itself. It does not judge whether the signers suffice: `Directory.apply` and
 * `Peers.apply` do.
 * @throws WireError, KernelError for the bytes; TrustError TRUST_SIGNATURE_*, TRUST_SIGNER_*, TRUST_ENTRY_TIME,
 * TRUST_ENTRY_CERTIFICATE, TRUST_ENTRY_KEY
 */
export async function verifyEntry(
  signed: SignedEntry,
  directory: Directory,
  certificateOf: CertificateOf,
): Promise<VerifiedEntry> {
  const count = signed.signatures.length;
  if (count < 1 || count > maxSignatures)
    throw new TrustError('TRUST_SIGNATURE_COUNT', `1 to ${maxSignatures}`);
  const entry = decodeEntry(signed.entry);
  // Before any cryptography: a root that was not pinned has no say, not even about its own certificate.
  if (isEntry(entry, 'root') && entry.body.fingerprint !== directory.pinned)
    throw new KernelError('ENTRY_NOT_ALLOWED', 'another root than the one pinned');
  requireSoundKey(entry);
  await Promise.all(certificatesIn(entry).map(named));
  const people = await candidates(entry, signed.signatures, directory, certificateOf);
  const signers: Fingerprint[] = [];
  for (const signature of signed.signatures) {
    const signer = await signerOf(signed.entry, signature, people, Date.parse(entry.issuedAt));
    if (signers.includes(signer)) throw new TrustError('TRUST_SIGNER_TWICE');
    signers.push(signer);
  }
  const [known] = people;
  if (isEntry(entry, 'certificate') && known !== undefined)
    await requireOwnWord(entry, signed.signatures, known);
  return { entry, signers };
}

/** How long the persons' own entries may lie between composing and appending: nobody signs with a lapsed mandate. */
const oldest = 7 * 24 * 3_600_000;

/** How long after its beginning, or its end, a posting may be handed in. */
const postingDelay = 3_600_000;

/**
 * The time an entry claims, judged when it is appended. Root entries may be older: the root is offline and never lapses.
 * @throws TrustError TRUST_ENTRY_TIME
 */
export function requireTimely(
  entry: Entry,
  signers: readonly Fingerprint[],
  now: Date,
  root: Fingerprint,
): void {
  if (entry.issuedAt > timestamp(new Date(now.getTime() + skew)))
    throw new TrustError('TRUST_ENTRY_TIME', 'issued in the future');
  if (!signers.includes(root) && entry.issuedAt < timestamp(new Date(now.getTime() - oldest)))
    throw new TrustError('TRUST_ENTRY_TIME', 'issued more than 7 days ago');
  // Else it would change in which post, and for whom, documents of before were signed. An hour: two registrars sign it.
  if (
    isEntry(entry, 'posting') &&
    entry.body.from < timestamp(new Date(now.getTime() - postingDelay))
  )
    throw new TrustError('TRUST_ENTRY_TIME', 'a posting that begins, or ends, in the past');
  // Signed in good time and handed in late: a request on its way would have other limits than its sender knew.
  if (isEntry(entry, 'time-limits') && entry.body.from < timestamp(new Date(now.getTime() - skew)))
    throw new TrustError('TRUST_ENTRY_TIME', 'limits whose beginning is past: say them anew');
}

/**
 * A policy pack comes to what its cases say when it is appended, and its number leaves room for others. Not when the chain is
 * read: another version of the product that judges otherwise, or judged so before, would take no peer and no pack any more.
 * @throws KernelError ENTRY_NOT_ALLOWED
 */
export function requireTried(entry: Entry, inForce: PolicyPack | undefined): void {
  if (!isEntry(entry, 'policy-pack')) return;
  const flaw = policyFlaw(entry.body, entry.state) ?? policyLeap(entry.body, inForce);
  if (flaw !== undefined) throw new KernelError('ENTRY_NOT_ALLOWED', flaw);
}

/** True for what makes bytes of an entry unusable, as opposed to an error of the database or the machine. */
export const isJudgement = (error: unknown): boolean =>
  error instanceof KernelError ||
  error instanceof WireError ||
  error instanceof SealError ||
  error instanceof TrustError;
