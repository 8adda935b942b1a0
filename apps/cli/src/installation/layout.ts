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
/** Services with a login at the bus. `#bus` itself would load the client of the broker for every command. */
export const busClients = Object.keys(atBus) as readonly BusService[];

/** Services with keys for content at rest; no other gets them. */
export const storageServices = ['requests', 'inbox', 'sealer', 'opener'] as const;
/** Officers and cases appear in their events under a pseudonym; in those of `exchange` they do not appear. */
export const pseudonymServices = [...storageServices, 'audit', 'evidence'] as const;
/** Services that hand over, or take, the key of a single thread for its evidence package. */
export const handoverServices = ['requests', 'inbox', 'evidence'] as const;

export const databaseName = 'liaise';
/** The first epoch of storage keys, of which a new one begins every 30 days, and of the key of the hand-over. */
export const firstEpoch = 1;

/** Where everything of one State lies: one folder. Pure; says paths, looks at nothing. */
export class Layout {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = resolve(dir);
  }

  readonly path = (...parts: readonly string[]): string => join(this.dir, ...parts);

  /** Written last: an installation exists when this file does. */
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
  /** Authorities of the neighbours that connect to us, in one file. */
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
  /** Room that is given to the database and the logs when the disk is full. */
  get diskReserve(): string {
    return this.path('run', 'disk-reserve');
  }
  /** The authority all services of this State believe; its private key is not here. */
  get servicesAuthority(): string {
    return this.path('tls', 'services-ca.crt');
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
  /** Our end of a link that we open. */
  leafSeed(link: LinkId): string {
    return this.path('secrets', `leaf-${link}.nk`);
  }
  /** A certificate and its key under one name: `bus`, `bus-<service>`, `border`, `border-exchange`, `http`, `link`. */
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

  /** Made by `init`, each for its owner alone. */
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

/** The folder of the persons' keys, beside that of the gateway and never inside it. */
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
