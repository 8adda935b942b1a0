import { Controller, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import {
  CheckpointAnswer,
  EvidenceAnswer,
  ProofAnswer,
  QuarantineAnswer,
} from '../answers/records.js';
import { BUS, type Bus } from '../bus.js';
import {
  EventAddress,
  listOf,
  ListQuery,
  PurposeQuery,
  QuarantineAddress,
} from '../forms/addresses.js';

/** Proofs of the custody log, and what was quarantined. */
@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/audit/events/:event/proof')
  @Answers(ProofAnswer)
  proof(
    @Session() session: string,
    @Param() address: EventAddress,
    @Query() { purpose }: PurposeQuery,
  ): Promise<Calls['audit.proof']['out']> {
    return this.bus.request('audit.proof', { session, purpose, event: address.event });
  }

  @Route('GET /api/v1/audit/checkpoint')
  @Answers(CheckpointAnswer)
  checkpoint(@Session() session: string): Promise<Calls['audit.checkpoint']['out']> {
    return this.bus.request('audit.checkpoint', { session });
  }

  @Route('GET /api/v1/quarantine')
  @Answers(QuarantineAnswer)
  quarantined(
    @Session() session: string,
    @Query() query: ListQuery,
  ): Promise<Calls['audit.quarantine-list']['out']> {
    return this.bus.request('audit.quarantine-list', { session, ...listOf(query) });
  }

  @Route('GET /api/v1/quarantine/:id')
  @Answers(EvidenceAnswer)
  evidence(
    @Session() session: string,
    @Param() address: QuarantineAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['audit.quarantine-show']['out']> {
    const { purpose } = query;
    return this.bus.request('audit.quarantine-show', { session, purpose, id: address.id });
  }
}
