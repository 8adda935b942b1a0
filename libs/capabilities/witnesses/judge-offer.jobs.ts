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
import type { HeardStatement, Mailbox } from '#mailbox';
import { type SizeProof, type StatementBodies, timestamp } from '#kernel';
import { judgeHeard } from './judge-heard.jobs.js';
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
import { sha256 } from '#wire';

type Heard = HeardStatement<'checkpoint-offer'>;
type Answer = StatementBodies['cosignature'];

/** Sizes that one answer asks the log to prove. */
const askedAtOnce = 64;

interface Found {
  readonly answer: Answer;
  readonly accusation?: Evidence | undefined;
}

/**
 * This State as the witness of its neighbours' logs (tlog-witness): cosigns what continues the last checkpoint that it
 * cosigned and all that it got with receipts, and keeps both notes when something does not. New state and answer are
 * one transaction.
 */
export class JudgeOffer {
  private readonly logs = new WitnessedLogs();

  constructor(
    readonly store: Store,
    readonly trust: TrustStore,
    readonly mailbox: Mailbox,
    private readonly journal: Journal,
    /** The witness key, of use `cosignature`. */
    private readonly witness: Signer,
    private readonly onAlarm: (alarm: JournalError) => void,
  ) {}

  /** Judges one offer. Returns true when there was one. */
  async run(): Promise<boolean> {
    const alarms: JournalError[] = [];
    const judged = await judgeHeard(
      this,
      'checkpoint-offer',
      async (tx, heard) => {
        alarms.length = 0;
        const { answer, accusation } = await this.judge(tx, heard);
        if (accusation !== undefined && (await this.logs.accuse(tx, accusation))) {
          alarms.push(new JournalError('WITNESS_ACCUSES', `${heard.peer} ${accusation.code}`));
          await this.journal.record(tx, {
            typ: 'log.fork.detected',
            reason: accusation.code,
            data: {
              log: accusation.origin,
              firstSha256: sha256(Buffer.from(accusation.first)),
              secondSha256: sha256(Buffer.from(accusation.second)),
            },
          });
        }
        this.mailbox.logStatements.say(tx, heard.linkId, 'cosignature', answer);
        // Durable now: what we cosigned, and the answer for the sealer. A crash before leaves the offer to be judged again.
      },
      ({ peer }, error) => alarms.push(new JournalError('WITNESS_OFFER_INVALID', peer, error)),
    );
    for (const alarm of alarms) this.onAlarm(alarm);
    return judged;
  }

  private async judge(tx: Tx, heard: Heard): Promise<Found> {
    let key: Verifier;
    let offer: CheckpointOffer;
    try {
      key = this.keyOf(heard);
      offer = parseOffer(Buffer.from(heard.body.offer));
    } catch (error) {
      // A neighbour whose directory or offer is broken must not stop the next one.
      if (error instanceof TlogError || error instanceof TrustError)
        return { answer: refused(error.code) };
      throw error;
    }
    const log: PeerLog = { peer: heard.peer, origin: key.name };
    const held = await this.logs.lock(tx, log);
    const second = Buffer.from(offer.checkpoint).toString();
    const accuse = (code: EvidenceCode, first = held.note): Found['accusation'] =>
      first === '' ? undefined : { ...log, code, first, second };
    /** Every refusal asks too: else a log whose answer was lost would never learn what it has to prove. */
    const refuse = async (reason: string, size = 0): Promise<Answer> => ({
      ...refused(reason),
      size,
      held: held.note,
      prove: await this.logs.ask(tx, log, {
        upTo: held.size,
        known: held.size + 1,
        limit: askedAtOnce,
      }),
    });
    const conflict = async (size: number): Promise<Answer> => ({
      ...(await refuse(`${held.size}`, size)),
      status: 409,
    });
    try {
      const found = judgeOffer(offer, key, held);
      switch (found.verdict) {
        case 'fork':
          return { answer: await conflict(found.checkpoint.size), accusation: accuse('FORK') };
        case 'stale': {
          const back = found.size > sizeOf(second) && isNewer(heard, held);
          return {
            answer: await conflict(sizeOf(second)),
            accusation: back ? accuse('ROLLED_BACK') : undefined,
          };
        }
        case 'cosign': {
          const { checkpoint } = found;
          const flaw = await this.compareNoted(tx, log, checkpoint, offer.old, heard.body.proofs);
          if (flaw === undefined) {
            // A new log begins with nothing to continue: that it takes the place of another one must not pass unseen.
            const former = held.note === '' ? await this.logs.former(tx, log) : undefined;
            return {
              answer: await this.cosign(tx, log, heard, offer, checkpoint),
              accusation: former === undefined ? undefined : accuse('REPLACED', former),
            };
          }
          return {
            answer: await refuse(flaw.code, checkpoint.size),
            accusation: accuse(flaw.code, flaw.note),
          };
        }
      }
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      // Signed by the log, and yet it does not continue what we hold: worth keeping. Anything else proves nothing.
      const lies = error.code === 'TREE_PROOF_INVALID';
      return {
        answer: await refuse(error.code),
        accusation: lies ? accuse('INCONSISTENT') : undefined,
      };
    }
  }

  private keyOf({ peer, issuedAt }: Heard): Verifier {
    const key = this.trust.of(peer).noteKey('log', timestamp(issuedAt));
    if (key === undefined) throw new TlogError('NOTE_KEY_INVALID', 'no log key');
    return parseVerifierKey(key.vkey);
  }

  /** Checkpoints that came with receipts must begin the offered tree; the first that does not, with the reason. */
  private async compareNoted(
    tx: Tx,
    log: PeerLog,
    point: OpenedCheckpoint,
    old: number,
    proofs: readonly SizeProof[],
  ): Promise<{ readonly code: EvidenceCode; readonly note: string } | undefined> {
    const given = new Map(proofs.map(({ size, hashes }) => [size, hashes]));
    const noted = await this.logs.noted(tx, log, [point.size, ...given.keys()], old);
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
    log: PeerLog,
    { linkId, issuedAt }: Heard,
    offer: CheckpointOffer,
    point: OpenedCheckpoint,
  ): Promise<Answer> {
    const { peer } = log;
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

/** Size line of a note whose signature was verified. */
const sizeOf = (note: string): number => Number(note.split('\n')[1]);

/** An offer made before the one that we cosigned is only late, not a step back. */
const isNewer = ({ issuedAt }: Heard, { offeredAt }: HeldCheckpoint): boolean =>
  offeredAt === null || issuedAt > offeredAt;

const refused = (reason: string): Answer => ({
  size: 0,
  status: 422,
  answer: `${reason}\n`,
  held: '',
  prove: [],
});
