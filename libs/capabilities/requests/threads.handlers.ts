import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  DocumentAsked,
  proveReceipt,
  readDocument,
  readDocuments,
  ReceiptAsked,
  type DocumentPage,
} from './documents.contract.js';
import type { DispatchView, ReceiptProof } from './dispatches.contract.js';
import { ReadDocuments } from './read-documents.queries.js';
import { ReadReceipt } from './read-receipt.queries.js';
import { ReadThread } from './read-thread.queries.js';
import {
  DispatchesAsked,
  listThreads,
  searchThreads,
  showThread,
  ThreadsAsked,
  ThreadSearch,
  type FoundThreads,
  type ThreadPage,
  type ThreadView,
} from './threads.contract.js';

@Controller()
export class ThreadsHandlers {
  constructor(
    private readonly threads: ReadThread,
    private readonly read: ReadDocuments,
    private readonly receipts: ReadReceipt,
  ) {}

  @Handles(listThreads)
  listThreads(@Officer() officer: Session, @AskedOf() asked: ThreadsAsked): Promise<ThreadPage> {
    return this.threads.page(officer, asked);
  }

  @Handles(searchThreads)
  search(
    @Officer() officer: Session,
    @AskedOf() { words, purpose }: ThreadSearch,
  ): Promise<FoundThreads> {
    return this.threads.search(officer, words, purpose);
  }

  @Handles(showThread)
  show(@Officer() officer: Session, @AskedOf() asked: DispatchesAsked): Promise<ThreadView> {
    return this.threads.show(officer, asked.thread, asked.purpose, asked);
  }

  @Handles(readDocuments)
  documents(@Officer() officer: Session, @AskedOf() asked: DispatchesAsked): Promise<DocumentPage> {
    return this.read.page(officer, asked.thread, asked.purpose, asked);
  }

  @Handles(readDocument)
  document(
    @Officer() officer: Session,
    @AskedOf() { thread, dispatch, purpose }: DocumentAsked,
  ): Promise<DispatchView> {
    return this.read.one(officer, thread, dispatch, purpose);
  }

  @Handles(proveReceipt)
  receipt(@Officer() officer: Session, @AskedOf() asked: ReceiptAsked): Promise<ReceiptProof> {
    return this.receipts.readReceipt(officer, asked);
  }
}
