import {
  type Evidence,
  type EvidenceCode,
  type HeldCheckpoint,
  type Journal,
  JournalError,
  type NotedCheckpoint,
  type PeerLog,
  WitnessedLogs,
} from '#journal';
import type { ReceivedStatement, Mailbox } from '#mailbox';
import { type StatementBodies, timestamp, phrase } from '#kernel';
import { processPeerStatement } from './process-peer-statement.jobs.js';
import type { Store, Tx } from '#store';
import {
  type CheckpointOffer,
  cosign,
  judgeOffer,
  type OpenedCheckpoint,
  parseOffer,
  parseVerifierKey,
  type Signer,
  TlogError,
  type Verifier,
  verifyConsistency,
} from '#tlog';
import { TrustError, type TrustStore } from '#trust';
import { forkDetected } from './fork.events.js';

type Received = ReceivedStatement<'checkpoint-offer'>;
type Answer = StatementBodies['cosignature'];

const askedAtOnce = 64;

interface Offered {
  readonly received: Received;
  readonly offer: CheckpointOffer;
  readonly key: Verifier;
  readonly log: PeerLog;
  readonly held: HeldCheckpoint;
}

interface Found {
  readonly answer: Answer;
  readonly accusation?: Evidence | undefined;
}

/** Cosigns checkpoints of neighbours' logs as a witness (tlog-witness). Keeps both checkpoints of a fork as evidence. */
export class CosignCheckpoint {
  private readonly logs = new WitnessedLogs();

  constructor(
    readonly store: Store,
    readonly trust: TrustStore,
    readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly witness: Signer,
    private readonly onAlarm: (alarm: JournalError) => void,
  ) {}

  async run(): Promise<boolean> {
    const alarms: JournalError[] = [];
    const judged = await processPeerStatement(
      this,
      'checkpoint-offer',
      async (tx, received) => {
        alarms.length = 0;
        const { answer, accusation } = await this.judge(tx, received);
        if (accusation !== undefined && (await this.logs.accuse(tx, accusation))) {
          alarms.push(
            new JournalError('WITNESS_ACCUSES', phrase`${received.peer} ${accusation.code}`),
          );
          await this.journal.recordEvent(tx, forkDetected(accusation));
        }
        this.mailbox.logStatements.say(tx, received.linkId, 'cosignature', answer);
        // Durable now: the cosigned checkpoint, and the answer for the sealer. After a crash before, the offer is
        // judged again.
      },
      ({ peer }, error) => alarms.push(new JournalError('WITNESS_OFFER_INVALID', peer, error)),
    );
    for (const alarm of alarms) this.onAlarm(alarm);
    return judged;
  }

  private async judge(tx: Tx, received: Received): Promise<Found> {
    let read: Pick<Offered, 'key' | 'offer'>;
    try {
      read = { key: this.keyOf(received), offer: parseOffer(Buffer.from(received.body.offer)) };
    } catch (error) {
      // A broken directory or offer of one neighbour must not stop the next.
      if (error instanceof TlogError || error instanceof TrustError)
        return { answer: refused(error.code) };
      throw error;
    }
    const log: PeerLog = { peer: received.peer, origin: read.key.name };
    const offered = { ...read, received, log, held: await this.logs.lock(tx, log) };
    try {
      return await this.judgeOffered(tx, offered);
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      // Signed by the log but inconsistent with the held checkpoint: evidence. Anything else proves nothing.
      const lies = error.code === 'TREE_PROOF_INVALID';
      return {
        answer: await this.refuse(tx, offered, error.code),
        accusation: lies ? accusationOf(offered, 'INCONSISTENT') : undefined,
      };
    }
  }

  /**
   * Cosigns or refuses an offered checkpoint. `accusation`: evidence against the log, such as a fork or rollback; else
   * undefined. @throws TlogError as `judgeOffer`
   */
  private async judgeOffered(tx: Tx, offered: Offered): Promise<Found> {
    const { received, key, offer, held } = offered;
    const found = judgeOffer(offer, key, held);
    switch (found.verdict) {
      case 'fork': {
        const answer = await this.conflict(tx, offered, found.checkpoint.size);
        return { answer, accusation: accusationOf(offered, 'FORK') };
      }
      case 'stale': {
        const size = sizeOf(noteOf(offer));
        const back = found.size > size && isNewer(received, held);
        const answer = await this.conflict(tx, offered, size);
        return { answer, accusation: back ? accusationOf(offered, 'ROLLED_BACK') : undefined };
      }
      case 'cosign':
        return this.judgeContinuing(tx, offered, found.checkpoint);
    }
  }

