import { CodedError, type CodeTable, type Detail } from '#kernel';

export const borderCodes = {
  BROKER_UNSAFE: {
    action: 'alarm',
    status: 503,
    title: 'The border broker does not run with the settings this gateway requires.',
    remedy: 'Render the configuration again and restart the broker with it; nothing was exchanged.',
  },
  BROKER_UNREADABLE: {
    action: 'retry',
    status: 503,
    title: 'The border broker does not tell its own settings.',
    remedy: 'Check that its monitoring port listens on the loopback address.',
  },
  STREAM_FAILED: {
    action: 'retry',
    status: 503,
    title: 'The inbound stream of a link could not be made or read.',
    remedy: 'Check the free space of the broker store; the exchange tries again by itself.',
  },
  BATCH_TOO_LARGE: {
    action: 'refuse',
    status: 413,
    title: 'A batch for the border is larger than one publish may be.',
    remedy: 'Split the batch; the limit is named in the detail.',
  },
  PEER_UNREACHABLE: {
    action: 'retry',
    status: 503,
    title: 'The neighbour cannot be reached now.',
    remedy: 'Nothing is lost: the message stays in the outbox and is sent when the link is up.',
  },
  PEER_FULL: {
    action: 'retry',
    status: 503,
    title: 'The inbound stream of the neighbour is full.',
    remedy: 'Wait: the message stays in the outbox. Tell the neighbour when it lasts.',
  },
  PEER_REFUSED: {
    action: 'retry',
    status: 502,
    title: 'The broker of the neighbour refused the batch.',
    remedy: 'Compare the limits and versions of both brokers; the message stays in the outbox.',
  },
  PUBLISH_TIMEOUT: {
    action: 'retry',
    status: 504,
    title: 'The neighbour did not confirm the batch in time.',
    remedy: 'It may have been stored or not; it is sent again with another attempt number.',
  },
  DUPLICATE_ACK: {
    action: 'retry',
    status: 409,
    title: 'The neighbour confirmed an earlier copy instead of this one.',
    remedy: 'It does not count as relayed; it is sent again with another attempt number.',
  },
  TIME_QUERY_FAILED: {
    action: 'retry',
    status: 503,
    title: 'A time-stamp authority gave no whole answer in time.',
    remedy:
      'Nothing is held up and it is asked again. If it lasts, check its address, its TLS certificate and the way there.',
  },
  TIME_QUERY_REFUSED: {
    action: 'retry',
    status: 502,
    title: 'A time-stamp authority answered with something else than a time-stamp.',
    remedy:
      'Nothing is held up and it is asked again. The detail says what came; no redirect is followed. Check its address in the settings.',
  },
  WITNESS_UNREACHED: {
    action: 'retry',
    status: 503,
    title: 'A witness outside gave no whole answer in time.',
    remedy:
      'Messages flow and it is asked again. If it lasts, check its address, its TLS certificate and the way there.',
  },
} as const satisfies CodeTable;

export type BorderCode = keyof typeof borderCodes;

export class BorderError extends CodedError<BorderCode> {
  constructor(code: BorderCode, detail?: Detail, cause?: unknown) {
    super(code, borderCodes, detail, cause);
  }
}
