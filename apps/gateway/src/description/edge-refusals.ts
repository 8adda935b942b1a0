import { joined, type Refusals } from '#api';

const everywhere: Refusals = {
  // Query members are validated like those of a body.
  400: ['JSON_INVALID', 'REQUEST_INVALID'],
  403: ['ORIGIN_REFUSED'],
  429: ['RATE_LIMITED'],
};
const withSession: Refusals = {
  401: ['SESSION_EXPIRED', 'SESSION_FORGED', 'SESSION_REQUIRED', 'SESSION_UNKNOWN'],
  403: [
    'OFFICER_NOT_VALID_AT',
    'OFFICER_ROLE_MISSING',
    'OFFICER_SUSPENDED',
    'OFFICER_UNKNOWN',
    'OFFICER_WRONG_AUTHORITY',
    'PERMISSION_DENIED',
  ],
};
const withMembers: Refusals = { 422: ['VALUE_INVALID'] };
const withBody: Refusals = {
  408: ['BODY_TOO_SLOW'],
  413: ['BODY_TOO_LARGE'],
  415: ['MEDIA_TYPE_REFUSED'],
};
const withUpload: Refusals = {
  400: ['UPLOAD_BROKEN'],
  408: ['BODY_TOO_SLOW'],
  411: ['LENGTH_REQUIRED'],
  413: ['BODY_TOO_LARGE'],
  415: ['MEDIA_TYPE_REFUSED'],
};

export interface Edge {
  readonly open: boolean;
  readonly method: string;
  readonly isUpload: boolean;
}

/** Error codes by HTTP status with which the gateway itself can refuse an operation. */
export const edgeRefusals = ({ open, method, isUpload }: Edge): Refusals =>
  joined(
    everywhere,
    withMembers,
    ...(open ? [] : [withSession]),
    ...(method === 'post' ? [isUpload ? joined(withBody, withUpload) : withBody] : []),
  );
