import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Asked,
  CALL_BUS,
  From,
  Route,
  type Caller,
  type CallBus,
  inThread,
  joined,
  unknown,
} from '#api';
import {
  CopiesAsked,
  CopyAsked,
  listCopies,
  listWithheldCopies,
  showCopy,
  type CopiedDocument,
  type CopyPage,
  type WithheldPage,
} from './copies.contract.js';

@ApiTags('copies')
@Controller('api/v1/inbox')
export class CopiesController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'copies', listCopies, {
    summary: 'List the copies for the contact point',
    description: 'Requests, answers and information between other authorities, of both desks.',
    refuses: unknown,
  })
  listCopies(@From() caller: Caller, @Asked() asked: CopiesAsked): Promise<CopyPage> {
    return this.bus.ask(listCopies, caller, asked);
  }

  @Route('GET', 'copies/:dispatch', showCopy, {
    summary: 'Show a copied document',
    description: 'As its officer signed it. The look is on record before it is shown.',
    refuses: joined(inThread, { 409: ['RELEASE_NEEDED'], 410: ['ITEM_RECALLED'] }),
  })
  show(@From() caller: Caller, @Asked() asked: CopyAsked): Promise<CopiedDocument> {
    return this.bus.ask(showCopy, caller, asked);
  }

  @Route('GET', 'withheld-copies', listWithheldCopies, {
    summary: 'List the documents that were not copied',
    description: 'For a supervisor: those of the own authority, and why.',
    refuses: unknown,
  })
  withheld(@From() caller: Caller, @Asked() asked: CopiesAsked): Promise<WithheldPage> {
    return this.bus.ask(listWithheldCopies, caller, asked);
  }
}
