import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { SessionLimits } from '#access';
import { ReadLog, ReadServices, RecordRefusals, SequenceJournal } from '#flows';
import type { HeadFile, Journal } from '#journal';
import { Pump, type Store } from '#store';
import type { Signer } from '#tlog';
import { busExceptionProvider, type BusServerOptions, busServerOptions } from '#transport';
import type { TrustStore } from '#trust';
import { LogHandlers } from './log-handlers.js';

export interface AuditParts {
  readonly store: Store;
  readonly trust: TrustStore;
  /** How long sessions live. */
  readonly limits: SessionLimits;
  /** Records this service's own events: auditors' questions, refusals. */
  readonly journal: Journal;
  readonly head: HeadFile;
  /** The log key, named by the origin. */
  readonly logSigner: Signer;
  readonly bus: BusServerOptions;
  readonly logger: LoggerService;
  /** Told of every failure of a step, and of events without a place in the log. */
  readonly onProblem: (step: string, error: unknown) => void;
}

@Module({})
class AuditModule {}

function moduleOf(parts: AuditParts, refusals: RecordRefusals): DynamicModule {
  const { store, trust, journal, limits } = parts;
  return {
    module: AuditModule,
    controllers: [LogHandlers],
    providers: [
      busExceptionProvider,
      { provide: ReadLog, useValue: new ReadLog(store, trust, journal, limits) },
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
  const { store, onProblem } = parts;
  const sequence = new SequenceJournal(store, parts.head, parts.logSigner, (alarm) => {
    onProblem('sequence', alarm);
  });
  const refusals = new RecordRefusals(store, parts.journal);
  const pumps = [
    new Pump(store, 'sequence', () => sequence.run(), {
      soonMs: 40,
      onError: (error) => {
        onProblem('sequence', error);
      },
    }),
    new Pump(store, 'refusals', () => refusals.run().then(() => false), {
      pollMs: 60_000,
      onError: (error) => {
        onProblem('refusals', error);
      },
    }),
  ];
  for (const pump of pumps) pump.start();
  const app = await NestFactory.createMicroservice(
    moduleOf(parts, refusals),
    Object.assign(busServerOptions(parts.bus), { logger: parts.logger }),
  );
  await app.listen();
  return async () => {
    await app.close();
    for (const pump of pumps) await pump.stop();
  };
}
