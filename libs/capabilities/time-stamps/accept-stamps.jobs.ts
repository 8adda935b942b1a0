import {
  type AuthorityName,
  clockOffset,
  type Journal,
  noteStamp,
  type OpenRequest,
  object,
} from '#journal';
import { timestamp } from '#kernel';
import { StampError, type StampTrust, type VerifiedStamp, verifyStamp } from '#stamp';
import type { Store, Tx } from '#store';

export interface AuthorityTrusted {
  readonly name: AuthorityName;
  readonly trust: () => StampTrust;
}

interface Answer {
  readonly open: OpenRequest;
  readonly note: Buffer;
  readonly root: Buffer;
  readonly sentAt: Date;
  readonly receivedAt: Date;
  readonly response: Buffer;
}

/** Verifies the answers of time-stamp authorities and stores valid time-stamps. An invalid answer causes a new request. */
export class AcceptStamps {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly authorities: readonly AuthorityTrusted[],
    private readonly onRefused: (authority: AuthorityName, error: StampError) => void,
  ) {}

  async run(): Promise<number> {
    let judged = 0;
    for (const authority of this.authorities) {
      const answer = await this.store.transaction({ step: 'accept-stamps' }, (tx) =>
        this.answerOf(tx, authority.name),
      );
      if (answer === undefined) continue;
      judged += 1;
      // Outside any transaction, because verification takes milliseconds.
      const found = await judge(answer, authority);
      if (found instanceof StampError) await this.refuse(authority.name, answer, found);
      else await this.storeStamp(authority.name, answer, found);
    }
    return judged;
  }

  private async answerOf(tx: Tx, name: AuthorityName): Promise<Answer | undefined> {
    const open = await this.journal.stamps.open(tx, name);
    if (open === undefined) return undefined;
    const { response, sentAt, receivedAt } = open;
    if (response === null || sentAt === null || receivedAt === null) return undefined;
    const { note, root } = await this.journal.releasedCheckpoint(tx, open.size);
    return { open, note, root, sentAt, receivedAt, response };
  }

  private async refuse(name: AuthorityName, { open }: Answer, error: StampError): Promise<void> {
    await this.store.transaction({ step: 'accept-stamps' }, (tx) => {
      this.journal.stamps.refuse(tx, name, open.nonce, error.code);
      return Promise.resolve();
    });
    this.onRefused(name, error);
  }

  private storeStamp(name: AuthorityName, answer: Answer, stamp: VerifiedStamp): Promise<void> {
    const { open, root, sentAt, receivedAt } = answer;
    const offset = clockOffset({ own: { earliest: sentAt, latest: receivedAt }, outside: stamp });
    return this.store.transaction({ step: 'accept-stamps' }, async (tx) => {
      const still = await this.journal.stamps.open(tx, name);
      if (still === undefined || !still.nonce.equals(open.nonce)) return;
      noteStamp(tx, name, offset);
      const token = object('token', stamp.token);
      const signer = object('certificate', stamp.chain[0] ?? Buffer.alloc(0));
      const { id } = await this.journal.recordEvent(tx, {
        typ: 'tsa.stamped',
        obj: [token, signer],
        data: {
          authority: name,
          size: open.size,
          root: root.toString('hex'),
          genTime: timestamp(stamp.genTime),
          policy: stamp.policy,
          serial: stamp.serial,
          tokenSha256: token.sha256,
          signerSha256: signer.sha256,
          offsetMs: [offset.lowMs, offset.highMs],
        },
      });
      const { size, request } = open;
      const kept = { ...stamp, authority: name, size, request, offset, sentAt, receivedAt };
      this.journal.stamps.storeStamp(tx, kept, id);
      // Durable now: token, certificates, lists, clock offset, and the log event.
    });
  }
}

async function judge(
  { open, note, receivedAt, response }: Answer,
  { trust }: AuthorityTrusted,
): Promise<VerifiedStamp | StampError> {
  try {
    return await verifyStamp(
      response,
      { bytes: note, nonce: open.nonce, now: receivedAt },
      trust(),
    );
  } catch (error) {
    if (error instanceof StampError) return error;
    throw error;
  }
}
