import { phrase, type Detail, type LinkId, type StateCode } from '#kernel';
import { type TlsFiles, BrokerError, isUserPublicKey } from '#broker';

/** End of a link. End 1 listens for the connection between the two brokers, end 2 opens it. */
export type LinkEnd = 1 | 2;
export type LinkSide = 'listen' | 'solicit';

export interface BorderLinkRef {
  readonly linkId: LinkId;
  readonly side: LinkSide;
}

export interface ListeningLink {
  readonly linkId: LinkId;
  readonly side: 'listen';
  readonly leafPublicKey: string;
}

export interface SolicitingLink {
  readonly linkId: LinkId;
  readonly side: 'solicit';
  readonly host: string;
  readonly port: number;
  readonly tls: TlsFiles;
  readonly seedVariable: string;
}

export type BorderLink = ListeningLink | SolicitingLink;

export interface BorderLayout {
  readonly state: StateCode;
  readonly serverName: string;
  readonly clientPort: number;
  readonly clientTls: TlsFiles;
  readonly exchangePublicKey: string;
  readonly monitorPort: number;
  readonly storeDirectory: string;
  readonly storeBytes: number;
  readonly listener?: { readonly host: string; readonly port: number; readonly tls: TlsFiles };
  readonly links: readonly BorderLink[];
}

/** Maximum size (bytes) of a batch in one message to the border broker (`proto/border.md`). */
export const BATCH_BYTES = 512 * 1024;
export const OVERHEAD_BYTES = 4 * 1024;
const MAX_LINKS = 64;

export const endOf = (side: LinkSide): LinkEnd => (side === 'listen' ? 1 : 2);
export const peerOf = (end: LinkEnd): LinkEnd => (end === 1 ? 2 : 1);

/** Broker subject for batches to one end of a link. Shows only the link id, nothing about the States. */
export const subjectTo = (linkId: LinkId, end: LinkEnd): string => `to.${linkId}.${end}`;
/** Name of the broker stream for batches arriving on a link. Senders accept confirmations only from a stream of this name. */
export const streamOf = (linkId: LinkId): string => `IN_${linkId}`;
export const accountOf = (linkId: LinkId): string => `LINK_${linkId}`;

const hasTwice = (values: readonly string[]): boolean => new Set(values).size < values.length;

const leafKeysOf = ({ links }: BorderLayout): string[] =>
  links.flatMap((link) => (link.side === 'listen' ? [link.leafPublicKey] : []));

interface Contradiction {
  readonly detail: Detail;
  readonly isIn: (layout: BorderLayout) => boolean;
}

const contradictions: readonly Contradiction[] = [
  {
    detail: phrase`exchangePublicKey is no user nkey`,
    isIn: ({ exchangePublicKey }) => !isUserPublicKey(exchangePublicKey),
  },
  {
    detail: phrase`serverName must be 1 to 64 letters, digits or dashes`,
    isIn: ({ serverName }) => !/^[A-Za-z0-9-]{1,64}$/.test(serverName),
  },
  {
    detail: phrase`storeBytes must be at least 1 MiB`,
    isIn: ({ storeBytes }) => !Number.isSafeInteger(storeBytes) || storeBytes < 1024 * 1024,
  },
  {
    detail: phrase`more than ${MAX_LINKS} links`,
    isIn: ({ links }) => links.length > MAX_LINKS,
  },
  {
    detail: phrase`two links have the same id`,
    isIn: ({ links }) => hasTwice(links.map(({ linkId }) => linkId)),
  },
  {
    detail: phrase`a link listens, but there is no listener`,
    isIn: (layout) => layout.listener === undefined && leafKeysOf(layout).length > 0,
  },
  {
    detail: phrase`leafPublicKey is no user nkey`,
    isIn: (layout) => !leafKeysOf(layout).every(isUserPublicKey),
  },
  {
    detail: phrase`two logins share one nkey`,
    isIn: (layout) => hasTwice([layout.exchangePublicKey, ...leafKeysOf(layout)]),
  },
];

/** Checks that a layout has no contradictions. @throws LAYOUT_INVALID naming the first contradiction */
export function checkLayout(layout: BorderLayout): void {
  const first = contradictions.find(({ isIn }) => isIn(layout));
  if (first !== undefined) throw new BrokerError('LAYOUT_INVALID', first.detail);
}
