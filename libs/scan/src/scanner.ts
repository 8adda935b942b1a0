import type { ScanGap } from '#capabilities/attachments/scans/scan.lists';
import { notScanned } from '#capabilities/attachments/scans/scan.model';
import { type Scan } from '#capabilities/attachments/scans/scan.contract';
import { timestamp } from '#kernel';
import { engineOf, Gap, verdictOf } from './answers.js';
import { ask, type AskBounds } from './clamd.js';
import { probes } from './probes.js';
import { NoTurn, Turns } from './turns.js';

export interface ScanBounds extends AskBounds {
  readonly quickMs: number;
  /**
   * Maximum number of simultaneous scans in one service. Default 4, because two services share clamd's ten threads and two
   * threads stay free for short commands.
   */
  readonly atOnce: number;
  readonly perOfficer: number;
  readonly waiting: number;
}

// Together less than the 30 s that a client waits without a byte.
const standard: ScanBounds = {
  quickMs: 2_000,
  idleMs: 5_000,
  totalMs: 25_000,
  answerBytes: 1_024,
  atOnce: 4,
  perOfficer: 2,
  waiting: 256,
};

export type Engine =
  | { readonly engine: string; readonly gap: null }
  | { readonly engine: null; readonly gap: ScanGap };

export interface Asked {
  readonly officer?: string;
  /**
   * Key that stands for the file's content and the antivirus engine. Simultaneous calls with an equal key may share one scan;
   * undefined: no sharing.
   */
  readonly file?: string;
}

interface UnderWay {
  readonly officer: string;
  begun: boolean;
  scan?: Promise<Scan>;
}

/**
 * Scans files with this machine's antivirus daemon (ClamAV's clamd, by Unix socket). A failed daemon gives NOT_SCANNED, never
 * CLEAN.
 */
export class Scanner {
  /** Failures since the process began. `unfit`: scans refused after wrong verdicts on test files. */
  readonly counts = { timedOut: 0, unfit: 0 };
  private readonly bounds: ScanBounds;
  private readonly turns: Turns;
  private readonly asked = new Map<string, UnderWay>();

  /** `path`: Unix socket of the daemon; empty when this machine has no daemon. */
  constructor(
    private readonly path: string,
    bounds: Partial<ScanBounds> = {},
  ) {
    this.bounds = { ...standard, ...bounds };
    this.turns = new Turns(this.bounds.atOnce, this.bounds.perOfficer, this.bounds.waiting);
  }

  async engine(): Promise<Engine> {
    return this.counted(await this.first(Date.now() + this.bounds.totalMs));
  }

  /** Tests the daemon with `probes`. Returns `gap` null if usable, UNFIT after a wrong verdict, else another `ScanGap`. */
  async check(): Promise<Engine> {
    return this.fit(Date.now() + this.bounds.totalMs);
  }

  /**
   * Scans a file in constant memory, reading `content` at most once. Calls with an equal `file` share a running scan. @throws
   * NoTurn if waiting for other files took too long or too many files wait; errors of `content`
   */
  async scan(
    content: AsyncIterable<Uint8Array>,
    { officer = '', file }: Asked = {},
  ): Promise<Scan> {
    const own: UnderWay = { officer, begun: false };
    if (file === undefined) return this.judged(content, own);
    const before = this.asked.get(file);
    // Only a scan that runs, or the officer's own, is shared: an officer with many waiting files must not delay others.
    if (before?.scan !== undefined && (before.begun || before.officer === officer))
      return before.scan;
    own.scan = this.judged(content, own).finally(() => {
      if (this.asked.get(file) === own) this.asked.delete(file);
    });
    this.asked.set(file, own);
    return own.scan;
  }

  private async judged(content: AsyncIterable<Uint8Array>, own: UnderWay): Promise<Scan> {
    // Without a daemon nobody waits.
    if (this.path === '') return said(notScanned('NO_SCANNER'));
    const end = Date.now() + this.bounds.totalMs;
    const seen: { engine: string | null; late: boolean } = { engine: null, late: false };
    try {
      return await this.turns.runInTurn(end, own.officer, async (hasWaited) => {
        own.begun = true;
        seen.late = hasWaited;
        const { engine, gap } = await this.fit(end);
        if (engine === null) throw new Gap(gap);
        seen.engine = engine;
        return said(verdictOf(await this.stream(content, end), engine));
      });
    } catch (error) {
      if (error instanceof NoTurn) this.counts.timedOut += 1;
      if (!(error instanceof Gap)) throw error;
      this.counted(error);
      // The daemon was busy with other files: a retry may succeed, unlike after its own time-out.
      if (seen.late && error.gap === 'TIMED_OUT') throw new NoTurn();
      return said(notScanned(error.gap, seen.engine));
    }
  }

  private counted<T extends { readonly gap: ScanGap | null }>(answer: T): T {
    if (answer.gap === 'TIMED_OUT') this.counts.timedOut += 1;
    if (answer.gap === 'UNFIT') this.counts.unfit += 1;
    return answer;
  }

  private async first(end: number): Promise<Engine> {
    if (this.path === '') return { engine: null, gap: 'NO_SCANNER' };
    try {
      const engine = engineOf(await ask(this.path, 'VERSION', this.quick(end)));
      return engine === undefined ? { engine: null, gap: 'FAILED' } : { engine, gap: null };
    } catch (error) {
      if (error instanceof Gap) return { engine: null, gap: error.gap };
      throw error;
    }
  }

  private async fit(end: number): Promise<Engine> {
    const found = await this.first(end);
    if (found.engine === null) return found;
    try {
      for (const { content, says } of probes) {
        const answer = await ask(this.path, 'INSTREAM', this.quick(end), once(content));
        const { reason } = verdictOf(answer, found.engine);
        // A failed probe says nothing about the daemon's settings.
        if (reason === 'FAILED') return { engine: null, gap: reason };
        if (reason !== says) return { engine: null, gap: 'UNFIT' };
      }
      return found;
    } catch (error) {
      if (error instanceof Gap) return { engine: null, gap: error.gap };
      throw error;
    }
  }

  private stream(content: AsyncIterable<Uint8Array>, end: number): Promise<string> {
    return ask(
      this.path,
      'INSTREAM',
      { ...this.bounds, totalMs: Math.max(1, end - Date.now()) },
      content,
    );
  }

  private quick(end: number): AskBounds {
    const totalMs = Math.max(1, Math.min(this.bounds.quickMs, end - Date.now()));
    return { ...this.bounds, totalMs };
  }
}

const said = (scan: Omit<Scan, 'at'>): Scan => ({ ...scan, at: timestamp(new Date()) });

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
