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
  listWaivers,
  WaiverAsk,
  WaiverWithdrawal,
  waiveRule,
  withdrawWaiver,
  type WaiverList,
  type WaiverView,
} from './waivers.contract.js';

@ApiTags('packages')
@Controller(deskAddresses)
export class WaiversController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', ':thread/waivers', waiveRule, {
    status: 201,
    summary: 'Waive a rule of admissibility for a thread',
    description:
      'An entry of the custody log, in every package of the thread that is gathered later. It takes the place of an earlier waiver of the rule under the same profile.',
    refuses: joined(inThread, {
      409: ['PACKAGE_IMPOSSIBLE', 'WAIVERS_SPENT'],
      422: ['RULE_UNWAIVABLE'],
    }),
  })
  waive(@From() caller: Caller, @Asked() asked: WaiverAsk): Promise<WaiverView> {
    return this.bus.ask(waiveRule, caller, asked);
  }

  @Route('POST', ':thread/waivers/withdrawal', withdrawWaiver, {
    summary: 'Take back the waiver of a rule',
    description:
      'An entry of the custody log. Packages that were gathered before are as they were: build another one.',
    refuses: joined(inThread, { 409: ['RULE_NOT_WAIVED'] }),
  })
  withdraw(@From() caller: Caller, @Asked() asked: WaiverWithdrawal): Promise<WaiverView> {
    return this.bus.ask(withdrawWaiver, caller, asked);
  }

  @Route('GET', ':thread/waivers', listWaivers, {
    summary: 'List the waivers of a thread',
    description: 'Newest first, also those that were taken back or superseded.',
    refuses: inThread,
  })
  listWaivers(@From() caller: Caller, @Asked() asked: ReadOfThread): Promise<WaiverList> {
    return this.bus.ask(listWaivers, caller, asked);
  }
}
