import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { callPatterns } from '#capabilities/contracts';
import {
  busLoginFor,
  databasePassword,
  logFailure,
  NestLogger,
  type ServiceContext,
} from '#runtime';
import type { Side } from '#kernel';
import { ServiceRuntime } from '#service-runtime';
import { Scanner } from '#scan';
import { busServerOptions, refuseCalls } from '#service';
import { DeskModule } from './desk.module.js';

export interface DeskService {
  readonly service: 'requests' | 'inbox';
  readonly side: Side;
  readonly module: Type;
  /** Provider with open waits. They end before the service waits for its open calls. */
  readonly endsFirst?: Type<{ end(): void }>;
}

@Module({})
class Root {}

/**
 * Starts an officers' service (requests or inbox).
 * @returns a function that closes, in this order, calls, uploads and database
 */
export async function startDesk(
  { settings, settingsHash, logger, waits }: ServiceContext,
  { service, side, module, endsFirst }: DeskService,
): Promise<() => Promise<void>> {
  const { antivirus, http, limits } = settings;
  const login = busLoginFor(settings, service);
  const runtime = await ServiceRuntime.open({
    service,
    settings,
    settingsHash,
    password: databasePassword(settings, service),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
    meanwhile: (error) => refuseCalls(login, callPatterns, error),
  });
  await runtime.untilErased();
  const [scanner, objects] = [new Scanner(antivirus.socket), runtime.objects()];
  runtime.measure('scans', scanner.counts);
  const parts = { runtime, side, objects, scanner, limits, loginOrigin: http.origin };
  const app = await NestFactory.createMicroservice(
    { module: Root, imports: [DeskModule.register(parts), module] },
    Object.assign(
      busServerOptions(login, (pattern, error) => {
        runtime.problem(pattern)(error);
      }),
      { logger: new NestLogger(logger), abortOnError: false },
    ),
  );
  await app.listen();
  await runtime.ready();
  return async () => {
    if (endsFirst !== undefined) app.get(endsFirst, { strict: false }).end();
    await app.close();
  };
}
