import type { Action, StateCode } from '#kernel';
import { actionOf } from './code-actions.js';
import { lastingAlarms, lastingOf, type LastingAlarm } from './lasting-alarms.js';
import { type Counted, troubles, type Trouble, type Troubles } from './troubles.js';
import type { Store } from '#store';
import type { TrustStore } from '#trust';

export interface ReportedTrouble {
  readonly what: 'link.alarm' | 'quarantine';
  readonly peer: string;
  readonly code: string;
  readonly action: Action;
  readonly count: number;
}

export interface TroubleReport {
  readonly alarms: readonly LastingAlarm[];
  /**
   * Numbers by neighbour, such as `XB.alarms`; `counted` means messages refused without stored evidence. Covers 24 hours;
   * `counted` covers today and yesterday (UTC).
   */
  readonly numbers: Readonly<Record<string, number>>;
}

const mostPeers = 32;
const unknownPeer = 'others';

/** Reports the last day's troubles as log lines, alarms and counts by neighbour. A restart reports the whole day again. */
export class WatchTroubles {
  // Last report of each kind; after a restart the whole last day is reported again.
  #reported: ReadonlyMap<string, Kind> = new Map();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly onTrouble: (trouble: ReportedTrouble) => void,
    private readonly onReport: (report: TroubleReport) => void,
  ) {}

  async run(): Promise<TroubleReport> {
    const { found, peers } = await this.#look();
    const reported = new Map<string, Kind>();
    for (const kind of kindsOf(found, peers)) {
      const { line, newest } = kind;
      const key = `${line.what} ${line.peer} ${line.code}`;
      const before = this.#reported.get(key);
      reported.set(key, kind);
      // Old troubles leave the window while new ones arrive, so the count may not rise: the newest time shows new ones.
      if (before === undefined) this.onTrouble(line);
      else if (newest > before.newest)
        this.onTrouble({ ...line, count: Math.max(1, line.count - before.line.count) });
    }
    this.#reported = reported;
    const report = { alarms: alarmsOf(found), numbers: numbersOf(found, peers) };
    this.onReport(report);
    return report;
  }

  #look(): Promise<{ found: Troubles; peers: ReadonlyMap<string, StateCode> }> {
    return this.store.transaction({ step: 'watch-troubles' }, async (tx) => {
      const found = await troubles(tx);
      await this.trust.refresh(tx);
      const known = this.trust.peers().listPeers().slice(0, mostPeers);
      return { found, peers: new Map(known.map(({ linkId, peer }) => [linkId, peer])) };
    });
  }
}

interface Kind {
  readonly line: ReportedTrouble;
  readonly newest: Date;
}

// Groups troubles by neighbour and code; former neighbours form one group.
function kindsOf(found: Troubles, peers: ReadonlyMap<string, StateCode>): Kind[] {
  const kinds = new Map<string, Kind>();
  const add = (what: ReportedTrouble['what'], rows: readonly Trouble[]): void => {
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

export function alarmsOf({ alarms, quarantined, failures, forks }: Troubles): LastingAlarm[] {
  const found = new Set<LastingAlarm>();
  if (forks > 0) found.add('FORK_SEEN');
  if (alarms.length > 0) found.add('LINK_ALARM');
  // A quarantined message whose code is an alarm is an alarm of its link, beside any lasting alarm of the code itself.
  if (quarantined.some(({ code }) => actionOf(code) === 'alarm')) found.add('LINK_ALARM');
  for (const { code } of [...quarantined, ...failures]) {
    const lasting = lastingOf(code);
    if (lasting !== undefined) found.add(lasting);
  }
  return lastingAlarms.filter((each) => found.has(each));
}

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
