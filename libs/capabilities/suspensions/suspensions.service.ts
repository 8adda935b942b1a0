import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SIDE, SUBMISSION } from '#capabilities/tokens';
import {
  isEnded,
  KernelError,
  priorities,
  timestamp,
  type DocumentId,
  type Purpose,
  type Side,
  type SignedDocumentInput,
  type ThreadId,
  phrase,
} from '#kernel';
import { stopLength, type StopGround } from './grounds.lists.js';
import { isPlainWithdrawal } from './suspensions.model.js';
import type { StopRecord, StopView } from './suspensions.contract.js';
import { ThreadsError, type ThreadRecord, recordDisclosed, type Submission } from '#threads';
import { openersOf } from './suspensions.facts.js';
import { hasPurpose } from './suspensions.rules.js';
import { liftName, stopName, stopView, type StopRow } from './suspensions.rows.js';
import { Cases } from '#capabilities/cases';
import { officerContext, threadOf } from '#capabilities/requests/read-thread.queries';
import { keptRead } from '#capabilities/audit/views.events';
import { lifted, liftProposed, stopped } from './suspensions.events.js';
import type { Session } from '#access';
import { type Draft, Journal } from '#journal';
import { type Context, Store, type Tx } from '#store';
import { decodeDocument } from '#wire';

export interface Raising {
  readonly thread: ThreadId;
  readonly ground: StopGround;
  readonly text: string;
}

/** Suspends threads for the sake of a person; two officers must agree to lift a suspension. The neighbour learns no reason. */
@Injectable()
export class StopThreads {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    @Inject(SUBMISSION) private readonly submit: Submission,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  /**
   * Suspends a thread. An open request of this State needs a signed `withdrawal`, committed in the same transaction. @throws
   * ThreadsError STOP_WITHDRAWAL, STOP_RISK_TO_LIFE, THREAD_STOPPED, NOT_FOUND, CONTENT_ERASED; errors of submitting the
   * withdrawal
   */
  async raise(
    session: Session,
    raising: Raising,
    withdrawal: SignedDocumentInput | null,
  ): Promise<StopView> {
    assertWords(raising.text, 0);
    if (withdrawal !== null && this.side === 'ASKED')
      throw new ThreadsError('STOP_WITHDRAWAL', phrase`only what this State asks is withdrawn`);
    if (withdrawal !== null) {
      const document = decodeDocument(withdrawal.document);
      if (String(document.thread) !== String(raising.thread) || !isPlainWithdrawal(document))
        throw new ThreadsError('STOP_WITHDRAWAL', phrase`it is another document, or says more`);
      await this.submit.submitDocument(session, withdrawal, async (tx, thread) => {
        const openers = await openersOf({ tx, cases: this.cases }, [thread]);
        const isQuiet = hasPurpose({ document, thread }, openers);
        if (isQuiet instanceof Error) throw isQuiet;
        if (!isQuiet) throw new ThreadsError('STOP_WITHDRAWAL', phrase`its purpose is another one`);
        const stopping = { ...raising, withdrawal: document.id };
        const { draft } = await this.file(tx, session, thread, stopping);
        return [draft];
      });
      // Also for a repeated call.
      return this.view(session, raising.thread);
    }
    const row = await this.within(
      officerContext(session, 'stop-thread'),
      raising.thread,
      (tx, thread) => {
        if (this.side === 'ASKING' && !isEnded(thread.state))
          throw new ThreadsError('STOP_WITHDRAWAL', phrase`it is missing`);
        // One officer alone could otherwise block what another State needs to save a life.
        if (this.side === 'ASKED' && thread.priority === priorities.RISK_TO_LIFE)
          throw new ThreadsError('STOP_RISK_TO_LIFE');
        return this.file(tx, session, thread, { ...raising, withdrawal: null });
      },
    );
    return stopView(row);
  }

  /**
   * Proposes to lift a suspension, with the reason in `text`; another officer must confirm. @throws ThreadsError NOT_STOPPED,
   * NOT_FOUND, CONTENT_ERASED; KernelError VALUE_INVALID
   */
  async propose(session: Session, id: ThreadId, text: string): Promise<StopView> {
    assertWords(text, 1);
    const proposed = await this.within(
      officerContext(session, 'propose-lift'),
      id,
      async (tx, thread) => {
        const stop = await this.open(tx, thread);
        const content = this.cases.protect(thread, liftName(stop.id), Buffer.from(text, 'utf8'));
        const row = await this.cases.stops.propose(tx, stop, session.officer, content);
        return { row, draft: liftProposed(thread, session, row) };
      },
    );
    return stopView(proposed);
  }

