import type { StateCode } from '#kernel';
import type { StopWord } from './stop-words.schema.js';
import type { DueWord } from './stop-words.rows.js';
import { type ThreadRecord, caseOf } from '#threads';
import { type DraftOf, object } from '#journal';

const data = ({ halt, act }: StopWord, peer: StateCode) => ({ halt, act, peer });

export const haltNotified = (
  word: DueWord,
  peer: StateCode,
  bytes: Uint8Array,
): DraftOf<'halt.told'> => ({
  typ: 'halt.told',
  case: { thread: word.thread, compartment: word.compartment },
  obj: [object('statement', bytes)],
  data: data(word, peer),
});

export const haltReceived = (
  thread: ThreadRecord,
  word: StopWord,
  bytes: Uint8Array,
): DraftOf<'halt.heard'> => ({
  typ: 'halt.heard',
  case: caseOf(thread),
  obj: [object('statement', bytes)],
  data: data(word, thread.peer),
});

export const haltConfirmed = (
  thread: ThreadRecord,
  word: StopWord,
  bytes: Uint8Array,
): DraftOf<'halt.confirmed'> => ({
  typ: 'halt.confirmed',
  case: caseOf(thread),
  obj: [object('statement', bytes)],
  data: data(word, thread.peer),
});
