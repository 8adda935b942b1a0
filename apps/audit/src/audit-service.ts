import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type LoggerService,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { SessionLimits } from '#access';
import { AuditModule } from '#capabilities/audit/audit.module';
import { AdmissionModule } from '#capabilities/sessions/admission.module';
import { ProofsModule } from '#capabilities/proofs/proofs.module';
import { QuarantineModule } from '#capabilities/quarantine/quarantine.module';
import { ServicesModule } from '#capabilities/services/services.module';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import { StatisticsModule } from '#capabilities/statistics/statistics.module';
import { type DuePoll, ownPollMs } from '#service-runtime';
import { busServerOptions } from '#service';
import { JobLoop } from '#store';
import type { BusServerOptions } from '#bus';
import { type LogParts, type LogStep, logSteps } from './log-steps.js';

export interface AuditParts extends LogParts {
  readonly limits: SessionLimits;
  readonly bus: BusServerOptions;
  readonly logger: LoggerService;
  readonly due: DuePoll;
}

@Module({
  imports: [AuditModule, ProofsModule, QuarantineModule, ServicesModule, StatisticsModule],
})
export class AuditorsDesk {}

const PARTS = Symbol('audit parts');

@Module({})
class LogKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #ended = new AbortController();
  #loops: readonly JobLoop[] = [];

  constructor(
    @Inject(PARTS) private readonly parts: AuditParts,
    private readonly refusals: RecordRefusals,
  ) {}

  static register(parts: AuditParts): DynamicModule {
    return {
      module: LogKeeper,
      imports: [AdmissionModule.register(parts), AuditorsDesk],
      providers: [{ provide: PARTS, useValue: parts }],
    };
  }

  onApplicationBootstrap(): void {
    const run = (): Promise<boolean> => this.refusals.run().then(() => false);
    const steps = logSteps(this.parts, this.#ended.signal);
    this.#loops = [...steps, { wake: 'refusals', run, pollMs: 60_000 }].map((step) =>
      this.#loop(step),
    );
    for (const loop of this.#loops) loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#ended.abort();
    for (const loop of this.#loops) await loop.stop();
  }

  #loop({ wake, run, due, ...options }: LogStep): JobLoop {
    const loop = new JobLoop(this.parts.store, wake, run, {
      ...(due !== undefined && { pollMs: ownPollMs }),
      ...options,
      onError: (error) => {
        this.parts.onProblem(wake, error);
      },
    });
    if (due !== undefined) this.parts.due.add(due, () => loop.wake());
    return loop;
  }
}

/**
 * Starts the service that keeps the custody log and answers auditors. @returns a function that closes the service, but not
 * the store
 */
export async function startAudit(parts: AuditParts): Promise<() => Promise<void>> {
  const { bus, logger, onProblem } = parts;
  const app = await NestFactory.createMicroservice(
    LogKeeper.register(parts),
    Object.assign(busServerOptions(bus, onProblem), { logger, abortOnError: false }),
  );
  await app.listen();
  return () => app.close();
}
