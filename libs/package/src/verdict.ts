import { type Check, checks, type Finding } from './findings.js';
import type { Sha256 } from '#kernel';
import { paths } from './container/layout.js';
import type { PackageIndex, Withheld, WithheldCounts } from './contents/package-index.js';
import type { Facts } from './reading/facts.js';
import type { Cosigner } from './verify/v09-witnesses.js';

export interface CheckResult {
  readonly check: Check;
  readonly verdict: 'pass' | 'fail' | 'incomplete' | null;
  readonly code: string | null;
  readonly where: string | null;
}

export type Exit = 0 | 1 | 2;

/** Item that the package withholds. If somebody shows the item elsewhere, the hash identifies it. */
export interface WithheldThing {
  readonly what: 'EVENT' | 'DOCUMENT' | 'ATTACHMENT';
  readonly where: string;
  readonly reason: Withheld;
  readonly sha256: Sha256;
}

export interface Redaction {
  readonly reader: string | null;
  readonly listed: readonly WithheldThing[];
  readonly erasedAt: string | null;
}

export interface Report {
  readonly exit: Exit;
  readonly exhibit: string | null;
  readonly checks: readonly CheckResult[];
  readonly witnesses: readonly Cosigner[] | null;
  readonly withheld: WithheldCounts | null;
  readonly redaction: Redaction | null;
  readonly supersedes: PackageIndex['supersedes'];
}

export function redactionOf({
  record,
  index,
  events,
}: Pick<Facts, 'record' | 'index' | 'events'>): Redaction {
  const listed: WithheldThing[] = [];
  const add = (
    what: WithheldThing['what'],
    where: string,
    reason: Withheld | null,
    hash?: Sha256,
  ) => {
    if (reason !== null && hash !== undefined) listed.push({ what, where, reason, sha256: hash });
  };
  for (const event of index.events)
    add('EVENT', paths.event(event.index), event.withheld, event.leaf);
  for (const [i, message] of index.messages.entries()) {
    add('DOCUMENT', paths.message(i + 1, 'document.json'), message.withheld, message.sha256);
    for (const [k, reason] of message.attachments.entries())
      add('ATTACHMENT', paths.attachment(i + 1, k + 1), reason, message.hashes[k]);
  }
  const erased = events.findLast(({ read }) => read?.typ === 'erasure.done')?.read;
  return { reader: record.reader, listed, erasedAt: erased?.emit ?? null };
}

export function resultOf(check: Check, findings: readonly Finding[]): CheckResult {
  const worst = findings.find(({ verdict }) => verdict === 'fail') ?? findings[0];
  if (worst === undefined) return { check, verdict: 'pass', code: null, where: null };
  const { verdict, code, where } = worst;
  return { check, verdict, code, where };
}

export function foldResults(
  made: ReadonlyMap<Check, readonly Finding[]>,
  { exhibit, witnesses, withheld, redaction, supersedes }: Omit<Report, 'exit' | 'checks'>,
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
    ...{ exhibit, checks: results, witnesses, withheld, redaction, supersedes },
  };
}
