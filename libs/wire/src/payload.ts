import {
  create,
  fromBinary,
  toBinary,
  type DescMessage,
  type MessageShape,
} from '@bufbuild/protobuf';
import {
  SealedPayloadSchema,
  SealedStatementSchema,
  type SealedPayload as WirePayload,
} from './gen/liaise/v1/border_pb.js';
import { documentLimits, phrase } from '#kernel';
import { WireError } from './errors.js';

export interface SealedPayload {
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly document: Uint8Array;
  readonly officerSignature: Uint8Array;
  readonly officerCertificate: Uint8Array;
  readonly attachmentKeys: readonly Uint8Array[];
  /**
   * Event `msg.signed` of the sender's log, present only with `signedProof`. Both prove when the signature was logged, which
   * matters if the officer was later suspended or revoked.
   */
  readonly signedLeaf?: Uint8Array;
  readonly signedProof?: Uint8Array;
}

export interface SealedStatement {
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

const kib = 1024;
/**
 * Sizes to which payloads are padded, so that their length reveals little. Larger payloads are padded to multiples of the
 * last size.
 */
export const paddingBuckets = [4 * kib, 16 * kib, 64 * kib, 256 * kib] as const;
export const maxPayload = 1024 * kib;

const maxLeaf = 4 * kib;
const maxProof = 16 * kib;

const sizes: readonly number[] = [...paddingBuckets, 512 * kib, 768 * kib, maxPayload];

const varintLength = (n: number): number => (n < 0x80 ? 1 : n < 0x4000 ? 2 : 3);

/**
 * Number of padding bytes that fill `gap` together with their protobuf tag and length. Undefined for 1, 2, 130 and 16,387,
 * which no number fills exactly.
 */
function paddingFor(gap: number): number | undefined {
  if (gap === 0) return 0;
  return [1, 2, 3]
    .map((prefix) => ({ prefix, bytes: gap - 1 - prefix }))
    .find(({ prefix, bytes }) => bytes > 0 && varintLength(bytes) === prefix)?.bytes;
}

export function bucketFor(length: number): number {
  const size = sizes.find((s) => s >= length && paddingFor(s - length) !== undefined);
  if (size === undefined)
    throw new WireError('WIRE_TOO_LARGE', phrase`payload above ${maxPayload} bytes`);
  return size;
}

const pad = (length: number): Uint8Array =>
  new Uint8Array(paddingFor(bucketFor(length) - length) ?? 0);

function refuseMembers(payload: SealedPayload): void {
  const { attachmentKeys, signedLeaf, signedProof, ...required } = payload;
  refuseEmpty(required);
  refuseProof(signedLeaf?.length ?? 0, signedProof?.length ?? 0);
  if (attachmentKeys.length > documentLimits.attachments)
    throw new WireError(
      'WIRE_TOO_LARGE',
      phrase`more than ${documentLimits.attachments} attachment keys`,
    );
  if (attachmentKeys.some((key) => key.length !== 32))
    throw new WireError('WIRE_MALFORMED', phrase`an attachment key is not 32 bytes long`);
}

function refuseProof(leaf: number, proof: number): void {
  if ((leaf === 0) !== (proof === 0))
    throw new WireError('WIRE_MALFORMED', phrase`signed leaf and proof come together`);
  if (leaf > maxLeaf)
    throw new WireError('WIRE_TOO_LARGE', phrase`signed leaf above ${maxLeaf} bytes`);
  if (proof > maxProof)
    throw new WireError('WIRE_TOO_LARGE', phrase`signed proof above ${maxProof} bytes`);
}

/**
 * Refuses an empty member. Bytes of another type, such as a statement read as a payload, decode without error, but with empty
 * members. @throws WireError WIRE_MALFORMED
 */
function refuseEmpty(members: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(members))
    if (bytes.length === 0) throw new WireError('WIRE_MALFORMED', phrase`${name} is missing`);
}

export function encodePayload(payload: SealedPayload): Uint8Array {
  refuseMembers(payload);
  const message: WirePayload = create(SealedPayloadSchema, {
    ...payload,
    attachmentKeys: [...payload.attachmentKeys],
  });
  message.padding = pad(toBinary(SealedPayloadSchema, message).length);
  return toBinary(SealedPayloadSchema, message);
}

export function decodePayload(bytes: Uint8Array): SealedPayload {
  const message = decodeExact(SealedPayloadSchema, bytes, maxPayload);
  refuseWrongPadding(bytes, message.padding);
  const { envelope, envelopeSignature, document } = message;
  const { officerSignature, officerCertificate, attachmentKeys } = message;
  const { signedLeaf, signedProof } = message;
  const payload = {
    envelope,
    envelopeSignature,
    document,
    officerSignature,
    officerCertificate,
    attachmentKeys,
    ...(signedLeaf.length === 0 && signedProof.length === 0 ? {} : { signedLeaf, signedProof }),
  };
  refuseMembers(payload);
  return payload;
}

export function encodeSealedStatement({ statement, signature }: SealedStatement): Uint8Array {
  refuseEmpty({ statement, signature });
  const message = create(SealedStatementSchema, { statement, signature });
  message.padding = pad(toBinary(SealedStatementSchema, message).length);
  return toBinary(SealedStatementSchema, message);
}

export function decodeSealedStatement(bytes: Uint8Array): SealedStatement {
  const message = decodeExact(SealedStatementSchema, bytes, maxPayload);
  refuseWrongPadding(bytes, message.padding);
  const { statement, signature } = message;
  refuseEmpty({ statement, signature });
  return { statement, signature };
}

function refuseWrongPadding(bytes: Uint8Array, padding: Uint8Array): void {
  if (!sizes.includes(bytes.length))
    throw new WireError('WIRE_MALFORMED', phrase`the payload does not fill a size bucket`);
  if (padding.some((byte) => byte !== 0))
    throw new WireError('WIRE_MALFORMED', phrase`padding is not zero`);
}

/**
 * Decodes a message and compares it with its re-encoding. Refuses unknown, repeated and reordered fields, so that two parsers
 * never read different content. @throws WireError
 */
export function decodeExact<D extends DescMessage>(
  schema: D,
  bytes: Uint8Array,
  limit: number,
): MessageShape<D> {
  if (bytes.length > limit) throw new WireError('WIRE_TOO_LARGE', phrase`more than ${limit} bytes`);
  let message: MessageShape<D>;
  try {
    message = fromBinary(schema, bytes, { readUnknownFields: false });
  } catch (cause) {
    throw new WireError('WIRE_MALFORMED', phrase`not the protobuf message expected`, cause);
  }
  if (!Buffer.from(toBinary(schema, message)).equals(bytes))
    throw new WireError(
      'WIRE_NOT_CANONICAL',
      phrase`protobuf has unknown, repeated or re-ordered fields`,
    );
  return message;
}
