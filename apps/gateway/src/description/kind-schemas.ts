import { offeredKinds, offeredTypes } from '#capabilities/requests/offered.model';

type Schemas = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Bodies of the kinds of document, and `details` of the types of request, each under a name of its own. */
export function kindSchemas(): Schemas {
  const kinds = Object.entries(offeredKinds).map(([name, { schema, signers }]) => [
    `kind.${name}`,
    {
      ...schema,
      description: `Body of a document of kind \`${name}\`. Signed by: ${signers.join(', ')}.`,
    },
  ]);
  const types = Object.entries(offeredTypes).flatMap(([name, { details }]) =>
    details === null
      ? []
      : [
          [
            `details.${name}`,
            { ...details, description: `Member \`details\` of a request of type ${name}.` },
          ],
        ],
  );
  return Object.fromEntries([...kinds, ...types]) as Schemas;
}
