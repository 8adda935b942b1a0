import { request } from 'node:https';
import type { Answered, Contract } from './contract.js';

export interface Ask {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly json?: object;
  readonly bytes?: Uint8Array;
  /** Of `bytes`; the standard is octets. */
  readonly type?: string;
}

/** Asks one gateway over HTTPS and holds every answer to the description of the API. */
export class RawClient {
  constructor(
    private readonly origin: string,
    private readonly ca: string,
    private readonly contract: Contract,
  ) {}

  /** @throws when the answer is not as described */
  async ask(url: string, ask: Ask = {}): Promise<Answered> {
    const { method = 'GET', token, json, bytes } = ask;
    const content = json === undefined ? bytes : Buffer.from(JSON.stringify(json));
    const type = json === undefined ? (ask.type ?? 'application/octet-stream') : 'application/json';
    const answered = await new Promise<Answered>((done, failed) => {
      const sent = request(`${this.origin}${url}`, {
        method,
        ca: this.ca,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(content && { 'content-type': type, 'content-length': content.length }),
        },
      });
      sent.once('error', failed);
      sent.once('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('error', failed);
        answer.once('end', () => {
          const got = Buffer.concat(parts);
          const is = answer.headers['content-type'] ?? '';
          const body: unknown = is.includes('json') ? JSON.parse(got.toString('utf8')) : got;
          done({ method, url, status: answer.statusCode ?? 0, type: is, body });
        });
      });
      sent.setTimeout(20_000, () => sent.destroy(new Error(`no answer: ${method} ${url}`)));
      sent.end(content);
    });
    this.contract.check(answered);
    return answered;
  }
}
