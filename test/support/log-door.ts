import type { HttpsGateway } from './https-gateway.js';
import { filesOf } from './log-copy.js';
import type { GeneratedLog } from './generated-log.js';
import { makeSigner } from '#tlog';
import type { Makers } from './generated-log.js';
import type { TestState } from './test-state.js';

/** The keys of two test States as makers of the log of the first, which the second witnesses. */
export function makersOf(own: TestState, witness: TestState): Makers {
  const [log, cosigner] = [own.noteKeys.get('log'), witness.noteKeys.get('witness')];
  if (log === undefined || cosigner === undefined) throw new Error('no key');
  const name = (state: TestState): string => `${state.state.toLowerCase()}.example`;
  return {
    log: makeSigner(`${name(own)}/log`, log, 'note'),
    witness: makeSigner(`${name(witness)}/witness`, cosigner, 'cosignature'),
    eventKeys: own.eventKeys,
    at: own.at,
  };
}

/** A log as a gateway serves it to auditors; a test puts another one in its place. */
export class LogDoor {
  /** Most leaves of a page. */
  page = 100;
  /** Asked for, it fails: the connection breaks. */
  breaksAt = Infinity;

  private constructor(public log: GeneratedLog) {}

  static open(server: HttpsGateway, log: GeneratedLog): LogDoor {
    const door = new LogDoor(log);
    const number = (query: URLSearchParams, name: string): number => Number(query.get(name));
    server.on('GET /api/v1/audit/checkpoint', () => {
      const newest = door.log.notes.at(-1);
      return { note: newest?.note.split(/(?<=\n\n.*\n)/)[0], size: newest?.size };
    });
    server.on('GET /api/v1/audit/log/entries', ({ query }, reply) => {
      const from = number(query, 'from');
      if (from >= door.breaksAt) return void reply.destroy();
      const { leaves } = door.log;
      const part = leaves.slice(from, from + door.page);
      return { size: leaves.length, entries: part.map((leaf) => leaf.toString('base64')) };
    });
    server.on('GET /api/v1/audit/log/notes', ({ query }) => {
      const notes = door.log.notes.filter(({ size }) => size > number(query, 'above'));
      return { notes: notes.slice(0, door.page) };
    });
    server.on('GET /api/v1/audit/log/tiles', ({ query }) => {
      const [level, from] = [number(query, 'level'), number(query, 'from')];
      const tiles = [...filesOf(door.log)].flatMap(([path, hashes]) => {
        const [, at, index] = /^tile\/(\d)\/(\d+)(?:\.p\/\d+)?$/.exec(path) ?? [];
        const wanted = at === String(level) && Number(index) >= from;
        return wanted ? [{ index: Number(index), hashes: hashes.toString('base64') }] : [];
      });
      return { tiles: tiles.sort((a, b) => a.index - b.index) };
    });
    return door;
  }
}
