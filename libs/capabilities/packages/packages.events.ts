import type { DraftOf, EventData, EventObject } from '#journal';
import type { DocumentId, OfficerId, Role, ThreadId } from '#kernel';
import type { Reading } from '#capabilities/audit/views.events';
import { by, type ThreadRecord } from '#threads';
import type { Concern, LivingPackage } from './life/life.facts.js';

const packed = (thread: ThreadId) => ({ case: { thread, compartment: 'ENFORCEMENT' } }) as const;

export const packageGathered = (
  thread: ThreadId,
  data: EventData['pkg.gathered'],
): DraftOf<'pkg.gathered'> => ({ typ: 'pkg.gathered', ...packed(thread), data });

export const packageBuilt = (
  thread: ThreadId,
  file: EventObject,
  data: DraftOf<'pkg.built'>['data'],
): DraftOf<'pkg.built'> => ({ typ: 'pkg.built', ...packed(thread), obj: [file], data });

export const packageAsked = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  screen: 'package' | 'package-certificate' = 'package',
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  ...by(thread, session),
  data: { screen, purpose },
});

export const certificateMade = (
  {
    thread,
    officer,
    role,
  }: { readonly thread: ThreadId; readonly officer: OfficerId; readonly role: Role },
  files: readonly EventObject[],
  { office, ...data }: EventData['certificate.made'] & { readonly office: string },
): DraftOf<'certificate.made'> => ({
  typ: 'certificate.made',
  ...packed(thread),
  actor: { officer, role },
  obj: files,
  data,
  disclose: [{ name: 'office', value: office }],
});

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

function causeOf({ code, cause }: Concern): Partial<EventData['pkg.touched']> {
  if (code === 'SUPERSEDED') return { supersededBy: cause };
  return code === 'KEY_REVOKED' ? { key: cause } : { document: cause as DocumentId };
}

export const packageTouched = (
  { thread, exhibit, handed }: Pick<LivingPackage, 'thread' | 'exhibit' | 'handed'>,
  { concern, number }: { readonly concern: Concern; readonly number: number },
): DraftOf<'pkg.touched'> => ({
  typ: 'pkg.touched',
  ...packed(thread),
  data: { exhibit, concern: number, code: concern.code, ...causeOf(concern), handed },
});

export const packageHanded = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  file: EventObject,
  { recipient, ...data }: Omit<EventData['pkg.handed'], 'purpose'> & { readonly recipient: string },
): DraftOf<'pkg.handed'> => ({
  typ: 'pkg.handed',
  ...by(thread, session),
  obj: [file],
  data: { ...data, purpose },
  disclose: [{ name: 'recipient', value: recipient }],
});

export const packageStayed = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  file: EventObject,
  exhibit: string,
): DraftOf<'pkg.stayed'> => ({
  typ: 'pkg.stayed',
  ...by(thread, session),
  obj: [file],
  data: { exhibit, purpose },
});

export const recipientNotified = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  data: Omit<EventData['pkg.told'], 'purpose'>,
): DraftOf<'pkg.told'> => ({
  typ: 'pkg.told',
  ...by(thread, session),
  data: { ...data, purpose },
});
