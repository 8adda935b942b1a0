import type { Type } from '@nestjs/common';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import type { Calls, Pattern } from '#capabilities/calls';
import { RecordBeginning } from '#capabilities/audit/record-beginning.jobs';
import type { Answering } from '#contract';
import { AdmissionModule } from '#capabilities/sessions/admission.module';
import { DeskModule, type DeskParts } from '#desk';
import { Mailbox } from '#mailbox';
import { Scanner } from '#scan';
import { callOptions } from '#service';
import type { BusHandler } from '#transport';
import { AuditorsDesk } from '../../apps/audit/src/audit-service.js';
import { AskedDesk } from '../../apps/inbox/src/inbox.js';
import { AskingDesk } from '../../apps/requests/src/requests.js';
import type { TestGateway } from './gateway.js';

export const httpOrigin = 'https://gateway.example';

type Handlers = ReadonlyMap<string, BusHandler>;

/** Every call of a State, answered by its services as they run, without the bus in between. */
export class ProductCalls {
  private constructor(private readonly handlers: Handlers) {}

  static async of(gateway: TestGateway): Promise<ProductCalls> {
    const { store, trust, journal } = await gateway.parts('audit');
    const admission = AdmissionModule.of({ store, trust, journal, limits: gateway.limits });
    const services = [
      await deskOf(gateway, 'requests', AskingDesk),
      await deskOf(gateway, 'inbox', AskedDesk),
      await begin('audit', Test.createTestingModule({ imports: [admission, AuditorsDesk] })),
    ];
    return new ProductCalls(new Map(services.flatMap((handlers) => [...handlers])));
  }

  /** Patterns that somebody answers. */
  get patterns(): string[] {
    return [...this.handlers.keys()].sort();
  }

  async ask<P extends Pattern>(pattern: P, input: Calls[P]['in']): Promise<Calls[P]['out']> {
    const handler = this.handlers.get(pattern);
    if (handler === undefined) throw new Error(`nobody answers ${pattern}`);
    return (await handler(input)) as Calls[P]['out'];
  }
}

/** Steps by time are not kept: a test runs those that it is about. */
async function deskOf(
  gateway: TestGateway,
  service: 'requests' | 'inbox',
  desk: Type,
): Promise<Handlers> {
  const kept = {
    mailbox: new Mailbox(),
    keep: () => () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const parts: DeskParts = {
    place: { ...(await gateway.parts(service)), ...kept },
    side: service === 'requests' ? 'ASKING' : 'ASKED',
    objects: gateway.objectStore,
    scanner: new Scanner(''),
    limits: gateway.limits,
    loginOrigin: httpOrigin,
  };
  const module = Test.createTestingModule({ imports: [DeskModule.of(parts), desk] })
    .overrideProvider(RecordBeginning)
    .useValue({ run: () => Promise.resolve() });
  return begin(service, module);
}

async function begin(service: Answering, module: TestingModuleBuilder): Promise<Handlers> {
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
  return handlers;
}
