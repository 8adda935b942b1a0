import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { intakeRefusals } from '#capabilities/requests/submissions/refusals.lists';
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
import { OfThread, ReadOfThread } from '#contract';
import {
  confirmLift,
  listStops,
  ProposeLift,
  proposeLift,
  RaiseStop,
  raiseStop,
  type LiftedStop,
  type Stops,
  type StopView,
} from './suspensions.contract.js';

@ApiTags('suspensions')
@Controller(deskAddresses)
export class SuspensionsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', ':thread/stop', raiseStop, {
    status: 201,
    summary: 'Stop a thread',
    description:
      'Nothing of the thread leaves from then on. A plain withdrawal goes with it while the neighbour still works on the request.',
    refuses: joined(inThread, intakeRefusals, { 422: ['STOP_WITHDRAWAL'] }),
  })
  raise(@From() caller: Caller, @Asked() asked: RaiseStop): Promise<StopView> {
    return this.bus.ask(raiseStop, caller, asked);
  }

  @Route('POST', ':thread/stop/lift', proposeLift, {
    status: 201,
    summary: 'Propose to lift a stop',
    description: 'By one officer; nothing is lifted by it alone.',
    refuses: joined(inThread, { 409: ['NOT_STOPPED'] }),
  })
  propose(@From() caller: Caller, @Asked() asked: ProposeLift): Promise<StopView> {
    return this.bus.ask(proposeLift, caller, asked);
  }

  @Route('POST', ':thread/stop/lift/confirm', confirmLift, {
    summary: 'Lift a stop',
    description: 'By another officer than the one who proposed it.',
    refuses: joined(inThread, { 409: ['LIFT_NEEDS_TWO', 'NOT_STOPPED'] }),
  })
  confirm(@From() caller: Caller, @Asked() asked: OfThread): Promise<LiftedStop> {
    return this.bus.ask(confirmLift, caller, asked);
  }

  @Route('GET', ':thread/stops', listStops, {
    summary: 'List the stops of a thread',
    description: 'With why, to the officers of the authority alone.',
    refuses: inThread,
  })
  listStops(@From() caller: Caller, @Asked() asked: ReadOfThread): Promise<Stops> {
    return this.bus.ask(listStops, caller, asked);
  }
}
