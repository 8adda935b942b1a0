import {
  closed,
  day,
  forms,
  isCoded,
  list,
  oneOf,
  orNull,
  pattern,
  schemaParser,
  text,
  whole,
  detailOf,
} from '#kernel';
import { parseCanonicalJson } from '#wire';
import { waiverReasons } from '#capabilities/evidence/evidence.lists';
import { outcomes, ruleIds, type RulingCode, rulingCodes, stages } from './codes.js';
import { decisionGrounds, decisions } from './decision.js';
import { AdmissibilityError } from './errors.js';
import { severities } from './profile/profile.js';
import { standings } from './profile/standing.js';
import type { AdmissibilityReport } from './report.js';
import { waiverFlaws } from './waivers.js';

const mostWaivers = 4_096;
const farthestMs = Number.MAX_SAFE_INTEGER;
const limits = { bytes: 2 ** 21, depth: 5 } as const;
const file = pattern('^[!-~]{1,200}$');

const schema = closed({
  ...{ typ: { const: 'liaise-admissibility-report' }, v: { const: 1 }, stage: oneOf(stages) },
  exhibit: orNull(text(64)),
  sha512: orNull(forms.sha512),
  ...{ at: forms.time, exit: whole(0, 2) },
  profile: closed({
    ...{ id: pattern('^[a-z][a-z0-9-]{1,31}$'), version: forms.number, sha256: forms.sha256 },
    reviewedBy: orNull(closed({ name: text(200), office: text(200), on: day })),
    standing: oneOf(standings),
  }),
  ...{ decision: oneOf(decisions), grounds: list(oneOf(decisionGrounds), decisionGrounds.length) },
  rules: list(
    closed({
      ...{ rule: oneOf(ruleIds), severity: oneOf(severities), outcome: oneOf(outcomes) },
      code: orNull(oneOf(Object.keys(rulingCodes) as RulingCode[])),
      ...{ leaf: orNull(forms.count), file: orNull(file) },
      offsetMs: orNull(whole(-farthestMs, farthestMs)),
      ...{ withheld: forms.count, waiver: orNull(forms.count) },
    }),
    ruleIds.length,
  ),
  waivers: list(
    closed({
      ...{ leaf: forms.count, rule: orNull(oneOf(ruleIds)) },
      ...{ reason: orNull(oneOf(waiverReasons)), flaw: orNull(oneOf(waiverFlaws)) },
    }),
    mostWaivers,
  ),
});

const parse = schemaParser<AdmissibilityReport>(schema, 'VALUE_INVALID');

export function decodeReport(bytes: Uint8Array): AdmissibilityReport {
  try {
    return parse(parseCanonicalJson(bytes, limits));
  } catch (cause) {
    if (!isCoded(cause)) throw cause;
    throw new AdmissibilityError('REPORT_INVALID', detailOf(cause), cause);
  }
}
