import type { Fingerprint, Timestamp } from '#kernel';

/** How long a key that brought a new certificate waits before the next: its entries need no person, so they are few. */
const pauseMs = 24 * 3600 * 1000;

/** A key by its fingerprint, with a certificate of it. */
export interface Named {
  readonly fingerprint: Fingerprint;
  readonly certificate: string;
}

/** The newest certificate that each encryption key brought of itself. */
export class Renewals {
  private newest: (Named & { readonly issuedAt: Timestamp })[] = [];

  add({ fingerprint, certificate }: Named, issuedAt: Timestamp): void {
    const others = this.newest.filter((each) => each.fingerprint !== fingerprint);
    this.newest = [...others, { fingerprint, certificate, issuedAt }];
  }

  /** Why the key may bring no new certificate yet; undefined when it may. */
  flaw(fingerprint: Fingerprint, issuedAt: Timestamp): string | undefined {
    const last = this.newest.find((each) => each.fingerprint === fingerprint);
    const isSoon = last !== undefined && Date.parse(issuedAt) - Date.parse(last.issuedAt) < pauseMs;
    return isSoon ? 'a key brings a new certificate once in 24 hours at most' : undefined;
  }

  /** A key as the root certified it, with the newest certificate that it brought of itself. */
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
