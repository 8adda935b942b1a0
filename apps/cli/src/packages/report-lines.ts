import { awaitsReview, type Language, say } from '#language';
import type { CheckResult, FindingCode, Report } from '#package';
import { printable } from '../people/printable.js';

const titleWidth = 24;

function lineOf({ check, verdict, code, where }: CheckResult, language: Language): string {
  const head = `${check} ${say(`check.${check}`, language).padEnd(titleWidth)}`;
  const said = `${head} ${say(`verdict.${verdict ?? 'unmade'}`, language)}`;
  if (code === null) return said;
  // A check names only codes of its own.
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

const lastSecond = Date.parse('9999-12-31T23:59:59.000Z') / 1_000;

const timeOf = (unixSeconds: number, language: Language): string =>
  unixSeconds > lastSecond
    ? say('verify.timeless', language)
    : new Date(unixSeconds * 1_000).toISOString();

/** Party that cosigned: no name, since whoever made a key chose that. */
const witnessLines = ({ witnesses }: Report, language: Language): readonly string[] =>
  (witnesses ?? []).map(({ party, key, unixSeconds }) =>
    say('verify.cosigned', language, {
      ...{ time: timeOf(unixSeconds, language), party: say(`party.${party}`, language), key },
    }),
  );

/** Question as it was asked: bytes by their hash, and when. */
export interface Asked {
  readonly sha512: string;
  readonly at: Date;
}

/** A report for people. Its name is the package's own word, so it stands in quotes. Pure. */
export const reportLines = (
  report: Report,
  { sha512, at }: Asked,
  language: Language = 'en',
): readonly string[] => [
  report.exhibit === null
    ? say('verify.nameless', language)
    : say('verify.heading', language, { exhibit: report.exhibit }),
  ...(awaitsReview(language) ? [say('report.draft', language)] : []),
  `SHA-512 ${sha512}`,
  say('verify.at', language, { at: at.toISOString() }),
  ...report.checks.map((result) => lineOf(result, language)),
  ...witnessLines(report, language),
  ...withheldLines(report, language),
  say('verify.status', language),
  say(`verify.exit.${report.exit}`, language),
];
