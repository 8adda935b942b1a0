import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Asked,
  CALL_BUS,
  deskAddresses,
  From,
  Route,
  type Caller,
  type CallBus,
  inThread,
  joined,
  unknown,
} from '#api';
import {
  DocumentAsked,
  proveReceipt,
  readDocument,
  readDocuments,
  ReceiptAsked,
  type DocumentPage,
} from './documents.contract.js';
import type { DispatchView, ReceiptProof } from './dispatches.contract.js';
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

const ofDispatch = ':thread/dispatches/:dispatch';

@ApiTags('threads')
@Controller(deskAddresses)
export class ThreadsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', '', listThreads, {
    summary: 'List the threads of a desk',
    description: 'Open risks to life first. What the officer may not read is not among them.',
    refuses: unknown,
  })
  listThreads(@From() caller: Caller, @Asked() asked: ThreadsAsked): Promise<ThreadPage> {
    return this.bus.ask(listThreads, caller, asked);
  }

  @Route('POST', 'search', searchThreads, {
    summary: 'Search the threads of a desk',
    description: 'A POST, because what is searched for must not stand in an address.',
    refuses: { 422: ['INDEX_LIMIT'] },
  })
  search(@From() caller: Caller, @Asked() asked: ThreadSearch): Promise<FoundThreads> {
    return this.bus.ask(searchThreads, caller, asked);
  }

  @Route('GET', ':thread', showThread, {
    summary: 'Show a thread',
    description: 'With a page of its dispatches: who, when and how far, none of their words.',
    refuses: inThread,
  })
  show(@From() caller: Caller, @Asked() asked: DispatchesAsked): Promise<ThreadView> {
    return this.bus.ask(showThread, caller, asked);
  }

  @Route('GET', ':thread/dispatches', readDocuments, {
    summary: 'Read the documents of a thread',
    description:
      'As many as fit one answer: `next` says where to go on. Each is a view in the log.',
    refuses: inThread,
  })
  documents(@From() caller: Caller, @Asked() asked: DispatchesAsked): Promise<DocumentPage> {
    return this.bus.ask(readDocuments, caller, asked);
  }

  @Route('GET', ofDispatch, readDocument, {
    summary: 'Read a document',
    description:
      'As its officer signed it, with signature and certificate. The view is on record before it is shown.',
    refuses: joined(inThread, { 410: ['ITEM_RECALLED'] }),
  })
  document(@From() caller: Caller, @Asked() asked: DocumentAsked): Promise<DispatchView> {
    return this.bus.ask(readDocument, caller, asked);
  }

  @Route('GET', `${ofDispatch}/receipts/:rseq`, proveReceipt, {
    summary: 'Prove a receipt',
    description:
      'The neighbour’s signed statement and the own envelope, so that nobody need believe this gateway.',
    refuses: inThread,
  })
  receipt(@From() caller: Caller, @Asked() asked: ReceiptAsked): Promise<ReceiptProof> {
    return this.bus.ask(proveReceipt, caller, asked);
  }
}
