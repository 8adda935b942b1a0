import { Agent, request } from 'node:https';
import type { Readable } from 'node:stream';
import { say, spokenLanguage } from '#language/console';
import { CliError } from '../errors.js';
import { failureOf } from './failure.js';
import { Refusal, refusalOf } from './refusal.js';
import { readAnswer, type Reader } from './shape.js';

export interface Gateway {
  readonly origin: string;
  /** Certificate authority (PEM) of the gateway; the client trusts no other. */
  readonly ca: string;
}

export interface Limits {
  readonly idleMs: number;
  readonly wholeMs: number;
  readonly answerBytes: number;
  readonly connections: number;
}

const standard: Limits = {
  ...{ idleMs: 30_000, wholeMs: 120_000, answerBytes: 32 * 1024 * 1024 },
  connections: 2,
};

export type Method = 'GET' | 'POST' | 'DELETE';

interface Content {
  readonly type: string;
  readonly length: number;
  readonly stream: Readable | undefined;
  readonly bytes: Uint8Array | undefined;
}

export interface Answer {
  readonly status: number;
  readonly length: number | undefined;
  readonly scan: string | undefined;
  readonly content: Readable;
}

const isReset = (cause: Error): boolean => 'code' in cause && cause.code === 'ECONNRESET';

/** HTTPS client that trusts only the certificate authority of its gateway. Limits idle time and the size of JSON answers. */
export class ApiClient {
  readonly #agent: Agent;
  readonly #limits: Limits;
  #token: string | undefined;
  #renew: (() => Promise<string | undefined>) | undefined;
  #renewal: Promise<string | undefined> | undefined;

  /**
   * `renew`: opens a new session when the session has expired. Returns the new token, or undefined when no session can be
   * opened.
   */
  constructor(
    readonly gateway: Gateway,
    token: string | undefined,
    limits: Partial<Limits> = {},
    renew?: () => Promise<string | undefined>,
  ) {
    this.#token = token;
    this.#renew = renew;
    this.#limits = { ...standard, ...limits };
    const { ca } = gateway;
    const { connections: maxSockets } = this.#limits;
    this.#agent = new Agent({ ca, minVersion: 'TLSv1.3', maxSockets, keepAlive: true });
  }

  /**
   * Calls one route and reads its JSON answer. @throws Refusal if the gateway refuses the call; CliError CLI_UNREACHABLE,
   * CLI_GATEWAY_FOREIGN, CLI_ANSWER_INVALID
   */
  async ask<T>(read: Reader<T>, method: Method, path: string, body?: object): Promise<T> {
    const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const content =
      bytes === undefined
        ? undefined
        : { type: 'application/json', length: bytes.length, bytes, stream: undefined };
    const asked = async (): Promise<unknown> => this.#json(await this.#send(method, path, content));
    return readAnswer(read, await this.#inSession(asked));
  }

  /**
   * Uploads `stream`, which has `length` bytes. Reads the stream only as fast as the gateway accepts the bytes. @throws as
   * `ask`; errors of `stream`
   */
  async upload<T>(read: Reader<T>, path: string, stream: Readable, length: number): Promise<T> {
    const content = { type: 'application/octet-stream', length, stream, bytes: undefined };
    return readAnswer(read, await this.#json(await this.#send('POST', path, content)));
  }

  /** Starts a download. The gateway sends no faster than the caller reads. @throws as `ask` */
  async download(path: string): Promise<Answer> {
    return this.#inSession(async () => {
      const answer = await this.#send('GET', path, undefined);
      if (answer.status === 200) return answer;
      await this.#json(answer);
      throw new CliError('CLI_ANSWER_INVALID', say('client.status', { status: answer.status }));
    });
  }

  /** Opens an event stream after the event with id `last`. Undefined `last` means only new events. @throws as `ask` */
  async listen(path: string, last: string | undefined): Promise<Answer> {
    const more: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
    const answer = await this.#send('GET', path, undefined, more);
    if (answer.status === 200) return answer;
    await this.#json(answer);
    throw new CliError('CLI_ANSWER_INVALID', say('client.status', { status: answer.status }));
  }

