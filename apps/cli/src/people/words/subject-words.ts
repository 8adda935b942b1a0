import type { SubjectAskRow } from '#capabilities/data-subjects/data-subjects.contract';
import type { SubjectFact } from '#capabilities/data-subjects/found-files.contract';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

const day = (time: string | null): string => time?.slice(0, 10) ?? 'no day yet';

export function factLines(fact: SubjectFact, { id }: Pick<Shown, 'id'>): string[] {
  const { thread, authority, side, peer, peerAuthority, requestType, state } = fact;
  const other = `${peerAuthority} of ${peer}`;
  const parties = side === 'ASKING' ? `${authority} asks ${other}` : `${other} asks ${authority}`;
  const recipients = fact.recipients.map((each) => `${each.state}/${each.authority}`).join(', ');
  return [
    `${id(thread)}  ${parties}  ${requestType}  ${state}${fact.recalled ? '  RECALLED' : ''}`,
    `    by ${fact.by.map((mark) => words[mark]).join(', ')}; as ${fact.categories.join(', ') || 'nothing that was said'}; for ${fact.purpose}`,
    `    disclosed to ${recipients || 'nobody'}`,
    `    opened ${day(fact.openedAt)}, last changed ${day(fact.updatedAt)}, ended ${day(fact.endedAt)}, reviewed ${day(fact.reviewAt)}, erased ${day(fact.eraseAt)}`,
  ];
}

const words: Readonly<Record<SubjectFact['by'][number], string>> = {
  NAME: 'name',
  BIRTH_DATE: 'date of birth',
  NUMBER: 'a number',
};

const dayMs = 24 * 3_600_000;

const again: Readonly<Record<NonNullable<SubjectAskRow['undelivered']>, string>> = {
  'data-subject-request': 'never came there: ask again',
  'data-subject-answer': 'the answer never came there: answer again',
  'data-subject-withdrawal': 'the withdrawal never came there: withdraw again',
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
  if (outcome !== null) return `${outcome} since ${day(answeredAt)}`;
  if (state === 'WITHDRAWN') return 'withdrawn';
  const silent = Math.floor((now.getTime() - Date.parse(openedAt)) / dayMs);
  const isLate = answerBy !== null && now.toISOString().slice(0, 10) > answerBy;
  return `no answer for ${silent} days, wanted by ${day(answerBy)}${isLate ? ': LATE' : ''}`;
}

const columns: readonly Column[] = [
  { head: 'ID' },
  { head: 'WITH', least: 12 },
  { head: 'GROUND', least: 12 },
  { head: 'REFERENCE', least: 12 },
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
