import { phrase, type Detail, type Spans, type StateCode } from '#kernel';
import { type Journal, JournalError, object, type Part, type Reconciliation } from '#journal';
import type { ReceivedStatement, Mailbox } from '#mailbox';
import type { Peer } from '#capabilities/directory/peers.model';
import { processPeerStatement } from '#capabilities/witnesses/process-peer-statement.jobs';
import {
  differencesOf,
  equalSpans,
  givenAfter,
  type Names,
  ofSameNumbers,
  rowsFit,
  rowsShown,
  type PeerView,
  unlistedOf,
  type View,
  viewOf,
  wellFormed,
} from './reconciliation.queries.js';
import { follows, leftOut } from './reconciliation.rules.js';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { encodeReport } from '#wire';

type Received = ReceivedStatement<'reconciliation'>;

interface Made {
  readonly text: string;
  readonly differences: number;
}

const phaseBefore = { ANSWER: 'OPEN', SHOW: 'ANSWER', REPORT: 'SHOW', SIGNED: 'REPORT' } as const;

/**
 * Processes the neighbour's statements in daily reconciliation. Signs only a report identical to this State's own; otherwise
 * raises RECONCILIATION_INVALID.
 */
export class SettleReconciliation {
  constructor(
    readonly store: Store,
    readonly trust: TrustStore,
    readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly onAlarm: (alarm: JournalError) => void,
  ) {}

  async run(): Promise<boolean> {
    let alarm: JournalError | undefined;
    const taken = await processPeerStatement(
      this,
      'reconciliation',
      async (tx, received) => {
        alarm = undefined;
        const link = this.trust.peers().byLink(received.linkId);
        if (link !== undefined) alarm = await this.settle(tx, received, link);
      },
      ({ peer }, error) => {
        alarm = new JournalError('RECONCILIATION_INVALID', peer, error);
      },
    );
    if (alarm !== undefined) this.onAlarm(alarm);
    return taken;
  }

  private async settle(tx: Tx, received: Received, link: Peer): Promise<JournalError | undefined> {
    const { body, peer } = received;
    const known = await this.journal.reconciliations.find(tx, received.linkId, body);
    const { phase } = body;
    if (phase === 'OPEN')
      return link.end === 2 ? this.answer(tx, received, known) : invalid(peer, phase);
    const isComplete = phase !== 'REPORT' || body.given !== null;
    if (known?.phase === phaseBefore[phase] && isComplete)
      return this.proceed(tx, received, known, link);
    if (phase === 'REPORT') this.again(tx, received, known);
    return undefined;
  }

  private proceed(
    tx: Tx,
    received: Received,
    known: Reconciliation,
    link: Peer,
  ): Promise<JournalError | undefined> {
    const { phase } = received.body;
    if (phase === 'ANSWER') return this.show(tx, received, known);
    if (phase === 'SHOW') return this.report(tx, received, known, link);
    return phase === 'REPORT'
      ? this.sign(tx, received, known, link)
      : this.close(tx, received, known);
  }

  private async answer(
    tx: Tx,
    { linkId, peer, body }: Received,
    known: Reconciliation | undefined,
  ): Promise<JournalError | undefined> {
    const { reconciliations } = this.journal;
    const before = await reconciliations.before(tx, linkId, body);
    const { given } = body;
    if (given === null || !wellFormed(given)) return invalid(peer, 'OPEN');
    // In order, and no day before it has begun: otherwise a neighbour could open unlimited rows.
    if (!follows(await reconciliations.newest(tx, linkId), body, await reconciliations.today(tx)))
      return invalid(peer, phrase`${body.day} part ${body.part}`);
    const gap = leftOut(given, before?.peer ?? null);
    if (gap !== undefined) return invalid(peer, gap);
    if (known?.phase === 'SIGNED') return undefined;
    const own = await givenAfter(tx, this.mailbox.ledgers, linkId, before);
    const view = await viewOf(tx, this.mailbox.ledgers, linkId, { given: own, theirs: given });
    reconciliations.begin(tx, linkId, body, { phase: 'ANSWER', own, peer: given });
    this.say(tx, linkId, body, { phase: 'ANSWER', given: own, taken: view.taken });
    return undefined;
  }

  private async show(
    tx: Tx,
    { linkId, peer, body }: Received,
    known: Reconciliation,
  ): Promise<JournalError | undefined> {
    const theirs = peerViewOf(body, known.own);
    if (theirs === undefined) return invalid(peer, 'ANSWER');
    const numbers = { given: known.own, theirs: theirs.given };
    const view = await viewOf(tx, this.mailbox.ledgers, linkId, numbers);
    const rows = rowsShown(view, theirs, this.names(peer));
    this.journal.reconciliations.proceed(tx, linkId, body, { phase: 'SHOW', peer: theirs.given });
    this.say(tx, linkId, body, { phase: 'SHOW', given: known.own, taken: view.taken, rows });
    return undefined;
  }

