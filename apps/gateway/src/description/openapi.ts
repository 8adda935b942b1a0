import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeShape } from '#api';
import { Problem } from '#contract';
import { withClosedSchemas } from './closed-schemas.js';
import { withKinds } from './kind-schemas.js';
import { retryAfter, withOperations } from './operations.js';
import { tags } from './tags.js';
import { edge } from '../options.js';
import { problemType } from '../problems/problem.js';

function withShared(document: OpenAPIObject): OpenAPIObject {
  document.components = {
    ...document.components,
    responses: {
      Problem: {
        description: 'Failed: what happened and what to do.',
        headers: { 'Retry-After': retryAfter },
        content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
  return document;
}

const words = [
  'One gateway of one State. Binary members are base64 (RFC 4648 section 4).',
  'A session is opened with the key of an officer; `deploy/api.md` has a whole flow as a program.',
  'A list gives `limit` rows, and `next` for the `after` of the following page; `next` is null on the last.',
  'Entries of signed chains, and leaves, tiles and checkpoints of the custody log, are read from a place on instead, until nothing follows.',
  `A JSON body has at most ${edge.jsonBytes / 1024} KiB and ${edge.jsonDepth} levels.`,
  'Title, detail and remedy of a refusal are in the language of `Accept-Language`, English or French, and `Content-Language` names it; for programs is `code`.',
  'A member that is not described is refused, and so is a query of a `POST`.',
  '`operationId` is the name of the right that the operation asks for.',
].join(' ');

export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Liaise gateway')
    .setDescription(words)
    .setVersion('1')
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .setOpenAPIVersion('3.1.0')
    .addServer('/', 'The gateway that serves this description.')
    .addSecurity('bearer', {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'opaque',
      description: 'Session token: 256 random bits in base64url, drawn by the client at the login.',
    });
  for (const [name, description] of tags) config.addTag(name, description);
  const extraModels = [describeShape(Problem)];
  const made = SwaggerModule.createDocument(app, config.build(), { extraModels });
  return withOperations(withKinds(withShared(withClosedSchemas(made))));
}
