import { PackageError } from '#package';
import { GatherPackage } from './gather-package.jobs.js';
import { packageBounds, packageFailures, type PackageFailure } from '../packages.lists.js';
import { type OpenPackage, Packages } from '../packages.rows.js';
import type { PackingParts } from './packing.service.js';
import { removePlaced, SealPackage } from './seal-package.jobs.js';

const context = { step: 'build-package' } as const;

/**
 * Makes evidence packages, one after the other. Each run takes the oldest a step further; what a kill leaves is the row as it was, and
 * the next run goes on from there.
 */
export class BuildPackages {
  readonly #packages = new Packages();
  readonly #gather: GatherPackage;
  readonly #seal: SealPackage;
  /** The package whose steps fail on end, and since when: others wait behind it. */
  #failing: { readonly id: string; readonly since: number } | undefined;

  /** `onFailure`: told why a package was not made. */
  constructor(
    private readonly parts: PackingParts,
    private readonly onFailure: (exhibit: string, error: unknown) => void,
    private readonly failingMs: number = packageBounds.failingMs,
  ) {
    this.#gather = new GatherPackage(parts, this.#packages);
    this.#seal = new SealPackage(parts, this.#packages);
  }

  /** True when another step may follow at once. */
  async run(): Promise<boolean> {
    const open = await this.parts.store.transaction(context, (tx) => this.#packages.claim(tx));
    if (open === undefined) return false;
    try {
      const more = await this.#step(open);
      this.#failing = undefined;
      return more;
    } catch (error) {
      const failure = this.#failureOf(open, error);
      if (failure === undefined) throw error;
      await this.#fail(open, failure);
      this.onFailure(open.exhibit, error);
      return true;
    }
  }

  /** Code with which a package ends; undefined for what another run may mend, for ten minutes. */
  #failureOf({ id }: OpenPackage, error: unknown): PackageFailure | undefined {
    // What gather made does not fit together: the same as if the verifier had said so.
    if (error instanceof PackageError)
      return packageFailures.find((code) => code === error.code) ?? 'PACKAGE_REFUSED';
    if (this.#failing?.id !== id) this.#failing = { id, since: Date.now() };
    return Date.now() - this.#failing.since > this.failingMs ? 'PACKAGE_FAILED' : undefined;
  }

  async #fail(open: OpenPackage, failure: PackageFailure): Promise<void> {
    await removePlaced(this.parts, this.#packages, open);
    await this.parts.store.transaction(context, (tx) => {
      this.#packages.fail(tx, open, failure);
      return Promise.resolve();
    });
  }

  #step(open: OpenPackage): Promise<boolean> {
    if (open.state === 'SEALING') return this.#seal.run(open);
    const { store, trust } = this.parts;
    return store.transaction(context, async (tx) => {
      const held = await this.#packages.claim(tx);
      // Another process has taken it further meanwhile.
      if (held?.id !== open.id || held.state !== open.state) return true;
      await trust.refresh(tx);
      if (held.state === 'ASKED') {
        this.#packages.move(tx, held, 'GATHERING');
        return true;
      }
      if (held.state === 'GATHERING') return this.#gather.end(tx, held);
      return this.#gather.freeze(tx, held);
    });
  }
}
