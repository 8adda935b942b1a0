import type { AuthorityId, OfficerId, Purpose, Sha256, Sha512, ThreadId } from '#kernel';
import type { Seals } from '#package';
import type { Tx } from '#store';
import type { AskFacts } from './packages.rules.js';
import type { NeighbourAsk } from './neighbour/asks.rules.js';
import {
  packageBounds,
  type FileStage,
  type PackageFailure,
  type PackageState,
  type SupersedeReason,
  type Superseding,
} from './packages.lists.js';
import type { ReaderLabel, Variant } from './variants.model.js';

export interface PackageRow {
  readonly id: string;
  readonly thread: ThreadId;
  readonly authority: AuthorityId;
  readonly exhibit: string;
  readonly officer: OfficerId;
  readonly variant: Variant | null;
  readonly askedAt: Date;
  readonly state: PackageState;
  readonly stateAt: Date;
  readonly failure: PackageFailure | null;
  readonly size: number | null;
  readonly sha256: Sha256 | null;
  readonly sha512: Sha512 | null;
  readonly exit: number | null;
  readonly asks: readonly Pick<NeighbourAsk, 'consent' | 'outcome'>[] | null;
  readonly supersedes: string | null;
  readonly supersedeReason: SupersedeReason | null;
  readonly deliveredAt: Date | null;
  readonly stayedAt: Date | null;
}

export interface PackageFile {
  readonly id: string;
  readonly root: Sha256;
  readonly key: Buffer;
  readonly ownKey: Buffer | null;
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
  readonly builtAt: Date;
  /**
   * True after a download of the package. An officer's later statement that nobody outside has the package makes it false,
   * until the next download.
   */
  readonly isDelivered: boolean;
}

export interface NewPackage {
  readonly id: string;
  readonly thread: ThreadId;
  readonly authority: AuthorityId;
  readonly officer: OfficerId;
  readonly purpose: Purpose;
  readonly year: number;
  readonly number: number;
  readonly exhibit: string;
  readonly variant: Variant | null;
  readonly threadKey: Uint8Array;
  readonly keyEpoch: number;
  readonly ownKey: Uint8Array | null;
  readonly supersedes: Superseding | null;
}

export interface OpenPackage {
  readonly id: string;
  readonly thread: ThreadId;
  readonly authority: AuthorityId;
  readonly exhibit: string;
  readonly state: PackageState;
  readonly variant: unknown;
  readonly threadKey: Buffer | null;
  readonly isOfErased: boolean;
  readonly keyEpoch: number;
  readonly gatheredEvent: string | null;
  readonly gatheredAt: Date | null;
  readonly record: Buffer | null;
  readonly index: Buffer | null;
  readonly policy: string | null;
  readonly checkpoint: Buffer | null;
  readonly second: Buffer | null;
  readonly asks: readonly NeighbourAsk[] | null;
  readonly seal: string | null;
  readonly sealedSha256: Sha256 | null;
  readonly cmsSeal: Buffer | null;
  readonly reportBefore: Buffer | null;
  readonly supersedes: string | null;
  readonly supersedeReason: SupersedeReason | null;
}

const stayed = 'cases.package_stayed_since(id, delivered_at)';
const seen = `id, thread, authority, exhibit, officer, variant, asked_at as "askedAt", state, state_at as "stateAt", failure, size,
  sha256, sha512, exit, asks, supersedes, supersede_reason as "supersedeReason", delivered_at as "deliveredAt",
  ${stayed} as "stayedAt"`;
const open = `id, thread, authority, exhibit, state, variant, thread_key as "threadKey", own_key is not null as "isOfErased", key_epoch as "keyEpoch", gathered_event as "gatheredEvent",
  gathered_at as "gatheredAt", record, index, policy, checkpoint, second, asks, seal, sealed_sha256 as "sealedSha256",
  cms_seal as "cmsSeal", report_before as "reportBefore", supersedes, supersede_reason as "supersedeReason"`;

/**
 * Evidence packages. The services `requests` and `inbox` ask for packages and read them; only the evidence service changes
 * the state of a package.
 */
