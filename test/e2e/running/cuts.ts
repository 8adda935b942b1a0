import type { Admin } from '#store';
import { type Installation, type ProcessName, until } from '../../support/installation.js';

const lock = 20_261_130;

export interface Write {
  readonly table: string;
  readonly on: 'insert' | 'update';
  readonly name: string;
}

/** Kills a program of a State inside a transaction, just before a chosen row is written. */
export class Cuts {
  readonly made: string[] = [];

  private constructor(
    private readonly at: Installation,
    private readonly admin: Admin,
    private readonly writes: readonly Write[],
  ) {}

  static async begin(
    at: Installation,
    admin: Admin,
    writes: readonly Write[],
    first: string,
  ): Promise<Cuts> {
    await admin.query(`create table public.cut as select '${first}'::text as at`);
    for (const [i, { table, on, name }] of writes.entries()) {
      await admin.query(`create function public.cut_${i}() returns trigger language plpgsql security definer as $$
        begin
          if (select at from public.cut) = (${name}) then perform pg_advisory_xact_lock(${lock}); end if;
          return new;
        end $$`);
      await admin.query(
        `create trigger cut_${i} before ${on} on ${table} for each row execute function public.cut_${i}()`,
      );
    }
    await admin.query(`select pg_advisory_lock(${lock})`);
    return new Cuts(at, admin, writes);
  }

  /**
   * Waits until `program` is about to write the row chosen by the last call (by `begin` at first), kills it and waits for its
   * restart. `next` names the row for the next call, as a value of `Write.name`; empty if none.
   */
  async kill(program: ProcessName, next = ''): Promise<void> {
    const { admin, at } = this;
    const [awaited] = await admin.query<{ at: string }>('select at from public.cut');
    await until(`${program} of ${at.state} to write ${awaited?.at ?? ''}`, 120, async () => {
      const rows = await admin.query(
        `select 1 as one from pg_locks where locktype = 'advisory' and objid = ${lock} and not granted`,
      );
      return rows.length > 0 ? true : undefined;
    });
    const pid = at.pid(program);
    if (!at.signal(program, 'SIGKILL')) throw new Error(`no ${program} of ${at.state}`);
    this.made.push(awaited?.at ?? '');
    await admin.query('update public.cut set at = $1', [next]);
    await admin.query(`select pg_advisory_unlock(${lock})`);
    // Granted when the transaction of the killed process has ended.
    await admin.query(`select pg_advisory_lock(${lock})`);
    await until(`another ${program} of ${at.state}`, 60, () => {
      const now = at.pid(program);
      return Promise.resolve(now === undefined || now === pid ? undefined : true);
    });
  }

  async end(): Promise<void> {
    const { admin } = this;
    await admin.query(`select pg_advisory_unlock_all()`);
    for (const [i, { table }] of this.writes.entries()) {
      await admin.query(`drop trigger cut_${i} on ${table}`);
      await admin.query(`drop function public.cut_${i}()`);
    }
    await admin.query('drop table public.cut');
  }
}
