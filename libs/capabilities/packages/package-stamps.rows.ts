import type { AuthorityName, OpenRequest, Stamps } from '#journal';
import type { Tx } from '#store';

/** A question for the time under a package; `size` has no meaning there. */
export type PackageRequest = Omit<OpenRequest, 'size'>;

const columns = `nonce, request, tries, sent_at as "sentAt", received_at as "receivedAt", response, failure,
  (extract(epoch from clock_timestamp() - made_at) * 1000)::bigint as "ageMs"`;

/** Time-stamps of packages, asked for as those of the log: the service asks and judges, the exchange carries bytes, each once. */
export class PackageStamps implements Pick<Stamps, 'take' | 'answered'> {
  /** Of this package; what was asked for another one counts as nothing. Locked until the transaction ends. */
  async open(tx: Tx, authority: AuthorityName, of: string): Promise<PackageRequest | undefined> {
    const [row] = await tx.query<PackageRequest>(
      `select ${columns} from journal.package_stamp where authority = $1 and package = $2 for update`,
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
       on conflict (authority) do update set package = excluded.package, request = excluded.request,
         nonce = excluded.nonce, tries = excluded.tries, made_at = clock_timestamp(), sent_at = null,
         received_at = null, response = null, failure = null`,
      [authority, asked.of, asked.request, asked.nonce, asked.tries],
    );
    tx.wake('stamp-post');
  }

  async take(
    tx: Tx,
    authority: AuthorityName,
  ): Promise<{ readonly request: Buffer; readonly nonce: Buffer } | undefined> {
    const [row] = await tx.query<{ request: Buffer; nonce: Buffer }>(
      `update journal.package_stamp set sent_at = clock_timestamp()
       where authority = $1 and sent_at is null returning request, nonce`,
      [authority],
    );
    return row;
  }

  answered(
    tx: Tx,
    authority: AuthorityName,
    nonce: Buffer,
    came: { readonly response: Buffer } | { readonly failure: string },
  ): void {
    tx.send(
      `update journal.package_stamp set received_at = clock_timestamp(), response = $3, failure = $4
       where authority = $1 and nonce = $2 and received_at is null`,
      [
        authority,
        nonce,
        'response' in came ? came.response : null,
        'failure' in came ? came.failure : null,
      ],
    );
    tx.wake('build-package');
  }

  /** The answer counts as nothing; the question is asked anew after a while. */
  refuse(tx: Tx, authority: AuthorityName, nonce: Buffer, failure: string): void {
    tx.send(
      `update journal.package_stamp set response = null, failure = $3 where authority = $1 and nonce = $2`,
      [authority, nonce, failure],
    );
  }
}
