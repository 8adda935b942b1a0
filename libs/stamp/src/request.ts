import { createHash } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';
import { StampError } from './errors.js';
import { oid } from './oids.js';

const nonceBytes = 16;

export interface StampRequest {
  readonly der: Buffer;
  readonly nonce: Buffer;
}

export const imprintOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/**
 * Makes the request for a time-stamp over `bytes`. `random`: 16 unpredictable bytes for the nonce; `policy`: identifier of
 * the wanted policy, '' for none. @throws StampError STAMP_MISMATCH when `random` has another length
 */
export function makeStampRequest(
  bytes: Uint8Array,
  random: Uint8Array,
  policy: string,
): StampRequest {
  if (random.length !== nonceBytes) throw new StampError('STAMP_MISMATCH', 'nonce');
  const nonce = Buffer.from(random);
  // Positive and without a leading byte that DER drops: the answer is compared byte for byte.
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

/** Copies bytes into a buffer of their own, because pkijs reads the whole ArrayBuffer and small Node.js buffers share one. */
export const exact = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
