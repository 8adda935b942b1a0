import type { Right } from '#kernel';
import type { ShapeClass } from './form.js';

/** Services that answer calls on the bus. */
export type Answering = 'requests' | 'inbox' | 'audit';

/** Question on the bus with its answer. `<service>.<name>` is its subject; HTTP asks and answers the same shapes. */
export interface Call<
  Asked extends object = object,
  Answer extends object = object,
  Name extends string = string,
  By extends Answering = Answering,
> {
  /** Lower-case words, joined by dashes. */
  readonly name: Name;
  readonly asked: ShapeClass<Asked>;
  readonly answer: ShapeClass<Answer>;
  /** Rights of officers to ask each service. A service without a line does not answer. */
  readonly rights: Readonly<Partial<Record<By, Right | 'open'>>>;
  /** Its handler puts on record itself what it refuses. */
  readonly keepsRefusals?: true;
}

/** Call that needs no session, because what it takes is signed itself or it tells nothing of a case. */
export interface OpenCall<
  Asked extends object = object,
  Answer extends object = object,
  Name extends string = string,
  By extends Answering = Answering,
> extends Call<Asked, Answer, Name, By> {
  readonly open: true;
}

/** True for a call that needs no session. */
export const isOpenCall = (asked: Call): asked is OpenCall => 'open' in asked;

/** Message and answer of a call as they stand on the bus. */
export type OnBus<C> =
  C extends OpenCall<infer Asked, infer Answer>
    ? { readonly in: Asked; readonly out: Answer }
    : C extends Call<infer Asked, infer Answer>
      ? { readonly in: Asked & { readonly session: string }; readonly out: Answer }
      : never;

/** Decorator of a method that is given who asks and what is asked, and answers; of another one the compiler refuses it. */
export type CallMethodDecorator<Asked, Answer> = <
  Method extends (who: never, asked: Asked) => Promise<Answer>,
>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/** The same for a call that needs no session: nobody stands behind what is asked. */
export type OpenMethodDecorator<Asked, Answer> = <Method extends (asked: Asked) => Promise<Answer>>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/** Declares a call of officers with a session. */
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

/** The same call of a handler that puts on record itself what it refuses. */
export const keepingRefusals = <Own extends Call>(own: Own): Own => ({
  ...own,
  keepsRefusals: true,
});

/** Declares a call without a session, which one service answers. */
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
