import { parseStateCode, type Receipt, type ReceiptStage, type StateCode } from '#kernel';
import { rosterLimits } from '#capabilities/access-lists/access-lists.lists';
import { leafHash, verifyInclusion, type OpenedCheckpoint } from '#tlog';
import { parseCanonicalJson } from '#wire';

/** The leaf types that can state each stage. */
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

/** States of a receipt: whose it is, and whom it is for. */
export interface ReceiptParties {
  readonly from: StateCode;
  readonly to: StateCode;
}

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
  const coded = codedStages.includes(receipt.stage);
  if (coded && event['reason'] !== receipt.code) return 'leaf reason';
  if (receipt.stage === 'BREAK_GLASS_ONWARD' && statesOf(data['way']) === undefined)
    return 'leaf way';
  const objects = event['obj'];
  const named =
    Array.isArray(objects) &&
    objects.some((o: unknown) => isObject(o) && o['sha256'] === receipt.ciphertextSha256);
  if (!named) return 'leaf object';
  const proof = receipt.proof.map((hash) => Buffer.from(hash, 'base64'));
  verifyInclusion(leafHash(leaf), receipt.index, point, proof);
  return undefined;
}

/** The envelope that the peer says it opened; undefined for stages that say nothing about it. Pure. */
export function envelopeOpened(receipt: Receipt): unknown {
  if (receipt.stage !== 'OPENED') return undefined;
  const leaf = Buffer.from(receipt.leaf, 'base64');
  const data = parseCanonicalJson(leaf, { bytes: 4096, depth: 8 })['data'];
  return isObject(data) ? data['envelopeSha256'] : undefined;
}

/**
 * Whether it may stand in the leaf of a BREAK_GLASS_ONWARD: States each once, no more than a document can have behind it, and neither
 * the one that says it nor the one that is told. Whoever issues a leaf asks this first: no third State shall make one say what cannot be.
 * Pure.
 */
export function isGlassWay(way: unknown, { from, to }: ReceiptParties): boolean {
  const states = statesOf(way);
  return states !== undefined && !states.includes(from) && !states.includes(to);
}

/**
 * Whether it tells of a glass, if it tells of one further on, that can be: the way names neither its sender nor its reader. One that does
 * is no flaw of the batch: it stands in a log for good and would be sent again for ever, and with it every receipt behind it. Pure.
 * @throws WireError
 */
export const saysPossible = (receipt: Receipt, parties: ReceiptParties): boolean =>
  receipt.stage !== 'BREAK_GLASS_ONWARD' || isGlassWay(wayOf(receipt), parties);

function statesOf(way: unknown): StateCode[] | undefined {
  if (!Array.isArray(way) || way.length === 0 || way.length > rosterLimits.glassWay)
    return undefined;
  const states = way.flatMap((each: unknown) =>
    typeof each === 'string' && /^[A-Z]{2}$/.test(each) ? [parseStateCode(each)] : [],
  );
  return new Set(states).size === way.length ? states : undefined;
}

/**
 * The States that tell of a broken glass: first the one where it was broken, last the one whose receipt it is. Pure.
 * @throws WireError
 */
export const glassWay = (
  receipt: Pick<Receipt, 'stage' | 'leaf'>,
  from: StateCode,
): readonly StateCode[] => [...(receipt.stage === 'BREAK_GLASS' ? [] : wayOf(receipt)), from];

function wayOf(receipt: Pick<Receipt, 'leaf'>): readonly StateCode[] {
  const leaf = Buffer.from(receipt.leaf, 'base64');
  const data = parseCanonicalJson(leaf, { bytes: 4096, depth: 8 })['data'];
  return (isObject(data) ? statesOf(data['way']) : undefined) ?? [];
}
