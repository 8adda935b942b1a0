import { sha256 } from '#wire';
import { givenTypes } from '#capabilities/packages/neighbour/custody-record.schema';
import type { IndexedMessage } from '../contents/package-index.js';
import { namesBytes, objectOf, type SaidByLeaf } from '../reading/shown-event.js';
import type { PeerCode, PeerLeaf } from './peer-answer.js';

export interface MessageFiles {
  readonly document: Uint8Array | undefined;
  readonly signature: Uint8Array | undefined;
  readonly certificate: Uint8Array | undefined;
  readonly envelope: Uint8Array | undefined;
}

export interface ComparedMessage extends Pick<
  IndexedMessage,
  'direction' | 'message' | 'document'
> {
  readonly files: MessageFiles;
  readonly carried: { readonly said: SaidByLeaf; readonly at: number } | undefined;
}

export interface OwnSide {
  readonly messages: readonly ComparedMessage[];
  readonly leaves: ReadonlyMap<number, Uint8Array>;
}

const skewMs = 5 * 60_000;

const hash = (bytes: Uint8Array | undefined): string | undefined => bytes && sha256(bytes);

const agree = (
  data: SaidByLeaf['data'],
  expected: Readonly<Record<string, string | undefined>>,
): boolean =>
  Object.entries(expected).every(([name, value]) => value === undefined || data[name] === value);

function signedDiffers({ said }: PeerLeaf, { document, files }: ComparedMessage): boolean {
  const isSame = agree(said.data, {
    document,
    certificateSha256: hash(files.certificate),
    signatureSha256: hash(files.signature),
  });
  return !isSame || (files.document !== undefined && !namesBytes(said, 'document', files.document));
}

function sentDiffers({ said }: PeerLeaf, message: ComparedMessage): boolean {
  const { message: messageId, document, files, carried } = message;
  const isSame = agree(said.data, { messageId, document, envelopeSha256: hash(files.envelope) });
  const came = objectOf(carried?.said, 'ciphertext');
  return !isSame || (came !== undefined && objectOf(said, 'ciphertext') !== came);
}

function loggedDiffers({ said }: PeerLeaf, leaves: OwnSide['leaves']): boolean {
  const { peerIndex, peerLeafSha256 } = said.data;
  const own = typeof peerIndex === 'number' ? leaves.get(peerIndex) : undefined;
  return own !== undefined && sha256(own) !== peerLeafSha256;
}

function sentFlaw(leaf: PeerLeaf, message: ComparedMessage): PeerCode | undefined {
  if (sentDiffers(leaf, message)) return 'PEER_SAYS';
  const { carried } = message;
  return carried !== undefined && leaf.read.at > carried.at + skewMs ? 'PEER_TIME' : undefined;
}

const differs = (isOther: boolean): PeerCode | undefined => (isOther ? 'PEER_SAYS' : undefined);

const flawsOf: Readonly<
  Record<
    (typeof givenTypes)[number],
    (leaf: PeerLeaf, message: ComparedMessage, own: OwnSide) => PeerCode | undefined
  >
> = {
  'msg.signed': (leaf, message) => differs(signedDiffers(leaf, message)),
  'msg.send.intent': sentFlaw,
  'msg.sent': () => undefined,
  'msg.receipt.logged': (leaf, _, { leaves }) => differs(loggedDiffers(leaf, leaves)),
};

const isAbout = ({ said: { data } }: PeerLeaf, { direction, message, document }: ComparedMessage) =>
  direction === 'IN' && (data['messageId'] === message || data['document'] === document);

/**
 * Compares a log entry of the neighbour with messages and log entries in `own`. An entry about no message of the package is a
 * contradiction. @returns the code of the contradiction; undefined if there is none
 */
export function peerFlaw(leaf: PeerLeaf, own: OwnSide): PeerCode | undefined {
  const message = own.messages.find((each) => isAbout(leaf, each));
  const typ = givenTypes.find((each) => each === leaf.read.typ);
  return message === undefined || typ === undefined
    ? 'PEER_SAYS'
    : flawsOf[typ](leaf, message, own);
}
