import {
  dispatchView,
  submitted,
  threadPage,
  threadView,
} from '../../apps/cli/src/api/gen/readers.js';
import type { DispatchRow, DispatchView } from '#capabilities/requests/dispatches.contract';
import type { ThreadView } from '#capabilities/requests/threads.contract';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import {
  isOfDataSubject,
  parseDocumentId,
  parseThreadId,
  timestamp,
  type AttachmentEntry,
  type Body,
  type Compartment,
  type Document,
  type DocumentId,
  type DocumentKind,
  type RequestBody,
  type Sha256,
  type ThreadId,
} from '#kernel';
import { signDetached, unlockKey, type PrivateKey } from '#seal';
import { decodeDocument, encodeDocument, sha256 } from '#wire';
import { ApiClient } from '../../apps/cli/src/api/client.js';
import { assignment } from '../../apps/cli/src/api/gen/readers.js';
import { authoritiesPage } from '../../apps/cli/src/api/gen/readers.js';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { routeTo, type Route } from '../../apps/cli/src/compose/document.js';
import {
  downloadFile,
  uploadFile,
  type Attached,
} from '../../apps/cli/src/people/sending/attachments.js';
import { readProfile, type Profile } from '../../apps/cli/src/people/profile.js';
import { Terminal } from '../../apps/cli/src/terminal.js';
import { aRequestBody } from './builders.js';
import type { Installation } from './installation.js';
import type { RunningStates } from './running-states.js';

export interface SignedOne {
  readonly id: DocumentId;
  readonly thread: ThreadId;
  readonly kind: Document['kind'];
  readonly sha256: Sha256;
  readonly body: {
    readonly document: string;
    readonly signature: string;
    readonly uploads: readonly string[];
  };
}

// Time limits (ms) of test clients: the answering process may be dead.
const limits = { idleMs: 8_000, wholeMs: 8_000 };
// The end of an upload waits for the disk.
const patient = { idleMs: 90_000, wholeMs: 90_000 };
const forWhat = '?purpose=INVESTIGATION';
const silent = new Terminal({ write: () => undefined }, { write: () => undefined });

export class Office {
  private constructor(
    readonly client: ApiClient,
    private readonly profile: Profile,
    private readonly key: PrivateKey,
    private readonly route: Route,
  ) {}

  static open(
    two: RunningStates,
    at: Installation,
    name: string,
    compartment: Compartment = 'ENFORCEMENT',
  ): Promise<Office> {
    return Office.openFrom(two.profile(at, name), two.key(at, name), limits, compartment);
  }

  static async openFrom(
    folder: string,
    keyFile: string,
    waits = patient,
    compartment: Compartment = 'ENFORCEMENT',
  ): Promise<Office> {
    const profile = await readProfile(join(folder, 'session.json'));
    if (profile === undefined) throw new Error(`no session in ${folder}`);
    const client = new ApiClient(profile, profile.token, waits);
    const key = await unlockKey(readFileSync(keyFile), undefined);
    const known = await client.ask(authoritiesPage, 'GET', '/api/v1/directory/authorities');
    const peer = known.authorities.find(({ state }) => state !== profile.state);
    if (peer === undefined) throw new Error('no neighbour is known yet');
    return new Office(client, profile, key, routeTo(peer, compartment, known.authorities));
  }

  get signer(): PrivateKey {
    return this.key;
  }

  close(): void {
    this.client.close();
  }

  request(
    name: string,
    attached: readonly Attached[] = [],
    members: Partial<RequestBody> = {},
  ): Promise<SignedOne> {
    const id = parseDocumentId(v7());
    return this.sign(
      {
        ...{ kind: 'request', id, thread: parseThreadId(id), inReplyTo: null },
        body: aRequestBody({ subjectLine: name, ownReference: name, ...members }),
      },
      attached,
    );
  }

  subjectAsk(body: Body<'data-subject-request'>): Promise<SignedOne> {
    const id = parseDocumentId(v7());
    const kind = 'data-subject-request';
    return this.sign({ kind, id, thread: parseThreadId(id), inReplyTo: null, body });
  }

