import { batchOf, frameOf, type Forged } from './forger.js';
import type { Refused, Step, Vector } from './vector.js';

type StepOutcome = Partial<Pick<Step, 'opened' | 'waiting' | 'refused'>>;

export class Scene {
  readonly #steps: Step[] = [];

  constructor(
    private readonly name: string,
    private readonly description: string,
  ) {}

  comes(batch: Uint8Array | Forged, outcome: StepOutcome, zeros = 0): this {
    const bytes = batch instanceof Uint8Array ? batch : batchOf(frameOf(batch));
    return this.#step(
      { batch: Buffer.from(bytes).toString('base64'), ...(zeros > 0 && { zeros }) },
      outcome,
    );
  }

  passes(outcome: StepOutcome): this {
    return this.#step({ batch: null }, outcome);
  }

  opens(...messages: readonly Forged[]): this {
    for (const message of messages) this.comes(message, { opened: [message.id] });
    return this;
  }

  refuses(message: Forged, code: string): this {
    return this.comes(message, { refused: [refused(message, code)] });
  }

  again(message: Forged): this {
    return this.comes(message, {});
  }

  get vector(): Vector {
    const { name, description } = this;
    return { name, description, steps: this.#steps };
  }

  #step(
    what: Pick<Step, 'batch' | 'zeros'>,
    { opened = [], waiting = [], refused = [] }: StepOutcome,
  ): this {
    this.#steps.push({ ...what, opened, waiting, refused });
    return this;
  }
}

export const refused = ({ id, statement }: Forged, code: string): Refused => ({
  ...{ code, messageId: id },
  receipt: !statement && code !== 'MESSAGE_ID_REUSED',
});

export const unread = (code = 'BATCH_MALFORMED'): Refused => ({
  ...{ code, messageId: null, receipt: false },
});
