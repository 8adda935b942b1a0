import { isOpening, type Document } from '#kernel';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { composeOpening, type Signing } from '../../compose/document.js';
import type { OpeningDraft } from '../../compose/draft.js';
import { withLimits } from '../../compose/limits.js';
import type { Context } from '../../context.js';
import { confirmedList } from '../../directory/confirm.js';
import { asking, type ProfileFlags } from '../../people/asking.js';
import { competenceLines } from '../../people/words/competence.js';
import type { Sent } from '../../people/sending/follow.js';
import type { NewId, SubmitFlags } from '../../people/sending/submit.js';
import { sendSeen, type SeeingFlags } from './seen.js';

export type Drafting = (known: readonly AuthorityView[]) => OpeningDraft;

export const sendOpening = (
  context: Context,
  flags: ProfileFlags & SubmitFlags & SeeingFlags,
  drafting: Drafting,
  besides: readonly string[] = [],
): Promise<Sent | undefined> =>
  asking(flags, context, async (asked) => {
    const { authorities: known, limits } = await confirmedList(asked, context.now());
    const draft = drafting(known);
    const held = withLimits(draft, limits.get(draft.to.state)?.hold);
    const compose = (signing: Signing, id: NewId) => composeOpening(held, known, signing, id);
    const look = (document: Document) =>
      Promise.resolve(isOpening(document) ? competenceLines(known, document) : []);
    return sendSeen({ asked, context, flags }, compose, look, besides);
  });
