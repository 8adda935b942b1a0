import type { CaseFacts, CertificateFact, HealthFact } from '../facts/case-facts.js';
import { type Profile, profileBytes } from '../profile/profile.js';
import { sha256 } from '#wire';
import { type Flaw, rule } from '../rule.js';

const file = 'certificate.pdf';
const none = { flaws: [{ code: 'CERTIFICATE_NONE' }], ground: {} } as const;

const isSame = (a: readonly string[], b: readonly string[] | undefined): boolean =>
  b !== undefined && a.length === b.length && a.every((each, i) => each === b[i]);

const textOf = ({ language }: CertificateFact, { certificate }: Profile) =>
  language === null ? undefined : certificate[language];

/**
 * A person with an office has signed for this package what the profile demands, and the authority has sealed it. Whether the person is
 * a qualified one, a court asks: the certificate says who.
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

/** States how: the method of the profile, the hash of each file, the programs; and a person has ticked that it is no bare conclusion. */
const cer02 = rule(
  'CER-02',
  [
    ...(['CERTIFICATE_NONE', 'CERTIFICATE_UNREADABLE', 'METHOD_DIFFERS'] as const),
    ...(['HASHES_DIFFER', 'VERSIONS_DIFFER', 'CONCLUSORY_UNASKED'] as const),
  ],
  ({ certificate }, profile) => {
    if (certificate === null) return none;
    if (!certificate.isReadable)
      return { flaws: [{ code: 'CERTIFICATE_UNREADABLE', file }], ground: {} };
    const isMethod = isSame(certificate.method, textOf(certificate, profile)?.method);
    return {
      flaws: [
        ...(isMethod ? [] : [{ code: 'METHOD_DIFFERS', file } as const]),
        ...(certificate.areFilesRight ? [] : [{ code: 'HASHES_DIFFER', file } as const]),
        ...(certificate.areVersionsRight ? [] : [{ code: 'VERSIONS_DIFFER', file } as const]),
        ...(certificate.isNotConclusory ? [] : [{ code: 'CONCLUSORY_UNASKED', file } as const]),
      ],
      ground: { file },
    };
  },
);

/** An hour is told a minute after its end; until then nobody can know it. */
const hourMs = 3_600_000;
const startOfHour = (at: number): number => Math.floor(at / hourMs) * hourMs;

/** Time of the first event that is shown; of none nothing is known. */
const firstEvent = ({ leaves, gatheredAt }: CaseFacts): number =>
  leaves
    .filter(({ state }) => state === 'SHOWN')
    .reduce((first, { at }) => Math.min(first, at), Date.parse(gatheredAt));

/** Stretches that follow on each other from the beginning on: what comes behind a gap is not reached. */
function reached(health: readonly HealthFact[], from: number): readonly HealthFact[] {
  const found: HealthFact[] = [];
  let until = from;
  for (const each of health)
    if (each.until > until && each.from <= until) {
      found.push(each);
      until = each.until;
    }
  return found;
}

function healthFlaws(
  health: readonly HealthFact[],
  { from, until }: { readonly from: number; readonly until: number },
): readonly Flaw<'HEALTH_GAP' | 'HEALTH_UNTOLD'>[] {
  const last = reached(health, from).at(-1);
  if ((last?.until ?? from) >= until) return [];
  const isGap = health.some((each) => each.until > (last?.until ?? from));
  return [{ code: isGap ? 'HEALTH_GAP' : 'HEALTH_UNTOLD', leaf: last?.leaf ?? null }];
}

/** The record of how the services worked covers the period, without a gap. What it says of faults, a person reads. */
const cer03 = rule(
  'CER-03',
  ['HEALTH_UNPACKED', 'HEALTH_GAP', 'HEALTH_UNTOLD', 'HEALTH_FAULTS'],
  (facts) => {
    const { health, gatheredAt } = facts;
    if (health === null) return { flaws: [{ code: 'HEALTH_UNPACKED' }], ground: {} };
    const until = startOfHour(Date.parse(gatheredAt));
    const from = Math.min(firstEvent(facts), until);
    const shown = reached(health, from);
    return {
      flaws: healthFlaws(health, { from, until }),
      ground: { leaf: shown.at(-1)?.leaf ?? null },
      note: shown.some(({ isEventful }) => isEventful) ? 'HEALTH_FAULTS' : undefined,
    };
  },
);

export const certificateRules = [cer01, cer02, cer03];
