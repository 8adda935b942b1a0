import type { DispatchRow } from '#capabilities/requests/dispatches.contract';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { isKind, type Document, type DocumentId, type Handling } from '#kernel';
import {
  narrowedBy,
  narrowedOn,
  type Narrowing,
} from '#capabilities/disclosure/handling/narrowing.model';
import { recalling, type Recalling } from '#capabilities/disclosure/recalls/recalling.model';
import { decodeDocument } from '#wire';
import type { RecallMark, RecallView } from '#capabilities/disclosure/recalls/recalls.contract';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { ProvenDispatch, ProvenThread } from '../../receipts/proven-thread.js';
import { exculpatoryLines } from './evidence-words.js';
import { bodyLines } from '../story/body-lines.js';
import type { Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

// Lines about recalls, narrowings and corrections. Within a thread, the State and its reason come from verified documents; what no
// verified document says is the gateway's word alone.

export const acts = {
  RECALL: say('recallWords.recalled'),
  NARROW: say('recallWords.narrowed'),
  CORRECT: say('recallWords.corrected'),
} as const;

function documentOf(thread: Pick<ProvenThread, 'dispatches'>, id: DocumentId): Document | null {
  const found = thread.dispatches.find(({ dispatch, verified }) => dispatch === id && verified);
  return found === undefined ? null : decodeDocument(found.document);
}

function saidOf(
  thread: Pick<ProvenThread, 'dispatches'>,
  recall: DocumentId,
  item: DocumentId,
): { readonly document: Document; readonly about: Recalling } | null {
  const document = documentOf(thread, recall);
  const about = document === null ? null : recalling(document);
  return document !== null && about?.items.includes(item) === true ? { document, about } : null;
}

function answerLine(
  { answer }: RecallMark,
  thread: Pick<ProvenThread, 'dispatches'>,
  { when, id }: Shown,
): string[] {
  if (answer === null) return [say('recallWords.noAnswerYet')];
  const document = documentOf(thread, answer.document);
  const by =
    document === null
      ? say('recallWords.documentSays', { document: id(answer.document) })
      : document.from.state;
  const verdict =
    answer.outcome === 'COMPLIED' ? say('recallWords.complied') : say('recallWords.cannotComply');
  const why = document !== null && isKind(document, 'recall-answer') ? document.body.reason : '';
  const reason = why === '' ? [] : bodyLines({ reason: why }).map((line) => `    ${line}`);
  return [say('recallWords.at', { by, verdict, at: when(answer.at) }), ...reason];
}

export const markLines = (
  { dispatch, recalls }: Pick<DispatchRow, 'dispatch' | 'recalls'>,
  thread: Pick<ProvenThread, 'dispatches'>,
  shown: Shown,
): string[] =>
  recalls.flatMap((mark) => {
    const said = saidOf(thread, mark.recall, dispatch);
    const head = say('recallWords.atByDocument', {
      acts: acts[mark.act],
      at: shown.when(mark.at),
      recall: shown.id(mark.recall),
    });
    if (said === null)
      return [say('recallWords.notShownNotVerified', { head }), ...answerLine(mark, thread, shown)];
    const { document, about } = said;
    const correction =
      'correction' in document.body ? { correction: document.body.correction } : {};
    return [
      say('recallWords.byOn', {
        acts: acts[about.act],
        state: document.from.state,
        composedAt: shown.when(document.composedAt),
      }),
      ...bodyLines({ reason: about.reason, ...correction }).map((line) => `    ${line}`),
      ...answerLine(mark, thread, shown),
    ];
  });

export function handlingNow(
  { dispatch, narrowed, recalls }: ProvenDispatch,
  own: Handling,
  thread: Pick<ProvenThread, 'dispatches'>,
): Handling {
  const marks = recalls.filter(({ act }) => act === 'NARROW');
  if (marks.length === 0) return own;
  const said = marks.map(({ recall }) => saidOf(thread, recall, dispatch)?.about.handling ?? null);
  // Documents that are not shown or not verified leave the gateway's word.
  if (said.includes(null)) return narrowed ?? own;
  let narrowing: Narrowing | undefined;
  for (const each of said) if (each !== null) narrowing = narrowedOn(narrowing, each);
  return narrowing === undefined ? own : narrowedBy(own, narrowing);
}

export const withheldLines = (row: DispatchRow, thread: ProvenThread, shown: Shown): string[] => [
  `${row.kind} ${shown.id(row.dispatch)}`,
  say('recallWords.fromHereSince', {
    detail: row.direction === 'OUT' ? say('recallWords.sent') : say('recallWords.received'),
    officer: row.officer,
    committedAt: shown.when(row.committedAt),
  }),
  ...markLines(row, thread, shown),
  ...exculpatoryLines(row),
  say('recallWords.yourStateCompliedWhat'),
];

type Standing = readonly [word: string, since: string | null];

function standing({ answer, rejected, deliveredAt, overdue }: RecallView): Standing {
  if (answer !== null) return [answer.outcome, answer.at];
  if (rejected !== null) return [say('recallWords.refused'), null];
  if (deliveredAt === null) return [say('recallWords.notDelivered'), null];
  return [overdue ? say('recallWords.overdue') : say('recallWords.owed'), deliveredAt];
}

type Holder = NonNullable<RecallView['onward']>[number];

const further = (
  holders: readonly Holder[],
  sentence: (holders: string) => string,
): readonly string[] =>
  holders.length === 0 ? [] : [sentence(holders.map(holderWords).join(', '))];

export const holderWords = ({ holder, outcome }: Holder): string =>
  `${holder.state}/${holder.authority} ${outcome ?? say('recallWords.notHeard')}`;

// Onward holders, as far as reported. A document refused by the peer's gateway has none.
function behind({ onward, holder, rejected }: RecallView): readonly string[] {
  if (onward !== null)
    return further(onward, (holders) => say('recallWords.furtherOn', { holders }));
  return rejected === null ? [say('recallWords.notSaidWhomTold', { state: holder.state })] : [];
}

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.thread') },
  { head: say('column.act') },
  { head: say('column.holder'), least: 12 },
  { head: say('column.answer') },
  { head: say('column.since'), spare: 1 },
];

