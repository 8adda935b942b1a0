import {
  countValues,
  formToken,
  pemOf,
  readStampTrust,
  type StampTrust,
  type VerifiedToken,
  verifyToken,
} from '#stamp';
import { sha256 } from '#wire';
import { type Files, names, paths } from '../container/layout.js';
import type { PackageIndex } from '../contents/package-index.js';
import type { BuildRecord } from '../contents/record.js';

/** A token with what it proves; undefined where it does not. */
export interface OpenedToken {
  readonly where: string;
  readonly bytes: Uint8Array | undefined;
  readonly stamp: VerifiedToken | undefined;
}

/** Tokens of a package, verified as of their own times by the authorities that the record names. */
export interface OpenedTokens {
  readonly package: OpenedToken & { readonly isFormed: boolean };
  readonly log: readonly (OpenedToken & { readonly size: number })[];
  /** Certificates and lists that are not in their form. */
  readonly malformed: readonly string[];
}

type Shown = {
  readonly files: Files;
  readonly record: BuildRecord;
  readonly index: PackageIndex;
};

/** DER behind a PEM file whose name is its hash; undefined where it is not in its one form. */
function derIn(pem: string, hash: string, label: 'CERTIFICATE' | 'X509 CRL'): Buffer | undefined {
  const body = pem.split('\n').slice(1, -2).join('');
  const der = Buffer.from(body, 'base64');
  return sha256(der) === hash && pemOf(der, label) === pem ? der : undefined;
}

interface Read {
  readonly pem: string;
  readonly malformed: readonly string[];
}

/** Values of all revocation lists together: some thirty thousand revoked certificates; read, they take 85 MiB of memory. */
const mostValues = 100_000;

function pemFiles(files: Files, hashes: readonly string[], kind: 'certificate' | 'list'): Read {
  const label = kind === 'list' ? 'X509 CRL' : 'CERTIFICATE';
  const pems: string[] = [];
  const malformed: string[] = [];
  let values = 0;
  for (const hash of hashes) {
    const bytes = files.get(paths[kind](hash));
    if (bytes === undefined) continue;
    const pem = Buffer.from(bytes).toString('latin1');
    const der = derIn(pem, hash, label);
    values += der === undefined ? 0 : countValues(der);
    if (der === undefined || values > mostValues) malformed.push(paths[kind](hash));
    else pems.push(pem);
  }
  return { pem: pems.join(''), malformed };
}

/** Authorities of the record and nobody else; undefined where they cannot be read. */
function trustOf({ record }: Shown, certificates: Read, lists: Read): StampTrust | undefined {
  try {
    const trust = readStampTrust(certificates.pem, lists.pem === '' ? undefined : lists.pem, '');
    const named: readonly string[] = record.authorities;
    return { ...trust, anchors: trust.anchors.filter(({ der }) => named.includes(sha256(der))) };
  } catch {
    // Whatever these bytes make fail, they are no authority.
    return undefined;
  }
}

async function verified(
  token: Uint8Array | undefined,
  bytes: Uint8Array | undefined,
  trust: StampTrust | undefined,
): Promise<VerifiedToken | undefined> {
  if (token === undefined || bytes === undefined || trust === undefined) return undefined;
  try {
    return await verifyToken(token, bytes, trust);
  } catch {
    // Whatever these bytes make fail, they prove nothing.
    return undefined;
  }
}

function isFormed(token: Uint8Array | undefined, stamp: VerifiedToken | undefined): boolean {
  if (token === undefined || stamp === undefined) return false;
  try {
    return formToken(token, stamp.chain).equals(token);
  } catch {
    return false;
  }
}

/** Verifies every token of a package. */
export async function openTokens(shown: Shown): Promise<OpenedTokens> {
  const { files, index } = shown;
  const certificates = pemFiles(files, index.certificates, 'certificate');
  const lists = pemFiles(files, index.lists, 'list');
  const trust = trustOf(shown, certificates, lists);
  const log = await Promise.all(
    index.tokens.map(async ({ size }, i) => {
      const where = paths.token(i + 1);
      const bytes = files.get(where);
      const stamp = await verified(bytes, files.get(paths.checkpoint(size)), trust);
      return { where, bytes, size, stamp };
    }),
  );
  const bytes = files.get(names.token);
  const stamp = await verified(bytes, files.get(names.asic), trust);
  return {
    package: { where: names.token, bytes, stamp, isFormed: isFormed(bytes, stamp) },
    log,
    malformed: [...certificates.malformed, ...lists.malformed],
  };
}
