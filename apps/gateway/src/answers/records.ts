import { Objects, Schemas, Text, Whatever } from './members.js';

/** Answers that describe what the gateway offers. */

export class KindsAnswer {
  @Schemas({
    description:
      'Of each kind of document: JSON Schema of its body, its form, the roles that may sign it.',
  })
  readonly kinds: Readonly<Record<string, object>>;
  @Schemas({
    description:
      'Of each type of request that is taken: what the member `details` of its body holds as JSON Schema (null: nothing), its form, its compartment.',
  })
  readonly requestTypes: Readonly<Record<string, object>>;
}

export class DescriptionAnswer {
  @Text()
  readonly openapi: string;
  @Whatever()
  readonly info: object;
  @Whatever()
  readonly paths: object;
  @Whatever()
  readonly components: object;
  @Objects()
  readonly tags: readonly object[];
  @Objects()
  readonly servers: readonly object[];
}
