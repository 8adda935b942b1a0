import type { Sha256, ThreadId } from '#kernel/ids';

export const stopWordActs = ['HALTED', 'LIFTED'] as const;
export type StopWordAct = (typeof stopWordActs)[number];

/** Notice that a halt in another thread of the operation began or ended. Names the halt only by its SHA-256. */
export interface StopWord {
  readonly thread: ThreadId;
  readonly halt: Sha256;
  readonly act: StopWordAct;
  readonly answer: boolean;
}

export interface WordMark extends Pick<StopWord, 'halt' | 'act'> {
  readonly direction: 'OUT' | 'IN';
  readonly confirmed: boolean;
}

/**
 * Names a halt in another thread of the operation. `heard`: whether the neighbour confirmed this State's notice of the halt;
 * null when the notice came from the neighbour.
 */
export interface ElsewhereHalt {
  readonly halt: Sha256;
  readonly heard: boolean | null;
}

export const mostNotifiedHalts = 1024;

/** Lists the halts in force in other threads of the operation. `words` are the notices exchanged with the neighbour. */
export function haltsElsewhere(
  beside: readonly Sha256[],
  words: readonly WordMark[],
): ElsewhereHalt[] {
  const lifted = new Set(words.flatMap(({ act, halt }) => (act === 'LIFTED' ? [halt] : [])));
  const haltWords = new Map(
    words.flatMap((word) => (word.act === 'HALTED' ? [[word.halt, word] as const] : [])),
  );
  const holding = [...haltWords.keys()].filter((halt) => !lifted.has(halt));
  return [...new Set([...beside, ...holding])].map((halt) => {
    const word = haltWords.get(halt);
    return { halt, heard: word?.direction === 'IN' ? null : word?.confirmed === true };
  });
}

export const unconfirmedLiftings = (words: readonly WordMark[]): Sha256[] =>
  words
    .filter(
      ({ act, direction, confirmed }) => act === 'LIFTED' && direction === 'OUT' && !confirmed,
    )
    .map(({ halt }) => halt);
