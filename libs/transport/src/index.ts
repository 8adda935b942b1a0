export { type TransportCode, TransportError, transportCodes } from './errors.js';
export { type UserKey, createUserKey, isUserPublicKey, publicKeyOf } from './nkeys.js';
export {
  type CertificateRequest,
  type CertificateUse,
  type KeyedCertificate,
  type Validity,
  createAuthority,
  issueCertificate,
} from './certificates.js';
export {
  type BorderLayout,
  type BorderLink,
  type BorderLinkRef,
  type LinkEnd,
  type LinkSide,
  type ListeningLink,
  type SolicitingLink,
  type TlsFiles,
  BATCH_BYTES,
  endOf,
  peerOf,
} from './border-layout.js';
export { renderBorderConfig } from './border-config.js';
export { type BrokerFacts, meetsFixedVersions } from './broker-facts.js';
export {
  type BorderConnectionOptions,
  type PublishOptions,
  BorderConnection,
} from './border-connection.js';
export { type InboundLimits } from './inbound-stream.js';
export {
  type ConsumeOptions,
  type InboundHandler,
  type ReceivedBatch,
  InboundConsumer,
} from './inbound-consumer.js';
