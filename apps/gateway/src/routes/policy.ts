import { Body, Controller, HttpCode, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import { PolicyAnswer } from '../answers/policy.js';
import { textAsBinary } from '../binary.js';
import { BUS, type Bus } from '../bus.js';
import { PolicyForm } from '../forms/policy.js';

/** What the State's own policy pack says of a draft, before it is signed. The pack itself stands in the chain `peers`. */
@ApiTags('directory')
@Controller()
export class PolicyController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** A POST, because what an officer is about to send must not stand in an address. */
  @Route('POST /api/v1/policy/check')
  @HttpCode(200)
  @Answers(PolicyAnswer)
  check(
    @Session() session: string,
    @Body() form: PolicyForm,
  ): Promise<Calls['requests.policy']['out']> {
    return this.bus.request('requests.policy', { session, facts: textAsBinary(form.facts) });
  }
}