  private async judgeContinuing(tx: Tx, offered: Offered, point: OpenedCheckpoint): Promise<Found> {
    const { log, held } = offered;
    const flaw = await this.compareNoted(tx, offered, point);
    if (flaw !== undefined)
      return {
        answer: await this.refuse(tx, offered, flaw.code, point.size),
        accusation: accusationOf(offered, flaw.code, flaw.note),
      };
    // A new log has nothing to be consistent with; replacing an old log must not go unnoticed.
    const former = held.note === '' ? await this.logs.former(tx, log) : undefined;
    return {
      answer: await this.cosign(tx, offered, point),
      accusation: former === undefined ? undefined : accusationOf(offered, 'REPLACED', former),
    };
  }

  /** Makes a refusal that lists in `prove` the checkpoint sizes whose consistency proofs are still missing. */
  private async refuse(tx: Tx, { log, held }: Offered, reason: string, size = 0): Promise<Answer> {
    const wanted = { upTo: held.size, known: held.size + 1, limit: askedAtOnce };
    const prove = await this.logs.ask(tx, log, wanted);
    return { ...refused(reason), size, held: held.note, prove };
  }

  private async conflict(tx: Tx, offered: Offered, size: number): Promise<Answer> {
    return { ...(await this.refuse(tx, offered, `${offered.held.size}`, size)), status: 409 };
  }

  private keyOf({ peer, issuedAt }: Received): Verifier {
    const key = this.trust.directoryOf(peer).logKeys.noteKey('log', timestamp(issuedAt));
    if (key === undefined) throw new TlogError('NOTE_KEY_INVALID', phrase`no log key`);
    return parseVerifierKey(key.vkey);
  }

  private async compareNoted(
    tx: Tx,
    { received, log, offer }: Offered,
    point: OpenedCheckpoint,
  ): Promise<{ readonly code: EvidenceCode; readonly note: string } | undefined> {
    const given = new Map(received.body.proofs.map(({ size, hashes }) => [size, hashes]));
    const noted = await this.logs.noted(tx, log, [point.size, ...given.keys()], offer.old);
    const proven: NotedCheckpoint[] = [];
    for (const each of noted) {
      const hashes = each.size === point.size ? [] : given.get(each.size);
      if (hashes === undefined) {
        if (each.overdue) return { code: 'UNPROVEN', note: each.note };
        continue;
      }
      if (!begins(each, point, hashes)) return { code: 'INCONSISTENT', note: each.note };
      proven.push(each);
    }
    this.logs.proven(tx, log, proven);
    return undefined;
  }

  private async cosign(
    tx: Tx,
    { received, log, offer }: Offered,
    point: OpenedCheckpoint,
  ): Promise<Answer> {
    const { peer } = log;
    const { linkId, issuedAt } = received;
    this.logs.cosigned(tx, { peer, linkId }, point, { note: offer.checkpoint, issuedAt });
    const known = point.size > offer.old ? point.size : point.size + 1;
    const wanted = { upTo: point.size, known, limit: askedAtOnce };
    const prove = await this.logs.ask(tx, log, wanted);
    const line = cosign(point, this.witness, Math.floor(Date.now() / 1_000));
    return { size: point.size, status: 200, answer: line, held: '', prove };
  }
}

function begins(
  noted: NotedCheckpoint,
  point: OpenedCheckpoint,
  hashes: readonly string[],
): boolean {
  try {
    const proof = hashes.map((hash) => Buffer.from(hash, 'base64'));
    verifyConsistency(noted, point, proof);
    return true;
  } catch (error) {
    if (error instanceof TlogError) return false;
    throw error;
  }
}

const noteOf = ({ checkpoint }: CheckpointOffer): string => Buffer.from(checkpoint).toString();

const accusationOf = (
  { log, held, offer }: Offered,
  code: EvidenceCode,
  first = held.note,
): Evidence | undefined =>
  first === '' ? undefined : { ...log, code, first, second: noteOf(offer) };

const sizeOf = (note: string): number => Number(note.split('\n')[1]);

/**
 * True if the offer was issued after the last cosigned offer, or if no offer was cosigned. An older offer that arrives late
 * proves no rollback.
 */
const isNewer = ({ issuedAt }: Received, { offeredAt }: HeldCheckpoint): boolean =>
  offeredAt === null || issuedAt > offeredAt;

const refused = (reason: string): Answer => ({
  size: 0,
  status: 422,
  answer: `${reason}\n`,
  held: '',
  prove: [],
});
