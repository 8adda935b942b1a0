import type { Crossed } from '#capabilities/requests/dispatches.contract';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Document, Envelope } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import { noteCrossings, type Crossing } from './crossings.js';
import type { Tx } from '#store';

interface Sealed {
  readonly document: Document;
  readonly envelope: Envelope;
  readonly envelopeBytes: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly posted: readonly PostedSigner[];
}

export const keepCrossings = <T extends Sealed>(
  tx: Tx,
  sealed: readonly T[],
  directoryOf: (each: T) => Directory,
): void =>
  noteCrossings(
    tx,
    sealed.map((each) => crossingOf(each, directoryOf(each))),
  );

export const keepLeaving = (tx: Tx, sealed: readonly Sealed[], own: Directory): void =>
  noteCrossings(
    tx,
    sealed.map((each) => crossingOf(each, own)),
    sealed.map(({ envelope }) => envelope.id),
  );

function crossingOf(
  { document, envelope, envelopeBytes, envelopeSignature, posted }: Sealed,
  directory: Directory,
): Crossing {
  const { officer, authority, state } = document.from;
  const posting = directory.posting(officer, authority, document.composedAt);
  const own = posting === undefined ? [] : [{ document: document.id, state, officer, posting }];
  return {
    dispatch: document.id,
    ...{ envelope: envelopeBytes, envelopeSignature },
    directory: envelope.directory,
    posted: [...own, ...posted],
  };
}

export const crossedBy = (crossing: Crossing | undefined): Crossed => ({
  envelope: crossing?.envelope ?? null,
  envelopeSignature: crossing?.envelopeSignature ?? null,
  posted: crossing?.posted?.filter(({ document }) => document !== crossing.dispatch) ?? [],
});
