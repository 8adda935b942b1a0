import { join } from 'node:path';
import type { Session } from '#access';
import { Cases } from '#capabilities/cases';
import type { OpenEscalations } from '#capabilities/deadlines/alerts.rows';
import { AcceptDelivery } from '#journey/05-accept';
import { AcceptObjects } from '#journey/objects/accept-objects';
import { AcceptReceipts } from '#journey/08-close';
import { AppendEntry } from '#capabilities/directory/append-entry.service';
import { CarryStopWords } from '#journey/statements/carry-stop-words';
import { ClaimRequest } from '#capabilities/assignment/claim-request.service';
import { type Connection, type Due, dueIf, migrations, Store } from '#store';
import { EraseThreads } from '#capabilities/retention/erase-threads.jobs';
import { HandleStatement } from '#journey/statements/handle-statement';
import { HearStopWords } from '#journey/statements/hear-stop-words';
import { IssueReceipts } from '#journey/07-receipt';
import { JudgeDelivery } from '#journey/open/judge-delivery';
import { LinkTurns } from '#journey/links/link-turns';
import { MoveThreads } from '#capabilities/transfers/move-threads.jobs';
import { RackTold } from '#journey/links/rack-told';
import { NoteSilence } from '#capabilities/deadlines/silence.jobs';
import { NoteSubkeys } from '#capabilities/keys/note-subkeys.jobs';
import { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ListThreads } from './listing.js';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { RelayObjects } from '#journey/objects/relay-objects';
import { RelayOutbox } from '#journey/04-relay';
import { ResolveGaps } from '#journey/statements/resolve-gaps';
import { RewrapThreads } from '#capabilities/keys/rewrap-threads.jobs';
import { SendDirectory } from '#journey/statements/send-directory';
import { SendLogStatements } from '#journey/statements/send-log-statements';
import { SendReceipts } from '#journey/statements/send-receipts';
import { SendStopWords } from '#journey/statements/send-stop-words';
import { SequenceJournal } from '#journey/03-sequence';
import { StatementSender } from '#journey/statements/statement-sender';
import { SubmitDispatch } from '#journey/01-submit';
import { TellDesks } from '#capabilities/deconfliction/tell-desks.jobs';
import { UploadAttachment } from '#capabilities/attachments/upload-attachment.service';
import { WatchClocks } from '#capabilities/deadlines/clocks.jobs';
import { WatchNotices } from '#capabilities/evidence/notices.jobs';
import { WatchRecalls } from '#capabilities/disclosure/recalls.jobs';
import { countRequest } from '#capabilities/statistics/statistics.model';
import { timestamp, type ThreadId } from '#kernel';
import { ErasureFile, HeadFile, Journal, type ProofFile, recordedRequests } from '#journal';
import { heardSql, Mailbox } from '#mailbox';
import { AttachmentReader, ObjectReceiver, type ObjectStore } from '#objects';
import { makeSigner, makeVerifier } from '#tlog';
import { BorderConnection } from '#border';
import { type DirectoryStatement, KeyRing, TrustStore } from '#trust';
import { createPublicKey } from 'node:crypto';
import type { TestBorder } from './border.js';
import { testConfig } from './journal.js';
import { testLimits } from './limits.js';
import type { Exchange, Neighbour, NewStore, Service, ServiceParts } from './gateway-parts.js';
import { openDelivery, sealOutbox } from './made-steps.js';
import { openStore } from './objects.js';
import type { TestPostgres } from './postgres.js';
import { decryptionKeys, writeDecryptionKeys, writeServiceKeys } from './keys.js';
import type { TestState } from './test-state.js';
import { serveDesk } from './service-calls.js';
import { TestStores } from './test-stores.js';
import { type Run, Steps } from './steps.js';
import { aWitness, type TestWitness } from './witness.js';

