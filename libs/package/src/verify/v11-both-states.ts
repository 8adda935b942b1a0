import { envelopeOpened, eventKeysOf, receiptFlaw } from '#chains';
import { checkSignature, Fault, type ReadLeaf } from '#custody';
import { isCoded, parseSha256, parseTimestamp, type Receipt } from '#kernel';
import {
  type LogProof,
  openCheckpointOfAny,
  type OpenedCheckpoint,
  parseVerifierKey,
  TlogError,
  type Verifier,
} from '#tlog';
import { sha256 } from '#wire';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { filesAround, paths } from '../container/layout.js';
import type { IndexedMessage, IndexedReceipt } from '../contents/package-index.js';
import { carriedBy, leafIn, objectOf, type SaidByLeaf } from '../reading/shown-event.js';
import { proofIn } from './v06-inclusion.js';

type Found = Findings<'V11'>;

const skewMs = 5 * 60_000;

interface Judging {
  readonly facts: Facts;
  readonly found: Found;
  readonly entry: IndexedReceipt;
  readonly message: IndexedMessage;
  readonly where: string;
  readonly bytes: Uint8Array;
  readonly read: ReadLeaf;
  readonly said: SaidByLeaf;
  readonly proof: LogProof;
  readonly keys: NeighbourKeys;
}

interface NeighbourKeys {
  readonly log: readonly Verifier[];
  readonly event: ReturnType<typeof eventKeysOf>;
}

function openedBy({ keys, proof, read }: Judging): OpenedCheckpoint | undefined {
  try {
    const opened = openCheckpointOfAny(proof.checkpoint, keys.log, []);
    return opened.origin === read.log ? opened : undefined;
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return undefined;
  }
}

function checkEventSignature({ keys, read, where, found, proof }: Judging): void {
  try {
    checkSignature(read, keys.event(read.service, read.emit), proof.index);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    found.add('RECEIPT_SIGNATURE', where);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

function receiptOf({ facts, entry, message, bytes, said, read, proof }: Judging) {
  const sent = objectOf(carriedBy(facts.events, message)?.said, 'ciphertext');
  const ciphertext = sent ?? objectOf(said, 'ciphertext');
  if (!isText(ciphertext)) return undefined;
  const receipt: Receipt = {
    ...{ rseq: 1, messageId: message.message, stage: entry.stage },
    code: isText(said.reason) ? said.reason : null,
    ciphertextSha256: parseSha256(ciphertext),
    at: parseTimestamp(read.emit),
    leaf: Buffer.from(bytes).toString('base64'),
    index: proof.index,
    proof: proof.hashes.map((hash) => Buffer.from(hash).toString('base64')),
  };
  return receipt;
}

/** Adds a finding if the receipt does not match its message, or is not in the neighbour's log at checkpoint `point`. */
function checkSays(judging: Judging, point: OpenedCheckpoint): void {
  const { facts, entry, found, where } = judging;
  const envelope = facts.files.get(paths.message(entry.message, 'envelope.json'));
  try {
    const receipt = receiptOf(judging);
    const flaw = receipt === undefined ? 'leaf object' : receiptFlaw(receipt, point);
    const opened = receipt && envelopeOpened(receipt);
    const isOther = opened !== undefined && envelope !== undefined && opened !== sha256(envelope);
    if (flaw !== undefined || isOther) found.add('RECEIPT_SAYS', where);
  } catch (error) {
    if (!isCoded(error)) throw error;
    found.add(error instanceof TlogError ? 'RECEIPT_PROOF' : 'RECEIPT_SAYS', where);
  }
}

function checkLogged({ facts, entry, message, bytes, proof, found, where }: Judging): void {
  const event = facts.events.find(({ index }) => index === entry.logged);
  if (event !== undefined && event.read === undefined) return;
  const expected = {
    messageId: message.message,
    stage: entry.stage,
    peerLeafSha256: sha256(bytes),
    peerIndex: proof.index,
    checkpointSha256: sha256(proof.checkpoint),
  };
  const isIt = Object.entries(expected).every(([name, value]) => event?.said?.data[name] === value);
  if (event?.read?.typ !== 'msg.receipt.logged' || !isIt) found.add('RECEIPT_LOGGED', where);
}

function checkByDirectory(judging: Judging): void {
  checkEventSignature(judging);
  const point = openedBy(judging);
  if (point === undefined) judging.found.add('RECEIPT_LOG', judging.where);
  else checkSays(judging, point);
}

function judge(judging: Judging): void {
  const { facts, message, read, found, where } = judging;
  if (facts.neighbour.isThere) checkByDirectory(judging);
  checkLogged(judging);
  const sent = carriedBy(facts.events, message)?.read;
  if (sent !== undefined && read.at < sent.at - skewMs) found.add('RECEIPT_TIME', where);
}

export function checkBothStates(facts: Facts, found: Found): void {
  checkReceipts(facts, found);
  if (facts.peer === undefined) return;
  for (const { code, place } of facts.peer.findings) found.add(code, paths.answer(place));
}

function checkReceipts(facts: Facts, found: Found): void {
  const { files, index, neighbour } = facts;
  const { directory } = neighbour.chain;
  const log = directory.logKeys.allNoteKeys('log').map(({ vkey }) => parseVerifierKey(vkey));
  const keys = { log, event: eventKeysOf(directory) };
  for (const [i, entry] of index.receipts.entries()) {
    const where = paths.receipt(i + 1);
    const [bytes, proofBytes] = [files.get(where), files.get(paths.receiptProof(i + 1))];
    const message = index.messages[entry.message - 1];
    if (bytes === undefined || proofBytes === undefined || message === undefined) continue;
    const [leaf, proof] = [leafIn(bytes, 0), proofIn(proofBytes)];
    if (leaf === undefined || proof === undefined) found.add('RECEIPT_FORM', where);
    else judge({ facts, found, entry, message, where, bytes, proof, keys, ...leaf });
  }
  for (const [i, entry] of index.messages.entries()) {
    const settled = index.receipts.some(
      ({ message, stage }) => message === i + 1 && ['OPENED', 'REJECTED'].includes(stage),
    );
    if (entry.direction === 'OUT' && !settled)
      found.add('RECEIPT_NONE', paths.message(i + 1, filesAround(entry)[0]));
  }
}
