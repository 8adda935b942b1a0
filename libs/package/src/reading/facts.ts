import type { DirectoryEnd, BuildRecord } from '../contents/record.js';
import { readDirectory, type ShownDirectory } from '../contents/directory-file.js';
import {
  answersOf,
  demandedFiles,
  type Files,
  fixedFiles,
  names,
  paths,
} from '../container/layout.js';
import { Digests } from '../container/manifests.js';
import type { PackageIndex } from '../contents/package-index.js';
import type { Roots } from '../contents/roots.js';
import { isOutside } from './parties.js';
import { type ShownHealth, shownHealth } from './shown-health.js';
import { carriedBy, shownEvents, type ShownEvent } from './shown-event.js';
import { type JudgedAsks, judgeAsks } from '../neighbour/judge-asks.js';
import { peerLogOf } from '../neighbour/peer-answer.js';
import type { OwnSide } from '../neighbour/peer-says.js';
import { openTokens, type OpenedTokens } from './tokens.js';
import { openWitnessed, type Witnessed } from './witnessed.js';
import type { ReadMember } from '../container/zip.js';

export interface Reader {
  readonly roots: Roots;
  readonly at: Date;
}

interface OutsideTime {
  readonly size: number;
  readonly time: number;
}

export interface Facts {
  readonly members: readonly ReadMember[];
  readonly files: Files;
  readonly digests: Digests;
  readonly record: BuildRecord;
  readonly index: PackageIndex;
  readonly events: readonly ShownEvent[];
  readonly health: readonly ShownHealth[] | null | undefined;
  readonly own: ShownDirectory;
  readonly neighbour: ShownDirectory;
  readonly tokens: OpenedTokens;
  readonly witnessed: Witnessed | undefined;
  readonly reader: Reader;
  readonly peer: JudgedAsks | undefined;
  readonly missing: readonly string[];
}

export interface Opened {
  readonly members: readonly ReadMember[];
  readonly files: Files;
  readonly record: BuildRecord;
  readonly index: PackageIndex;
}

async function directoryOf(opened: Opened, state: string): Promise<ShownDirectory> {
  const end = opened.record.directories.find((each): each is DirectoryEnd => each.state === state);
  if (end === undefined) throw new RangeError('directories');
  return readDirectory(opened.files.get(paths.directory(state)), end);
}

function missingFiles(
  { files, record, index }: Opened,
  events: readonly ShownEvent[],
): readonly string[] {
  const demanded = demandedFiles(record, index, anchorSizes(events));
  return [...demanded, ...fixedFiles(record)].filter((name) => !files.has(name));
}

const notesIn = (files: Files) => ({
  note: files.get(names.checkpoint),
  second: files.get(names.second),
  policy: files.get(names.policy),
});

export async function factsOf(opened: Opened, reader: Reader): Promise<Facts> {
  const { files, record, index } = opened;
  const events = shownEvents(index, files);
  const own = await directoryOf(opened, record.state);
  const log = own.chain.directory.logKeys.noteKey('log', record.gatheredAt);
  const neighbour = await directoryOf(opened, record.neighbour);
  return {
    ...opened,
    digests: new Digests(files),
    events,
    health: shownHealth(files),
    missing: missingFiles(opened, events),
    own,
    neighbour,
    peer: await peerOf(opened, events, neighbour),
    tokens: await openTokens(opened),
    witnessed: openWitnessed(notesIn(files), log?.vkey),
    reader,
  };
}

function ownSide({ files, index }: Opened, events: readonly ShownEvent[]): OwnSide {
  const messages = index.messages.map((entry, i) => {
    const file = (name: string) => files.get(paths.message(i + 1, name));
    const { read, said } = carriedBy(events, entry) ?? {};
    return {
      ...entry,
      files: {
        ...{ document: file('document.json'), signature: file('document.sig') },
        ...{ certificate: file('certificate.pgp'), envelope: file('envelope.json') },
      },
      carried: read && said && { said, at: read.at },
    };
  });
  const leaves = events.flatMap(({ index: at, bytes, read }) =>
    bytes === undefined || read === undefined ? [] : [[at, bytes] as const],
  );
  return { messages, leaves: new Map(leaves) };
}

async function peerOf(
  opened: Opened,
  events: readonly ShownEvent[],
  { isThere, chain }: ShownDirectory,
): Promise<JudgedAsks | undefined> {
  const { files, index, record } = opened;
  if (!isThere || index.asks === undefined) return undefined;
  const answers = answersOf(index).map(({ place }) => {
    const statement = files.get(paths.answer(place));
    const signature = files.get(paths.answerSignature(place));
    return statement && signature && { statement, signature };
  });
  const way = peerLogOf(chain.directory, record);
  return judgeAsks(index.asks, answers, way, ownSide(opened, events));
}

export const anchorSizes = (events: readonly ShownEvent[]): readonly number[] =>
  events.flatMap(({ read }) =>
    read === undefined || read.anchor === null ? [] : [read.anchor.size],
  );

/**
 * Returns when outside witnesses cosigned, in ms since 1970. Times before `gatheredAt` become `gatheredAt`, because the
 * cosigned log already records the gathering.
 */
function witnessTimes(facts: Facts): readonly number[] {
  const gathered = Date.parse(facts.record.gatheredAt);
  return (facts.witnessed?.signers ?? [])
    .filter(({ vkey }) => isOutside(facts, vkey))
    .map(({ unixSeconds }) => Math.max(gathered, (unixSeconds + 1) * 1_000));
}

/**
 * Earliest time (ms since 1970) at which a time-stamp or an outside witness proves that the log contained this leaf; Infinity
 * if none.
 */
export function provenBy(facts: Facts, leaf: number): number {
  const { tokens, witnessed } = facts;
  const times: OutsideTime[] = [
    ...tokens.log.flatMap(({ size, stamp }) =>
      stamp === undefined ? [] : [{ size, time: stamp.latest.getTime() }],
    ),
    ...(tokens.package.stamp === undefined
      ? []
      : [{ size: Infinity, time: tokens.package.stamp.latest.getTime() }]),
    ...witnessTimes(facts).map((time) => ({ size: witnessed?.size ?? 0, time })),
  ];
  return Math.min(...times.filter(({ size }) => size > leaf).map(({ time }) => time), Infinity);
}
