import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { SessionLimits } from '#access';
import { AuditorQuestions } from '#capabilities/audit/auditor-questions.service';
import { CountRequests } from '#capabilities/statistics/count-requests.queries';
import { type DuePoll, ownPollMs } from '#runtime';
import { FindEvents } from '#capabilities/audit/find-events.queries';
import { LogCondition } from '#capabilities/audit/log-condition.queries';
import { MirrorLog } from '#capabilities/audit/mirror-log.queries';
import { ReadLog } from '#capabilities/audit/read-log.queries';
import { ReadServices } from '#capabilities/audit/services.queries';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { Pump } from '#store';
import { busExceptionProvider, busServerOptions } from '#service';
import type { BusServerOptions } from '#transport';
import { LogHandlers } from './log-handlers.js';
import { type LogParts, logSteps } from './log-steps.js';

export interface AuditParts extends LogParts {
  /** How long sessions live. */
  readonly limits: SessionLimits;
  readonly bus: BusServerOptions;
  readonly logger: LoggerService;
  /** Wakes the steps that say what they wait for. */
  readonly due: DuePoll;
}

@Module({})
class AuditModule {}

function moduleOf(parts: AuditParts, refusals: RecordRefusals): DynamicModule {
  const { store, trust, journal, limits } = parts;
  const questions = new AuditorQuestions(store, trust, journal, limits);
  return {
    module: AuditModule,
    controllers: [LogHandlers],
    providers: [
      busExceptionProvider,
      { provide: ReadLog, useValue: new ReadLog(questions, journal) },
      { provide: FindEvents, useValue: new FindEvents(questions) },
      { provide: CountRequests, useValue: new CountRequests(questions) },
      { provide: LogCondition, useValue: new LogCondition(questions) },
      { provide: MirrorLog, useValue: new MirrorLog(questions, journal) },
      { provide: ReadServices, useValue: new ReadServices(store) },
      { provide: RecordRefusals, useValue: refusals },
    ],
  };
}

/**
 * Sequences the custody log and answers auditors. A log that was rolled back or forked is not signed any more and told
 * again and again; the service stays up to be asked about it.
 * @returns how to close it; the store stays open
 */
export async function startAudit(parts: AuditParts): Promise<() => Promise<void>> {
  const { store, trust, journal, limits, onProblem } = parts;
  const refusals = new RecordRefusals(store, journal);
  const sessions = new Sessions(store, trust, limits, journal, refusals);
  const ended = new AbortController();
  const pumps = logSteps(parts, ended.signal).map(({ wake, run, due, ...options }) => {
    const pump = new Pump(store, wake, run, {
      ...(due !== undefined && { pollMs: ownPollMs }),
      ...options,
      onError: (error) => {
        onProblem(wake, error);
      },
    });
    if (due !== undefined) parts.due.add(due, () => pump.wake());
    return pump;
  });
  pumps.push(
    new Pump(store, 'refusals', () => refusals.run().then(() => false), {
      pollMs: 60_000,
      onError: (error) => {
        onProblem('refusals', error);
      },
    }),
  );
  for (const pump of pumps) pump.start();
  const app = await NestFactory.createMicroservice(
    moduleOf(parts, refusals),
    Object.assign(busServerOptions(parts.bus, sessions, onProblem), { logger: parts.logger }),
  );
  await app.listen();
  return async () => {
    ended.abort();
    await app.close();
    for (const pump of pumps) await pump.stop();
  };
}
