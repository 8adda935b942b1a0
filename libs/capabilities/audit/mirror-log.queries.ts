import { Injectable } from '@nestjs/common';
import type { Calls, Pattern } from '#capabilities/calls';
import { KernelError } from '#kernel';
import { AuditorQuestions } from './auditor-questions.service.js';
import { fitting } from '#capabilities/requests/dispatch-rows.queries';
import { Journal, leavesFrom, notesAbove, tilesFrom } from '#journal';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

const mostLevels = 8;

/**
 * The log itself, page after page: leaves, tiles, signed checkpoints. Who keeps them has a mirror that needs nobody's
 * word. Errors of every method: those of `AuditorQuestions`; KernelError VALUE_INVALID.
 */
@Injectable()
export class MirrorLog {
  constructor(
    private readonly questions: AuditorQuestions,
    private readonly journal: Journal,
  ) {}

  entries(input: In<'audit.entries'>): Out<'audit.entries'> {
    const from = position('from', input.from);
    return this.questions.answer('audit.entries', input, { from }, async (tx) => {
      const size = await this.journal.releasedSize(tx);
      const leaves = await leavesFrom(tx, from);
      return { size, entries: fitting(leaves, ({ length }) => length + 8) };
    });
  }

  tiles(input: In<'audit.tiles'>): Out<'audit.tiles'> {
    const [level, from] = [position('level', input.level), position('from', input.from)];
    if (level >= mostLevels) throw new KernelError('VALUE_INVALID', 'level');
    return this.questions.answer('audit.tiles', input, { level, from }, async (tx) => ({
      tiles: await tilesFrom(tx, level, from),
    }));
  }

  notes(input: In<'audit.notes'>): Out<'audit.notes'> {
    const above = position('above', input.above);
    return this.questions.answer('audit.notes', input, { above }, async (tx) => ({
      notes: fitting(await notesAbove(tx, above), ({ note }) => Buffer.byteLength(note) * 2),
    }));
  }
}

function position(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new KernelError('VALUE_INVALID', name);
  return value;
}
