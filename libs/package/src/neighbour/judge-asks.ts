import { answersOf } from '../container/layout.js';
import type { IndexedAsk } from '../contents/package-index.js';
import {
  type AnswerBytes,
  judgeAnswer,
  type PeerCode,
  type PeerLeaf,
  type PeerLog,
  type ReadAnswer,
} from './peer-answer.js';
import { type OwnSide, peerFlaw } from './peer-says.js';

export interface PeerFinding {
  readonly code: PeerCode;
  readonly place: number;
}

export interface JudgedAsks {
  readonly findings: readonly PeerFinding[];
  readonly leaves: readonly PeerLeaf[];
  readonly points: readonly {
    readonly place: number;
    readonly point: NonNullable<ReadAnswer['point']>;
  }[];
}

const isConsentShown = ({ consent }: IndexedAsk, { messages }: OwnSide): boolean =>
  messages.some(({ direction, document }) => direction === 'IN' && document === consent);

interface Course {
  first: ReadAnswer['body'] | undefined;
  readonly indexes: Set<number>;
}

function flawsBeside(read: ReadAnswer, ask: IndexedAsk, course: Course, own: OwnSide): PeerCode[] {
  const twice = read.body.entries.filter(({ index }) => course.indexes.has(index));
  for (const { index } of read.body.entries) course.indexes.add(index);
  const isTwice =
    twice.length > 0 ||
    new Set(read.body.entries.map(({ index }) => index)).size < read.body.entries.length;
  return [
    ...(isConsentShown(ask, own) ? [] : ['PEER_SAYS' as const]),
    ...(isTwice ? ['PEER_FORM' as const] : []),
    ...read.leaves.flatMap((leaf) => peerFlaw(leaf, own) ?? []),
  ];
}

/**
 * Verifies the neighbour's answers about its log entries, also against packaged messages and log entries. Skips missing
 * answers (undefined).
 */
export async function judgeAsks(
  asks: readonly IndexedAsk[],
  answers: readonly (AnswerBytes | undefined)[],
  way: PeerLog,
  own: OwnSide,
): Promise<JudgedAsks> {
  const findings: PeerFinding[] = [];
  const all: { readonly place: number; readonly read: ReadAnswer }[] = [];
  const courses = new Map<IndexedAsk, Course>();
  for (const { ask, part, place } of answersOf({ asks })) {
    const bytes = answers[place - 1];
    if (bytes === undefined) continue;
    const course = courses.get(ask) ?? { first: undefined, indexes: new Set() };
    courses.set(ask, course);
    const read = await judgeAnswer(bytes, way, { ask, part, first: course.first });
    course.first ??= read?.body;
    const codes: readonly PeerCode[] =
      read === undefined ? ['PEER_FORM'] : [...read.flaws, ...flawsBeside(read, ask, course, own)];
    findings.push(...codes.map((code) => ({ code, place })));
    if (read !== undefined) all.push({ place, read });
  }
  return {
    findings,
    leaves: all.flatMap(({ read }) => read.leaves),
    points: all.flatMap(({ place, read: { point } }) =>
      point === undefined ? [] : [{ place, point }],
    ),
  };
}
