import { isCoded } from '#kernel';
import { type Facts, factsOf, type Opened, type Reader } from './reading/facts.js';
import { type Check, type Finding, Findings } from './findings.js';
import { type Build, unsealedFiles } from './assemble.js';
import { names } from './container/layout.js';
import { Digests } from './container/manifests.js';
import { countWithheld, decodeIndex } from './contents/package-index.js';
import { decodeRecord } from './contents/record.js';
import { foldResults, redactionOf, type Report } from './verdict.js';
import { type Later, noteMissing } from './verify/missing.js';
import { checkDerived, checkHashes } from './verify/v02-manifests.js';
import { checkKeysAndSeal } from './verify/v03-keys-and-seal.js';
import { checkDocuments } from './verify/v04-documents.js';
import { checkLeaves } from './verify/v05-leaves.js';
import { checkInclusion } from './verify/v06-inclusion.js';
import { checkConsistency } from './verify/v07-consistency.js';
import { checkLogSignature } from './verify/v08-log-signature.js';
import { checkWitnesses, cosignersOf } from './verify/v09-witnesses.js';
import { checkTokens } from './verify/v10-tokens.js';
import { checkBothStates } from './verify/v11-both-states.js';
import { checkWithheld } from './verify/v12-withheld.js';
import { type ReadMember, readZip, ZipFault } from './container/zip.js';

type Made = Map<Check, readonly Finding[]>;

const later: {
  readonly [C in Later]: (facts: Facts, found: Findings<C>) => void | Promise<void>;
} = {
  V03: checkKeysAndSeal,
  V04: checkDocuments,
  V05: checkLeaves,
  V06: checkInclusion,
  V07: checkConsistency,
  V08: checkLogSignature,
  V09: checkWitnesses,
  V10: checkTokens,
  V11: checkBothStates,
  V12: checkWithheld,
};

function opened(bytes: Uint8Array, made: Made): readonly ReadMember[] | undefined {
  const found = new Findings('V01');
  made.set('V01', found.all);
  try {
    return readZip(bytes);
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    found.add(error.code, error.where);
    return undefined;
  }
}

function decoded<T>(
  files: Opened['files'],
  name: string,
  decode: (bytes: Uint8Array) => T,
  found: Findings<'V02'>,
): T | undefined {
  const bytes = files.get(name);
  try {
    if (bytes !== undefined) return decode(bytes);
  } catch (error) {
    if (!isCoded(error) && !(error instanceof RangeError)) throw error;
  }
  found.add('RECORD_FORM', name);
  return undefined;
}

async function runLater<C extends Later>(check: C, facts: Facts, made: Made): Promise<void> {
  const found = new Findings(check);
  await later[check](facts, found);
  noteMissing(facts, found);
  made.set(check, found.all);
}

const fails = (made: Made): boolean =>
  [...made.values()].some((findings) => findings.some(({ verdict }) => verdict === 'fail'));

function readPackage(bytes: Uint8Array, made: Made): Opened | undefined {
  const members = opened(bytes, made);
  if (members === undefined) return undefined;
  const files = new Map(members.map(({ name, content }) => [name, content]));
  const found = new Findings('V02');
  made.set('V02', found.all);
  checkHashes({ members, files, digests: new Digests(files) }, found);
  const record = decoded(files, names.record, decodeRecord, found);
  const index = decoded(files, names.index, decodeIndex, found);
  if (record === undefined || index === undefined) return undefined;
  return { members, files, record, index };
}

export interface Examined {
  readonly report: Report;
  readonly findings: ReadonlyMap<Check, readonly Finding[]>;
  readonly facts: Facts | undefined;
}

const unseen = { witnesses: null, withheld: null, redaction: null, supersedes: null } as const;

export async function examinePackage(
  bytes: Uint8Array,
  reader: Reader,
  until: 'all' | 'first' = 'all',
): Promise<Examined> {
  const findings: Made = new Map();
  const enough = (): boolean => until === 'first' && fails(findings);
  const shown = readPackage(bytes, findings);
  const exhibit = shown?.record.exhibit ?? null;
  if (shown === undefined || enough()) {
    const report = foldResults(findings, { ...unseen, exhibit });
    return { report, findings, facts: undefined };
  }
  const facts = await factsOf(shown, reader);
  const derived = new Findings('V02');
  checkDerived(facts, derived);
  findings.set('V02', [...(findings.get('V02') ?? []), ...derived.all]);
  return judged(facts, findings, enough);
}

async function judged(facts: Facts, findings: Made, enough: () => boolean): Promise<Examined> {
  for (const check of Object.keys(later) as (keyof typeof later)[])
    if (!enough()) await runLater(check, facts, findings);
  const { record, index } = facts;
  const { exhibit } = record;
  const withheld = countWithheld({ ...index, unnamed: index.withheld.unnamed });
  const witnesses = cosignersOf(facts);
  const report = foldResults(findings, {
    ...{ exhibit, witnesses, withheld, redaction: redactionOf(facts) },
    supersedes: index.supersedes,
  });
  return { report, findings, facts };
}

const unmade: readonly string[] = [
  ...[names.seal, names.tags, names.asic, names.token],
  ...[names.cmsManifest, names.cms],
];

/**
 * Runs checks V03 to V12 on a package before sealing. Drops findings about seals and time-stamp, which do not exist yet.
 * @throws PackageError PACKAGE_BUILD_INVALID
 */
export async function examineBuild(build: Build, reader: Reader): Promise<Examined> {
  const files = unsealedFiles(build);
  const { record, index } = build;
  const facts = await factsOf({ members: [], files, record, index }, reader);
  const missing = facts.missing.filter((name) => !unmade.includes(name));
  const findings: Made = new Map([
    ['V01', []],
    ['V02', []],
  ]);
  return judged({ ...facts, missing }, findings, () => false);
}

/**
 * Verifies a package without network or clock; trusts only what `reader` names (proto/package.md, section 6). With `until` =
 * `first`, stops after the first failed check.
 */
export async function verifyPackage(
  bytes: Uint8Array,
  reader: Reader,
  until: 'all' | 'first' = 'all',
): Promise<Report> {
  const { report } = await examinePackage(bytes, reader, until);
  return report;
}
