import { phrase, type Detail } from '#kernel';
import { type Journal, type JournalCode, JournalError, type OutsideOffer } from '#journal';
import type { Store, Tx } from '#store';
import {
  addSignatures,
  openCheckpoint,
  type OpenedCheckpoint,
  secondVerifier,
  type Signer,
  signSecondNote,
  TlogError,
} from '#tlog';
import { type StoredCosignature, WorthSaying } from './cosigned.events.js';
import { cosignedNow, logCosignature } from './cosigned-now.service.js';
import type { OutsideWitness } from './offer-outside.jobs.js';

const mostLines = 16;

interface Cosigned {
  readonly opened: OpenedCheckpoint;
  readonly note: Uint8Array;
  readonly line: string;
}

interface Judged {
  readonly held: number | undefined;
  readonly stored?: StoredCosignature | undefined;
  readonly alarm?: JournalError;
}

const bad = (code: JournalCode, detail: Detail, cause?: unknown): Judged => ({
  held: undefined,
  alarm: new JournalError(code, detail, cause),
});

/**
 * Judges answers of witnesses outside (tlog-witness) and stores valid cosignatures. An invalid answer only raises an alarm,
 * because it proves nothing about the log.
 */
export class AcceptOutside {
  readonly #saying = new WorthSaying();

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly log: Signer,
    private readonly witnesses: readonly OutsideWitness[],
    private readonly onAlarm: (alarm: JournalError) => void,
  ) {}

  async run(): Promise<number> {
    let judged = 0;
    for (const witness of this.witnesses) {
      const found = await this.store.transaction({ step: 'accept-outside' }, async (tx) => {
        const offer = await this.journal.outside.newest(tx, witness.name);
        if (offer === undefined || !offer.isAnswered || offer.isJudged) return undefined;
        const answer = await this.judge(tx, witness, offer);
        const failures = answer.held === undefined ? offer.failures + 1 : 0;
        // After a refusal the size held by the witness is requested again.
        const held = answer.held ?? (offer.status === null ? offer.held : 0);
        this.journal.outside.judged(tx, witness.name, offer.offer, { held, failures });
        return answer;
        // Durable now: the cosignature, and the size held by the witness.
      });
      if (found !== undefined) judged += 1;
      if (found?.stored !== undefined) this.#saying.remember(found.stored);
      if (found?.alarm !== undefined) this.onAlarm(found.alarm);
    }
    return judged;
  }

  private async judge(tx: Tx, witness: OutsideWitness, offer: OutsideOffer): Promise<Judged> {
    const { status, response } = offer;
    // The exchange stored why no answer came.
    if (status === null || response === null) return { held: undefined };
    if (status === 409) return this.compare(tx, witness, offer, sizeIn(response));
    if (status !== 200) return bad('WITNESS_REFUSES', phrase`${witness.name} HTTP ${status}`);
    try {
      return await this.storeCosignature(tx, witness, offer, response.toString('utf8'));
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      return bad('WITNESS_ANSWER_INVALID', phrase`${witness.name} ${error.code}`, error);
    }
  }

  private async compare(
    tx: Tx,
    { name }: OutsideWitness,
    { held }: OutsideOffer,
    size: number | undefined,
  ): Promise<Judged> {
    if (size === undefined || size === held)
      return bad('WITNESS_REFUSES', phrase`${name} HTTP 409`);
    if (size > (await this.journal.releasedSize(tx)))
      return bad('WITNESS_AHEAD', phrase`${name} ${size}`);
    return { held: size };
  }

  private async storeCosignature(
    tx: Tx,
    witness: OutsideWitness,
    { size }: OutsideOffer,
    answer: string,
  ): Promise<Judged> {
    const { verifier, takesSecond } = witness;
    const { note: first } = await this.journal.releasedCheckpoint(tx, size);
    const { opened, note, line } = this.lineOf(witness, first, answer);
    const unixSeconds = cosignedNow(opened.note, verifier);
    const second = takesSecond ? Buffer.from(note).toString() : null;
    const isNew = await this.journal.outside.add(tx, size, verifier, { line, second, unixSeconds });
    if (!isNew) return { held: size };
    const log = { journal: this.journal, saying: this.#saying };
    const made = { witness: verifier.name, opened, unixSeconds };
    return { held: size, stored: await logCosignature(tx, log, made) };
  }

  private lineOf(
    { verifier, takesSecond }: OutsideWitness,
    first: Buffer,
    answer: string,
  ): Cosigned {
    const point = openCheckpoint(first, this.log.verifier);
    const note = takesSecond ? signSecondNote(point, this.log) : first;
    const log = takesSecond ? secondVerifier(this.log.verifier) : this.log.verifier;
    const lines = answer.split('\n').slice(0, mostLines);
    for (const line of lines.filter((each) => each.startsWith(`\u2014 ${verifier.name} `))) {
      const whole = `${line}\n`;
      const opened = openCheckpoint(addSignatures(note, whole), log, [verifier]);
      if (opened.note.isSignedBy(verifier)) return { opened, note, line: whole };
    }
    throw new TlogError('NOTE_UNSIGNED', phrase`the witness did not sign`);
  }
}

function sizeIn(body: Buffer): number | undefined {
  const text = body.toString('latin1');
  return /^(?:0|[1-9][0-9]{0,14})\n?$/.test(text) ? Number(text) : undefined;
}
