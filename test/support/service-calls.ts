import type { INestMicroservice } from '@nestjs/common';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { AdmissionModule, type AdmissionParts } from '#capabilities/sessions/admission.module';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import type { Answering } from '#contract';
import { callOptions } from '#service';
import type { BusHandler } from '#transport';
import { AuditorsDesk } from '../../apps/audit/src/audit-service.js';

export type Handlers = ReadonlyMap<string, BusHandler>;

/** A service as it runs, without the bus in between: what its modules provide, and its handlers by pattern. */
export interface Served {
  readonly app: INestMicroservice;
  readonly handlers: Handlers;
}

/** Starts the modules of a service. */
export async function serve(service: Answering, module: TestingModuleBuilder): Promise<Served> {
  const handlers = new Map<string, BusHandler>();
  const source = {
    open: (all: Handlers) => {
      for (const [pattern, handler] of all) handlers.set(pattern, handler);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  const app = (await module.compile()).createNestMicroservice(callOptions(service, () => source));
  app.useLogger(false);
  await app.listen();
  return { app, handlers };
}

/** The same of the audit service. */
export function serveAudit(
  parts: AdmissionParts,
  refusals = new RecordRefusals(parts.store, parts.journal),
): Promise<Served> {
  const imports = [AdmissionModule.of(parts), AuditorsDesk];
  const module = Test.createTestingModule({ imports })
    .overrideProvider(RecordRefusals)
    .useValue(refusals);
  return serve('audit', module);
}
