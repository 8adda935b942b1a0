import { phrase } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { transferPiece } from '#capabilities/attachments/pieces.model';
import {
  readAttachment,
  type AttachmentAsked,
  type AttachmentPiece,
} from '#capabilities/attachments/transfers.contract';
import { CALL_BUS, type Caller, type CallBus } from '#api';
import { keepRoutePolicy } from '../route-policy/bus.js';
import { GatewayError } from '../errors.js';
import { safeName } from './file-name.js';
import { sandboxPolicy } from '../edge/security-headers.js';
import { Transfers } from './transfers.js';

type Ask = (chunk: number, timeoutMs?: number) => Promise<AttachmentPiece>;

export interface Download {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Readable;
}

export const differsHeader = 'liaise-type-differs';

export const scanHeader = 'liaise-scan';

// Bound (ms) of the first piece, which waits for the scan: above the scanner's own, below a client's
// patience.
const SCAN_WITHIN_MS = 28_000;

function scanField({ verdict, reason, engine, at }: AttachmentPiece['attachment']['scan']): string {
  const said = Object.entries({ reason, engine, at }).filter(([, value]) => value !== null);
  const quoted = (value: unknown): string => String(value).replace(/[^\x20-\x7e]|["\\]/g, '_');
  return [verdict, ...said.map(([name, value]) => `${name}="${quoted(value)}"`)].join(';');
}

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

function headersOf({ attachment, differs }: AttachmentPiece): Record<string, string> {
  const { ascii, encoded } = safeName(attachment.name);
  return {
    // Never the sender's media type: a browser would act on it.
    'content-type': 'application/octet-stream',
    'content-length': String(attachment.size),
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    'content-security-policy': sandboxPolicy,
    // RFC 8941 boolean, present only when true.
    ...(differs && { [differsHeader]: '?1' }),
    [scanHeader]: scanField(attachment.scan),
    // RFC 9530
    'repr-digest': `sha-256=:${base64(attachment.sha256)}:, sha-512=:${base64(attachment.sha512)}:`,
  };
}

@Injectable()
export class Downloader {
  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    private readonly transfers: Transfers,
  ) {}

  /**
   * Fetches the first piece before any HTTP header is sent, so a refusal keeps its own status. A later failure cuts the
   * connection. @throws GatewayError GATEWAY_BUSY, ATTACHMENT_INCOMPLETE, ANSWER_INVALID; the refusal of the service
   */
  async download(caller: Caller, asked: AttachmentAsked): Promise<Download> {
    const end = this.transfers.begin();
    // Later pieces are fetched while the caller reads, within the same bounds.
    const within = keepRoutePolicy();
    const ask: Ask = (chunk, timeoutMs) =>
      within(() => this.bus.ask(readAttachment, caller, { ...asked, chunk }, timeoutMs));
    try {
      const first = await ask(0, SCAN_WITHIN_MS);
      if (first.attachment.state !== 'COMPLETE') throw new GatewayError('ATTACHMENT_INCOMPLETE');
      const content = Readable.from(this.chunks(ask, first), {
        objectMode: false,
        highWaterMark: transferPiece.bytes,
      });
      content.once('close', end);
      return { headers: headersOf(first), content };
    } catch (error) {
      end();
      throw error;
    }
  }

  private async *chunks(ask: Ask, first: AttachmentPiece): AsyncGenerator<Uint8Array> {
    const { size } = first.attachment;
    let answer = first;
    let sent = answer.bytes.length;
    for (let chunk: number = transferPiece.chunks; ; chunk += transferPiece.chunks) {
      const whole = answer.bytes.length === transferPiece.bytes;
      if (sent > size || (answer.last ? sent !== size : !whole))
        throw new GatewayError('ANSWER_INVALID', phrase`chunks and size of the attachment differ`);
      // The next piece is fetched while this one leaves; its failure is thrown at its turn.
      const next = answer.last ? undefined : ask(chunk);
      next?.catch(() => undefined);
      if (answer.bytes.length > 0) yield answer.bytes;
      if (next === undefined) return;
      answer = await next;
      sent += answer.bytes.length;
    }
  }
}
