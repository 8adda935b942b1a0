import { call, mostOfPage, Parsed, Part, ReadOfThread, Whole } from '#contract';
import { parseDocumentId, type DocumentId } from '#kernel';
import { DispatchRow, DispatchView, ReceiptProof } from './dispatches.contract.js';
import { DispatchesAsked, readers } from './threads.contract.js';

export class DocumentPage {
  @Part(() => DispatchView, {
    list: mostOfPage,
    description: 'Oldest first; as many as fit one answer, at least one.',
  })
  readonly dispatches: readonly DispatchView[];
  @Part(() => DispatchRow, {
    list: mostOfPage,
    description: 'Of this page, but not given out any more.',
  })
  readonly withheld: readonly DispatchRow[];
  @Parsed(parseDocumentId, { nullable: true, description: '`after` of the next page.' })
  readonly next: DocumentId | null;
}

export class DocumentAsked extends ReadOfThread {
  @Parsed(parseDocumentId, { description: 'Dispatch id.' })
  readonly dispatch: DocumentId;
}

export const rseqForm = {
  min: 1,
  max: 999_999_999_999_999,
  description: 'Number of the receipt on its link, as the thread shows it.',
} as const;

export class ReceiptAsked extends DocumentAsked {
  @Whole(rseqForm)
  readonly rseq: number;
}

export const readDocuments = call('documents', DispatchesAsked, DocumentPage, readers);
export const readDocument = call('document', DocumentAsked, DispatchView, readers);
export const proveReceipt = call('receipt', ReceiptAsked, ReceiptProof, readers);

export const documentCalls = [readDocuments, readDocument, proveReceipt];
