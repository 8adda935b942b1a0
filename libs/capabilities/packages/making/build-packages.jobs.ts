import { PackageError } from '#package';
import { tryEach } from '#kernel';
import { GatherPackage } from './gather-package.jobs.js';
import { failingSince, type Listening, listeningAt } from '../listening.rules.js';
import { packageBounds, packageFailures, type PackageFailure } from '../packages.lists.js';
import { type OpenPackage, Packages } from '../packages.rows.js';
import type { PackingParts } from './packing.service.js';
import { removePlaced, SealPackage } from './seal-package.jobs.js';

const context = { step: 'build-package' } as const;

/** Builds packages step by step. After a crash the next run continues from the last committed row. */
export class BuildPackages {
  readonly #packages = new Packages();
  readonly #gather: GatherPackage;
  readonly #seal: SealPackage;
  readonly #failing = new Map<string, number>();
  #listening: Listening | undefined;
  #trying: Listening | undefined;

  constructor(
    private readonly parts: PackingParts,
    private readonly onFailure: (exhibit: string, error: unknown) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.#gather = new GatherPackage(parts, this.#packages);
    this.#seal = new SealPackage(parts, this.#packages);
  }

  /** Does one step for the oldest package that can advance; false if none can. Packages are sealed one after another. */
  async run(): Promise<boolean> {
    const { store } = this.parts;
    const all = await store.transaction(context, (tx) => this.#packages.beingMade(tx));
    // Only now: while the database was away, nobody was heard either. A long step is a gap, too: of two answers that come
    // meanwhile over one link, the later replaces the other.
    const now = this.now();
    this.#listening = listeningAt(this.#listening, now);
    this.#trying = listeningAt(this.#trying, now);
    try {
      return await this.#advanceOne(all, this.#listening);
    } finally {
      // A long step that fails is no gap for this.
      this.#trying = { ...this.#trying, now: this.now() };
    }
  }

  async #advanceOne(
    all: readonly Pick<OpenPackage, 'id' | 'state'>[],
    listening: Listening,
  ): Promise<boolean> {
    for (const id of this.#failing.keys())
      if (!all.some((each) => each.id === id)) this.#failing.delete(id);
    const sealing = all.find(({ state }) => state === 'SEALING');
    const able = all.filter(({ id, state }) => state !== 'SEALING' || id === sealing?.id);
    return tryEach(able, ({ id }) => this.#advance(id, listening));
  }

  async #advance(id: string, listening: Listening): Promise<boolean> {
    const open = await this.parts.store.transaction(context, (tx) => this.#packages.claim(tx, id));
    if (open === undefined) return false;
    try {
      const more = await this.#step(open, listening);
      this.#failing.delete(id);
      return more;
    } catch (error) {
      const failure = this.#failureOf(open, error);
      if (failure === undefined) throw error;
      await this.#fail(open, failure);
      this.onFailure(open.exhibit, error);
      return true;
    }
  }

  /** Returns the package's failure code; undefined during the first ten minutes of errors. A `PackageError` fails at once. */
  #failureOf({ id }: OpenPackage, error: unknown): PackageFailure | undefined {
    // Gathered material is inconsistent, as if the verifier had refused it.
    if (error instanceof PackageError)
      return packageFailures.find((code) => code === error.code) ?? 'PACKAGE_REFUSED';
    const now = this.now();
    const since = failingSince(this.#failing.get(id), { since: this.#trying?.since ?? now, now });
    this.#failing.set(id, since);
    return now - since > packageBounds.failingMs ? 'PACKAGE_FAILED' : undefined;
  }

  async #fail(open: OpenPackage, failure: PackageFailure): Promise<void> {
    await removePlaced(this.parts, this.#packages, open);
    await this.parts.store.transaction(context, (tx) => {
      this.#packages.fail(tx, open, failure);
      return Promise.resolve();
    });
  }

  #step(open: OpenPackage, listening: Listening): Promise<boolean> {
    if (open.state === 'SEALING') return this.#seal.run(open, listening);
    const { store, trust } = this.parts;
    return store.transaction(context, async (tx) => {
      const held = await this.#packages.claim(tx, open.id);
      // Another process has advanced it meanwhile.
      if (held?.state !== open.state) return true;
      await trust.refresh(tx);
      if (held.state === 'ASKED') {
        this.#packages.move(tx, held, 'GATHERING');
        return true;
      }
      if (held.state === 'GATHERING') return this.#gather.end(tx, held);
      return this.#gather.freeze(tx, held, listening);
    });
  }
}
