import type { INestMicroservice, Type } from '@nestjs/common';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { AdmissionModule, type AdmissionParts } from '#capabilities/sessions/admission.module';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import type { Answering } from '#contract';
import { callOptions } from '#service';
import type { BusHandler } from '#bus';
import { AuditorsDesk } from '../../apps/audit/src/audit-service.js';
import type { Calls, Pattern } from './calls.js';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { RecordBeginning } from '#capabilities/audit/record-beginning.jobs';
import { DeskModule } from '#desk';
import { Mailbox } from '#mailbox';
import { Scanner } from '#scan';
import { AskedDesk } from '../../apps/inbox/src/inbox.js';
import { AskingDesk } from '../../apps/requests/src/requests.js';
import { parseListPlace } from '#capabilities/requests/list-place.model';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { ThreadsAsked } from '#capabilities/requests/threads.contract';
import type { Session } from '#access';
import type { Purpose } from '#kernel';
import type { ServiceParts, TestGateway } from './gateway.js';

export type Handlers = ReadonlyMap<string, BusHandler>;

export interface Served {
  readonly app: INestMicroservice;
  readonly handlers: Handlers;
}

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

export function serveAudit(
  parts: AdmissionParts,
  refusals = new RecordRefusals(parts.store, parts.journal),
): Promise<Served> {
  const imports = [AdmissionModule.register(parts), AuditorsDesk];
  const module = Test.createTestingModule({ imports })
    .overrideProvider(RecordRefusals)
    .useValue(refusals);
  return serve('audit', module);
}

export const httpOrigin = 'https://gateway.example';

export class ProductCalls {
  private constructor(private readonly handlers: Handlers) {}

  static async openFor(gateway: TestGateway): Promise<ProductCalls> {
    const { store, trust, journal } = await gateway.parts('audit');
    const services = [
      await serveDesk(gateway, 'requests', await gateway.parts('requests')),
      await serveDesk(gateway, 'inbox', await gateway.parts('inbox')),
      await serveAudit({ store, trust, journal, limits: gateway.limits }),
    ];
    return new ProductCalls(new Map(services.flatMap(({ handlers }) => [...handlers])));
  }

  get patterns(): string[] {
    return [...this.handlers.keys()].sort();
  }

  async ask<P extends Pattern>(pattern: P, input: Calls[P]['in']): Promise<Calls[P]['out']> {
    const handler = this.handlers.get(pattern);
    if (handler === undefined) throw new Error(`nobody answers ${pattern}`);
    return (await handler(input)) as Calls[P]['out'];
  }
}

const desks: Readonly<Record<'requests' | 'inbox', Type>> = {
  requests: AskingDesk,
  inbox: AskedDesk,
};

/** Starts `requests` or `inbox` without scheduled steps, because tests run steps themselves. */
export function serveDesk(
  { objectStore, limits }: Pick<TestGateway, 'objectStore' | 'limits'>,
  service: 'requests' | 'inbox',
  parts: ServiceParts,
): Promise<Served> {
  const kept = {
    mailbox: new Mailbox(),
    schedule: () => () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const desk = DeskModule.register({
    runtime: { ...parts, ...kept },
    side: service === 'requests' ? 'ASKING' : 'ASKED',
    objects: objectStore,
    scanner: new Scanner(''),
    limits,
    loginOrigin: httpOrigin,
  });
  const module = Test.createTestingModule({ imports: [desk, desks[service]] })
    .overrideProvider(RecordBeginning)
    .useValue({ run: () => Promise.resolve() });
  return serve(service, module);
}

interface RowsAsked extends Partial<Omit<ThreadsAsked, 'after' | 'purpose'>> {
  readonly limit: number;
  readonly before?: string | null;
  readonly after?: string | null;
}

export type ListThreads = ReadThread & {
  listThreads(session: Session, asked: RowsAsked, purpose: Purpose): Promise<readonly ThreadRow[]>;
};

export const listing = (desk: ReadThread): ListThreads =>
  Object.assign(desk, {
    listThreads: async (session: Session, asked: RowsAsked, purpose: Purpose) => {
      const { before = null, after = before, ...wanted } = asked;
      const place = after === null ? null : parseListPlace(after);
      // The service checks the purpose before it reads.
      const read = { ...wanted, after: place, purpose } as ThreadsAsked;
      return (await desk.page(session, read)).threads;
    },
  });
