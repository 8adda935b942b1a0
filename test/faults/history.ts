import type { DocumentId } from '#kernel';
import type { SignedOne } from '../support/office.js';

export interface Attempt {
  /** State whose officer wrote it. */
  readonly from: string;
  readonly client: string;
  readonly n: number;
  readonly attached: boolean;
  readonly signed: Omit<SignedOne, 'body'>;
}

type Place = Omit<Attempt, 'signed'>;

/** What the users know: what they tried, and what they were told is safe. Nothing of it comes from the system under test. */
export class History {
  readonly attempted = new Map<DocumentId, Attempt>();
  readonly acknowledged = new Set<DocumentId>();
  /** Answers that may never come for a valid document, whatever is killed. */
  readonly refused: string[] = [];

  attempt(place: Place, { id, thread, kind, sha256 }: SignedOne): void {
    this.attempted.set(id, { ...place, signed: { id, thread, kind, sha256 } });
  }

  /** `client-n` of a document, for reports. */
  name(id: string): string {
    const found = [...this.attempted.values()].find(({ signed }) => signed.id === id);
    return found === undefined ? id : `${found.client}-${found.n} ${found.signed.kind}`;
  }

  /** The acknowledged documents of a kind, or those with an attachment. */
  safe(which: (attempt: Attempt) => boolean): Attempt[] {
    return [...this.attempted.values()].filter(
      (each) => this.acknowledged.has(each.signed.id) && which(each),
    );
  }

  /** Where in its client's acknowledged documents each of these stood: a lost tail and a lost middle differ. */
  place(lost: readonly DocumentId[]): { prefix: number; middle: number; postfix: number } {
    const places = { prefix: 0, middle: 0, postfix: 0 };
    const missing = new Set(lost);
    for (const client of new Set([...this.attempted.values()].map((each) => each.client))) {
      const line = this.safe((each) => each.client === client).map((each) =>
        missing.has(each.signed.id),
      );
      const [first, last] = [line.indexOf(false), line.lastIndexOf(false)];
      line.forEach((gone, i) => {
        if (gone) places[i < first ? 'prefix' : i > last ? 'postfix' : 'middle'] += 1;
      });
    }
    return places;
  }
}
