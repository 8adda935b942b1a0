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
  unknown,
} from '#api';
import { AnswersOwed } from './owed.contract.js';
import { listRecalls, type RecallPage } from './recalls/recalls.contract.js';
import { listReleases, type ReleasePage } from './releases/releases.contract.js';

@ApiTags('disclosure')
@Controller(deskAddresses)
export class DisclosureController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'recalls', listRecalls, {
    summary: 'List the recalls and corrections',
    description: 'Of this State and of its neighbours, with who has not answered.',
    refuses: unknown,
  })
  recalls(@From() caller: Caller, @Asked() asked: AnswersOwed): Promise<RecallPage> {
    return this.bus.ask(listRecalls, caller, asked);
  }

  @Route('GET', 'consents', listReleases, {
    summary: 'List the requests for release',
    description: 'Whether what was said may go on: who asked, and who has not answered.',
    refuses: unknown,
  })
  releases(@From() caller: Caller, @Asked() asked: AnswersOwed): Promise<ReleasePage> {
    return this.bus.ask(listReleases, caller, asked);
  }
}
