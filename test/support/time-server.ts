import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TimeAuthority } from './time-authority.js';

/** What is said to a question; a function writes the answer itself. */
export type Reply =
  | { readonly status?: number; readonly type?: string; readonly body: Buffer }
  | ((response: ServerResponse) => void);

/** The door of a time-stamp authority (RFC 3161 section 3.4) on a port of this machine. */
export class TimeServer {
  /** Questions that came. */
  asked = 0;
  /** May be replaced by what an honest one would not say. */
  answer: (query: Buffer) => Promise<Reply>;
  private server: Server | undefined;
  private port = 0;

  constructor(readonly authority: TimeAuthority) {
    this.answer = this.honest;
  }

  readonly honest = async (query: Buffer): Promise<Reply> => ({
    body: await this.authority.reply(query),
  });

  get url(): string {
    return `http://127.0.0.1:${this.port}/tsa`;
  }

  /** On the same port as before when it was stopped meanwhile. */
  async start(): Promise<this> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.asked += 1;
        this.answer(Buffer.concat(parts)).then(
          (reply) => say(response, reply),
          () => response.destroy(),
        );
      });
    });
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  /** An outage. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  }
}

function say(response: ServerResponse, reply: Reply): void {
  if (typeof reply === 'function') reply(response);
  else {
    const { status = 200, type = 'application/timestamp-reply', body } = reply;
    response.writeHead(status, { 'content-type': type }).end(body);
  }
}
