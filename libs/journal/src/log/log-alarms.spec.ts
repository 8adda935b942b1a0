import { describe, expect, it } from '@jest/globals';
import { logAlarms, type LogFacts, logLimits } from './log-alarms.js';

const well: LogFacts = {
  ...{ halted: false, evidence: false, overdue: 0 },
  ...{ waitingMs: null, uncosignedMs: null, outsideMs: null },
};

describe('the log', () => {
  it.each<[string, Partial<LogFacts>, string[]]>([
    ['is well', {}, []],
    ['is not signed any more', { halted: true }, ['LOG_HALTED']],
    ['has two histories', { evidence: true }, ['LOG_FORK_EVIDENCE']],
    ['has a report that nobody signed', { overdue: 1 }, ['RECONCILIATION_OVERDUE']],
    ['is about to be cosigned', { uncosignedMs: logLimits.uncosignedMs }, []],
    ['is not cosigned', { uncosignedMs: logLimits.uncosignedMs + 1 }, ['UNCOSIGNED']],
    ['waits for a witness outside', { outsideMs: logLimits.outsideMs }, []],
    ['is not cosigned outside', { outsideMs: logLimits.outsideMs + 1 }, ['OUTSIDE_WITNESS_SILENT']],
    ['is about to take an event', { waitingMs: logLimits.waitingMs }, []],
    ['takes no event', { waitingMs: logLimits.waitingMs + 1 }, ['EVENTS_WAITING']],
  ])('%s', (_, facts, codes) => {
    expect(logAlarms({ ...well, ...facts }, true)).toEqual(codes);
  });

  it('owes no cosignature where nobody is to give one', () => {
    expect(logAlarms({ ...well, uncosignedMs: 3_600_000 }, false)).toEqual([]);
  });
});
