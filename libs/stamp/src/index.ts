export { type StampCode, StampError, stampCodes } from './errors.js';
export { type StampRequest, makeStampRequest } from './request.js';
export { type StampTrust, readStampTrust } from './trust.js';
export { type Asked, type VerifiedStamp, verifyStamp } from './token.js';
