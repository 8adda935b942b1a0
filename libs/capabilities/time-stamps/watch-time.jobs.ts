import { phrase } from '#kernel';
import {
  type AuthorityName,
  type FormalCosigned,
  type Journal,
  JournalError,
  mayActFormally,
  noteObstacles,
  type TimeAlarm,
  timeAlarms,
  timeFacts,
  timeLimits,
  type TimeState,
  timeState,
} from '#journal';
import type { FormalObstacle } from '#capabilities/evidence/formal-acts.model';
import type { Store, Tx } from '#store';

export interface TimeReport {
  readonly state: TimeState;
  readonly alarms: readonly TimeAlarm[];
  readonly obstacles: readonly FormalObstacle[];
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * Checks time-stamps, cosignatures and this State's clock; stores what prevents formal acts. Raises each alarm once, when its
 * cause begins.
 */
export class WatchTime {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly configured: readonly AuthorityName[],
    private readonly cosigned: () => FormalCosigned,
    private readonly onAlarm: (alarm: JournalError) => void,
    private readonly onReport: (report: TimeReport) => void,
    private readonly startedAt = new Date(),
  ) {}

  async run(): Promise<TimeReport> {
    const begun: JournalError[] = [];
    const report = await this.store.transaction({ step: 'watch-time' }, async (tx) => {
      begun.length = 0;
      // Waiting starts with this service: no stamp is overdue for the time it was off.
      const state = timeState(await timeFacts(tx));
      const facts = await timeFacts(tx, this.startedAt);
      const standing = await alarmsOf(tx);
      const alarms = timeAlarms({ ...state, facts }, this.configured, standing);
      for (const code of standing)
        if (!alarms.has(code)) tx.send('delete from journal.time_alarm where code = $1', [code]);
      for (const code of alarms)
        if (!standing.has(code)) begun.push(await this.begin(tx, code, state));
      const needs = { authorities: this.configured.length, cosigned: this.cosigned() };
      const { obstacles } = mayActFormally(state, needs);
      noteObstacles(tx, obstacles);
      const numbers = numbersOf(state, this.configured.length, obstacles.length === 0);
      return { state, alarms: [...alarms], obstacles, numbers };
    });
    // Durable now: the obstacles to formal acts. Other services read them and trust them for a minute.
    for (const alarm of begun) this.onAlarm(alarm);
    this.onReport(report);
    return report;
  }

  private async begin(tx: Tx, code: TimeAlarm, state: TimeState): Promise<JournalError> {
    tx.send('insert into journal.time_alarm (code) values ($1)', [code]);
    const { offset } = state;
    if ((code !== 'CLOCK_OFFSET' && code !== 'CLOCK_BLOCKS') || offset === null)
      return new JournalError(code, waitingOf(state, this.configured));
    const blocks = code === 'CLOCK_BLOCKS';
    const { source, lowMs, highMs } = offset;
    await this.journal.recordEvent(tx, {
      typ: 'clock.alarm',
      reason: code,
      data: {
        source,
        offsetMs: [lowMs, highMs],
        limitMs: blocks ? timeLimits.blockMs : timeLimits.warnMs,
        blocks,
      },
    });
    return new JournalError(code, phrase`${source}: ahead by ${lowMs} to ${highMs} ms`);
  }
}

async function alarmsOf(tx: Tx): Promise<ReadonlySet<TimeAlarm>> {
  const rows = await tx.query<{ code: TimeAlarm }>('select code from journal.time_alarm limit 64');
  return new Set(rows.map(({ code }) => code));
}

const waitingOf = ({ facts }: TimeState, configured: readonly AuthorityName[]): string =>
  facts.authorities
    .filter(({ authority, waitsMs }) => configured.includes(authority) && waitsMs !== null)
    .map(({ authority, waitsMs }) => `${authority} ${Math.floor((waitsMs ?? 0) / 1_000)} s`)
    .join(', ');

function numbersOf(
  state: TimeState,
  authorities: number,
  formalActs: boolean,
): Record<string, number> {
  const { offset, facts } = state;
  const configured = facts.authorities.filter(({ size }) => size > 0);
  const waits = configured.map(({ waitsMs }) => waitsMs ?? 0);
  return {
    authorities,
    timed: state.state === 'timed' ? 1 : 0,
    formalActs: formalActs ? 1 : 0,
    ...(waits.length === 0 ? {} : { waitsSeconds: Math.floor(Math.min(...waits) / 1_000) }),
    ...(offset === null
      ? {}
      : { offsetLowMs: offset.lowMs, offsetHighMs: offset.highMs, offsetLeastMs: offset.leastMs }),
  };
}
