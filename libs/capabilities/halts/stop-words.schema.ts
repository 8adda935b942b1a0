import type { Sha256, ThreadId } from '#kernel/ids';

export const stopWordActs = ['HALTED', 'LIFTED'] as const;
export type StopWordAct = (typeof stopWordActs)[number];

/**
 * Halt of an operation, reported in another thread. `halt` is the SHA-256 of the signed document and reveals neither State
 * nor thread.
 */
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

/** Halt of another thread of the operation. `heard`: confirmed by the neighbour; null when this State was told. */
export interface HaltHeard {
  readonly halt: Sha256;
  readonly heard: boolean | null;
}

export const mostToldHalts = 1024;

/**
 * Halts in force because of other threads. A reported halt ends only with its reported lift; `beside` lists halts of own
 * threads.
 */
export function haltsElsewhere(beside: readonly Sha256[], words: readonly WordMark[]): HaltHeard[] {
  const lifted = new Set(words.flatMap(({ act, halt }) => (act === 'LIFTED' ? [halt] : [])));
  const told = new Map(
    words.flatMap((word) => (word.act === 'HALTED' ? [[word.halt, word] as const] : [])),
  );
  const holding = [...told.keys()].filter((halt) => !lifted.has(halt));
  return [...new Set([...beside, ...holding])].map((halt) => {
    const word = told.get(halt);
    return { halt, heard: word?.direction === 'IN' ? null : word?.confirmed === true };
  });
}

export const unheardLiftings = (words: readonly WordMark[]): Sha256[] =>
  words
    .filter(
      ({ act, direction, confirmed }) => act === 'LIFTED' && direction === 'OUT' && !confirmed,
    )
    .map(({ halt }) => halt);
