import type { Crossed } from '#capabilities/requests/dispatches.contract';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Document, Envelope } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import { noteTransmitted, type TransmittedEnvelope } from './transmitted-envelopes.js';
import type { Tx } from '#store';

interface Sealed {
  readonly document: Document;
  readonly envelope: Envelope;
  readonly envelopeBytes: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly posted: readonly PostedSigner[];
}

export const keepTransmitted = <T extends Sealed>(
  tx: Tx,
  sealed: readonly T[],
  directoryOf: (each: T) => Directory,
): void =>
  noteTransmitted(
    tx,
    sealed.map((each) => transmittedEnvelopeOf(each, directoryOf(each))),
  );

export const keepLeaving = (tx: Tx, sealed: readonly Sealed[], own: Directory): void =>
  noteTransmitted(
    tx,
    sealed.map((each) => transmittedEnvelopeOf(each, own)),
    sealed.map(({ envelope }) => envelope.id),
  );

function transmittedEnvelopeOf(
  { document, envelope, envelopeBytes, envelopeSignature, posted }: Sealed,
  directory: Directory,
): TransmittedEnvelope {
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

export const crossedBy = (transmitted: TransmittedEnvelope | undefined): Crossed => ({
  envelope: transmitted?.envelope ?? null,
  envelopeSignature: transmitted?.envelopeSignature ?? null,
  posted: transmitted?.posted?.filter(({ document }) => document !== transmitted.dispatch) ?? [],
});
