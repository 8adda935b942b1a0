export { type StampCode, StampError, stampCodes } from './errors.js';
export { type StampRequest, makeStampRequest } from './request.js';
export { type StampTrust, pemOf, readStampTrust } from './trust.js';
export { type VerifiedStamp, type VerifiedToken, verifyStamp, verifyToken } from './token.js';
export { der, integer, nothing, objectId, octetString, sequence, setOf } from './der-writer.js';
export { formToken } from './token-form.js';
export { chainHolds } from './chain.js';
export { countValues } from './well-formed.js';
