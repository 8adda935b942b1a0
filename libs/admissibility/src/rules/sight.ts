import { type Check, type Finding, paths } from '#package';
import type { CaseFacts, LeafFact, MessageFact } from '../facts/case-facts.js';

const folderOf = ({ place }: MessageFact): string => paths.message(place, '');

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

/** Findings of `check`, except those with code FILE_MISSING. Check V12 reports all missing files. */
export const seenBy = ({ found }: CaseFacts, check: Check): readonly Finding[] =>
  found[check].filter(({ code }) => code !== 'FILE_MISSING');

export function directoryFinding(
  { directories, found }: CaseFacts,
  direction: 'OUT' | 'IN',
): Finding | undefined {
  const { file } = directories[direction];
  const of = [...found.V03, ...found.V12].filter(({ where }) => where === file);
  return of.find(({ verdict }) => verdict === 'fail') ?? of[0];
}

export const openDirectory = (facts: CaseFacts): string | undefined =>
  (['OUT', 'IN'] as const).flatMap((each) => directoryFinding(facts, each)?.where ?? [])[0];

const stops = ['DOCUMENT_FORM', 'ENVELOPE_FORM', 'DIRECTORY_POINT'];

export const isJudged = (facts: CaseFacts, message: MessageFact): boolean =>
  message.missing.length === 0 &&
  message.said !== null &&
  message.envelope !== null &&
  findingsAt(facts, 'V04', message, stops).length === 0;

export const leafOf = ({ direction, signed, carried }: MessageFact): number | null =>
  (direction === 'OUT' ? signed : carried)?.index ?? null;

/** True if the message's files and both log entries are present and verify. Both States' directories must verify too. */
export const isSound = (facts: CaseFacts, message: MessageFact): boolean =>
  isJudged(facts, message) &&
  message.signed !== null &&
  message.carried !== null &&
  (['V02', 'V04', 'V05'] as const).every(
    (check) => findingsAt(facts, check, message).length === 0,
  ) &&
  openDirectory(facts) === undefined;

export const openLeaves = ({ leaves }: CaseFacts): readonly LeafFact[] =>
  leaves.filter(({ state }) => state === 'OPEN' || state === 'INVALID');

export const withheldLeaves = ({ leaves, unnamed }: CaseFacts): number =>
  leaves.filter(({ state }) => state === 'WITHHELD').length + unnamed;

export const lastLeaf = ({ messages }: CaseFacts): number | null =>
  messages.map(leafOf).findLast((leaf) => leaf !== null) ?? null;
