import { type Check, type Finding, paths } from '#package';
import type { CaseFacts, LeafFact, MessageFact } from '../facts/case-facts.js';

/** Facts that rules may lean on: nothing is taken as shown that a check of the package left open. */

/** Files of a message begin with this. */
const folderOf = ({ place }: MessageFact): string => paths.message(place, '');

/** Findings of a check about one message. */
export const findingsAt = (
  { found }: CaseFacts,
  check: Check,
  message: MessageFact,
  codes?: readonly string[],
): readonly Finding[] =>
  found[check].filter(
    ({ where, code }) =>
      where.startsWith(folderOf(message)) && (codes === undefined || codes.includes(code)),
  );

/** Findings of a check but for missing files: the last check names them all, and nothing is wrong by them. */
export const seenBy = ({ found }: CaseFacts, check: Check): readonly Finding[] =>
  found[check].filter(({ code }) => code !== 'FILE_MISSING');

/** Flaw that keeps a directory from being relied on; undefined where there is none. */
export function directoryFinding(
  { directories, found }: CaseFacts,
  direction: 'OUT' | 'IN',
): Finding | undefined {
  const { file } = directories[direction];
  const of = [...found.V03, ...found.V12].filter(({ where }) => where === file);
  return of.find(({ verdict }) => verdict === 'fail') ?? of[0];
}

/** File of the first directory that cannot be relied on; undefined: both can. */
export const openDirectory = (facts: CaseFacts): string | undefined =>
  (['OUT', 'IN'] as const).flatMap((each) => directoryFinding(facts, each)?.where ?? [])[0];

/** Where one of these is found, not all was checked of a document. */
const stops = ['DOCUMENT_FORM', 'ENVELOPE_FORM', 'DIRECTORY_POINT'];

/** Whether all of a message's checks were made: its files are there and could be read. */
export const isJudged = (facts: CaseFacts, message: MessageFact): boolean =>
  message.missing.length === 0 &&
  message.said !== null &&
  message.envelope !== null &&
  findingsAt(facts, 'V04', message, stops).length === 0;

/** Leaves by which a message is shown; for a report, the one that says when it existed. */
export const leafOf = ({ direction, signed, carried }: MessageFact): number | null =>
  (direction === 'OUT' ? signed : carried)?.index ?? null;

/**
 * Whether a document may be relied on: everything about it was checked and held, its leaves are shown, and both directories are those
 * that the reader has.
 */
export const isSound = (facts: CaseFacts, message: MessageFact): boolean =>
  isJudged(facts, message) &&
  message.signed !== null &&
  message.carried !== null &&
  (['V02', 'V04', 'V05'] as const).every(
    (check) => findingsAt(facts, check, message).length === 0,
  ) &&
  openDirectory(facts) === undefined;

/** Leaves that are not seen although nobody withholds them. */
export const openLeaves = ({ leaves }: CaseFacts): readonly LeafFact[] =>
  leaves.filter(({ state }) => state === 'OPEN' || state === 'INVALID');

/** Entries that are withheld or unnamed. */
export const withheldLeaves = ({ leaves, unnamed }: CaseFacts): number =>
  leaves.filter(({ state }) => state === 'WITHHELD').length + unnamed;

/** Last leaf by which a message is shown. */
export const lastLeaf = ({ messages }: CaseFacts): number | null =>
  messages.map(leafOf).findLast((leaf) => leaf !== null) ?? null;
