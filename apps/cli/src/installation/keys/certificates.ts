import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { StateCode } from '#kernel';
import { say } from '#language/console';
import {
  createAuthority,
  issueCertificate,
  type CertificateRequest,
  type KeyedCertificate,
} from '#broker';
import { readSecret } from '#runtime';
import { damaged, readText, writePublic, writeSecret } from '../files.js';
import {
  busClients,
  type CertificateAuthority,
  type Layout,
  type PeopleLayout,
} from '../layout.js';
import { standardLives, type Lives } from '../lives.js';

export interface CertificatePlan {
  readonly state: StateCode;
  readonly at: Date;
  readonly httpNames: readonly string[];
  readonly borderNames: readonly string[];
}

const local = ['127.0.0.1', 'localhost'];
// Long, since a new authority must reach every officer and neighbour.
const authorityYears = 10;
/** Milliseconds by which a certificate's validity begins before its issue, because a neighbour's clock may be behind. */
export const clockBackMs = 5 * 60_000;

export const issued: readonly {
  readonly name: string;
  readonly by: CertificateAuthority;
  readonly use: CertificateRequest['use'];
}[] = [
  { name: 'bus', by: 'services', use: 'server' },
  { name: 'border', by: 'services', use: 'server' },
  { name: 'http', by: 'services', use: 'server' },
  ...busClients.map((each) => ({ name: `bus-${each}`, by: 'services', use: 'client' }) as const),
  { name: 'border-exchange', by: 'services', use: 'client' },
  { name: 'link', by: 'link', use: 'both' },
];

/** Reads a certificate file (PEM). @throws CliError CLI_INSTALLATION_DAMAGED */
export async function readTlsCertificate(file: string): Promise<X509Certificate> {
  const text = await readText(file).catch((error: unknown) => {
    throw damaged(file, error);
  });
  try {
    return new X509Certificate(text);
  } catch {
    throw damaged(file, new Error(say('keysCertificates.noCertificate')));
  }
}

/**
 * Requires a certificate and its private key, which belong together. @throws CliError CLI_INSTALLATION_DAMAGED; RuntimeError
 * HOST_SECRET_UNSAFE
 */
export async function assertPair(certificateFile: string, keyFile: string): Promise<void> {
  const certificate = await readTlsCertificate(certificateFile);
  const text = readSecret(keyFile);
  let isPair = false;
  try {
    isPair = certificate.checkPrivateKey(createPrivateKey(text));
  } catch {
    // No key at all.
  }
  if (!isPair) throw damaged(keyFile, new Error(say('keysCertificates.noKey')));
}

/**
 * Makes the State's two certificate authorities and their certificates for services and links. Stores the private keys of
 * both authorities with the persons' keys, outside the gateway's folder.
 */
export async function makeCertificates(
  layout: Layout,
  people: PeopleLayout,
  plan: CertificatePlan,
  lives: Lives = standardLives,
): Promise<void> {
  const validity = (notAfter: Date) => ({
    notBefore: new Date(plan.at.getTime() - clockBackMs),
    notAfter,
  });
  const longest = new Date(plan.at);
  longest.setUTCFullYear(longest.getUTCFullYear() + authorityYears);
  const authority = async (name: CertificateAuthority): Promise<KeyedCertificate> => {
    const request = { name: `${plan.state} ${name}`, ...validity(longest) };
    const made = await createAuthority(request);
    await writePublic(layout.authorityCertificate(name), made.certificate);
    await writeSecret(people.key(`${name}-ca`), made.key);
    return made;
  };
  const authorities = { services: await authority('services'), link: await authority('link') };
  const hostsOf = (name: string): readonly string[] => {
    const more = { http: plan.httpNames, link: plan.borderNames }[name] ?? [];
    return [...new Set([...local, ...more])];
  };
  for (const { name, by, use } of issued) {
    const made = await issueCertificate(authorities[by], {
      ...{ name, use, hosts: use === 'client' ? [] : hostsOf(name) },
      uri: `urn:liaise:service:${plan.state}:${name}`,
      ...validity(lives.certificates(plan.at)),
    });
    const { certificateFile, keyFile } = layout.certificate(name);
    await writePublic(certificateFile, made.certificate);
    await writeSecret(keyFile, made.key);
  }
}
