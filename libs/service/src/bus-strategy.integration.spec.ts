import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { anyone, Bytes, call, Nothing, openCall, Text } from '#contract';
import { KernelError } from '#kernel';
import { BusClient, BusError, ServiceError } from '#bus';

import { TestBus, TestFolder } from '../../../test/support/nats.js';
import {
  AdmitOfficer,
  ADMITS,
  AskedOf,
  busExceptionProvider,
  busServerOptions,
  Handles,
  Officer,
  Token,
  type Admits,
} from './index.js';

const canary = 'canary-4417';
const ran: string[] = [];
const closed: ReadonlySet<string> = new Set(['requests.closed']);

class Echo {
  @Text()
  readonly name: string;
  @Bytes(64)
  readonly chunk: Uint8Array;
}

class Who {
  @Text()
  readonly officer: string;
  @Text()
  readonly token: string;
}

const rights = { requests: anyone };
const echo = call('echo', Echo, Echo, rights);
const refuse = call('refuse', Nothing, Nothing, rights);
const shut = call('closed', Nothing, Nothing, rights);
const fail = call('break', Nothing, Nothing, rights);
const who = call('who', Nothing, Who, rights);
const free = openCall('free', Nothing, Nothing, 'requests');
const elsewhere = call('elsewhere', Nothing, Nothing, { inbox: anyone });

@Controller()
class RequestsController {
  @Handles(echo)
  echo(@Officer() _officer: object, @AskedOf() asked: Echo): Promise<Echo> {
    return Promise.resolve(asked);
  }

  @Handles(refuse)
  refuse(): Promise<Nothing> {
    throw new KernelError('TRANSITION_NOT_ALLOWED', 'thread is closed');
  }

  @Handles(shut)
  closed(): Promise<Nothing> {
    ran.push('closed');
    return Promise.resolve({ canary });
  }

  @Handles(fail)
  break(): Promise<Nothing> {
    throw new Error(canary);
  }

  @Handles(who)
  who(@Token() token: string): Promise<Who> {
    return Promise.resolve({ officer: 'ana', token });
  }

  @Handles(free)
  free(@Officer() officer: object): Promise<Nothing> {
    return Promise.resolve(officer);
  }

  @Handles(elsewhere)
  elsewhere(): Promise<Nothing> {
    ran.push('elsewhere');
    return Promise.resolve({});
  }
}

// Admits everybody, except to `requests.closed`.
const admission: Admits = {
  admitCall: (context, data, run) => {
    asked.push([context.pattern, context.right, context.token, data]);
    if (closed.has(context.pattern))
      return Promise.reject(new KernelError('TRANSITION_NOT_ALLOWED', 'no right'));
    if (context.right !== 'open') context.officer = { officer: 'ana' };
    return run();
  },
};
const asked: unknown[] = [];
const admits = [
  busExceptionProvider,
  { provide: ADMITS, useValue: admission },
  { provide: APP_INTERCEPTOR, useClass: AdmitOfficer },
];

@Module({ controllers: [RequestsController], providers: admits })
class RequestsModule {}

@Controller()
class Uncalled {
  @MessagePattern('requests.unknown')
  serve(): string {
    return canary;
  }
}

@Controller()
class Unruled {
  @Handles(call('ruled-by-none', Nothing, Nothing, {}))
  serve(): Promise<Nothing> {
    return Promise.resolve({ canary });
  }
}

@Controller()
class Listener {
  @EventPattern('requests.heard')
  receive(@Payload() data: unknown): unknown {
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
    expect(await gateway.request('requests.echo', { ...data, session: 's' })).toEqual(data);
    expect(asked.at(-1)).toEqual(['requests.echo', anyone, 's', data]);
  });

  it('refuse with the code they throw, which Nest would have replaced', async () => {
    const error = await failureOf(gateway.request('requests.refuse', {}));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', detail: 'thread is closed' });
    expect(said).toEqual([]);
  });

  it('are reached by nobody who is not admitted, whatever they ask themselves', async () => {
    const error = await failureOf(gateway.request('requests.closed', { session: 'x' }));
    expect(error).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', detail: 'no right' });
    expect(asked.at(-1)).toEqual(['requests.closed', anyone, 'x', {}]);
    expect(ran).toEqual([]);
  });

  it('are told whose session it is, and nobody of a call without one', async () => {
    const answer = await gateway.request('requests.who', { session: 's' });
    expect(answer).toEqual({ officer: 'ana', token: 's' });
    const failures = [
      ['requests.who', {}],
      ['requests.free', { session: 's' }],
    ] as const;
    for (const [pattern, data] of failures)
      expect(await failureOf(gateway.request(pattern, data))).toMatchObject({
        code: 'SERVICE_FAILED',
      });
    expect(said.splice(0)).toHaveLength(failures.length);
  });

  it('are asked in the shape of their call alone', async () => {
    const data = { name: 'x', chunk: Buffer.from('chunk') };
    for (const odd of [{ ...data, more: 1 }, { ...data, name: 7 }, { name: 'x' }, {}])
      expect(await failureOf(gateway.request('requests.echo', odd))).toMatchObject({
        code: 'VALUE_INVALID',
      });
  });

  it('of a call of another service are reached by nobody', async () => {
    const error = await failureOf(gateway.request('requests.elsewhere', {}, 500));
    expect(error).toBeInstanceOf(BusError);
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
    expect(await startOf(Listener)).toContain('no events');
  });

  it.each([
    ['a handler that serves no call', Uncalled, 'right to requests.unknown'],
    ['a call without a right', Unruled, 'right to ruled-by-none'],
  ])(
    'serve calls that somebody has a right to: with %s the service does not start',
    async (_, served, why) => {
      expect(await startOf(served)).toContain(why);
    },
  );

  async function startOf(served: Type): Promise<string> {
    const module = await Test.createTestingModule({
      controllers: [served],
      providers: admits,
    }).compile();
    const started = module.createNestMicroservice(busServerOptions(bus.login('requests')));
    const failure = String(await failureOf(started.listen()));
    await started.close();
    return failure;
  }
});
