import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { parseDocumentId, parseThreadId, type DocumentId } from '#model';
import { signDetached, unlockKey, type PrivateKey } from '#seal';
import { asAdmin } from '#store';
import { ApiClient } from '../../apps/cli/src/api/client.js';
import * as views from '../../apps/cli/src/api/views.js';
import { composeOpening, documentBytes } from '../../apps/cli/src/compose/document.js';
import { parseOpeningDraft, type OpeningDraft } from '../../apps/cli/src/compose/draft.js';
import { inputs } from '../../apps/cli/src/demo/inputs.js';
import { readProfile, type Profile } from '../../apps/cli/src/people/profile.js';
import { pause } from './load.js';
import type { RunningStates } from './running-states.js';

const connections = 8;

/** The same about somebody else and something else: an officer who asks about the same again would have to see that first. */
function aboutOthers(draft: OpeningDraft, nth: number): OpeningDraft {
  const { body } = draft;
  // A single digit makes no other name.
  const n = String(nth).padStart(6, '0');
  if (!('subjects' in body)) return draft;
  const subjects = body.subjects.map((subject) => ({
    ...subject,
    name: `${subject.name} ${n}`,
    identifiers: subject.identifiers?.map((each) => ({ ...each, value: `${each.value} ${n}` })),
  }));
  return { ...draft, body: { ...body, subjects } };
}

/** An officer's desk that signs requests and submits them over HTTPS, and learns when they were opened. */
export class Sender {
  /** When each was submitted, in milliseconds since 1970, and when its verified OPENED receipt was filed. */
  readonly submitted = new Map<DocumentId, number>();
  readonly opened = new Map<string, number>();
  #next = 0;
  #rseq = '-1';

  private constructor(
    private readonly running: RunningStates,
    private readonly clients: readonly ApiClient[],
    private readonly profile: Profile,
    private readonly key: PrivateKey,
    private readonly draft: OpeningDraft,
    private readonly known: readonly views.Authority[],
  ) {}

  static async open(running: RunningStates): Promise<Sender> {
    const [state] = running.states;
    const { officer } = state.script.officer;
    const profile = await readProfile(join(state.person(officer).profile, 'session.json'));
    if (profile === undefined) throw new Error('no session');
    const key = await unlockKey(readFileSync(state.keyOf(officer)), undefined);
    const clients = Array.from(
      { length: connections },
      () => new ApiClient(profile, profile.token),
    );
    const [client] = clients;
    if (client === undefined) throw new Error('no client');
    const { authorities } = await client.ask(
      views.authorities,
      'GET',
      '/api/v1/directory/authorities',
    );
    const draft = parseOpeningDraft(
      'request',
      inputs.request,
      readFileSync(inputs.request, 'utf8'),
    );
    return new Sender(running, clients, profile, key, draft, authorities);
  }

  close(): void {
    for (const client of this.clients) client.close();
  }

  /** Signs and submits one request; the time counts from the submission. @throws Refusal, CliError */
  async send(): Promise<void> {
    const id = parseDocumentId(v7());
    const at = new Date();
    const { state, authority, officer, fingerprint } = this.profile;
    const from = { state, authority, officer };
    const ids = { document: id, thread: parseThreadId(id) };
    const signing = { from, signer: fingerprint, at, attachments: [] };
    const nth = (this.#next += 1);
    const draft = aboutOthers(this.draft, nth);
    const bytes = documentBytes(composeOpening(draft, this.known, signing, ids));
    const signature = await signDetached(bytes, this.key, at);
    const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
    const body = { document: base64(bytes), signature: base64(signature), uploads: [] };
    this.submitted.set(id, Date.now());
    await this.clients[nth % connections]?.ask(views.submitted, 'POST', '/api/v1/requests', body);
  }

  /** Looks for receipts every few milliseconds while `work` goes on; one connection to the database. */
  async watching(work: () => Promise<void>): Promise<void> {
    let done = false;
    await asAdmin(this.running.database, async (admin) => {
      const watch = async (): Promise<void> => {
        while (!done) {
          const rows = await admin.query<{ dispatch: string; rseq: string; at: number }>(
            `select o.dispatch, r.rseq, (extract(epoch from r.verified_at) * 1000)::float8 as at
             from mailbox.receipt_in r join mailbox.outbox o using (message_id)
             where r.stage = 'OPENED' and r.rseq > $1 order by r.rseq limit 1000`,
            [this.#rseq],
          );
          for (const { dispatch, at } of rows) this.opened.set(dispatch, at);
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

  /** Waits until everything submitted was opened. @throws when that takes longer than a minute */
  async settled(): Promise<void> {
    const end = Date.now() + 60_000;
    while (this.opened.size < this.submitted.size) {
      if (Date.now() > end)
        throw new Error(`${this.submitted.size - this.opened.size} of them not opened`);
      await pause(5);
    }
  }
}
