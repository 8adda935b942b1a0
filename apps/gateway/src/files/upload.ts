import { phrase } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { transferPiece } from '#capabilities/attachments/pieces.model';
import {
  beginUpload,
  finishUpload,
  sendPiece,
  type UploadView,
} from '#capabilities/attachments/transfers.contract';
import { CALL_BUS, type Caller, type CallBus } from '#api';
import { GatewayError } from '../errors.js';
import { edge, OPTIONS, type GatewayOptions } from '../options.js';
import { Transfers } from './transfers.js';
import { tooLarge } from '../edge/json-body.js';

const FINISH_WITHIN_MS = 60_000;

/** Cuts a stream into pieces of exactly `size` bytes; the last piece may be shorter. Keeps at most one piece in memory. */
export async function* pieces(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let held = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const chunk of stream) {
    let from = 0;
    while (from < chunk.length) {
      const copied = chunk.copy(held, filled, from);
      from += copied;
      filled += copied;
      if (filled < size) continue;
      yield held;
      // A new buffer: the receiver may still hold the last.
      held = Buffer.allocUnsafe(size);
      filled = 0;
    }
  }
  if (filled > 0) yield held.subarray(0, filled);
}

function uploadSize(header: string | undefined, limit: number): number {
  if (header === undefined || !/^[1-9]\d{0,15}$/.test(header))
    throw new GatewayError('LENGTH_REQUIRED');
  const size = Number(header);
  if (size > limit) throw tooLarge(limit);
  return size;
}

@Injectable()
export class Uploader {
  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    @Inject(OPTIONS) private readonly options: GatewayOptions,
    private readonly transfers: Transfers,
  ) {}

  /**
   * @throws GatewayError LENGTH_REQUIRED, BODY_TOO_LARGE, GATEWAY_BUSY, UPLOAD_BROKEN, BODY_TOO_SLOW; errors of the service
   * `requests`
   */
  async upload(caller: Caller, length: string | undefined, body: Readable): Promise<UploadView> {
    const size = uploadSize(length, this.options.limits.attachmentBytes);
    const end = this.transfers.begin();
    let idle: NodeJS.Timeout | undefined;
    try {
      const { upload } = await this.bus.ask(beginUpload, caller, { size });
      idle = setTimeout(() => body.destroy(new GatewayError('BODY_TOO_SLOW')), edge.idleMs);
      const sent = await this.send(caller, upload, body, idle);
      if (sent !== size) throw new GatewayError('UPLOAD_BROKEN', phrase`${sent} of ${size} bytes`);
      return await this.bus.ask(finishUpload, caller, { upload }, FINISH_WITHIN_MS);
    } finally {
      clearTimeout(idle);
      end();
    }
  }

  private async send(
    caller: Caller,
    upload: string,
    body: Readable,
    idle: NodeJS.Timeout,
  ): Promise<number> {
    let index = 0;
    let sent = 0;
    let stored: Promise<unknown> = Promise.resolve();
    for await (const bytes of pieces(paced(intact(body), idle), transferPiece.bytes)) {
      idle.refresh();
      await stored;
      idle.refresh();
      stored = this.bus.ask(sendPiece, caller, { upload, index, bytes });
      // A failure is thrown where this is awaited; the next piece is read meanwhile.
      stored.catch(() => undefined);
      index += 1;
      sent += bytes.length;
    }
    await stored;
    return sent;
  }
}

// Resets the idle timer at each 256 KiB, less than a piece, so that slow lines stay connected.
async function* paced(stream: AsyncIterable<Buffer>, idle: NodeJS.Timeout): AsyncGenerator<Buffer> {
  let came = 0;
  for await (const bytes of stream) {
    came += bytes.length;
    if (came >= transferPiece.chunkBytes) {
      came %= transferPiece.chunkBytes;
      idle.refresh();
    }
    yield bytes;
  }
}

// Turns failures of the stream (the caller hung up) into UPLOAD_BROKEN.
async function* intact(body: Readable): AsyncGenerator<Buffer> {
  try {
    // Not destroyed: after a refusal the connection still carries the answer.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw new GatewayError('UPLOAD_BROKEN', undefined, error);
  }
}
