import {
  closed,
  day,
  forms,
  isCoded,
  list,
  oneOf,
  orNull,
  pattern,
  purposes,
  schemaParser,
  text,
  whole,
  type Of,
  type Purpose,
  type Schema,
  phrase,
  detailOf,
} from '#kernel';
import { isWaivable, type RuleId, ruleIds } from '../codes.js';
import { AdmissibilityError } from '../errors.js';

/** Severity of a rule: `B` blocks, `W` warns, `H` leaves the decision to a person. */
export const severities = ['B', 'W', 'H'] as const;
export type Severity = (typeof severities)[number];

const ofRules = Object.fromEntries(ruleIds.map((id) => [id, oneOf(severities)])) as Readonly<
  Record<RuleId, Schema<Severity>>
>;

const ofPurposes = Object.fromEntries(
  purposes.map((purpose) => [purpose, pattern('^[ -~]{1,160}$')]),
) as Readonly<Record<Purpose, Schema<string>>>;

const review = closed({ name: text(200), office: text(200), on: day });

const sentences = list(text(1_000), 20, 1);
const certificateText = closed({ method: sentences, statements: sentences });

export const certificateLanguages = ['en', 'ar'] as const;
export type CertificateLanguage = (typeof certificateLanguages)[number];

const schema = closed({
  typ: { const: 'liaise-admissibility-profile' },
  v: { const: 1 },
  id: pattern('^[a-z][a-z0-9-]{1,31}$'),
  version: forms.number,
  reviewedBy: orNull(review),
  formalRequest: oneOf(['DEMANDED', 'NOT_DEMANDED']),
  notices: oneOf(['ONE', 'BOTH']),
  limits: closed({
    ...{ bracketSeconds: whole(1, 86_400), clockOffsetMs: whole(1, 60_000) },
    healthGapSeconds: whole(60, 86_400),
  }),
  bases: closed(ofPurposes, purposes),
  rules: closed(ofRules),
  certificate: closed({ en: certificateText, ar: certificateText }, ['ar']),
});

export type CertificateText = Of<typeof certificateText>;

/** Rules by which a jurisdiction judges evidence packages. */
export interface Profile {
  readonly typ: 'liaise-admissibility-profile';
  readonly v: 1;
  readonly id: string;
  readonly version: number;
  readonly reviewedBy: Of<typeof review> | null;
  readonly formalRequest: 'DEMANDED' | 'NOT_DEMANDED';
  readonly notices: 'ONE' | 'BOTH';
  readonly limits: {
    readonly bracketSeconds: number;
    readonly clockOffsetMs: number;
    readonly healthGapSeconds: number;
  };
  readonly bases: Readonly<Partial<Record<Purpose, string>>>;
  readonly rules: Readonly<Record<RuleId, Severity>>;
  readonly certificate: Readonly<
    Record<'en', CertificateText> & Partial<Record<CertificateLanguage, CertificateText>>
  >;
}

const parse = schemaParser<Profile>(schema, 'VALUE_INVALID');
const mostBytes = 65_536;

export const profileBytes = (profile: object): Buffer =>
  Buffer.from(`${JSON.stringify(profile, null, 2)}\n`);

function assertBlocks({ rules }: Profile): void {
  for (const id of ruleIds)
    if (!isWaivable(id) && rules[id] !== 'B')
      throw new AdmissibilityError('PROFILE_INVALID', phrase`/rules/${id} must be B`);
}

/**
 * Parses a profile. Accepts only the canonical encoding, so that one profile has one hash. @throws AdmissibilityError
 * PROFILE_INVALID
 */
export function parseProfile(bytes: Uint8Array): Profile {
  if (bytes.length > mostBytes) throw new AdmissibilityError('PROFILE_INVALID', phrase`too long`);
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const profile = parse(value);
    // Duplicate members and other number spellings fail the comparison with the re-encoding.
    if (!profileBytes(profile).equals(bytes))
      throw new AdmissibilityError('PROFILE_INVALID', phrase`not in its one encoding`);
    assertBlocks(profile);
    return profile;
  } catch (cause) {
    if (cause instanceof AdmissibilityError) throw cause;
    if (!isCoded(cause) && !(cause instanceof SyntaxError)) throw cause;
    const detail = isCoded(cause) ? detailOf(cause) : phrase`not JSON`;
    throw new AdmissibilityError('PROFILE_INVALID', detail, cause);
  }
}
