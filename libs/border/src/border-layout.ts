import type { LinkId, StateCode } from '#kernel';
import { type TlsFiles, BrokerError, isUserPublicKey } from '#broker';

/** The two ends of a link. End 1 is the side that listens for the leaf connection, end 2 the side that opens it. */
export type LinkEnd = 1 | 2;
export type LinkSide = 'listen' | 'solicit';

/** A link as this side sees it. */
export interface BorderLinkRef {
  readonly linkId: LinkId;
  readonly side: LinkSide;
}

/** A neighbour whose gateway connects to us. */
export interface ListeningLink {
  readonly linkId: LinkId;
  readonly side: 'listen';
  /** Public nkey of the neighbour's leaf connection, from the enrolment. */
  readonly leafPublicKey: string;
}

/** A neighbour we connect to. */
export interface SolicitingLink {
  readonly linkId: LinkId;
  readonly side: 'solicit';
  readonly host: string;
  readonly port: number;
  readonly tls: TlsFiles;
  /** Variable of the broker's environment that holds our leaf seed; never the seed itself. */
  readonly seedVariable: string;
}

export type BorderLink = ListeningLink | SolicitingLink;

/** Everything that the configuration of one State's border broker depends on. */
export interface BorderLayout {
  readonly state: StateCode;
  readonly serverName: string;
  /** Port on the loopback address for the exchange. */
  readonly clientPort: number;
  /** Server certificate of that port and the authority of this State's own services. */
  readonly clientTls: TlsFiles;
  /** Public nkey of the exchange, the only user. */
  readonly exchangePublicKey: string;
  /** Port on the loopback address where the broker tells its own settings. */
  readonly monitorPort: number;
  readonly storeDirectory: string;
  /** Size of the whole store, bytes. */
  readonly storeBytes: number;
  /** Where neighbours connect; needed as soon as one link listens. */
  readonly listener?: { readonly host: string; readonly port: number; readonly tls: TlsFiles };
  readonly links: readonly BorderLink[];
}

/** Bytes of one publish of the border, at most (`proto/README.md`, section 4). */
export const BATCH_BYTES = 512 * 1024;
/** Room for the subject, the message id header and framing. */
export const OVERHEAD_BYTES = 4 * 1024;
const MAX_LINKS = 64;

/** The side that listens is the first end of its link. */
export const endOf = (side: LinkSide): LinkEnd => (side === 'listen' ? 1 : 2);
export const peerOf = (end: LinkEnd): LinkEnd => (end === 1 ? 2 : 1);

/** Subject of what travels to one end of a link; nothing but the opaque link id is visible. */
export const subjectTo = (linkId: LinkId, end: LinkEnd): string => `to.${linkId}.${end}`;
/** Both ends name their inbound stream alike, so a sender can say which stream it expects. */
export const streamOf = (linkId: LinkId): string => `IN_${linkId}`;
export const accountOf = (linkId: LinkId): string => `LINK_${linkId}`;

const hasTwice = (values: readonly string[]): boolean => new Set(values).size < values.length;

/** Public nkeys of the neighbours that connect to us. */
const leafKeysOf = ({ links }: BorderLayout): string[] =>
  links.flatMap((link) => (link.side === 'listen' ? [link.leafPublicKey] : []));

interface Contradiction {
  readonly detail: string;
  readonly isIn: (layout: BorderLayout) => boolean;
}

/** In the order in which they are looked for. */
const contradictions: readonly Contradiction[] = [
  {
    detail: 'exchangePublicKey is no user nkey',
    isIn: ({ exchangePublicKey }) => !isUserPublicKey(exchangePublicKey),
  },
  {
    detail: 'serverName must be 1 to 64 letters, digits or dashes',
    isIn: ({ serverName }) => !/^[A-Za-z0-9-]{1,64}$/.test(serverName),
  },
  {
    detail: 'storeBytes must be at least 1 MiB',
    isIn: ({ storeBytes }) => !Number.isSafeInteger(storeBytes) || storeBytes < 1024 * 1024,
  },
  {
    detail: `more than ${MAX_LINKS} links`,
    isIn: ({ links }) => links.length > MAX_LINKS,
  },
  {
    detail: 'two links have the same id',
    isIn: ({ links }) => hasTwice(links.map(({ linkId }) => linkId)),
  },
  {
    detail: 'a link listens, but there is no listener',
    isIn: (layout) => layout.listener === undefined && leafKeysOf(layout).length > 0,
  },
  {
    detail: 'leafPublicKey is no user nkey',
    isIn: (layout) => !leafKeysOf(layout).every(isUserPublicKey),
  },
  {
    detail: 'two logins share one nkey',
    isIn: (layout) => hasTwice([layout.exchangePublicKey, ...leafKeysOf(layout)]),
  },
];

/** @throws LAYOUT_INVALID naming the first contradiction. */
export function checkLayout(layout: BorderLayout): void {
  const first = contradictions.find(({ isIn }) => isIn(layout));
  if (first !== undefined) throw new BrokerError('LAYOUT_INVALID', first.detail);
}
