import type { StateCode, Timestamp } from '../ids.js';
import { closed, forms, whole, type Of } from '../schema.js';

/** An agreement is about a day's work or a month's, not about minutes or years. */
const bounds = { least: 1, most: 720 } as const;
const hours = whole(bounds.least, bounds.most);
const members = { urgentDirect: hours, urgentIndirect: hours, other: hours };

/**
 * Hours that an answer may take, each 1 to 720: urgent and within the authority's own reach; urgent and only to be had from
 * others; any other. A day of the Directive is read as 24 hours from the receipt to the second: the strictest reading, and the
 * only one that is the same in every time zone and on the days when clocks are changed.
 */
export const timeLimitsSchema = closed(members);
export type TimeLimits = Of<typeof timeLimitsSchema>;

/** Directive (EU) 2023/977 art. 5(1)(a), (b), (c): 8 hours, 3 days, 7 days. Two States may agree on others. */
export const standardLimits: TimeLimits = { urgentDirect: 8, urgentIndirect: 72, other: 168 };

/** Limits from a moment on. */
export interface SaidTimeLimits extends TimeLimits {
  readonly from: Timestamp;
}

/** Word of one State about the limits between it and a neighbour. */
export interface TimeLimitsBody extends SaidTimeLimits {
  readonly peer: StateCode;
}
export const timeLimitsBodySchema = closed({ peer: forms.state, ...members, from: forms.time });

export const sameLimits = (a: TimeLimits, b: TimeLimits): boolean =>
  a.urgentDirect === b.urgentDirect && a.urgentIndirect === b.urgentIndirect && a.other === b.other;

/** True when the more urgent limits are not the longer ones. */
export const areOrdered = ({ urgentDirect, urgentIndirect, other }: TimeLimits): boolean =>
  urgentDirect <= urgentIndirect && urgentIndirect <= other;

/** Limits as a person reads them: `8/72/168 hours`. */
export const limitsText = ({ urgentDirect, urgentIndirect, other }: TimeLimits): string =>
  `${urgentDirect}/${urgentIndirect}/${other} hours`;

interface Kept extends TimeLimitsBody {
  readonly issuedAt: Timestamp;
}

/** Limits that one State has said, in that order. */
export class SaidLimits {
  private said: readonly Kept[] = [];

  copy(): SaidLimits {
    const copy = new SaidLimits();
    copy.said = this.said;
    return copy;
  }

  add(body: TimeLimitsBody, issuedAt: Timestamp): void {
    this.said = [...this.said, { ...body, issuedAt }];
  }

  /** Reason why an entry cannot stand; undefined when it can. `reckoned`: the time that counts for who signed it. */
  flaw(
    state: StateCode,
    body: TimeLimitsBody,
    issuedAt: Timestamp,
    reckoned: Timestamp,
  ): string | undefined {
    if (body.peer === state) return 'limits are agreed with another State';
    if (!areOrdered(body)) return 'what is more urgent has no longer limit';
    // Else a request of yesterday, on its way, would have had other limits than its sender knew.
    if (body.from < reckoned) return 'limits begin no earlier than they are issued';
    // Else whoever still has an older one could hand it in and undo what was agreed since.
    return this.said.some((each) => each.peer === body.peer && each.issuedAt > issuedAt)
      ? 'issued before limits that were said since'
      : undefined;
  }

  /** The newest towards a neighbour that have begun; undefined when none have. */
  at(peer: StateCode, at: Timestamp): TimeLimits | undefined {
    return bare(this.said.findLast((each) => each.peer === peer && each.from <= at));
  }

  /** The newest towards a neighbour, begun or not; undefined when there are none. */
  last(peer: StateCode): SaidTimeLimits | undefined {
    const found = this.said.findLast((each) => each.peer === peer);
    const limits = bare(found);
    return found && limits && { ...limits, from: found.from };
  }
}

const bare = (said: TimeLimits | undefined): TimeLimits | undefined =>
  said && {
    ...{ urgentDirect: said.urgentDirect, urgentIndirect: said.urgentIndirect, other: said.other },
  };
