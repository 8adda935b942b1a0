import { submitted } from '../../apps/cli/src/api/gen/readers.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { parseDocumentId, parseThreadId, type DocumentId } from '#kernel';
import { signDetached, unlockKey, type PrivateKey } from '#seal';
import { asAdmin } from '#store';
import { ApiClient } from '../../apps/cli/src/api/client.js';
import { Refusal } from '../../apps/cli/src/api/refusal.js';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { authoritiesPage } from '../../apps/cli/src/api/gen/readers.js';
import { composeOpening, documentBytes } from '../../apps/cli/src/compose/document.js';
import { parseOpeningDraft, type OpeningDraft } from '../../apps/cli/src/compose/draft.js';
import { inputs } from '../../apps/cli/src/demo/inputs.js';
import { CliError } from '../../apps/cli/src/errors.js';
import { readProfile, type Profile } from '../../apps/cli/src/people/profile.js';
import { aRequestsDetails } from '../support/bodies.js';
import { pause } from './load.js';
import type { Desk, RunningStates } from './running-states.js';

const connections = 8;
const againMs = 250;
const mostTries = 60;
const settleMs = 120_000;
const receiptsSql = `select o.dispatch, r.rseq, r.stage, (extract(epoch from r.verified_at) * 1000)::float8 as at
  from mailbox.receipt_in r join mailbox.outbox o using (message_id)
  where r.stage in ('DELIVERED', 'OPENED') and r.rseq > $1 order by r.rseq limit 1000`;

interface Asker {
  readonly client: ApiClient;
  readonly profile: Profile;
  readonly key: PrivateKey;
}

// The same request about another person and thing: for an equal one the officer would first be shown the
// duplicate.
function aboutOthers(draft: OpeningDraft, nth: number, isLife: boolean): OpeningDraft {
  const { body } = draft;
  // Six digits: names that differ in one digit count as equal.
  const n = String(nth).padStart(6, '0');
  if (!('subjects' in body) || !('requestType' in body)) return draft;
  const subjects = body.subjects.map((subject) => ({
    ...subject,
    name: `${subject.name} ${n}`,
    identifiers: subject.identifiers?.map((each) => ({ ...each, value: `${each.value} ${n}` })),
  }));
  const life = isLife && {
    requestType: 'RISK_TO_LIFE' as const,
    urgencyGrounds: ['THREAT_LIFE_INTEGRITY' as const],
    urgencyReasons: 'The boat takes in water.',
    details: aRequestsDetails.RISK_TO_LIFE,
  };
  return { ...draft, body: { ...body, subjects, ...life } };
}

// Code of a temporary refusal, or of a connection that the gateway closed at its reuse.
function codeForNow(error: unknown, tries: number): string | undefined {
  if (error instanceof Refusal) {
    // The first post may still run; afterwards the same document gets the same answer.
    const isUnderWay = tries > 1 && error.code === 'DOCUMENT_KNOWN';
    return error.action === 'retry' || isUnderWay ? error.code : undefined;
  }
  return error instanceof CliError && error.code === 'CLI_UNREACHABLE' ? error.code : undefined;
}

export class Sender {
  readonly submitted = new Map<DocumentId, number>();
  readonly opened = new Map<string, number>();
  readonly delivered = new Map<string, number>();
  readonly sentAgain = new Map<string, number>();
  readonly #waiting = new Map<string, () => void>();
  #next = 0;
  #rseq = '-1';

  private constructor(
    private readonly running: RunningStates,
    private readonly askers: readonly Asker[],
    private readonly draft: OpeningDraft,
    private readonly known: readonly AuthorityView[],
  ) {}

  static async open(running: RunningStates): Promise<Sender> {
    const askers = await Promise.all(running.askers.map(askerAt));
    const client = askers[0]?.client;
    if (client === undefined) throw new Error('nobody asks');
    const { authorities } = await client.ask(
      authoritiesPage,
      'GET',
      '/api/v1/directory/authorities',
    );
    const draft = parseOpeningDraft(
      'request',
      inputs.request,
      readFileSync(inputs.request, 'utf8'),
    );
    return new Sender(running, askers, draft, authorities);
  }

  close(): void {
    for (const { client } of this.askers) client.close();
  }

  get inFlight(): number {
    return this.submitted.size - this.opened.size;
  }

  async send(isLife = false): Promise<DocumentId> {
    const id = parseDocumentId(v7());
    const at = new Date();
    const nth = (this.#next += 1);
    const asker = this.askers[nth % this.askers.length];
    if (asker === undefined) throw new Error('nobody asks');
    const { state, authority, officer, fingerprint } = asker.profile;
    const from = { state, authority, officer };
    const ids = { document: id, thread: parseThreadId(id) };
    const signing = { from, signer: fingerprint, at, attachments: [] };
    const draft = aboutOthers(this.draft, nth, isLife);
    const bytes = documentBytes(composeOpening(draft, this.known, signing, ids));
    const signature = await signDetached(bytes, asker.key, at);
    const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
    const body = { document: base64(bytes), signature: base64(signature), uploads: [] };
    this.submitted.set(id, Date.now());
    await this.#post(asker.client, body);
    return id;
  }

  async watching(work: () => Promise<void>): Promise<void> {
    let done = false;
    await asAdmin(this.running.database, async (admin) => {
      const watch = async (): Promise<void> => {
        while (!done) {
          const rows = await admin.query<Receipt>(receiptsSql, [this.#rseq]);
          for (const { dispatch, stage, at } of rows) this.#received(dispatch, stage, at);
          this.#rseq = rows.at(-1)?.rseq ?? this.#rseq;
          await pause(10);
        }
      };
      const finished = async (): Promise<void> => {
        try {
          await work();
        } finally {
          done = true;
        }
      };
      await Promise.all([watch(), finished()]);
    });
  }

  async settled(): Promise<void> {
    const end = Date.now() + settleMs;
    while (this.inFlight > 0) {
      if (Date.now() > end) throw new Error(`${this.inFlight} of them not opened`);
      await pause(5);
    }
  }

  untilOpened(id: DocumentId): Promise<void> {
    return new Promise((done, failed) => {
      if (this.opened.has(id)) {
        done();
        return;
      }
      const timer = setTimeout(() => failed(new Error(`${id} was not opened`)), settleMs);
      this.#waiting.set(id, () => {
        clearTimeout(timer);
        done();
      });
    });
  }

  #received(id: string, stage: Receipt['stage'], at: number): void {
    if (stage === 'DELIVERED') {
      this.delivered.set(id, at);
      return;
    }
    this.opened.set(id, at);
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
  }

  async #post(client: ApiClient, body: object): Promise<void> {
    for (let tries = 1; ; tries += 1)
      try {
        await client.ask(submitted, 'POST', '/api/v1/requests', body);
        return;
      } catch (error) {
        const code = codeForNow(error, tries);
        if (code === undefined || tries >= mostTries) throw error;
        this.sentAgain.set(code, (this.sentAgain.get(code) ?? 0) + 1);
        await pause(againMs);
      }
  }
}

interface Receipt {
  readonly dispatch: string;
  readonly rseq: string;
  readonly stage: 'DELIVERED' | 'OPENED';
  readonly at: number;
}

async function askerAt(desk: Desk): Promise<Asker> {
  const profile = await readProfile(join(desk.profile, 'session.json'));
  if (profile === undefined) throw new Error('no session');
  const key = await unlockKey(readFileSync(desk.key), undefined);
  return {
    client: new ApiClient(profile, profile.token, { connections }),
    profile,
    key,
  };
}
