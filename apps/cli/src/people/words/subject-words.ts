import type { SubjectAskRow } from '#capabilities/data-subjects/data-subjects.contract';
import type { SubjectFact } from '#capabilities/data-subjects/found-files.contract';
import { say } from '#language/console';
import { printable } from '../printable.js';
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
    `${id(thread)}  ${parties}  ${requestType}  ${state}${fact.recalled ? '  RECALLED' : ''}`,
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
  NAME: 'name',
  BIRTH_DATE: say('subjectWords.birthDate'),
  NUMBER: 'a number',
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
    return state === 'WITHDRAWN' ? 'withdrawn' : again[undelivered];
  return `${stands(ask, now)}; ${again[undelivered]}`;
}

function stands(ask: SubjectAskRow, now: Date): string {
  const { outcome, answeredAt, answerBy, openedAt, state } = ask;
  if (outcome !== null) return say('subjectWords.since', { outcome, answeredAt: day(answeredAt) });
  if (state === 'WITHDRAWN') return 'withdrawn';
  const silent = Math.floor((now.getTime() - Date.parse(openedAt)) / dayMs);
  const isLate = answerBy !== null && now.toISOString().slice(0, 10) > answerBy;
  return say('subjectWords.noAnswerDaysWanted', {
    silent,
    answerBy: day(answerBy),
    detail: isLate ? ': LATE' : '',
  });
}

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.with'), least: 12 },
  { head: say('column.ground'), least: 12 },
  { head: say('column.reference'), least: 12 },
];

function askRow(ask: SubjectAskRow, shown: Shown, now: Date): Row {
  const { thread, side, peer, peerAuthority, ground, reference, erased } = ask;
  const who = `${side === 'ASKED' ? 'from' : 'to'} ${peer}/${peerAuthority}`;
  const id = shown.id(thread);
  if (erased) return { cells: [id, who, 'ERASED'] };
  return { cells: [id, who, ground ?? '-', printable(reference)], notes: [askWord(ask, now)] };
}

export const askLines = (asks: readonly SubjectAskRow[], shown: Shown, now: Date): string[] =>
  table(
    columns,
    asks.map((ask) => askRow(ask, shown, now)),
    shown,
  );
