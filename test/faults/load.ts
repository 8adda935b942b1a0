import { isCoded } from '#model';
import { pause, type Installation } from '../support/installation.js';
import { Office, type SignedOne } from '../support/office.js';
import type { RunningStates } from '../support/running-states.js';
import type { History } from './history.js';

const clients = 4;
const betweenMs = 700;
const againMs = 900;
/** Every so many requests the officer withdraws one, which makes a second message in its thread. */
const withdrawEvery = 4;

/**
 * Officers who submit all the time. One who got no answer submits the same bytes again, until somebody says yes: that is
 * what a browser does, and what makes duplicates possible.
 */
export class Load {
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();
  #offices: Office[] = [];

  constructor(
    private readonly two: RunningStates,
    private readonly from: Installation,
    private readonly history: History,
    private readonly name: string,
  ) {}

  async start(): Promise<void> {
    for (let client = 0; client < clients; client += 1)
      this.#offices.push(await Office.open(this.two, this.from, 'ana'));
    this.#running = Promise.all(this.#offices.map((office, client) => this.#work(office, client)));
  }

  /** Each client ends with an acknowledged document. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    for (const office of this.#offices.splice(0)) office.close();
  }

  async #work(office: Office, client: number): Promise<void> {
    for (let n = 0; !this.#stopping.signal.aborted; n += 1) {
      const request = await office.request(`${this.name} ${client}-${n}`);
      await this.#untilAcknowledged(office, client, n, request);
      if (n % withdrawEvery === 0)
        await this.#untilAcknowledged(office, client, n, await office.withdrawal(request));
      await pause(betweenMs);
    }
  }

  async #untilAcknowledged(
    office: Office,
    client: number,
    n: number,
    signed: SignedOne,
  ): Promise<void> {
    this.history.attempt(client, n, signed);
    for (let tries = 1; tries <= 300; tries += 1) {
      try {
        await office.submit(signed);
        this.history.acknowledged.add(signed.id);
        return;
      } catch (error) {
        if (isCoded(error) && error.action !== 'retry' && error.code !== 'CLI_ANSWER_INVALID') {
          this.history.refused.push(`${this.history.name(signed.id)}: ${error.message}`);
          return;
        }
      }
      await pause(againMs);
    }
    throw new Error(`${this.history.name(signed.id)}: no answer after 300 tries`);
  }
}
