import { CodedError, type CodeTable, type Detail } from '#kernel';

export const gatewayCodes = {
  REQUEST_INVALID: {
    action: 'refuse',
    status: 400,
    title: 'The request is not well-formed HTTP or its address cannot be read.',
    remedy: 'Correct the address or the headers named in the detail.',
  },
  JSON_INVALID: {
    action: 'refuse',
    status: 400,
    title: 'The body is not JSON in UTF-8, is too deep, or has a member name that is not allowed.',
    remedy: 'Send one plain JSON object; the limits are in the API description.',
  },
  SESSION_REQUIRED: {
    action: 'refuse',
    status: 401,
    title: 'This address is only for officers with a session.',
    remedy: 'Open a session and send its token as `Authorization: Bearer <token>`.',
  },
  ROUTE_CLOSED: {
    action: 'alarm',
    status: 403,
    title: 'Nobody may use this address.',
    remedy: 'Report it to the operator: the address has no access rule.',
  },
  ORIGIN_REFUSED: {
    action: 'refuse',
    status: 403,
    title: 'The request comes from a page of another origin.',
    remedy: 'Use the address of this gateway that its operator published.',
  },
  ROUTE_UNKNOWN: {
    action: 'refuse',
    status: 404,
    title: 'There is nothing at this address.',
    remedy: 'Compare address and method with the API description.',
  },
  METHOD_REFUSED: {
    action: 'refuse',
    status: 405,
    title: 'This address does not take this method.',
    remedy: 'Use a method that the header `Allow` names.',
  },
  BODY_TOO_SLOW: {
    action: 'retry',
    status: 408,
    title: 'The body did not arrive in time.',
    remedy: 'Send it again over a faster connection.',
  },
  ATTACHMENT_INCOMPLETE: {
    action: 'refuse',
    status: 409,
    title: 'The attachment is not here as a whole.',
    remedy: 'Look at its state in the thread; ask again when it is complete.',
  },
  LENGTH_REQUIRED: {
    action: 'refuse',
    status: 411,
    title: 'An upload states its length before its content.',
    remedy: 'Send `Content-Length` with the number of bytes, at least 1.',
  },
  BODY_TOO_LARGE: {
    action: 'refuse',
    status: 413,
    title: 'The body is larger than this address takes.',
    remedy: 'Make it smaller; the limit is in the detail or in the API description.',
  },
  MEDIA_TYPE_REFUSED: {
    action: 'refuse',
    status: 415,
    title: 'This address does not take a body of this media type.',
    remedy: 'Send `application/json`, or `application/octet-stream` for an upload.',
  },
  UPLOAD_BROKEN: {
    action: 'refuse',
    status: 400,
    title: 'The upload ended before all announced bytes had arrived.',
    remedy: 'Send the file again from its beginning.',
  },
  RATE_LIMITED: {
    action: 'retry',
    status: 429,
    title: 'Too many requests in one minute.',
    remedy: 'Wait for the time in `Retry-After`, then go on more slowly.',
  },
  EVENTS_SLOW: {
    action: 'retry',
    status: 408,
    title: 'The stream of events was not read for 20 seconds.',
    remedy: 'Connect again with `Last-Event-ID` and read as fast as events come.',
  },
  EVENTS_READERS: {
    action: 'refuse',
    status: 429,
    title: 'This session has as many streams of events as it may have.',
    remedy: 'Close one of them: one stream tells of both sides.',
  },
  INTERNAL: {
    action: 'alarm',
    status: 500,
    title: 'The gateway failed in a way it does not know.',
    remedy: 'Tell the operator the request id; nothing more is said here.',
  },
  ANSWER_INVALID: {
    action: 'alarm',
    status: 502,
    title: 'A service of this gateway gave an answer that contradicts itself.',
    remedy: 'Tell the operator the request id.',
  },
  NOT_READY: {
    action: 'retry',
    status: 503,
    title: 'Not every service of this gateway is ready.',
    remedy: 'Look at the services named here and at their logs.',
  },
  GATEWAY_BUSY: {
    action: 'retry',
    status: 503,
    title: 'As many transfers are under way as the gateway can hold.',
    remedy: 'Try again in a few seconds.',
  },
  EVENTS_FULL: {
    action: 'retry',
    status: 503,
    title: 'As many streams of events are open as the gateway can hold.',
    remedy: 'Try again later; until then read the lists.',
  },
  EVENTS_INTERRUPTED: {
    action: 'retry',
    status: 503,
    title: 'The stream of events ended because a part of this gateway is away or restarts.',
    remedy: 'Connect again with `Last-Event-ID`: nothing is missed.',
  },
} as const satisfies CodeTable;

export type GatewayCode = keyof typeof gatewayCodes;

export class GatewayError extends CodedError<GatewayCode> {
  constructor(code: GatewayCode, detail?: Detail, cause?: unknown) {
    super(code, gatewayCodes, detail, cause);
  }
}
