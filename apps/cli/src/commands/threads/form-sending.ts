import {
  deskPurposes,
  isCoded,
  timestamp,
  type DocumentId,
  type DocumentKind,
  type OpeningKind,
  type Purpose,
  type ThreadId,
} from '#kernel';
import { say } from '#language/console';
import { parseDraftOf, parseOpeningDraft } from '../../compose/draft.js';
import { has, isBag, withoutPurpose, type Bag, type Blank } from '../../compose/forms/filling.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { asking } from '../../people/asking.js';
import {
  deleteDraft,
  draftLimits,
  hasRoom,
  keepDraft,
  keptFile,
  type Draft,
  type KeptFile,
} from '../../people/drafts.js';
import { fileOf, readProfile } from '../../people/profile.js';
import { purposeOf } from '../../people/seen-ids.js';
import { purposeMissing, purposeWords } from '../../people/thread-purpose.js';
import type { Sent } from '../../people/sending/follow.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { namesHashes, withHashes, withWholeIds } from '../../people/sending/evidence-items.js';
import { mayHaveArrived } from '../../people/sending/uncertain.js';
import type { Desk, Place } from '../../people/threads.js';
import { shortId } from '../../print/short-id.js';
import { sendOpening } from '../requests/opening.js';
import type { SeeingFlags } from '../requests/seen.js';
import { draftInFile } from './file-draft.js';
import { filledForm, type FillFlags } from './filled.js';
import { reply, sendReply } from './reply.js';
import { tellSubmitted } from './sending.js';
import { briefly } from '../../print/explain.js';

/** Form to fill in. Null `thread`: the document opens a new thread. */
export interface FormTarget {
  readonly blank: Blank;
  readonly desk: Desk;
  readonly thread: ThreadId | null;
  readonly answers?: DocumentId | undefined;
  /** Sends the content in place of the usual function, for example as a forward. */
  readonly send?: (content: string) => Promise<Sent | undefined>;
}

export type FormFlags = FillFlags & SubmitFlags & SeeingFlags;

export interface Resumed {
  readonly id: string;
  readonly draft: Draft;
}

interface Progress {
  content?: string;
  /** True if the author may have no other copy. After an error, the content is then saved. */
  isOnlyHere: boolean;
  /** Purpose of the thread's request; undefined until this profile has shown the thread or sent the request. */
  purpose?: Purpose;
  /** Time up to which the author has seen the thread's documents. */
  written: Date;
}

/**
 * Lets the author fill in a form and sends the form. Saves unsent text as a draft. @throws as `filledForm`; as `reply` or
 * `sendOpening`
 */
export async function sendForm(
  given: Given<FormFlags>,
  target: FormTarget,
  resumed?: Resumed,
): Promise<void> {
  const { context, command, flags } = given;
  assertFewFiles(flags);
  if (resumed === undefined) await tellRoom(given);
  const progress = begun(given, resumed?.draft);
  const keep = (why: string | null): Promise<string> =>
    kept(given, target, { ...progress, why }, resumed);
  let sent: Sent | undefined;
  let isKeeping = false;
  try {
    const content = await filledForm(context, await fillingOf(given, target, progress), flags);
    assertPurpose(given, target, content, progress);
    if (flags.keep === true) {
      progress.content = content;
      isKeeping = true;
      const id = await keep(null);
      context.terminal.answer(wantsJson(command), { draft: id }, []);
      context.terminal.message(say('formSending.nothingSent', { id: resumeWords(id) }));
      return;
    }
    sent = await submitted(given, target, content, progress);
  } catch (error) {
    const { content, isOnlyHere } = progress;
    if (content !== undefined && isOnlyHere && !isKeeping) await tryToKeep(context, keep, error);
    throw error;
  }
  if (sent === undefined) return;
  if (resumed !== undefined) await forget(given, resumed.id);
  await tellSubmitted(context, command, sent);
}

