import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { OfThread, ReadOfThread } from '#contract';
import { AskedOf, Handles, Officer } from '#service';
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
import { StopThreads } from './suspensions.service.js';

@Controller()
export class SuspensionsHandlers {
  constructor(private readonly stops: StopThreads) {}

  @Handles(raiseStop)
  raise(@Officer() officer: Session, @AskedOf() asked: RaiseStop): Promise<StopView> {
    return this.stops.raise(officer, asked, asked.withdrawal);
  }

  @Handles(proposeLift)
  propose(
    @Officer() officer: Session,
    @AskedOf() { thread, text }: ProposeLift,
  ): Promise<StopView> {
    return this.stops.propose(officer, thread, text);
  }

  @Handles(confirmLift)
  confirm(@Officer() officer: Session, @AskedOf() { thread }: OfThread): Promise<LiftedStop> {
    return this.stops.confirm(officer, thread);
  }

  @Handles(listStops)
  async listStops(
    @Officer() officer: Session,
    @AskedOf() { thread, purpose }: ReadOfThread,
  ): Promise<Stops> {
    return { stops: await this.stops.listStops(officer, thread, purpose) };
  }
}
