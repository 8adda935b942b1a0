import { busServices, renderBusConfig, type BusLogin, type BusService } from '#bus';
import {
  createAuthority,
  createUserKey,
  issueCertificate,
  type KeyedCertificate,
  type UserKey,
} from '#broker';
import { BrokerProcess, freePorts, type TestFolder } from './nats.js';

const validity = () => ({
  notBefore: new Date(Date.now() - 60_000),
  notAfter: new Date(Date.now() + 86_400_000),
});

/** The internal bus of one gateway in a test folder. */
export class TestBus {
  private readonly keys: Record<BusService, UserKey>;

  private constructor(
    readonly port: number,
    readonly broker: BrokerProcess,
    keys: Record<BusService, UserKey>,
    private readonly authority: KeyedCertificate,
    private readonly client: KeyedCertificate,
  ) {
    this.keys = keys;
  }

  static async start(folder: TestFolder): Promise<TestBus> {
    const [port = 0] = await freePorts(1);
    const authority = await createAuthority({ name: 'services', ...validity() });
    const server = await issueCertificate(authority, {
      name: 'bus',
      hosts: ['127.0.0.1'],
      use: 'server',
      ...validity(),
    });
    const client = await issueCertificate(authority, {
      name: 'service',
      hosts: [],
      use: 'client',
      ...validity(),
    });
    const keys = Object.fromEntries(
      busServices.map((service) => [service, createUserKey()]),
    ) as Record<BusService, UserKey>;
    const configFile = await folder.write(
      'bus.conf',
      renderBusConfig({
        serverName: 'bus',
        host: '127.0.0.1',
        port,
        tls: {
          certificateFile: await folder.write('bus.crt', server.certificate),
          keyFile: await folder.write('bus.key', server.key),
          authorityFile: await folder.write('bus.ca', authority.certificate),
        },
        publicKeys: Object.fromEntries(busServices.map((name) => [name, keys[name].publicKey])),
      }),
    );
    const broker = new BrokerProcess({ configFile });
    await broker.start();
    return new TestBus(port, broker, keys, authority, client);
  }

  login(service: BusService): BusLogin {
    return {
      service,
      host: '127.0.0.1',
      port: this.port,
      seed: this.keys[service].seed,
      tls: {
        authority: this.authority.certificate,
        certificate: this.client.certificate,
        key: this.client.key,
      },
    };
  }

  stop(): Promise<void> {
    return this.broker.kill();
  }
}
