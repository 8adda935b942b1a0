import { CodedError, type CodeTable, type Detail } from '#kernel';

export const wireCodes = {
  WIRE_TOO_LARGE: {
    action: 'refuse',
    status: 413,
    title: 'A message or one of its members is larger than the protocol allows.',
    remedy: 'Move large content into attachments.',
  },
  WIRE_MALFORMED: {
    action: 'refuse',
    status: 422,
    title: 'The bytes do not follow the wire format.',
    remedy:
      'A client builds the bytes anew, with the programs or as deploy/api.md says. Bytes of a neighbour are kept in quarantine: compare the versions of both gateways.',
  },
  WIRE_NOT_CANONICAL: {
    action: 'refuse',
    status: 422,
    title: 'The bytes are not the one canonical encoding of what they say.',
    remedy:
      'Encode JSON by RFC 8785 and protobuf without unknown or repeated fields, then sign again.',
  },
  WIRE_TOO_DEEP: {
    action: 'refuse',
    status: 422,
    title: 'The JSON is nested more deeply than allowed.',
    remedy: 'Flatten the content; no kind of document needs this depth.',
  },
  WIRE_VERSION_UNKNOWN: {
    action: 'refuse',
    status: 422,
    title: 'The version or type of a signed object is not known here.',
    remedy:
      'A client uses a version and type that the description of the API names. Bytes of a neighbour: agree with it on a common protocol version.',
  },
} as const satisfies CodeTable;

export type WireCode = keyof typeof wireCodes;

export class WireError extends CodedError<WireCode> {
  constructor(code: WireCode, detail?: Detail, cause?: unknown) {
    super(code, wireCodes, detail, cause);
  }
}
