export { type CertificateCode, certificateCodes, CertificateError } from './errors.js';
export { type Certificate, type Custodian, decodeCertificate } from './facts/certificate.js';
export { type Certifying, factsOfPackage } from './facts/facts-of-package.js';
export { type Fonts, fontFiles } from './pages/fonts.js';
export { type Made, makeCertificate } from './make-certificate.js';
export { type Language, languages } from './profiles/texts.js';
export { sealPdf } from './seal/seal-pdf.js';
export { certificateFact, type Compared } from './reading/certificate-fact.js';
