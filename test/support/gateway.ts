import { join } from 'node:path';
import type { Session } from '#access';
import { Cases } from '#capabilities/cases';
import { AppendEntry } from '#capabilities/directory/append-entry.service';
import type { EntryBodies } from '#capabilities/directory/directory.schema';
import { ClaimRequest } from '#capabilities/assignment/claim-request.service';
import { type Connection, migrations, type JobLoop, Store, type StoreOptions } from '#store';
import type { EraseThreads } from '#capabilities/retention/erasing/erase-threads.jobs';
import { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { RelayObjects } from '#journey/objects/relay-objects';
import { SubmitDispatch } from '#journey/01-submit';
import { UploadAttachment } from '#capabilities/attachments/upload-attachment.service';
import { countRequest } from '#capabilities/statistics/statistics.model';
import {
  type DocumentId,
  type LinkId,
  type Side,
  type Stage,
  type StateCode,
  timestamp,
  type ThreadId,
} from '#kernel';
import { ErasureFile, HeadFile, Journal, type ProofFile, recordedRequests } from '#journal';
import { Mailbox } from '#mailbox';
import { AttachmentReader, ObjectReceiver, type ObjectStore } from '#objects';
import { makeSigner, makeVerifier } from '#tlog';
import { BorderConnection, type LinkSide } from '#border';
import { newChunkCounts } from '#journey/objects/accept-objects';
import { type DirectoryStatement, KeyRing, TrustStore } from '#trust';
import { createPublicKey } from 'node:crypto';
import type { TestBorder } from './border.js';
import { testConfig, testLimits } from './journal.js';
import { openStore } from './objects.js';
import type { TestPostgres } from './postgres.js';
import { writeDecryptionKeys, writePackageKey, writeServiceKeys } from './keys.js';
import { eventually } from './nats.js';
import type { TestState } from './test-state.js';
import { listing, serveDesk, type ListThreads, type Served } from './service-calls.js';
import { TestStores } from './test-stores.js';
import { auditSteps, aWitness, Steps, type TestWitness } from './steps.js';
import { linkSteps } from '../../apps/exchange/src/link-steps.js';
import { decryptionKeys, openerSteps } from '../../apps/opener/src/opener-steps.js';
import { erasing, sealerSteps } from '../../apps/sealer/src/sealer-steps.js';

export type Service =
  | 'requests'
  | 'inbox'
  | 'sealer'
  | 'opener'
  | 'exchange'
  | 'audit'
  | 'evidence';
const stageSql = `
  select 1 from mailbox.outbox o where o.dispatch = $1 and (
    ($2 = 'RELAYED' and o.relayed_at is not null)
    or exists (select from mailbox.silence s where s.dispatch = o.dispatch and s.stage = $2)
    or exists (select from mailbox.receipt_in r
      where r.link_id = o.link_id and r.message_id = o.message_id and r.stage = $2))`;

const wholeSql = `
  select 1 from cases.dispatch d join cases.attachment a on a.dispatch = d.id
    left join objects.transfer t on t.root = a.root and t.direction = d.direction
  where d.id = $1 having count(*) > 0 and bool_and(coalesce(t.state = 'COMPLETE', false))`;

/** Stage of a document of which its State keeps a row of its own. */
export type Reached = Exclude<Stage, 'ACCEPTED'>;

export type NewStore = (options: StoreOptions) => Store;

export interface Neighbour {
  readonly linkId: LinkId;
  readonly side: LinkSide;
  readonly peer: StateCode;
}

interface Exchange {
  readonly loops: JobLoop[];
  readonly border: BorderConnection;
  readonly store: Store;
}

export interface ServiceParts {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly journal: Journal;
  readonly keys: KeyRing;
  readonly cases: Cases;
}

/** All steps of one State in one process. Each step has the database role, keys and journal of its real service. */
export class TestGateway {
  readonly errors: unknown[] = [];
  readonly setAside: unknown[] = [];
  readonly alarms: string[] = [];
  witness!: TestWitness;
  readonly steps = new Steps((error) => this.errors.push(error));
  private readonly exchanges: Exchange[] = [];
  private objects: ObjectStore | undefined;
  /**
   * Changes the bytes of each message with attachment chunks before it is published. A test sets this function to act as a
   * hostile broker.
   */
  onChunks: (bytes: Uint8Array) => Promise<Uint8Array> = (bytes) => Promise.resolve(bytes);
  readonly limits = testLimits();
  readonly chunks = newChunkCounts();
  readonly measured = new Map<string, Readonly<Record<string, number>>>();
  requests!: Served['app'];
  inbox!: Served['app'];
  upload!: UploadAttachment;
  askingFiles!: ReadAttachment;
  askedFiles!: ReadAttachment;
  submit!: SubmitDispatch;
  answer!: SubmitDispatch;
  receiptsAsking!: ReadReceipt;
  asked!: ListThreads;
  asking!: ListThreads;
  askedDocuments!: ReadDocuments;
  askingDocuments!: ReadDocuments;
  claim!: ClaimRequest;
  erase!: EraseThreads;
  append!: AppendEntry;

  constructor(
    readonly state: TestState,
    readonly database: Connection,
    readonly folder: string,
    private readonly origin: string,
    readonly stores: TestStores,
  ) {}

  static async create(
    state: TestState,
    postgres: TestPostgres,
    folder: string,
    newStore: NewStore = (options) => new Store(options),
  ): Promise<TestGateway> {
    const database = await postgres.database(migrations);
    const admin = await postgres.store(database, 'install', 1);
    await admin.transaction({ step: 'install' }, (tx) => state.install(tx));
    await admin.close();
    const origin = `${state.state.toLowerCase()}.example/log`;
    const place = join(folder, state.state);
    const stores = new TestStores(postgres, database, newStore);
    const gateway = new TestGateway(state, database, place, origin, stores);
    writeServiceKeys(gateway.folder, state.eventKeys);
    writeDecryptionKeys(gateway.folder, state);
    writePackageKey(gateway.folder, state);
    return gateway;
  }

  desk(side: Side): Served['app'] {
    return side === 'ASKING' ? this.requests : this.inbox;
  }

  /** Runs SQL as the owner of the tables, as an attacker with all rights could. */
  sql<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    return this.stores.sql<T>(text, params);
  }

  /**
   * Waits until a document of the neighbour is filed here. Asks the database: a look of an officer decrypts and is an entry of
   * the log.
   */
  arrived(id: DocumentId | ThreadId, within?: number): Promise<void> {
    const row = `select 1 from cases.dispatch where id = $1 and direction = 'IN'`;
    return eventually(async () => (await this.sql(row, [id])).length > 0, within);
  }

  /** Waits until this State has a record that a document of its own reached this stage. Asks the database, like `arrived`. */
  reached(id: DocumentId | ThreadId, stage: Reached, within?: number): Promise<void> {
    return eventually(async () => (await this.sql(stageSql, [id, stage])).length > 0, within);
  }

  /** Waits until all attachments of a document are whole here, or as whole at the neighbour as is known here. */
  whole(dispatch: DocumentId | ThreadId, within?: number): Promise<void> {
    return eventually(async () => (await this.sql(wholeSql, [dispatch])).length > 0, within);
  }

  async proof(event: string): Promise<ProofFile> {
    const journal = this.journal('audit');
    return this.stores.briefly('audit', (tx) => journal.proofFor(tx, event));
  }

  async counted(): Promise<ReturnType<typeof countRequest>[]> {
    const period = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 60_000) };
    const found = await this.stores.briefly('audit', (tx) =>
      recordedRequests(tx, period, null, null),
    );
    return found.map(({ known, documents }) => countRequest(known, documents));
  }

  session(name: string): Session {
    const { officer, authority, key, roles } = this.state.officer(name);
    return {
      state: this.state.state,
      officer,
      authority,
      fingerprint: key.fingerprint,
      roles,
      compartments: ['ENFORCEMENT'],
      expiresAt: timestamp(new Date(Date.now() + 3_600_000)),
    };
  }

  async introduce(statement: DirectoryStatement): Promise<void> {
    const trust = this.trust();
    await this.stores.briefly('opener', async (tx) => {
      await trust.refresh(tx);
      await trust.acceptDirectory(tx, statement, new Date());
    });
  }

  orderErasing(thread: ThreadId): Promise<void> {
    return this.order('erase', { thread, basis: 'LED_ART_16_2' });
  }

  async order<K extends 'erase' | 'hold' | 'hold-lifted'>(
    kind: K,
    body: EntryBodies[K],
  ): Promise<void> {
    const signers = ['dora', 'eli'].map((name) => this.state.officer(name).key);
    const signed = await this.state.entry(kind, body, signers, { issuedAt: new Date() });
    await this.append.appendEntry({ chain: 'retention', ...signed });
  }

  async install(): Promise<void> {
    await this.stores.briefly('requests', (tx) => this.state.install(tx));
  }

  async parts(service: Service, newStore?: NewStore): Promise<ServiceParts> {
    const [store, keys] = [await this.stores.open(service, newStore), this.keys(service)];
    const cases = new Cases(keys, this.erasures);
    return { store, trust: this.trust(), journal: this.journal(service), keys, cases };
  }

  async start(border: TestBorder, neighbour: Neighbour): Promise<void> {
    this.objects = await openStore(join(this.folder, 'objects'));
    await this.startAudit();
    await this.startOfficers();
    await this.startSealer();
    await this.startOpener();
    this.steps.start();
    await this.startExchange(border, neighbour);
  }

  async stop(): Promise<void> {
    await this.steps.stop();
    await this.upload.close();
    await this.stopExchange();
    await this.stores.closeAll();
  }

  get erasures(): ErasureFile {
    return new ErasureFile(join(this.folder, 'erasures'));
  }

  private keys(service: Service): KeyRing {
    return new KeyRing(join(this.folder, 'keys'), service);
  }

  private store(service: Service): Promise<Store> {
    return this.stores.open(service);
  }

  private trust(): TrustStore {
    return new TrustStore(this.state.state, this.state.rootFingerprint);
  }

  private journal(service: Service): Journal {
    const keys = this.keys(service);
    return new Journal({
      origin: this.origin,
      service,
      version: '0.0.0',
      config: testConfig,
      eventKey: keys.ed25519('event'),
      ...(service === 'exchange' ? {} : { pseudonymKey: keys.pseudonymKey() }),
    });
  }

  auditParts(store: Store) {
    const key = this.state.noteKeys.get('log');
    if (key === undefined) throw new Error('no log key');
    const verifier = makeVerifier(this.origin, createPublicKey(key), 'note');
    return {
      ...{ store, trust: this.trust(), mailbox: new Mailbox(), journal: this.journal('audit') },
      head: new HeadFile(join(this.folder, 'head'), verifier),
      logSigner: makeSigner(this.origin, key, 'note'),
      onProblem: (step: string, error: unknown): void => {
        if (step === 'sequence' || step === 'ask-witnesses') this.errors.push(error);
        else this.alarms.push((error as Error).message);
      },
    };
  }

  // Other steps run when a test says so: a neighbour would answer offers and comparisons at any time.
  private async startAudit(): Promise<void> {
    const parts = this.auditParts(await this.store('audit'));
    this.steps.lookFor(parts.store, parts.trust);
    const step = auditSteps(this.state, parts);
    this.witness = aWitness(step, parts);
    for (const wake of ['sequence', 'witness']) this.steps.schedule(parts.store, step(wake));
  }

  private async startOfficers(): Promise<void> {
    this.requests = (await serveDesk(this, 'requests', await this.parts('requests'))).app;
    this.submit = this.requests.get(SubmitDispatch);
    this.asking = listing(this.requests.get(ReadThread));
    this.askingDocuments = this.requests.get(ReadDocuments);
    this.askingFiles = this.requests.get(ReadAttachment);
    this.receiptsAsking = this.requests.get(ReadReceipt);
    this.append = this.requests.get(AppendEntry);
    this.upload = this.requests.get(UploadAttachment);
    this.inbox = (await serveDesk(this, 'inbox', await this.parts('inbox'))).app;
    this.answer = this.inbox.get(SubmitDispatch);
    this.asked = listing(this.inbox.get(ReadThread));
    this.askedDocuments = this.inbox.get(ReadDocuments);
    this.askedFiles = this.inbox.get(ReadAttachment);
    this.claim = this.inbox.get(ClaimRequest);
  }

  private async startSealer(): Promise<void> {
    const { store, trust, journal, keys, cases } = await this.parts('sealer');
    const runtime = {
      ...{ store, trust, cases, mailbox: new Mailbox(), journal, keys, erasures: this.erasures },
      problem: (step: string) => (error: unknown) =>
        void (step === 'seal' ? this.setAside : this.errors).push(error),
      measure: (prefix: string, numbers: Readonly<Record<string, number>>) =>
        void this.measured.set(prefix, numbers),
    };
    this.erase = erasing(runtime, this.objectStore);
    await this.erase.applyAgain();
    const { signing, receipts } = this.state.keys;
    const steps = sealerSteps({
      ...{ runtime, erase: this.erase, limits: this.limits },
      ...{ signing: signing.unlocked, receipts: receipts.unlocked },
    });
    this.steps.lookFor(store, trust);
    for (const step of steps) this.steps.schedule(store, step);
  }

  private async startOpener(): Promise<void> {
    const { store, trust, journal, keys, cases } = await this.parts('opener');
    await store.transaction({ step: 'start' }, (tx) => trust.refresh(tx));
    const runtime = { store, trust, journal, cases, mailbox: new Mailbox() };
    this.steps.lookFor(store, trust);
    const steps = openerSteps({
      runtime,
      keys: decryptionKeys({ trust, keys }),
      limits: this.limits,
    });
    for (const step of steps) this.steps.schedule(store, step);
  }

  get objectStore(): ObjectStore {
    if (this.objects === undefined) throw new Error('not started');
    return this.objects;
  }

  async stopExchange(): Promise<void> {
    const running = this.exchanges.splice(0);
    await Promise.all(running.flatMap(({ loops }) => loops).map((loop) => loop.stop()));
    for (const { border, store } of running) {
      await this.steps.endLooks(store);
      await border.close();
      await this.stores.close(store);
    }
  }

  async startExchange(border: TestBorder, { linkId, side, peer }: Neighbour): Promise<void> {
    const store = await this.store('exchange');
    const connection = await BorderConnection.connect(border.login);
    const [link, objects] = [{ linkId, side }, this.objectStore];
    const problem = () => (error: unknown) => void this.errors.push(error);
    const runtime = { store, mailbox: new Mailbox(), journal: this.journal('exchange'), problem };
    const parts = { runtime, border: connection, objects, receiver: new ObjectReceiver(objects) };
    const { relay, accept } = linkSteps({ ...parts, counts: this.chunks }, link, peer);
    // A hostile broker may change published chunks of attachments.
    const publish: BorderConnection['publish'] = async (id, end, bytes, options) =>
      connection.publish(id, end, await this.onChunks(bytes), options);
    const reader = new AttachmentReader(objects);
    const files = new RelayObjects(store, reader, { publish }, link, problem());
    this.steps.lookFor(store, this.trust());
    const loops = [
      this.steps.loop(store, { wake: 'relay', run: () => relay.run(), due: relay.due }),
      this.steps.loop(store, { wake: 'objects', run: () => files.run(), due: files.due }),
    ];
    connection.consume(link, (batches) => accept.acceptBatches(batches), { retryMs: 100 });
    this.exchanges.push({ loops, border: connection, store });
    for (const loop of loops) loop.start();
  }
}