const begun = ({ context, flags }: Given<FormFlags>, draft: Draft | undefined): Progress => ({
  ...(draft !== undefined && { content: draft.content }),
  isOnlyHere: draft !== undefined || flags.from === undefined || flags.keep === true,
  // Documents that arrive while the author fills in the form must not be answered unread.
  written: draft === undefined ? context.now() : new Date(draft.written),
});

const resumeWords = (id: string): string => say('formSending.resumeWords', { id: shortId(id) });

function assertFewFiles({ attach = [] }: FormFlags): void {
  if (attach.length > draftLimits.files)
    throw new CliError(
      'CLI_USAGE',
      say('formSending.attachMostFiles', { files: draftLimits.files }),
    );
}

// Told before anything is typed. Sending needs no room, so it is not refused.
async function tellRoom({ context, flags }: Given<FormFlags>): Promise<void> {
  if (await hasRoom(fileOf(flags.profile, context))) return;
  const full = say('formSending.full', { drafts: draftLimits.drafts });
  if (flags.keep === true) throw new CliError('CLI_DRAFTS_FULL', full);
  if (flags.edit === true || context.openPrompt !== undefined)
    context.terminal.message(say('formSending.whatYouWriteNow', { full }));
}

async function fillingOf(
  { context, flags }: Given<FormFlags>,
  { blank, thread }: FormTarget,
  progress: Progress,
) {
  const purpose: Purpose | undefined =
    thread === null ? undefined : await purposeOf(fileOf(flags.profile, context), thread);
  if (purpose !== undefined) progress.purpose = purpose;
  const isOffered = !signsUnseen(flags, thread);
  const note = (content: string, isTyped: boolean): void => {
    progress.content = content;
    progress.isOnlyHere ||= isTyped;
  };
  const { content } = progress;
  return isOffered
    ? { blank, purpose, note, before: content }
    : { blank, note, before: content && withoutPurpose(content) };
}

// An editor shows the purpose, and so does the question whether to sign; a draft is asked about when it is sent.
const signsUnseen = ({ yes, edit, keep }: FormFlags, thread: ThreadId | null): boolean =>
  thread !== null && yes === true && edit !== true && keep !== true;

function assertPurpose(
  { flags }: Given<FormFlags>,
  { thread }: FormTarget,
  content: string,
  { purpose }: Progress,
): void {
  const lacksPurpose = signsUnseen(flags, thread) && !has(JSON.parse(content), 'purpose');
  // An unknown purpose is named among all that the form lacks.
  if (lacksPurpose && purpose !== undefined) throw purposeMissing(purpose);
}

// Adds whole ids and hashes of the documents that the author named.
async function completed(
  { context, flags }: Given<FormFlags>,
  place: Place,
  kind: DocumentKind,
  content: string,
): Promise<string> {
  const draft = JSON.parse(content) as Bag;
  if (!isBag(draft['body'])) return content;
  const body = await withWholeIds(fileOf(flags.profile, context), draft['body']);
  const purpose = deskPurposes.find((each) => each === draft['purpose']);
  if (!namesHashes(kind) || purpose === undefined) return JSON.stringify({ ...draft, body });
  return asking(flags, context, async (asked) =>
    JSON.stringify({
      ...draft,
      body: await withHashes(asked, { ...place, purpose }, body),
    }),
  );
}

// The thread is read, and that is logged, under this purpose: said before, if the author did not give it.
function tellPurpose({ context, flags }: Given<FormFlags>, content: string, { purpose }: Progress) {
  const draft = JSON.parse(content) as Bag;
  if (flags.purpose === undefined && purpose !== undefined && draft['purpose'] === purpose)
    context.terminal.message(purposeWords(purpose));
}

