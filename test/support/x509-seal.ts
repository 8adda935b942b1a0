import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Sealer } from '#cms';
import { der, integer, objectId, octetString, pemOf, sequence, setOf } from '#stamp';

const named = (name: string): Buffer =>
  sequence(setOf(sequence(objectId('2.5.4.3'), der(0x0c, Buffer.from(name)))));
const time = (day: string): Buffer =>
  der(0x17, Buffer.from(`${day.slice(2).replaceAll('-', '')}000000Z`));
const ecdsa = sequence(objectId('1.2.840.10045.4.3.2'));
const yes = der(0x01, Buffer.from([0xff]));
const extension = (id: string, value: Buffer): Buffer =>
  sequence(objectId(id), yes, octetString(value));

const keyUsage = (unused: number, bits: number): Buffer =>
  extension('2.5.29.15', der(0x03, Buffer.from([unused, bits])));
const ofAuthority = [extension('2.5.29.19', sequence(yes)), keyUsage(2, 0x04)];
const uses = { signs: keyUsage(6, 0x40), encrypts: keyUsage(5, 0x20) } as const;

interface Issuing {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly by: KeyObject;
  readonly from: string;
  readonly until: string;
  readonly extensions: readonly Buffer[];
}

/** X.509 certificate of version 3; its serial number is the beginning of the hash of its key. */
function issued({ name, publicKey, issuer, by, from, until, extensions }: Issuing): Buffer {
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const serial = createHash('sha256').update(key).update(issuer).digest().subarray(0, 8);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const body = sequence(
    ...[der(0xa0, integer(2)), der(0x02, serial), ecdsa, named(issuer)],
    ...[sequence(time(from), time(until)), named(name), key],
    der(0xa3, sequence(...extensions)),
  );
  const bits = der(0x03, Buffer.from([0]), sign('sha256', body, by));
  return sequence(body, ecdsa, bits);
}

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const signing =
  (key: KeyObject): Sealer['sign'] =>
  (bytes, hash) =>
    Promise.resolve(sign(hash, bytes, key));

/** A P-256 key and a certificate that it signed itself, in force from 2020 to the end of 2048. */
export function aSealer(): Sealer {
  const { privateKey, publicKey } = p256();
  const own = issued({
    ...{ name: 'Authority', issuer: 'Authority', publicKey, by: privateKey },
    ...{ from: '2020-01-01', until: '2049-01-01', extensions: [uses.signs] },
  });
  return { chain: [own], sign: signing(privateKey) };
}

interface Differences {
  readonly from?: string;
  readonly until?: string;
  readonly use?: keyof typeof uses;
  /** Certificates of the authorities certify nobody. */
  readonly isPowerless?: boolean;
}

/** A P-256 key, its certificate, and the self-signed one of the authority that issued it. */
export function aChainedSealer({
  from = '2020-01-01',
  until = '2049-01-01',
  use = 'signs',
  isPowerless = false,
}: Differences = {}): Sealer {
  const [root, own] = [p256(), p256()];
  const ca = { issuer: 'Issuing authority', by: root.privateKey };
  const above = issued({
    ...{ ...ca, name: ca.issuer, publicKey: root.publicKey, from: '2020-01-01' },
    ...{ until: '2049-01-01', extensions: isPowerless ? [uses.signs] : ofAuthority },
  });
  const below = issued({
    ...{ ...ca, name: 'Border police', publicKey: own.publicKey, from, until },
    extensions: [uses[use]],
  });
  return { chain: [below, above], sign: signing(own.privateKey) };
}

/** Chain of a seal as an operator has it: PEM, the certificate of the key first. */
export const chainPem = ({ chain }: Sealer): string =>
  chain.map((each) => pemOf(each, 'CERTIFICATE')).join('');
