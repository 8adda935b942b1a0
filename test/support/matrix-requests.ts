import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isOfDataSubject, type Body, type DocumentKind } from '#kernel';
import { isOpen, mayDo, type Pattern } from './calls.js';
import { build, type Handlers } from './http-gateway.js';
import type { Answer, Caller, Row } from './matrix.js';
import { OfficeDay } from './office-day.js';
import type { Tenants } from './tenants.js';
import type { Composed } from './two-states.js';
import { addressOf, type Aim, type Visit } from './visits.js';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly payload?: object;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The gateway of XB before the calls of its services, as callers of the matrix ask it. */
export class MatrixRequests {
  /** Which call each route makes, as it was made last. */
  readonly callOf = new Map<string, Pattern>();
  readonly #documents = new Map<string, Promise<Composed>>();
  /** By session: the first since it was forgotten. */
  readonly #called = new Map<string, Pattern>();

  private constructor(
    private readonly all: Tenants,
    readonly day: OfficeDay,
    private readonly app: NestFastifyApplication,
    called: Map<string, Pattern>,
  ) {
    this.#called = called;
  }

  static async begin(all: Tenants, names: readonly string[]): Promise<MatrixRequests> {
    const day = await OfficeDay.begin(all.two.b, names);
    const called = new Map<string, Pattern>();
    const handlers = Object.fromEntries(
      day.calls.patterns.map((pattern) => [
        pattern,
        (data: never) => {
          const { session } = data as { readonly session?: string };
          if (pattern !== 'requests.session' && session !== undefined && !called.has(session))
            called.set(session, pattern as Pattern);
          return day.calls.ask(pattern as never, data);
        },
      ]),
    ) as Handlers;
    return new MatrixRequests(all, day, (await build(handlers)).app, called);
  }

  /** By the table of rights, whoever and whatever is named; false for a route that nobody with a session has asked yet. */
  isClosed({ officer }: Caller, route: string): boolean {
    const call = this.callOf.get(route);
    if (call === undefined || isOpen(call)) return false;
    return officer === null || !mayDo(this.all.two.b.session(officer), call);
  }

  async ask(caller: Caller, [route, visit]: Row, aim: Aim): Promise<Answer> {
    const payload = visit.bytes ?? (await this.bodyOf(caller, route, visit, aim));
    const session = caller.token ?? '';
    this.#called.delete(session);
    const { method, url } = addressOf(route, aim, visit);
    const answer = await this.send(caller, { method, url, ...(payload && { payload }) });
    const call = this.#called.get(session);
    if (call !== undefined) this.callOf.set(route, call);
    const { varying } = visit;
    return varying === undefined ? answer : { ...answer, body: answer.body.replace(varying, '') };
  }

  async send({ token }: Caller, request: Sent): Promise<Answer> {
    const headers = {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(Buffer.isBuffer(request.payload) && { 'content-type': 'application/octet-stream' }),
    };
    const answer = await this.app.inject({
      ...(request as { method: 'GET'; url: string }),
      headers,
    });
    return {
      status: answer.statusCode,
      body: answer.body.replace(/"instance":"[^"]*"/, ''),
    };
  }

  private async bodyOf(
    caller: Caller,
    route: string,
    visit: Visit,
    aim: Aim,
  ): Promise<object | undefined> {
    if (visit.signs === undefined) return visit.body?.(aim);
    const { document, more } = visit.signs(aim);
    // Whoever may send nothing sends what another signed.
    const author = caller.officer === null || this.isClosed(caller, route) ? 'ben' : caller.officer;
    const key = `${author} ${JSON.stringify(document)}`;
    const known = this.#documents.get(key) ?? this.compose(author, document);
    this.#documents.set(key, known);
    const signed = await known;
    return {
      ...{ document: base64(signed.document), signature: base64(signed.signature), uploads: [] },
      ...more,
    };
  }

  private compose(
    author: string,
    document: ReturnType<NonNullable<Visit['signs']>>['document'],
  ): Promise<Composed> {
    const { two } = this.all;
    const { kind, thread, inReplyTo, attachment } = document;
    const usual = kind === 'response' ? { final: false, information: 'x' } : { reason: 'x' };
    const body = (document.body ?? usual) as Body<DocumentKind>;
    return two.compose(two.b.state, two.a.state, author, {
      ...(thread !== null && { thread, inReplyTo }),
      ...((thread !== null || document.body !== undefined) && !isOfDataSubject(kind) && { body }),
      ...{ kind, attachments: attachment === undefined ? [] : [attachment] },
    });
  }
}