async function submitted(
  given: Given<FormFlags>,
  { blank, desk, thread, answers, send }: FormTarget,
  content: string,
  progress: Progress,
): Promise<Sent | undefined> {
  if (send !== undefined) return send(content);
  if (thread === null) {
    const { context, flags } = given;
    const draft = parseOpeningDraft(blank.kind as OpeningKind, say('formSending.form'), content);
    return sendOpening(context, flags, () => draft);
  }
  tellPurpose(given, content, progress);
  const place = { desk, thread };
  const basis = {
    written: progress.written,
    shownUntil: (at: Date): void => {
      progress.written = at;
    },
    ...(answers !== undefined && { answers }),
  };
  const draft = parseDraftOf(
    blank.kind,
    say('formSending.form'),
    await completed(given, place, blank.kind, content),
  );
  return reply(given, place, draft, basis);
}

async function kept(
  { context, flags }: Given<FormFlags>,
  { blank, desk, thread, answers }: FormTarget,
  { content = '', written, why }: Progress & { readonly why: string | null },
  resumed: Resumed | undefined,
): Promise<string> {
  const file = fileOf(flags.profile, context);
  const profile = await readProfile(file);
  if (profile === undefined) throw new CliError('CLI_NO_SESSION', file);
  const attach: KeptFile[] = [];
  for (const each of flags.attach ?? []) attach.push(await keptFile(each));
  const unkept = {
    ...{ kind: blank.kind, type: blank.type ?? null, desk, thread, answers: answers ?? null },
    ...{ written: timestamp(written), why, content, attach },
  };
  return keepDraft({ file, profile }, unkept, context.now(), resumed?.id);
}

// The caller reports why nothing was sent, so an error of keeping the draft is only shown.
async function tryToKeep(
  { terminal }: Context,
  keep: (why: string) => Promise<string>,
  cause: unknown,
): Promise<void> {
  const why = isCoded(cause) ? cause.code : 'UNKNOWN';
  try {
    const id = await keep(why);
    if (mayHaveArrived(why)) terminal.message(say('formSending.arrivedLookListBefore'));
    terminal.message(resumeWords(id));
  } catch (error) {
    const said = isCoded(error)
      ? say('program.named', { name: error.code, text: briefly(error) })
      : String(error);
    terminal.message(say('formSending.yourTextNotKept', { said }));
  }
}

async function forget({ context, flags }: Given<FormFlags>, id: string): Promise<void> {
  try {
    await deleteDraft(fileOf(flags.profile, context), id);
  } catch (error) {
    const said = isCoded(error) ? error.code : String(error);
    context.terminal.message(say('formSending.sentDraftStill', { id: shortId(id), said }));
  }
}

const formOptions = ['purpose', 'text', 'set', 'from', 'edit', 'keep', 'out'] as const;

export const isForm = (flags: FormFlags): boolean =>
  formOptions.some((name) => flags[name] !== undefined);

export const fileWords = (kind: DocumentKind): string => say('formSending.fileWords', { kind });

/**
 * Sends the document in `file`; if `file` is undefined, lets the author fill in a form and sends that. @throws CliError
 * CLI_USAGE if both a file and form options are given; as `sendForm`
 */
export async function sendFileOrForm(
  given: Given<FormFlags>,
  target: FormTarget & { readonly thread: ThreadId },
  file: string | undefined,
): Promise<void> {
  if (file === undefined) return sendForm(given, target);
  assertFileAlone(given.flags);
  const { blank, desk, thread, answers } = target;
  const draft = await draftInFile(given, thread, file, blank.kind);
  await sendReply(given, { desk, thread }, draft, answers === undefined ? {} : { answers });
}

/** Refuses form options, such as `--text`, beside a file. @throws CliError CLI_USAGE if a form option is given */
export function assertFileAlone(flags: FormFlags): void {
  const given = formOptions.filter((name) => flags[name] !== undefined);
  if (given.length > 0)
    throw new CliError(
      'CLI_USAGE',
      say('formSending.fileSentWithoutBegins', { given: given.join(', --') }),
    );
}
