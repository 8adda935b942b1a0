import { parseFingerprint, timestamp, type Role } from '#kernel';
import {
  checks,
  countWithheld,
  type Examined,
  guide,
  names,
  type PackageFacts,
  script,
} from '#package';
import type { CaseFacts, LeafFact, WaiverFact } from './case-facts.js';
import { healthFacts } from './health-facts.js';
import { leafFacts, LeavesAbout } from './leaf-facts.js';
import { messageFact } from './message-facts.js';
import { tokenTimes } from './token-times.js';

export type Besides = Pick<CaseFacts, 'comparisons' | 'alarms' | 'certificate'>;

const nothing: Besides = { comparisons: null, alarms: null, certificate: null };

const isText = (facts: PackageFacts, name: string, text: string): boolean =>
  Buffer.from(facts.files.get(name) ?? '').toString('utf8') === text;

function directoryFact({ reader }: PackageFacts, { end }: PackageFacts['own']) {
  return {
    file: `data/keys/directory/${end.state}.jsonl`,
    isPointKnown: reader.roots.heads.has(end.state),
  };
}

function rolesOf({ own }: PackageFacts, { at, data }: LeafFact): readonly Role[] {
  try {
    const signer = parseFingerprint(data['signer']);
    return own.chain.directory.activeOfficer(signer, timestamp(new Date(at)))?.roles ?? [];
  } catch {
    // Invalid fingerprints belong to no key.
    return [];
  }
}

const waiversIn = (facts: PackageFacts, leaves: readonly LeafFact[]): readonly WaiverFact[] =>
  leaves
    .filter(({ typ, why }) => typ === 'rule.waived' && why === 'CASE')
    .map((leaf) => ({ leaf, roles: rolesOf(facts, leaf) }));

function foundIn({ findings }: Examined): CaseFacts['found'] {
  const found = checks.map((check) => [check, findings.get(check) ?? []] as const);
  return Object.fromEntries(found) as unknown as CaseFacts['found'];
}

export async function loadFacts(
  examined: Examined,
  besides: Partial<Besides> = {},
): Promise<CaseFacts | undefined> {
  const { facts, report, findings } = examined;
  if (facts === undefined || report.checks.some(({ verdict }) => verdict === null))
    return undefined;
  const { record, index } = facts;
  const leaves = leafFacts(facts, [...findings.values()].flat());
  const about = new LeavesAbout(leaves);
  const times = tokenTimes(facts, about);
  const messages = [];
  // Sorted by directory version: going back would rebuild the directory for each document.
  // Withheld documents are no evidence: they are counted, not judged.
  for (const [i, entry] of index.messages.entries())
    if (entry.withheld === null)
      messages.push(await messageFact({ facts, leaves: about, times }, entry, i + 1));
  return {
    states: { own: record.state, neighbour: record.neighbour },
    ...{ exhibit: record.exhibit, gatheredAt: record.gatheredAt, gathered: record.gathered },
    ...{ exit: report.exit, found: foundIn(examined), leaves, messages },
    unnamed: index.withheld.unnamed,
    withheldFiles: countWithheld({ ...index, unnamed: index.withheld.unnamed }).files,
    directories: {
      OUT: directoryFact(facts, facts.own),
      IN: directoryFact(facts, facts.neighbour),
    },
    isWitnessed: facts.witnessed?.isMet === true && facts.witnessed.flaw === undefined,
    ...{ tokens: index.tokens.length, lists: index.lists.length },
    tokenTimes: times,
    hasPublicTools: isText(facts, names.guide, guide) && isText(facts, names.script, script),
    waivers: waiversIn(facts, leaves),
    withdrawals: leaves.filter(({ typ, why }) => typ === 'waiver.withdrawn' && why === 'CASE'),
    health: healthFacts(facts, findings),
    ...{ ...nothing, ...besides },
  };
}
