import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cases } from '#capabilities/cases';
import { AcceptDelivery } from '#journey/05-accept';
import { TellRefusals, type RefusedToday } from '#journey/open/tell-refusals';
import { parseFingerprint, parseLinkId, parseStateCode } from '#kernel';
import { ErasureFile, Journal } from '#journal';
import { Mailbox, type RefusalBound } from '#mailbox';
import { unlockKey } from '#seal';
import { asAdmin, migrations, type Admin, type Connection, type Store } from '#store';
import { keyFile, KeyRing, TrustStore } from '#trust';
import type { Parties } from '../vectors/messages/make/vector.js';
import { openerSteps } from '../../apps/opener/src/opener-steps.js';
import type { Step } from '#service-runtime';
import { testConfig, testLimits } from './journal.js';
import { ownerOf, type TestPostgres } from './postgres.js';

type Service = 'opener' | 'exchange';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');
const signedEntry = ({ entry, signatures }: Parties['receiver']['directory'][number]) => ({
  entry: bytes(entry),
  signatures: signatures.map(bytes),
});

export class ReceivingEnd {
  private constructor(
    private readonly database: Connection,
    private readonly stores: readonly Store[],
    private readonly accept: AcceptDelivery,
    private readonly opener: Step,
    private readonly tell: TellRefusals,
  ) {}

  static async create(
    { now, link, receiver, sender }: Parties,
    postgres: TestPostgres,
    folder: string,
    bound?: RefusalBound,
  ): Promise<ReceivingEnd> {
    writeKeys(folder);
    const at = new Date(now);
    const state = parseStateCode(receiver.state);
    const trust = () => new TrustStore(state, parseFingerprint(receiver.root));
    const database = await postgres.database(migrations);
    const linkId = parseLinkId(link);
    const [peer, mailbox] = [parseStateCode(sender.state), new Mailbox(bound)];
    const admin = await postgres.store(database, 'install', 1);
    await admin.transaction({ step: 'install' }, async (tx) => {
      const own = trust();
      await own.refresh(tx);
      for (const { fingerprint, certificate } of receiver.certificates)
        await own.bindCertificate(tx, parseFingerprint(fingerprint), bytes(certificate));
      for (const entry of receiver.directory)
        await own.append(tx, 'directory', signedEntry(entry), at);
      for (const entry of receiver.peers) await own.append(tx, 'peers', signedEntry(entry), at);
      await mailbox.links.ensure(tx, linkId, peer);
      const said = { bytes: bytes(sender.statement), signature: bytes(sender.signature) };
      await own.acceptDirectory(tx, said, at);
    });
    await admin.close();
    const store = async (service: Service) =>
      postgres.store(await postgres.role(database, `liaise_${service}`), service, 2);
    const journal = (service: Service) => {
      const keys = new KeyRing(join(folder, 'keys'), service);
      const whose = { origin: 'xb.example/log', service, version: '0.0.0', config: testConfig };
      const pseudonymKey = service === 'exchange' ? {} : { pseudonymKey: keys.pseudonymKey() };
      return new Journal({ ...whose, eventKey: keys.ed25519('event'), ...pseudonymKey });
    };
    const cases = new Cases(
      new KeyRing(join(folder, 'keys'), 'opener'),
      new ErasureFile(join(folder, 'erasures')),
    );
    const [opens, takes] = [await store('opener'), await store('exchange')];
    const end = { linkId, side: 'listen' } as const;
    const own = trust();
    const keys = await Promise.all(receiver.keys.map((key) => unlockKey(bytes(key))));
    const runtime = { store: opens, trust: own, cases, journal: journal('opener'), mailbox };
    const parts = { runtime, keys: () => Promise.resolve(keys), limits: testLimits() };
    const [open] = openerSteps({ ...parts, now: () => at }).filter(({ wake }) => wake === 'open');
    if (open === undefined) throw new Error('no step');
    return new ReceivingEnd(
      database,
      [opens, takes],
      new AcceptDelivery(takes, mailbox, journal('exchange'), end, peer),
      open,
      new TellRefusals(takes, mailbox, journal('exchange')),
    );
  }

  async takes(batch: Uint8Array | null, linkId: string): Promise<void> {
    if (batch !== null)
      await this.accept.acceptBatches([
        { linkId: parseLinkId(linkId), bytes: batch, deliveries: 1 },
      ]);
    else
      await this.rows(
        `update mailbox.delivery set try_after = clock_timestamp() where state = 'WAITING'`,
      );
    while (await this.opener.run());
  }

  async tells(): Promise<RefusedToday> {
    await this.tell.run();
    return this.tell.numbers;
  }

  rows<R extends object>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return ownerOf(this.database).query<R>(sql, params);
  }

  admin<T>(act: (admin: Admin) => Promise<T>): Promise<T> {
    return asAdmin(this.database, act);
  }

  async asOpener<T>(postgres: TestPostgres, act: (role: Admin) => Promise<T>): Promise<T> {
    return asAdmin(await postgres.role(this.database, 'liaise_opener'), act);
  }

  async close(): Promise<void> {
    for (const store of this.stores) await store.close();
  }
}

function writeKeys(folder: string): void {
  const shared = randomBytes(32);
  for (const service of ['opener', 'exchange']) {
    const own = join(folder, 'keys', service);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    const files = {
      [keyFile.storage('ENFORCEMENT', 1)]: shared,
      [keyFile.index('ENFORCEMENT')]: shared,
      [keyFile.pseudonym]: shared,
      [keyFile.event]: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    };
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(own, name), content, { mode: 0o600 });
  }
}
