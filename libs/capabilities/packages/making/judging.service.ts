import { assess, type Besides, type GivenProfile, reportBytes, type Stage } from '#admissibility';
import {
  type Build,
  type BuildRecord,
  examineBuild,
  type Examined,
  leafIn,
  parseRoots,
  paths,
} from '#package';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { alarmsIn, comparisonsIn, memberBytes, noFork, type SaidAt } from './besides.rules.js';
import { type BesideLeaf, besidesRows } from './besides.rows.js';
import type { Gathering, PlacedLeaf } from './gathered.facts.js';

const skewMs = 60_000;

export type Known = Pick<Besides, 'comparisons' | 'alarms'>;

export const ownReader = (
  { directories, authorities, cmsSeal }: BuildRecord,
  own?: BuildRecord['cmsSeal'],
) => ({
  roots: parseRoots(
    [
      ...directories.map(({ state, root }) => `root ${state} ${root}`),
      ...authorities.map((hash) => `tsa ${hash}`),
      ...[cmsSeal, own].flatMap((seal) => (seal ? [`ca ${seal.authority}`] : [])),
    ].join('\n'),
  ),
  at: new Date(Date.now() + skewMs),
});

const saidIn = (leaves: readonly BesideLeaf[]): readonly SaidAt[] =>
  leaves.flatMap(({ index, leaf }) => {
    const found = leafIn(leaf, index);
    return found === undefined ? [] : [{ ...found.said, index }];
  });

/**
 * Loads reports of daily reconciliation on `link` and detected forks of both logs since `from`. Stage BEFORE omits forks
 * logged after the package's checkpoint.
 */
export async function loadBesides(
  tx: Tx,
  trust: TrustStore,
  { link, neighbour, log }: Pick<BuildRecord, 'link' | 'neighbour' | 'log'>,
  { from, stage }: { readonly from: Date; readonly stage: Stage },
): Promise<Known> {
  const theirs = trust
    .directoryOf(neighbour)
    .logKeys.allNoteKeys('log')
    .map(({ vkey }) => vkey);
  const logs = [log.origin, ...theirs.map((vkey) => vkey.split('+')[0] ?? '')];
  const reports = await besidesRows.reports(tx, link, from);
  const reportLeaves = await besidesRows.leaves(tx, 'recon.report', {
    ...{ from, below: log.size, any: [memberBytes('peer', neighbour)], none: [] },
  });
  const forks = await besidesRows.leaves(tx, 'log.fork.detected', {
    ...{ from, below: stage === 'BEFORE' ? log.size : null },
    any: logs.map((name) => memberBytes('log', name)),
    none: noFork.map((reason) => memberBytes('reason', reason)),
  });
  return {
    comparisons: comparisonsIn(reports, saidIn(reportLeaves)),
    alarms: alarmsIn(saidIn(forks), new Set(logs)),
  };
}

export function firstOf(
  { gatheredAt }: Pick<BuildRecord, 'gatheredAt'>,
  leaves: readonly { readonly index: number; readonly bytes: Uint8Array }[],
): Date {
  const times = leaves.flatMap(({ index, bytes }) => leafIn(bytes, index)?.read.at ?? []);
  return new Date(Math.min(...times, Date.parse(gatheredAt)));
}

export const loadHealth = (
  tx: Tx,
  {
    gathering: { record },
    leaves,
  }: { readonly gathering: Pick<Gathering, 'record'>; readonly leaves: readonly PlacedLeaf[] },
): Promise<readonly BesideLeaf[]> =>
  besidesRows.health(tx, { from: firstOf(record, leaves), below: record.log.size });

export function besidesOf(
  { store, trust }: { readonly store: Pick<Store, 'transaction'>; readonly trust: TrustStore },
  { record, index, files }: Build,
  stage: Stage,
): Promise<Known> {
  const leaves = index.events.flatMap(({ index: at }) => {
    const bytes = files.get(paths.event(at));
    return bytes === undefined ? [] : [{ index: at, bytes }];
  });
  const from = firstOf(record, leaves);
  return store.transaction({ step: 'build-package' }, (tx) =>
    loadBesides(tx, trust, record, { from, stage }),
  );
}

export async function reportBefore(
  build: Build,
  profile: GivenProfile,
  besides: Known,
): Promise<Uint8Array> {
  const reader = ownReader(build.record);
  const examined = await examineBuild(build, reader);
  return reportOf(examined, profile, besides, { sha512: null, at: reader.at, stage: 'BEFORE' });
}

export const reportOf = async (
  examined: Examined,
  profile: GivenProfile,
  besides: Known,
  asked: { readonly sha512: string | null; readonly at: Date; readonly stage: Stage },
): Promise<Uint8Array> => reportBytes(await assess(examined, profile, asked, besides));