/** All steps of one State, each with the database role, keys and journal of its service, in one process. */
export class TestGateway {
  readonly errors: unknown[] = [];
  /** Why queued rows were set aside at the sealer. */
  readonly setAside: unknown[] = [];
  /** What witnesses had to say. */
  readonly alarms: string[] = [];
  witness!: TestWitness;
  /** All but those of the exchange. */
  readonly steps = new Steps((error) => this.errors.push(error));
  /** One for each neighbour. */
  private readonly exchanges: Exchange[] = [];
  private objects: ObjectStore | undefined;
  /** Sees every publish of attachment chunks; a hostile broker may answer with other bytes. */
  onChunks: (bytes: Uint8Array) => Promise<Uint8Array> = (bytes) => Promise.resolve(bytes);
  /** The State's own limits; a test changes a member. */
  readonly limits = testLimits();
  /** What the sealer last said of risks to life that nobody has in hand. */
  openEscalations: OpenEscalations = { count: 0, oldestSeconds: 0 };
  accepted!: AcceptObjects;
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
    return gateway;
  }

  /** Runs SQL as the owner of the tables: what an attacker with full rights, or a checker, would do. */
  sql<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    return this.stores.sql<T>(text, params);
  }

  /** The proof of an event as an auditor gets it. */
  async proof(event: string): Promise<ProofFile> {
    const journal = this.journal('audit');
    return this.stores.briefly('audit', (tx) => journal.proofFor(tx, event));
  }

  /** What an auditor counts of the last day's requests, from the log alone. */
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

  /** Takes a neighbour's directory as it comes with the enrolment. */
  async introduce(statement: DirectoryStatement): Promise<void> {
    const trust = this.trust();
    await this.stores.briefly('opener', async (tx) => {
      await trust.refresh(tx);
      await trust.acceptDirectory(tx, statement, new Date());
    });
  }

  /** Two administrators order that a thread is erased. */
  async orderErasing(thread: ThreadId): Promise<void> {
    const signers = ['dora', 'eli'].map((name) => this.state.officer(name).key);
    const body = { thread, basis: 'LED_ART_16_2' };
    const signed = await this.state.entry('erase', body, signers, { issuedAt: new Date() });
    await this.append.run({ chain: 'retention', ...signed });
  }

  /** Puts what was added to the State's chains meanwhile into the database, as `liaise` would. */
  async install(): Promise<void> {
    await this.stores.briefly('requests', (tx) => this.state.install(tx));
  }

  /** Opens what a service works with once more, as another process of it would. */
  async parts(service: Service, newStore?: NewStore): Promise<ServiceParts> {
    const [store, keys] = [await this.stores.open(service, newStore), this.keys(service)];
    const cases = new Cases(keys, this.erasures);
    return { store, trust: this.trust(), journal: this.journal(service), keys, cases };
  }

  async start(border: TestBorder, neighbour: Neighbour): Promise<void> {
    const mailbox = new Mailbox();
    this.objects = await openStore(join(this.folder, 'objects'));
    await this.startAudit(mailbox);
    await this.startOfficers();
    await this.startSealer(mailbox);
    await this.startOpener(mailbox);
    this.steps.start();
    await this.startExchange(border, neighbour, mailbox);
  }

  async stop(): Promise<void> {
    await this.steps.stop();
    await this.upload.close();
    await this.stopExchange();
    await this.stores.closeAll();
  }

  /** As another process would open it. */
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

  private pump(store: Store, step: string, run: Run, due?: Due, soonMs?: number): void {
    this.steps.add(step, this.steps.pump(store, step, run, due, soonMs));
  }

  private async startAudit(mailbox: Mailbox): Promise<void> {
    const store = await this.store('audit');
    const key = this.state.noteKeys.get('log');
    if (key === undefined) throw new Error('no log key');
    const head = new HeadFile(
      join(this.folder, 'head'),
      makeVerifier(this.origin, createPublicKey(key), 'note'),
    );
    const signer = makeSigner(this.origin, key, 'note');
    const sequence = new SequenceJournal(store, head, signer, (alarm) => this.errors.push(alarm));
    const [journal, trust] = [this.journal('audit'), this.trust()];
    this.steps.lookFor(store, trust);
    this.pump(store, 'sequence', (life) => sequence.run(life), sequence.due);
    const alarm = ({ message }: Error): void => void this.alarms.push(message);
    this.witness = aWitness(this.state, { store, trust, mailbox, journal, log: signer, alarm });
    this.pump(store, 'witness', () => this.witness.judge(), dueIf(heardSql));
  }

  private async startOfficers(): Promise<void> {
    const { app: asking } = await serveDesk(this, 'requests', await this.parts('requests'));
    this.submit = asking.get(SubmitDispatch);
    this.asking = asking.get<ReadThread, ListThreads>(ReadThread);
    this.askingDocuments = asking.get(ReadDocuments);
    this.askingFiles = asking.get(ReadAttachment);
    this.receiptsAsking = asking.get(ReadReceipt);
    this.append = asking.get(AppendEntry);
    this.upload = asking.get(UploadAttachment);
    const { app: asked } = await serveDesk(this, 'inbox', await this.parts('inbox'));
    this.answer = asked.get(SubmitDispatch);
    this.asked = asked.get<ReadThread, ListThreads>(ReadThread);
    this.askedDocuments = asked.get(ReadDocuments);
    this.askedFiles = asked.get(ReadAttachment);
    this.claim = asked.get(ClaimRequest);
  }

  private async startSealer(mailbox: Mailbox): Promise<void> {
    const store = await this.store('sealer');
    const trust = this.steps.lookFor(store, this.trust());
    const { signing, receipts } = this.state.keys;
    const keys = { signing: signing.unlocked, receipts: receipts.unlocked };
    const journal = this.journal('sealer');
    const sender = new StatementSender(trust, mailbox, keys);
    const cases = new Cases(this.keys('sealer'), this.erasures);
    const told = new RackTold();
    const parts = { store, trust, cases, journal, mailbox };
    const seal = sealOutbox(parts, keys.signing, told, (error) => this.setAside.push(error));
    const turns = (): LinkTurns => new LinkTurns((error) => this.errors.push(error));
    const linkReceipts = new SendReceipts(trust, mailbox, journal, sender, told);
    const issue = new IssueReceipts(store, trust, linkReceipts, told, turns());
    const directory = new SendDirectory(store, trust, mailbox, sender, turns());
    const move = new MoveThreads(store, trust, cases, mailbox, journal);
    this.pump(store, 'move', () => move.run(), move.due);
    this.pump(store, 'seal', () => seal.run(), seal.due);
    this.pump(store, 'receipts', () => issue.run(), issue.due);
    const gaps = new ResolveGaps(store, trust, mailbox, sender, turns());
    const logs = new SendLogStatements(store, trust, mailbox, sender, turns());
    this.pump(store, 'log-statements', () => logs.run(), logs.due);
    const stopWords = new SendStopWords(trust, cases, mailbox, journal, sender);
    const halts = new CarryStopWords(store, trust, cases, stopWords, turns());
    this.pump(store, 'stop-words', () => halts.run());
    this.pump(store, 'directory', () => directory.run(), directory.due);
    this.pump(store, 'gaps', () => gaps.run());
    const ring = this.keys('sealer');
    const [file, objects, event] = [this.erasures, this.objectStore, ring.ed25519('event')];
    this.erase = new EraseThreads(store, trust, mailbox, journal, file, objects, event);
    await this.erase.applyAgain();
    this.pump(store, 'erase', () => this.erase.run());
    this.pump(store, 'rewrap', () => new RewrapThreads(store, ring).run());
    this.pump(store, 'silence', () => new NoteSilence(store, mailbox, journal, this.limits).run());
    const onOpen = (open: OpenEscalations): void => void (this.openEscalations = open);
    const clocks = new WatchClocks(store, trust, cases, journal, onOpen);
    this.pump(store, 'clocks', () => clocks.run());
    const watching = [store, trust, cases, journal] as const;
    this.pump(store, 'recalls', () => new WatchRecalls(...watching).run());
    this.pump(store, 'notices', () => new WatchNotices(...watching).run());
    const tell = new TellDesks(store, cases, journal);
    this.pump(store, 'tell-desks', () => tell.run(), undefined, tell.soonMs);
  }

  private async startOpener(mailbox: Mailbox): Promise<void> {
    const store = await this.store('opener');
    const trust = this.trust();
    const journal = this.journal('opener');
    const ring = this.keys('opener');
    const cases = new Cases(ring, this.erasures);
    const receipts = new AcceptReceipts(mailbox, cases);
    const stopWords = new HearStopWords(mailbox, cases);
    const statements = new HandleStatement(trust, mailbox, receipts, stopWords);
    const judge = new JudgeDelivery(trust, () => decryptionKeys(ring, this.state), this.limits);
    const parts = { store, trust, cases, journal, mailbox };
    const opener = openDelivery(parts, statements, judge);
    this.steps.lookFor(store, trust);
    this.pump(store, 'open', () => opener.run(), opener.due);
    const noted = new NoteSubkeys(store, journal, () => decryptionKeys(ring, this.state));
    this.pump(store, 'note-subkeys', () => noted.run());
  }

  get objectStore(): ObjectStore {
    if (this.objects === undefined) throw new Error('not started');
    return this.objects;
  }

  /** Ends the exchange alone, as a crash or an update would. */
  async stopExchange(): Promise<void> {
    const running = this.exchanges.splice(0);
    await Promise.all(running.flatMap(({ pumps }) => pumps).map((pump) => pump.stop()));
    for (const { border, store } of running) {
      await this.steps.endLooks(store);
      await border.close();
      await this.stores.close(store);
    }
  }

  async startExchange(
    border: TestBorder,
    { linkId, side, peer }: Neighbour,
    mailbox = new Mailbox(),
  ): Promise<void> {
    const store = await this.store('exchange');
    const journal = this.journal('exchange');
    const connection = await BorderConnection.connect(border.login);
    const link = { linkId, side };
    const relay = new RelayOutbox(store, mailbox, journal, connection, link, peer);
    const relayObjects = new RelayObjects(
      store,
      new AttachmentReader(this.objectStore),
      {
        publish: async (id, end, bytes, options) =>
          connection.publish(id, end, await this.onChunks(bytes), options),
      },
      link,
    );
    this.accepted = new AcceptObjects(store, new ObjectReceiver(this.objectStore), link);
    const accept = new AcceptDelivery(store, mailbox, journal, link, peer, this.accepted);
    this.steps.lookFor(store, this.trust());
    const pumps = [
      this.steps.pump(store, 'relay', () => relay.run(), relay.due),
      this.steps.pump(store, 'objects', () => relayObjects.run(), relayObjects.due),
    ];
    connection.consume(link, (batches) => accept.run(batches), { retryMs: 100 });
    this.exchanges.push({ pumps, border: connection, store });
    for (const pump of pumps) pump.start();
  }
}
