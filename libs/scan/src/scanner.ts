import type { ScanGap } from '#capabilities/attachments/scans/scan.lists';
import { notScanned } from '#capabilities/attachments/scans/scan.model';
import { type Scan } from '#capabilities/attachments/scans/scan.contract';
import { timestamp } from '#kernel';
import { engineOf, Gap, verdictOf } from './answers.js';
import { ask, type AskBounds } from './clamd.js';
import { probes } from './probes.js';
import { NoTurn, Turns } from './turns.js';

export interface ScanBounds extends AskBounds {
  /** For what needs no time: who it is, and the probes. */
  readonly quickMs: number;
  /**
   * Files at once, of one service. Two services scan, and clamd has ten threads unless it is told otherwise: one is left for whoever
   * has a quick question.
   */
  readonly atOnce: number;
  /** Of these of one officer. */
  readonly perOfficer: number;
  /** Files that wait for their turn. */
  readonly waiting: number;
}

/** The whole is less than the 30 s that a client waits without a byte. */
const standard: ScanBounds = {
  quickMs: 2_000,
  idleMs: 5_000,
  totalMs: 25_000,
  answerBytes: 1_024,
  atOnce: 4,
  perOfficer: 2,
  waiting: 256,
};

/** Daemon that would judge now; or why none would. */
export type Engine =
  | { readonly engine: string; readonly gap: null }
  | { readonly engine: null; readonly gap: ScanGap };

export interface Asked {
  /** Officer who wants it. */
  readonly officer?: string;
  /** Names this very content, and the engine that it is asked of. */
  readonly file?: string;
}

interface UnderWay {
  readonly officer: string;
  begun: boolean;
  scan?: Promise<Scan>;
}

/**
 * The antivirus daemon of this machine (ClamAV's clamd, at its unix socket). Whatever it does not say, cannot say or does not
 * say in time is NOT_SCANNED: no failure of it is an error, and none is CLEAN. That others kept it from looking is no failure of it.
 */
export class Scanner {
  /** Files that went unjudged since the process began, though there is a daemon: it should be told to somebody. */
  readonly counts = { timedOut: 0, unfit: 0 };
  private readonly bounds: ScanBounds;
  private readonly turns: Turns;
  /** Under way, by what they look at. */
  private readonly asked = new Map<string, UnderWay>();

  /** An empty path: there is none. */
  constructor(
    private readonly path: string,
    bounds: Partial<ScanBounds> = {},
  ) {
    this.bounds = { ...standard, ...bounds };
    this.turns = new Turns(this.bounds.atOnce, this.bounds.perOfficer, this.bounds.waiting);
  }

  /** Asks it each time: it takes new signatures while it runs. */
  async engine(): Promise<Engine> {
    return this.counted(await this.first(Date.now() + this.bounds.totalMs));
  }

  /** As `engine`, and whether its settings let pass as clean what it does not look at: then it is UNFIT. */
  async check(): Promise<Engine> {
    return this.fit(Date.now() + this.bounds.totalMs);
  }

  /**
   * Judges a file, read once from its beginning, in constant memory. The engine is asked before: if it takes new signatures
   * meanwhile, the file is scanned once more than it had to be. While somebody's turn has come with the same file, nobody else reads it,
   * and the verdict is for all of them.
   * @throws NoTurn when it was not judged because others are; what `content` throws
   */
  async scan(
    content: AsyncIterable<Uint8Array>,
    { officer = '', file }: Asked = {},
  ): Promise<Scan> {
    const own: UnderWay = { officer, begun: false };
    if (file === undefined) return this.judged(content, own);
    const before = this.asked.get(file);
    // Who has many that wait keeps nobody else waiting.
    if (before?.scan !== undefined && (before.begun || before.officer === officer))
      return before.scan;
    own.scan = this.judged(content, own).finally(() => {
      if (this.asked.get(file) === own) this.asked.delete(file);
    });
    this.asked.set(file, own);
    return own.scan;
  }

  private async judged(content: AsyncIterable<Uint8Array>, own: UnderWay): Promise<Scan> {
    // Nobody waits his turn at a daemon that is not there.
    if (this.path === '') return said(notScanned('NO_SCANNER'));
    const end = Date.now() + this.bounds.totalMs;
    const seen: { engine: string | null; late: boolean } = { engine: null, late: false };
    try {
      return await this.turns.take(end, own.officer, async (hasWaited) => {
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
      // Whoever tries again without a wait is told what the daemon itself could not.
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
        // An error tells nothing of its settings.
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
