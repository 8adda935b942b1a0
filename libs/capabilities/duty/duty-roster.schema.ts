import {
  type AuthorityId,
  type OfficerId,
  type Timestamp,
  closed,
  forms,
  list,
  schemaParser,
  text,
  phrase,
  type Detail,
} from '#kernel';

const mostPeriods = 128;
const mostOfficers = 8;

export interface DutyPeriod {
  readonly from: Timestamp;
  /** End of the period, exclusive: the next period may begin at this moment. */
  readonly to: Timestamp;
  readonly officers: readonly OfficerId[];
}

export interface DutyRoster {
  readonly contact: string;
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

export const parseDutyRoster = schemaParser<DutyRoster>(closed(members), 'VALUE_INVALID');

export const dutyRosterOf = ({ contact, periods }: DutyRoster): DutyRoster => ({
  contact,
  periods,
});

export const rosterBy = <E extends { readonly body: DutyRosterBody; readonly issuedAt: Timestamp }>(
  said: readonly E[],
  authority: AuthorityId,
  by?: Timestamp,
): E | undefined =>
  said.findLast(
    ({ body, issuedAt }) => body.authority === authority && (by === undefined || issuedAt <= by),
  );

export const dutyRosterFlaw = ({ periods }: DutyRoster): Detail | undefined => {
  const i = periods.findIndex(
    ({ from, to }, at) => from >= to || from < (periods[at - 1]?.to ?? from),
  );
  return i < 0 ? undefined : phrase`/periods/${i} overlaps, or ends before it begins`;
};

export const onDuty = (roster: DutyRoster, at: Timestamp): readonly OfficerId[] =>
  roster.periods.find(({ from, to }) => from <= at && at < to)?.officers ?? [];

export interface DutyRosterGap {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

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
