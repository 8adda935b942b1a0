import { phrase, type Detail, type Fingerprint, type Timestamp } from '#kernel';

/** Minimum time (ms) between two renewals of a key. Otherwise the thief of a key could fill the directory chain. */
const pauseMs = 24 * 3600 * 1000;

export interface Named {
  readonly fingerprint: Fingerprint;
  readonly certificate: string;
}

export class Renewals {
  private newest: (Named & { readonly issuedAt: Timestamp })[] = [];

  add({ fingerprint, certificate }: Named, issuedAt: Timestamp): void {
    const others = this.newest.filter((each) => each.fingerprint !== fingerprint);
    this.newest = [...others, { fingerprint, certificate, issuedAt }];
  }

  flaw(fingerprint: Fingerprint, issuedAt: Timestamp): Detail | undefined {
    const last = this.newest.find((each) => each.fingerprint === fingerprint);
    const isSoon = last !== undefined && Date.parse(issuedAt) - Date.parse(last.issuedAt) < pauseMs;
    return isSoon ? phrase`a key brings a new certificate once in 24 hours at most` : undefined;
  }

  current<T extends Named>(key: T): T {
    const renewal = this.newest.find(({ fingerprint }) => fingerprint === key.fingerprint);
    return renewal === undefined ? key : { ...key, certificate: renewal.certificate };
  }

  copy(): Renewals {
    const copy = new Renewals();
    copy.newest = [...this.newest];
    return copy;
  }
}
