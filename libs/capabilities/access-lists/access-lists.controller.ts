import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, deskAddresses, From, Route, type Caller, type CallBus } from '#api';
import { ReadOfThread } from '#contract';
import {
  AddToRoster,
  addToRoster,
  BreakGlass,
  breakGlass,
  RemoveFromRoster,
  removeFromRoster,
  showRoster,
  type ChangedRoster,
  type OpenedThread,
  type RosterView,
} from './access-lists.contract.js';

/** Routes to the officers of the authority who may read a thread, and to the breaking of the glass. */
@ApiTags('access lists')
@Controller(deskAddresses)
export class AccessListsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', ':thread/roster', showRoster, { summary: 'Show who may read a thread' })
  show(@From() caller: Caller, @Asked() asked: ReadOfThread): Promise<RosterView> {
    return this.bus.ask(showRoster, caller, asked);
  }

  @Route('POST', ':thread/roster/add', addToRoster, { summary: 'Let a colleague read a thread' })
  add(@From() caller: Caller, @Asked() asked: AddToRoster): Promise<ChangedRoster> {
    return this.bus.ask(addToRoster, caller, asked);
  }

  @Route('POST', ':thread/roster/remove', removeFromRoster, {
    summary: 'Take an officer off a roster',
    description: 'Oneself everybody may remove.',
  })
  remove(@From() caller: Caller, @Asked() asked: RemoveFromRoster): Promise<ChangedRoster> {
    return this.bus.ask(removeFromRoster, caller, asked);
  }

  @Route('POST', ':thread/break-glass', breakGlass, {
    status: 201,
    summary: 'Break the glass of a thread',
    description: 'Lets one in for some hours; the own desk and the other State are told at once.',
  })
  breakGlass(@From() caller: Caller, @Asked() asked: BreakGlass): Promise<OpenedThread> {
    return this.bus.ask(breakGlass, caller, asked);
  }
}
