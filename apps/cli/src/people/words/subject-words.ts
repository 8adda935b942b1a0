import type { SubjectAskRow } from '#capabilities/data-subjects/data-subjects.contract';
import type { SubjectFact } from '#capabilities/data-subjects/found-files.contract';
import { printable } from '../printable.js';

const day = (time: string | null): string => time?.slice(0, 10) ?? 'no day yet';

export function factLines(fact: SubjectFact): string[] {
  const { thread, authority, side, peer, peerAuthority, requestType, state } = fact;
  const other = `${peerAuthority} of ${peer}`;
  const parties = side === 'ASKING' ? `${authority} asks ${other}` : `${other} asks ${authority}`;
  const recipients = fact.recipients.map((each) => `${each.state}/${each.authority}`).join(', ');
  return [
    `${thread}  ${parties}  ${requestType}  ${state}${fact.recalled ? '  RECALLED' : ''}`,
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

export function askLine(ask: SubjectAskRow, now: Date): string {
  const { thread, side, peer, peerAuthority, ground, reference, erased } = ask;
  const who = `${side === 'ASKED' ? 'from' : 'to'} ${peer}/${peerAuthority}`;
  if (erased) return `${thread}  ${who}  ERASED`;
  return `${thread}  ${who}  ${ground ?? '-'}  ${printable(reference)}  ${askWord(ask, now)}`;
}
