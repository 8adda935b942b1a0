import { type HaltCode, type Journal, JournalError, WitnessedLogs } from '#journal';
import type { ReceivedStatement, Mailbox } from '#mailbox';
import { timestamp, phrase, type Detail } from '#kernel';
import { processPeerStatement } from './process-peer-statement.jobs.js';
import type { Store, Tx } from '#store';
import { addSignatures, openCheckpoint, parseVerifierKey, TlogError, type Verifier } from '#tlog';
import { TrustError, type TrustStore } from '#trust';
import { type StoredCosignature, WorthSaying } from './cosigned.events.js';
import { cosignedNow, logCosignature } from './cosigned-now.service.js';
import { forkDetected } from './fork.events.js';

type Received = ReceivedStatement<'cosignature'>;

/**
 * Processes answers of neighbours that witness this State's log. Stops the signing of checkpoints if an answer proves an old
 * database or a fork of the log.
 */
export class AcceptCosignature {
  private readonly evidence = new WitnessedLogs();
  readonly #saying = new WorthSaying();

  constructor(
    readonly store: Store,
    readonly trust: TrustStore,
    readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly log: Verifier,
    private readonly onAlarm: (alarm: JournalError) => void,
  ) {}

  async run(): Promise<boolean> {
    let alarm: JournalError | undefined;
    let stored: StoredCosignature | undefined;
    const taken = await processPeerStatement(
      this,
      'cosignature',
      async (tx, received) => {
        [alarm, stored] = [undefined, undefined];
        try {
          if (received.body.status === 200) stored = await this.storeCosignature(tx, received);
          else alarm = await this.compare(tx, received);
        } catch (error) {
          // Malformed bytes of one neighbour are ignored and must not stop the next.
          const known = error instanceof TlogError || error instanceof TrustError;
          if (!known && !isUnknownSize(error)) throw error;
          alarm = new JournalError(
            'WITNESS_ANSWER_INVALID',
            phrase`${received.peer} ${error.code}`,
            error,
          );
        }
      },
      ({ peer }, error) => {
        // Its transaction was undone.
        [alarm, stored] = [new JournalError('WITNESS_ANSWER_INVALID', peer, error), undefined];
      },
    );
    if (stored !== undefined) this.#saying.remember(stored);
    if (alarm !== undefined) this.onAlarm(alarm);
    return taken;
  }

  private async storeCosignature(
    tx: Tx,
    { linkId, peer, issuedAt, body }: Received,
  ): Promise<StoredCosignature | undefined> {
    const key = this.trust.directoryOf(peer).logKeys.noteKey('witness', timestamp(issuedAt));
    if (key === undefined) throw new TlogError('NOTE_KEY_INVALID', phrase`no witness key`);
    const witness = parseVerifierKey(key.vkey);
    const { note } = await this.journal.releasedCheckpoint(tx, body.size);
    const opened = openCheckpoint(addSignatures(note, body.answer), this.log, [witness]);
    const unixSeconds = cosignedNow(opened.note, witness);
    const signature = { line: body.answer, unixSeconds };
    const isNew = await this.journal.witnesses.add(tx, body.size, witness, signature);
    this.journal.witnesses.answered(tx, linkId, body.size, body.prove);
    if (!isNew) return undefined;
    const log = { journal: this.journal, saying: this.#saying };
    return logCosignature(tx, log, { witness: witness.name, opened, unixSeconds });
  }

  private async compare(tx: Tx, received: Received): Promise<JournalError | undefined> {
    const { linkId, peer, body } = received;
    if (body.held === '') {
      this.journal.witnesses.answered(tx, linkId, 0, body.prove);
      return body.status === 409
        ? undefined
        : new JournalError('WITNESS_REFUSES', phrase`${peer} ${reasonOf(body.answer)}`);
    }
    // Only the own log key can have signed it.
    const held = openCheckpoint(Buffer.from(body.held), this.log);
    const newest = await this.journal.releasedCheckpoint(tx);
    if (held.size > newest.size) return this.halt(tx, received, 'ROLLED_BACK', newest.note);
    const root = await this.journal.rootAt(tx, held.size);
    if (Buffer.compare(root, held.root) !== 0) return this.halt(tx, received, 'FORK', newest.note);
    this.journal.witnesses.answered(tx, linkId, held.size, body.prove);
    return body.status === 409
      ? undefined
      : new JournalError('WITNESS_REFUSES', phrase`${peer} ${reasonOf(body.answer)}`);
  }

  private async halt(
    tx: Tx,
    { peer, body: { held } }: Received,
    code: HaltCode,
    own: Buffer,
  ): Promise<JournalError> {
    const evidence = { peer, origin: this.log.name, code, first: own.toString(), second: held };
    if (await this.evidence.accuse(tx, evidence))
      await this.journal.recordEvent(tx, forkDetected(evidence));
    this.journal.witnesses.halt(tx, code);
    return new JournalError('LOG_HALTED', code);
  }
}

/**
 * Returns the error code at the start of `answer`, otherwise `no reason`. Omits other text, because the neighbour controls
 * `answer`.
 */
const reasonOf = (answer: string): Detail =>
  /^[A-Z][A-Z_]{2,60}/.exec(answer)?.[0] ?? phrase`no reason`;

const isUnknownSize = (error: unknown): error is JournalError =>
  error instanceof JournalError && error.code === 'EVENT_NOT_RELEASED';
