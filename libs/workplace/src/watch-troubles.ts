import type { Action, StateCode } from '#kernel';
import { actionOf } from './code-actions.js';
import { lastingAlarms, lastingOf, type LastingAlarm } from './lasting-alarms.js';
import { type Counted, troubles, type Trouble, type Troubles } from './troubles.js';
import type { Store } from '#store';
import type { TrustStore } from '#trust';

/** Something that a person should read, in one line. */
export interface ToldTrouble {
  readonly what: 'link.alarm' | 'quarantine';
  readonly peer: string;
  readonly code: string;
  readonly action: Action;
  /** Number of those that came since the last was told. */
  readonly count: number;
}

/** Troubles that the audit service tells with every sign of life. */
export interface TroubleReport {
  /** Codes of the last 24 hours that stay named. */
  readonly alarms: readonly LastingAlarm[];
  /** Numbers by neighbour, as `<State>.<what>`, of the last 24 hours. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** Neighbours that have numbers of their own; a State has a handful. */
const mostPeers = 32;
const unknownPeer = 'others';

/**
 * Watches what the log and the tables say of neighbours and of this State's own storage, so that it reaches somebody: a line for
 * what is new, numbers by neighbour, and `degraded` for a day. It knows nothing that a restart would lose.
 */
export class WatchTroubles {
  /** Number that was told of each kind; after a restart all of the last day once more. */
  #told: ReadonlyMap<string, Kind> = new Map();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly onTrouble: (trouble: ToldTrouble) => void,
    private readonly onReport: (report: TroubleReport) => void,
  ) {}

  async run(): Promise<TroubleReport> {
    const { found, peers } = await this.#look();
    const told = new Map<string, Kind>();
    for (const kind of kindsOf(found, peers)) {
      const { line, newest } = kind;
      const key = `${line.what} ${line.peer} ${line.code}`;
      const before = this.#told.get(key);
      told.set(key, kind);
      // The oldest fall out of the day while new ones come: the time says whether any did, and one is the least.
      if (before === undefined) this.onTrouble(line);
      else if (newest > before.newest)
        this.onTrouble({ ...line, count: Math.max(1, line.count - before.line.count) });
    }
    this.#told = told;
    const report = { alarms: alarmsOf(found), numbers: numbersOf(found, peers) };
    this.onReport(report);
    return report;
  }

  #look(): Promise<{ found: Troubles; peers: ReadonlyMap<string, StateCode> }> {
    return this.store.transaction({ step: 'watch-troubles' }, async (tx) => {
      const found = await troubles(tx);
      await this.trust.refresh(tx);
      const known = this.trust.peers().list().slice(0, mostPeers);
      return { found, peers: new Map(known.map(({ linkId, peer }) => [linkId, peer])) };
    });
  }
}

/** All of one kind of the last day. */
interface Kind {
  readonly line: ToldTrouble;
  readonly newest: Date;
}

/** Groups troubles by neighbour and code; links of States that are no neighbours any more come together. */
function kindsOf(found: Troubles, peers: ReadonlyMap<string, StateCode>): Kind[] {
  const kinds = new Map<string, Kind>();
  const add = (what: ToldTrouble['what'], rows: readonly Trouble[]): void => {
    for (const { linkId, code, count, newest } of rows) {
      const peer = peers.get(linkId) ?? unknownPeer;
      const key = `${what} ${peer} ${code}`;
      const before = kinds.get(key);
      const action = what === 'link.alarm' ? 'alarm' : actionOf(code);
      kinds.set(key, {
        line: { what, peer, code, action, count: count + (before?.line.count ?? 0) },
        newest: before !== undefined && before.newest > newest ? before.newest : newest,
      });
    }
  };
  add('link.alarm', found.alarms);
  add('quarantine', found.quarantined);
  return [...kinds.values()];
}

/** Alarms of the last day that stay named. Pure. */
export function alarmsOf({ alarms, quarantined, failures, forks }: Troubles): LastingAlarm[] {
  const found = new Set<LastingAlarm>();
  if (forks > 0) found.add('FORK_SEEN');
  if (alarms.length > 0) found.add('LINK_ALARM');
  // What a neighbour did that is marked as an alarm is one of its link, and a fork one more.
  if (quarantined.some(({ code }) => actionOf(code) === 'alarm')) found.add('LINK_ALARM');
  for (const { code } of [...quarantined, ...failures]) {
    const lasting = lastingOf(code);
    if (lasting !== undefined) found.add(lasting);
  }
  return lastingAlarms.filter((each) => found.has(each));
}

/** Three numbers for each neighbour, 0 too. Pure. */
export function numbersOf(
  { alarms, quarantined, counted }: Pick<Troubles, 'alarms' | 'quarantined' | 'counted'>,
  peers: ReadonlyMap<string, StateCode>,
): Record<string, number> {
  const sum = (rows: readonly Counted[], linkId: string): number =>
    rows.filter((row) => row.linkId === linkId).reduce((total, { count }) => total + count, 0);
  return Object.fromEntries(
    [...peers].flatMap(([linkId, peer]) => [
      [`${peer}.alarms`, sum(alarms, linkId)] as const,
      [`${peer}.refused`, sum(quarantined, linkId)] as const,
      [`${peer}.counted`, sum(counted, linkId)] as const,
    ]),
  );
}
