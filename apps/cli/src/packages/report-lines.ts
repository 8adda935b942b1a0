import { awaitsReview, type Language, say } from '#language';
import type { CheckResult, FindingCode, Report, WithheldThing } from '#package';
import { printable } from '../people/printable.js';
import { flowed } from '../print/flow.js';
import { padded, widthOf } from '../print/width.js';

const titleWidth = 24;

function unseenBy(check: CheckResult['check'], { withheld }: Report): number {
  if (withheld === null) return 0;
  const { events, files, fields, unnamed } = withheld;
  if (check === 'V04') return files;
  if (check === 'V05') return events + fields + unnamed;
  return check === 'V12' ? events + files + fields + unnamed : 0;
}

function verdictOf({ check, verdict }: CheckResult, report: Report, language: Language): string {
  const count = verdict === 'pass' ? unseenBy(check, report) : 0;
  return count === 0
    ? say(`verdict.${verdict ?? 'unmade'}`, language)
    : say('verdict.passWithheld', language, { count });
}

function lineOf(result: CheckResult, report: Report, language: Language): string {
  const { check, code, where } = result;
  const head = `${check} ${padded(say(`check.${check}`, language), titleWidth)}`;
  const said = `${head} ${verdictOf(result, report, language)}`;
  if (code === null) return said;
  // A check has only codes of its own.
  const title = say(`finding.${code as FindingCode}`, language);
  return `${said} ${code}: ${title} (${printable(where ?? '')})`;
}

function withheldLines({ withheld }: Report, language: Language): readonly string[] {
  if (withheld === null) return [];
  const { unnamed, ...named } = withheld;
  return [
    say('verify.withheld', language, named),
    say('verify.unnamed', language, { events: unnamed }),
  ];
}

// Line for a withheld item with its hash. The hash of an erased item counts as proof unless a check fails.
function listedLine(thing: WithheldThing, { exit, redaction }: Report, language: Language): string {
  const { where, reason, sha256 } = thing;
  const said =
    reason !== 'ERASED' || exit === 1
      ? say(`withheld.${reason}`, language)
      : redaction?.erasedAt
        ? say('withheld.erasedOn', language, { time: redaction.erasedAt })
        : say('withheld.erasedUndated', language);
  return `  ${printable(where)}: ${reason}, ${said} (SHA-256 ${sha256})`;
}

const redactionLines = (report: Report, language: Language): readonly string[] => [
  ...(report.redaction?.reader
    ? [say('verify.reader', language, { reader: report.redaction.reader })]
    : []),
  ...(report.redaction?.listed ?? []).map((thing) => listedLine(thing, report, language)),
];

const lastSecond = Date.parse('9999-12-31T23:59:59.000Z') / 1_000;

const timeOf = (unixSeconds: number, language: Language): string =>
  unixSeconds > lastSecond
    ? say('verify.timeless', language)
    : new Date(unixSeconds * 1_000).toISOString();

// Witness by key, not by name: the maker of a key chooses its name.
const witnessLines = ({ witnesses }: Report, language: Language): readonly string[] =>
  (witnesses ?? []).map(({ party, key, unixSeconds }) =>
    say('verify.cosigned', language, {
      ...{ time: timeOf(unixSeconds, language), party: say(`party.${party}`, language), key },
    }),
  );

export interface Asked {
  readonly sha512: string;
  readonly at: Date;
}

const indent = 4;

/** Breaks a line of a report at `columns`. Leaves a line whole if one word does not fit. Pure. */
export function fitted(line: string, columns: number | undefined): readonly string[] {
  if (columns === undefined) return [line];
  const isTooLong = line.split(' ').some((word) => widthOf(word) > columns - indent);
  return isTooLong ? [line] : flowed([line], { columns });
}

/** Report for people to read. Values that come from the package stand in quotes. Pure. */
export const reportLines = (
  report: Report,
  { sha512, at }: Asked,
  language: Language = 'en',
): readonly string[] => [
  report.exhibit === null
    ? say('verify.nameless', language)
    : say('verify.heading', language, { exhibit: report.exhibit }),
  ...(awaitsReview(language) ? [say('report.draft', language)] : []),
  ...(report.supersedes === null ? [] : [say('verify.supersedes', language, report.supersedes)]),
  `SHA-512 ${sha512}`,
  say('verify.at', language, { at: at.toISOString() }),
  ...report.checks.map((result) => lineOf(result, report, language)),
  ...witnessLines(report, language),
  ...withheldLines(report, language),
  ...redactionLines(report, language),
  say('verify.status', language),
  say(`verify.exit.${report.exit}`, language),
];
