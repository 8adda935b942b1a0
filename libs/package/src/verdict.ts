import { type Check, checks, type Finding } from './findings.js';
import type { Sha256 } from '#kernel';
import { paths } from './container/layout.js';
import type { PackageIndex, Withheld, WithheldCounts } from './contents/package-index.js';
import type { Facts } from './reading/facts.js';
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

/** Something that is withheld by name, with the hash by which it is known when it is shown elsewhere. */
export interface WithheldThing {
  readonly what: 'EVENT' | 'DOCUMENT' | 'ATTACHMENT';
  /** File that it would be. */
  readonly where: string;
  readonly reason: Withheld;
  /** Of an event the hash of its leaf in the tree. */
  readonly sha256: Sha256;
}

/** Reader of a package, and the things that this reader does not see. */
export interface Redaction {
  /** Label of whom this variant is for; null: of no named reader. */
  readonly reader: string | null;
  readonly listed: readonly WithheldThing[];
  /** Time of the newest shown entry of a lawful erasure; null: none is shown. */
  readonly erasedAt: string | null;
}

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
  /** Null where record and index cannot be read. */
  readonly redaction: Redaction | null;
  /** Package whose place this one takes, and why; null: of none, or the index cannot be read. */
  readonly supersedes: PackageIndex['supersedes'];
}

/** Redaction as record, index and leaves state it. Pure. */
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
