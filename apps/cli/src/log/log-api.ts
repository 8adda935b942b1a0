import { setTimeout as pause } from 'node:timers/promises';
import type { Purpose } from '#kernel';
import type { ApiClient } from '../api/client.js';
import { Refusal } from '../api/refusal.js';
import type { Reader } from '../api/shape.js';
import { leafPage, checkpointPage, checkpointView, tilePage } from '../api/gen/readers.js';
import { CliError } from '../errors.js';

/** A gateway lets a session ask so often a minute; whoever reads a whole log waits for the next one. */
const waitMs = 5_000;
const mostWaits = 30;

/** A checkpoint as it came. */
export interface FetchedNote {
  readonly size: number;
  readonly note: Buffer;
  readonly second?: Buffer;
}

/** The log of a gateway, page after page. What comes is believed by nobody. */
export class LogApi {
  constructor(
    private readonly client: ApiClient,
    /** Stated with each page of leaves: these name threads, documents and persons. */
    private readonly purpose: Purpose,
  ) {}

  async checkpoint(): Promise<Buffer> {
    const { note } = await this.#ask(checkpointView, 'checkpoint');
    return Buffer.from(note, 'utf8');
  }

  /** Leaves from an index on; at least one. @throws CliError CLI_ANSWER_INVALID when there are none */
  async entries(from: number): Promise<readonly Uint8Array[]> {
    const path = `log/entries?purpose=${this.purpose}&from=${from}`;
    const { entries } = await this.#ask(leafPage, path);
    if (entries.length === 0) throw new CliError('CLI_ANSWER_INVALID', `no leaf at ${from}`);
    return entries;
  }

  async tiles(level: number, from: number): Promise<ReadonlyMap<number, Uint8Array>> {
    const path = `log/tiles?level=${level}&from=${from}`;
    const { tiles } = await this.#ask(tilePage, path);
    return new Map(tiles.map(({ index, hashes }) => [index, hashes]));
  }

  /** Verifier keys of witnesses outside, as the gateway says with each page of checkpoints: they are no more than its word. */
  witnesses: readonly string[] = [];

  /** Checkpoints of trees above a size with their second notes, oldest first; none at the end. */
  async notes(above: number): Promise<readonly FetchedNote[]> {
    const { notes, witnesses } = await this.#ask(checkpointPage, `log/notes?above=${above}`);
    this.witnesses = witnesses;
    let last = above;
    for (const { size } of notes) {
      if (size <= last) throw new CliError('CLI_ANSWER_INVALID', 'checkpoints out of order');
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
