import { setTimeout as pause } from 'node:timers/promises';
import type { Purpose } from '#kernel';
import { say } from '#language/console';
import type { ApiClient } from '../api/client.js';
import { Refusal } from '../api/refusal.js';
import type { Reader } from '../api/shape.js';
import { leafPage, checkpointPage, checkpointView, tilePage } from '../api/gen/readers.js';
import { CliError } from '../errors.js';

// Wait (ms) when the gateway's limit of requests a minute is reached.
const waitMs = 5_000;
const mostWaits = 30;

export interface FetchedNote {
  readonly size: number;
  readonly note: Buffer;
  readonly second?: Buffer;
}

export class LogApi {
  constructor(
    private readonly client: ApiClient,
    /** Purpose that the auditor states for each page of leaves, because leaves name threads, documents and persons. */
    private readonly purpose: Purpose,
  ) {}

  async checkpoint(): Promise<Buffer> {
    const { note } = await this.#ask(checkpointView, 'checkpoint');
    return Buffer.from(note, 'utf8');
  }

  async entries(from: number): Promise<readonly Uint8Array[]> {
    const path = `log/entries?purpose=${this.purpose}&from=${from}`;
    const { entries } = await this.#ask(leafPage, path);
    if (entries.length === 0)
      throw new CliError('CLI_ANSWER_INVALID', say('logApi.noLeaf', { from }));
    return entries;
  }

  async tiles(level: number, from: number): Promise<ReadonlyMap<number, Uint8Array>> {
    const path = `log/tiles?level=${level}&from=${from}`;
    const { tiles } = await this.#ask(tilePage, path);
    return new Map(tiles.map(({ index, hashes }) => [index, hashes]));
  }

  /** Keys of outside witnesses as the gateway last stated them; not verified. */
  witnesses: readonly string[] = [];

  async notes(above: number): Promise<readonly FetchedNote[]> {
    const { notes, witnesses } = await this.#ask(checkpointPage, `log/notes?above=${above}`);
    this.witnesses = witnesses;
    let last = above;
    for (const { size } of notes) {
      if (size <= last) throw new CliError('CLI_ANSWER_INVALID', say('logApi.checkpointsOutOrder'));
      last = size;
    }
    return notes.map(({ size, note, second }) => ({
      ...{ size, note: Buffer.from(note, 'utf8') },
      ...(second !== null && { second: Buffer.from(second, 'utf8') }),
    }));
  }

  async #ask<T>(read: Reader<T>, path: string): Promise<T> {
    for (let waits = 0; ; waits += 1)
      try {
        return await this.client.ask(read, 'GET', `/api/v1/audit/${path}`);
      } catch (error) {
        const limited = error instanceof Refusal && error.code === 'RATE_LIMITED';
        if (!limited || waits >= mostWaits) throw error;
        await pause(waitMs);
      }
  }
}
