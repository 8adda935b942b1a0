import type { PurposefulRead, DocumentId, ThreadId } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.model';

/** What its State signed about a document when it crossed the border; null before, and where that was not kept. */
export interface Crossed {
  readonly envelope: Uint8Array | null;
  readonly envelopeSignature: Uint8Array | null;
  /** Of what it encloses: who signed that from a post, where, and for whom one stood in. */
  readonly posted: readonly PostedSigner[];
}

/** What proves a receipt of a neighbour to a client who believes nobody. */
export interface ReceiptProof {
  in: PurposefulRead & {
    readonly thread: ThreadId;
    readonly dispatch: DocumentId;
    /** Number of the receipt on its link. */
    readonly rseq: number;
  };
  out: {
    /** What this State said about the dispatch, signed by its signing key; null when it was not kept. */
    readonly envelope: Uint8Array | null;
    readonly envelopeSignature: Uint8Array | null;
    /** The peer's statement of kind `receipt-batch`, exact bytes, signed by its receipt key. */
    readonly statement: Uint8Array;
    readonly signature: Uint8Array;
  };
}
