import type { Settings } from '#config';
import type { BrokerProcess } from '#runner';
import { renderBorder, saveBorder, type BorderRun } from '../installation/brokers.js';
import type { Layout } from '../installation/layout.js';

const same = (a: BorderRun, b: BorderRun): boolean =>
  a.text === b.text && a.authorities === b.authorities;

/**
 * Keeps the border broker's configuration equal to the link files. While a file is unusable, the configuration stays as
 * it was.
 */
export class BorderLinks {
  readonly seeds: Record<string, string> = {};
  #current: BorderRun | undefined;

  constructor(
    private readonly layout: Layout,
    private readonly settings: Settings,
  ) {}

  get links(): BorderRun['links'] {
    return this.#current?.links ?? [];
  }

  /** Writes the configuration when the link files have changed. @returns true when the broker must restart */
  async apply(broker?: Pick<BrokerProcess, 'check'>): Promise<boolean> {
    const before = this.#current;
    const next = await renderBorder(this.layout, this.settings);
    if (before !== undefined && same(before, next)) return false;
    await this.#use(next);
    try {
      broker?.check();
    } catch (error) {
      if (before !== undefined) await this.#use(before);
      throw error;
    }
    return before !== undefined;
  }

  async #use(border: BorderRun): Promise<void> {
    await saveBorder(this.layout, border);
    for (const name of Object.keys(this.seeds)) Reflect.deleteProperty(this.seeds, name);
    Object.assign(this.seeds, border.seeds);
    this.#current = border;
  }
}
