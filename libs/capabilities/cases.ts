import { clockAct } from '#kernel';
import { Alerts } from '#capabilities/deadlines/alerts.rows';
import { Broadcasts } from '#capabilities/broadcasts/broadcasts.rows';
import { CaseFiles, Clocks, type Filed, addTokens } from '#threads';
import { Copies } from '#capabilities/copies/copies.rows';
import { DataSubjects } from '#capabilities/data-subjects/data-subjects.rows';
import { DeskNotices } from '#capabilities/assignment/desk-notices.rows';
import { Evidence } from '#capabilities/evidence/evidence.rows';
import { Assignments } from '#capabilities/assignment/assignment.rows';
import { DeconflictionIndex } from '#capabilities/deconfliction/deconfliction.rows';
import { Notes } from '#capabilities/notes/notes.rows';
import { Operations } from '#capabilities/halts/operations.rows';
import { Recalls } from '#capabilities/disclosure/recalls/recalls.rows';
import { Releases } from '#capabilities/disclosure/releases/releases.rows';
import { RetentionRows } from '#capabilities/retention/retention.rows';
import { AccessLists } from '#capabilities/access-lists/access-lists.rows';
import { HeldFiles } from '#capabilities/attachments/held-files.rows';
import { Search } from '#capabilities/search/search.rows';
import {
  listThreads,
  type Desk,
  type ListedThreads,
  type ThreadsWanted,
} from '#capabilities/requests/thread-list.queries';
import { Stops } from '#capabilities/suspensions/suspensions.rows';
import { Transfer } from '#capabilities/transfers/transfers.rows';
import { Undelivered } from '#capabilities/requests/undelivered.rows';
import type { ErasureFile } from '#journal';
import type { Tx } from '#store';
import { type KeyRing } from '#trust';

export class Cases extends CaseFiles {
  readonly search: Search;
  readonly files: HeldFiles;
  readonly deconfliction: DeconflictionIndex;
  readonly clocks = new Clocks();
  readonly assignments = new Assignments();
  readonly notes = new Notes();
  readonly transfer: Transfer;
  readonly alerts = new Alerts();
  readonly undelivered = new Undelivered();
  readonly recalls = new Recalls();
  readonly releases = new Releases();
  readonly evidence = new Evidence();
  readonly notices = new DeskNotices();
  readonly operations = new Operations();
  readonly stops = new Stops();
  readonly copies = new Copies();
  readonly broadcasts: Broadcasts;
  readonly accessLists = new AccessLists();
  readonly retention = new RetentionRows();
  readonly subjects: DataSubjects;

  /**
   * `erased` lists erasures in a file outside the database. With this list, a restored older database does not bring erased
   * threads back.
   */
  constructor(keys: KeyRing, erased: Pick<ErasureFile, 'has'>) {
    super(keys, erased);
    this.search = new Search(keys);
    this.files = new HeldFiles(keys);
    this.deconfliction = new DeconflictionIndex(keys);
    this.broadcasts = new Broadcasts(keys);
    this.transfer = new Transfer(keys);
    this.subjects = new DataSubjects(keys);
  }

  listThreads(tx: Tx, desk: Desk, asked: ThreadsWanted): Promise<ListedThreads> {
    return listThreads(tx, desk, asked);
  }

  protected override async follow(tx: Tx, fresh: readonly Filed[]): Promise<void> {
    addTokens(
      tx,
      fresh.map(({ thread, document }) => ({
        ...{ thread, dispatch: document.id },
        tokens: [
          ...this.search.tokensOf(thread, document),
          ...this.files.tokensOf(thread, document),
        ],
      })),
      [...this.deconfliction.keyRows(tx, fresh), ...this.broadcasts.wordsOf(fresh)],
    );
    for (const { document } of fresh) this.operations.said(tx, document);
    await this.clocks.set(
      tx,
      fresh.flatMap(({ thread, document, deliveredAt }) =>
        clockAct(document) !== null && deliveredAt !== null ? [thread] : [],
      ),
    );
  }
}
