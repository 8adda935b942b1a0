import { causeDetail } from '#kernel';
import { sha512 } from '#wire';
import { type Certificate, encodeCertificate } from './facts/certificate.js';
import { assertArchive } from './check/check-archive.js';
import { CertificateError } from './errors.js';
import { type Fonts, assertFonts } from './pages/fonts.js';
import { drawCertificate } from './pages/certificate-pages.js';
import { archivalPdf } from './pdf/archival.js';
import { words } from './profiles/words.js';

export interface Made {
  readonly machineForm: Uint8Array;
  readonly pdf: Uint8Array;
}

export async function makeCertificate(certificate: Certificate, fonts: Fonts): Promise<Made> {
  assertFonts(fonts);
  const machineForm = encoded(certificate);
  const said = words[certificate.profile.language];
  const drawn = await drawCertificate(certificate, sha512(machineForm), fonts);
  const pdf = archivalPdf(drawn, {
    title: `${said.title}: ${certificate.exhibit}`,
    language: certificate.profile.language,
    isRightToLeft: said.direction === 'rtl',
    producer: `Liaise ${certificate.software.certified}`,
    at: new Date(certificate.certifiedAt),
    attachment: {
      name: 'certificate.json',
      type: 'application/json',
      description: 'Facts of this certificate for programs',
      bytes: machineForm,
    },
  });
  assertArchive(pdf);
  return { machineForm, pdf };
}

function encoded(certificate: Certificate): Uint8Array {
  try {
    return encodeCertificate(certificate);
  } catch (cause) {
    throw new CertificateError('CERTIFICATE_FACTS_INVALID', causeDetail(cause), cause);
  }
}
