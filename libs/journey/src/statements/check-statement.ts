import type { Directory } from '#capabilities/directory/trust.model';
import type { OpenpgpPurpose } from '#capabilities/directory/directory.schema';
import type { Statement, StatementKind } from '#kernel';
import { ExchangeError } from '#threads';
import { assertAddressed, verifyByAny, type Expectation } from '../open/check-dispatch.js';
import { open } from '#seal';
import { decodeSealedStatement, decodeStatement } from '#wire';

export const statementKeys: Readonly<Record<StatementKind, OpenpgpPurpose>> = {
  'receipt-batch': 'receipts',
  directory: 'signing',
  'resend-request': 'signing',
  'seq-void': 'signing',
  'link-test': 'signing',
  'checkpoint-offer': 'signing',
  cosignature: 'signing',
  reconciliation: 'signing',
  'stop-word': 'signing',
  'package-ask': 'signing',
  'package-answer': 'signing',
};

export interface OpenedStatement {
  readonly statement: Statement;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

export async function openStatement(
  ciphertext: Uint8Array,
  expect: Pick<Expectation, 'messageId' | 'link' | 'own' | 'peer' | 'keys' | 'now'>,
): Promise<OpenedStatement> {
  const { payload } = await open(ciphertext, expect.keys, expect.now);
  const { statement: bytes, signature } = decodeSealedStatement(payload);
  const statement = decodeStatement(bytes);
  assertAddressed(statement, expect);
  return { statement, bytes, signature };
}

/**
 * Verifies a statement's signature by its State's keys for this kind. Use `acceptDirectory` for a `directory` statement,
 * because it may certify its own signing key. @throws ExchangeError STATE_KEY_UNKNOWN; SealError as `verifyDetached`
 */
export async function verifyStatement(
  opened: OpenedStatement,
  directory: Directory,
): Promise<void> {
  const purpose = statementKeys[opened.statement.kind];
  const keys = directory.allStateKeys(purpose, opened.statement.issuedAt);
  if (keys.length === 0) throw new ExchangeError('STATE_KEY_UNKNOWN', purpose);
  await verifyByAny(keys, opened.bytes, opened.signature, new Date(opened.statement.issuedAt));
}
