import {
  duplicateLimits,
  soughtIn,
  type Document,
  type LikeOthers,
  type OpeningKind,
  type Purpose,
  type Sought,
} from '#model';
import { canonicalJson } from '#wire';
import { Refusal } from '../api/refusal.js';
import * as views from '../api/views.js';
import type { Asking } from './asking.js';

const otherDeskLine = 'A duty desk may already work on this.';

/** Asks the gateway who is already at work on the same. @throws Refusal, CliError */
export const duplicatesOf = (
  { client }: Asking,
  sought: Sought,
  purpose: Purpose,
): Promise<views.Duplicates> =>
  client.ask(views.duplicates, 'POST', '/api/v1/requests/duplicates', {
    purpose,
    sought: Buffer.from(canonicalJson(sought)).toString('base64'),
  });

/** One line a thread, and the one about other desks. Pure. */
export const duplicateLines = ({ duplicates, otherDesk }: views.Duplicates): string[] => [
  ...duplicates.map((each) =>
    [
      each.thread,
      each.openedAt,
      each.side === 'ASKING' ? 'we ask' : 'they ask',
      `${each.peer}/${each.peerAuthority}`,
      each.state,
      each.holder ?? '-',
      `same ${each.by.map((by) => words[by]).join(', ')}`,
    ].join('  '),
  ),
  ...(otherDesk ? [otherDeskLine] : []),
];

const words: Readonly<Record<views.Duplicates['duplicates'][number]['by'][number], string>> = {
  DOCUMENT: 'document number',
  PLATE: 'plate',
  PHONE: 'phone',
  VESSEL: 'vessel',
  PERSON: 'name and date of birth',
};

/**
 * What is shown before a document that opens a thread is signed. Sending does not depend on it: with no check left it says
 * so. @throws Refusal, CliError
 */
export async function linesBeforeSending(
  asked: Asking,
  document: Document<OpeningKind>,
): Promise<string[]> {
  try {
    const lines = duplicateLines(await duplicatesOf(asked, soughtIn(document), document.purpose));
    return lines.length === 0
      ? []
      : [`About the same, within ${duplicateLimits.days} days:`, ...indented(lines)];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'DUPLICATE_CHECKS_SPENT') throw error;
    const again = error.detail === undefined ? '' : ` (${error.detail})`;
    return [`Nobody has looked for duplicates: your checks of this hour are used up${again}.`];
  }
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

/** What a list adds to a thread that is like others. Pure. */
export const likeWord = ({ duplicates, otherDesk }: LikeOthers): string =>
  duplicates.length > 0 ? 'DUPLICATE?' : otherDesk ? 'ANOTHER DESK?' : '';

/** The same of a thread that is shown, in sentences. Pure. */
export const likeLines = ({ duplicates, otherDesk, askedAbout }: LikeOthers): string[] => [
  ...duplicates.map((thread) => `About the same: thread ${thread} of your authority.`),
  ...(otherDesk ? [otherDeskLine] : []),
  ...(askedAbout === null
    ? []
    : [`Another desk asked about what you work on, last at ${askedAbout}.`]),
];