  /**
   * Lifts a suspension after another officer has proposed to lift it. @throws ThreadsError NOT_STOPPED, LIFT_NEEDS_TWO,
   * NOT_FOUND, CONTENT_ERASED
   */
  async confirm(session: Session, id: ThreadId): Promise<{ readonly stop: string }> {
    const stop = await this.within(officerContext(session, 'lift-stop'), id, async (tx, thread) => {
      const row = await this.open(tx, thread);
      if (row.liftProposedBy === null || row.liftProposedBy === session.officer)
        throw new ThreadsError('LIFT_NEEDS_TWO');
      await this.cases.stops.lift(tx, row, session.officer);
      await this.cases.clocks.set(tx, [thread]);
      return { row, draft: lifted(thread, session, row) };
    });
    return { stop: stop.id };
  }

  /**
   * Lists suspensions with their reasons for officers who may read the thread; the read is logged before the answer leaves.
   * @throws ThreadsError NOT_FOUND, CONTENT_ERASED
   */
  listStops(session: Session, id: ThreadId, purpose: Purpose): Promise<readonly StopRecord[]> {
    return this.store.transaction(officerContext(session, 'read-stops'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      const rows = await this.cases.stops.all(tx, id);
      await this.journal.recordEvent(
        tx,
        keptRead(thread, { session, purpose }, 'stops', rows.length),
      );
      return rows.flatMap((row) => this.recordOf(thread, row) ?? []);
    });
  }

  private recordOf(thread: ThreadRecord, row: StopRow): StopRecord | undefined {
    const { id, content, liftContent, liftedBy, liftedAt } = row;
    if (content === null) return undefined;
    const said = JSON.parse(text(this.cases.reveal(thread, stopName(id), content))) as Said;
    return {
      ...stopView(row),
      ...said,
      liftText:
        liftContent === null ? null : text(this.cases.reveal(thread, liftName(id), liftContent)),
      liftedBy,
      liftedAt: liftedAt === null ? null : timestamp(liftedAt),
    };
  }

  private async file(
    tx: Tx,
    session: Session,
    thread: ThreadRecord,
    { ground, text, withdrawal }: Stopping,
  ): Promise<Act> {
    const id = randomUUID();
    const said: Said = { ground, text };
    const content = this.cases.protect(thread, stopName(id), Buffer.from(JSON.stringify(said)));
    const row = await this.cases.stops.raise(tx, thread, {
      ...{ id, raisedBy: session.officer, content, withdrawal },
    });
    return { row, draft: stopped(thread, session, row, ground) };
  }

  private async open(tx: Tx, thread: ThreadRecord): Promise<StopRow> {
    const stop = (await this.cases.stops.open(tx, [thread.id])).get(thread.id);
    if (stop === undefined) throw new ThreadsError('NOT_STOPPED');
    return stop;
  }

  private within(
    context: Context,
    id: ThreadId,
    act: (tx: Tx, thread: ThreadRecord) => Promise<Act>,
  ): Promise<StopRow> {
    return this.store.transaction(context, async (tx) => {
      await threadOf(this.cases, tx, id, this.side);
      const thread = await this.cases.lock(tx, id);
      const { row, draft } = await act(tx, thread);
      await recordDisclosed(tx, this.journal, this.cases, [{ thread, draft }]);
      return row;
    });
  }

  private view(session: Session, id: ThreadId): Promise<StopView> {
    return this.store.transaction(officerContext(session, 'stop-thread'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      return stopView(await this.open(tx, thread));
    });
  }
}

interface Stopping extends Said {
  readonly withdrawal: DocumentId | null;
}

interface Act {
  readonly row: StopRow;
  readonly draft: Draft;
}

type Said = Pick<StopRecord, 'ground' | 'text'>;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

function assertWords(words: string, least: number): void {
  if (words.trim().length < least || words.length > stopLength)
    throw new KernelError('VALUE_INVALID', 'text');
}
