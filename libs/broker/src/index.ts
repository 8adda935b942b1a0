export { type BrokerCode, BrokerError, brokerCodes } from './errors.js';
export { Backoff, pause } from './backoff.js';
export { type BrokerLogin, connectTo, watch } from './broker-connection.js';
export { type UserKey, createUserKey, isUserPublicKey, publicKeyOf } from './nkeys.js';
export { createAuthority, issueCertificate } from './certificates.js';
export { isAddress } from './hosts.js';
export type {
  CertificateRequest,
  CertificateUse,
  KeyedCertificate,
  Validity,
} from './x509-certificates.js';
export { BrokerText, address, port, quoted, quotedList, variable } from './config-text.js';
export { type TlsFiles, clientTls, serverTls } from './config-tls.js';
export type { BrokerBlock, BrokerValue } from './config-parse.js';
export { blocks, get, itemsOf, lintConfig, scalarOf, textsOf, type Report } from './config-lint.js';
export { type JsonObject, isJsonObject, member, parseJson } from './json.js';
