import { type CertificateFact, packageHealth } from '#admissibility';
import { rootOfChain, type Sealed } from '#cms';
import type { PackageFacts } from '#package';
import { canonicalJson, sha256, sha512 } from '#wire';
import { type Certificate, decodeCertificate } from '../facts/certificate.js';
import { isNamed } from '../facts/named-files.js';
import { openDocument } from './sealed-document.js';

export interface Compared {
  readonly sha512: string;
  readonly facts: PackageFacts;
}

const unreadable: CertificateFact = {
  ...{ isReadable: false, seal: 'NONE', isOfPackage: false, profile: null, language: null },
  ...{ method: [], statements: [], areFilesRight: false, areVersionsRight: false },
  ...{ isHealthRight: false, isNotConclusory: false },
};

function certificateIn(machineForm: Uint8Array | undefined): Certificate | undefined {
  try {
    return machineForm === undefined ? undefined : decodeCertificate(machineForm);
  } catch {
    // Bytes that cause any failure are no valid certificate.
    return undefined;
  }
}

function sealing(
  seal: Sealed | undefined,
  { certifiedAt }: Certificate,
  { facts }: Compared,
): CertificateFact['seal'] {
  if (seal === undefined || !seal.isChainGood([new Date(certifiedAt)])) return 'NONE';
  const root = rootOfChain(seal.chain);
  const known: ReadonlySet<string> = facts.reader.roots.certifiers;
  return root !== undefined && known.has(sha256(root)) ? 'HOLDS' : 'UNKNOWN';
}

function areFilesRight({ files }: Certificate, { facts }: Compared): boolean {
  const named = [...facts.files.keys()].filter(isNamed);
  return (
    files.length === named.length &&
    files.every(({ name, sha512: stated }) => {
      const content = facts.files.get(name);
      return content !== undefined && isNamed(name) && sha512(content) === stated;
    })
  );
}

/**
 * True when the certificate's health totals equal the package's. Gaps are not compared, because the profile decides what
 * counts as a gap.
 */
function isHealthRight({ health: stated }: Certificate, { facts }: Compared): boolean {
  const shown = packageHealth({ facts, findings: new Map() }, 0);
  if (stated === null || shown === null) return stated === shown;
  const [a, b] = [stated, shown].map(({ entries, services, faults }) =>
    Buffer.from(canonicalJson({ entries, services, faults })),
  );
  return a !== undefined && b?.equals(a) === true;
}

export function certificateFact(pdf: Uint8Array, compared: Compared): CertificateFact {
  const { machineForm, seal } = openDocument(pdf);
  const certificate = certificateIn(machineForm);
  if (certificate === undefined) return unreadable;
  const { record } = compared.facts;
  const { profile, software, method, statements } = certificate;
  return {
    isReadable: true,
    seal: sealing(seal, certificate, compared),
    isOfPackage:
      certificate.exhibit === record.exhibit && certificate.package.sha512 === compared.sha512,
    ...{ profile: profile.sha256, language: profile.language, method, statements },
    areFilesRight: areFilesRight(certificate, compared),
    areVersionsRight: software.gathered === record.software,
    isHealthRight: isHealthRight(certificate, compared),
    isNotConclusory: certificate.declared.notConclusory,
  };
}

export const officeIn = (pdf: Uint8Array): string =>
  certificateIn(openDocument(pdf).machineForm)?.custodian.office ?? '';
