import { object, type DraftOf, type Evidence } from '#journal';

export function forkDetected(evidence: Evidence): DraftOf<'log.fork.detected'> {
  const first = object('note', Buffer.from(evidence.first));
  const second = object('note', Buffer.from(evidence.second));
  return {
    typ: 'log.fork.detected',
    reason: evidence.code,
    obj: [first, second],
    data: { log: evidence.origin, firstSha256: first.sha256, secondSha256: second.sha256 },
  };
}
