import { type GivenProfile, packageHealth, parseProfile, standingOf } from '#admissibility';
import { type Timestamp, timestamp } from '#kernel';
import { examinePackage, type PackageFacts, type Reader, type Report } from '#package';
import { sha256, sha512 } from '#wire';
import { CertificateError } from '../errors.js';
import type { Language } from '../profiles/texts.js';
import type { Certificate, Custodian } from './certificate.js';
import { isNamed } from './named-files.js';

export interface Certifying {
  readonly custodian: Custodian;
  readonly software: string;
  readonly language: Language;
  readonly profile: GivenProfile;
  readonly notConclusory: boolean;
  readonly reader: Reader;
}

function assertValid({ exit, checks }: Report): void {
  if (exit === 0) return;
  const first = checks.find(({ verdict }) => verdict === 'fail') ?? checks.find(({ code }) => code);
  throw new CertificateError(
    'CERTIFICATE_PACKAGE_INVALID',
    `${first?.check ?? 'V01'} ${first?.code ?? ''} ${first?.where ?? ''}`.trim(),
  );
}

function periodOf({ events }: PackageFacts): Certificate['period'] {
  const times = events.flatMap(({ read }) => (read === undefined ? [] : [read.at]));
  const at = (time: number): Timestamp => timestamp(new Date(time));
  const first = times.reduce((a, b) => Math.min(a, b), Infinity);
  const last = times.reduce((a, b) => Math.max(a, b), -Infinity);
  return { from: at(first), to: at(last) };
}

function tokensOf({ tokens }: PackageFacts): Certificate['tokens'] {
  const all = [...tokens.log, { ...tokens.package, size: null }];
  return all.flatMap(({ size, stamp }) =>
    stamp === undefined ? [] : [{ size, time: timestamp(stamp.genTime) }],
  );
}

const countsOf = ({ index }: PackageFacts): Certificate['counts'] => ({
  sent: index.messages.filter(({ direction }) => direction === 'OUT').length,
  received: index.messages.filter(({ direction }) => direction === 'IN').length,
  leaves: index.events.length,
  shown: index.events.filter(({ withheld }) => withheld === null).length,
  withheld: index.withheld,
});

/**
 * Returns the profile's certificate text in `language`. A reviewed profile needs the signature of the package's State; a
 * draft needs none. @throws CertificateError CERTIFICATE_PROFILE_UNSIGNED, CERTIFICATE_TEXT_NONE; AdmissibilityError
 * PROFILE_INVALID
 */
async function textOf(
  given: GivenProfile,
  language: Language,
  facts: PackageFacts,
): Promise<Pick<Certificate, 'profile' | 'method' | 'statements'> & { mostGapMs: number }> {
  const profile = parseProfile(given.bytes);
  const standing = await standingOf(profile, given, facts);
  if (standing === 'UNSIGNED' || standing === 'SIGNATURE_INVALID')
    throw new CertificateError('CERTIFICATE_PROFILE_UNSIGNED', standing);
  const text = profile.certificate[language];
  if (text === undefined) throw new CertificateError('CERTIFICATE_TEXT_NONE', language);
  const { id, version, reviewedBy } = profile;
  return {
    profile: { id, version, sha256: sha256(given.bytes), language, reviewedBy },
    ...{ ...text, mostGapMs: profile.limits.healthGapSeconds * 1_000 },
  };
}

/**
 * Verifies a package and returns the facts that the custodian certifies. `reader.at` counts as the time of certification.
 * @throws CertificateError CERTIFICATE_PACKAGE_INVALID, CERTIFICATE_PROFILE_UNSIGNED, CERTIFICATE_TEXT_NONE;
 * AdmissibilityError PROFILE_INVALID
 */
export async function factsOfPackage(
  bytes: Uint8Array,
  { custodian, software, language, profile, notConclusory, reader }: Certifying,
): Promise<Certificate> {
  const examined = await examinePackage(bytes, reader);
  const { report, facts } = examined;
  assertValid(report);
  if (facts === undefined) throw new CertificateError('CERTIFICATE_PACKAGE_INVALID', 'V01');
  const { record, files } = facts;
  const { state, authority, neighbour, link, thread, exhibit, log } = record;
  const { mostGapMs, ...text } = await textOf(profile, language, facts);
  const at = timestamp(reader.at);
  return {
    ...{ typ: 'liaise-certificate', v: 1 },
    ...{ exhibit, state, authority, neighbour, link, thread },
    package: { size: bytes.length, sha512: sha512(bytes) },
    ...{ custodian, certifiedAt: at },
    software: { gathered: record.software, certified: software },
    period: periodOf(facts),
    counts: countsOf(facts),
    files: [...files]
      .filter(([name]) => isNamed(name))
      .map(([name, content]) => ({ name, sha512: sha512(content) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    log,
    tokens: tokensOf(facts),
    verified: {
      at,
      checks: report.checks.map(({ check }) => check),
      roots: record.directories.map(({ root, ...end }) => ({
        state: end.state,
        fingerprint: root,
      })),
      authorities: record.authorities.filter((each) => reader.roots.authorities.has(each)),
    },
    health: packageHealth(examined, mostGapMs),
    declared: { notConclusory },
    ...text,
  };
}
