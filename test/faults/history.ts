import type { DocumentId } from '#kernel';
import type { SignedOne } from '../support/office.js';

export interface Attempt {
  readonly from: string;
  readonly client: string;
  readonly n: number;
  readonly attached: boolean;
  readonly signed: Omit<SignedOne, 'body'>;
}

type Place = Omit<Attempt, 'signed'>;

/**
 * Attempts and acknowledgements as the officers' clients saw them. Nothing in this record comes from the system under
 * test.
 */
export class History {
  readonly attempted = new Map<DocumentId, Attempt>();
  readonly acknowledged = new Set<DocumentId>();
  readonly refused: string[] = [];

  attempt(place: Place, { id, thread, kind, sha256 }: SignedOne): void {
    this.attempted.set(id, { ...place, signed: { id, thread, kind, sha256 } });
  }

  /** Joins an earlier history of the same States and this one. */
  after(earlier: History): History {
    const whole = new History();
    for (const each of [earlier, this]) {
      for (const [id, attempt] of each.attempted) whole.attempted.set(id, attempt);
      for (const id of each.acknowledged) whole.acknowledged.add(id);
      whole.refused.push(...each.refused);
    }
    return whole;
  }

  name(id: string): string {
    const found = [...this.attempted.values()].find(({ signed }) => signed.id === id);
    return found === undefined ? id : `${found.client}-${found.n} ${found.signed.kind}`;
  }

  safe(which: (attempt: Attempt) => boolean): Attempt[] {
    return [...this.attempted.values()].filter(
      (each) => this.acknowledged.has(each.signed.id) && which(each),
    );
  }

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
