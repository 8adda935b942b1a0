import {
  type AuthorityName,
  type OpenRequest,
  questionAnew,
  questionColumns,
  StampQuestions,
} from '#journal';
import type { Tx } from '#store';

export type PackageRequest = Omit<OpenRequest, 'size'>;

export class PackageStamps extends StampQuestions {
  constructor() {
    super('journal.package_stamp', 'build-package');
  }

  async open(tx: Tx, authority: AuthorityName, of: string): Promise<PackageRequest | undefined> {
    const [row] = await tx.query<PackageRequest>(
      `select ${questionColumns} from journal.package_stamp where authority = $1 and package = $2 for update`,
      [authority, of],
    );
    return row;
  }

  ask(
    tx: Tx,
    authority: AuthorityName,
    asked: {
      readonly of: string;
      readonly request: Buffer;
      readonly nonce: Buffer;
      readonly tries: number;
    },
  ): void {
    tx.send(
      `insert into journal.package_stamp (authority, package, request, nonce, tries) values ($1, $2, $3, $4, $5)
       on conflict (authority) do update set package = excluded.package, ${questionAnew}`,
      [authority, asked.of, asked.request, asked.nonce, asked.tries],
    );
    tx.wake('stamp-post');
  }
}