export class Packages {
  async lock(tx: Tx): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('cases.package', 0))`);
  }

  async counts(
    tx: Tx,
    thread: ThreadId,
    officer: OfficerId,
  ): Promise<Pick<AskFacts, 'waiting' | 'isUnderWay' | 'today' | 'ofThread'>> {
    const [row] = await tx.query<{
      waiting: number;
      isUnderWay: boolean;
      today: number;
      ofThread: number;
    }>(
      `select waiting, under_way as "isUnderWay", today, of_thread as "ofThread" from cases.packages_of($1, $2)`,
      [thread, officer],
    );
    return row ?? { waiting: 0, isUnderWay: false, today: 0, ofThread: 0 };
  }

  async nextNumber(tx: Tx, authority: AuthorityId, year: number): Promise<number> {
    const [row] = await tx.query<{ number: number }>(
      'select cases.next_package_number($1, $2::smallint) as number',
      [authority, year],
    );
    return row?.number ?? 1;
  }

  async ask(tx: Tx, asked: NewPackage): Promise<PackageRow> {
    const { id, thread, authority, officer, purpose, year, number, exhibit } = asked;
    const { threadKey, keyEpoch, ownKey, variant, supersedes } = asked;
    const [row] = await tx.query<PackageRow>(
      `insert into cases.package (id, thread, authority, compartment, year, number, exhibit, officer, purpose, state, thread_key,
         key_epoch, variant, supersedes, supersede_reason, own_key)
       values ($1, $2, $3, 'ENFORCEMENT', $4, $5, $6, $7, $8, 'ASKED', $9, $10, $11, $12, $13, $14) returning ${seen}`,
      [
        ...[id, thread, authority, year, number, exhibit, officer, purpose, threadKey, keyEpoch],
        variant === null ? null : JSON.stringify(variant),
        ...[supersedes?.exhibit ?? null, supersedes?.reason ?? null, ownKey],
      ],
    );
    if (row === undefined) throw new RangeError('package');
    tx.wake('build-package');
    return row;
  }

  ofThread(tx: Tx, thread: ThreadId, limit: number): Promise<PackageRow[]> {
    return tx.query<PackageRow>(
      `select ${seen} from cases.package where thread = $1 order by asked_at desc, id desc limit $2`,
      [thread, limit],
    );
  }

  async one(tx: Tx, thread: ThreadId, exhibit: string): Promise<PackageRow | undefined> {
    const [row] = await tx.query<PackageRow>(
      `select ${seen} from cases.package where thread = $1 and exhibit = $2`,
      [thread, exhibit],
    );
    return row;
  }

  async superseding(
    tx: Tx,
    { thread, reader }: { readonly thread: ThreadId; readonly reader: ReaderLabel | null },
    exhibit: string,
  ): Promise<{ readonly isMade: boolean; readonly by: number }> {
    const [row] = await tx.query<{ isMade: boolean; by: number }>(
      `select exists (select from cases.package where thread = $1 and exhibit = $2 and state = 'BUILT'
           and variant ->> 'reader' is not distinct from $3::text) as "isMade",
         (select count(*)::int from cases.package where thread = $1 and supersedes = $2 and state <> 'FAILED') as by`,
      [thread, exhibit, reader],
    );
    return row ?? { isMade: false, by: 0 };
  }

  async file(tx: Tx, thread: ThreadId, exhibit: string): Promise<PackageFile | undefined> {
    const [row] = await tx.query<PackageFile>(
      `select id, root, package_key as key, own_key as "ownKey", size, sha256, sha512, state_at as "builtAt",
         delivered_at is not null and ${stayed} is null as "isDelivered" from cases.package
       where thread = $1 and exhibit = $2 and state = 'BUILT' and package_key is not null
         and report_after is not null`,
      [thread, exhibit],
    );
    return row;
  }

  /** Stores the download time if the package does not yet count as downloaded. Log the download before calling. */
  delivered(tx: Tx, id: string): void {
    tx.send(
      `update cases.package set delivered_at = clock_timestamp()
       where id = $1 and (delivered_at is null or ${stayed} is not null)`,
      [id],
    );
  }

  beingMade(tx: Tx): Promise<Pick<OpenPackage, 'id' | 'state'>[]> {
    return tx.query(
      `select id, state from cases.package where state not in ('BUILT', 'FAILED')
       order by asked_at, id limit ${packageBounds.waiting}`,
    );
  }

  async claim(tx: Tx, id: string): Promise<OpenPackage | undefined> {
    const [row] = await tx.query<OpenPackage>(
      `select ${open} from cases.package where id = $1 and state not in ('BUILT', 'FAILED') for update skip locked`,
      [id],
    );
    return row;
  }

  move(tx: Tx, { id }: Pick<OpenPackage, 'id'>, to: PackageState): void {
    tx.send(`update cases.package set state = $2, state_at = clock_timestamp() where id = $1`, [
      id,
      to,
    ]);
  }

  async placed(tx: Tx, { id }: Pick<OpenPackage, 'id'>): Promise<Sha256 | undefined> {
    const [row] = await tx.query<{ root: Sha256 }>(
      'select root from cases.package where id = $1 and root is not null',
      [id],
    );
    return row?.root;
  }

  fail(tx: Tx, { id }: Pick<OpenPackage, 'id'>, failure: PackageFailure): void {
    tx.send(
      `update cases.package set state = 'FAILED', state_at = clock_timestamp(), failure = $2, thread_key = null,
         root = null, package_key = null where id = $1`,
      [id, failure],
    );
    tx.send('delete from journal.package_stamp where package = $1', [id]);
    tx.send('delete from cases.package_answer where package = $1', [id]);
  }

  gathered(
    tx: Tx,
    { id }: Pick<OpenPackage, 'id'>,
    { event, at }: { readonly event: string; readonly at: Date },
  ): void {
    tx.send(
      `update cases.package set state = 'WAITING_FOR_CHECKPOINT', state_at = clock_timestamp(), gathered_event = $2,
         gathered_at = $3 where id = $1`,
      [id, event, at],
    );
  }

  asked(tx: Tx, { id }: Pick<OpenPackage, 'id'>, asks: readonly NeighbourAsk[]): void {
    tx.send(
      `update cases.package set asks = $2 where id = $1 and state = 'WAITING_FOR_CHECKPOINT'`,
      [id, JSON.stringify(asks)],
    );
  }

  freeze(
    tx: Tx,
    { id }: Pick<OpenPackage, 'id'>,
    frozen: {
      readonly record: Uint8Array;
      readonly index: Uint8Array;
      readonly policy: string;
      readonly checkpoint: Uint8Array;
      readonly second: Uint8Array | undefined;
    },
  ): void {
    tx.send(
      `update cases.package set state = 'SEALING', state_at = clock_timestamp(), record = $2, index = $3, policy = $4,
         checkpoint = $5, second = $6 where id = $1`,
      [
        ...[id, frozen.record, frozen.index, frozen.policy, frozen.checkpoint],
        frozen.second ?? null,
      ],
    );
  }

  sealed(
    tx: Tx,
    { id }: Pick<OpenPackage, 'id'>,
    made: Seals & { readonly over: Sha256; readonly report: Uint8Array },
  ): void {
    const columns = 'seal = $2, sealed_sha256 = $3, cms_seal = $4, report_before = $5';
    const values = [made.seal, made.over, made.cms, made.report];
    tx.send(`update cases.package set ${columns} where id = $1`, [id, ...values]);
  }

  async report(
    tx: Tx,
    thread: ThreadId,
    exhibit: string,
    stage: FileStage,
  ): Promise<Buffer | undefined> {
    const column = stage === 'BEFORE' ? 'report_before' : 'report_after';
    const [row] = await tx.query<{ report: Buffer | null }>(
      `select ${column} as report from cases.package where thread = $1 and exhibit = $2 and state = 'BUILT'`,
      [thread, exhibit],
    );
    return row?.report ?? undefined;
  }

  /**
   * Stores root hash and key of the package file. Call before the file gets its final name, so that the file can be removed
   * after a crash.
   */
  place(
    tx: Tx,
    { id }: Pick<OpenPackage, 'id'>,
    { root, key }: { readonly root: Sha256; readonly key: Uint8Array },
  ): void {
    tx.send(
      `update cases.package set root = $2, package_key = $3 where id = $1 and state = 'SEALING' and thread_key is not null`,
      [id, root, key],
    );
  }

  /** Stores the finished package. Returns false when, meanwhile, the thread was erased or another process stored the package. */
  async built(
    tx: Tx,
    { id }: Pick<OpenPackage, 'id'>,
    file: {
      readonly root: Sha256;
      readonly size: number;
      readonly sha256: Sha256;
      readonly sha512: Sha512;
      readonly exit: 0 | 2;
      readonly report: Uint8Array;
    },
  ): Promise<boolean> {
    const made = await tx.query(
      `update cases.package set state = 'BUILT', state_at = clock_timestamp(), thread_key = null, size = $3, sha256 = $4,
         sha512 = $5, exit = $6, report_after = $7
       where id = $1 and state = 'SEALING' and root = $2 and thread_key is not null returning id`,
      [id, file.root, file.size, file.sha256, file.sha512, file.exit, file.report],
    );
    tx.send('delete from journal.package_stamp where package = $1', [id]);
    tx.send('delete from cases.package_answer where package = $1', [id]);
    return made.length > 0;
  }
}

export const supersedesOf = ({
  supersedes: exhibit,
  supersedeReason: reason,
}: Pick<PackageRow, 'supersedes' | 'supersedeReason'>): Superseding | null =>
  exhibit === null || reason === null ? null : { exhibit, reason };
