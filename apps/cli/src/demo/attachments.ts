import { say } from '#language/console';
import { shownThread, type ShownThread } from '../api/shown.js';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { object, text, whole } from '../api/shape.js';
import { addAttachment } from '../commands/threads/attachment.js';
import { addInbox } from '../commands/inbox/inbox.js';
import { addRequest } from '../commands/requests/request.js';
import { CliError } from '../errors.js';
import type { Narrator } from './narrator.js';
import type { Person } from './person.js';
import { until } from './until.js';

export interface Carried {
  readonly dispatch: string;
  readonly source: string;
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
}

type Desk = 'inbox' | 'requests';
const purpose = ['--purpose', 'INVESTIGATION'] as const;

export const showThread = (person: Person, desk: Desk, thread: string): Promise<ShownThread> =>
  desk === 'inbox'
    ? person.does(shownThread, addInbox, 'inbox', 'show', thread, ...purpose)
    : person.does(shownThread, addRequest, 'request', 'show', thread, ...purpose);

export function untilWhole(
  person: Person,
  desk: Desk,
  thread: string,
  narrator: Narrator,
): Promise<ShownThread> {
  let shown = '';
  return until(
    say('demoAttachments.attachmentsWhole'),
    async () => {
      const view = await showThread(person, desk, thread);
      const files = view.dispatches
        .filter(({ direction }) => direction === 'IN')
        .flatMap(({ attachments }) => attachments);
      const have = files.map(({ name, have: n, chunks }) =>
        say('demoAttachments.ofParts', { name, n, chunks }),
      );
      if (shown !== have.join()) narrator.working(have.join(', '));
      shown = have.join();
      return files.every(({ state }) => state === 'COMPLETE') ? view : undefined;
    },
    120_000,
  );
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

const fetched = object({ file: text, size: whole, sha256: text });

/**
 * Downloads each attachment and compares the downloaded file with the sender's file. @throws CliError CLI_DEMO_FAILED,
 * CLI_ATTACHMENT_DIFFERS
 */
export async function fetchAll(
  { person, desk }: { readonly person: Person; readonly desk: Desk },
  { thread, dispatches }: ShownThread,
  sources: readonly string[],
  narrator: Narrator,
): Promise<Carried[]> {
  const came = dispatches.find(
    ({ direction, attachments }) => direction === 'IN' && attachments.length > 0,
  );
  if (came?.attachments.length !== sources.length)
    throw new CliError('CLI_DEMO_FAILED', say('demoAttachments.notManyAttachmentsSent'));
  const carried: Carried[] = [];
  for (const [position, source] of sources.entries()) {
    const out = join(person.profile, basename(source));
    const args = ['attachment', 'get', ...(desk === 'inbox' ? ['--inbox'] : []), thread];
    const place = [came.dispatch, String(position), '--out', out];
    narrator.typed(person.name, ...args, ...place, ...purpose);
    const { file, size, sha256 } = await person.does(
      fetched,
      addAttachment,
      ...args,
      ...place,
      ...purpose,
    );
    const [there, here] = [await sha256Of(source), await sha256Of(file)];
    if (here !== there || here !== sha256)
      throw new CliError('CLI_DEMO_FAILED', say('demoAttachments.notFileSent', { file }));
    narrator.tell(say('demoAttachments.bytesSameSendersFile', { size }), `      ${sha256}`);
    carried.push({ dispatch: came.dispatch, source, file, size, sha256 });
  }
  return carried;
}
