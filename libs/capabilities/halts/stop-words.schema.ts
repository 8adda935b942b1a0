import type { Sha256, ThreadId } from '#kernel/ids';

/** Word of the asking State to the others of an operation: a stop-word holds, or it is lifted. */
export const stopWordActs = ['HALTED', 'LIFTED'] as const;
export type StopWordAct = (typeof stopWordActs)[number];

/**
 * One stop-word of an operation, told in another thread of it. `halt`: SHA-256 of the signed document, which names neither the
 * State nor the thread in which it was said.
 */
export interface StopWord {
  readonly thread: ThreadId;
  readonly halt: Sha256;
  readonly act: StopWordAct;
  /** The asked State says that it has noted it. */
  readonly answer: boolean;
}

/** A stop-word that was told in a thread. OUT: by this State. */
export interface WordMark extends Pick<StopWord, 'halt' | 'act'> {
  readonly direction: 'OUT' | 'IN';
  readonly confirmed: boolean;
}

/** A stop-word of another thread of the operation. `heard`: the neighbour has confirmed it; null where this State was told. */
export interface HaltHeard {
  readonly halt: Sha256;
  readonly heard: boolean | null;
}

/** Stop-words told in one thread, lifted ones too: more than twice of what the seven others of a broadcast can have at a time. */
export const mostToldHalts = 1024;

/**
 * The stop-words that hold in a thread because of others of its operation. `beside`: those that hold in threads of this State's
 * own. One that was told holds until its lifting was told, so that no step leaves before the word that lets it be taken. They
 * are sets, so the order in which the words come says nothing. Pure.
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

/**
 * The stop-words of other threads that are lifted, while the neighbour has not confirmed that it knows: it may still stand still.
 * Pure.
 */
export const unheardLiftings = (words: readonly WordMark[]): Sha256[] =>
  words
    .filter(
      ({ act, direction, confirmed }) => act === 'LIFTED' && direction === 'OUT' && !confirmed,
    )
    .map(({ halt }) => halt);
