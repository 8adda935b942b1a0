import type { Receipt } from '#model';
import { leafHash, verifyInclusion, type OpenedCheckpoint } from '#tlog';
import { parseCanonicalJson } from '#wire';

/** The leaf types that can state each stage. */
const stageEvents = {
  DELIVERED: 'msg.received',
  OPENED: 'msg.accepted',
  REJECTED: 'msg.rejected',
  RETRIEVED: 'item.viewed',
  BREAK_GLASS: 'case.glass.broken',
} as const;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Whether the leaf says what the receipt says and stands in the tree that the peer's log key signed (protocol section 5).
 * Pure. Gives what is wrong, undefined when nothing is. @throws WireError for the leaf, TlogError for the proof
 */
export function receiptFlaw(receipt: Receipt, point: OpenedCheckpoint): string | undefined {
  const leaf = Buffer.from(receipt.leaf, 'base64');
  const event = parseCanonicalJson(leaf, { bytes: 4096, depth: 8 });
  if (event['typ'] !== stageEvents[receipt.stage]) return 'leaf type';
  const data = event['data'];
  if (!isObject(data) || data['messageId'] !== receipt.messageId) return 'leaf message';
  const coded = receipt.stage === 'REJECTED' || receipt.stage === 'BREAK_GLASS';
  if (coded && event['reason'] !== receipt.code) return 'leaf reason';
  const objects = event['obj'];
  const named =
    Array.isArray(objects) &&
    objects.some((o: unknown) => isObject(o) && o['sha256'] === receipt.ciphertextSha256);
  if (!named) return 'leaf object';
  verifyInclusion(
    leafHash(leaf),
    receipt.index,
    point.size,
    receipt.proof.map((hash) => Buffer.from(hash, 'base64')),
    point.root,
  );
  return undefined;
}

/** The envelope that the peer says it opened; undefined for stages that say nothing about it. Pure. */
export function envelopeOpened(receipt: Receipt): unknown {
  if (receipt.stage !== 'OPENED') return undefined;
  const leaf = Buffer.from(receipt.leaf, 'base64');
  const data = parseCanonicalJson(leaf, { bytes: 4096, depth: 8 })['data'];
  return isObject(data) ? data['envelopeSha256'] : undefined;
}
