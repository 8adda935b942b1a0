import { type Timestamp, timestamp } from '#kernel';
import { examinePackage, names, type PackageFacts, type Reader, type Report } from '#package';
import { sha512 } from '#wire';
import { CertificateError } from '../errors.js';
import { profileText } from '../profiles/profile.js';
import type { Language } from '../profiles/texts.js';
import type { Certificate, Custodian } from './certificate.js';

/** Words of the custodian beside the package, and the trust that it is verified by. */
export interface Certifying {
  readonly custodian: Custodian;
  /** Version of this program. */
  readonly software: string;
  readonly language: Language;
  readonly reader: Reader;
}

/** A file that nobody could call by its name if this certificate did not: of messages, and lists that name all others. */
const isNamed = (name: string): boolean =>
  name.startsWith('data/messages/') ||
  [names.record, names.index, names.checkpoint, names.sha512, names.seal].some(
    (each) => each === name,
  );

function requireValid({ exit, checks }: Report): void {
  if (exit === 0) return;
  const first = checks.find(({ verdict }) => verdict === 'fail') ?? checks.find(({ code }) => code);
  throw new CertificateError(
    'CERTIFICATE_PACKAGE_INVALID',
    `${first?.check ?? 'V01'} ${first?.code ?? ''} ${first?.where ?? ''}`.trim(),
  );
}

/** Times of the first and the last shown event. */
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
 * Facts of a package that verifies by the reader's roots, for a custodian to certify. The reader's time is the time of the
 * certificate.
 * @throws CertificateError CERTIFICATE_PACKAGE_INVALID
 */
export async function factsOfPackage(
  bytes: Uint8Array,
  { custodian, software, language, reader }: Certifying,
): Promise<Certificate> {
  const { report, facts } = await examinePackage(bytes, reader);
  requireValid(report);
  if (facts === undefined) throw new CertificateError('CERTIFICATE_PACKAGE_INVALID', 'V01');
  const { record, files } = facts;
  const { state, authority, neighbour, link, thread, exhibit, log } = record;
  const { statements, method, ...profile } = profileText('UNTOC', language);
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
    ...{ profile, method, statements },
  };
}
