import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import { consentFlaw } from '#capabilities/disclosure/releases/consents.model';
import {
  isKind,
  parseAuthorityId,
  parseStateCode,
  timestamp,
  type AuthorityAddress,
  type Document,
  type DocumentId,
  type Handling,
  type Purpose,
  type Timestamp,
} from '#kernel';
import type { EnclosedRelease } from '#capabilities/disclosure/kinds/enclosed.kind';
import { decodeDocument, sha256 } from '#wire';
import { say } from '#language/console';
import { either } from '../print/joined.js';
import { CliError } from '../errors.js';
import type { Draft } from './draft.js';

// Handling of a question without personal data.
const plain: Handling = {
  codes: ['H0'],
  evaluation: { source: 'X', information: '4' },
  restrictions: '',
  retentionMonths: 60,
};

export function parseRecipient(text: string): AuthorityAddress {
  const [state = '', authority = ''] = text.split('/', 2);
  return { state: parseStateCode(state), authority: parseAuthorityId(authority) };
}

export interface Wanted {
  readonly recipient: AuthorityAddress;
  readonly through?: readonly AuthorityAddress[];
  readonly purpose: Purpose;
  readonly until: Timestamp;
  readonly reason: string;
}

export const askingRelease = (
  { dispatch, document }: Pick<DispatchView, 'dispatch' | 'document'>,
  { recipient, through = [], purpose, until, reason }: Wanted,
): Draft<'forward-consent-request'> => ({
  kind: 'forward-consent-request',
  purpose,
  handling: plain,
  body: {
    ...{ item: dispatch, itemSha256: sha256(document), recipient, purpose, until, reason },
    ...(through.length > 0 && { through }),
  },
});

interface Answered {
  readonly until?: Timestamp;
  readonly refusal?: string;
  readonly releases?: readonly EnclosedRelease[];
}

export function answeringRelease(
  { body }: Document<'forward-consent-request'>,
  { until = body.until, refusal, releases = [] }: Answered,
): Draft<'forward-consent'> {
  const outcome = refusal === undefined ? 'GRANTED' : 'REFUSED';
  return {
    kind: 'forward-consent',
    purpose: body.purpose,
    handling: plain,
    body: {
      ...{ ...body, outcome, until, reason: refusal ?? '' },
      ...(releases.length > 0 && { releases }),
    },
  };
}

export function openAsks(
  dispatches: readonly Pick<DispatchView, 'direction' | 'document'>[],
): readonly Document<'forward-consent-request'>[] {
  const documents = dispatches.map(({ direction, document }) => ({
    direction,
    document: decodeDocument(document),
  }));
  const answered = new Set(
    documents.flatMap(({ direction, document }) =>
      direction === 'OUT' && isKind(document, 'forward-consent') ? [document.inReplyTo] : [],
    ),
  );
  return documents.flatMap(({ direction, document }) =>
    direction === 'IN' && isKind(document, 'forward-consent-request') && !answered.has(document.id)
      ? [document]
      : [],
  );
}

export function askToAnswer(
  open: readonly Document<'forward-consent-request'>[],
  named?: DocumentId,
): Document<'forward-consent-request'> {
  const meant = named === undefined ? open : open.filter(({ id }) => id === named);
  const [first] = meant;
  if (first === undefined)
    throw new CliError('CLI_USAGE', say('composeRelease.noQuestionReleaseWaits'));
  if (meant.length > 1) {
    const ids = either(meant.map(({ id }) => id));
    throw new CliError('CLI_USAGE', say('composeRelease.oneAsk', { first: ids }));
  }
  return first;
}

export function consentFor(
  item: DispatchView,
  dispatches: readonly DispatchView[],
  place: {
    readonly holder: AuthorityAddress;
    readonly recipient: AuthorityAddress;
    readonly purpose: Purpose;
    readonly now: Date;
  },
): DispatchView | undefined {
  const { holder, recipient, purpose, now } = place;
  const released = {
    document: decodeDocument(item.document),
    documentSha256: sha256(item.document),
    ...{ holder, recipient, purpose },
    at: timestamp(now),
  };
  return dispatches.findLast(
    ({ direction, recalls, document }) =>
      direction === 'IN' &&
      !recalls.some(({ act }) => act === 'RECALL') &&
      consentFlaw(decodeDocument(document), released) === undefined,
  );
}
