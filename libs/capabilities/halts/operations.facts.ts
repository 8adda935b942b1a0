import type { DocumentId, ThreadId } from '#kernel';
import { lostOf } from '#threads';
import type { Item, Sources } from '#capabilities/capability';
import type { OperationView } from './operations.contract.js';

export interface OperationFacts {
  readonly operations: ReadonlyMap<ThreadId, OperationView>;
}

export interface LiftingFacts {
  readonly lost: ReadonlySet<DocumentId>;
}

export async function loadOperations(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Pick<Item, 'thread'>[],
): Promise<OperationFacts> {
  const threads = new Map(items.map(({ thread }) => [thread.id, thread]));
  return { operations: await cases.operations.operationsOf(tx, [...threads.values()]) };
}

export async function loadLiftings(
  { tx }: Pick<Sources, 'tx'>,
  items: readonly Item[],
): Promise<LiftingFacts> {
  const halts = items.flatMap(({ document }) => document.inReplyTo ?? []);
  return { lost: await lostOf(tx, halts) };
}
