import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Calls, Pattern } from './calls.js';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { ListThreads } from './listing.js';
import { RecordBeginning } from '#capabilities/audit/record-beginning.jobs';
import { DeskModule } from '#desk';
import { Mailbox } from '#mailbox';
import { Scanner } from '#scan';
import { AskedDesk } from '../../apps/inbox/src/inbox.js';
import { AskingDesk } from '../../apps/requests/src/requests.js';
import type { ServiceParts } from './gateway-parts.js';
import type { TestGateway } from './gateway.js';
import { serve, serveAudit, type Handlers, type Served } from './service-calls.js';

export const httpOrigin = 'https://gateway.example';

/** Every call of a State, answered by its services. */
export class ProductCalls {
  private constructor(private readonly handlers: Handlers) {}

  static async of(gateway: TestGateway): Promise<ProductCalls> {
    const { store, trust, journal } = await gateway.parts('audit');
    const services = [
      await serveDesk(gateway, 'requests', await gateway.parts('requests')),
      await serveDesk(gateway, 'inbox', await gateway.parts('inbox')),
      await serveAudit({ store, trust, journal, limits: gateway.limits }),
    ];
    return new ProductCalls(new Map(services.flatMap(({ handlers }) => [...handlers])));
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

const desks: Readonly<Record<'requests' | 'inbox', Type>> = {
  requests: AskingDesk,
  inbox: AskedDesk,
};

/** Steps by time are not kept: a test runs those that it is about. */
export function serveDesk(
  { objectStore, limits }: TestGateway,
  service: 'requests' | 'inbox',
  parts: ServiceParts,
): Promise<Served> {
  const kept = {
    mailbox: new Mailbox(),
    keep: () => () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const desk = DeskModule.of({
    place: { ...parts, ...kept },
    side: service === 'requests' ? 'ASKING' : 'ASKED',
    objects: objectStore,
    scanner: new Scanner(''),
    limits,
    loginOrigin: httpOrigin,
  });
  const module = Test.createTestingModule({ imports: [desk, desks[service]] })
    .overrideProvider(ReadThread)
    .useClass(ListThreads)
    .overrideProvider(RecordBeginning)
    .useValue({ run: () => Promise.resolve() });
  return serve(service, module);
}
