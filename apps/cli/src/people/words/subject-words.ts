import type { SubjectAskRow } from '#capabilities/data-subjects/data-subjects.contract';
import type { SubjectFact } from '#capabilities/data-subjects/found-files.contract';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { printable } from '../printable.js';
import { parted } from '../../print/joined.js';
import type { Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

const day = (time: string | null): string => time?.slice(0, 10) ?? say('subjectWords.noDayYet');

export function factLines(fact: SubjectFact, { id }: Pick<Shown, 'id'>): string[] {
  const { thread, authority, side, peer, peerAuthority, requestType, state } = fact;
  const other = say('subjectWords.other', { peerAuthority, peer });
  const parties =
    side === 'ASKING'
      ? say('subjectWords.asks', { authority, other })
      : say('subjectWords.askedBy', { other, authority });
  const recipients = fact.recipients.map((each) => `${each.state}/${each.authority}`).join(', ');
  return [
    `${id(thread)}  ${parties}  ${requestType}  ${state}${fact.recalled ? `  ${say('subjectWords.recalled')}` : ''}`,
    say('subjectWords.byAsFor', {
      by: fact.by.map((mark) => words[mark]).join(', '),
      categories: fact.categories.join(', ') || say('subjectWords.nothingSaid'),
      purpose: fact.purpose,
    }),
    say('subjectWords.disclosedTo', { recipients: recipients || say('subjectWords.nobody') }),
    say('subjectWords.openedLastChangedEnded', {
      openedAt: day(fact.openedAt),
      updatedAt: day(fact.updatedAt),
      endedAt: day(fact.endedAt),
      reviewAt: day(fact.reviewAt),
      eraseAt: day(fact.eraseAt),
    }),
  ];
}

const words: Readonly<Record<SubjectFact['by'][number], string>> = {
  NAME: say('subjectWords.name'),
  BIRTH_DATE: say('subjectWords.birthDate'),
  NUMBER: say('subjectWords.number'),
};

const dayMs = 24 * 3_600_000;

const again: Readonly<Record<NonNullable<SubjectAskRow['undelivered']>, string>> = {
  'data-subject-request': say('subjectWords.dataSubjectRequest'),
  'data-subject-answer': say('subjectWords.dataSubjectAnswer'),
  'data-subject-withdrawal': say('subjectWords.dataSubjectWithdrawal'),
};

export function askWord(ask: SubjectAskRow, now: Date): string {
  const { state, undelivered } = ask;
  if (undelivered === null) return stands(ask, now);
  // An undelivered ask has no further state.
  if (undelivered === 'data-subject-request')
    return state === 'WITHDRAWN' ? say('subjectWords.withdrawn') : again[undelivered];
  return parted([stands(ask, now), again[undelivered]]);
}

function stands(ask: SubjectAskRow, now: Date): string {
  const { outcome, answeredAt, answerBy, openedAt, state } = ask;
  if (outcome !== null) return say('subjectWords.since', { outcome, answeredAt: day(answeredAt) });
  if (state === 'WITHDRAWN') return say('subjectWords.withdrawn');
  const silent = Math.floor((now.getTime() - Date.parse(openedAt)) / dayMs);
  const noAnswer = sayCount('subjectWords.noAnswerDaysWanted', { silent });
  if (answerBy === null) return noAnswer;
  return now.toISOString().slice(0, 10) > answerBy
    ? say('subjectWords.wantedByLate', { noAnswer, answerBy: day(answerBy) })
    : say('subjectWords.wantedBy', { noAnswer, answerBy: day(answerBy) });
}

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.with'), least: 12 },
  { head: say('column.ground'), least: 12 },
  { head: say('column.reference'), least: 12 },
];

function askRow(ask: SubjectAskRow, shown: Shown, now: Date): Row {
  const { thread, side, peer, peerAuthority, ground, reference, erased } = ask;
  const who =
    side === 'ASKED'
      ? say('subjectWords.from', { peer, peerAuthority })
      : say('subjectWords.to', { peer, peerAuthority });
  const id = shown.id(thread);
  if (erased) return { cells: [id, who, say('subjectWords.erased')] };
  return { cells: [id, who, ground ?? '-', printable(reference)], notes: [askWord(ask, now)] };
}

export const askLines = (asks: readonly SubjectAskRow[], shown: Shown, now: Date): string[] =>
  table(
    columns,
    asks.map((ask) => askRow(ask, shown, now)),
    shown,
  );
