import {
  BorderConnection,
  renderBorderConfig,
  type BorderLayout,
  type BorderLink,
  type BorderLinkRef,
} from '#border';
import {
  createAuthority,
  createUserKey,
  issueCertificate,
  type KeyedCertificate,
  type TlsFiles,
  type UserKey,
} from '#broker';
import { parseLinkId, parseStateCode, type LinkId, type StateCode } from '#kernel';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BrokerProcess, freePorts, type TestFolder } from './nats.js';

const validity = () => ({
  notBefore: new Date(Date.now() - 60_000),
  notAfter: new Date(Date.now() + 86_400_000),
});

export const newLinkId = (): LinkId => parseLinkId(randomBytes(16).toString('hex'));

export class TestBorder {
  readonly exchange: UserKey = createUserKey();
  readonly leaf: UserKey = createUserKey();
  private links: BorderLink[] = [];
  private authorities = '';
  private process: BrokerProcess | undefined;

  private constructor(
    readonly state: StateCode,
    readonly folder: TestFolder,
    readonly ports: { client: number; monitor: number; leaf: number },
    readonly linkAuthority: KeyedCertificate,
    readonly linkCertificate: KeyedCertificate,
    readonly ownAuthority: KeyedCertificate,
    readonly server: KeyedCertificate,
    readonly client: KeyedCertificate,
  ) {}

  static async create(code: string, folder: TestFolder): Promise<TestBorder> {
    const [client = 0, monitor = 0, leaf = 0] = await freePorts(3);
    const hosts = ['127.0.0.1', 'localhost'];
    const link = await createAuthority({ name: `${code} link`, ...validity() });
    const own = await createAuthority({ name: `${code} services`, ...validity() });
    const issue = (authority: KeyedCertificate, name: string, use: 'both' | 'server' | 'client') =>
      issueCertificate(authority, {
        name,
        use,
        hosts: use === 'client' ? [] : hosts,
        ...validity(),
      });
    return new TestBorder(
      parseStateCode(code),
      folder,
      { client, monitor, leaf },
      link,
      await issue(link, `${code} border`, 'both'),
      own,
      await issue(own, 'border', 'server'),
      await issue(own, 'exchange', 'client'),
    );
  }

  listenFor(neighbour: TestBorder, linkId: LinkId): void {
    this.links.push({ linkId, side: 'listen', leafPublicKey: neighbour.leaf.publicKey });
    this.authorities += neighbour.linkAuthority.certificate;
  }

  async solicit(neighbour: TestBorder, linkId: LinkId): Promise<void> {
    const authority = await this.write('peer.ca', neighbour.linkAuthority.certificate);
    this.links.push({
      linkId,
      side: 'solicit',
      host: '127.0.0.1',
      port: neighbour.ports.leaf,
      seedVariable: 'LEAF_SEED',
      tls: await this.files('link', this.linkCertificate, authority),
    });
  }

  async layout(): Promise<BorderLayout> {
    const own = await this.write('own.ca', this.ownAuthority.certificate);
    const base = {
      state: this.state,
      serverName: `border-${this.state}`,
      clientPort: this.ports.client,
      monitorPort: this.ports.monitor,
      clientTls: await this.files('server', this.server, own),
      exchangePublicKey: this.exchange.publicKey,
      storeDirectory: this.storeDirectory,
      storeBytes: 256 * 1024 * 1024,
      links: this.links,
    };
    if (!this.links.some((link) => link.side === 'listen')) return base;
    const peers = await this.write('peers.ca', this.authorities);
    const tls = await this.files('listener', this.linkCertificate, peers);
    return { ...base, listener: { host: '127.0.0.1', port: this.ports.leaf, tls } };
  }

  get storeDirectory(): string {
    return join(this.folder.path, `${this.state}-store`);
  }

  get environment(): Readonly<Record<string, string>> {
    return { LEAF_SEED: this.leaf.seed };
  }

  get broker(): BrokerProcess {
    if (this.process === undefined) throw new Error('the broker was not started');
    return this.process;
  }

  async start(change: (text: string) => string = (text) => text): Promise<void> {
    const configFile = await this.write(
      'broker.conf',
      change(renderBorderConfig(await this.layout())),
    );
    this.process = new BrokerProcess({ configFile, env: this.environment });
    await this.process.start();
  }

  async makeInbound(link: BorderLinkRef): Promise<void> {
    const connection = await BorderConnection.connect(this.login);
    await connection.ensureInbound(link);
    await connection.close();
  }

  async stop(): Promise<void> {
    await this.process?.kill();
  }

  get login() {
    return {
      clientPort: this.ports.client,
      monitorPort: this.ports.monitor,
      seed: this.exchange.seed,
      tls: {
        authority: this.ownAuthority.certificate,
        certificate: this.client.certificate,
        key: this.client.key,
      },
    };
  }

  private write(name: string, text: string): Promise<string> {
    return this.folder.write(`${this.state}-${name}`, text);
  }

  private async files(
    name: string,
    item: KeyedCertificate,
    authorityFile: string,
  ): Promise<TlsFiles> {
    return {
      certificateFile: await this.write(`${name}.crt`, item.certificate),
      keyFile: await this.write(`${name}.key`, item.key),
      authorityFile,
    };
  }
}
