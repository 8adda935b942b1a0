import { phrase, type Detail, joined } from '#kernel';
import {
  endCodes,
  endNumbers,
  endingsOf,
  hasStateEnded,
  whatEnds,
  type EndCode,
  type Ending,
  type Mortal,
} from './ends.model.js';
import type { Store } from '#store';
import { mortalIn, TrustError, type TrustStore } from '#trust';

export interface EndsReport {
  readonly alarms: readonly EndCode[];
  readonly numbers: Readonly<Record<string, number>>;
  /** False if a key or an authority of this State has expired without replacement. */
  readonly works: boolean;
}

export class WatchEnds {
  #standing: readonly EndCode[] = [];

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly certificates: () => Mortal['certificates'],
    private readonly onAlarm: (alarm: TrustError) => void,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async run(): Promise<EndsReport> {
    const endings = await this.store.transaction({ step: 'watch-ends' }, async (tx) => {
      await this.trust.refresh(tx);
      return whatEnds(mortalIn(this.trust, this.certificates()), this.now());
    });
    const alarms = endCodes(endings);
    for (const code of alarms)
      if (!this.#standing.includes(code))
        this.onAlarm(new TrustError(code, detailOf(code, endings)));
    this.#standing = alarms;
    return { alarms, numbers: endNumbers(endings), works: !hasStateEnded(endings) };
  }
}

const mostNamed = 8;

function detailOf(code: EndCode, endings: readonly Ending[]): Detail {
  const meant = endingsOf(code, endings);
  const named = meant.slice(0, mostNamed).map(({ name, at }) => `${name} ${at}`);
  const more = meant.length - named.length;
  return joined([...named, ...(more > 0 ? [phrase`${more} more`] : [])], ', ');
}
