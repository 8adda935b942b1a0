/** Services that have an event key. */
export const eventServices = [
  'requests',
  'inbox',
  'sealer',
  'opener',
  'exchange',
  'audit',
  'evidence',
] as const;
export type EventService = (typeof eventServices)[number];

const desks = ['requests', 'inbox'] as const;
/** A document is taken from an officer at a desk, and from the neighbour by the opener. */
const filing = [...desks, 'opener'] as const;
/** Services that tell of keys of the machine, which nobody certifies, or of the directory's. */
const keepers = ['requests', 'sealer', 'audit'] as const;

/**
 * Services that may sign an event, by its type: the one statement of it. The database refuses another one where events are appended, and a
 * verifier fails its leaf. A type that is not here is of a later version, and nothing is said of it.
 */
export const eventSigners = {
  'case.opened': ['requests', 'opener'],
  'case.copied': filing,
  'case.copy.withheld': filing,
  'case.claimed': ['inbox'],
  'case.assigned': ['inbox'],
  'case.handover': ['inbox'],
  'case.released': ['inbox'],
  'case.transferred': ['sealer', 'opener'],
  'case.noted': desks,
  'case.stopped': desks,
  'case.stop.proposed': desks,
  'case.stop.lifted': desks,
  'case.roster.added': desks,
  'case.roster.removed': desks,
  'case.glass.broken': desks,
  'case.glass.told': ['opener'],
  'case.closed': filing,
  'case.escalated': ['sealer'],
  'duplicates.checked': desks,
  'duplicates.passed': desks,
  'duplicates.noticed': ['sealer'],
  'subject.searched': ['requests'],
  'msg.signed': desks,
  'msg.refused': [...desks, 'sealer'],
  'msg.send.intent': ['sealer'],
  'msg.sent': ['exchange'],
  'msg.send.abandoned': ['sealer'],
  'msg.received': ['exchange', 'opener'],
  'msg.accepted': ['opener'],
  'msg.rejected': ['exchange', 'opener'],
  'msg.receipt.logged': ['opener'],
  'msg.silence': ['sealer'],
  'msg.expired': ['sealer'],
  'term.ending': ['sealer'],
  'term.ended': ['sealer'],
  'term.extended': filing,
  'link.alarm': ['exchange', 'opener'],
  'item.decrypted': ['opener'],
  'item.viewed': desks,
  'item.uploaded': desks,
  'item.arrived': ['exchange'],
  'item.infected': desks,
  'item.discarded': ['requests'],
  'item.recalled': filing,
  'item.withheld': filing,
  'recall.answered': filing,
  'recall.owed': ['sealer'],
  'release.asked': filing,
  'release.answered': filing,
  'item.forwarded': filing,
  'halt.told': ['sealer'],
  'halt.heard': ['opener'],
  'halt.confirmed': ['opener'],
  'consent.requested': filing,
  'consent.granted': filing,
  'consent.refused': filing,
  'consent.withdrawn': filing,
  'pkg.gathered': ['evidence'],
  'pkg.built': ['evidence'],
  'pkg.delivered': desks,
  'custody.given': ['sealer'],
  'custody.withheld': ['sealer'],
  'custody.taken': ['evidence'],
  'rule.waived': desks,
  'waiver.withdrawn': desks,
  'pkg.handed': desks,
  'pkg.touched': ['sealer'],
  'pkg.told': desks,
  'item.exculpatory': desks,
  'notice.exculpatory': filing,
  'ca.informed': filing,
  'ca.owed': ['sealer'],
  'formal.requested': filing,
  'formal.answered': filing,
  'item.exported': desks,
  'key.enrolled': keepers,
  'key.revoked': keepers,
  'key.rotated': ['requests', 'opener'],
  'session.opened': ['requests'],
  'session.closed': ['requests'],
  'access.denied': [...desks, 'audit'],
  'access.bulk': ['audit'],
  'hold.set': ['requests'],
  'hold.lifted': ['requests'],
  'retention.due': ['sealer'],
  'retention.reviewed': desks,
  'quarantine.discarded': ['sealer'],
  'erasure.stopped': ['sealer'],
  'erasure.done': ['sealer'],
  'admin.change': ['requests', 'opener', 'audit'],
  'witness.cosigned': ['audit'],
  'tsa.stamped': ['audit'],
  'system.health': ['audit'],
  'clock.alarm': ['audit'],
  'log.fork.detected': ['audit'],
  'recon.report': ['audit'],
  'audit.query': ['audit'],
} as const satisfies Readonly<Record<string, readonly EventService[]>>;

/** Whether a service may sign an event of a type; true for a type that this version does not know. Pure. */
export function mayEventBeSigned(typ: string, service: string): boolean {
  const signers: readonly string[] | undefined = Object.hasOwn(eventSigners, typ)
    ? eventSigners[typ as keyof typeof eventSigners]
    : undefined;
  return signers?.includes(service) ?? true;
}