  private async compare(
    tx: Tx,
    { linkId, peer, body }: Received,
    known: Reconciliation,
    link: Peer,
  ) {
    const theirs = peerViewOf(body, known.own);
    if (theirs === undefined || known.peer === null || !equalSpans(theirs.given, known.peer))
      return invalid(peer, body.phase);
    const numbers = { given: known.own, theirs: theirs.given };
    const view = await viewOf(tx, this.mailbox.ledgers, linkId, numbers);
    if (!rowsFit(view, theirs, this.names(peer))) return invalid(peer, 'rows');
    return { shown: theirs, view, made: this.make(view, theirs, body, link) };
  }

  private async report(
    tx: Tx,
    received: Received,
    known: Reconciliation,
    link: Peer,
  ): Promise<JournalError | undefined> {
    const { linkId, peer, body } = received;
    const found = await this.compare(tx, received, known, link);
    if (found instanceof JournalError) return found;
    const { shown, view, made } = found;
    const rows = rowsShown(view, shown, this.names(peer));
    this.journal.reconciliations.proceed(tx, linkId, body, {
      phase: 'REPORT',
      report: made.text,
      differences: made.differences,
    });
    this.say(tx, linkId, body, {
      phase: 'REPORT',
      given: known.own,
      taken: view.taken,
      rows,
      report: made.text,
    });
    return undefined;
  }

  private async sign(
    tx: Tx,
    received: Received,
    known: Reconciliation,
    link: Peer,
  ): Promise<JournalError | undefined> {
    const { linkId, peer, body } = received;
    const found = await this.compare(tx, received, known, link);
    if (found instanceof JournalError) return found;
    const { made } = found;
    // Signs only text identical to the own report.
    if (made.text !== body.report) return invalid(peer, 'report');
    this.say(tx, linkId, body, { phase: 'SIGNED', report: made.text });
    return this.signed(tx, received, made.text, made.differences);
  }

  private close(
    tx: Tx,
    received: Received,
    known: Reconciliation,
  ): Promise<JournalError | undefined> {
    if (known.report === null || received.body.report !== known.report)
      return Promise.resolve(invalid(received.peer, 'SIGNED'));
    return this.signed(tx, received, known.report, known.differences ?? 0);
  }

  private again(tx: Tx, { linkId, body }: Received, known: Reconciliation | undefined): void {
    if (known?.phase === 'SIGNED' && known.report === body.report)
      this.say(tx, linkId, body, { phase: 'SIGNED', report: body.report });
  }

  private async signed(
    tx: Tx,
    { linkId, peer, body, statementSha256 }: Received,
    report: string,
    differences: number,
  ): Promise<JournalError | undefined> {
    this.journal.reconciliations.proceed(tx, linkId, body, {
      phase: 'SIGNED',
      report,
      differences,
      peerStatement: statementSha256,
    });
    const signed = object('report', Buffer.from(report));
    await this.journal.recordEvent(tx, {
      typ: 'recon.report',
      obj: [signed],
      data: {
        peer,
        day: body.day,
        part: body.part,
        reportSha256: signed.sha256,
        differences,
      },
    });
    if (differences === 0) return undefined;
    return new JournalError('RECONCILIATION_DIFFERS', phrase`${peer} ${body.day}: ${differences}`);
  }

  private make(
    view: View,
    shown: PeerView,
    { day, part }: Part,
    { linkId, peer, end }: Peer,
  ): Made {
    const names = this.names(peer);
    const differences = differencesOf(view, shown, names);
    const unlisted = unlistedOf(view, shown, names);
    const ownFirst = end === 1;
    const text = encodeReport({
      link: linkId,
      day,
      part,
      states: ownFirst ? [names.own, names.peer] : [names.peer, names.own],
      given: ownFirst ? [view.given, shown.given] : [shown.given, view.given],
      differences,
      unlisted,
      complete: unlisted.length === 0,
    });
    return { text, differences: differences.length + unlisted.length };
  }

  private names(peer: StateCode): Names {
    return { own: this.trust.state, peer };
  }

  private say(
    tx: Tx,
    linkId: Received['linkId'],
    { day, part }: Part,
    what: Partial<Received['body']> & Pick<Received['body'], 'phase'>,
  ): void {
    this.mailbox.logStatements.say(tx, linkId, 'reconciliation', {
      day,
      part,
      given: null,
      taken: null,
      rows: [],
      report: '',
      ...what,
    });
  }
}

function peerViewOf({ given, taken, rows }: Received['body'], own: Spans): PeerView | undefined {
  if (given === null || taken === null) return undefined;
  if (!wellFormed(given) || !ofSameNumbers(taken, own)) return undefined;
  return { given, taken, rows };
}

const invalid = (peer: StateCode, what: Detail): JournalError =>
  new JournalError('RECONCILIATION_INVALID', phrase`${peer} ${what}`);
