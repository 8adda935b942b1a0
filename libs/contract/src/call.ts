import type { Right } from '#kernel';
import type { ShapeClass } from './form.js';

export type Answering = 'requests' | 'inbox' | 'audit';

/**
 * Definition of a call on the bus, with subject `<service>.<name>`. The HTTP API uses the same shapes for question and
 * answer.
 */
export interface Call<
  Asked extends object = object,
  Answer extends object = object,
  Name extends string = string,
  By extends Answering = Answering,
> {
  readonly name: Name;
  readonly asked: ShapeClass<Asked>;
  readonly answer: ShapeClass<Answer>;
  /**
   * Right that an officer needs, for each answering service; `open`: no session needed. A service without an entry never
   * answers.
   */
  readonly rights: Readonly<Partial<Record<By, Right | 'open'>>>;
  /** True if the call's handler logs its refusals itself; if absent, `admitCall` logs them. */
  readonly keepsRefusals?: true;
}

/**
 * Definition of a call without a session. Either the question carries its own signature, or the answer contains no data of a
 * case.
 */
export interface OpenCall<
  Asked extends object = object,
  Answer extends object = object,
  Name extends string = string,
  By extends Answering = Answering,
> extends Call<Asked, Answer, Name, By> {
  readonly open: true;
}

export const isOpenCall = (asked: Call): asked is OpenCall => 'open' in asked;

export type OnBus<C> =
  C extends OpenCall<infer Asked, infer Answer>
    ? { readonly in: Asked; readonly out: Answer }
    : C extends Call<infer Asked, infer Answer>
      ? { readonly in: Asked & { readonly session: string }; readonly out: Answer }
      : never;

export type CallMethodDecorator<Asked, Answer> = <
  Method extends (who: never, asked: Asked) => Promise<Answer>,
>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

export type OpenMethodDecorator<Asked, Answer> = <Method extends (asked: Asked) => Promise<Answer>>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

export const call = <
  Asked extends object,
  Answer extends object,
  const Name extends string,
  By extends Answering,
>(
  name: Name,
  asked: ShapeClass<Asked>,
  answer: ShapeClass<Answer>,
  rights: Readonly<Record<By, Right>>,
): Call<Asked, Answer, Name, By> => ({ name, asked, answer, rights });

export const keepingRefusals = <Own extends Call>(own: Own): Own => ({
  ...own,
  keepsRefusals: true,
});

export const openCall = <
  Asked extends object,
  Answer extends object,
  const Name extends string,
  By extends Answering,
>(
  name: Name,
  asked: ShapeClass<Asked>,
  answer: ShapeClass<Answer>,
  service: By,
): OpenCall<Asked, Answer, Name, By> => ({
  ...{ name, asked, answer },
  rights: { [service]: 'open' } as Readonly<Record<By, 'open'>>,
  open: true,
});
