import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import type { NoticePage, NoticesAsked } from './desk-notices.contract.js';
import type { Side } from '#kernel';
import { Cases } from '#capabilities/cases';
import { listed } from '#capabilities/audit/views.events';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { recordListed } from '#capabilities/audit/listed.rows';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Store } from '#store';

const mostNotices = 100;

@Injectable()
export class ReadNotices {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  listNotices(session: Session, { limit, after, purpose }: NoticesAsked): Promise<NoticePage> {
    const most = Math.max(1, Math.min(limit, mostNotices));
    return this.store.transaction(officerContext(session, 'read-notices'), async (tx) => {
      const { authority, officer } = session;
      const desk = { authority, side: this.side, officer };
      const rows = await this.cases.notices.listNotices(tx, desk, most + 1, after);
      const notices = rows.slice(0, most);
      if (notices.length > 0)
        await recordListed(
          this.journal,
          tx,
          listed({ session, purpose }, this.side, 'notices', notices.length),
          notices.map(({ thread }) => thread),
        );
      return { notices, next: rows.length > most ? (notices.at(-1)?.notice ?? null) : null };
    });
  }
}
