import { randomBytes } from 'node:crypto';
import {
  parseMessageId,
  priorities,
  timestamp,
  type LinkId,
  type MessageId,
  type Priority,
  type StateCode,
  type Statement,
  type StatementBodies,
  type StatementKind,
} from '#kernel';
import type { OpenpgpPurpose } from '#capabilities/directory/directory.schema';
import { statementKeys } from './check-statement.js';
import { ExchangeError } from '#threads';
import type { Mailbox } from '#mailbox';
import { readCertificate, seal, signDetached, type PrivateKey } from '#seal';
import type { Tx } from '#store';
import { TrustError, type TrustStore } from '#trust';
import { encodeSealedStatement, encodeStatement, sha256 } from '#wire';

interface Addressed {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly rack: number;
  readonly priority?: Priority;
}

export class StatementSender {
  constructor(
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly keys: Readonly<Record<'signing' | 'receipts', PrivateKey>>,
  ) {}

  async send<K extends StatementKind>(
    tx: Tx,
    { priority = priorities.URGENT, ...to }: Addressed,
    kind: K,
    body: StatementBodies[K],
  ): Promise<{
    readonly id: MessageId;
    readonly bytes: Uint8Array;
    readonly signature: Uint8Array;
  }> {
    const now = new Date();
    const statement: Statement<K> = {
      typ: 'liaise-statement',
      v: 1,
      kind,
      id: parseMessageId(randomBytes(16).toString('hex')),
      link: to.linkId,
      from: this.trust.state,
      to: to.peer,
      issuedAt: timestamp(now),
      rack: to.rack,
      body,
    };
    const bytes = encodeStatement(statement);
    const purpose: OpenpgpPurpose = statementKeys[kind];
    if (purpose !== 'signing' && purpose !== 'receipts')
      throw new ExchangeError('STATE_KEY_UNKNOWN', purpose);
    // Without a certified key the neighbour would refuse it, and store each one as evidence of a fault.
    if (this.trust.own().stateKey(purpose, statement.issuedAt) === undefined)
      throw new TrustError('KEYS_ENDED', purpose);
    const signature = await signDetached(bytes, this.keys[purpose], now);
    const recipient = this.recipient(statement, now);
    const certificate = await readCertificate(Buffer.from(recipient.certificate, 'base64'), now);
    const { ciphertext } = await seal(
      encodeSealedStatement({ statement: bytes, signature }),
      certificate,
      now,
    );
    this.mailbox.outbox.addStatement(tx, {
      linkId: to.linkId,
      peer: to.peer,
      messageId: statement.id,
      ciphertext,
      ciphertextSha256: sha256(ciphertext),
      priority,
    });
    tx.wake('relay');
    return { id: statement.id, bytes, signature };
  }

  /**
   * Finds the encryption key of the neighbour's gateway. Accepts an expired key only for `directory` and `resend-request`.
   * @throws ExchangeError STATE_KEY_UNKNOWN; TrustError PEER_KEYS_ENDED
   */
  private recipient({ to, kind }: Statement, now: Date): { readonly certificate: string } {
    const directory = this.trust.directoryOf(to);
    const standing = directory.stateKey('gateway-encryption', timestamp(now));
    if (standing !== undefined) return standing;
    const lapsed = this.trust
      .terms(to, now)
      .stateKeys.find(({ record }) => record.purpose === 'gateway-encryption');
    const last = lapsed && directory.encryptionCertificate(lapsed.record.fingerprint);
    if (last === undefined) throw new ExchangeError('STATE_KEY_UNKNOWN', 'gateway-encryption');
    if (kind === 'directory' || kind === 'resend-request') return last;
    throw new TrustError('PEER_KEYS_ENDED', to);
  }
}
