import { type Check, checks, type Finding } from './findings.js';
import type { WithheldCounts } from './contents/package-index.js';
import type { Cosigner } from './verify/v09-witnesses.js';

/** Result of one check. */
export interface CheckResult {
  readonly check: Check;
  /** Null: it was not made, because the package could not be taken apart. */
  readonly verdict: 'pass' | 'fail' | 'incomplete' | null;
  readonly code: string | null;
  readonly where: string | null;
}

/** Exit code of a verification: valid, invalid, incomplete. */
export type Exit = 0 | 1 | 2;

/** Result of all checks of a package. */
export interface Report {
  readonly exit: Exit;
  /** Null where the record cannot be read. */
  readonly exhibit: string | null;
  readonly checks: readonly CheckResult[];
  /** Witnesses that signed the checkpoint; null where that cannot be read. */
  readonly witnesses: readonly Cosigner[] | null;
  /** Counts of what is not shown; null where that cannot be counted. */
  readonly withheld: WithheldCounts | null;
}

/** The finding that counts: the first failure, else the first thing left open. */
export function resultOf(check: Check, findings: readonly Finding[]): CheckResult {
  const worst = findings.find(({ verdict }) => verdict === 'fail') ?? findings[0];
  if (worst === undefined) return { check, verdict: 'pass', code: null, where: null };
  const { verdict, code, where } = worst;
  return { check, verdict, code, where };
}

/** Results of all checks, those that were not made too. */
export function foldResults(
  made: ReadonlyMap<Check, readonly Finding[]>,
  { exhibit, witnesses, withheld }: Pick<Report, 'exhibit' | 'witnesses' | 'withheld'>,
): Report {
  const results = checks.map((check) => {
    const findings = made.get(check);
    return findings === undefined
      ? { check, verdict: null, code: null, where: null }
      : resultOf(check, findings);
  });
  const has = (verdict: 'fail' | 'incomplete'): boolean =>
    results.some((each) => each.verdict === verdict);
  return {
    exit: has('fail') ? 1 : has('incomplete') ? 2 : 0,
    ...{ exhibit, checks: results, witnesses, withheld },
  };
}
