import { clockAct, type ThreadsAsked } from '#model';
import type { ErasureFile } from '#journal';
import type { Tx } from '#store';
import { type KeyRing } from '#trust';
import { Alerts } from './alerts.js';
import { Broadcasts } from './broadcasts.js';
import { CaseFiles } from './case-files.js';
import { Clocks } from './clocks.js';
import { Copies } from './copies.js';
import { DataSubjects } from './data-subjects.js';
import { DeskNotices } from './desk-notices.js';
import { Evidence } from './evidence.js';
import { type Filed } from './filing.js';
import { Hands } from './hands.js';
import { addTokens } from './index-tokens.js';
import { LikenessIndex } from './likeness.js';
import { Notes } from './notes.js';
import { Operations } from './operations.js';
import { Recalls } from './recalls.js';
import { Releases } from './releases.js';
import { Retained } from './retained.js';
import { Rosters } from './rosters.js';
import { HeldFiles } from './held-files.js';
import { Search } from './search.js';
import { listThreads, type Desk } from './thread-list.js';
import { Stops } from './stops.js';
import { Transfer } from './transfer.js';
import { Undelivered } from './undelivered.js';
import { type ThreadRecord } from './rows.js';

/** Case files, and the rows of each subject that belong to them. */
export class Cases extends CaseFiles {
  readonly search: Search;
  readonly files: HeldFiles;
  readonly likeness: LikenessIndex;
  readonly clocks = new Clocks();
  readonly hands = new Hands();
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
  readonly rosters = new Rosters();
  readonly retained = new Retained();
  readonly subjects: DataSubjects;

  /** `erased`: what the file of erasures outside the database says; an older database does not know it. */
  constructor(keys: KeyRing, erased: Pick<ErasureFile, 'has'>) {
    super(keys, erased);
    this.search = new Search(keys);
    this.files = new HeldFiles(keys);
    this.likeness = new LikenessIndex(keys);
    this.broadcasts = new Broadcasts(keys);
    this.transfer = new Transfer(keys);
    this.subjects = new DataSubjects(keys);
  }

  list(tx: Tx, desk: Desk, asked: ThreadsAsked): Promise<ThreadRecord[]> {
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
      this.likeness.marksOf(tx, fresh),
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
