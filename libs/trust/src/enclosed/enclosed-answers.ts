import { enclosedLimits } from '#capabilities/disclosure/kinds/enclosed.kind';
import {
  isKind,
  type AuthorityAddress,
  type Body,
  type Document,
  type DocumentId,
  type StateCode,
  phrase,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import type { RecallOutcome } from '#capabilities/disclosure/recalls/recalling.model';
import { Budget, documentIn, invalid } from './enclosed-reading.js';
import { Proofs, requireSigned } from './enclosed-signatures.js';

export interface OnwardAnswer {
  readonly holder: AuthorityAddress;
  readonly answer: {
    readonly document: DocumentId;
    readonly outcome: RecallOutcome;
    readonly reason: string;
    readonly isKnown: boolean;
    readonly posted: readonly PostedSigner[];
  } | null;
  readonly onward: readonly OnwardAnswer[];
}

type Answer = Document<'recall-answer'>;
type Onward = NonNullable<Body<'recall-answer'>['onward']>[number];

interface Hop {
  readonly answer: Answer;
  readonly directory: () => Promise<Directory>;
  readonly directoryOf: (state: StateCode) => Directory | undefined;
  readonly proofs: Proofs;
  readonly budget: Budget;
  readonly hops: number;
  readonly place: string;
}

/**
 * Verifies the recall answers enclosed in `answer`, on all levels; the caller verifies `answer` itself. Does not check which
 * recall these answers are for. @throws TrustError ENCLOSED_INVALID with the path of the invalid answer
 */
export async function openAnswers(
  answer: Answer,
  answering: Directory,
  directoryOf: (state: StateCode) => Directory | undefined,
): Promise<readonly OnwardAnswer[]> {
  return openHop({
    answer,
    directory: () => Promise.resolve(answering),
    directoryOf,
    proofs: new Proofs(),
    budget: new Budget(),
    hops: enclosedLimits.hops - 1,
    place: '',
  });
}

async function openHop(hop: Hop): Promise<OnwardAnswer[]> {
  const { onward = [] } = hop.answer.body;
  if (onward.length > 0 && hop.hops === 0)
    throw invalid(hop.place, phrase`more than ${enclosedLimits.hops} borders on its way`);
  const opened: OnwardAnswer[] = [];
  for (const [i, each] of onward.entries())
    opened.push(await openOne({ ...hop, place: `${hop.place}/body/onward/${i}` }, each));
  return opened;
}

async function openOne(hop: Hop, { holder, answer: signed }: Onward): Promise<OnwardAnswer> {
  const { answer: before, place, budget } = hop;
  if (signed === undefined) return { holder, answer: null, onward: [] };
  budget.document(place);
  budget.directory(signed.root, signed.directory, place);
  const said = documentIn(signed, place);
  if (!isKind(said, 'recall-answer')) throw invalid(place, phrase`a ${said.kind}`);
  assertFits(hop, holder, said);
  const { state } = said.from;
  const known = hop.directoryOf(state);
  if (known !== undefined && known.pinned !== signed.root) throw invalid(place, 'root');
  const proof = (): Promise<Directory> =>
    hop.proofs.directory(state, signed.root, signed.directory);
  const own = (): Promise<Directory> => (known === undefined ? proof() : Promise.resolve(known));
  const at = new Date(before.composedAt);
  const held = { state: before.from.state, directory: hop.directory };
  const posted = await requireSigned(said, signed, { holder: held, known, proof, at }, place);
  const { outcome, reason } = said.body;
  return {
    holder,
    answer: { document: said.id, outcome, reason, isKnown: known !== undefined, posted },
    onward: await openHop({ ...hop, answer: said, directory: own, hops: hop.hops - 1, place }),
  };
}

/**
 * Requires an enclosed answer from `holder`, whose State neither sent nor received the outer answer. An outer answer
 * `COMPLIED` requires an enclosed answer `COMPLIED`. @throws TrustError ENCLOSED_INVALID
 */
function assertFits(
  { answer: before, place }: Hop,
  holder: AuthorityAddress,
  { from, body }: Answer,
): void {
  if (from.state !== holder.state || from.authority !== holder.authority)
    throw invalid(place, 'from');
  if (from.state === before.from.state || from.state === before.to.state)
    throw invalid(place, phrase`of a State that has it already`);
  if (before.body.outcome === 'COMPLIED' && body.outcome !== 'COMPLIED')
    throw invalid(place, phrase`has not complied`);
}

export const postedFurtherOn = (answers: readonly OnwardAnswer[]): readonly PostedSigner[] =>
  answers.flatMap(({ answer, onward }) => [...(answer?.posted ?? []), ...postedFurtherOn(onward)]);

export function onwardHolders(
  { body: { onward = [] } }: Answer,
  hops: number = enclosedLimits.hops - 1,
): readonly { readonly holder: AuthorityAddress; readonly outcome: RecallOutcome | null }[] {
  if (hops === 0) return [];
  return onward.flatMap(({ holder, answer }, i) => {
    const said = answer === undefined ? null : documentIn(answer, `/body/onward/${i}`);
    if (said === null || !isKind(said, 'recall-answer')) return [{ holder, outcome: null }];
    return [{ holder, outcome: said.body.outcome }, ...onwardHolders(said, hops - 1)];
  });
}
