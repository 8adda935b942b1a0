import type { DraftOf, EventObject } from '#journal';
import type { ThreadId } from '#kernel';
import type { Reading } from '#capabilities/audit/views.events';
import { by, type ThreadRecord } from '#threads';

const packed = (thread: ThreadId) => ({ case: { thread, compartment: 'ENFORCEMENT' } }) as const;

/** Ends the chain of the case that it counts. */
export const packageGathered = (
  thread: ThreadId,
  data: { readonly exhibit: string; readonly events: number; readonly unnamed: number },
): DraftOf<'pkg.gathered'> => ({ typ: 'pkg.gathered', ...packed(thread), data });

export const packageBuilt = (
  thread: ThreadId,
  file: EventObject,
  data: DraftOf<'pkg.built'>['data'],
): DraftOf<'pkg.built'> => ({ typ: 'pkg.built', ...packed(thread), obj: [file], data });

/** The whole thread is read for a package: who wanted it, in which role, and what for. */
export const packageAsked = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  ...by(thread, session),
  data: { screen: 'package', purpose },
});

/** Bytes of a package go to an officer. */
export const packageDelivered = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  file: EventObject,
  data: { readonly exhibit: string; readonly from: number },
): DraftOf<'pkg.delivered'> => ({
  typ: 'pkg.delivered',
  ...by(thread, session),
  obj: [file],
  data: { ...data, purpose },
});
