import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { priorities } from '#kernel';
import { say } from '#language/console';
import { parted } from '../../print/joined.js';
import type { Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';
import { printable } from '../printable.js';
import { likeWord } from '../sending/duplicates.js';
import { alertWord } from '../words/alert-words.js';
import { isPressing, notDelivered, timeWord } from '../words/clock-words.js';
import { recallWord } from '../words/recall-words.js';
import { safetyWord } from '../words/stop-words.js';

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.due') },
  { head: say('column.status'), least: 12, spare: 1 },
  { head: say('column.with'), least: 12 },
  { head: say('column.inHand'), least: 8, spare: 2 },
  { head: say('column.changed'), spare: 3 },
  { head: say('column.subject'), least: 20 },
];

function subjectOf({ priority, subjectLine }: ThreadRow): string {
  const subject = printable(subjectLine);
  if (priority === priorities.RISK_TO_LIFE) return say('threadTable.life', { subject });
  return priority === priorities.URGENT ? say('threadTable.urgent', { subject }) : subject;
}

const undeliveredWord = ({ undelivered }: ThreadRow, time: string): string =>
  undelivered === 0 || (undelivered === 1 && time === notDelivered)
    ? ''
    : say('clock.countNotDelivered', { undelivered });

function notesOf(row: ThreadRow, time: string): string[] {
  const words = [
    row.onRoster ? '' : say('threadTable.notRoster'),
    safetyWord(row),
    recallWord(row),
    alertWord(row),
    undeliveredWord(row, time),
  ];
  const marks = row.erased ? [] : words.filter((word) => word !== '');
  return [parted(marks), likeWord(row)].filter((note) => note !== '');
}

function rowOf(row: ThreadRow, shown: Shown, now: Date): Row {
  const time = timeWord(row, now);
  return {
    cells: [
      shown.id(row.thread),
      time,
      row.state,
      `${row.peer}/${row.peerAuthority}`,
      row.holder === null ? say('threadTable.nobody') : shown.who(row.holder),
      shown.when(row.updatedAt),
      row.erased ? say('threadTable.erased') : subjectOf(row),
    ],
    notes: notesOf(row, time),
    colour: isPressing(row) ? 'red' : undefined,
  };
}

export const threadLines = <T extends ThreadRow>(
  shown: Shown,
  threads: readonly T[],
  now: Date,
  more: (thread: T) => readonly string[] = () => [],
): string[] => {
  const rows = threads.map((thread): Row => {
    const row = rowOf(thread, shown, now);
    return { ...row, notes: [...(row.notes ?? []), ...more(thread)] };
  });
  return table(columns, rows, shown);
};
