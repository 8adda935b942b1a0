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
import { listNotices, NoticesAsked, type NoticePage } from './desk-notices.contract.js';

@ApiTags('assignment')
@Controller(deskAddresses)
export class DeskNoticesController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'notices', listNotices, {
    summary: 'List the notices of a desk',
    description:
      'That other desks asked, alerts, emergency accesses; and to an officer alone, what was taken over from that one.',
    refuses: unknown,
  })
  listNotices(@From() caller: Caller, @Asked() asked: NoticesAsked): Promise<NoticePage> {
    return this.bus.ask(listNotices, caller, asked);
  }
}
