import { keyFile } from '#trust';
import { join, resolve } from 'node:path';
import type { BusService } from '#bus';
import type { Service } from '#config';
import type { AuthorityId, Compartment, LinkId } from '#kernel';

const atBus: Readonly<Record<BusService, true>> = {
  gateway: true,
  requests: true,
  inbox: true,
  audit: true,
};
export const busClients = Object.keys(atBus) as readonly BusService[];

export const storageServices = ['requests', 'inbox', 'sealer', 'opener'] as const;
/** Services whose events contain pseudonyms of officers and cases. */
export const pseudonymServices = [...storageServices, 'audit', 'evidence'] as const;
export const handoverServices = ['requests', 'inbox', 'evidence'] as const;

export const certificateAuthorities = ['services', 'link'] as const;
export type CertificateAuthority = (typeof certificateAuthorities)[number];

export const databaseName = 'liaise';
export const firstEpoch = 1;

export class Layout {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = resolve(dir);
  }

  readonly path = (...parts: readonly string[]): string => join(this.dir, ...parts);

  /** Settings file. Written last, so its existence shows that the installation is complete. */
  get settings(): string {
    return this.path('liaise.json');
  }
  get border(): string {
    return this.path('nats', 'border.json');
  }
  get busConfig(): string {
    return this.path('nats', 'bus.conf');
  }
  get borderConfig(): string {
    return this.path('nats', 'border.conf');
  }
  get borderStore(): string {
    return this.path('nats', 'store');
  }
  get neighbourAuthorities(): string {
    return this.path('nats', 'neighbours.crt');
  }
  get postgres(): string {
    return this.path('postgres');
  }
  get peers(): string {
    return this.path('peers');
  }
  get keys(): string {
    return this.path('keys');
  }
  get secrets(): string {
    return this.path('secrets');
  }
  get objects(): string {
    return this.path('objects');
  }
  get logHead(): string {
    return this.path('checkpoint', 'head');
  }
  get diskReserve(): string {
    return this.path('run', 'disk-reserve');
  }
  get servicesAuthority(): string {
    return this.authorityCertificate('services');
  }

  authorityCertificate(name: CertificateAuthority): string {
    return this.path('tls', `${name}-ca.crt`);
  }
  databasePassword(service: string): string {
    return this.path('secrets', `db-${service}`);
  }
  busSeed(service: BusService): string {
    return this.path('secrets', `bus-${service}.nk`);
  }
  get borderSeed(): string {
    return this.path('secrets', 'border-exchange.nk');
  }
  leafSeed(link: LinkId): string {
    return this.path('secrets', `leaf-${link}.nk`);
  }
  certificate(name: string): { readonly certificateFile: string; readonly keyFile: string } {
    return {
      certificateFile: this.path('tls', `${name}.crt`),
      keyFile: this.path('tls', `${name}.key`),
    };
  }

  key(service: Service, name: string): string {
    return this.path('keys', service, name);
  }
  authorityKey(authority: AuthorityId, compartment: Compartment): string {
    return this.key('opener', keyFile.authority(authority, compartment));
  }

  get folders(): readonly string[] {
    return [
      'nats',
      'nats/store',
      'tls',
      'secrets',
      'keys',
      'objects',
      'log',
      'run',
      'peers',
      'checkpoint',
    ];
  }
}

/** Paths of the persons' keys. Their folder lies beside the gateway's folder, never inside. */
export class PeopleLayout {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = resolve(dir);
  }

  get rootKey(): string {
    return join(this.dir, 'root.key');
  }
  get rootCertificate(): string {
    return join(this.dir, 'root.cert');
  }
  key(name: string): string {
    return join(this.dir, `${name}.key`);
  }
  certificate(name: string): string {
    return join(this.dir, `${name}.cert`);
  }
}
