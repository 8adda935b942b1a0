import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuthority, issueCertificate } from '#broker';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly json: () => Record<string, unknown>;
}
export type Route = (asked: Asked, reply: ServerResponse) => unknown;

export class HttpsGateway {
  readonly asked: Asked[] = [];
  readonly routes = new Map<string, Route>();
  connections = 0;

  private constructor(
    private readonly server: Server,
    readonly ca: string,
  ) {}

  static async start(): Promise<HttpsGateway> {
    const hour = 3_600_000;
    const notBefore = new Date(Date.now() - hour);
    const validity = { notBefore, notAfter: new Date(Date.now() + hour) };
    const authority = await createAuthority({ name: 'XA services', ...validity });
    const made = await issueCertificate(authority, {
      ...validity,
      name: 'http',
      hosts: ['127.0.0.1', 'localhost'],
      use: 'server',
    });
    const server = createServer({ key: made.key, cert: made.certificate, minVersion: 'TLSv1.3' });
    const gateway = new HttpsGateway(server, authority.certificate);
    server.on('secureConnection', () => (gateway.connections += 1));
    server.on('request', (request, reply) => void gateway.answer(request, reply));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return gateway;
  }

  get origin(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  on(route: string, act: Route): void {
    this.routes.set(route, act);
  }

  last(route: string): Asked {
    const found = this.asked.findLast((each) => `${each.method} ${each.path}` === route);
    if (found === undefined) throw new Error(`never asked: ${route}`);
    return found;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts);
    const { method = '', url = '', headers } = request;
    const [path = '', search] = url.split('?');
    const query = new URLSearchParams(search);
    const json = () => JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    const asked = { method, path, query, headers, body, json };
    this.asked.push(asked);
    const route = this.routes.get(`${method} ${path}`);
    const answer = route === undefined ? refuse(reply, 404, 'ROUTE_UNKNOWN') : route(asked, reply);
    if (answer === undefined || reply.headersSent) return;
    reply.setHeader('content-type', 'application/json');
    reply.end(JSON.stringify(answer));
  }
}

export function refuse(
  reply: ServerResponse,
  status: number,
  code: string,
  more: string | object = {},
): object {
  reply.statusCode = status;
  const words = { title: `Title of ${code}.`, remedy: `Remedy of ${code}.` };
  const problem = { type: `urn:liaise:error:${code}`, code, status, action: 'refuse', ...words };
  return { ...problem, instance: '1', ...(typeof more === 'string' ? { detail: more } : more) };
}
