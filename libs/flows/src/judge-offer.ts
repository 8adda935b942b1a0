import {
  type EvidenceCode,
  type HeldCheckpoint,
  type Journal,
  JournalError,
  type NotedCheckpoint,
  WitnessedLogs,
} from '#journal';
import type { HeardStatement, Mailbox } from '#mailbox';
import { type SizeProof, type StatementBodies, timestamp } from '#model';
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
  readonly accusation?: {
    readonly origin: string;
    readonly code: EvidenceCode;
    readonly first: string;
    readonly second: string;
  };
}

/**
 * This State as the witness of its neighbours' logs (tlog-witness): cosigns what continues the last checkpoint that it
 * cosigned and all that it got with receipts, and keeps both notes when something does not. New state and answer are
 * one transaction.
 */
export class JudgeOffer {
  private readonly logs = new WitnessedLogs();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    /** The witness key, of use `cosignature`. */
    private readonly witness: Signer,
    private readonly onAlarm: (alarm: JournalError) => void,
  ) {}

  /** Judges one offer. Returns true when there was one. */
  async run(): Promise<boolean> {
    const alarms: JournalError[] = [];
    const judged = await this.store.transaction({ step: 'judge-offer' }, async (tx) => {
      alarms.length = 0;
      await this.trust.refresh(tx);
      const heard = await this.mailbox.logStatements.takeHeard(tx, 'checkpoint-offer');
      if (heard === undefined) return false;
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
      return true;
      // Durable now: what we cosigned, and the answer for the sealer. A crash before leaves the offer to be judged again.
    });
    for (const alarm of alarms) this.onAlarm(alarm);
    return judged;
  }

  private async judge(tx: Tx, heard: Heard): Promise<Found> {
    let log: Verifier;
    let offer: CheckpointOffer;
    try {
      log = this.keyOf(heard);
      offer = parseOffer(Buffer.from(heard.body.offer));
    } catch (error) {
      // A neighbour whose directory or offer is broken must not stop the next one.
      if (error instanceof TlogError || error instanceof TrustError) return refused(error.code);
      throw error;
    }
    const held = await this.logs.lock(tx, log.name);
    const second = Buffer.from(offer.checkpoint).toString();
    const accuse = (code: EvidenceCode, first = held.note) => ({
      origin: log.name,
      code,
      first,
      second,
    });
    try {
      const found = judgeOffer(offer, log, held);
      switch (found.verdict) {
        case 'fork':
          return { answer: conflict(found.checkpoint, held), accusation: accuse('FORK') };
        case 'stale': {
          const back = found.size > sizeOf(second) && isNewer(heard, held);
          return {
            answer: conflict({ size: sizeOf(second) }, held),
            ...(back ? { accusation: accuse('ROLLED_BACK') } : {}),
          };
        }
        case 'cosign': {
          const flaw = await this.compareNoted(tx, found.checkpoint, heard.body.proofs);
          if (flaw === undefined)
            return { answer: await this.cosign(tx, heard, offer, found.checkpoint) };
          return {
            answer: { ...refused(flaw.code).answer, size: found.checkpoint.size },
            accusation: accuse(flaw.code, flaw.note),
          };
        }
      }
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      // Signed by the log, and yet it does not continue what we hold: worth keeping. Anything else proves nothing.
      const lies = error.code === 'TREE_PROOF_INVALID';
      return { ...refused(error.code), ...(lies ? { accusation: accuse('INCONSISTENT') } : {}) };
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
    point: OpenedCheckpoint,
    proofs: readonly SizeProof[],
  ): Promise<{ readonly code: EvidenceCode; readonly note: string } | undefined> {
    const given = new Map(proofs.map(({ size, hashes }) => [size, hashes]));
    const noted = await this.logs.noted(tx, point.origin, [point.size, ...given.keys()]);
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
    this.logs.proven(tx, point.origin, proven);
    return undefined;
  }

  private async cosign(
    tx: Tx,
    { linkId, issuedAt }: Heard,
    offer: CheckpointOffer,
    point: OpenedCheckpoint,
  ): Promise<Answer> {
    this.logs.cosigned(tx, linkId, point, { note: offer.checkpoint, issuedAt });
    const prove = await this.logs.ask(tx, point.origin, point.size, askedAtOnce);
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
    verifyConsistency(noted.size, point.size, proof, noted.root, point.root);
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

const conflict = ({ size }: { readonly size: number }, held: HeldCheckpoint): Answer => ({
  size,
  status: 409,
  answer: `${held.size}\n`,
  held: held.note,
  prove: [],
});

const refused = (reason: string): Found => ({
  answer: { size: 0, status: 422, answer: `${reason}\n`, held: '', prove: [] },
});