  close(): void {
    this.#agent.destroy();
  }

  // Repeats a call once in a new session. The gateway judges the session before the call, so the first had no effect.
  async #inSession<T>(call: () => Promise<T>): Promise<T> {
    const used = this.#token;
    try {
      return await call();
    } catch (error) {
      const isOver = error instanceof Refusal && error.code === 'SESSION_EXPIRED';
      if (!isOver || this.#renew === undefined) throw error;
      if (this.#token === used) {
        this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined));
        const token = await this.#renewal;
        if (token === undefined) {
          this.#renew = undefined;
          throw error;
        }
        this.#token = token;
      }
      return call();
    }
  }

  #send(
    method: Method,
    path: string,
    content: Content | undefined,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return new Promise((done, failed) => {
      const headers = {
        accept:
          'application/json, application/problem+json, application/octet-stream, text/event-stream',
        'accept-language': spokenLanguage(),
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        ...more,
        ...(content && { 'content-type': content.type, 'content-length': content.length }),
      };
      const url = new URL(path, this.gateway.origin);
      const sent = request(url, { method, agent: this.#agent, headers });
      sent.setTimeout(this.#limits.idleMs, () =>
        sent.destroy(new Error(say('client.noAnswerTime'))),
      );
      let isAnswered = false;
      sent.once('response', (incoming) => {
        isAnswered = true;
        // A refusal may arrive during the upload; the rest need not be sent.
        content?.stream?.unpipe(sent);
        const length = Number(incoming.headers['content-length']);
        const scan = incoming.headers['liaise-scan'];
        done({
          status: incoming.statusCode ?? 0,
          length: Number.isSafeInteger(length) ? length : undefined,
          scan: typeof scan === 'string' ? scan : undefined,
          content: incoming,
        });
      });
      sent.once('error', (cause) => {
        // The gateway may close an idle connection at the moment of its reuse. Reads are then repeated; each time one
        // idle connection fewer is left, so this ends.
        if (method === 'GET' && !isAnswered && sent.reusedSocket && isReset(cause))
          this.#send(method, path, content, more).then(done, failed);
        else failed(this.#unreachable(cause));
      });
      if (content?.stream === undefined) sent.end(content?.bytes);
      else {
        content.stream.once('error', (cause) => {
          sent.destroy();
          failed(cause);
        });
        content.stream.pipe(sent);
      }
    });
  }

  async #json(answer: Answer): Promise<unknown> {
    const body = await this.#whole(answer.content);
    if (answer.status === 204) return {};
    let value: unknown;
    try {
      value = JSON.parse(body.toString('utf8'));
    } catch (cause) {
      throw new CliError(
        'CLI_ANSWER_INVALID',
        say('client.statusNotJson', { status: answer.status }),
        cause,
      );
    }
    if (answer.status >= 200 && answer.status < 300) return value;
    const refusal = refusalOf(value);
    if (refusal !== undefined) throw refusal;
    throw new CliError('CLI_ANSWER_INVALID', say('client.status', { status: answer.status }));
  }

  async #whole(content: Readable): Promise<Buffer> {
    const parts: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => content.destroy(new Error(say('client.answerNotWholeTime'))),
      this.#limits.wholeMs,
    );
    try {
      for await (const part of content as AsyncIterable<Buffer>) {
        size += part.length;
        if (size > this.#limits.answerBytes)
          throw new CliError(
            'CLI_ANSWER_INVALID',
            say('client.moreBytes', { answerBytes: this.#limits.answerBytes }),
          );
        parts.push(part);
      }
    } catch (cause) {
      throw cause instanceof CliError ? cause : this.#unreachable(cause);
    } finally {
      clearTimeout(timer);
    }
    return Buffer.concat(parts);
  }

  #unreachable(cause: unknown): CliError {
    const { code, why } = failureOf(cause);
    return new CliError(
      code,
      say('program.named', { name: this.gateway.origin, text: why }),
      cause,
    );
  }
}
