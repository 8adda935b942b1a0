import { Ajv } from 'ajv';
import { everySchema } from './schemas.js';

const { makers, schemas } = await everySchema();

describe('schemas of what others write', () => {
  it('are judged here by the schema of schemas, as no parser does', () => {
    expect(makers.length).toBeGreaterThan(3);
    expect(schemas.length).toBeGreaterThan(50);
    const ajv = new Ajv({ strict: false });
    expect(schemas.filter((schema) => ajv.validateSchema(schema) !== true)).toEqual([]);
    expect(ajv.validateSchema({ type: 'object', required: 'name' })).toBe(false);
  });
});
