import { createHash, verify, X509Certificate } from 'node:crypto';
import { chainHolds } from '#stamp';
import { membersOf, type Read, readDer } from './der.js';
import { attributesOf, certificateName, framed, maySign } from './detached-signature.js';
import { type Algorithm, algorithmOf } from './sealer.js';

const longest = 65_536;
const mostCertificates = 6;

export interface Sealed {
  readonly chain: readonly Uint8Array[];
  readonly time: Date | undefined;
  readonly until: Date;
  holds(content: Uint8Array): boolean;
  isChainGood(times: readonly Date[]): boolean;
}

interface Parts {
  readonly certificates: readonly Read[];
  readonly name: Uint8Array;
  readonly attributes: Read;
  readonly value: Uint8Array;
}

function partsOf(bytes: Uint8Array): Parts | undefined {
  const [, wrapped] = membersOf(readDer(bytes)[0]);
  const [, , , certificates, signers] = membersOf(membersOf(wrapped)[0]);
  const [, name, , attributes, , value] = membersOf(membersOf(signers)[0]);
  if (name === undefined || attributes === undefined || value === undefined) return undefined;
  return {
    certificates: membersOf(certificates),
    ...{ name: name.bytes, attributes, value: value.content },
  };
}

function ordered({ certificates, name }: Parts): readonly Uint8Array[] | undefined {
  const left = certificates.map(({ bytes }) => bytes);
  const chain: Uint8Array[] = [];
  const own = left.findIndex((each) => certificateName(each).equals(name));
  for (let next = own; next >= 0;) {
    const [taken] = left.splice(next, 1);
    if (taken === undefined) break;
    chain.push(taken);
    const below = new X509Certificate(taken);
    next = left.findIndex((each) => {
      const above = new X509Certificate(each);
      return below.checkIssued(above) && below.verify(above.publicKey);
    });
  }
  return chain.length > 0 && left.length === 0 ? chain : undefined;
}

function timeIn(attributes: Read): Date | undefined {
  for (const each of membersOf(attributes)) {
    const [time] = membersOf(membersOf(each)[1]);
    if (time?.tag !== 0x17 && time?.tag !== 0x18) continue;
    const text = Buffer.from(time.content).toString('latin1');
    const digits = time.tag === 0x17 ? `${text < '50' ? '20' : '19'}${text}` : text;
    const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
    const at = new Date(iso);
    return Number.isNaN(at.getTime()) ? undefined : at;
  }
  return undefined;
}

function isSelfSigned(certificate: Uint8Array): boolean {
  const read = new X509Certificate(certificate);
  return read.ca && read.checkIssued(read) && read.verify(read.publicKey);
}

export function rootOfChain(chain: readonly Uint8Array[]): Uint8Array | undefined {
  const last = chain.at(-1);
  return last !== undefined && chain.length > 1 && isSelfSigned(last) ? last : undefined;
}

function opened(bytes: Uint8Array): Sealed | undefined {
  const parts = partsOf(bytes);
  if (parts === undefined || parts.certificates.length > mostCertificates) return undefined;
  const { attributes, value } = parts;
  const [chain, time] = [ordered(parts), timeIn(attributes)];
  const [own] = chain ?? [];
  if (chain === undefined || own === undefined) return undefined;
  const key = new X509Certificate(own).publicKey;
  const algorithm: Algorithm = algorithmOf(key);
  if (!framed(chain, algorithm, attributes.bytes, value).equals(bytes)) return undefined;
  const ends = chain.map((each) => Date.parse(new X509Certificate(each).validTo));
  return {
    ...{ chain, time, until: new Date(Math.min(...ends)) },
    holds: (content) => {
      const digest = createHash(algorithm.hash).update(content).digest();
      const signed = attributesOf({ digest, certificate: own, time });
      // The signature covers the SET tag, which is restored here.
      const stated = Buffer.from(attributes.bytes);
      stated[0] = 0x31;
      return signed.equals(stated) && maySign(own) && verify(algorithm.hash, signed, key, value);
    },
    isChainGood: (times) => chainHolds(chain, times),
  };
}

export type TimedSeal = Sealed & { readonly time: Date };

/**
 * Parses a signature in the form that `detachedSignature` makes; undefined for other bytes. Without `NO_TIME`, the signature
 * must contain time and root certificate.
 */
export function openSignature(bytes: Uint8Array): TimedSeal | undefined;
export function openSignature(bytes: Uint8Array, says: 'NO_TIME'): Sealed | undefined;
export function openSignature(bytes: Uint8Array, says?: 'NO_TIME'): Sealed | undefined {
  if (bytes.length > longest) return undefined;
  try {
    const sealed = opened(bytes);
    if (sealed === undefined || (sealed.time === undefined) !== (says === 'NO_TIME'))
      return undefined;
    return says === 'NO_TIME' || rootOfChain(sealed.chain) !== undefined ? sealed : undefined;
  } catch {
    // Bytes that cause any failure are no valid seal.
    return undefined;
  }
}
