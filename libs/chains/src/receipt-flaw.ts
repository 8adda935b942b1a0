import {
  parseStateCode,
  type Receipt,
  type ReceiptStage,
  type StateCode,
  phrase,
  type Detail,
} from '#kernel';
import { accessListLimits } from '#capabilities/access-lists/access-lists.lists';
import { leafHash, verifyInclusion, type OpenedCheckpoint } from '#tlog';
import { parseCanonicalJson } from '#wire';

const stageEvents = {
  DELIVERED: 'msg.received',
  OPENED: 'msg.accepted',
  REJECTED: 'msg.rejected',
  RETRIEVED: 'item.viewed',
  BREAK_GLASS: 'case.glass.broken',
  BREAK_GLASS_ONWARD: 'case.glass.told',
} as const;

const codedStages: readonly ReceiptStage[] = ['REJECTED', 'BREAK_GLASS', 'BREAK_GLASS_ONWARD'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export interface ReceiptParties {
  readonly from: StateCode;
  readonly to: StateCode;
}

/**
 * Returns which part of the leaf contradicts the receipt (`proto/receipts.md`); undefined for a good receipt. @throws
 * WireError if the leaf is unreadable; TlogError if the peer's signed tree lacks the leaf
 */
export function receiptFlaw(receipt: Receipt, point: OpenedCheckpoint): Detail | undefined {
  const leaf = Buffer.from(receipt.leaf, 'base64');
  const event = parseCanonicalJson(leaf, { bytes: 4096, depth: 8 });
  if (event['typ'] !== stageEvents[receipt.stage]) return phrase`leaf type`;
  const data = event['data'];
  if (!isObject(data) || data['messageId'] !== receipt.messageId) return phrase`leaf message`;
  const coded = codedStages.includes(receipt.stage);
  if (coded && event['reason'] !== receipt.code) return phrase`leaf reason`;
  if (receipt.stage === 'BREAK_GLASS_ONWARD' && statesOf(data['way']) === undefined)
    return phrase`leaf way`;
  const objects = event['obj'];
  const named =
    Array.isArray(objects) &&
    objects.some((o: unknown) => isObject(o) && o['sha256'] === receipt.ciphertextSha256);
  if (!named) return phrase`leaf object`;
  const proof = receipt.proof.map((hash) => Buffer.from(hash, 'base64'));
  verifyInclusion(leafHash(leaf), receipt.index, point, proof);
  return undefined;
}

export function envelopeOpened(receipt: Receipt): unknown {
  if (receipt.stage !== 'OPENED') return undefined;
  const leaf = Buffer.from(receipt.leaf, 'base64');
  const data = parseCanonicalJson(leaf, { bytes: 4096, depth: 8 })['data'];
  return isObject(data) ? data['envelopeSha256'] : undefined;
}

/** True if `way` lists 1 to `accessListLimits.emergencyWay` different States, without `from` and `to`. */
export function isEmergencyWay(way: unknown, { from, to }: ReceiptParties): boolean {
  const states = statesOf(way);
  return states !== undefined && !states.includes(from) && !states.includes(to);
}

/**
 * True unless a `BREAK_GLASS_ONWARD` receipt names a `way` that fails `isEmergencyWay`. Callers skip an impossible access,
 * but accept the batch. @throws WireError
 */
export const saysPossible = (receipt: Receipt, parties: ReceiptParties): boolean =>
  receipt.stage !== 'BREAK_GLASS_ONWARD' || isEmergencyWay(wayOf(receipt), parties);

function statesOf(way: unknown): StateCode[] | undefined {
  if (!Array.isArray(way) || way.length === 0 || way.length > accessListLimits.emergencyWay)
    return undefined;
  const states = way.flatMap((each: unknown) =>
    typeof each === 'string' && /^[A-Z]{2}$/.test(each) ? [parseStateCode(each)] : [],
  );
  return new Set(states).size === way.length ? states : undefined;
}

export const emergencyWay = (
  receipt: Pick<Receipt, 'stage' | 'leaf'>,
  from: StateCode,
): readonly StateCode[] => [...(receipt.stage === 'BREAK_GLASS' ? [] : wayOf(receipt)), from];

function wayOf(receipt: Pick<Receipt, 'leaf'>): readonly StateCode[] {
  const leaf = Buffer.from(receipt.leaf, 'base64');
  const data = parseCanonicalJson(leaf, { bytes: 4096, depth: 8 })['data'];
  return (isObject(data) ? statesOf(data['way']) : undefined) ?? [];
}