  withdrawal({ id, thread }: Pick<SignedOne, 'id' | 'thread'>): Promise<SignedOne> {
    return this.sign({
      ...{ kind: 'withdrawal', id: parseDocumentId(v7()), thread, inReplyTo: id },
      body: { reason: 'No longer needed.' },
    });
  }

  about<K extends DocumentKind>(
    { thread }: Pick<SignedOne, 'thread'>,
    inReplyTo: DocumentId,
    kind: K,
    body: Body<K>,
  ): Promise<SignedOne> {
    const id = parseDocumentId(v7());
    return this.sign({ kind, id, thread, inReplyTo, body: body as Body<DocumentKind> });
  }

  upload(file: string): Promise<Attached> {
    return uploadFile(this.client, file, silent);
  }

  async download(thread: ThreadId, out: string): Promise<AttachmentEntry> {
    const { document } = await this.opener(thread);
    const [entry] = decodeDocument(document).attachments;
    if (entry === undefined) throw new Error('the document names no attachment');
    const path = `/api/v1/inbox/${thread}/dispatches/${thread}/attachments/0`;
    await downloadFile(this.client, { path: `${path}${forWhat}`, out }, entry, silent);
    return entry;
  }

  opener(thread: ThreadId): Promise<DispatchView> {
    const path = `/api/v1/inbox/${thread}/dispatches/${thread}`;
    return this.client.ask(dispatchView, 'GET', `${path}${forWhat}`);
  }

  async arrived(thread: ThreadId): Promise<DispatchRow['attachments'] | undefined> {
    const path = `/api/v1/inbox?purpose=INVESTIGATION&limit=100`;
    const { threads } = await this.client.ask(threadPage, 'GET', path);
    if (!threads.some((row) => row.thread === thread)) return undefined;
    const shown = `/api/v1/inbox/${thread}?purpose=INVESTIGATION&limit=1`;
    const { dispatches } = await this.client.ask(threadView, 'GET', shown);
    return dispatches[0]?.attachments;
  }

  response(thread: ThreadId, inReplyTo: DocumentId): Promise<SignedOne> {
    return this.sign({
      ...{ kind: 'response', id: parseDocumentId(v7()), thread, inReplyTo },
      body: { final: true, information: 'Flag confirmed.' },
    });
  }

  async submit({ body }: SignedOne): Promise<void> {
    await this.client.ask(submitted, 'POST', '/api/v1/requests', body);
  }

  async claim(thread: ThreadId): Promise<void> {
    await this.client.ask(assignment, 'POST', `/api/v1/inbox/${thread}/claim`, {});
  }

  async answer({ thread, body }: SignedOne): Promise<void> {
    await this.client.ask(submitted, 'POST', `/api/v1/inbox/${thread}/answers`, body);
  }

  show(thread: ThreadId): Promise<ThreadView> {
    const path = `/api/v1/requests/${thread}?purpose=INVESTIGATION&limit=100`;
    return this.client.ask(threadView, 'GET', path);
  }

  async subjects(desk: 'requests' | 'inbox'): Promise<string[]> {
    const rows: ThreadRow[] = [];
    for (let after = ''; ;) {
      const path = `/api/v1/${desk}?purpose=INVESTIGATION&limit=100${after}`;
      const page = await this.client.ask(threadPage, 'GET', path);
      rows.push(...page.threads);
      if (page.next === null) return rows.map((row) => row.subjectLine);
      after = `&after=${page.next}`;
    }
  }

  private async sign(
    place: Pick<Document, 'kind' | 'id' | 'thread' | 'inReplyTo' | 'body'>,
    attached: readonly Attached[] = [],
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
      purpose: isOfDataSubject(place.kind) ? 'DATA_SUBJECT_RIGHTS' : 'INVESTIGATION',
      handling: {
        codes: ['H0'],
        evaluation: { source: 'X', information: '4' },
        restrictions: '',
        retentionMonths: 6,
      },
      attachments: attached.map(({ entry }) => entry),
    });
    const signature = await signDetached(bytes, this.key, now);
    const base64 = (value: Uint8Array) => Buffer.from(value).toString('base64');
    const { id, thread, kind } = place;
    const uploads = attached.flatMap(({ upload }) => upload ?? []);
    const body = { document: base64(bytes), signature: base64(signature), uploads };
    return { id, thread, kind, sha256: sha256(bytes), body };
  }
}
