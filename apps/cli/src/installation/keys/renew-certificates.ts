import { X509Certificate } from 'node:crypto';
import { issueCertificate, type CertificateUse, type KeyedCertificate } from '#broker';
import { say } from '#language/console';
import { CliError } from '../../errors.js';
import { readText, replaceFile } from '../files.js';
import { clockBackMs, issued, readTlsCertificate } from './certificates.js';
import type { CertificateAuthority, Layout, PeopleLayout } from '../layout.js';
import { standardLives } from '../lives.js';

export interface Renewed {
  readonly name: string;
  readonly until: string;
}

function namesOf(certificate: X509Certificate): { hosts: string[]; uri: string | undefined } {
  const parts = (certificate.subjectAltName ?? '').split(', ');
  const after = (...forms: readonly string[]): string[] =>
    parts.flatMap((part) => {
      const form = forms.find((each) => part.startsWith(each));
      return form === undefined ? [] : [part.slice(form.length)];
    });
  return { hosts: after('DNS:', 'IP Address:'), uri: after('URI:')[0] };
}

async function authorityOf(
  layout: Layout,
  people: PeopleLayout,
  name: CertificateAuthority,
): Promise<KeyedCertificate> {
  const certificate = (await readTlsCertificate(layout.authorityCertificate(name))).toString();
  return { certificate, key: await readText(people.key(`${name}-ca`)) };
}

interface Renewal {
  readonly by: KeyedCertificate;
  readonly name: string;
  readonly use: CertificateUse;
  readonly old: X509Certificate;
}

interface Issued extends Renewed {
  readonly made: KeyedCertificate;
}

async function issueAnew({ by, name, use, old }: Renewal, at: Date): Promise<Issued> {
  const issuer = new X509Certificate(by.certificate);
  const wanted = standardLives.certificates(at);
  // Ends with its issuer at the latest; then the authority itself must be renewed.
  const end = new Date(issuer.validTo);
  const notAfter = wanted < end ? wanted : end;
  if (notAfter <= at)
    throw new CliError(
      'CLI_FILE_INVALID',
      say('renewCertificates.authorityEnded', { name, validTo: issuer.validTo }),
    );
  const { hosts, uri } = namesOf(old);
  const made = await issueCertificate(by, {
    ...{ name, use, hosts, notBefore: new Date(at.getTime() - clockBackMs), notAfter },
    ...(uri === undefined ? {} : { uri }),
  });
  if (!new X509Certificate(made.certificate).verify(issuer.publicKey))
    throw new CliError('CLI_FILE_INVALID', say('renewCertificates.keyPersonsFolderNot'));
  return { name, until: notAfter.toISOString(), made };
}

/**
 * Issues every TLS certificate anew, with a new key and the same names. Services use the new certificates from their next
 * start. @throws CliError CLI_INSTALLATION_DAMAGED, CLI_FILE_UNUSABLE, CLI_FILE_INVALID; BrokerError LAYOUT_INVALID
 */
export async function renewCertificates(
  layout: Layout,
  people: PeopleLayout,
  at: Date,
): Promise<Renewed[]> {
  const authorities = {
    services: await authorityOf(layout, people, 'services'),
    link: await authorityOf(layout, people, 'link'),
  };
  // All are read and issued before any is replaced: what refuses one refuses the whole.
  const anew: Issued[] = [];
  for (const { name, use, by } of issued) {
    const old = await readTlsCertificate(layout.certificate(name).certificateFile);
    anew.push(await issueAnew({ name, use, by: authorities[by], old }, at));
  }
  for (const { name, made } of anew) {
    const { certificateFile, keyFile } = layout.certificate(name);
    // Key before certificate: after a crash between them no service starts, and the command is repeated.
    await replaceFile(keyFile, made.key);
    await replaceFile(certificateFile, made.certificate, 0o644);
  }
  return anew.map(({ name, until }) => ({ name, until }));
}
