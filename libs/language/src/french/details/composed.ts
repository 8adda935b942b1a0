/** Texts of the validator of JSON schemas (`libs/kernel/src/schema.ts`), whose English is not in this project. */
export const frenchComposedDetails = {
  '{} is wrong': '{1} est faux',
  '{} must be string': '{1} doit être un texte',
  '{} must be number': '{1} doit être un nombre',
  '{} must be integer': '{1} doit être un nombre entier',
  '{} must be boolean': '{1} doit être `true` ou `false`',
  '{} must be array': '{1} doit être une liste',
  '{} must be object': '{1} doit être un objet',
  '{} must be null': '{1} doit être `null`',
  "{} must have required property '{}'": '{1} : il manque « {2} »',
  '{} must NOT have additional properties': '{1} a un membre inconnu',
  '{} must be equal to one of the allowed values': "{1} n'est pas une des valeurs permises",
  '{} must be equal to constant': "{1} n'a pas la valeur voulue",
  '{} must match format "{}"': '{1} doit avoir la forme « {2} »',
  '{} must NOT have fewer than {} items': '{1} doit avoir au moins {2} élément(s)',
  '{} must NOT have more than {} items': '{1} doit avoir au plus {2} élément(s)',
  '{} must NOT have fewer than {} characters': '{1} doit avoir au moins {2} caractère(s)',
  '{} must NOT have more than {} characters': '{1} doit avoir au plus {2} caractère(s)',
  '{} must be >= {}': '{1} doit être au moins {2}',
  '{} must be <= {}': '{1} doit être au plus {2}',
  '{} must NOT be valid': "{1} n'est pas permis ici",
  '{} must match exactly one schema in oneOf':
    '{1} ne suit aucune des formes permises, ou plusieurs',
  '{} must match a schema in anyOf': '{1} ne suit aucune des formes permises',
  '{} must match pattern "{}"': '{1} doit suivre le modèle « {2} »',
  '{} must NOT have duplicate items (items ## {} and {} are identical)':
    '{1} a deux fois le même élément ({2} et {3})',
  '{} must NOT have fewer than {} properties': '{1} doit avoir au moins {2} membre(s)',
  '{} must contain at least {} valid item(s)':
    '{1} doit contenir au moins {2} élément(s) valable(s)',
  '{} boolean schema is false': "{1} n'est pas permis ici",
} as const;