function recallNotes(recall: RecallView, shown: Shown): string[] {
  const { by, at, rejected, passOn, told: notifiedHolders } = recall;
  return [
    say('recallWords.saidByAt', { by, at: shown.when(at) }),
    ...(rejected === null ? [] : [say('recallWords.refusedGateway', { rejected })]),
    ...(passOn.length === 0
      ? []
      : [say('recallWords.passFirst', { passOn: passOn.map(shown.id).join(', ') })]),
    ...further(
      notifiedHolders.filter(({ outcome }) => outcome !== 'COMPLIED'),
      (holders) => say('recallWords.waitsFor', { holders }),
    ),
    ...behind(recall),
  ];
}

export const recallLines = (recalls: readonly RecallView[], shown: Shown): string[] =>
  table(
    columns,
    recalls.map((recall) => {
      const [word, since] = standing(recall);
      return {
        cells: [
          shown.id(recall.recall),
          shown.id(recall.thread),
          recall.act,
          `${recall.holder.state}/${recall.holder.authority}`,
          word,
          since === null ? '-' : shown.when(since),
        ],
        notes: recallNotes(recall, shown),
      };
    }),
    shown,
  );

export function openRecallLines({
  recalls: { owed, awaited },
}: Pick<ProvenThread, 'recalls'>): string[] {
  const many = (n: number): string => sayCount('recallWords.many', { n });
  return [
    ...(owed === 0 ? [] : [say('recallWords.yourStateOwesAnswer', { owed: many(owed) })]),
    ...(awaited === 0 ? [] : [say('recallWords.neighbourNotAnswered', { awaited: many(awaited) })]),
  ];
}

export function recallWord({
  recalls,
  alerts,
}: Pick<ProvenThread, 'recalls'> & Pick<ThreadRow, 'alerts'>): string {
  if (recalls.owed > 0) return say('recallWords.recallAnswer');
  if (alerts.some(({ alert }) => alert === 'RECALL_UNSAID'))
    return say('recallWords.recallSayAgain');
  return recalls.awaited > 0 ? say('recallWords.recallUnanswered') : '';
}
