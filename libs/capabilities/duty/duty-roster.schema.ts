import {
  type AuthorityId,
  type OfficerId,
  type Timestamp,
  closed,
  forms,
  list,
  schemaParser,
  text,
} from '#kernel';

/** Bounds of a roster: two years of weeks, or three months of shifts. */
const mostPeriods = 128;
const mostOfficers = 8;

export interface DutyPeriod {
  readonly from: Timestamp;
  /** End of the turn: whoever follows is on duty at this moment already. */
  readonly to: Timestamp;
  /** Officers to call, the first first. */
  readonly officers: readonly OfficerId[];
}

/** Duty roster of an authority, in instants, so that no clock is changed between two of them. */
export interface DutyRoster {
  /** How the desk is reached at any hour. */
  readonly contact: string;
  /** In their order; they do not overlap. */
  readonly periods: readonly DutyPeriod[];
}

export interface DutyRosterBody extends DutyRoster {
  readonly authority: AuthorityId;
}

const members = {
  contact: text(200),
  periods: list(
    closed({
      from: forms.time,
      to: forms.time,
      officers: { ...list(forms.officer, mostOfficers, 1), uniqueItems: true },
    }),
    mostPeriods,
  ),
} as const;

export const dutyRosterBodySchema = closed({ authority: forms.authority, ...members });

/** @throws KernelError VALUE_INVALID naming the member */
export const parseDutyRoster = schemaParser<DutyRoster>(closed(members), 'VALUE_INVALID');

/** Without the authority that it is of. Pure. */
export const dutyRosterOf = ({ contact, periods }: DutyRoster): DutyRoster => ({
  contact,
  periods,
});

/** The newest that was said of an authority, by a moment where one is given. Pure. */
export const rosterBy = <E extends { readonly body: DutyRosterBody; readonly issuedAt: Timestamp }>(
  said: readonly E[],
  authority: AuthorityId,
  by?: Timestamp,
): E | undefined =>
  said.findLast(
    ({ body, issuedAt }) => body.authority === authority && (by === undefined || issuedAt <= by),
  );

/** The first period that ends before it begins, or begins before the one before it has ended. Pure. */
export const dutyRosterFlaw = ({ periods }: DutyRoster): string | undefined => {
  const i = periods.findIndex(
    ({ from, to }, at) => from >= to || from < (periods[at - 1]?.to ?? from),
  );
  return i < 0 ? undefined : `/periods/${i} overlaps, or ends before it begins`;
};

/** Officers on duty at a moment, the first first. Pure. */
export const onDuty = (roster: DutyRoster, at: Timestamp): readonly OfficerId[] =>
  roster.periods.find(({ from, to }) => from <= at && at < to)?.officers ?? [];

export interface DutyRosterGap {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/** Times between two moments at which nobody is on duty, in their order. Pure. */
export function dutyRosterGaps(
  { periods }: DutyRoster,
  from: Timestamp,
  to: Timestamp,
): DutyRosterGap[] {
  const gaps: DutyRosterGap[] = [];
  let since = from;
  for (const period of periods) {
    if (period.to <= since) continue;
    if (period.from >= to) break;
    if (period.from > since) gaps.push({ from: since, to: period.from });
    since = period.to;
  }
  if (since < to) gaps.push({ from: since, to });
  return gaps;
}
