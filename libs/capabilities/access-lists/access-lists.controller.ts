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
} from '#api';
import { ReadOfThread } from '#contract';
import {
  AddToAccessList,
  addToAccessList,
  BreakGlass,
  breakGlass,
  RemoveFromAccessList,
  removeFromAccessList,
  showAccessList,
  type ChangedAccessList,
  type OpenedThread,
  type AccessListView,
} from './access-lists.contract.js';

@ApiTags('access lists')
@Controller(deskAddresses)
export class AccessListsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', ':thread/roster', showAccessList, {
    summary: 'Show who may read a thread',
    description: 'Without an access list every officer of the desk reads it.',
    refuses: inThread,
  })
  show(@From() caller: Caller, @Asked() asked: ReadOfThread): Promise<AccessListView> {
    return this.bus.ask(showAccessList, caller, asked);
  }

  @Route('POST', ':thread/roster/add', addToAccessList, {
    summary: 'Let a colleague read a thread',
    description: 'By the officer who has the thread. The first one makes the list.',
    refuses: joined(inThread, {
      403: ['ROSTER_NOT_YOURS'],
      409: ['ROSTER_FULL', 'ROSTER_MEMBER'],
      422: ['COLLEAGUE_UNKNOWN'],
    }),
  })
  add(@From() caller: Caller, @Asked() asked: AddToAccessList): Promise<ChangedAccessList> {
    return this.bus.ask(addToAccessList, caller, asked);
  }

  @Route('POST', ':thread/roster/remove', removeFromAccessList, {
    summary: 'Take an officer off an access list',
    description: 'Oneself everybody may remove.',
    refuses: joined(inThread, {
      403: ['ROSTER_NOT_YOURS'],
      409: ['ROSTER_MEMBER'],
      422: ['COLLEAGUE_UNKNOWN'],
    }),
  })
  remove(@From() caller: Caller, @Asked() asked: RemoveFromAccessList): Promise<ChangedAccessList> {
    return this.bus.ask(removeFromAccessList, caller, asked);
  }

  @Route('POST', ':thread/break-glass', breakGlass, {
    status: 201,
    summary: 'Break the glass of a thread',
    description: 'Lets one in for some hours; the own desk and the other State are told at once.',
    refuses: joined(inThread, { 409: ['ROSTER_MEMBER'], 429: ['GLASS_SPENT'] }),
  })
  breakGlass(@From() caller: Caller, @Asked() asked: BreakGlass): Promise<OpenedThread> {
    return this.bus.ask(breakGlass, caller, asked);
  }
}
