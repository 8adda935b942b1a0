import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { parseSha256, timestamp } from '#kernel';
import { Quarantine, type QuarantineRow } from '#mailbox';
import { ThreadsError } from '#threads';
import { AuditorQuestions } from '#capabilities/audit/auditor-questions.service';
import {
  listQuarantine,
  showQuarantined,
  type QuarantinedAsked,
  type QuarantinedMessage,
  type QuarantinePage,
  type QuarantinePageAsked,
  type QuarantineView,
} from './quarantine.contract.js';

@Injectable()
export class ReadQuarantine {
  readonly #quarantine = new Quarantine();

  constructor(private readonly questions: AuditorQuestions) {}

  listQuarantine(asker: Session, asked: QuarantinePageAsked): Promise<QuarantinePage> {
    const { limit, after } = asked;
    return this.questions.answer(asker, listQuarantine, asked, async (tx) => {
      const rows = await this.#quarantine.listRows(tx, limit + 1, after);
      const shown = rows.slice(0, limit);
      return {
        rows: shown.map(view),
        next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    });
  }

  show(asker: Session, asked: QuarantinedAsked): Promise<QuarantinedMessage> {
    return this.questions.answer(asker, showQuarantined, asked, async (tx) => {
      const row = await this.#quarantine.show(tx, asked.id);
      if (row === undefined) throw new ThreadsError('NOT_FOUND');
      return { ...view(row), evidence: row.evidence };
    });
  }
}

const view = (row: QuarantineRow): QuarantineView => ({
  id: row.id,
  link: row.linkId,
  messageId: row.messageId,
  code: row.code,
  detail: row.detail,
  size: row.size,
  sha256: parseSha256(row.evidenceSha256),
  at: timestamp(row.at),
});
