import { Injectable } from '@nestjs/common';
import type { Calls } from '#capabilities/calls';
import { countRequest } from './statistics.model.js';
import { KernelError, parseEventId, parseStateCode, parseTimestamp } from '#kernel';
import { AuditorQuestions } from '#capabilities/audit/auditor-questions.service';
import { fitting } from '#capabilities/requests/dispatch-rows.queries';
import { isWholePage, recordedRequests } from '#journal';

type In = Calls['audit.requests']['in'];
type Out = Calls['audit.requests']['out'];

/** What one counted request takes in an answer, at the most. */
const rowBytes = 1_024;

/**
 * The requests of a period as Directive (EU) 2023/977 art. 18(2) counts them, from the custody log alone: content may be
 * erased by then. No names and no case text. Errors: those of `AuditorQuestions`; KernelError VALUE_INVALID.
 */
@Injectable()
export class CountRequests {
  constructor(private readonly questions: AuditorQuestions) {}

  run(input: In): Promise<Out> {
    const [from, to] = [parseTimestamp(input.from), parseTimestamp(input.to)];
    if (from >= to) throw new KernelError('VALUE_INVALID', 'to must be after from');
    const peer = input.peer === null ? null : parseStateCode(input.peer);
    const after = input.after === null ? null : parseEventId(input.after);
    const period = { from: new Date(from), to: new Date(to) };
    return this.questions.answer(
      'audit.requests',
      input,
      { from, to, peer, after },
      async (tx): Promise<Out> => {
        const found = await recordedRequests(tx, period, peer, after);
        const shown = fitting(found, () => rowBytes);
        const more = shown.length < found.length || isWholePage(found.length);
        return {
          requests: shown.map(({ known, documents }) => countRequest(known, documents)),
          next: more ? (shown.at(-1)?.event ?? null) : null,
        };
      },
    );
  }
}
