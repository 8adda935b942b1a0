import type { StateCode } from '#model';
import {
  createAuthority,
  issueCertificate,
  type CertificateRequest,
  type KeyedCertificate,
} from '#transport';
import { writePublic, writeSecret } from './files.js';
import { busClients, type Layout, type PeopleLayout } from './layout.js';

export interface CertificatePlan {
  readonly state: StateCode;
  readonly at: Date;
  /** Names under which officers reach the page and the API. */
  readonly httpNames: readonly string[];
  /** Names under which neighbours reach the border. */
  readonly borderNames: readonly string[];
}

const local = ['127.0.0.1', 'localhost'];
const years = 2;
/** A neighbour's clock may be a little behind ours. */
const backMs = 5 * 60_000;

/**
 * Makes the State's two certificate authorities (its own services; its end of links) and everything they certify. The
 * authorities' private keys go to the persons' folder: no process needs them.
 */
export async function makeCertificates(
  layout: Layout,
  people: PeopleLayout,
  plan: CertificatePlan,
): Promise<void> {
  const notAfter = new Date(plan.at);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  const validity = { notBefore: new Date(plan.at.getTime() - backMs), notAfter };
  const authority = async (name: string): Promise<KeyedCertificate> => {
    const made = await createAuthority({ name: `${plan.state} ${name}`, ...validity });
    await writePublic(layout.path('tls', `${name}-ca.crt`), made.certificate);
    await writeSecret(people.key(`${name}-ca`), made.key);
    return made;
  };
  const issue = async (
    by: KeyedCertificate,
    name: string,
    use: CertificateRequest['use'],
    hosts: readonly string[],
  ): Promise<void> => {
    const uri = `urn:liaise:service:${plan.state}:${name}`;
    const made = await issueCertificate(by, { name, use, hosts, uri, ...validity });
    const { certificateFile, keyFile } = layout.certificate(name);
    await writePublic(certificateFile, made.certificate);
    await writeSecret(keyFile, made.key);
  };
  const services = await authority('services');
  await issue(services, 'bus', 'server', local);
  await issue(services, 'border', 'server', local);
  await issue(services, 'http', 'server', [...new Set([...local, ...plan.httpNames])]);
  for (const service of busClients) await issue(services, `bus-${service}`, 'client', []);
  await issue(services, 'border-exchange', 'client', []);
  const links = await authority('link');
  await issue(links, 'link', 'both', [...new Set([...local, ...plan.borderNames])]);
}
