import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The highest protocol version used on a link: it never goes below, unless the neighbour is confirmed anew. */
export class LinkProtocol1764000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mailbox.link
        add column protocol integer not null default 0,
        -- Place, in the chain of peers, of the confirmation under which it was used.
        add column protocol_entry integer not null default -1;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a floor is not undone; drop the database instead'));
  }
}
