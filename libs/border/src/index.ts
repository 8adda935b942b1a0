export { type BorderCode, BorderError, borderCodes } from './errors.js';
export {
  type BorderLayout,
  type BorderLink,
  type BorderLinkRef,
  type LinkEnd,
  type LinkSide,
  type ListeningLink,
  type SolicitingLink,
  endOf,
  peerOf,
} from './border-layout.js';
export { renderBorderConfig } from './border-config.js';
export { lintBorderConfig } from './border-lint.js';
export {
  type BrokerFacts,
  type LinksSeen,
  isStoring,
  meetsFixedVersions,
  readBrokerFacts,
  readLinksSeen,
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
export { type TimeQueryAddress, postTimeQuery } from './time-query.js';
export { type OutsideAddress } from './outside-post.js';
export { type WitnessAnswer, postOffer } from './witness-offer.js';
