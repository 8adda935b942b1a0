import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { isCoded, type ThreadId } from '#kernel';
import { pause, type Installation } from '../support/installation.js';
import { Office, type SignedOne } from '../support/office.js';
import type { RunningStates } from '../support/running-states.js';
import type { History } from './history.js';

const askers = 2;
const answerers = 2;
const betweenMs = 1_500;
const againMs = 700;
const mostTries = 400;
const cycle = 4;
const [withdrawn, attached] = [0, 2];
const fileBytes = 300_000;

/**
 * Officers of both States who ask, withdraw and answer. Clients that get no reply submit the same bytes again; the campaign
 * checks that no duplicate arises.
 */
export class Load {
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();
  #offices: Office[] = [];
  #isAbandoned = false;

  constructor(
    private readonly two: RunningStates,
    private readonly history: History,
    private readonly name: string,
  ) {}

  async start(): Promise<void> {
    const work: (() => Promise<void>)[] = [];
    for (const [from, to] of [
      [this.two.a, this.two.b],
      [this.two.b, this.two.a],
    ] as const) {
      const asked: SignedOne[] = [];
      for (let i = 0; i < askers; i += 1) {
        const office = await this.#open(from, 'ana');
        work.push(() => this.#ask(office, from, `${from.state}.${i}`, asked));
      }
      for (let i = 0; i < answerers; i += 1) {
        const office = await this.#open(to, 'ben');
        work.push(() => this.#answer(office, to, `${to.state}.x${i}`, asked));
      }
    }
    this.#running = Promise.all(work.map((each) => each()));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#close();
  }

  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    this.#stopping.abort();
    await this.#running.catch(() => undefined);
    this.#close();
  }

  #close(): void {
    for (const office of this.#offices.splice(0)) office.close();
  }

  async #open(at: Installation, name: string): Promise<Office> {
    const office = await Office.open(this.two, at, name);
    this.#offices.push(office);
    return office;
  }

  async #ask(
    office: Office,
    { state }: Installation,
    client: string,
    asked: SignedOne[],
  ): Promise<void> {
    for (let n = 0; !this.#stopping.signal.aborted; n += 1) {
      const place = { from: state, client, n, attached: n % cycle === attached };
      const file = this.two.file(`${client}-${n}.bin`);
      const files = place.attached ? [await this.#upload(office, file)] : [];
      const request = await office.request(`${this.name} ${client}-${n}`, files);
      this.history.attempt(place, request);
      await this.#untilSafe(request, () => office.submit(request));
      if (n % cycle === withdrawn) {
        const withdrawal = await office.withdrawal(request);
        this.history.attempt({ ...place, attached: false }, withdrawal);
        await this.#untilSafe(withdrawal, () => office.submit(withdrawal));
      } else asked.push(request);
      await pause(betweenMs);
    }
  }

  async #answer(
    office: Office,
    { state }: Installation,
    client: string,
    asked: SignedOne[],
  ): Promise<void> {
    for (let n = 0; !this.#stopping.signal.aborted; n += 1) {
      const next = asked.shift();
      if (next === undefined || !(await this.#claimed(office, next.thread))) {
        await pause(betweenMs);
        continue;
      }
      const response = await office.response(next.thread, next.id);
      this.history.attempt({ from: state, client, n, attached: false }, response);
      await this.#untilSafe(response, () => office.answer(response));
    }
  }

  async #claimed(office: Office, thread: ThreadId): Promise<boolean> {
    while (!this.#stopping.signal.aborted) {
      try {
        await office.claim(thread);
        return true;
      } catch (error) {
        if (!transient(error) && !(isCoded(error) && error.code === 'NOT_FOUND')) {
          this.history.refused.push(`claim of ${this.history.name(thread)}: ${String(error)}`);
          return false;
        }
      }
      await pause(againMs);
    }
    return false;
  }

  async #upload(office: Office, file: string) {
    writeFileSync(file, randomBytes(fileBytes));
    try {
      for (let tries = 1; tries <= mostTries && !this.#isAbandoned; tries += 1) {
        try {
          return await office.upload(file);
        } catch (error) {
          if (!transient(error)) throw error;
        }
        await pause(againMs);
      }
    } finally {
      rmSync(file);
    }
    throw new Error(`${file}: not taken after ${mostTries} tries`);
  }

  async #untilSafe(signed: SignedOne, submit: () => Promise<void>): Promise<void> {
    for (let tries = 1; tries <= mostTries && !this.#isAbandoned; tries += 1) {
      try {
        await submit();
        this.history.acknowledged.add(signed.id);
        return;
      } catch (error) {
        if (!transient(error)) {
          this.history.refused.push(`${this.history.name(signed.id)}: ${String(error)}`);
          return;
        }
      }
      await pause(againMs);
    }
    throw new Error(`${this.history.name(signed.id)}: no answer after ${mostTries} tries`);
  }
}

const transient = (error: unknown): boolean =>
  !isCoded(error) || error.action === 'retry' || error.code === 'CLI_ANSWER_INVALID';
