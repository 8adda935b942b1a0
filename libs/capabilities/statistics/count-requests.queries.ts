import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { AuditorQuestions } from '#capabilities/audit/auditor-questions.service';
import { fitting } from '#capabilities/requests/dispatch-rows.queries';
import { isWholePage, recordedRequests } from '#journal';
import { KernelError, phrase } from '#kernel';
import {
  countRequests,
  type CountedRequests,
  type CountedRequestsAsked,
} from './statistics.contract.js';
import { countRequest, type CountedDocument, type KnownRequest } from './statistics.model.js';

const rowBytes = 1_024;

/**
 * Counts requests as Directive (EU) 2023/977 art. 18(2) requires. Uses only the custody log, because content may be erased.
 * @throws the errors of `AuditorQuestions`; KernelError VALUE_INVALID unless `to` is after `from`
 */
@Injectable()
export class CountRequests {
  constructor(private readonly questions: AuditorQuestions) {}

  countRequests(asker: Session, asked: CountedRequestsAsked): Promise<CountedRequests> {
    const { from, to, peer, after, limit } = asked;
    if (from >= to) throw new KernelError('VALUE_INVALID', phrase`to must be after from`);
    const period = { from: new Date(from), to: new Date(to) };
    return this.questions.answer(asker, countRequests, asked, async (tx) => {
      const found = await recordedRequests(tx, period, peer, after);
      const shown = fitting(found, () => rowBytes).slice(0, limit);
      const more = shown.length < found.length || isWholePage(found.length);
      return {
        requests: shown.map(({ known, documents }) =>
          countRequest(
            known,
            documents.filter((each) => isCountable(known, each)),
          ),
        ),
        next: more ? (shown.at(-1)?.event ?? null) : null,
      };
    });
  }
}

function isCountable(known: KnownRequest, document: CountedDocument): boolean {
  try {
    countRequest(known, [document]);
    return true;
  } catch {
    return false;
  }
}
