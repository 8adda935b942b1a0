export { type TransportCode, TransportError, transportCodes } from './errors.js';
export { type UserKey, createUserKey, isUserPublicKey, publicKeyOf } from './nkeys.js';
export { createAuthority, issueCertificate } from './certificates.js';
export type {
  CertificateRequest,
  CertificateUse,
  KeyedCertificate,
  Validity,
} from './x509-certificates.js';
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
export {
  type BrokerFacts,
  isLive,
  isStoring,
  meetsFixedVersions,
  readBrokerFacts,
  readLiveAccounts,
} from './broker-facts.js';
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
export { type BusLayout, renderBusConfig } from './bus/bus-config.js';
export { type BusRow, type BusService, busPermissions, busServices } from './bus/permissions.js';
export { type BusLogin } from './bus/bus-login.js';
export { BusClient } from './bus/bus-client.js';
export { type BusHandler, type BusServerOptions, BusServer } from './bus/bus-server.js';
export type { Urgency } from './bus/crowd.js';
export { BusError } from './bus/bus-error.js';
export { FRAME_BYTES, decodeFrame, encodeFrame } from './bus/frame.js';
export { lintBorderConfig, lintBusConfig } from './broker-lint.js';
export { type TimeQueryDoor, postTimeQuery } from './time-query.js';
