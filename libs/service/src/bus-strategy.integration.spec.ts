import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { KernelError } from '#kernel';
import type { Pattern } from '#capabilities/calls';
import { BusClient, BusError } from '#transport';
import { TestBus } from '../../../test/support/bus.js';
import { TestFolder } from '../../../test/support/nats.js';
import { ADMITS, busExceptionProvider, busServerOptions, type Admission } from './index.js';

const canary = 'canary-4417';
const ran: string[] = [];
const closed: ReadonlySet<string> = new Set(['requests.closed']);

@Controller()
class RequestsController {
  @MessagePattern('requests.echo')
  echo(@Payload() data: unknown): unknown {
    return data;
  }

  @MessagePattern('requests.refuse')
  refuse(): never {
    throw new KernelError('TRANSITION_NOT_ALLOWED', 'thread is closed');
  }

  @MessagePattern('requests.closed')
  closed(): string {
    ran.push('closed');
    return canary;
  }

  @MessagePattern('requests.break')
  break(): never {
    throw new Error(canary);
  }
}

/** Knows all calls of the controller but one; lets nobody to `requests.closed`. */
const admission: Admission = {
  knows: (pattern): pattern is Pattern => pattern !== 'requests.unknown',
  admit: (pattern, data, run) => {
    asked.push([pattern, data]);
    if (!closed.has(pattern)) return run();
    return Promise.reject(new KernelError('TRANSITION_NOT_ALLOWED', 'no right'));
  },
};
const asked: unknown[] = [];
const admits = { provide: ADMITS, useValue: admission };

@Module({ controllers: [RequestsController], providers: [busExceptionProvider, admits] })
class RequestsModule {}

@Controller()
class Unruled {
  @MessagePattern('requests.unknown')
  serve(): string {
    return canary;
  }
}

@Controller()
class Listener {
  @EventPattern('requests.heard')
  heard(@Payload() data: unknown): unknown {
    return data;
  }
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'answered',
    (error: unknown) => error,
  );

describe('handlers of a Nest service on the bus', () => {
  let folder: TestFolder;
  let bus: TestBus;
  let service: INestMicroservice;
  let gateway: BusClient;
  const said: string[] = [];

  beforeAll(async () => {
    folder = await TestFolder.create();
    bus = await TestBus.start(folder);
    const module = await Test.createTestingModule({ imports: [RequestsModule] }).compile();
    const logger = {
      log: () => undefined,
      warn: () => undefined,
      error: (...words: unknown[]) => said.push(words.map(String).join('\n')),
    };
    service = module.createNestMicroservice(
      Object.assign(busServerOptions(bus.login('requests')), { logger }),
    );
    await service.listen();
    gateway = await BusClient.connect(bus.login('gateway'));
  });

  afterAll(async () => {
    await gateway.close();
    await service.close();
    await bus.stop();
    await folder.remove();
  });

  it('answer with what they return', async () => {
    const data = { name: 'ä', chunk: Buffer.from('chunk') };
    expect(await gateway.request('requests.echo', data)).toEqual(data);
  });

  it('refuse with the code they throw, which Nest would have replaced', async () => {
    const error = await failureOf(gateway.request('requests.refuse', {}));
    expect(error).toBeInstanceOf(BusError);
    expect(error).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', detail: 'thread is closed' });
    expect(said).toEqual([]);
  });

  it('are reached by nobody who is not admitted, whatever they ask themselves', async () => {
    const error = await failureOf(gateway.request('requests.closed', { session: 'x' }));
    expect(error).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', detail: 'no right' });
    expect(asked.at(-1)).toEqual(['requests.closed', { session: 'x' }]);
    expect(ran).toEqual([]);
  });

  it.each([[null], ['x'], [7], [true], [[]], [[{}]], [Buffer.from('x')]])(
    'are not asked with what has no members: %p',
    async (data) => {
      const before = asked.length;
      for (const pattern of ['requests.echo', 'requests.break']) {
        const error = await failureOf(gateway.request(pattern, data));
        expect(error).toMatchObject({ code: 'BUS_VALUE' });
      }
      expect(asked).toHaveLength(before);
      expect(said).toEqual([]);
    },
  );

  it('fail without a word of the failure on the bus or in the log: only what and where', async () => {
    const error = await failureOf(gateway.request('requests.break', {}));
    expect(error).toMatchObject({ code: 'SERVICE_FAILED' });
    expect(String(error)).not.toContain(canary);
    expect(said.join()).toMatch(/requests\.break: Error\n +at RequestsController\d?\.break/);
    expect(said.join()).not.toContain(canary);
  });

  it('are questions only: a service that waits for events does not start', async () => {
    const module = await Test.createTestingModule({
      controllers: [Listener],
      providers: [admits],
    }).compile();
    const deaf = module.createNestMicroservice(busServerOptions(bus.login('requests')));
    expect(String(await failureOf(deaf.listen()))).toContain('no events');
    await deaf.close();
  });

  it('have a line in the table of rights: else the service does not start', async () => {
    const module = await Test.createTestingModule({
      controllers: [Unruled],
      providers: [admits],
    }).compile();
    const unruled = module.createNestMicroservice(busServerOptions(bus.login('requests')));
    expect(String(await failureOf(unruled.listen()))).toContain('right to requests.unknown');
    await unruled.close();
  });
});
