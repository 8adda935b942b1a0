import { awaitsReview, type Language, type PlainKey, say } from '#language';
import type { WeighedRuling } from './decision.js';
import type { AdmissibilityReport } from './report.js';
import type { JudgedWaiver, WaiverFlaw } from './waivers.js';

type Say = (key: PlainKey) => string;

function groundOf({ leaf, file }: WeighedRuling, tell: Say): string {
  const parts = [
    ...(leaf === null ? [] : [`${tell('report.leaf')} ${leaf}`]),
    ...(file === null ? [] : [file]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function lineOf(ruling: WeighedRuling, tell: Say): string {
  const { rule, severity, outcome, code, offsetMs, withheld, waiver } = ruling;
  const words = [
    rule,
    tell(`severity.${severity}`).padEnd(6),
    `${tell(`outcome.${outcome}`)} `.padEnd(5),
    `${tell(`rule.${rule}`)}${code === null ? '' : `: ${tell(`ruling.${code}`)} [${code}]`}`,
  ];
  const off = offsetMs === null ? '' : `; ${tell('report.offset')} ${offsetMs}`;
  const seen = withheld === 0 ? '' : `; ${tell('report.withheld')} ${withheld}`;
  const waived = waiver === null ? '' : `; ${tell('report.waived')} ${waiver}`;
  return `${words.join(' ')}${groundOf(ruling, tell)}${off}${seen}${waived}`;
}

function waiverLine({ leaf, rule, reason, flaw }: JudgedWaiver, tell: Say): string {
  const verdict = tell(`waiver.${flaw ?? 'counts'}`);
  return `${tell('report.waiver')} ${leaf}: ${[rule, reason, verdict].filter(Boolean).join(' ')}`;
}

export function reportText(report: AdmissibilityReport, language: Language = 'en'): string[] {
  const tell: Say = (key) => say(key, language);
  const { profile, rules, waivers, decision, grounds, at } = report;
  const reviewed = profile.reviewedBy;
  const who = reviewed === null ? '' : `: ${reviewed.name}, ${reviewed.office}, ${reviewed.on}`;
  return [
    `${tell('report.heading')}: ${tell('report.profile')} ${profile.id}, ${tell('report.version')} ${profile.version}, ${tell(`standing.${profile.standing}`)}${who}`,
    ...(awaitsReview(language) ? [tell('report.draft')] : []),
    `SHA-256 ${profile.sha256}`,
    `${tell('report.at')} ${at}`,
    ...rules.map((ruling) => lineOf(ruling, tell)),
    ...waivers.map((waiver) => waiverLine(waiver, tell)),
    ...grounds.map((ground) => tell(`ground.${ground}`)),
    tell(`decision.${decision}`),
    tell('report.exit'),
  ];
}

/** Flaws that make a waiver invalid from the start. */
const neverCounted: readonly (WaiverFlaw | null)[] = [
  ...(['WAIVER_FORM', 'RULE_UNWAIVABLE', 'WAIVER_PROFILE', 'WAIVER_SIGNER'] as const),
];

export function reportSummary(report: AdmissibilityReport, language: Language = 'en'): string[] {
  const tell: Say = (key) => say(key, language);
  const of = (outcome: 'fail' | 'unknown'): string[] => {
    const found = report.rules.filter((each) => each.outcome === outcome);
    const named = found.map(({ rule, waiver }) => (waiver === null ? rule : `(${rule})`));
    return found.length === 0 ? [] : [`  ${tell(`outcome.${outcome}`)}: ${named.join(' ')}`];
  };
  const { id, version, standing } = report.profile;
  const profile = `${tell('report.profile')} ${id} ${version}, ${tell(`standing.${standing}`)}`;
  const isWaived = report.rules.some(({ waiver }) => waiver !== null);
  return [
    `${tell(`stage.${report.stage}`)} (${profile})`,
    `  ${tell(`decision.${report.decision}`)}`,
    ...report.grounds.map((ground) => `  ${tell(`ground.${ground}`)}`),
    ...of('fail'),
    ...of('unknown'),
    ...(isWaived ? [`  ${tell('report.bracketed')}`] : []),
    ...report.waivers
      .filter(({ flaw }) => neverCounted.includes(flaw))
      .map((waiver) => `  ${waiverLine(waiver, tell)}`),
  ];
}
