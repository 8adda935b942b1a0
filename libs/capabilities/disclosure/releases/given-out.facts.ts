import {
  priorities,
  type DocumentId,
  type Purpose,
  type Sha256,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { saidIn, type DispatchRecord, type Said, type ThreadRecord } from '#threads';
import { broughtBy } from '#capabilities/attachments/attaching.facts';
import type { Sources } from '#capabilities/capability';
import { narrowingsIn } from '../recalls/recalls.facts.js';
import type { RecallRecord } from '../recalls/recalls.rows.js';
import type { ReleaseRecord } from './releases.rows.js';
import type { Session } from '#access';

export interface Bringing {
  readonly thread: ThreadRecord;
  readonly record: DispatchRecord;
}

export interface TakenFrom extends Bringing {
  readonly file: Sha256;
  readonly session: Session;
  readonly purpose: Purpose;
  readonly at: Timestamp;
}

export interface GivenOutFacts {
  readonly brought: readonly Bringing[] | undefined;
  readonly recalls: ReadonlyMap<ThreadId, readonly RecallRecord[]>;
  readonly releases: ReadonlyMap<ThreadId, readonly ReleaseRecord[]>;
  readonly said: ReadonlyMap<DocumentId, Said>;
}

/** True if an export needs no release, because it serves to save lives. */
export const isToSaveLives = ({
  thread,
  purpose,
}: Pick<TakenFrom, 'thread' | 'purpose'>): boolean =>
  thread.priority === priorities.RISK_TO_LIFE && purpose === 'SAFETY_OF_LIFE';

export async function loadGivenOut(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  taken: TakenFrom,
): Promise<GivenOutFacts> {
  const nothing = { recalls: new Map(), releases: new Map(), said: new Map() };
  if (isToSaveLives(taken)) return { ...nothing, brought: undefined };
  const brought =
    taken.record.direction === 'IN'
      ? [taken]
      : await broughtBy({ tx, cases }, taken.session, taken.file);
  if (brought === undefined) return { ...nothing, brought };
  const places = brought.length === 0 ? [taken] : brought;
  const threads = new Map(places.map(({ thread }) => [thread.id, thread]));
  const recalls = await cases.recalls.ofAll(tx, [...threads.keys()]);
  const releases = await cases.releases.ofAll(tx, [...threads.keys()]);
  const ids = places.map(({ record }) => record.id);
  const beside = await cases.dispatchesById(tx, [
    ...[...recalls.values()].flatMap((each) => narrowingsIn(each, ids).map((one) => one.document)),
    ...[...releases.values()].flatMap((each) => each.flatMap(({ answer }) => answer ?? [])),
  ]);
  const said = saidIn(cases, threads, [...beside, ...places.map((each) => each.record)]);
  return { brought, recalls, releases, said };
}
