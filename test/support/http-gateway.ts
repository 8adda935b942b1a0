import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger } from '#runtime';
import { CodedError, type CodeEntry } from '#kernel';
import type { Calls, Pattern } from './calls.js';
import type { Bus } from '../../apps/gateway/src/route-policy/bus.js';
import { createGateway } from '../../apps/gateway/src/gateway.js';
import type { GatewayLimits, GatewayOptions } from '../../apps/gateway/src/options.js';
import { routesOf } from '../../apps/gateway/src/route-policy/access.js';
import { controllers } from '../../apps/gateway/src/gateway-module.js';

export type Handlers = { [P in Pattern]?: (data: Calls[P]['in']) => unknown };

export class ServiceError extends CodedError {
  constructor(code: string, entry: Partial<CodeEntry>, detail?: string) {
    const whole = { action: 'refuse', status: 404, title: 'T.', remedy: 'R.', ...entry } as const;
    super(code, { [code]: whole }, detail);
  }
}

export interface Call {
  readonly pattern: Pattern;
  readonly data: Record<string, unknown>;
}

export class TableBus implements Bus {
  readonly calls: Call[] = [];

  constructor(private readonly handlers: Handlers) {}

  async request(subject: string, data: object): Promise<unknown> {
    const pattern = subject as Pattern;
    this.calls.push({ pattern, data: data as Record<string, unknown> });
    await Promise.resolve();
    return this.handlers[pattern]?.(data as never) ?? {};
  }

  callsOf(pattern: Pattern): Record<string, unknown>[] {
    return this.calls.filter((call) => call.pattern === pattern).map(({ data }) => data);
  }
}

export class Lines {
  readonly lines: string[] = [];
  readonly log = createLogger('gateway', 'info', {
    write: (line) => {
      this.lines.push(line);
    },
  });
}

export interface Built {
  readonly options: GatewayOptions;
  readonly app: NestFastifyApplication;
  readonly bus: TableBus;
  readonly log: Lines;
  readonly clock: { at: number };
}

const opened: NestFastifyApplication[] = [];

export async function build(
  handlers: Handlers = {},
  limits: Partial<GatewayLimits> = {},
): Promise<Built> {
  const bus = new TableBus(handlers);
  const log = new Lines();
  const clock = { at: Date.parse('2026-01-31T12:00:00.000Z') };
  const options: GatewayOptions = {
    bus,
    log: log.log,
    tls: { key: '', cert: '' },
    origin: 'https://gateway.example',
    state: 'XA',
    limits: {
      attachmentBytes: 4 * 1024 * 1024,
      requestsPerMinute: 100_000,
      loginsPerMinute: 100_000,
      connectionsPerAddress: 2_000,
      ...limits,
    },
    now: () => clock.at,
  };
  const app = await createGateway(options);
  await app.getHttpAdapter().getInstance().ready();
  opened.push(app);
  return { options, app, bus, log, clock };
}

export async function closeAll(): Promise<void> {
  for (const app of opened.splice(0)) await app.close();
}

export const token = 'A'.repeat(43);
export const bearer = { authorization: `Bearer ${token}` };
export const id = '0190a0b0-0000-7000-8000-000000000001';
export const thread = id;
export const b64 = (text: string): string => Buffer.from(text).toString('base64');

type GatewayRoute = readonly [route: string, access: 'open' | 'session', body?: object];

const bodiless = /\/(uploads|exculpatory|claim|release|confirm|want-erased)$/;

export const gatewayRoutes: readonly GatewayRoute[] = routesOf(controllers).map(
  ({ route, open }): GatewayRoute => {
    const access = open ? 'open' : 'session';
    return route.startsWith('POST') && !bodiless.test(route)
      ? [route, access, {}]
      : [route, access];
  },
);

export const rows = (
  some: typeof gatewayRoutes,
): { readonly route: string; readonly body: object | undefined }[] =>
  some.map(([route, , body]) => ({ route, body }));

export type Method = 'GET' | 'POST' | 'DELETE';
export const split = (route: string): { method: Method; url: string } => {
  const [method, url] = route.split(' ') as [Method, string];
  return { method, url: url.replace(/:position|:rseq/, '1').replace(/:[a-z]+/g, id) };
};
