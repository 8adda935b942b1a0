export { type StampCode, StampError, stampCodes } from './errors.js';
export { type StampRequest, imprintOf, makeStampRequest } from './request.js';
export { type StampTrust, readStampTrust } from './trust.js';
export { MAX_RESPONSE_BYTES } from './response.js';
export { type Asked, type VerifiedStamp, verifyStamp } from './token.js';
