import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  CountedRequestsAsked,
  countRequests,
  type CountedRequests,
} from './statistics.contract.js';
import { CountRequests } from './count-requests.queries.js';

@Controller()
export class StatisticsHandlers {
  constructor(private readonly counts: CountRequests) {}

  @Handles(countRequests)
  requests(
    @Officer() officer: Session,
    @AskedOf() asked: CountedRequestsAsked,
  ): Promise<CountedRequests> {
    return this.counts.countRequests(officer, asked);
  }
}
