import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { KernelError } from '#kernel';

const MAX_NAMED = 10;

/** A name as the caller wrote it may be anything: only plain ones are repeated. */
const plain = (name: string): string => (/^[A-Za-z0-9_]{1,40}$/.test(name) ? name : '(a name)');

function wrongFields(errors: readonly ValidationError[], path = ''): string[] {
  return errors.flatMap((error) => {
    const name = `${path}${plain(error.property)}`;
    const own = Object.keys(error.constraints ?? {}).map((rule) =>
      rule === 'whitelistValidation' ? `${name} (not known here)` : `${name} (${rule})`,
    );
    return [...own, ...wrongFields(error.children ?? [], `${name}.`)];
  });
}

/** Names the fields that are wrong and the rule each breaks; never what they held. */
function fieldsError(errors: readonly ValidationError[]): KernelError {
  const fields = wrongFields(errors).slice(0, MAX_NAMED);
  return new KernelError('VALUE_INVALID', fields.length > 0 ? fields.join(', ') : 'the body');
}

export const validation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false, exposeDefaultValues: true },
    validationError: { target: false, value: false },
    stopAtFirstError: true,
    exceptionFactory: fieldsError,
  });
