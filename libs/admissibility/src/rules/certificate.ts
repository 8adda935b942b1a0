import { names } from '#package';
import type { CertificateFact, HealthFact } from '../facts/case-facts.js';
import { healthGaps, healthPeriod, healthWithin, isEventful, type Period } from '../health.js';
import { type Profile, profileBytes } from '../profile/profile.js';
import { sha256 } from '#wire';
import { rule } from '../rule.js';

const file = 'certificate.pdf';
const none = { flaws: [{ code: 'CERTIFICATE_NONE' }], ground: {} } as const;

const isSame = (a: readonly string[], b: readonly string[] | undefined): boolean =>
  b !== undefined && a.length === b.length && a.every((each, i) => each === b[i]);

const textOf = ({ language }: CertificateFact, { certificate }: Profile) =>
  language === null ? undefined : certificate[language];

/**
 * Rule CER-01: a certifier whom the reader knows sealed the certificate of this package. The certificate must state what the
 * profile requires.
 */
const cer01 = rule(
  'CER-01',
  [
    ...(['CERTIFICATE_NONE', 'CERTIFICATE_UNREADABLE', 'CERTIFICATE_UNSEALED'] as const),
    ...(['CERTIFIER_UNKNOWN', 'CERTIFICATE_OTHER', 'CERTIFICATE_PROFILE'] as const),
  ],
  ({ certificate }, profile) => {
    if (certificate === null) return none;
    if (!certificate.isReadable)
      return { flaws: [{ code: 'CERTIFICATE_UNREADABLE', file }], ground: {} };
    const isText = isSame(certificate.statements, textOf(certificate, profile)?.statements);
    return {
      flaws: [
        ...(certificate.seal === 'NONE' ? [{ code: 'CERTIFICATE_UNSEALED', file } as const] : []),
        ...(certificate.seal === 'UNKNOWN' ? [{ code: 'CERTIFIER_UNKNOWN', file } as const] : []),
        ...(certificate.isOfPackage ? [] : [{ code: 'CERTIFICATE_OTHER', file } as const]),
        ...(certificate.profile === sha256(profileBytes(profile)) && isText
          ? []
          : [{ code: 'CERTIFICATE_PROFILE', file } as const]),
      ],
      ground: { file },
    };
  },
);

/**
 * Rule CER-02: the certificate's method, hashes, versions and health reports agree with profile and package. The custodian
 * declares: no statement is a conclusion without facts.
 */
const cer02 = rule(
  'CER-02',
  [
    ...(['CERTIFICATE_NONE', 'CERTIFICATE_UNREADABLE', 'METHOD_DIFFERS'] as const),
    ...(['HASHES_DIFFER', 'VERSIONS_DIFFER', 'HEALTH_DIFFERS', 'CONCLUSORY_UNASKED'] as const),
  ],
  ({ certificate }, profile) => {
    if (certificate === null) return none;
    if (!certificate.isReadable)
      return { flaws: [{ code: 'CERTIFICATE_UNREADABLE', file }], ground: {} };
    const isMethod = isSame(certificate.method, textOf(certificate, profile)?.method);
    return {
      flaws: (
        [
          [isMethod, 'METHOD_DIFFERS'],
          [certificate.areFilesRight, 'HASHES_DIFFER'],
          [certificate.areVersionsRight, 'VERSIONS_DIFFER'],
          [certificate.isHealthRight, 'HEALTH_DIFFERS'],
          [certificate.isNotConclusory, 'CONCLUSORY_UNASKED'],
        ] as const
      ).flatMap(([holds, code]) => (holds ? [] : [{ code, file }])),
      ground: { file },
    };
  },
);

function healthJudged(health: readonly HealthFact[], period: Period, mostMs: number) {
  const of = { file: names.health };
  const within = healthWithin(health, period);
  const last = within.at(-1);
  const isEndUncovered = (last?.until ?? period.from) < period.until;
  const gaps = healthGaps(health, period, mostMs).filter(
    ({ until }) => !isEndUncovered || until !== period.until,
  );
  const ground = { leaf: last?.leaf ?? null, ...of };
  const uncoveredEnd = { code: 'HEALTH_UNTOLD', ...ground } as const;
  const isNoted = within.some(({ services }) => services.some(isEventful));
  return {
    flaws: [
      ...gaps.map(({ leaf }) => ({ code: 'HEALTH_GAP', leaf, ...of }) as const),
      ...(isEndUncovered ? [uncoveredEnd] : []),
    ],
    ...{ ground, note: isNoted ? ('HEALTH_FAULTS' as const) : undefined },
  };
}

/**
 * Rule CER-03: health reports cover the case without a gap longer than the profile permits. Reported faults only add the note
 * HEALTH_FAULTS.
 */
const cer03 = rule(
  'CER-03',
  [
    ...(['HEALTH_EARLY', 'HEALTH_UNPACKED', 'HEALTH_INVALID'] as const),
    ...(['HEALTH_GAP', 'HEALTH_UNTOLD', 'HEALTH_FAULTS'] as const),
  ],
  (facts, { limits }) => {
    const { health } = facts;
    const mostMs = limits.healthGapSeconds * 1_000;
    const of = health === null ? {} : { file: names.health };
    if (health === 'INVALID') return { flaws: [{ code: 'HEALTH_INVALID', ...of }], ground: {} };
    const period = healthPeriod(facts, mostMs);
    if (period.from >= period.until)
      return { flaws: [{ code: 'HEALTH_EARLY', ...of }], ground: {} };
    if (health === null) return { flaws: [{ code: 'HEALTH_UNPACKED' }], ground: {} };
    return healthJudged(health, period, mostMs);
  },
);

export const certificateRules = [cer01, cer02, cer03];
