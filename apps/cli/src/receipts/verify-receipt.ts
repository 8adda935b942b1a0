import type { DispatchView, ReceiptProof } from '#capabilities/requests/dispatches.contract';
import { isStatement, type LinkId, type Receipt, type Statement } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { openCheckpoint, parseVerifierKey } from '#tlog';
import {
  envelopeOpened,
  Flaw,
  receiptFlaw,
  require,
  requireEnvelope,
  assertSigned,
  type Sent,
} from '#chains';
import { canonicalJson, decodeStatement, sha256 } from '#wire';
import { say, sayDetail } from '#language/console';
import { messageOf } from '../print/message-of.js';

export interface Known {
  readonly own: Directory;
  readonly peer: Directory;
  readonly link: LinkId;
}
export type Shown = DispatchView['stages'][number];

async function requireStatement(
  { own, peer, link }: Known,
  { statement: bytes, signature }: ReceiptProof,
): Promise<Statement<'receipt-batch'>> {
  const statement = decodeStatement(bytes);
  if (!isStatement(statement, 'receipt-batch'))
    throw new Flaw(say('verifyReceipt.statementNoReceipts'));
  const { from, to, issuedAt } = statement;
  require(from === peer.state && to === own.state && statement.link === link, say(
    'verifyReceipt.statementOtherAddresses',
  ));
  const keys = peer.allStateKeys('receipts', issuedAt);
  await assertSigned({ bytes, signature, at: issuedAt }, keys, say('verifyReceipt.theStatement'));
  return statement;
}

function assertLogged(statement: Statement<'receipt-batch'>, receipt: Receipt, peer: Directory) {
  const key = peer.logKeys.noteKey('log', statement.issuedAt);
  if (key === undefined) throw new Flaw(say('verifyReceipt.directoryNamesNoLog'));
  const note = Buffer.from(statement.body.checkpoint, 'utf8');
  const flaw = receiptFlaw(receipt, openCheckpoint(note, parseVerifierKey(key.vkey)));
  require(flaw === undefined, say('verifyReceipt.logEntryNotSay', { flaw: sayDetail(flaw ?? '') }));
}

async function check(known: Known, sent: Sent, shown: Shown, proof: ReceiptProof): Promise<void> {
  const { own, peer, link } = known;
  const way = { from: own.state, to: peer.state, link };
  const { bytes: envelope } = await requireEnvelope(own, sent, proof, way);
  const statement = await requireStatement(known, proof);
  const wanted = Buffer.from(canonicalJson(shown.receipt as object));
  const receipt = statement.body.receipts.find((each) => wanted.equals(canonicalJson(each)));
  if (receipt === undefined) throw new Flaw(say('verifyReceipt.statementNotHoldReceipt'));
  require(receipt.stage === shown.stage &&
    receipt.at === shown.at &&
    receipt.code === shown.code, say('verifyReceipt.receiptSaysAnotherStage'));
  require(receipt.messageId === sent.messageId, say('verifyReceipt.receiptAnotherMessage'));
  assertLogged(statement, receipt, known.peer);
  const opened = envelopeOpened(receipt);
  require(opened === undefined || opened === sha256(envelope), say(
    'verifyReceipt.neighbourOpenedAnotherEnvelope',
  ));
}

/**
 * Verifies the signature and log proof of a receipt, and that the receipt is for the sent document (proto/receipts.md).
 * @returns why the receipt proves nothing; undefined when it is valid
 */
export async function receiptProblem(
  known: Known,
  sent: Sent,
  shown: Shown,
  proof: ReceiptProof,
): Promise<string | undefined> {
  try {
    await check(known, sent, shown, proof);
    return undefined;
  } catch (error) {
    // Whatever error these bytes cause, they prove nothing.
    return error instanceof Flaw
      ? sayDetail(error.said)
      : say('verifyReceipt.cannotRead', { message: messageOf(error) });
  }
}
