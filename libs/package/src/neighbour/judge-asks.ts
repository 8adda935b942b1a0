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

/** A flaw of one answer, by its place from 1. */
export interface PeerFinding {
  readonly code: PeerCode;
  readonly place: number;
}

/** Judgement of all answers of a neighbour, and the leaves that were read out of them. */
export interface JudgedAsks {
  readonly findings: readonly PeerFinding[];
  readonly leaves: readonly PeerLeaf[];
  readonly points: readonly {
    readonly place: number;
    readonly point: NonNullable<ReadAnswer['point']>;
  }[];
}

/** Consents by which was asked; an answer speaks of documents that are in the package. */
const isConsentShown = ({ consent }: IndexedAsk, { messages }: OwnSide): boolean =>
  messages.some(({ direction, document }) => direction === 'IN' && document === consent);

/** Answers to one ask, as far as they were read. */
interface Course {
  first: ReadAnswer['body'] | undefined;
  readonly indexes: Set<number>;
}

/** Flaws of an answer among the others to its ask, and beside what this State has. */
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
 * Judges answers, each by itself and against what this State has. An entry stands once in the answers to one ask.
 * `answers`: by place; undefined where one is missing, which others tell of.
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
