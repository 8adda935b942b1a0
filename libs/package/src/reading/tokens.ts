import {
  countValues,
  formToken,
  pemOf,
  readStampTrust,
  type StampCode,
  StampError,
  type StampTrust,
  type VerifiedToken,
  verifyToken,
} from '#stamp';
import { sha256 } from '#wire';
import { type Files, names, paths } from '../container/layout.js';
import { indexLimits, type PackageIndex } from '../contents/package-index.js';
import type { BuildRecord } from '../contents/record.js';

export interface OpenedToken {
  readonly where: string;
  readonly bytes: Uint8Array | undefined;
  readonly stamp: VerifiedToken | undefined;
  readonly isOpen: boolean;
}

export interface OpenedTokens {
  readonly package: OpenedToken & { readonly isFormed: boolean };
  readonly log: readonly (OpenedToken & { readonly size: number })[];
  readonly malformed: readonly string[];
}

type Shown = {
  readonly files: Files;
  readonly record: BuildRecord;
  readonly index: PackageIndex;
};

function derIn(pem: string, hash: string, label: 'CERTIFICATE' | 'X509 CRL'): Buffer | undefined {
  const body = pem.split('\n').slice(1, -2).join('');
  const der = Buffer.from(body, 'base64');
  return sha256(der) === hash && pemOf(der, label) === pem ? der : undefined;
}

interface Read {
  readonly pem: string;
  readonly malformed: readonly string[];
  readonly isWhole: boolean;
}

function pemFiles(
  files: Files,
  hashes: readonly string[],
  kind: 'certificate' | 'revocationList',
): Read {
  const label = kind === 'revocationList' ? 'X509 CRL' : 'CERTIFICATE';
  const pems: string[] = [];
  const malformed: string[] = [];
  let values = 0;
  let isWhole = true;
  for (const hash of hashes) {
    const bytes = files.get(paths[kind](hash));
    if (bytes === undefined) {
      isWhole = false;
      continue;
    }
    const pem = Buffer.from(bytes).toString('latin1');
    const der = derIn(pem, hash, label);
    values += der === undefined ? 0 : countValues(der);
    if (der === undefined || values > indexLimits.values) malformed.push(paths[kind](hash));
    else pems.push(pem);
  }
  return { pem: pems.join(''), malformed, isWhole };
}

interface Shelf {
  readonly trust: StampTrust | undefined;
  readonly excused: readonly StampCode[];
}

const unknownAuthorities: StampTrust = { anchors: [], between: [], lists: undefined, policy: '' };

function shelfOf({ record }: Shown, certificates: Read, lists: Read): Shelf {
  const excused: StampCode[] = [];
  if (!certificates.isWhole) excused.push('STAMP_CERTIFICATE_INVALID');
  if (!lists.isWhole) excused.push('STAMP_REVOCATION_UNKNOWN');
  try {
    const trust = readStampTrust(certificates.pem, lists.pem === '' ? undefined : lists.pem, '');
    const named: readonly string[] = record.authorities;
    const anchors = trust.anchors.filter(({ der }) => named.includes(sha256(der)));
    return { trust: { ...trust, anchors }, excused };
  } catch {
    // Bytes that cause any failure are no authority.
    return { trust: certificates.isWhole ? undefined : unknownAuthorities, excused };
  }
}

async function judged(
  token: Uint8Array | undefined,
  bytes: Uint8Array | undefined,
  { trust, excused }: Shelf,
): Promise<Pick<OpenedToken, 'stamp' | 'isOpen'>> {
  if (token === undefined || bytes === undefined) return { stamp: undefined, isOpen: true };
  if (trust === undefined) return { stamp: undefined, isOpen: false };
  try {
    return { stamp: await verifyToken(token, bytes, trust), isOpen: false };
  } catch (error) {
    // Bytes that cause any failure prove nothing.
    return {
      stamp: undefined,
      isOpen: error instanceof StampError && excused.includes(error.code),
    };
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

export async function openTokens(shown: Shown): Promise<OpenedTokens> {
  const { files, index } = shown;
  const certificates = pemFiles(files, index.certificates, 'certificate');
  const lists = pemFiles(files, index.lists, 'revocationList');
  const shelf = shelfOf(shown, certificates, lists);
  const log = await Promise.all(
    index.tokens.map(async ({ size }, i) => {
      const where = paths.token(i + 1);
      const bytes = files.get(where);
      const found = await judged(bytes, files.get(paths.checkpoint(size)), shelf);
      return { where, bytes, size, ...found };
    }),
  );
  const bytes = files.get(names.token);
  const found = await judged(bytes, files.get(names.asic), shelf);
  return {
    package: { where: names.token, bytes, ...found, isFormed: isFormed(bytes, found.stamp) },
    log,
    malformed: [...certificates.malformed, ...lists.malformed],
  };
}
