import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import {
  parseDocumentId,
  parseThreadId,
  timestamp,
  type Document,
  type DocumentId,
  type Sha256,
  type ThreadId,
} from '#model';
import { signDetached, unlockKey, type PrivateKey } from '#seal';
import { encodeDocument, sha256 } from '#wire';
import { ApiClient } from '../../apps/cli/src/api/client.js';
import * as views from '../../apps/cli/src/api/views.js';
import { routeTo, type Route } from '../../apps/cli/src/compose/document.js';
import { readProfile, type Profile } from '../../apps/cli/src/people/profile.js';
import { aRequestBody } from './builders.js';
import type { Installation } from './installation.js';
import type { RunningStates } from './running-states.js';

/** A document as an officer signed it; submitted again it is the same bytes. */
export interface SignedOne {
  readonly id: DocumentId;
  readonly thread: ThreadId;
  readonly kind: Document['kind'];
  readonly sha256: Sha256;
  readonly body: { readonly document: string; readonly signature: string; readonly uploads: [] };
}

/** No answer may keep a client of the tests waiting longer than this: the process that owes it may be dead. */
const limits = { idleMs: 8_000, wholeMs: 8_000 };

/** An officer with a session at a gateway, who writes to the border police of the neighbour. */
export class Office {
  private constructor(
    private readonly client: ApiClient,
    private readonly profile: Profile,
    private readonly key: PrivateKey,
    private readonly route: Route,
  ) {}

  static async open(two: RunningStates, at: Installation, name: string): Promise<Office> {
    const profile = await readProfile(join(two.profile(at, name), 'session.json'));
    if (profile === undefined) throw new Error(`${name} of ${at.state} has no session`);
    const client = new ApiClient(profile, profile.token, limits);
    const key = await unlockKey(readFileSync(two.key(at, name)), undefined);
    const known = await client.ask(views.authorities, 'GET', '/api/v1/directory/authorities');
    const peer = known.authorities.find(({ state }) => state !== profile.state);
    if (peer === undefined) throw new Error('no neighbour is known yet');
    return new Office(client, profile, key, routeTo(peer, 'ENFORCEMENT', known.authorities));
  }

  close(): void {
    this.client.close();
  }

  /** A request that opens a thread; `name` stands in its subject line and own reference. */
  request(name: string): Promise<SignedOne> {
    const id = parseDocumentId(v7());
    return this.sign({
      ...{ kind: 'request', id, thread: parseThreadId(id), inReplyTo: null },
      body: aRequestBody({ subjectLine: name, ownReference: name }),
    });
  }

  withdrawal({ id, thread }: Pick<SignedOne, 'id' | 'thread'>): Promise<SignedOne> {
    return this.sign({
      ...{ kind: 'withdrawal', id: parseDocumentId(v7()), thread, inReplyTo: id },
      body: { reason: 'No longer needed.' },
    });
  }

  /** @throws Refusal, CliError */
  async submit({ body }: SignedOne): Promise<void> {
    await this.client.ask(views.submitted, 'POST', '/api/v1/requests', body);
  }

  /** The thread and its first hundred dispatches. @throws Refusal, CliError */
  show(thread: ThreadId): Promise<views.ThreadPage> {
    const path = `/api/v1/requests/${thread}?purpose=INVESTIGATION&limit=100`;
    return this.client.ask(views.threadPage, 'GET', path);
  }

  /** Subject lines of all threads on a desk, as the officer sees them, newest first. */
  async subjects(desk: 'requests' | 'inbox'): Promise<string[]> {
    const rows: views.ThreadRow[] = [];
    for (let before = ''; ; before = `&before=${rows.at(-1)?.thread ?? ''}`) {
      const path = `/api/v1/${desk}?limit=100${before}`;
      const page = await this.client.ask(views.threads, 'GET', path);
      rows.push(...page.threads);
      if (page.threads.length < 100) return rows.map((row) => row.subjectLine);
    }
  }

  private async sign(
    place: Pick<Document, 'kind' | 'id' | 'thread' | 'inReplyTo' | 'body'>,
  ): Promise<SignedOne> {
    const now = new Date();
    const { state, authority, officer } = this.profile;
    const bytes = encodeDocument({
      ...{ typ: 'liaise-document', v: 1, ...place, link: this.route.link },
      from: { state, authority, officer },
      to: { state: this.route.to.state, authority: this.route.to.authority },
      signer: this.profile.fingerprint,
      recipientKeys: this.route.recipientKeys,
      composedAt: timestamp(now),
      purpose: 'INVESTIGATION',
      handling: {
        codes: ['H0'],
        evaluation: { source: 'X', information: '4' },
        restrictions: '',
        retentionMonths: 6,
      },
      attachments: [],
    });
    const signature = await signDetached(bytes, this.key, now);
    const base64 = (value: Uint8Array) => Buffer.from(value).toString('base64');
    const { id, thread, kind } = place;
    const body = { document: base64(bytes), signature: base64(signature), uploads: [] as [] };
    return { id, thread, kind, sha256: sha256(bytes), body };
  }
}
