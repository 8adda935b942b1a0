import { printable } from '../people/printable.js';
import { checks, findingTitles, type CheckResult, type Cosigner, type Report } from '#package';

const words = { pass: 'pass', fail: 'FAIL', incomplete: 'OPEN' } as const;

const titleOf = ({ check, code }: CheckResult): string => {
  const titles: Readonly<Record<string, string>> = findingTitles[check];
  return code === null ? '' : (titles[code] ?? code);
};

function lineOf(result: CheckResult): string {
  const { check, verdict, code, where } = result;
  const head = `${check} ${checks[check].padEnd(24)}`;
  if (verdict === null) return `${head} not made`;
  if (code === null) return `${head} ${words[verdict]}`;
  return `${head} ${words[verdict]} ${code}: ${titleOf(result)} (${printable(where ?? '')})`;
}

const conclusions = {
  0: 'VALID: every check holds, by the roots that you gave.',
  1: 'INVALID: do not rely on it. The first line with FAIL names what does not hold.',
  2: 'INCOMPLETE: nothing is wrong, and a question is open. The lines with OPEN say which.',
} as const;

function withheldLine({ withheld }: Report): readonly string[] {
  if (withheld === null) return [];
  const { events, files, fields, unnamed } = withheld;
  return [
    `Withheld: ${events} events and ${files} files by name, ${fields} fields of events, ${unnamed} events by number alone.`,
  ];
}

const parties: Readonly<Record<Cosigner['party'], string>> = {
  STATE: 'the State that made the package: it proves nothing',
  NEIGHBOUR: 'the other State',
  READER: 'a witness that you named',
  UNKNOWN: 'somebody whom the package alone names',
};

const lastSecond = Date.parse('9999-12-31T23:59:59.000Z') / 1_000;

const timeOf = (unixSeconds: number): string =>
  unixSeconds > lastSecond ? 'no time there is' : new Date(unixSeconds * 1_000).toISOString();

/** Party that cosigned: no name, since whoever made a key chose that. */
const witnessLines = ({ witnesses }: Report): readonly string[] =>
  (witnesses ?? []).map(
    ({ party, key, unixSeconds }) =>
      `Cosigned at ${timeOf(unixSeconds)} by ${parties[party]} (key with SHA-256 ${key})`,
  );

/** Question as it was asked: bytes by their hash, and when. */
export interface Asked {
  readonly sha512: string;
  readonly at: Date;
}

/** A report for people. Its name is the package's own word, so it stands in quotes. Pure. */
export const reportLines = (report: Report, { sha512, at }: Asked): readonly string[] => [
  `Evidence package ${report.exhibit === null ? '(its name cannot be read)' : `"${report.exhibit}"`}`,
  `SHA-512 ${sha512}`,
  `Judged as of ${at.toISOString()}`,
  ...report.checks.map(lineOf),
  ...witnessLines(report),
  ...withheldLine(report),
  'The state of things is that of the day of the package: what was withdrawn later is not in it.',
  conclusions[report.exit],
];
