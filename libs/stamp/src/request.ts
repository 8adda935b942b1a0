import { createHash } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';
import { StampError } from './errors.js';
import { oid } from './oids.js';

const nonceBytes = 16;

/** A question to a time-stamp authority, and what its answer must repeat. */
export interface StampRequest {
  /** TimeStampReq, DER. */
  readonly der: Buffer;
  /** The nonce as it stands in the request: a positive number in the shortest form. */
  readonly nonce: Buffer;
}

/** Hash that an authority stamps: SHA-256, 32 bytes. */
export const imprintOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/**
 * Asks for a time-stamp over `bytes`. `random`: 16 bytes that nobody can guess; two bits of them are lost.
 * @param policy object identifier of the policy that is wanted; '' for whatever the authority has
 */
export function makeStampRequest(
  bytes: Uint8Array,
  random: Uint8Array,
  policy: string,
): StampRequest {
  if (random.length !== nonceBytes) throw new StampError('STAMP_MISMATCH', 'nonce');
  const nonce = Buffer.from(random);
  // Positive, and without a leading byte that DER would drop: what comes back is compared byte for byte.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({
        algorithmId: oid.sha256,
        algorithmParams: new Null(),
      }),
      hashedMessage: new OctetString({ valueHex: exact(imprintOf(bytes)) }),
    }),
    ...(policy === '' ? {} : { reqPolicy: policy }),
    nonce: new Integer({ valueHex: exact(nonce) }),
    certReq: true,
  });
  return { der: Buffer.from(request.toSchema().toBER()), nonce };
}

/** A buffer of its own: pkijs takes whole ArrayBuffers, and Node's small buffers share one. */
export const exact = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
