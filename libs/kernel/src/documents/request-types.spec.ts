import { describe, expect, it } from '@jest/globals';
import { aDocument, aRequestBody } from '../../../../test/support/builders.js';
import { assertComplete } from './complete.js';
import { kinds } from './kinds.js';
import { offeredKinds, offeredTypes } from '#capabilities/requests/offered.model';
import { parseBody, parseDocument } from './parse.js';
import { isRefusedType, requestTypeNames, requestTypes } from './request-types.js';

const coded = (code: string, detail: unknown = expect.anything()): unknown =>
  expect.objectContaining({ code, detail });

describe('the offence behind a request', () => {
  it('is asked for by every type but a risk to life', () => {
    for (const requestType of requestTypeNames) {
      const { underlyingOffence, ...without } = aRequestBody({ requestType });
      expect(underlyingOffence).toBeDefined();
      const parse = () => parseBody('request', without);
      if (requestType === 'RISK_TO_LIFE') expect(parse()).toBe(without);
      else expect(parse).toThrow(coded('ITEM_MISSING', '/underlyingOffence (art. 4(3)(b))'));
    }
  });

  it('may be missing from a risk to life that is sent, that comes and that is kept', () => {
    const { underlyingOffence, ...body } = aRequestBody({ requestType: 'RISK_TO_LIFE' });
    expect(underlyingOffence).toBeDefined();
    const document = aDocument({ body });
    expect(parseDocument(document)).toBe(document);
    expect(() => assertComplete(document)).not.toThrow();
  });

  it('says something where it stands, whatever the type', () => {
    const blank = aRequestBody({ requestType: 'RISK_TO_LIFE', underlyingOffence: '' });
    expect(() => parseBody('request', blank)).toThrow(
      coded('DOCUMENT_INVALID', expect.stringMatching('/underlyingOffence')),
    );
  });
});

describe('what is offered to be filled in', () => {
  it('is every type that is not refused, and no other', () => {
    const taken = requestTypeNames.filter((requestType) => {
      try {
        parseDocument(aDocument({ body: aRequestBody({ requestType }) }));
        return true;
      } catch (error) {
        expect(error).toEqual(coded('NOT_AVAILABLE_YET'));
        return false;
      }
    });
    expect(Object.keys(offeredTypes)).toEqual(taken);
    expect(requestTypeNames.filter((type) => !isRefusedType(type))).toEqual(taken);
    for (const [name, type] of Object.entries(offeredTypes))
      expect(type).toBe(requestTypes[name as keyof typeof requestTypes]);
  });

  it('names no refused type in the schema of a request, and leaves the rest of it and all other kinds as they are', () => {
    const { request, ...others } = offeredKinds;
    const shown = JSON.stringify(request);
    for (const type of requestTypeNames)
      expect(shown.includes(`"${type}"`)).toBe(!isRefusedType(type));
    const { request: whole, ...rest } = kinds;
    expect(others).toEqual(rest);
    expect(request.form).toBe(whole.form);
    expect(request.signers).toBe(whole.signers);
    const { allOf: _, properties, ...same } = request.schema;
    expect(whole.schema).toMatchObject(same);
    expect(Object.keys(properties as object)).toEqual(
      Object.keys(whole.schema['properties'] as object),
    );
  });
});
