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
  listOwed,
  MarkExculpatory,
  markExculpatory,
  OwedAsked,
  type MarkedItem,
  type OwedPage,
} from './evidence.contract.js';

@ApiTags('evidence')
@Controller(deskAddresses)
export class EvidenceController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'owed', listOwed, {
    summary: 'List what is owed about evidence',
    description: 'Notices and answers that this State or its neighbour still owes.',
    refuses: unknown,
  })
  owed(@From() caller: Caller, @Asked() asked: OwedAsked): Promise<OwedPage> {
    return this.bus.ask(listOwed, caller, asked);
  }

  @Route('POST', ':thread/dispatches/:dispatch/exculpatory', markExculpatory, {
    summary: 'Mark a document as exculpatory',
    description:
      'It speaks for an accused person: for good. The State that provided it is owed a notice from then on.',
    refuses: joined(inThread, { 422: ['EVIDENCE_IMPOSSIBLE'] }),
  })
  mark(@From() caller: Caller, @Asked() asked: MarkExculpatory): Promise<MarkedItem> {
    return this.bus.ask(markExculpatory, caller, asked);
  }
}
