import { phrase, type Detail } from '../phrase.js';
import type { StateCode, Timestamp } from '../ids.js';
import { closed, forms, whole, type Of } from '../schema.js';

const bounds = { least: 1, most: 720 } as const;
const hours = whole(bounds.least, bounds.most);
const members = { urgentDirect: hours, urgentIndirect: hours, other: hours };

/**
 * Hours (1 to 720) from delivery to the due answer. `urgentDirect`, `urgentIndirect`: urgent requests for data with direct or
 * indirect access; `other`: all other requests.
 */
export const timeLimitsSchema = closed(members);
export type TimeLimits = Of<typeof timeLimitsSchema>;

/** Limits of Directive (EU) 2023/977, art. 5(1)(a) to (c): 8 hours, 3 days, 7 days. Two States may agree on other limits. */
export const standardLimits: TimeLimits = { urgentDirect: 8, urgentIndirect: 72, other: 168 };

export interface SaidTimeLimits extends TimeLimits {
  readonly from: Timestamp;
}

export interface TimeLimitsBody extends SaidTimeLimits {
  readonly peer: StateCode;
}
export const timeLimitsBodySchema = closed({ peer: forms.state, ...members, from: forms.time });

export const sameLimits = (a: TimeLimits, b: TimeLimits): boolean =>
  a.urgentDirect === b.urgentDirect && a.urgentIndirect === b.urgentIndirect && a.other === b.other;

export const areOrdered = ({ urgentDirect, urgentIndirect, other }: TimeLimits): boolean =>
  urgentDirect <= urgentIndirect && urgentIndirect <= other;

export const limitsText = ({ urgentDirect, urgentIndirect, other }: TimeLimits): Detail =>
  phrase`${urgentDirect}/${urgentIndirect}/${other} hours`;

interface StatedLimits extends TimeLimitsBody {
  readonly issuedAt: Timestamp;
}

export class SaidLimits {
  private said: readonly StatedLimits[] = [];

  copy(): SaidLimits {
    const copy = new SaidLimits();
    copy.said = this.said;
    return copy;
  }

  add(body: TimeLimitsBody, issuedAt: Timestamp): void {
    this.said = [...this.said, { ...body, issuedAt }];
  }

  flaw(
    state: StateCode,
    body: TimeLimitsBody,
    issuedAt: Timestamp,
    reckoned: Timestamp,
  ): Detail | undefined {
    if (body.peer === state) return phrase`limits are agreed with another State`;
    if (!areOrdered(body)) return phrase`what is more urgent has no longer limit`;
    // Otherwise a request on its way would have limits unknown to its sender.
    if (body.from < reckoned) return phrase`limits begin no earlier than they are issued`;
    // Replay check: an older entry could undo a later agreement.
    return this.said.some((each) => each.peer === body.peer && each.issuedAt > issuedAt)
      ? phrase`issued before limits that were said since`
      : undefined;
  }

  at(peer: StateCode, at: Timestamp): TimeLimits | undefined {
    return bare(this.said.findLast((each) => each.peer === peer && each.from <= at));
  }

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
