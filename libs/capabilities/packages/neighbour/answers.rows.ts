import type { MessageId } from '#kernel';
import type { AnswerBytes } from '#package';
import type { Tx } from '#store';

type Of = { readonly id: string };

export interface KeptAnswer extends AnswerBytes {
  readonly ask: MessageId;
  readonly part: number;
}

export const answerRows = {
  storeAnswer(tx: Tx, { id }: Of, of: KeptAnswer): void {
    const { ask, part, statement, signature } = of;
    tx.send(
      `insert into cases.package_answer (package, ask, part, statement, signature) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [id, ask, part, statement, signature],
    );
  },

  answersTo: (tx: Tx, { id }: Of, asks: readonly MessageId[]): Promise<AnswerBytes[]> =>
    tx.query<AnswerBytes>(
      `select statement, signature from cases.package_answer where package = $1 and ask = any ($2::text[])
       order by array_position($2::text[], ask), part`,
      [id, asks],
    ),

  drop(tx: Tx, { id }: Of, ask: MessageId): void {
    tx.send('delete from cases.package_answer where package = $1 and ask = $2', [id, ask]);
  },
};
